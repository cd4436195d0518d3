import Testing

@testable import Reporting

@Suite struct CostTreeTests {
  private let operating = CostTree.Line(
    "operating, per year",
    parts: [
      .init(
        "electricity at PUE 1.25", quantity: .number(12.15, "12.15"), unit: "GWh", cost: 0.84e6),
      .init("colocation", quantity: .number(1.11, "1.11"), unit: "MW", cost: 1.66e6),
      .init("support and spares", cost: 1.257e6, isAssumed: true),
    ])

  @Test func partsAreDrawnUnderTheirLine() {
    let capital = CostTree.Line(
      "capital",
      parts: [.init("servers", quantity: .number(128, "128"), unit: "nodes", cost: 35.94e6)])
    let lines = CostTree([capital, operating]).table().lines(on: Terminal())
    #expect(
      lines == [
        "  NAME                        QUANTITY  UNIT       COST",
        "  capital                                      $35.94 M",
        "  └─ servers                    128     nodes  $35.94 M",
        "  operating, per year                           $3.76 M",
        "  ├─ electricity at PUE 1.25     12.15  GWh     $0.84 M",
        "  ├─ colocation                   1.11  MW      $1.66 M",
        "  └─ support and spares                         $1.26 M *",
        "",
        "  * rests on an assumption more than on evidence.",
      ])
  }

  @Test func displayedPartsAddUp() throws {
    let thirds = CostTree.Line(
      "all", cost: 10_000, parts: (1...3).map { .init("part \($0)", cost: 10_000 / 3.0) })
    let rows = CostTree([thirds]).table().rows
    let shown = rows.dropFirst().map(\.cells[3].text)
    #expect(shown == ["$3.34 k", "$3.33 k", "$3.33 k"])
    #expect(rows[0].cells[3].text == "$10.00 k")
  }

  @Test func unknownPartMakesALowerBound() {
    let line = CostTree.Line(
      "fleet", parts: [.init("servers", cost: 2e6), .init("network"), .init("racks", cost: 1e6)])
    let table = CostTree([line], total: .init("total", isTotal: true)).table()
    #expect(
      table.rows.map(\.cells[3].text) == ["$3.000 M", "$2.000 M", "?", "$1.000 M", "$3.000 M"])
    #expect(table.rows.map(\.cells[3].mark) == [.lowerBound, nil, nil, nil, .lowerBound])
  }

  @Test func nothingKnownIsUnknown() {
    let table = CostTree([.init("fleet", parts: [.init("servers")])]).table()
    #expect(table.rows.map(\.cells[3].text) == ["?", "?"])
  }

  @Test func programsReadWholeNumbers() {
    let csv = CostTree([operating]).table().csv
    #expect(csv.hasPrefix("line,quantity,unit,cost_usd,level,marks\r\n\"operating"))
    #expect(csv.contains("colocation,1.11,MW,1660000,1,\r\n"))
    #expect(csv.contains("support and spares,,,1257000,1,cost_usd: assumed\r\n"))
  }
}
