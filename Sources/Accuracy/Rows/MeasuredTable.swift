public import Diagnostics

/// The rows of one file of measurements: a table, or several under each other, each with its header.
public struct MeasuredTable: Sendable {
  public let name: String
  public let rows: [MeasuredRow]
  /// Warnings on rows that cannot be used, with their places; each such row is in ``rows`` too.
  public let warnings: DiagnosticList

  /// Reads tables of the four shapes, recognised by their headers.
  ///
  /// - Throws: when the header is none that is known, or a column stands twice in it. What is wrong with
  ///   a row never throws: the row stays, with its problem.
  public init(name: String, bytes: [UInt8]) throws(DiagnosticList) {
    let file = CSVRecords(name: name, bytes: bytes)
    var found = DiagnosticList(sources: [name: file.source])
    guard let header = file.records.first else {
      found.append(.emptyTable(name))
      throw found
    }
    var columns = Self.columns(of: header)
    for (name, count) in Dictionary(
      grouping: header.cells.map { $0.trimmed.lowercased() }, by: \.self
    ).mapValues(\.count) where count > 1 && !name.isEmpty {
      found.append(.columnTwice(name, at: file.span(ofLine: header.line)))
    }
    guard var shape = MeasurementShape(columns: columns.keys) else {
      found.append(.unknownTable(Array(columns.keys), at: file.span(ofLine: header.line)))
      throw found
    }
    try found.throwIfErrors()

    self.name = name
    var width = header.cells.count
    var rows: [MeasuredRow] = []
    for record in file.records.dropFirst() {
      if record.cells.contains(where: { $0 == "model" || $0 == "benchmark" }) {
        let names = Self.columns(of: record)
        if let next = MeasurementShape(columns: names.keys) {
          (columns, shape, width) = (names, next, record.cells.count)
          continue
        }
      }
      let row = Self.row(record, columns: columns, width: width, shape: shape, file: name)
      for problem in [row.problem].compactMap(\.self) + row.values.compactMap(\.problem) {
        found.append(.unreadableRow(problem, at: file.span(ofLine: record.line)))
      }
      rows.append(row)
    }
    self.rows = rows
    warnings = found
  }

  private static func columns(of record: CSVRecords.Record) -> [String: Int] {
    Dictionary(
      record.cells.enumerated().map { ($0.element.trimmed.lowercased(), $0.offset) },
      uniquingKeysWith: { first, _ in first })
  }

  private static func row(
    _ record: CSVRecords.Record, columns: [String: Int], width: Int, shape: MeasurementShape,
    file: String
  ) -> MeasuredRow {
    var record = record
    // Spreadsheets add empty cells to the end of a row.
    while record.cells.count > width, record.cells.last?.trimmed.isEmpty == true {
      record.cells.removeLast()
    }
    if record.problem == nil, record.cells.count != width {
      record.problem = "expected \(width) cells, found \(record.cells.count)"
    }
    let cells = RowCells(columns: columns, record: record)
    var row: MeasuredRow =
      switch shape {
      case .trainingMeasured: .trainingMeasured(cells, file: file)
      case .mlperfTraining: .mlperfTraining(cells, file: file)
      case .inferenceMeasured: .inferenceMeasured(cells, file: file)
      case .mlperfInference: .mlperfInference(cells, file: file)
      }
    let reason = cells.text("left_out")
    if !reason.isEmpty { row.leftOut = reason }
    row.leftOutKinds = Set(
      cells.text("left_out_kinds").split(separator: " ")
        .compactMap { MeasuredKind(rawValue: String($0)) })
    return row
  }
}

extension MeasuredRow {
  /// What all shapes share.
  init(
    _ cells: RowCells, file: String, shape: MeasurementShape, model: String, software: String,
    subject: Subject, values: [MeasuredValue], problems: [String]
  ) {
    self.init(
      file: file, id: cells.record.line, shape: shape,
      accelerator: cells.text("accelerator_normalised"), model: model,
      format: NumberFormat(cells.text("precision")), subject: subject, values: values,
      software: software, date: nil, source: cells.text("source"),
      series: cells.text("series_id"), notes: cells.text("notes"),
      problem: cells.record.problem ?? problems.first)
    if accelerator.isEmpty { accelerator = cells.text("accelerator") }
  }
}
