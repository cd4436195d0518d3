import Figures
import HardwareKit
import Planning
import Units

/// A plan's sweep as a table: the internal rate of return over one input, or over two.
enum FleetGridTable {
  static func table(_ grid: FleetGrid, _ outcome: Outcome) -> Table {
    let months = outcome.plan.finance.months
    guard let columns = grid.columns else { return list(grid, months: months) }
    let headings = columns.written.enumerated().map { index, text in
      Table.Column(
        "irr_\(index + 1)_per_s", heading: [text], alignment: .number, priority: 100 - index)
    }
    var rows = zip(grid.rows.written, grid.cells).map { text, cells in
      Table.Row([Table.Cell(text)] + cells.map(rate))
    }
    // A price that stays does not depend on the plan's own; without it there is no such row.
    let prices = grid.cells.first?.map { $0?.breakEvenPrice } ?? []
    if isSame(grid) {
      rows.append(
        Table.Row(
          [Table.Cell("pays, if it stays")]
            + prices.map { $0.map { FleetReport.number($0, .dollarsPerHour) } ?? .unknown },
          style: .total))
    }
    return Table(
      title: "IRR a year over \(months) months, \(outcome.fleet?.choice?.product.id ?? "")",
      subtitle: columns.path,
      columns: [Table.Column("input", heading: [grid.rows.path], priority: 110)] + headings,
      rows: rows)
  }

  /// Whether the price that pays is one and the same in each column.
  private static func isSame(_ grid: FleetGrid) -> Bool {
    guard let first = grid.cells.first else { return false }
    return first.indices.allSatisfy { column in
      let values = grid.cells.compactMap { $0[column]?.breakEvenPrice }
      guard let one = values.first else { return false }
      return values.allSatisfy { abs($0 / one - 1) < 1e-9 }
    }
  }

  private static func rate(_ figures: ClusterFigures<Double>?) -> Table.Cell {
    guard let figures else { return .unknown }
    return .number(
      figures.irr, FleetReport.irr(figures.irr), judgement: figures.npv >= 0 ? .good : .neutral)
  }

  /// One input: more of what follows from it.
  private static func list(_ grid: FleetGrid, months: Int) -> Table {
    Table(
      title: "Over \(months) months",
      columns: [
        Table.Column("input", heading: [grid.rows.path], priority: 110),
        Table.Column("irr_per_s", heading: ["IRR", "a year"], alignment: .number, priority: 109),
        Table.Column("npv_usd", heading: ["NPV"], alignment: .number, priority: 108),
        Table.Column("payback_s", heading: ["PAYBACK"], alignment: .number, priority: 100),
      ],
      rows: zip(grid.rows.written, grid.cells).map { text, cells in
        guard let figures = cells.first ?? nil else {
          return Table.Row([Table.Cell(text), .unknown, .unknown, .unknown])
        }
        return Table.Row([
          Table.Cell(text), rate(figures),
          .number(figures.npv, FleetReport.money(figures.npv)),
          .number(figures.payback, FleetReport.payback(figures.payback)),
        ])
      })
  }
}
