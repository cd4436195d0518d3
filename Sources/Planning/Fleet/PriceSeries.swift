import Figures
import Finance
import HardwareKit
import Units

/// The figures under which the terms of a price path are recorded.
struct PriceFigures {
  let change: FigureID
  let period: FigureID
  let floor: FigureID
  let step: FigureID

  static var market: PriceFigures {
    PriceFigures(
      change: .priceChange, period: .pricePeriod, floor: .priceFloor, step: .priceStep)
  }
  static var spot: PriceFigures {
    PriceFigures(change: .spotChange, period: .spotPeriod, floor: .spotFloor, step: .spotStep)
  }
  static var reserved: PriceFigures {
    PriceFigures(
      change: .reservedChange, period: .reservedPeriod, floor: .reservedFloor,
      step: .reservedStep)
  }
}

extension PriceTerms {
  /// The price of each month: of the first, the start; then by its change, by a step, and while it
  /// falls no further than to the floor.
  ///
  /// - Parameter operatingCost: What the floor is where it is the operator's own cost of an hour.
  func prices<L: Ledger>(
    from start: L.Number, months: Int, operatingCost: L.Number, month: L.Number,
    _ figures: PriceFigures, in ledger: inout L
  ) -> [L.Number] {
    let change = ledger.input(figures.change, change)
    let period = ledger.input(figures.period, period)
    let floor: L.Number? =
      switch self.floor {
      case .none: nil
      case .amount(let fact): ledger.input(figures.floor, fact)
      case .operatingCost: ledger.define(figures.floor, operatingCost * 1)
      }
    let jump = step.map { ledger.input(figures.step, $0.change) }
    var prices: [L.Number] = []
    var time = 0 * month
    for index in 0..<months {
      let periods = time / period
      var price =
        if let floor {
          PricePath.twoSided(start: start, floor: floor, change: change, time: periods)
        } else {
          PricePath.steady(start: start, change: change, time: periods)
        }
      if let step, let jump, index + 1 >= step.month {
        price = price * (1 + jump)
        if let floor { price = .larger(price, .smaller(floor, start)) }
      }
      prices.append(price)
      time = time + month
    }
    return prices
  }
}

extension UtilisationTerms {
  /// Shares of the hours sold in each month after delivery, and how far the ramp has come.
  ///
  ///     ramp        = min( 1 , (time - half a month) / length )
  ///     utilisation = start + (steady - start) · ramp
  func shares<L: Ledger>(
    months: Int, month: L.Number, in ledger: inout L
  ) -> (start: L.Number, steady: L.Number, ramps: [L.Number]) {
    let start = ledger.input(.utilisationStart, start)
    let steady = ledger.input(.utilisationSteady, steady)
    let length = ledger.input(.utilisationRamp, ramp)
    var ramps: [L.Number] = []
    var time = month / 2
    for _ in 0..<months {
      ramps.append(.smaller(1, time / length))
      time = time + month
    }
    return (start, steady, ramps)
  }
}
