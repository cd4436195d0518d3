/// The name of a limit that a layout, a fleet or a plan can run into.
public struct LimitID: Sendable, Hashable {
  public let rawValue: UInt16
  @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// A line of a bill falls due by something that this kind of plan does not count; the subject says
  /// which, and by what.
  public static let timing = LimitID(rawValue: 40)
}

/// Why something cannot be done: a limit, what was needed and what there is, in base units.
///
/// No text, because a search throws thousands of these; the words belong to the report. What cannot be
/// told by two numbers, such as a line of a bill that no plan of a kind can place, is named by a subject.
public struct Infeasible: Error, Sendable, Hashable {
  /// What a limit is about, in words: a reference, so that an error without one is no larger.
  public final class Subject: Sendable, Hashable {
    public let text: String

    public init(_ text: String) { self.text = text }

    public static func == (a: Subject, b: Subject) -> Bool { a.text == b.text }
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }
  }

  public let limit: LimitID
  public let needed: Double
  public let available: Double
  public let subject: Subject?

  @inlinable
  public init(_ limit: LimitID, needed: Double, available: Double, of subject: Subject? = nil) {
    self.limit = limit
    self.needed = needed
    self.available = available
    self.subject = subject
  }
}
