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

  public init(_ value: Double, _ provenance: Provenance) {
    self.init(value, low: value, high: value, provenance)
  }

  public init(_ value: Double, low: Double, high: Double, _ provenance: Provenance) {
    self.value = value
    self.low = low
    self.high = high
    self.provenance = provenance
  }

  public var quantity: Quantity<U> { Quantity(base: value) }
  public var isRange: Bool { low < high }
}
