public import Diagnostics

/// Where an input came from. A class, so that a fact stays small in the search.
public final class Provenance: Sendable {
  public enum Origin: Sendable {
    /// A line of the plan or of one of its imports.
    case plan(SourceSpan)
    /// `--set` on the command line.
    case commandLine(String)
    /// One or more sources; several for a median over dated quotes.
    case citations([Citation])
    /// True by definition: a 730-hour month, two operations in a multiply-add.
    case definition(String)
    /// A default that nobody could be cited for, and the reason for its value.
    case assumed(String)
    /// The result of a search or of another method without a closed form.
    case solved(String)
  }

  public let origin: Origin
  /// `nil` for what the plan itself demands (tokens, traffic, horizon): a demand needs no evidence.
  public let evidence: Evidence?
  /// What a reader should know about the value, in a line.
  public let note: String?
  /// The value as it was written where it stands, `38% to 43%`.
  public let written: String?
  /// Whether it comes from the user's own quotes: every output marks it.
  public let isPrivate: Bool

  public init(
    _ origin: Origin, evidence: Evidence?, note: String? = nil, written: String? = nil,
    isPrivate: Bool = false
  ) {
    self.origin = origin
    self.evidence = evidence
    self.note = note
    self.written = written
    self.isPrivate = isPrivate
  }

  /// Whether the plan or the command line says so.
  public var isOfPlan: Bool {
    switch origin {
    case .plan, .commandLine: true
    default: false
    }
  }

  public var citations: [Citation] {
    if case .citations(let list) = origin { list } else { [] }
  }
}
