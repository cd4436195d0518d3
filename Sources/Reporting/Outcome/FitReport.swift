public import Accuracy
import JSON
import Units

/// What fits found: constants beside today's, and errors in and out of sample.
public enum FitReport {
  public static func report(_ fits: [CalibrationReport]) -> Report {
    var blocks: [Report.Block] = []
    for fit in fits {
      blocks.append(.table(constants(fit)))
      blocks.append(.table(errors("Errors of \(fit.name)", fit.views)))
      if !fit.leftOut.isEmpty {
        blocks.append(.table(errors("Errors of \(fit.name), left out whole", fit.leftOut)))
      }
    }
    return Report(blocks, data: ["fits": .array(fits.map(data))])
  }

  private static func constants(_ fit: CalibrationReport) -> Table {
    Table(
      title: "Constants of \(fit.name)",
      subtitle:
        "\(fit.fitted.iterations) iterations, objective \(number(fit.fitted.initialCost)) to \(number(fit.fitted.cost))",
      columns: [
        Table.Column("constant", heading: ["CONSTANT"], priority: 110),
        Table.Column("prior", heading: ["PRIOR"], alignment: .number, priority: 70),
        Table.Column("spread", heading: ["PRIOR", "SPREAD"], alignment: .number, priority: 60),
        Table.Column("current", heading: ["TODAY"], alignment: .number, priority: 105),
        Table.Column("fitted", heading: ["FITTED"], alignment: .number, priority: 109),
        Table.Column("deviation", heading: ["SPREAD", "LEFT"], alignment: .number, priority: 80),
      ],
      rows: fit.parameters.indices.map { index in
        let parameter = fit.parameters[index]
        return Table.Row([
          Table.Cell(parameter.name), cell(parameter.prior), cell(parameter.spread),
          cell(parameter.start), cell(fit.fitted.values[index]), cell(fit.fitted.deviations[index]),
        ])
      },
      notes: [
        "Spreads are standard deviations in log: of the prior, and what the rows leave of it."
      ],
      isListing: true)
  }

  private static func errors(_ title: String, _ views: [CalibrationReport.View]) -> Table {
    Table(
      title: title,
      columns: [
        Table.Column("view", heading: ["ROWS OF"], priority: 110),
        Table.Column("group", heading: ["GROUP"], priority: 109),
        Table.Column("quantity", heading: ["QUANTITY"], priority: 102),
        Table.Column("rows", heading: ["ROWS"], alignment: .number, priority: 100),
        Table.Column(
          "median_error", heading: ["MEDIAN", "ERROR"], alignment: .number, priority: 108),
        Table.Column("p90_error", heading: ["P90", "ERROR"], alignment: .number, priority: 107),
        Table.Column("bias", heading: ["BIAS"], alignment: .number, priority: 106),
        Table.Column("coverage", heading: ["IN BAND"], alignment: .number, priority: 105),
      ],
      rows: views.flatMap { view in
        view.errors.map { errors in
          Table.Row([
            Table.Cell(view.title), Table.Cell(errors.group ?? "all"),
            Table.Cell(errors.quantity),
            .number(Double(errors.rows), format(Double(errors.rows), as: .count)),
            percent(errors.median), percent(errors.ninetieth), percent(errors.bias),
            percent(errors.coverage),
          ])
        }
      },
      notes: [
        "Splits and folds are by cell: rows alike are never on both sides. In band: share inside 90 % bands learnt from other rows."
      ], isListing: true)
  }

  private static func cell(_ value: Double) -> Table.Cell { .number(value, number(value)) }

  private static func number(_ value: Double) -> String {
    format(value, as: .number, significant: 4)
  }

  private static func percent(_ value: Double?) -> Table.Cell {
    value.map { .number($0, format($0, as: .percent)) } ?? .absent
  }

  private static func data(_ fit: CalibrationReport) -> JSONValue {
    [
      "name": .string(fit.name),
      "constants": .array(
        fit.parameters.indices.map { index in
          let parameter = fit.parameters[index]
          return [
            "name": .string(parameter.name), "prior": .number(parameter.prior),
            "spread": .number(parameter.spread), "current": .number(parameter.start),
            "fitted": .number(fit.fitted.values[index]),
            "deviation": .number(fit.fitted.deviations[index]),
          ]
        }),
      "errors": .array(fit.views.flatMap(data)),
      "left_out": .array(fit.leftOut.flatMap(data)),
      "held_out": .array(
        fit.heldOut.map {
          [
            "file": .string($0.sample.file), "id": .number(Double($0.sample.id)),
            "quantity": .string($0.sample.quantity), "residual": .number($0.residual),
          ]
        }),
    ]
  }

  private static func data(_ view: CalibrationReport.View) -> [JSONValue] {
    func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
    return view.errors.map { errors in
      [
        "view": .string(view.title), "group": errors.group.map { .string($0) } ?? .null,
        "quantity": .string(errors.quantity), "rows": .number(Double(errors.rows)),
        "median_error": number(errors.median), "p90_error": number(errors.ninetieth),
        "bias": number(errors.bias), "coverage": number(errors.coverage),
      ]
    }
  }
}
