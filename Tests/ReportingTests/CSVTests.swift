import Reporting
import Testing

@Suite struct CSVTests {
  @Test func rawValuesUnderUnitKeys() {
    #expect(
      Sample.comparison.csv.split(separator: "\r\n") == [
        "plan,capability,training_usd,serving_usd,total_usd,total_p5_p95_usd,versus_best,row_style,marks",
        "inference-only,Llama 3.1 70B,,110000,110000,90000..140000,1,chosen,",
        "fine-tune-llama,Llama 3.1 405B,60300,440000,500300,420000..610000,4.5,,"
          + "total_usd: lower bound",
        "train-from-scratch,own 405B,90800000,440000,91200000,79000000..104000000,826,rejected,",
      ])
  }

  @Test func treesSayLevelAndSection() {
    #expect(
      Sample.costTree.csv.split(separator: "\r\n") == [
        "name,quantity,unit,cost_usd,section,level,row_style",
        "capital,,,44100000,,0,total",
        "servers,128,nodes,35900000,,1,",
        "chassis,128,nodes,?,,2,",
        "storage,9,% of servers,3200000,,1,",
        "operating,,,5000000,per year,0,",
        "electricity,12.15,GWh,800000,per year,1,",
      ])
  }

  private static let fields: [(Table.Cell, String)] = [
    (Table.Cell("plain"), "plain"),
    ("a,b", "\"a,b\""),
    ("say \"so\"", "\"say \"\"so\"\"\""),
    ("two\nlines", "\"two\nlines\""),
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", "'\tx"),
    ("=\"a\"", "\"'=\"\"a\"\"\""),
    ("−28%", "−28%"),
    (.number(-28.5, "−28.5%"), "-28.5"),
    (.number(0.1 + 0.2, "0.3"), "0.30000000000000004"),
    (.number(1e300, "big"), "1e+300"),
    (.number(.nan, "?"), "?"),
    (.number(.infinity, "never"), "?"),
    (Table.Cell("14 October", raw: .date("2026-10-14")), "2026-10-14"),
    (.unknown, "?"), (.absent, ""), (.blank, ""),
  ]

  @Test(arguments: fields)
  func oneField(cell: Table.Cell, field: String) {
    let table = Table(columns: [.init("x", heading: ["X"])], rows: [.init([cell])])
    #expect(table.csv == "x\r\n\(field)\r\n")
  }

  @Test func randomTextsReadBack() {
    let pieces = ["a", ",", "\"", "\n", "\r\n", "\r", " ", "é", "\"\u{301}", "'", ";", "東"]
    for seed in 0..<300 {
      var random = SplitMix64(seed: UInt64(seed))
      let texts = (0..<3).map { _ in
        "x" + (0..<6).compactMap { _ in pieces.randomElement(using: &random) }.joined()
      }
      let numbers = (0..<3).map { _ in finiteDouble(&random) }
      let table = Table(
        columns: (0..<6).map { .init("c\($0)", heading: []) },
        rows: [.init(texts.map { Table.Cell($0) } + numbers.map { .number($0, "about") })])
      let rows = records(table.csv)
      #expect(rows.count == 2 && rows[1].count == 6, "seed \(seed)")
      #expect(rows.last?.prefix(3).map { Array($0.utf8) } == texts.map { Array($0.utf8) })
      #expect(rows.last?.suffix(3).map { Double($0) } == numbers, "seed \(seed)")
    }
  }

  /// A reader of RFC 4180, written from the grammar and not from the writer.
  private func records(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars)
    var index = 0
    var quoted = false
    while index < scalars.count {
      let scalar = scalars[index]
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      switch scalar {
      case "\"" where !quoted && field.isEmpty: quoted = true
      case "\"" where quoted && next == "\"":
        field.append(scalar)
        index += 1
      case "\"" where quoted: quoted = false
      case "," where !quoted:
        row.append(String(field))
        field = .init()
      case "\r" where !quoted && next == "\n":
        rows.append(row + [String(field)])
        row = []
        field = .init()
        index += 1
      default: field.append(scalar)
      }
      index += 1
    }
    return rows
  }
}

func finiteDouble(_ random: inout SplitMix64) -> Double {
  while true {
    let value = Double(bitPattern: random.next())
    if value.isFinite { return value }
  }
}
