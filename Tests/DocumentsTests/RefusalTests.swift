import Diagnostics
import Documents
import Testing

private let refused: [(yaml: String, expected: [String])] = [
  // Syntax, where libyaml stops or where the construct began.
  ("a: b: c", ["1:5 syntax-error"]),
  ("a: 1\n b: 2", ["2:3 syntax-error"]),
  ("a:\n  b: 1\n c: 2", ["3:2 syntax-error"]),
  ("a: [1, 2\nb: 3", ["2:2 syntax-error"]),
  ("a: {b: 1", ["1:9 syntax-error"]),
  ("a: 'x\nb: 1\n", ["1:4 syntax-error"]),
  ("ä: \"x", ["1:4 syntax-error"]),
  ("a: 1\nfoo\nb: 2", ["2:1 syntax-error"]),
  ("a: \"\\q\"", ["1:5 syntax-error"]),
  ("a: @x", ["1:4 syntax-error"]),
  ("a: * b", ["1:5 syntax-error"]),
  ("a: - b", ["1:4 syntax-error"]),
  ("a: |0\n x", ["1:5 syntax-error"]),
  ("é: 1\nb: x\u{1}y", ["2:5 syntax-error"]),
  ("[a]\nb: 1", ["2:1 syntax-error"]),
  // Tabs.
  ("a:\n\tb: 1", ["2:1 tab-indentation"]),
  ("a:\n  \tb: 1", ["2:3 tab-indentation"]),
  // Whole files.
  ("", ["1:1 empty-document"]),
  ("\u{FEFF}", ["1:1 empty-document"]),
  ("# only a comment\n", ["1:1 empty-document"]),
  ("---\n", ["1:1 empty-document"]),
  ("a: 1\n---\nb: 2", ["2:1 several-documents"]),
  // Keys.
  ("a: 1\nb: 2\na: 3\na: 4", ["3:1 duplicate-key", "4:1 duplicate-key"]),
  ("x: {a: 1, 'a': 2}", ["1:11 duplicate-key"]),
  ("[a]: 1", ["1:1 key-not-text"]),
  ("a: {{b}}", ["1:5 key-not-text"]),
  ("? {a: 1}\n: 2", ["1:3 key-not-text"]),
  ("?\n: 2", ["1:2 key-not-text"]),
  ("a: {? : 2}", ["1:7 key-not-text"]),
  ("a: &x {b: 1}\nc:\n  <<: *x", ["3:3 merge-key"]),
  // Aliases.
  ("a: *x", ["1:4 unknown-alias"]),
  ("a: *x\nb: &x 1", ["1:4 unknown-alias"]),
  ("a: &x [1, *x]", ["1:11 self-alias"]),
  ("a: &x\n  b: *x", ["2:6 self-alias"]),
  // Tags.
  ("a: !x 1", ["1:4 unknown-tag"]),
  ("a: !!binary aGk=", ["1:4 unknown-tag"]),
  ("a: !!map []", ["1:4 unknown-tag"]),
  ("a: !e!x 1", ["1:4 unknown-tag"]),
  // Several mistakes at once, by place, up to the one that ends the reading.
  (
    "a: *x\na: !y 1\nb: 'z",
    ["1:4 unknown-alias", "2:1 duplicate-key", "2:4 unknown-tag", "3:4 syntax-error"]
  ),
]

private let brokenBytes: [(bytes: [UInt8], expected: String)] = [
  ([0xFF, 0xFE, 0x61, 0], "1:1 not-utf-8"),
  ([0xFE, 0xFF, 0, 0x61], "1:1 not-utf-8"),
  ([0x61, 0, 0x3A, 0], "1:1 not-utf-8"),
  (Array("é: 1\nxü".utf8) + [0xFF], "2:3 not-utf-8"),
  (Array("a: ".utf8) + [0xC3], "1:4 not-utf-8"),
  // A surrogate, and a form that is longer than needed.
  (Array("a: ".utf8) + [0xED, 0xA0, 0x80], "1:4 not-utf-8"),
  (Array("a: ".utf8) + [0xC0, 0xAF], "1:4 not-utf-8"),
  (Array("a: 1\nb: ".utf8) + [0], "2:4 syntax-error"),
]

@Suite struct RefusalTests {
  @Test(arguments: refused)
  func locates(yaml: String, expected: [String]) {
    #expect(refusals(Array(yaml.utf8)) == expected)
  }

  @Test(arguments: refused)
  func wordsAreInHouseStyle(yaml: String, expected: [String]) throws {
    let error = try #require(throws: DiagnosticList.self) { _ = try parse(yaml) }
    for diagnostic in error.diagnostics {
      for text in [diagnostic.message] + diagnostic.notes.map(\.message) {
        #expect(text.first?.isUppercase == false && text.last != ".", "\(text)")
        #expect(!text.contains("did not") && !text.contains("found character"), "\(text)")
      }
    }
  }

  @Test(arguments: brokenBytes)
  func locatesInBytes(bytes: [UInt8], expected: String) {
    #expect(refusals(bytes) == [expected])
  }

  @Test func refusesLargeFiles() {
    let bytes = [UInt8](repeating: 0x20, count: 16_000_001)
    #expect(refusals(bytes) == ["1:1 file-too-large"])
  }

  @Test(arguments: [
    (String(repeating: "[", count: 128) + String(repeating: "]", count: 128), []),
    (String(repeating: "[", count: 129), ["1:129 nesting-too-deep"]),
    (String(repeating: "- ", count: 5000), ["1:257 nesting-too-deep"]),
    (String(repeating: "{a: ", count: 5000), ["1:513 nesting-too-deep"]),
    (String(repeating: "? ", count: 5000), ["1:257 nesting-too-deep"]),
  ])
  func limitsDepth(yaml: String, expected: [String]) {
    #expect(refusals(Array(yaml.utf8)) == expected)
  }

  @Test func limitsTheDepthBehindAliases() {
    func nest(_ count: Int, _ inner: String) -> String {
      String(repeating: "[", count: count) + inner + String(repeating: "]", count: count)
    }
    #expect(refusals(Array("a: &x \(nest(60, ""))\nb: \(nest(67, "*x"))".utf8)) == [])
    #expect(
      refusals(Array("a: &x \(nest(60, ""))\nb: \(nest(68, "*x"))".utf8))
        == ["2:72 nesting-too-deep"])
  }

  @Test func stopsAliasBombs() {
    var yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...20 {
      let aliases = [String](repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      yaml += "a\(level): &a\(level) [\(aliases)]\n"
    }
    #expect(refusals(Array(yaml.utf8)) == ["6:45 too-many-values"])
  }

  @Test func stopsAfterAHundredMistakes() {
    let yaml = String(repeating: "a: 1\n", count: 500)
    #expect(refusals(Array(yaml.utf8)).count == 100)
  }

  @Test(arguments: [
    (
      "a: 1\nb: 2\na: 3",
      """
      f:3:1: error: key 'a' stands twice in this map [duplicate-key]
          3 | a: 3
            | ^
      f:1:1: note: first here

      """
    ),
    (
      "steps: [1, 2\nend: 3",
      """
      f:2:4: error: expected ',' or ']' [syntax-error]
          2 | end: 3
            |    ^
      f:1:8: note: the list begins here

      """
    ),
    (
      "a: @x",
      """
      f:1:4: error: text cannot begin with '@' [syntax-error]
          1 | a: @x
            |    ^
      note: put it in quotes

      """
    ),
    (
      "a: &base {}\nb: *bse",
      """
      f:2:4: error: unknown alias '*bse' [unknown-alias]
          2 | b: *bse
            |    ^~~~
      note: did you mean '*base'?

      """
    ),
    (
      "a:\n\tb: \u{1B}",
      """
      f:2:5: error: expected text, found the control character U+001B [syntax-error]
          2 |     b: \\u{1B}
            |        ^~~~~~

      """
    ),
  ])
  func rendersWithItsOwnSource(yaml: String, expected: String) {
    let error = #expect(throws: DiagnosticList.self) { _ = try parse(yaml) }
    #expect(error.map(DiagnosticRenderer().render) == expected)
  }
}
