public import Diagnostics

/// Mistakes in tables of measurements.
extension DiagnosticCode {
  public static let unknownTable = DiagnosticCode(
    "unknown-table",
    help: """
      The header of a file of measurements is none of the shapes that can be read. The page \
      'Accuracy' of the documentation lists them with their columns; columns may stand in any \
      order, and those that are not needed may be left out.
      """)
  public static let unreadableRow = DiagnosticCode(
    "unreadable-row",
    help: """
      A row of a table of measurements cannot be used as it stands: a cell holds no number, or the \
      row has too many cells or too few. It is listed among the results with this reason.
      """)

  public static let accuracy: [DiagnosticCode] = [.unknownTable, .unreadableRow]
}

/// Wording of this module.
extension Diagnostic {
  static func emptyTable(_ name: String) -> Diagnostic {
    Diagnostic(
      .error, .unknownTable,
      "expected a header with the names of columns, found no line in '\(name)'")
  }

  static func columnTwice(_ column: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(.error, .unknownTable, "column '\(column)' stands twice in the header", at: span)
  }

  /// Names the shape that lacks least, and what it lacks.
  static func unknownTable(_ columns: [String], at span: SourceSpan) -> Diagnostic {
    var notes: [Note] = []
    for shape in MeasurementShape.allCases {
      let missing = shape.signature.filter { !columns.contains($0) }
      let words = missing.map { "'\($0)'" }.joined(separator: ", ")
      notes.append(Note("a table of shape '\(shape.rawValue)' also has \(words)"))
    }
    return Diagnostic(
      .error, .unknownTable, "expected the header of a table of measurements", at: span,
      notes: notes)
  }

  static func unreadableRow(_ problem: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(.warning, .unreadableRow, problem, at: span)
  }
}
