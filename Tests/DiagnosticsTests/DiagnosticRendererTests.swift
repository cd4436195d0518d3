import Diagnostics
import Testing

private let sample = DiagnosticCode("sample", help: "A sample.")

private func rendered(
  _ text: String, line: Int = 1, column: Int, length: Int = 1, message: String = "wrong"
) -> String {
  let diagnostic = Diagnostic(
    .error, sample, message,
    at: SourceSpan(file: "a.yaml", line: line, column: column, length: length))
  return DiagnosticRenderer(sources: ["a.yaml": SourceFile(name: "a.yaml", text: text)])
    .render(diagnostic)
}

@Suite struct DiagnosticRendererTests {
  @Test func writesTheFormOfTheHouse() {
    let text = String(repeating: "\n", count: 18) + "    precision: fp7\n"
    let diagnostic = Diagnostic(
      .error, DiagnosticCode("unknown-value", help: ""), "unknown precision 'fp7'",
      at: SourceSpan(file: "Plans/a.yaml", line: 19, column: 16, length: 3),
      notes: [
        .init("did you mean 'fp8'?"),
        .init("asked for here", at: SourceSpan(file: "Plans/b.yaml", line: 2, column: 3)),
      ])
    let renderer = DiagnosticRenderer(
      sources: ["Plans/a.yaml": SourceFile(name: "Plans/a.yaml", text: text)])
    #expect(
      renderer.render(diagnostic) == """
        Plans/a.yaml:19:16: error: unknown precision 'fp7' [unknown-value]
           19 |     precision: fp7
              |                ^~~
        note: did you mean 'fp8'?
        Plans/b.yaml:2:3: note: asked for here

        """)
  }

  @Test(arguments: [
    // A tab reaches the next multiple of four.
    ("a:\tbc", 4, 2, "    1 | a:  bc\n      |     ^~\n"),
    // A wide character takes two cells, before and under the caret.
    ("日本: 東京", 5, 2, "    1 | 日本: 東京\n      |       ^~~~\n"),
    // A combining mark takes none.
    ("e\u{301}: x", 5, 1, "    1 | e\u{301}: x\n      |    ^\n"),
    // An escape is underlined whole.
    ("a: \u{1B}[31m", 4, 1, "    1 | a: \\u{1B}[31m\n      |    ^~~~~~\n"),
    // A bidirectional override is shown.
    ("a: \u{202E}x", 5, 1, "    1 | a: \\u{202E}x\n      |            ^\n"),
    // The end of the line, and beyond it.
    ("a:", 3, 1, "    1 | a:\n      |   ^\n"),
    ("a:", 90, 1, "    1 | a:\n      |   ^\n"),
    // A span that is longer than the line.
    ("abc", 2, 50, "    1 | abc\n      |  ^~\n"),
    ("", 1, 1, "    1 |\n      | ^\n"),
  ])
  func alignsTheCaret(text: String, column: Int, length: Int, excerpt: String) {
    let header = "a.yaml:1:\(column): error: wrong [sample]\n"
    #expect(rendered(text, column: column, length: length) == header + excerpt)
  }

  @Test(arguments: [1, 80, 200, 399, 400])
  func cutsLongLinesToAWindow(column: Int) throws {
    var letters = [Character](repeating: "a", count: 400)
    letters[column - 1] = "X"
    let lines = rendered(String(letters), column: column).split(separator: "\n")
    let excerpt = lines[1].dropFirst(8)
    let caret = lines[2].dropFirst(8)
    #expect(excerpt.count <= 162)
    #expect(excerpt.hasPrefix("…") == (column > 81))
    #expect(excerpt.hasSuffix("…") == (column < 320))
    #expect(Array(excerpt)[caret.count - 1] == "X")
  }

  @Test func escapesUserTextEverywhere() {
    let diagnostic = Diagnostic(
      .warning, sample, "unknown key '\u{1B}]0;x\u{7}\n'",
      at: SourceSpan(file: "a\u{1B}.yaml", line: 1, column: 1), notes: [.init("or \u{9B}2J")])
    #expect(
      DiagnosticRenderer().render(diagnostic) == """
        a\\u{1B}.yaml:1:1: warning: unknown key '\\u{1B}]0;x\\u{7}\\n' [sample]
        note: or \\u{9B}2J

        """)
  }

  @Test func showsNoExcerptWithoutTheLine() {
    #expect(
      rendered("one line", line: 7, column: 1) == "a.yaml:7:1: error: wrong [sample]\n")
    #expect(
      DiagnosticRenderer().render(Diagnostic(.error, sample, "wrong"))
        == "error: wrong [sample]\n")
  }

  @Test func colourOnlyAddsEscapes() {
    let diagnostic = Diagnostic(
      .error, sample, "wrong", at: SourceSpan(file: "a", line: 1, column: 1), notes: [.init("n")])
    let sources = ["a": SourceFile(name: "a", text: "x")]
    let plain = DiagnosticRenderer(sources: sources).render(diagnostic)
    let coloured = DiagnosticRenderer(sources: sources, colour: true).render(diagnostic)
    #expect(coloured.contains("\u{1B}[1;31merror:\u{1B}[0m"))
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
  }

  @Test func sortsAListAndUsesItsSources() {
    var list = DiagnosticList(sources: ["a": SourceFile(name: "a", text: "x\ny")])
    list.add(error: sample, "second", at: SourceSpan(file: "a", line: 2, column: 1))
    list.add(warning: sample, "first", at: SourceSpan(file: "a", line: 1, column: 1))
    #expect(
      DiagnosticRenderer().render(list) == """
        a:1:1: warning: first [sample]
            1 | x
              | ^
        a:2:1: error: second [sample]
            2 | y
              | ^

        """)
  }
}
