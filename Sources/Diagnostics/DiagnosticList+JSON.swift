extension DiagnosticList {
  /// The sorted list as a JSON array of objects with the keys `severity`, `code`, `message`,
  /// `file`,
  /// `line`, `column`, `length` and `notes`, one object a
  /// line. Without a place its four keys are null.
  public var jsonText: String {
    guard !isEmpty else { return "[]\n" }
    let objects = shown.diagnostics.map { diagnostic in
      let notes = diagnostic.notes.map {
        "{\"message\":\($0.message.jsonText),\(Self.jsonPlace($0.span))}"
      }
      return "{\"severity\":\(diagnostic.severity.rawValue.jsonText)"
        + ",\"code\":\(diagnostic.code.name.jsonText)"
        + ",\"message\":\(diagnostic.message.jsonText),\(Self.jsonPlace(diagnostic.span))"
        + ",\"notes\":[\(notes.joined(separator: ","))]}"
    }
    return "[\n\(objects.joined(separator: ",\n"))\n]\n"
  }

  private static func jsonPlace(_ span: SourceSpan?) -> String {
    guard let span else {
      return "\"file\":null,\"line\":null,\"column\":null,\"length\":null"
    }
    return "\"file\":\(span.file.jsonText),\"line\":\(span.line),\"column\":\(span.column)"
      + ",\"length\":\(span.length)"
  }
}

extension String {
  /// This text as a JSON string, quotes included (RFC 8259, section 7). Control and invisible
  /// characters are escaped even where JSON would allow them, so that the output is safe to print.
  public var jsonText: String {
    var result = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where SafeText.isUnsafe(scalar):
        for unit in UTF16.encode(scalar) ?? .init() {
          let digits = String(unit, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
        }
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
