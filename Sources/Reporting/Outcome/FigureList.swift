public import Figures

/// Every figure of a sheet in a line each.
public enum FigureList {
  public static func report(_ sheet: Sheet) -> Report {
    let rows = sheet.figures.map { figure in
      Table.Row([
        Table.Cell(figure.name),
        .number(FigureText.raw(figure.value, figure.id), FigureText.value(figure.value, figure.id)),
        Table.Cell(figure.evidence?.name ?? "–"),
      ])
    }
    return Report([
      .table(
        Table(
          columns: [
            Table.Column("figure", heading: ["FIGURE"], priority: 110),
            Table.Column("value", heading: ["VALUE"], alignment: .number, priority: 109),
            Table.Column("evidence", heading: ["EVIDENCE"], priority: 60),
          ], rows: rows, isListing: true))
    ])
  }
}
