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
  let month: FigureID

  static var market: PriceFigures {
    PriceFigures(
      change: .priceChange, period: .pricePeriod, floor: .priceFloor, step: .priceStep,
      month: .listPriceOfMonth)
  }
  static var spot: PriceFigures {
    PriceFigures(
      change: .spotChange, period: .spotPeriod, floor: .spotFloor, step: .spotStep,
      month: .spotPriceOfMonth)
  }
  static var reserved: PriceFigures {
    PriceFigures(
      change: .reservedChange, period: .reservedPeriod, floor: .reservedFloor,
      step: .reservedStep, month: .reservedPriceOfMonth)
  }
}

/// Prices quoted by the length of a commitment, as what the months between two terms cost.
struct ForwardCurve<Number: Algebra> {
  struct Span {
    /// Its end, counted from the start.
    let months: Int
    /// Its price over that of the first; absent for the first.
    let ratio: Number?
  }

  let spans: [Span]
  /// The last of the terms.
  let term: Number

  var months: Int { spans.last?.months ?? 0 }

  /// What the price of the start is multiplied by in a month, counted from 0; the last holds on.
  func ratio(_ index: Int) -> Number? {
    (spans.first { index < $0.months } ?? spans.last)?.ratio
  }
}

extension PriceTerms {
  /// The price of each month, as a figure each: of the first, the start; then by its change, by a step,
  /// and while it falls no further than to the floor.
  ///
  /// - Parameters:
  ///   - curve: A forward curve that it follows; its change holds after the last term.
  ///   - operatingCost: What the floor is where it is the operator's own cost of an hour.
  ///   - every: Prices are set anew after so many months, and hold meanwhile.
  func prices<L: Ledger>(
    from start: L.Number, along curve: ForwardCurve<L.Number>? = nil, months: Int,
    every term: Int = 1, operatingCost: L.Number, _ figures: PriceFigures, in ledger: inout L
  ) -> [L.Number] {
    let change = ledger.input(figures.change, change)
    let period = ledger.input(figures.period, period)
    let floor: L.Number? =
      switch self.floor {
      case .none: nil
      case .amount(let fact): ledger.input(figures.floor, fact)
      case .operatingCost: ledger.define(figures.floor, operatingCost)
      }
    let jump = step.map { ledger.input(figures.step, $0.change) }
    var prices: [L.Number] = []
    for index in 0..<months {
      if index % term > 0, let last = prices.last {
        prices.append(last)
        continue
      }
      let from = curve?.ratio(index).map { start * $0 } ?? start
      var price: L.Number
      if let curve, index < curve.months {
        price = floor.map { .larger(from, $0) } ?? from
      } else {
        let elapsed = Self.elapsed(index, in: &ledger)
        let time = (curve.map { elapsed - $0.term } ?? elapsed) / period
        price =
          if let floor {
            PricePath.twoSided(start: from, floor: floor, change: change, time: time)
          } else {
            PricePath.steady(start: from, change: change, time: time)
          }
      }
      if let step, let jump, index >= step.month - 1 {
        price = price * (1 + jump)
        // A step does not lead below the floor, unless the price started there.
        if let floor { price = .larger(price, .smaller(floor, start)) }
      }
      prices.append(ledger.define(figures.month.at(index + 1), price))
    }
    return prices
  }

  /// The forward curve of a product, where the plan gives one.
  ///
  /// - Parameter first: The price of the first term, which is the price of the start.
  func curve<L: Ledger>(
    of product: String, first: L.Number, in ledger: inout L
  ) -> ForwardCurve<L.Number>? {
    guard let points = forward[product], !points.isEmpty else { return nil }
    var term: L.Number = 0
    var mean = first
    var spans: [ForwardCurve<L.Number>.Span] = []
    for (index, point) in points.enumerated() {
      let end = ledger.input(.forwardTerm.at(index + 1), point.term)
      var ratio: L.Number?
      if index > 0 {
        let price = ledger.input(.forwardQuote.at(index + 1), point.price)
        let implied = ledger.define(
          .forwardPrice.at(index + 1),
          // Of quotes that are ranges, a sample may imply less than nothing.
          .larger(
            0, TermStructure.forward(short: term, shortPrice: mean, long: end, longPrice: price)))
        ratio = implied / first
        mean = price
      }
      term = end
      spans.append(.init(months: point.months, ratio: ratio))
    }
    return ForwardCurve(spans: spans, term: term)
  }

  /// What is left of the demand of the start in each month after a delay.
  func demand<L: Ledger>(
    months: Int, after delay: Int, in ledger: inout L
  ) -> [L.Number] {
    let change = ledger.input(.demandChange, change)
    let period = ledger.input(.demandPeriod, period)
    let jump = step.map { ledger.input(.demandStep, $0.change) }
    return (0..<months).map { index in
      let time = Self.elapsed(delay + index, in: &ledger)
      var left = PricePath.steady(start: 1, change: change, time: time / period)
      if let step, let jump, delay + index >= step.month - 1 { left = left * (1 + jump) }
      return ledger.define(.demandOfMonth.at(delay + index + 1), left)
    }
  }

  /// Time from the start to the beginning of a month, counted from 0.
  static func elapsed<L: Ledger>(_ index: Int, in ledger: inout L) -> L.Number {
    ledger.input(
      .elapsed.at(index + 1),
      Fact<Seconds>(
        Double(index) * TimeSpan.month,
        Provenance(.definition("the months before"), evidence: nil)))
  }
}

extension UtilisationTerms {
  /// Shares of the hours sold in each month after delivery, and how far the ramp has come.
  ///
  ///     ramp        = min( 1 , (time + half a month) / length )
  ///     utilisation = start + (steady - start) · ramp
  ///
  /// Where demand falls, the share and the ramp are multiplied by what is left of it,
  /// `(1 + change)^time` and a step from its month on; months are the market's.
  ///
  /// - Parameter delay: Months before the first.
  func shares<L: Ledger>(
    months: Int, after delay: Int, month: L.Number, in ledger: inout L
  ) -> (start: L.Number, ramps: [L.Number], shares: [L.Number], falls: [L.Number]?) {
    let start = ledger.input(.utilisationStart, start)
    let steady = ledger.input(.utilisationSteady, steady)
    let length = ledger.input(.utilisationRamp, ramp)
    let falls = fall?.demand(months: months, after: delay, in: &ledger)
    var ramps: [L.Number] = []
    var shares: [L.Number] = []
    for index in 0..<months {
      let time = PriceTerms.elapsed(index, in: &ledger)
      let ramp = ledger.define(
        .rampOfMonth.at(delay + index + 1), .smaller(1, (time + month / 2) / length))
      let whole = start + (steady - start) * ramp
      ramps.append(falls.map { ramp * $0[index] } ?? ramp)
      shares.append(
        ledger.define(
          .utilisationOfMonth.at(delay + index + 1), falls.map { whole * $0[index] } ?? whole))
    }
    return (start, ramps, shares, falls)
  }
}
