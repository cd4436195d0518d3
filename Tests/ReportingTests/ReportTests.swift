import JSON
import Reporting
import Testing

@Suite struct ReportTests {
  static let report = Report([
    .paragraph("Renting is the cheapest way."),
    .checks(Sample.checks),
    .table(
      Table(
        title: "Cost",
        columns: [
          .init("item", heading: ["ITEM"]),
          .init("cost_usd", heading: ["COST", "$"], alignment: .number),
        ],
        rows: [
          .init(["a|b <i>", .number(1234.5, "1 234.5")]),
          .init(["power_use", .unknown], level: 1),
          .init(["sum", .number(1234.5, "1 234.5", mark: .lowerBound)], style: .total),
        ], notes: ["* a note"])),
    .preformatted(["  /\\", "``` /"]),
    .table(Table(columns: [.init("second", heading: ["SECOND"])], rows: [.init(["x"])])),
    .note("1. Prices of one day."),
  ])

  @Test func terminal() {
    #expect(
      Self.report.text(as: .table) == #"""
        Renting is the cheapest way.

        Checks
          ✓ train-from-scratch  pretrain.duration  73.9 days  <= 100 days
          ✗ train-from-scratch  total.cost         $91.2 M    <= $80 M     P95 $104 M
          ? fine-tune-llama     tune.cost          ?          <= $250 k

        Cost

          ITEM               COST
                                $
          a|b <i>         1 234.5
          └─ power_use          ?
          sum           ≥ 1 234.5

          * a note

          /\
        ``` /

          SECOND
          x

        1. Prices of one day.

        """#)
  }

  @Test func csvHoldsEveryTable() {
    #expect(
      Self.report.text(as: .csv)
        == "item,cost_usd,level,row_style,marks\r\na|b <i>,1234.5,0,,\r\npower_use,?,1,,\r\n"
        + "sum,1234.5,0,total,cost_usd: lower bound\r\n\r\nsecond\r\nx\r\n")
    #expect(Report([.paragraph("no table")]).text(as: .csv) == "")
  }

  @Test func markdown() {
    #expect(
      Self.report.text(as: .markdown) == #"""
        Renting is the cheapest way.

        **Checks**

        | verdict     | subject            | figure            | value     | bound          | remark     |
        | ----------- | ------------------ | ----------------- | --------- | -------------- | ---------- |
        | ✓ passed    | train-from-scratch | pretrain.duration | 73.9 days | &lt;= 100 days |            |
        | ✗ failed    | train-from-scratch | total.cost        | $91.2 M   | &lt;= $80 M    | P95 $104 M |
        | ? undecided | fine-tune-llama    | tune.cost         | ?         | &lt;= $250 k   |            |

        **Cost**

        | item           |    cost\_usd |
        | -------------- | -----------: |
        | a\|b &lt;i&gt; |       1234.5 |
        | └─ power\_use  |            ? |
        | **sum**        | **≥ 1234.5** |

        \* a note

        ````
          /\
        ``` /
        ````

        | second |
        | ------ |
        | x      |

        1\. Prices of one day.

        """#)
  }

  @Test func json() {
    let blocks = Self.report.json["blocks"]
    #expect(blocks?[0] == ["paragraph": "Renting is the cheapest way."])
    #expect(blocks?[1]?["checks"]?[2]?["verdict"] == "undecided")
    #expect(blocks?[2]?["table"]?["rows"]?[1]?["marks"] == ["cost_usd": "unknown"])
    #expect(blocks?[3]?["preformatted"]?[1] == "``` /")
    #expect(
      Report([.note("n")], data: ["answer": 42]).text(as: .json) == "{\n  \"answer\": 42\n}\n")
  }

  private static let paragraphs: [(String, String)] = [
    ("- item", #"\- item"#), ("+1", #"\+1"#), ("# head", "\\# head"), ("12) x", #"12\) x"#),
    ("2026 was fine", "2026 was fine"), ("5.5 %", #"5\.5 %"#), ("<script>", "&lt;script&gt;"),
    ("a & b\nc", "a &amp; b c"), ("    code", "code"),
  ]

  @Test(arguments: paragraphs)
  func markdownParagraphsStayParagraphs(text: String, markdown: String) {
    #expect(Report([.paragraph(text)]).text(as: .markdown) == markdown + "\n")
  }

  @Test func narrowChecksAreFilledLikeParagraphs() {
    #expect(
      CheckLine.lines([Sample.checks[1]], on: Terminal(width: 44, color: true)) == [
        "  \u{1B}[31m✗\u{1B}[0m train-from-scratch total.cost $91.2 M",
        "    <= $80 M P95 $104 M",
      ])
  }

  @Test func emptyReportsSayNothing() {
    for format in [Report.Format.table, .csv, .markdown] {
      #expect(Report().text(as: format) == "")
      #expect(Report([.checks([]), .table(Table(columns: []))]).text(as: format).count <= 2)
    }
  }
}
