public import Accuracy
import JSON
import Units

/// Modelled against measured: a summary, or every row, and both as data.
public enum AccuracyReport {
  /// - Parameters:
  ///   - values: what was asked for, filters applied.
  ///   - everyRow: show the rows before the summary.
  ///   - namesFiles: say of each row in which file it stands.
  public static func report(
    _ values: [EvaluatedValue], everyRow: Bool, namesFiles: Bool
  ) -> Report {
    let lines = AccuracyLine.lines(of: values)
    var blocks: [Report.Block] = []
    if everyRow { blocks.append(.table(rows(values, namesFiles: namesFiles))) }
    blocks.append(.table(summary(lines, values)))
    let data: JSONValue = [
      "rows": .array(values.map { row($0, namesFiles: namesFiles) }),
      "summary": .array(lines.map(line)),
    ]
    return Report(blocks, data: data)
  }

  // MARK: Tables

  private static func summary(_ lines: [AccuracyLine], _ values: [EvaluatedValue]) -> Table {
    var notes = [
      "Errors are predicted over measured, less one. In band: share of answered values inside the printed 90 % band."
    ]
    let unreadable = values.count { $0.kind == nil }
    if unreadable > 0 {
      notes.append(
        "Rows without a measured value that can be read: \(unreadable); '--rows' lists them.")
    }
    let leftOut = lines.filter { $0.product == nil }.reduce(0) { $0 + $1.leftOut }
    if leftOut > 0 {
      notes.append("Values left out: \(leftOut), each with a reason that '--rows' shows.")
    }
    return Table(
      title: "Modelled against measured",
      columns: [
        Table.Column("product", heading: ["PRODUCT"], priority: 110),
        Table.Column("kind", heading: ["KIND"], priority: 109),
        Table.Column("rows", heading: ["ROWS"], alignment: .number, priority: 105),
        Table.Column("answered", heading: ["ANSWERED"], alignment: .number, priority: 104),
        Table.Column(
          "median_error", heading: ["MEDIAN", "ERROR"], alignment: .number, priority: 108),
        Table.Column("p90_error", heading: ["P90", "ERROR"], alignment: .number, priority: 107),
        Table.Column("bias", heading: ["BIAS"], alignment: .number, priority: 106),
        Table.Column("coverage", heading: ["IN BAND"], alignment: .number, priority: 103),
      ],
      rows: lines.map { line in
        Table.Row(
          [
            Table.Cell(line.product ?? "all"), Table.Cell(line.kind.rawValue),
            count(line.rows), count(line.answered), percent(line.median), percent(line.ninetieth),
            percent(line.bias, signed: true), percent(line.coverage),
          ], style: line.product == nil ? .total : .plain)
      }, notes: notes)
  }

  private static func rows(_ values: [EvaluatedValue], namesFiles: Bool) -> Table {
    var columns = [
      Table.Column("id", heading: ["LINE"], alignment: .number, priority: 110),
      Table.Column("product", heading: ["PRODUCT"], priority: 100),
      Table.Column("accelerator", heading: ["ACCELERATOR"], priority: 40),
      Table.Column("kind", heading: ["KIND"], priority: 108),
      Table.Column("origin", heading: ["ORIGIN"], priority: 30),
      Table.Column("unit", heading: ["UNIT"], priority: 50),
      Table.Column("measured", heading: ["MEASURED"], alignment: .number, priority: 107),
      Table.Column("predicted", heading: ["PREDICTED"], alignment: .number, priority: 106),
      Table.Column("error", heading: ["ERROR"], alignment: .number, priority: 109),
      Table.Column("low", heading: ["LOW"], alignment: .number, priority: 60),
      Table.Column("high", heading: ["HIGH"], alignment: .number, priority: 60),
      Table.Column("status", heading: ["STATUS"], priority: 105),
      Table.Column("reason", heading: ["REASON"], priority: 55),
      Table.Column("model", heading: ["MODEL"], priority: 102),
    ]
    if namesFiles { columns.append(Table.Column("file", heading: ["FILE"], priority: 45)) }
    return Table(
      title: "Rows", columns: columns,
      rows: values.map { value in
        var cells: [Table.Cell] = [
          count(value.row.id), value.product.map { Table.Cell($0) } ?? .absent,
          Table.Cell(value.row.accelerator), value.kind.map { Table.Cell($0.rawValue) } ?? .absent,
          value.measured.map { Table.Cell($0.origin.rawValue) } ?? .absent,
          value.measured.map { Table.Cell($0.measure.unit) } ?? .absent,
          number(value.measured?.value), number(value.predicted),
          percent(value.error, signed: true), number(value.low), number(value.high),
          Table.Cell(value.status.rawValue), value.note.map { Table.Cell($0) } ?? .absent,
          Table.Cell(value.row.model),
        ]
        if namesFiles { cells.append(Table.Cell(value.row.file)) }
        return Table.Row(cells, style: value.status == .answered ? .plain : .rejected)
      }, isListing: true)
  }

  private static func count(_ value: Int) -> Table.Cell {
    .number(Double(value), format(Double(value), as: .count))
  }

  private static func number(_ value: Double?) -> Table.Cell {
    value.map { .number($0, format($0, as: .number, significant: 4)) } ?? .absent
  }

  private static func percent(_ value: Double?, signed: Bool = false) -> Table.Cell {
    guard let value else { return .absent }
    let text = format(value, as: .percent)
    return .number(value, signed && value > 0 ? "+\(text)" : text)
  }

  // MARK: Data

  private static func row(_ value: EvaluatedValue, namesFiles: Bool) -> JSONValue {
    func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
    func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    var members = [
      JSONValue.Member("id", .number(Double(value.row.id))),
      JSONValue.Member("product", text(value.product)),
      JSONValue.Member("accelerator", .string(value.row.accelerator)),
      JSONValue.Member("kind", text(value.kind?.rawValue)),
      JSONValue.Member("origin", text(value.measured?.origin.rawValue)),
      JSONValue.Member("unit", text(value.measured?.measure.unit)),
      JSONValue.Member("measured", number(value.measured?.value)),
      JSONValue.Member("predicted", number(value.predicted)),
      JSONValue.Member("error", number(value.error)),
      JSONValue.Member("low", number(value.low)), JSONValue.Member("high", number(value.high)),
      JSONValue.Member("status", .string(value.status.rawValue)),
      JSONValue.Member("reason", text(value.note)),
    ]
    if namesFiles { members.append(JSONValue.Member("file", .string(value.row.file))) }
    return .object(members)
  }

  private static func line(_ line: AccuracyLine) -> JSONValue {
    func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
    return [
      "product": line.product.map { .string($0) } ?? .null, "kind": .string(line.kind.rawValue),
      "rows": .number(Double(line.rows)), "answered": .number(Double(line.answered)),
      "left_out": .number(Double(line.leftOut)), "median_error": number(line.median),
      "p90_error": number(line.ninetieth), "bias": number(line.bias),
      "coverage": number(line.coverage),
    ]
  }
}
