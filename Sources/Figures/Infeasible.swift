/// The name of a limit that a layout, a fleet or a plan can run into.
public struct LimitID: Sendable, Hashable {
  public let rawValue: UInt16
  @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }
}

/// Why something cannot be done: a limit, what was needed and what there is, in base units.
///
/// No text, because a search throws thousands of these; the words belong to the report.
public struct Infeasible: Error, Sendable, Hashable {
  public let limit: LimitID
  public let needed: Double
  public let available: Double

  @inlinable
  public init(_ limit: LimitID, needed: Double, available: Double) {
    self.limit = limit
    self.needed = needed
    self.available = available
  }
}
