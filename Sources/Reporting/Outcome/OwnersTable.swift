import Figures
import HardwareKit
import Planning
import Units

/// What owners and lenders of a fleet look at: the measures by name, and the years. Where there is
/// neither tax nor debt, `explain` has the measures and the page stays short.
enum OwnersTable {
  static func tables(_ choice: FleetOption, _ fleet: FleetOutcome) -> [Table] {
    guard let years = years(choice, fleet) else { return [] }
    return [measures(choice, fleet), years]
  }

  private static func figure(_ name: String, _ choice: FleetOption, _ fleet: FleetOutcome)
    -> Figure?
  {
    fleet.sheet["\(choice.scope).\(name)"]
  }

  private static func measures(_ choice: FleetOption, _ fleet: FleetOutcome) -> Table {
    let rows = [
      "npv", "npv.spreadsheet", "npv.dated", "irr", "irr.dated", "mirr", "payback",
      "payback.discounted",
      "lease.payment", "lease.advantage", "margin.operating", "margin.after-depreciation",
      "npv.after-tax", "irr.after-tax",
      "debt.total", "dscr", "npv.equity", "irr.equity",
    ].compactMap { name -> Table.Row? in
      guard let figure = figure(name, choice, fleet) else { return nil }
      return Table.Row([
        Table.Cell("\(figure.id.title)"), Table.Cell(name),
        .number(FigureText.raw(figure.value, figure.id), text(figure)),
      ])
    }
    return Table(
      title: "What owners and lenders look at, \(choice.product.id)",
      columns: [
        Table.Column("measure", heading: ["MEASURE"], priority: 100),
        Table.Column("figure", heading: ["FIGURE"], priority: 50),
        Table.Column("value", heading: ["VALUE"], alignment: .number, priority: 110),
      ], rows: rows, notes: refusals(choice, fleet))
  }

  /// Why a measure that is a rate of return has no value: how often its flows change sign, and which
  /// rates would do.
  private static func refusals(_ choice: FleetOption, _ fleet: FleetOutcome) -> [String] {
    ["irr", "irr.after-tax", "irr.equity"].compactMap { name in
      guard let figure = figure(name, choice, fleet), figure.value.isNaN,
        !figure.value.isHidden,
        let rates = figure.formula?.ratesOfReturn
      else { return nil }
      let roots = rates.roots.map { format($0, as: .percent) }
      let found = roots.isEmpty ? "no rate" : "each of \(roots.joined(separator: ", ")) a year"
      let times = rates.signChanges == 1 ? "once" : "\(rates.signChanges) times"
      return
        "\(name) has no single value: its flows change sign \(times), and \(found) brings them to zero."
    }
  }

  private static func text(_ figure: Figure) -> String {
    if figure.id.style == .yearlyRate { return FleetReport.irr(figure.value) }
    return FigureText.value(figure.value, figure.id)
  }

  /// Only where there is tax or debt: without them a year is twelve times its cash.
  private static func years(_ choice: FleetOption, _ fleet: FleetOutcome) -> Table? {
    let columns: [(name: String, heading: String, key: String)] = [
      ("operating.year", "OPERATING", "operating_usd"),
      ("tax.depreciation.year", "DEDUCTED", "deducted_usd"),
      ("tax.income.year", "TAXABLE", "taxable_usd"), ("tax.year", "TAX", "tax_usd"),
      ("debt.service.year", "DEBT SERVICE", "debt_service_usd"), ("dscr.year", "DSCR", "dscr"),
    ]
    func cell(_ name: String, _ year: Int) -> Figure? {
      figure("\(name)-\(year < 10 ? "0" : "")\(year)", choice, fleet)
    }
    let shown = columns.filter { cell($0.name, 1) != nil }
    guard shown.count > 1 else { return nil }
    var rows: [Table.Row] = []
    var year = 1
    while cell("operating.year", year) != nil {
      rows.append(
        Table.Row(
          [.number(Double(year), "\(year)")]
            + shown.map { column in
              cell(column.name, year).map { .number($0.value, FigureText.value($0.value, $0.id)) }
                ?? .absent
            }))
      year += 1
    }
    return Table(
      title: "By year, \(choice.product.id)",
      columns: [Table.Column("year", heading: ["YEAR"], alignment: .number, priority: 110)]
        + shown.map {
          Table.Column($0.key, heading: [$0.heading], alignment: .number, priority: 100)
        }, rows: rows,
      notes: [
        "Operating is revenue less operation (EBITDA); DSCR is that over debt service. Tax is paid in the last month of its year."
      ])
  }
}
