import Diagnostics
import Testing

@Suite struct SourceFileTests {
  @Test(arguments: [
    ("", [""]),
    ("a", ["a"]),
    ("a\n", ["a", ""]),
    ("a\r\nb\r\n", ["a", "b", ""]),
    ("a\rb\n\r\nc", ["a\rb", "", "c"]),
    ("\u{FEFF}a\nb", ["a", "b"]),
    ("a\u{85}b\u{2028}c", ["a\u{85}b\u{2028}c"]),
  ])
  func splitsLines(text: String, lines: [String]) {
    let file = SourceFile(name: "f", text: text)
    #expect(file.lineCount == lines.count)
    #expect((1...lines.count).map { file.line($0) } == lines)
    #expect(file.line(0) == nil)
    #expect(file.line(lines.count + 1) == nil)
  }

  @Test(arguments: [
    (0, 1, 1), (2, 1, 2), (3, 1, 3), (4, 2, 1), (8, 2, 2), (9, 3, 1), (99, 3, 1), (-5, 1, 1),
  ])
  func placesBytes(offset: Int, line: Int, column: Int) {
    // é is two bytes, 😀 four; both one column.
    let file = SourceFile(name: "f", text: "éx\n😀\n")
    #expect(
      file.span(atByte: offset) == SourceSpan(file: "f", line: line, column: column))
  }

  @Test(arguments: [
    (0..<1, 1, 1, 1), (0..<2, 1, 1, 2), (2..<2, 1, 3, 1), (4..<5, 2, 1, 1),
    // Over two lines: the first, without its trailing blanks.
    (5..<12, 2, 2, 3),
    (12..<13, 3, 1, 1),
  ])
  func placesScalars(range: Range<Int>, line: Int, column: Int, length: Int) {
    let file = SourceFile(name: "f", text: "éx\r\n😀abc  \r\nz")
    #expect(
      file.span(ofScalars: range)
        == SourceSpan(file: "f", line: line, column: column, length: length))
  }

  @Test func keepsBytesThatAreNotText() {
    let file = SourceFile(name: "f", bytes: [0x61, 0x0A, 0x62, 0xFF])
    #expect(file.line(2) == "b\u{FFFD}")
    #expect(file.span(atByte: 3) == SourceSpan(file: "f", line: 2, column: 2))
  }
}
