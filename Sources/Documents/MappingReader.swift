public import Diagnostics

/// Reads the keys of a map that a schema knows, and reports those that it does not.
///
/// It collects and never throws. A key that is present but null counts as absent, so that a file
/// can take back what an import has set.
public struct MappingReader: Sendable {
  /// The noun for this map in messages, such as "workload".
  public let what: String
  /// Where the map stands.
  public let span: SourceSpan
  /// The map, or nil when the value is something else, which has been reported.
  private let mapping: Mapping?
  private var asked: [String] = []
  private let places: [String: Int]

  public init(_ node: Node, what: String, into diagnostics: inout DiagnosticList) {
    self.what = what
    self.span = node.span
    self.mapping = node.mapping
    var places: [String: Int] = [:]
    for (index, entry) in (node.mapping?.entries ?? []).enumerated() { places[entry.key] = index }
    self.places = places
    if node.mapping == nil {
      diagnostics.append(.wrongKind(expected: "a map", for: what, found: node))
    }
  }

  /// The value of a key that may be left out.
  public mutating func optional(_ key: String) -> Node? {
    asked.append(key)
    guard let value = entry(key)?.value, !value.isNull else { return nil }
    return value
  }

  /// The value of a key that must stand there; its absence is reported at the map.
  public mutating func required(
    _ key: String, into diagnostics: inout DiagnosticList
  ) -> Node? {
    if let value = optional(key) { return value }
    if mapping != nil {
      let place = entry(key).map(\.keySpan) ?? span
      diagnostics.append(.missingKey(key, in: what, at: place, isNull: entry(key) != nil))
    }
    return nil
  }

  /// The entry of a key, null or not. It does not count as read.
  public func entry(_ key: String) -> Mapping.Entry? {
    places[key].flatMap { mapping?.entries[$0] }
  }

  /// The entries that nobody has asked for, in the order of the file.
  public var unread: [Mapping.Entry] {
    let known = Set(asked)
    return mapping?.entries.filter { !known.contains($0.key) } ?? []
  }

  /// Reports each key that is not known.
  ///
  /// - Parameter knownKeys: the keys to accept and to suggest; without it, all that were asked for.
  public func finish(
    _ knownKeys: [String]? = nil, into diagnostics: inout DiagnosticList
  ) {
    let known = knownKeys ?? asked
    let accepted = Set(known)
    for entry in mapping?.entries ?? [] where !accepted.contains(entry.key) {
      diagnostics.append(
        .unknownKey(entry.key, in: what, among: known, at: entry.keySpan))
    }
  }
}
