package import Units

/// The values that a number may take.
package struct Bounds: Sendable {
  package enum Side: Sendable {
    case above, atLeast, below, atMost
  }

  package struct Limit: Sendable {
    package let side: Side
    /// In base units.
    package let value: Double
    /// In words, behind `expected`; nil where value and dimension say it.
    package let says: String?
  }

  package let limits: [Limit]

  init(_ limits: [Limit]) { self.limits = limits }

  /// What a ceiling of the dimension allows.
  package static let any = Bounds([])
  package static let positive = Bounds([Limit(side: .above, value: 0, says: "above zero")])
  package static let notNegative = Bounds([
    Limit(side: .atLeast, value: 0, says: "zero or more")
  ])
  package static let share = Bounds([
    Limit(side: .atLeast, value: 0, says: "between 0% and 100%"),
    Limit(side: .atMost, value: 1, says: "between 0% and 100%"),
  ])
  /// A change that leaves something: above -100%.
  package static let change = above(-1, "above -100%")
  /// Of durations that are counted in months or years.
  package static let lasting = positive.atMost(longest, "at most 50 years")
  /// The longest time over which a plan is counted, in seconds.
  package static let longest = 50 * TimeSpan.year

  package static func above(_ value: Double, _ says: String) -> Bounds {
    Bounds([Limit(side: .above, value: value, says: says)])
  }
  package static func atLeast(_ value: Double, _ says: String) -> Bounds {
    Bounds([Limit(side: .atLeast, value: value, says: says)])
  }
  package func below(_ value: Double, _ says: String) -> Bounds {
    Bounds(limits + [Limit(side: .below, value: value, says: says)])
  }
  package func atMost(_ value: Double, _ says: String? = nil) -> Bounds {
    Bounds(limits + [Limit(side: .atMost, value: value, says: says)])
  }

  /// The least and the greatest value, which the bounds may leave out.
  package var ends: (low: Double, high: Double) {
    var (low, high) = (-Double.infinity, Double.infinity)
    for limit in limits {
      switch limit.side {
      case .above, .atLeast: low = max(low, limit.value)
      case .below, .atMost: high = min(high, limit.value)
      }
    }
    return (low, high)
  }

  /// The first limit that a number or the ends of a range do not keep. What is not a number keeps none.
  func broken(by low: Double, _ high: Double) -> Limit? {
    limits.first { limit in
      switch limit.side {
      case .above: !(low > limit.value)
      case .atLeast: !(low >= limit.value)
      case .below: !(high < limit.value)
      case .atMost: !(high <= limit.value)
      }
    }
  }
}

/// What is measured at a key: the dimension, the bounds of the number, and an example of it.
///
/// Every dimension has a ceiling, so that no number is read without one. Ceilings lie far above what
/// anybody means and far below what formulas can hold.
package struct Measure: Sendable {
  package let dimension: Dimension
  package let bounds: Bounds
  package let example: String
  /// Whether the number decides which figures there are or is counted in whole months, so that no
  /// formula follows it.
  package let decides: Bool

  package init(
    _ dimension: Dimension, _ bounds: Bounds, _ example: String, decides: Bool = false
  ) {
    self.dimension = dimension
    self.example = example
    self.decides = decides
    let most = Self.ceiling(of: dimension)
    var limits = bounds.limits
    if !limits.contains(where: { $0.side == .atLeast || $0.side == .above }) {
      limits.append(Bounds.Limit(side: .atLeast, value: -most, says: nil))
    }
    limits.append(Bounds.Limit(side: .atMost, value: most, says: nil))
    self.bounds = Bounds(limits)
  }

  /// What is wrong with a number or a range, behind `expected`.
  func problem(_ low: Double, _ high: Double) -> String? {
    guard let limit = bounds.broken(by: low, high) else { return nil }
    if let says = limit.says { return says }
    let unit: DisplayUnit =
      switch dimension {
      case .none: .number
      case PerSecond.dimension: .percentPerYear
      default: .standard(dimension)
      }
    let text = format(limit.value, as: unit)
    return limit.side == .atMost ? "at most \(text)" : "at least \(text)"
  }

  /// The largest number of a dimension, in base units.
  static func ceiling(of dimension: Dimension) -> Double {
    ceilings[dimension] ?? 1e24
  }

  /// Numbers of things and ratios: a milliard. Times: the accelerator-time of a million million
  /// hours. Money: a million milliard dollars, and as much in an hour. Rates: a thousand in a year.
  private static let ceilings: [Dimension: Double] = [
    .none: 1e9,
    Seconds.dimension: 1e12 * TimeSpan.hour,
    Bytes.dimension: 1e18,
    Operations.dimension: 1e33,
    Tokens.dimension: 1e18,
    Dollars.dimension: 1e15,
    Joules.dimension: 1e21,
    Watts.dimension: 1e15,
    BytesPerSecond.dimension: 1e18,
    OperationsPerSecond.dimension: 1e24,
    TokensPerSecond.dimension: 1e13,
    PerSecond.dimension: 1e3 / TimeSpan.year,
    DollarsPerSecond.dimension: 1e15 / TimeSpan.hour,
    DollarsPerToken.dimension: 1e6,
    DollarsPerJoule.dimension: 1e3,
  ]
}
