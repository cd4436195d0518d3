import Figures
import HardwareKit
import JSON
import Planning
import Units

/// The shapes that the search of a service tried, product by product, with what each costs or misses.
enum ShapeTable {
  static func table(
    _ workload: WorkloadOutcome, _ shapes: [SearchedShape], model: String
  ) -> Table? {
    guard !shapes.isEmpty else { return nil }
    let chosen = workload.choice
    let rows = shapes.map { shape in
      let isChosen =
        chosen?.product.id == shape.product.id && chosen?.answer?.layout == shape.layout
      var cells = [
        Table.Cell(shape.product.id), Table.Cell(shape.layout.text),
        EstimateReport.number(Double(shape.layout.batch), .count),
      ]
      switch shape.result {
      case .fits(let above):
        cells += [.number(above, "+" + format(above, as: .percent)), .blank]
      case .misses(let miss): cells += [.blank, Table.Cell(ReasonText.missed(miss))]
      }
      cells.append(Table.Cell(isChosen ? "✔" : ""))
      let style: Table.RowStyle =
        if isChosen { .chosen } else if case .misses = shape.result { .rejected } else { .plain }
      return Table.Row(cells, style: style)
    }
    return Table(
      title: "\(workload.planned.name): layouts that were searched, \(model)",
      columns: [
        Table.Column("product", heading: ["PRODUCT"], priority: 110),
        Table.Column("layout", heading: ["LAYOUT"], priority: 109),
        Table.Column("batch", heading: ["BATCH", "mean"], alignment: .number, priority: 90),
        Table.Column(
          "above_best", heading: ["FLEET", "above best"], alignment: .number, priority: 107),
        Table.Column("missed", heading: ["MISSED"], priority: 106),
        Table.Column("chosen", heading: ["CHOSEN"], priority: 108),
      ], rows: rows,
      notes: [
        "Each shape with its cheapest batch. What a shape misses is told of its smallest one."
      ], isListing: true)
  }

  static func json(_ shapes: [SearchedShape]) -> JSONValue {
    .array(
      shapes.map { shape in
        var above = JSONValue.null
        var missed = JSONValue.null
        switch shape.result {
        case .fits(let share): above = .number(share)
        case .misses(let miss): missed = .string(ReasonText.missed(miss))
        }
        return .object([
          JSONValue.Member("product", .string(shape.product.id)),
          JSONValue.Member("layout", .string(shape.layout.text)),
          JSONValue.Member("batch", .number(Double(shape.layout.batch))),
          JSONValue.Member("above_best", above), JSONValue.Member("missed", missed),
        ])
      })
  }
}
