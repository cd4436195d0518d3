public import Diagnostics
import Units

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
    /// The result of a search or of another method without a closed form, and what the search read
    /// (see ``TaintLedger``); empty for what was merely chosen: a product, a layout.
    case solved(String, reading: Taint)
  }

  /// A key of the plan that says a value.
  public struct Key: Sendable, Hashable {
    /// The path by which `--set` reaches it: `assistant.traffic.peak`.
    public let path: String
    /// The value is so many times what the key says, both in base units; nil where it is made of it in
    /// another way.
    public let factor: Double?

    public init(_ path: String, factor: Double?) {
      self.path = path
      self.factor = factor
    }
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
  /// The keys of the plan that say the value; several where it is made of several.
  public let keys: [Key]
  /// Whether the plan states the value though its origin is a source that the plan names.
  public let isStated: Bool

  public init(
    _ origin: Origin, evidence: Evidence?, note: String? = nil, written: String? = nil,
    isPrivate: Bool = false, isStated: Bool = false, keys: [Key] = []
  ) {
    self.keys = keys
    self.origin = origin
    self.evidence = evidence
    self.note = note
    self.written = written
    self.isPrivate = isPrivate
    self.isStated = isStated
  }

  /// The same without what would give a secret value away: as it was written, and its note.
  func redacted() -> Provenance {
    var origin = origin
    switch origin {
    case .plan, .definition, .assumed: break
    case .commandLine: origin = .commandLine(Double.hiddenText)
    // Sources stand in the order of their prices.
    case .citations(let list):
      origin = .citations(
        list.sorted { ($0.title, $0.date, $0.locator) < ($1.title, $1.date, $1.locator) })
    case .solved(_, let read): origin = .solved("found by a search", reading: read)
    }
    return Provenance(
      origin, evidence: evidence, note: isPrivate ? "private quote" : nil, isPrivate: isPrivate,
      isStated: isStated, keys: keys)
  }

  /// The same for a value that is computed from this one and from others.
  public func computed(with others: [Provenance] = []) -> Provenance {
    let all = ([self] + others).flatMap(\.keys).map { Key($0.path, factor: nil) }
    var seen: Set<Key> = []
    return with(keys: all.filter { seen.insert($0).inserted })
  }

  /// The same for a value that is so many times this one.
  ///
  /// - Parameter others: Where the factor comes from.
  public func scaled(by factor: Double, with others: [Provenance] = []) -> Provenance {
    with(
      keys: keys.map { Key($0.path, factor: $0.factor.map { $0 * factor }) }
        + others.flatMap(\.keys).map { Key($0.path, factor: nil) })
  }

  /// The same with other keys.
  public func with(keys: [Key]) -> Provenance {
    Provenance(
      origin, evidence: evidence, note: note, written: written, isPrivate: isPrivate,
      isStated: isStated, keys: keys)
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
