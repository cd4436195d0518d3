import Diagnostics
import Documents
import JSON

/// A kind of result that is no JSON: what it is known by, and how its runs are read.
struct BenchText: Sendable {
  let name: String
  let title: String
  let recognises: @Sendable (PlainText) -> Bool
  let read: @Sendable (PlainText, inout DiagnosticList) throws(DiagnosticList) -> [ServingRun]

  static let all: [BenchText] = [
    .mlperfSummary, .mlperfDetail, .guideLLMTable, .guideLLMDocument, .metricTable,
  ]
}

extension BenchText {
  /// GuideLLM's `benchmarks.yaml`: the same tree as its JSON.
  static let guideLLMDocument = BenchText(
    name: "guidellm-yaml", title: "GuideLLM",
    recognises: { $0.head.hasPrefix("benchmarks:") || $0.head.contains("\nbenchmarks:") },
    read: { text, found throws(DiagnosticList) in
      let node = try parseDocument(text.bytes, name: text.file)
      let item = Item(node.json, in: DocumentText(file: text.file, root: node))
      guard BenchFormat.guideLLM.recognises(item) else {
        throw DiagnosticList([.missingFigure("'benchmarks' with 'metrics'", at: node.span)])
      }
      return BenchFormat.guideLLM.read(item, &found)
    })
}

/// A YAML document, whose nodes know their places.
final class DocumentText: ItemLocator {
  let file: String
  let line = 1
  private let root: Node

  init(file: String, root: Node) {
    self.file = file
    self.root = root
  }

  func span(of path: [Step]) -> SourceSpan {
    var node = root
    for step in path {
      switch step {
      case .key(let key):
        guard let next = node.mapping?[key] else { return node.span }
        node = next
      case .index(let index):
        guard let items = node.sequence, items.indices.contains(index) else { return node.span }
        node = items[index]
      }
    }
    return node.span
  }
}

extension Node {
  /// The value as JSON would hold it. Plain scalars that are numbers, flags or nothing are read so; no key of the
  /// files that come this way holds a word that looks like one.
  var json: JSONValue {
    switch content {
    case .scalar(let scalar):
      guard scalar.style == .plain else { return .string(scalar.text) }
      if isNull { return .null }
      switch scalar.text {
      case "true", "True": return .bool(true)
      case "false", "False": return .bool(false)
      case ".nan", ".NaN": return .number(.nan)
      case ".inf": return .number(.infinity)
      default: break
      }
      return Double(scalar.text).map { .number($0) } ?? .string(scalar.text)
    case .sequence(let items): return .array(items.map(\.json))
    case .mapping(let mapping):
      return .object(mapping.entries.map { JSONValue.Member($0.key, $0.value.json) })
    }
  }
}
