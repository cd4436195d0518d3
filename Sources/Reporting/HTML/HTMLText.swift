/// Text in which no character has a meaning to HTML, in an element or between quotes.
func htmlText(_ text: String, keepingLines: Bool = false) -> String {
  // Most texts are plain.
  if text.utf8.allSatisfy({ isPlainHTML($0) || (keepingLines && $0 == 0x0A) }) { return text }
  var result = ""
  for scalar in text.printable(keepingLines: keepingLines).unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&#39;"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

private func isPlainHTML(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x26, 0x3C, 0x3E, 0x22, 0x27: false
  case 0x20..<0x7F: true
  default: false
  }
}

/// A paragraph; line breaks stay.
func htmlParagraph(_ text: String, _ style: String = "") -> String {
  let attribute = style.isEmpty ? "" : " class=\"\(style)\""
  let body = htmlText(text, keepingLines: true).split(separator: "\n").joined(separator: "<br>")
  return "<p\(attribute)>\(body)</p>\n"
}
