public import Figures
import JSON
public import Planning
import Units

/// A figure of a plan over one or two of its inputs.
public struct SweepResult: Sendable {
  public let title: String
  public let rows: FleetGrid.Axis
  public let columns: FleetGrid.Axis?
  /// The figure that is shown, as a sheet has it.
  public let figure: Figure
  /// For each row and column its value.
  public let values: [[Double]]
  /// The net present value there, where the plan has one.
  public let worth: [[Double]]?
  /// Debt service coverage in the worst year, where the plan has a debt: what the lender sees.
  public let coverage: [[Double]]?
  /// For each row the value of the columns' input from which it pays, or without columns one value for
  /// the rows' input; `nil` where it pays nowhere or everywhere.
  public let breakEven: [Double?]?
  /// How the values were found.
  public let method: String

  public init(
    title: String, rows: FleetGrid.Axis, columns: FleetGrid.Axis?, figure: Figure,
    values: [[Double]], worth: [[Double]]?, coverage: [[Double]]? = nil, breakEven: [Double?]?,
    method: String
  ) {
    self.title = title
    self.rows = rows
    self.columns = columns
    self.figure = figure
    self.values = values
    self.worth = worth
    self.coverage = coverage
    self.breakEven = breakEven
    self.method = method
  }
}

extension SweepResult {
  /// The sweep for sharing: with the values of axes that are money, and what is secret, taken out.
  ///
  /// - Parameter isSecret: whether a figure, by its name, tells a secret.
  public func redacted(_ isSecret: (String) -> Bool) -> SweepResult {
    let isStated = rows.isMoney || columns?.isMoney == true
    func masked(_ name: String, _ grid: [[Double]]) -> [[Double]] {
      isStated || isSecret(name) ? grid.map { $0.map { _ in .hidden } } : grid
    }
    let worth = worth.map { masked("npv", $0) }
    let hidesLine = isStated || worth?.contains { $0.contains(where: \.isHidden) } == true
    return SweepResult(
      title: title, rows: rows.redacted, columns: columns?.redacted, figure: figure,
      values: masked(figure.name, values), worth: worth,
      coverage: coverage.map { masked("dscr", $0) },
      breakEven: breakEven.map { line in hidesLine ? line.map { _ in .hidden } : line },
      method: method)
  }

  /// Whether something of it is hidden.
  var isHidden: Bool {
    (values + (worth ?? [])).contains { $0.contains(where: \.isHidden) }
      || rows.values.contains(where: \.isHidden)
  }
}

/// A sweep as a table, with the line on which it breaks even, and in full as JSON.
public enum SweepReport {
  /// - Parameter plots: whether a picture stands above the table, on a terminal.
  public static func report(_ result: SweepResult, plots: Bool = false) -> Report {
    let plot =
      plots && !result.isHidden
      ? [
        Report.Block.plot(
          SweepPlot.lines(result, text: { text($0, result.figure) }, label: label))
      ] : []
    return Report(
      plot + [.table(table(result))] + lender(result) + [.note(result.method)],
      data: json(result))
  }

  /// What the lender sees: coverage over the same points, unless it is what was asked for.
  private static func lender(_ result: SweepResult) -> [Report.Block] {
    guard let coverage = result.coverage, result.figure.name != coverageName else { return [] }
    var columns = [Table.Column("input", heading: [result.rows.path], priority: 110)]
    let written = result.columns?.written ?? [coverageName]
    let shown = evenly(written.count)
    for (index, text) in written.enumerated() {
      columns.append(
        Table.Column(
          result.columns == nil ? coverageName : "value_\(index + 1)", heading: [text],
          alignment: .number, priority: shown[index]))
    }
    let rows = result.rows.written.indices.map { row in
      Table.Row(
        [Table.Cell(result.rows.written[row])]
          + coverage[row].map { value in
            .number(
              value, format(value, as: .number), judgement: value >= 1 ? .good : .neutral)
          })
    }
    return [
      .table(
        Table(
          title: "What the lender sees: operation over debt service in the worst year (DSCR)",
          subtitle: result.columns.map(\.path) ?? "", columns: columns, rows: rows,
          notes: ["From 1 on the debt is served in every year."]))
    ]
  }

  private static let coverageName = "dscr"

  private static func table(_ result: SweepResult) -> Table {
    let name = result.figure.name
    var columns = [Table.Column("input", heading: [result.rows.path], priority: 110)]
    let written = result.columns?.written ?? [name]
    let shown = evenly(written.count)
    for (index, text) in written.enumerated() {
      columns.append(
        Table.Column(
          result.columns == nil ? FigureText.key(result.figure) : "value_\(index + 1)",
          heading: [text], alignment: .number, priority: shown[index]))
    }
    if result.breakEven != nil, result.columns != nil {
      columns.append(
        Table.Column("pays_from", heading: ["PAYS FROM"], alignment: .number, priority: 109))
    }
    let rows = result.rows.written.indices.map { row -> Table.Row in
      var cells = [Table.Cell(result.rows.written[row])]
      for (column, value) in result.values[row].enumerated() {
        let pays = result.worth.map { $0[row][column] >= 0 } ?? false
        cells.append(
          .number(value, text(value, result.figure), judgement: pays ? .good : .neutral))
      }
      if let line = result.breakEven, let axis = result.columns {
        cells.append(paysFrom(line[row], result.worth?[row] ?? [], axis))
      }
      return Table.Row(cells)
    }
    return Table(
      title: result.title, subtitle: result.columns.map(\.path) ?? "", columns: columns,
      rows: rows, notes: notes(result))
  }

  /// Never and always are answers.
  private static func paysFrom(
    _ value: Double?, _ worth: [Double], _ axis: FleetGrid.Axis
  ) -> Table.Cell {
    if let value { return .number(value, label(value, axis)) }
    if worth.contains(where: \.isHidden) { return .hidden }
    let pays = worth.allSatisfy { $0 >= 0 }
    return Table.Cell(pays ? "all shown" : "never", raw: .absent)
  }

  private static func notes(_ result: SweepResult) -> [String] {
    guard let line = result.breakEven, !result.isHidden else { return [] }
    if let axis = result.columns {
      return [
        "Pays: net present value of zero or more. The last column is the \(axis.path) at which it is zero."
      ]
    }
    guard let value = line.first ?? nil else {
      let pays = result.worth?.allSatisfy { $0.allSatisfy { $0 >= 0 } } ?? false
      return [pays ? "It pays over the whole range." : "It pays nowhere in the range."]
    }
    return ["The net present value is zero at \(label(value, result.rows))."]
  }

  /// A value of an axis in the unit in which the axis is written.
  private static func label(_ value: Double, _ axis: FleetGrid.Axis) -> String {
    let sample = axis.written.first ?? ""
    if sample.hasSuffix("%") { return format(value, as: .percent) }
    if sample.hasSuffix("% per year") { return format(value, as: .percentPerYear) }
    if sample.hasSuffix("% per month") { return format(value, as: .percentPerMonth) }
    if sample.hasSuffix("/h"), sample.hasPrefix("$") { return format(value, as: .dollarsPerHour) }
    return format(value, as: .number)
  }

  private static func text(_ value: Double, _ figure: Figure) -> String {
    if figure.id.style == .yearlyRate, value.isFinite { return FleetReport.irr(value) }
    return FigureText.value(value, figure.id)
  }

  /// A narrow terminal keeps the ends and some values evenly between them.
  private static func evenly(_ count: Int) -> [Int] {
    guard count > 8 else { return [Int](repeating: 100, count: count) }
    var priority = [Int](repeating: 1, count: count)
    for part in 0...6 { priority[(count - 1) * part / 6] = 100 }
    return priority
  }

  private static func json(_ result: SweepResult) -> JSONValue {
    func numbers(_ values: [Double]) -> JSONValue { .array(values.map { .number($0) }) }
    func axis(_ axis: FleetGrid.Axis) -> JSONValue {
      ["path": .string(axis.path), "values": numbers(axis.values)]
    }
    return [
      "figure": .string(FigureText.key(result.figure)), "rows": axis(result.rows),
      "columns": result.columns.map(axis) ?? .null,
      "values": .array(result.values.map(numbers)),
      "npv_usd": result.worth.map { .array($0.map(numbers)) } ?? .null,
      "dscr": result.coverage.map { .array($0.map(numbers)) } ?? .null,
      "break_even": result.breakEven.map {
        .array($0.map { value in value.map { .number($0) } ?? .null })
      } ?? .null,
    ]
  }
}
