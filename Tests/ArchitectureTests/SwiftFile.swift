/// A source file as the rules see it: its text, and its code without comments and string contents.
struct SwiftFile: CustomStringConvertible {
  let path: String
  let text: String
  let code: String

  init(path: String, text: String) {
    self.path = path
    self.text = text
    code = Self.codeOnly(text)
  }

  var description: String { path }

  /// The target that the file belongs to: the folder under `Sources/` or `Plugins/`.
  var target: String {
    path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
  }

  var isPlugin: Bool { path.hasPrefix("Plugins/") }

  /// Modules that the file imports, whatever stands before or behind the word.
  var imports: [String] {
    code.split(separator: "\n").compactMap { line in
      var words = line.split(separator: " ")
      let modifiers = ["public", "package", "internal", "fileprivate", "private"]
      while let first = words.first, first.hasPrefix("@") || modifiers.contains(String(first)) {
        words.removeFirst()
      }
      guard words.first == "import", words.count > 1 else { return nil }
      let kinds = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
      let name = kinds.contains(String(words[1])) ? words.dropFirst(2).first : words[1]
      return name?.split(separator: ".").first.map(String.init)
    }
  }

  /// Formulas are generic over what a number is.
  var isModel: Bool { code.contains(#/<[A-Z]\w*: (Ledger|Algebra)>/#) }

  /// The code of functions and types that are generic over what a number is, with their braces.
  var modelBodies: [Substring] {
    code.matches(of: #/(?:func|struct|init)[^{}()]*<[^>]*: (Ledger|Algebra)\b/#).compactMap {
      let rest = code[$0.range.upperBound...]
      return rest.firstIndex(of: "{").map { Self.balanced(rest[$0...]) }
    }
  }

  /// What stands in extensions of a type.
  func extensions(of type: String) -> [Substring] {
    text.split(separator: "extension \(type) {").dropFirst().map { rest in
      rest.firstRange(of: "\n}").map { rest[..<$0.lowerBound] } ?? rest
    }
  }

  /// The text from a brace to the one that closes it.
  private static func balanced(_ text: Substring) -> Substring {
    var depth = 0
    for index in text.indices {
      if text[index] == "{" { depth += 1 }
      if text[index] == "}" {
        depth -= 1
        if depth == 0 { return text[...index] }
      }
    }
    return text
  }

  /// Text with comments and the contents of string literals taken out; line ends stay.
  static func codeOnly(_ text: String) -> String {
    var result = ""
    var rest = Substring(text)
    func skip(to end: String) -> Substring {
      var lines = ""
      while !rest.isEmpty, !rest.hasPrefix(end) {
        if rest.hasPrefix("\\"), end.hasSuffix("\"") { rest.removeFirst() }
        if let character = rest.popFirst(), character.isNewline { lines.append(character) }
      }
      if end != "\n" { rest = rest.dropFirst(end.count) }
      return Substring(lines)
    }
    while let character = rest.first {
      if rest.hasPrefix("//") {
        _ = skip(to: "\n")
      } else if rest.hasPrefix("/*") {
        result += skip(to: "*/")
      } else if rest.hasPrefix("\"\"\"") {
        rest = rest.dropFirst(3)
        result += "\"\"" + skip(to: "\"\"\"")
      } else if character == "\"" {
        rest.removeFirst()
        result += "\"\"" + skip(to: "\"")
      } else {
        result.append(character)
        rest.removeFirst()
      }
    }
    return result
  }
}
