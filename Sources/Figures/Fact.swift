public import Units

/// A number from outside the formulas: its central value, the ends of its 90 % interval where it
/// has one, and its provenance.
///
/// Values are in base units; `U` fixes the dimension at compile time, so that a bandwidth cannot be
/// handed over where a capacity is meant.
public struct Fact<U: Unit>: Sendable {
  /// The median, in base units.
  public let value: Double
  public let low: Double
  public let high: Double
  public let provenance: Provenance
  /// The whole distribution, where its median and ends do not say it all.
  public let spread: Spread?

  public init(_ value: Double, _ provenance: Provenance) {
    self.init(value, low: value, high: value, provenance)
  }

  public init(
    _ value: Double, low: Double, high: Double, spread: Spread? = nil, _ provenance: Provenance
  ) {
    self.value = value
    self.low = low
    self.high = high
    self.spread = spread
    self.provenance = provenance
  }

  public init(_ estimate: Estimate, _ provenance: Provenance) {
    self.init(
      estimate.central, low: estimate.low, high: estimate.high, spread: Spread(estimate),
      provenance)
  }

  /// What is believed of the number.
  public var estimate: Estimate {
    spread?.estimate ?? Estimate(low: low, median: value, high: high)
  }

  /// The same number on another footing.
  public func resting(on provenance: Provenance) -> Fact {
    Fact(value, low: low, high: high, spread: spread, provenance)
  }

  public var quantity: Quantity<U> { Quantity(base: value) }
  public var isRange: Bool { low < high }
}

/// A distribution that is more than its median and the ends of its 90 % interval. A class, so that a
/// fact stays small in the search.
public final class Spread: Sendable {
  public let estimate: Estimate

  /// `nil` where median and ends say the same.
  public init?(_ estimate: Estimate) {
    switch estimate.shape {
    case .exact, .ends, .lognormal, .quantiles: return nil
    case .normal where estimate.low <= 0: return nil
    default: self.estimate = estimate
    }
  }
}
