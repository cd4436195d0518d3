import Reporting
import Testing

@Suite struct TerminalTableTests {
  @Test func comparison() {
    #expect(
      lines(Sample.comparison) == """
        Serving an assistant for 12 months, peak 3000 output tokens/s              as of 2026-11-01, USD

          PLAN                CAPABILITY      TRAINING  SERVING      TOTAL        P5 .. P95  VERSUS BEST
          inference-only      Llama 3.1 70B          –  $0.11 M    $0.11 M  $0.09 .. 0.14 M        1.0 ×
          fine-tune-llama     Llama 3.1 405B   $0.06 M  $0.44 M  ≥ $0.50 M  $0.42 .. 0.61 M        4.5 ×
          train-from-scratch  own 405B        $90.8  M  $0.44 M   $91.2  M     $79 .. 104 M      826   ×

          inference-only serves a smaller model: the totals compare cost, not quality.
        """)
  }

  @Test func narrowTerminalDropsColumnsByPriority() {
    #expect(
      lines(Sample.comparison, width: 70) == """
        Serving an assistant for 12 months, peak 3000 output tokens/s
        as of 2026-11-01, USD

          PLAN                    TOTAL        P5 .. P95  VERSUS BEST
          inference-only        $0.11 M  $0.09 .. 0.14 M        1.0 ×
          fine-tune-llama     ≥ $0.50 M  $0.42 .. 0.61 M        4.5 ×
          train-from-scratch   $91.2  M     $79 .. 104 M      826   ×

          inference-only serves a smaller model: the totals compare cost, not
          quality.
          3 columns left out; a wider terminal, CSV or JSON shows them
        """)
  }

  @Test func reasonsWrapAndMarksHang() {
    #expect(
      lines(Sample.hardware) == """
          PRODUCT      WAY         UNITS   TPOT  12 MONTHS       $ PER M  WHY NOT
                                   (n+1)     ms               OUTPUT TOK
          nvidia-b200  rent 12 mo      3  39.6      $110 k         $2.92
          groq-lpu-v1  endpoint        –      ?     $144 k *       $3.80  no figure for the time per token
                                                                          under this load is published
          nvidia-l40s  rent 12 mo     44  39.75    $1366 k         $9.68  dearer than nvidia-b200

          * includes 189 G input tokens billed apart.
        """)
  }

  @Test func trees() {
    #expect(
      lines(Sample.costTree) == """
          NAME            QUANTITY  UNIT             COST
          capital                                 $44.1 M
          ├─ servers        128     nodes         $35.9 M
          │  └─ chassis     128     nodes               ?
          └─ storage          9     % of servers   $3.2 M

          per year
          operating                                $5.0 M
          └─ electricity     12.15  GWh            $0.8 M
        """)
  }

  @Test func treesKeepTheirRailsWhenTextWraps() {
    let table = Table(
      columns: [
        .init("name", heading: ["NAME"]), .init("cost_usd", heading: ["COST"], alignment: .number),
      ],
      rows: [
        .init(["a fairly long name for the capital of it all", .number(3, "$3")]),
        .init(["another fairly long name for servers", .number(2, "$2")], level: 1),
        .init(["yet another long name for the storage", .number(1, "$1")], level: 1),
      ])
    #expect(
      lines(table, width: 40) == """
          NAME                              COST
          a fairly long name for the          $3
          │  capital of it all
          ├─ another fairly long name for     $2
          │  servers
          └─ yet another long name for the    $1
             storage
        """)
  }

  @Test func rightmostOfEqualColumnsGoesFirst() {
    let table = Table(
      columns: ["a", "b", "c"].map { .init($0, heading: [$0], alignment: .number) },
      rows: [.init((1...3).map { Table.Cell(String(repeating: "\($0)", count: 15)) })])
    #expect(
      lines(table, width: 40) == """
                        a                b
          111111111111111  222222222222222

          1 column left out; a wider terminal,
          CSV or JSON shows it
        """)
  }

  /// The short text keeps its line; only the long one wraps.
  @Test func longTextLeavesRoomForShortText() {
    let table = Table(
      columns: [.init("why", heading: ["WHY"]), .init("name", heading: ["NAME"])],
      rows: [.init(["a long reason that goes on for more than a line", "four small words here"])])
    #expect(
      lines(table, width: 48) == """
          WHY                      NAME
          a long reason that goes  four small words here
          on for more than a line
        """)
  }

  @Test func treesStopDescendingBeforeTheTextHasNoRoom() {
    let table = Table(
      columns: [.init("name", heading: ["NAME"])],
      rows: [.init(["root"])] + [1, 2, 3, 4, 5, 60].map { .init(["level"], level: $0) })
    #expect(
      lines(table, width: 40) == """
          NAME
          root
          └─ level
             └─ level
                └─ level
                   ├─ level
                   ├─ level
                   └─ level
        """)
  }

  private static let alignments: [([String], [String])] = [
    // Same suffix: on the point. The odd one out: flush right.
    (["$0.11 M", "$91.2 M", "1234"], ["$0.11 M", "$91.2  M", "1234"]),
    (["12.15", "128", "1.5 k", "20 k"], ["12.15", "128   ", "1.5 k", "20   k"]),
    (["−28.5%", "14%", "never"], ["−28.5%", "14  %", "never"]),
    (["43 050", "1 000.5", "2,000"], ["43 050  ", "1 000.5", "2,000  "]),
    (["2026-10-14", "1.5"], ["2026-10-14", "1.5"]),
    (["5 kW", "5. kW", "?"], ["5 kW", "5. kW", "?"]),
  ]

  @Test(arguments: alignments)
  func numbersStandOnTheDecimalPoint(texts: [String], shown: [String]) {
    let table = Table(
      columns: [.init("n", heading: [], alignment: .number)],
      rows: texts.map { .init([Table.Cell($0, raw: .number(0))]) })
    let width = shown.map(\.count).max() ?? 0
    let expected = shown.map { text -> String in
      let line = String(repeating: " ", count: 2 + width - text.count) + text
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
    #expect(table.lines(on: Terminal()) == expected)
  }

  @Test func wideCharactersAndCombiningMarksAlign() {
    let table = Table(
      columns: [.init("a", heading: ["NAME"]), .init("b", heading: ["UNIT"])],
      rows: [.init(["東京の機械", "台"]), .init(["cafe\u{301}", "x"]), .init(["plain", "x"])])
    #expect(
      lines(table) == """
          NAME        UNIT
          東京の機械  台
          cafe\u{301}        x
          plain       x
        """)
  }

  @Test func colourCarriesStyleAndJudgement() {
    let table = Table(
      columns: [
        .init("a", heading: ["A"]), .init("b", heading: ["B"], alignment: .number),
      ],
      rows: [
        .init(["sum", .number(2, "2", judgement: .good)], style: .total),
        .init(["no", .number(1, "1", judgement: .bad)], style: .rejected),
        .init(["yes", .number(10, "10")]),
      ], notes: ["so"])
    #expect(
      table.lines(on: Terminal(color: true)) == [
        "  A     B",
        "  \u{1B}[1msum\u{1B}[0m   \u{1B}[1;32m2\u{1B}[0m",
        "  \u{1B}[2mno\u{1B}[0m    \u{1B}[2;31m1\u{1B}[0m",
        "  yes  10",
        "",
        "\u{1B}[2m  so\u{1B}[0m",
      ])
    #expect(!lines(table).contains("\u{1B}"))
  }

  @Test func controlCharactersOfUsersDoNotReachTheTerminal() {
    let evil = "a\u{1B}[31mb\nc\u{202E}d\u{9B}e\u{2028}"
    let table = Table(
      title: evil, subtitle: evil, columns: [.init("a", heading: [evil])],
      rows: [.init([Table.Cell(evil)]), .section(evil)], notes: [evil])
    let text = Report([
      .table(table), .paragraph(evil), .note(evil), .preformatted([evil]),
      .checks([CheckLine(.passed, subject: evil, figure: evil, value: evil, bound: evil)]),
    ]).text(as: .table)
    let allowed = text.unicodeScalars.allSatisfy {
      $0 == "\n" || ![.control, .format, .lineSeparator].contains($0.properties.generalCategory)
    }
    #expect(allowed)
    #expect(text.contains("a\\u{1b}[31mb c\\u{202e}d\\u{9b}e\\u{2028}"))
  }

  @Test func raggedRowsAndEmptyTables() {
    let columns: [Table.Column] = [
      .init("a", heading: ["A"]), .init("b", heading: ["B"], alignment: .number),
    ]
    #expect(lines(Table(columns: columns)) == "  A  B")
    #expect(lines(Table(columns: [])) == "")
    let ragged = Table(
      columns: columns, rows: [.init([]), .init(["x"]), .init(["y", .number(1, "1"), "surplus"])])
    #expect(lines(ragged) == "  A  B\n\n  x\n  y  1")
  }

  private func lines(_ table: Table, width: Int = 100) -> String {
    table.lines(on: Terminal(width: width)).joined(separator: "\n")
  }
}
