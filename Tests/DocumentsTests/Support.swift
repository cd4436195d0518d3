import Diagnostics
import Documents

/// A tree on one line: maps in braces, lists in brackets, `line:column+length` behind each part.
func outline(_ node: Node) -> String {
  let place = "@\(node.span.line):\(node.span.column)+\(node.span.length)"
  switch node.content {
  case .scalar(let scalar):
    let quote =
      switch scalar.style {
      case .plain: ""
      case .quoted: "\""
      case .block: "|"
      }
    return quote + scalar.text + quote + place
  case .sequence(let items):
    return "[" + items.map(outline).joined(separator: ", ") + "]" + place
  case .mapping(let mapping):
    let entries = mapping.entries.map { entry in
      let key = entry.keySpan
      return "\(entry.key)@\(key.line):\(key.column)+\(key.length): \(outline(entry.value))"
    }
    return "{" + entries.joined(separator: ", ") + "}" + place
  }
}

/// The text of a tree without places.
func plainOutline(_ node: Node) -> String {
  outline(node).replacing(/@\d+:\d+\+\d+/, with: "")
}

func parse(_ text: String) throws(DiagnosticList) -> Node {
  try parseDocument(Array(text.utf8), name: "f")
}

/// What parsing reports, as `line:column code`; empty when it reports nothing.
func refusals(_ bytes: [UInt8]) -> [String] {
  do throws(DiagnosticList) {
    _ = try parseDocument(bytes, name: "f")
    return []
  } catch {
    return error.diagnostics.map(summary)
  }
}

func summary(_ diagnostic: Diagnostic) -> String {
  let place = diagnostic.span.map { "\($0.line):\($0.column) " } ?? ""
  return place + diagnostic.code.name
}
