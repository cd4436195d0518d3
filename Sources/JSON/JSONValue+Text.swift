extension JSONValue {
  /// On one line, without spaces.
  public var compact: String {
    var printer = JSONPrinter(indents: false)
    printer.write(self)
    return printer.text
  }

  /// On many lines, indented by two spaces; empty objects and arrays on one. No final line break.
  public var pretty: String {
    var printer = JSONPrinter(indents: true)
    printer.write(self)
    return printer.text
  }
}

private struct JSONPrinter {
  var text = ""
  var depth = 0
  let indents: Bool

  init(indents: Bool) {
    self.indents = indents
  }

  mutating func write(_ value: JSONValue) {
    switch value {
    case .null: text += "null"
    case .bool(let bool): text += bool ? "true" : "false"
    case .number(let number): text += number.isFinite ? shortest(number) : "null"
    case .string(let string): write(string)
    case .array(let values):
      writeList(values, "[", "]") { $0.write($1) }
    case .object(let members):
      writeList(members, "{", "}") { printer, member in
        printer.write(member.key)
        printer.text += printer.indents ? ": " : ":"
        printer.write(member.value)
      }
    }
  }

  private mutating func writeList<Element>(
    _ elements: [Element], _ open: String, _ close: String,
    writeElement: (inout JSONPrinter, Element) -> Void
  ) {
    text += open
    depth += 1
    for (index, element) in elements.enumerated() {
      if index > 0 { text += "," }
      startLine()
      writeElement(&self, element)
    }
    depth -= 1
    if !elements.isEmpty { startLine() }
    text += close
  }

  private mutating func startLine() {
    if indents { text += "\n" + String(repeating: "  ", count: depth) }
  }

  /// Escapes what RFC 8259, section 7 demands, and DEL, C1 and the separators that JavaScript and
  /// terminals act upon.
  private mutating func write(_ string: String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..<" ", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
        let hex = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
