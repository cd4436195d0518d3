public import Diagnostics

/// The rows of one file of measurements.
public struct MeasuredTable: Sendable {
  public let name: String
  public let shape: TableShape
  public let rows: [MeasuredRow]
  /// Warnings on rows that cannot be used, with their places; each such row is in ``rows`` too.
  public let warnings: DiagnosticList

  /// Reads a file of one of the four shapes, recognised by its header.
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
    var columns: [String: Int] = [:]
    for (index, cell) in header.cells.enumerated() {
      let column = cell.trimmed.lowercased()
      if !column.isEmpty, columns.updateValue(index, forKey: column) != nil {
        found.append(.columnTwice(column, at: file.span(ofLine: header.line)))
      }
    }
    guard let shape = TableShape(columns: columns.keys) else {
      found.append(.unknownTable(Array(columns.keys), at: file.span(ofLine: header.line)))
      throw found
    }
    try found.throwIfErrors()

    self.name = name
    self.shape = shape
    let width = header.cells.count
    rows = file.records.dropFirst().map { record in
      var record = record
      // Spreadsheets leave empty cells off the end of a row, or add some.
      while record.cells.count > width, record.cells.last?.trimmed.isEmpty == true {
        record.cells.removeLast()
      }
      if record.problem == nil, record.cells.count != width {
        record.problem = "expected \(width) cells, found \(record.cells.count)"
      }
      let cells = RowCells(columns: columns, record: record)
      let row: MeasuredRow =
        switch shape {
        case .trainingMeasured: .trainingMeasured(cells, file: name)
        case .mlperfTraining: .mlperfTraining(cells, file: name)
        case .inferenceMeasured: .inferenceMeasured(cells, file: name)
        case .mlperfInference: .mlperfInference(cells, file: name)
        }
      for problem in [row.problem].compactMap(\.self) + row.values.compactMap(\.problem) {
        found.append(.unreadableRow(problem, at: file.span(ofLine: record.line)))
      }
      return row
    }
    warnings = found
  }
}

extension MeasuredRow {
  /// What all shapes share.
  init(
    _ cells: RowCells, file: String, shape: TableShape, model: String, software: String,
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
