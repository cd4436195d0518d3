public import Diagnostics

/// Reads the keys of one map and remembers which were asked for, so that the rest can be reported.
///
/// Collects diagnostics and never throws: a reader goes on and finds all mistakes of a file at once.
public struct MappingReader {
  public let span: SourceSpan
  /// What the map describes, for messages: `workload 'assistant'`.
  public let what: String
  private let mapping: Mapping
  private var asked: [String] = []

  public init(_ node: Node, what: String, into diagnostics: inout DiagnosticList) {
    span = node.span
    self.what = what
    if let map = node.mapping {
      mapping = map
    } else {
      mapping = Mapping()
      if !node.isNull {
        diagnostics.append(.wrongKind(expected: "a map", found: node, what: what))
      }
    }
  }

  public var entries: [Mapping.Entry] { mapping.entries }

  /// The value of a key, `nil` when it is absent or empty.
  public mutating func optional(_ key: String) -> Node? {
    asked.append(key)
    guard let node = mapping[key], !node.isNull else { return nil }
    return node
  }

  public mutating func required(_ key: String, into diagnostics: inout DiagnosticList) -> Node? {
    let node = optional(key)
    if node == nil { diagnostics.append(.missingKey(key, in: what, at: span)) }
    return node
  }

  /// Reports every key that nobody asked for.
  public func finish(into diagnostics: inout DiagnosticList) {
    for entry in mapping.entries where !asked.contains(entry.key) {
      diagnostics.append(.unknownKey(entry.key, in: what, known: asked, at: entry.keySpan))
    }
  }
}

extension Node {
  /// The text of a scalar.
  public func text(_ what: String, into diagnostics: inout DiagnosticList) -> String? {
    if let scalar, !isNull { return scalar.text }
    diagnostics.append(.wrongKind(expected: "text", found: self, what: what))
    return nil
  }

  /// One of a few words.
  public func choice(
    _ what: String, among known: [String], into diagnostics: inout DiagnosticList
  ) -> String? {
    guard let text = text(what, into: &diagnostics) else { return nil }
    if known.contains(text) { return text }
    diagnostics.append(.unknownValue(text, what: what, known: known, at: span))
    return nil
  }

  /// A list; a single value stands for a list of one.
  public var listOrOne: [Node] { sequence ?? (isNull ? [] : [self]) }
}
