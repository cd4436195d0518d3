import Reporting
import Testing

/// No line is wider than it may be, whatever the cells hold.
@Suite struct WidthTests {
  @Test(arguments: [40, 41, 47, 60, 79, 80, 100, 133, 200])
  func randomTables(width: Int) {
    for seed in 0..<60 {
      var random = SplitMix64(seed: UInt64(seed * 1000 + width))
      let table = randomTable(&random)
      let lines = table.lines(on: Terminal(width: width))
      let widest = lines.map(\.displayWidth).max() ?? 0
      #expect(widest <= width, "seed \(seed), width \(width)")
      #expect(lines.allSatisfy { $0.last != " " }, "seed \(seed), width \(width)")
      // Colour adds escape sequences and nothing else.
      let colored = table.lines(on: Terminal(width: width, color: true)).map(withoutEscapes)
      #expect(colored.map(trimmed) == lines.map(trimmed), "seed \(seed), width \(width)")
    }
  }

  @Test(arguments: [40, 55, 100])
  func randomChecks(width: Int) {
    for seed in 0..<60 {
      var random = SplitMix64(seed: UInt64(seed * 1000 + width))
      let checks = (0..<3).map { _ in
        CheckLine(
          .passed, subject: text(&random), figure: text(&random), value: text(&random),
          bound: text(&random), extra: text(&random))
      }
      let widest = CheckLine.lines(checks, on: Terminal(width: width)).map(\.displayWidth).max()
      #expect((widest ?? 0) <= width, "seed \(seed), width \(width)")
    }
  }

  /// Every number of a column that is shown stands in full somewhere in its line.
  @Test(arguments: [40, 60, 80, 100])
  func numbersAreNeverCut(width: Int) {
    let table = Table(
      columns: [
        .init("name", heading: ["NAME"]), .init("n", heading: ["N"], alignment: .number),
        .init("why", heading: ["WHY"], priority: 1),
      ],
      rows: (0..<8).map { row in
        .init([
          Table.Cell(String(repeating: "word ", count: row * 4)),
          .number(Double(row), "$\(row)234567.\(row)"),
          Table.Cell(String(repeating: "because ", count: row)),
        ])
      })
    let text = table.lines(on: Terminal(width: width)).joined(separator: "\n")
    for row in 0..<8 { #expect(text.contains("$\(row)234567.\(row)")) }
  }

  @Test(arguments: [
    ("", 0), ("abc", 3), ("東京", 4), ("e\u{301}", 1), ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2),
    ("ｱｲ", 2), ("Ａ", 2), ("✓✗✔", 3), ("├─", 2), ("…", 1), ("🚀", 2), ("🇨🇭", 2), ("𠀀", 2),
    ("\u{200D}", 0), ("$0.11 M ≥ – ×", 13),
  ])
  func displayWidths(text: String, width: Int) {
    #expect(text.displayWidth == width)
  }

  private static let wrappings: [(String, Int, Int, [String])] = [
    ("", 10, 0, [""]),
    ("one two three", 7, 0, ["one two", "three"]),
    ("one two three", 9, 2, ["  one two", "  three"]),
    ("  many   spaces ", 40, 0, ["many spaces"]),
    ("a\n\nb", 10, 1, [" a", "", " b"]),
    ("abcdefgh ij", 3, 0, ["abc", "def", "gh", "ij"]),
    ("東京都庁", 5, 0, ["東京", "都庁"]),
    ("cost $1\u{A0}M now", 8, 0, ["cost", "$1\u{A0}M now"]),
    ("ee\u{301}e\u{301}", 2, 0, ["ee\u{301}", "e\u{301}"]),
  ]

  @Test(arguments: wrappings)
  func wrapping(text: String, width: Int, indent: Int, lines: [String]) {
    #expect(text.wrapped(width: width, indent: indent) == lines)
  }

  // MARK: Random tables

  private func randomTable(_ random: inout SplitMix64) -> Table {
    let styles: [Table.RowStyle] = [.plain, .plain, .total, .chosen, .rejected, .section]
    let columns = (0..<Int.random(in: 1...9, using: &random)).map { column in
      Table.Column(
        "c\(column)", heading: Bool.random(using: &random) ? [text(&random)] : ["H", "unit"],
        alignment: Bool.random(using: &random) ? .text : .number,
        priority: Int.random(in: 0...3, using: &random))
    }
    let rows = (0..<Int.random(in: 0...6, using: &random)).map { _ in
      Table.Row(
        columns.map { _ in
          Table.Cell(
            text(&random), mark: [nil, .lowerBound, .assumed].randomElement(using: &random) ?? nil,
            judgement: Bool.random(using: &random) ? .good : .neutral)
        }, style: styles.randomElement(using: &random) ?? .plain,
        level: Int.random(in: 0...7, using: &random))
    }
    return Table(
      title: text(&random), subtitle: text(&random), columns: columns, rows: rows,
      notes: [text(&random)])
  }

  private func text(_ random: inout SplitMix64) -> String {
    let words = [
      "$0.11 M", "1234", "99.5", "?", "–", "", "nvidia-h100-sxm5", "東京の計算機センター", "cafe\u{301}",
      "\u{1B}[31m", "\t", "does not fit", "🚀🚀🚀", "e\u{301}\u{302}\u{303}", "|", "\u{202E}",
      String(repeating: "long", count: 30), String(repeating: "\u{1100}", count: 50),
      "👩‍👩‍👧‍👦", "한국어",
    ]
    let count = Int.random(in: 0...5, using: &random)
    return (0..<count).compactMap { _ in words.randomElement(using: &random) }
      .joined(separator: Bool.random(using: &random) ? " " : "")
  }

  private func withoutEscapes(_ line: String) -> String {
    var result = String.UnicodeScalarView()
    var escaped = false
    for scalar in line.unicodeScalars {
      if scalar == "\u{1B}" { escaped = true }
      if !escaped { result.append(scalar) }
      if scalar == "m" { escaped = false }
    }
    return String(result)
  }

  private func trimmed(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }
}
