import Figures
import Units

/// What flows at the ends of months are worth at the start, by a factor for each month.
///
///     factor(0) = 1
///     factor(t) = factor(t - 1) / (1 + rate)
///     present   = Σ flow(t) · factor(t)
///
/// A figure for each factor, so that a present value reads as the sum that it is.
struct Discounting<Number: Algebra> {
  let rate: Number
  /// Of a year, compounded.
  let yearly: Number
  /// From the first month on.
  let factors: [Number]

  /// - Parameters:
  ///   - discount: The discount rate, effective: it compounds once in its period.
  ///   - period: That period; a year where there is none.
  init<L: Ledger>(
    _ discount: Fact<PerSecond>, per period: Fact<Seconds>?, months: Int, month: Number,
    in ledger: inout L
  ) where L.Number == Number {
    let year = ledger.input(.year, .year)
    let given = ledger.input(.discountRate, discount)
    let span = period.map { ledger.input(.discountPeriod, $0) } ?? year
    let rate = ledger.define(.monthlyDiscount, .power(1 + given * span, month / span) - 1)
    yearly = period == nil ? given * year : .power(1 + given * span, year / span) - 1
    var factors: [Number] = []
    var last: Number = 1
    for index in 0..<months {
      last = ledger.define(.discountFactor.at(index + 1), last / (1 + rate))
      factors.append(last)
    }
    self.rate = rate
    self.factors = factors
  }

  /// Flows of months that follow one another, the first of them counted from 1.
  func present(_ flows: [Number], from first: Int = 1) -> Number {
    var value: Number = 0
    for (flow, factor) in zip(flows, factors.dropFirst(first - 1)) { value = value + flow * factor }
    return value
  }

  /// One in each month: what a level payment is multiplied by.
  func months(from first: Int = 1, count: Int) -> Number {
    var value: Number = 0
    for factor in factors.dropFirst(first - 1).prefix(count) { value = value + factor }
    return value
  }
}
