import Diagnostics

extension Diagnostic {
  /// What libyaml found, in the words of the house.
  static func syntax(_ problem: SyntaxProblem, in source: SourceFile) -> Diagnostic {
    if let character = problem.character {
      let digits = String(character.code, radix: 16, uppercase: true)
      let code = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
      return Diagnostic(
        .error, .syntaxError, "expected text, found the control character U+\(code)",
        at: source.span(atByte: character.byte))
    }
    let place = source.span(ofScalars: problem.place..<problem.place)
    let line = Array((source.line(place.line) ?? "").unicodeScalars)
    if problem.mayComeFromTab, let tab = line.firstIndex(of: "\t"),
      line[..<tab].allSatisfy({ $0 == " " })
    {
      return .tabIndentation(
        at: SourceSpan(file: source.name, line: place.line, column: tab + 1))
    }
    if problem.text == "found undefined tag handle" {
      return Diagnostic(.error, .unknownTag, "unexpected tag", at: place)
    }
    if problem.text == "found character that cannot start any token",
      line.indices.contains(place.column - 1)
    {
      return Diagnostic(
        .error, .syntaxError, "text cannot begin with '\(line[place.column - 1])'", at: place,
        notes: [Note("put it in quotes")])
    }
    let wording = SyntaxWording.of(problem.text)
    let context = problem.contextPlace.map { source.span(ofScalars: $0..<$0) }
    var notes: [Note] = []
    if let beginning = wording.beginning, let context, context != place {
      notes.append(Note(beginning, at: context))
    }
    if let advice = wording.advice { notes.append(Note(advice)) }
    let span = wording.isAtContext ? context ?? place : place
    return Diagnostic(.error, .syntaxError, wording.message, at: span, notes: notes)
  }
}

extension SyntaxProblem {
  /// Whether libyaml says this when a line is indented with a tab.
  fileprivate var mayComeFromTab: Bool {
    text.contains("tab character") || text == "found character that cannot start any token"
      || text == "mapping values are not allowed in this context"
  }
}

/// How one sentence of libyaml reads in a message.
private struct SyntaxWording {
  var message: String
  /// A note at the place where the construct began.
  var beginning: String?
  /// A note on what to do.
  var advice: String?
  /// Whether the beginning of the construct is the better place for the message.
  var isAtContext = false

  static func of(_ text: String) -> SyntaxWording {
    if let wording = table[text] { return wording }
    for (old, new) in prefixes where text.hasPrefix(old) {
      return SyntaxWording(message: new + text.dropFirst(old.utf8.count))
    }
    return SyntaxWording(message: text.isEmpty ? "unexpected text" : text)
  }

  private static let prefixes = [
    ("did not find expected ", "expected "), ("could not find expected ", "expected "),
    ("did not find the expected ", "expected "), ("found unexpected ", "unexpected "),
  ]

  private static let table: [String: SyntaxWording] = [
    "mapping values are not allowed in this context": SyntaxWording(
      message: "unexpected ':'",
      advice: "text that holds ': ' needs quotes; a key needs the indentation of its neighbours"),
    "block sequence entries are not allowed in this context": SyntaxWording(
      message: "unexpected '-'",
      advice: "each item of a list begins on a line of its own, indented like its neighbours"),
    "mapping keys are not allowed in this context": SyntaxWording(message: "unexpected '?'"),
    "did not find expected key": SyntaxWording(
      message: "expected a key with the indentation of its neighbours",
      beginning: "the map begins here"),
    "did not find expected '-' indicator": SyntaxWording(
      message: "expected '-' and the next item of the list", beginning: "the list begins here"),
    "did not find expected ',' or ']'": SyntaxWording(
      message: "expected ',' or ']'", beginning: "the list begins here"),
    "did not find expected ',' or '}'": SyntaxWording(
      message: "expected ',' or '}'", beginning: "the map begins here"),
    "did not find expected node content": SyntaxWording(message: "expected a value"),
    "could not find expected ':'": SyntaxWording(
      message: "expected ':' after this key", isAtContext: true),
    "found unexpected end of stream": SyntaxWording(
      message: "expected a closing quote, found the end of the file", isAtContext: true),
    "found unexpected document indicator": SyntaxWording(
      message: "expected a closing quote, found the end of the document",
      beginning: "the text begins here"),
    "found unknown escape character": SyntaxWording(
      message: "unknown escape in double quotes",
      advice: "in single quotes a backslash is only a backslash"),
    "did not find expected hexdecimal number": SyntaxWording(
      message: "expected hexadecimal digits in the escape"),
    "found invalid Unicode character escape code": SyntaxWording(
      message: "expected the code of a character in the escape"),
    "did not find expected alphabetic or numeric character": SyntaxWording(
      message: "expected a name of letters and digits after '&' or '*'",
      advice: "text that begins with '&' or '*' needs quotes"),
    "did not find expected comment or line break": SyntaxWording(
      message: "expected nothing more on this line",
      advice: "text that begins with '|' or '>' needs quotes"),
    "found an indentation indicator equal to 0": SyntaxWording(
      message: "expected an indentation of 1 to 9 after '|' or '>'"),
    "did not find expected <document start>": SyntaxWording(
      message: "expected the end of the file"),
    "found incompatible YAML document": SyntaxWording(
      message: "expected version 1.1 or 1.2 after '%YAML'"),
  ]
}
