import Diagnostics
import Units

/// The cells of one record by column, with what is wrong with them.
struct RowCells {
  let columns: [String: Int]
  let record: CSVRecords.Record
  /// Of cells that say how the run was made: a row with any of them is not judged.
  private(set) var problems: [String] = []

  init(columns: [String: Int], record: CSVRecords.Record) {
    self.columns = columns
    self.record = record
  }

  /// The text of a cell, empty where the column or the cell is missing.
  func text(_ column: String) -> String {
    guard let index = columns[column], index < record.cells.count else { return "" }
    return record.cells[index].trimmed
  }

  func isTrue(_ column: String) -> Bool {
    ["true", "1", "yes"].contains(text(column).lowercased())
  }

  /// A whole number above zero; nil where nothing is written. No table has a larger one than a million.
  mutating func count(_ column: String) -> Int? {
    guard let value = number(column) else { return nil }
    guard value >= 1, value <= 1e6, value == value.rounded() else {
      problems.append("\(column): expected a whole number up to a million, found '\(text(column))'")
      return nil
    }
    return Int(saturating: value)
  }

  /// Tokens of a request, or requests at a time: a simulation takes as many steps, so that both have
  /// an end far above what anybody measures.
  mutating func simulated(_ column: String, atMost most: Double) -> Double? {
    guard let value = number(column) else { return nil }
    guard value <= most else {
      problems.append(
        "\(column): expected at most \(grouped(Int(saturating: most))), found '\(text(column))'")
      return nil
    }
    return value
  }

  static let mostTokens = 10_000_000.0
  static let mostRequests = 20_000.0

  /// A number above zero; nil where nothing is written.
  mutating func number(_ column: String) -> Double? {
    switch Self.parse(text(column), column) {
    case .success(let value): return value
    case .failure(let problem):
      problems.append(problem.text)
      return nil
    }
  }

  /// A measured number; nil where nothing is written.
  func measured(
    _ column: String, _ measure: Measure, _ origin: MeasuredValue.Origin = .published,
    times factor: Double = 1
  ) -> MeasuredValue? {
    switch Self.parse(text(column), column) {
    case .success(nil): nil
    case .success(let value?): MeasuredValue(measure, value * factor, origin)
    case .failure(let problem): MeasuredValue(measure, nil, origin, problem: problem.text)
    }
  }

  /// A date at the start of a cell, such as that of `2026-07-14 (file date)`; nil for anything else.
  func date(_ column: String) -> PartialDate? {
    let word = text(column).prefix { !$0.isWhitespace }
    return try? PartialDate(parsing: String(word))
  }

  struct Problem: Error { let text: String }

  private static func parse(_ text: String, _ column: String) -> Result<Double?, Problem> {
    if text.isEmpty { return .success(nil) }
    guard let value = Double(text), value.isFinite else {
      return .failure(Problem(text: "\(column): expected a number, found '\(text)'"))
    }
    guard value > 0 else {
      return .failure(Problem(text: "\(column): expected a number above zero, found '\(text)'"))
    }
    return .success(value)
  }
}

extension StringProtocol {
  /// Without white space at its ends.
  var trimmed: String {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
