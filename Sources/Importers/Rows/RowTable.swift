public import Accuracy
public import Diagnostics
import JSON

/// Rows for a table of measurements, in the order of their files.
public struct ImportedRows: Sendable {
  /// One row by column; a column that is missing is empty.
  public struct Row: Sendable {
    public var cells: [String: String]
    /// Where the run stands in its file.
    public let span: SourceSpan

    public var runID: String { cells["run_id"] ?? "" }
  }

  /// The tools whose files were read, each once.
  public internal(set) var formats: [String] = []
  public internal(set) var rows: [Row] = []
  public let columns: [RowColumn]
  public internal(set) var warnings = DiagnosticList()

  init(columns: [RowColumn]) { self.columns = columns }

  public mutating func add(_ other: ImportedRows) {
    formats += other.formats.filter { !formats.contains($0) }
    rows += other.rows
    warnings.merge(other.warnings)
  }

  /// The rows as a table with its header.
  public var csv: String {
    let names = columns.map(\.name)
    return Self.line(names) + rows.map { Self.line($0, columns: names) }.joined()
  }

  /// A table that is there with these rows behind its own.
  ///
  /// - Throws: where a run stands in it already, or among the rows twice; or it lacks a column that a row fills.
  public func appended(to table: [UInt8], named name: String) throws(DiagnosticList) -> String {
    var reader = CSVReader(ByteStream(name: name, bytes: table))
    var names: [String] = []
    var known: [String: Int] = [:]
    var found = DiagnosticList()
    while try reader.next() {
      if names.isEmpty {
        names = reader.texts
      } else if let column = names.firstIndex(of: "run_id") {
        known[reader.text(column)] = reader.line
      }
    }
    known[""] = nil
    let filled = columns.map(\.name).filter { column in
      rows.contains { $0.cells[column]?.isEmpty == false }
    }
    if !names.isEmpty {
      let missing = filled.filter { !names.contains($0) }
      if !missing.isEmpty {
        found.append(.lacksColumns(missing, table: name))
      }
    }
    for row in rows {
      if let line = known[row.runID] {
        found.append(.importedTwice(row.runID, table: name, line: line, at: row.span))
      }
    }
    try found.throwIfErrors()
    var text = String(decoding: table, as: UTF8.self)
    if names.isEmpty { return csv }
    if !text.hasSuffix("\n") { text += "\n" }
    return text + rows.map { Self.line($0, columns: names) }.joined()
  }

  /// Refuses a run that is among the rows twice.
  public func refuseTwins() throws(DiagnosticList) {
    var seen: [String: SourceSpan] = [:]
    var found = DiagnosticList()
    for row in rows {
      if let first = seen[row.runID] {
        found.append(.importedTwice(row.runID, table: first.file, line: first.line, at: row.span))
      }
      seen[row.runID] = row.span
    }
    try found.throwIfErrors()
  }

  private static func line(_ row: Row, columns: [String]) -> String {
    line(columns.map { row.cells[$0] ?? "" })
  }

  static func line(_ cells: [String]) -> String {
    cells.map(cell).joined(separator: ",") + "\n"
  }

  /// A cell in quotes where it needs them (RFC 4180); control characters are shown, not passed on.
  private static func cell(_ text: String) -> String {
    var safe = ""
    for scalar in text.unicodeScalars {
      if scalar.properties.generalCategory == .control {
        safe += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        safe.unicodeScalars.append(scalar)
      }
    }
    guard safe.contains(where: { $0 == "," || $0 == "\"" }) else { return safe }
    return "\""
      + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}

/// Numbers of cells: the shortest digits that read back as the same.
func cell(_ value: Double?) -> String { value.map(shortest) ?? "" }
func cell(_ value: Int?) -> String { value.map { "\($0)" } ?? "" }
