import Diagnostics
import Documents
import Figures
import Units

/// A section of a data file whose values are facts by name. Missing names are reported together.
struct ConstantTable {
  private let entries: Mapping
  private let span: SourceSpan
  private let sources: SourceTable

  init(_ node: Node?, fallback: Node, sources: SourceTable) {
    entries = node?.mapping ?? Mapping()
    span = node?.span ?? fallback.span
    self.sources = sources
  }

  func fact<U: Unit>(
    _ key: String, _ unit: U.Type, into diagnostics: inout DiagnosticList
  ) -> Fact<U> {
    guard let node = entries[key] else {
      diagnostics.append(.missingKey(key, in: "the constants", at: span))
      return .missing
    }
    return node.fact(unit, "'\(key)'", sources, into: &diagnostics) ?? .missing
  }

  func has(_ key: String) -> Bool { entries[key] != nil }
}

extension Fact {
  /// Stands in while diagnostics are collected; never leaves the reader, which throws them.
  static var missing: Fact { Fact(.nan, Definitions.refused) }
}
