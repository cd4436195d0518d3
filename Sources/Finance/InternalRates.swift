internal import Figures
public import Units

/// The rates at which flows of money are worth nothing now: the internal rates of return.
///
/// There can be one, several or none, and only one is an answer. Flows that change sign once have
/// one rate at most; the count of changes is the reason to give where there is not exactly one.
///
///     InternalRates(ofFlows: [-100, 39, 59, 55, 20]).only      // 0.28095 a period
///
/// Rates lie above -1 and at most at ``highest``. How all of them are found is in
/// Documentation/Finance.md.
///
/// Source: E. N. Laguerre, "Sur la théorie des équations numériques", 1883, for the bound by sign
/// changes; XIRR counts years as days over 365, as spreadsheets do.
public struct InternalRates: Sendable, Hashable {
  /// 1000 % a period.
  public static let highest = 10.0

  /// All of them, rising.
  public let roots: [Double]
  /// How often the flows change sign, in the order of time.
  public let signChanges: Int

  /// The internal rate of return, where there is exactly one.
  public var only: Double? { roots.count == 1 ? roots.first : nil }

  /// Of flows one period apart, the first now; the rate is for one period.
  public init(ofFlows flows: [Double]) {
    self.init(flows, at: flows.indices.map(Double.init))
  }

  /// Of flows at rising times, in periods; the rate is for one period.
  public init(ofFlows flows: [Double], at times: [Double]) {
    let order = zip(times, flows).sorted { $0.0 < $1.0 }
    self.init(order.map(\.1), at: order.map(\.0))
  }

  /// Of flows on days; the rate is for 365 days.
  public init(ofFlows flows: [Double], on dates: [CivilDate]) {
    self.init(ofFlows: flows, at: yearFractions(dates))
  }

  private init(_ flows: [Double], at times: [Double]) {
    let sum = ExponentialSum(flows, at: times)
    signChanges = sum.signChanges
    guard signChanges > 0, flows.allSatisfy(\.isFinite) else {
      roots = []
      return
    }
    roots = sum.roots(from: sum.lowestRoot, to: Double.logarithm(1 + Self.highest))
      .map { Double.exponential($0) - 1 }
  }
}

/// The rate of level payments, RATE: the internal rate of the loan as the lender sees it.
public enum AnnuityRate {
  /// - Parameters:
  ///   - periods: Whole number of payments, at least one.
  /// - Returns: The rate of one period; `nil` when there is none, or more than one.
  public static func rate(
    periods: Int, payment: Double, presentValue: Double, futureValue: Double = 0,
    due timing: PaymentTiming = .end
  ) -> Double? {
    guard periods > 0 else { return nil }
    var flows = [Double](repeating: 0, count: periods + 1)
    flows[0] += presentValue
    flows[periods] += futureValue
    let first = timing == .end ? 1 : 0
    for index in first..<first + periods { flows[index] += payment }
    return InternalRates(ofFlows: flows).only
  }
}

/// Years of 365 days from the first of some days to each.
public func yearFractions(_ dates: [CivilDate]) -> [Double] {
  guard let first = dates.first else { return [] }
  return dates.map { Double(first.days(to: $0)) / 365 }
}
