import JSON

extension Table {
  /// The table as CSV (RFC 4180): column keys, then a line a row with raw values; every line ends in
  /// CR LF. Section rows become a column of their own.
  public var csv: String {
    let extras = extraColumns
    let sections = sections
    var lines = [columns.map { Self.csvField($0.key) } + extras.map(\.key)]
    for (index, row) in rows.enumerated() where row.style != .section {
      lines.append(
        columns.indices.map { row[$0].csv }
          + extras.map { Self.csvField($0.text(row, sections[index])) })
    }
    return lines.map { $0.joined(separator: ",") + "\r\n" }.joined()
  }

  /// Quotes a text where the format needs it, and disarms one that a spreadsheet would run as a
  /// formula (OWASP, "CSV Injection") with an apostrophe in front.
  static func csvField(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let isFormula = scalars.first.map { "=+-@\t\r\n".unicodeScalars.contains($0) } ?? false
    let safe = isFormula ? "'" + text : text
    guard scalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else { return safe }
    // By scalar: a quote with a combining mark on it is a quote all the same.
    var quoted = String.UnicodeScalarView()
    for scalar in safe.unicodeScalars {
      if scalar == "\"" { quoted.append(scalar) }
      quoted.append(scalar)
    }
    return "\"\(String(quoted))\""
  }

  /// A column that CSV adds because some row says more than its cells do.
  private struct ExtraColumn {
    var key: String
    /// From a row and the section it stands in.
    var text: (Row, String?) -> String
  }

  private var extraColumns: [ExtraColumn] {
    var extras: [ExtraColumn] = []
    let rows = rows.filter { $0.style != .section }
    if rows.count < self.rows.count {
      extras.append(ExtraColumn(key: "section") { $1 ?? "" })
    }
    if rows.contains(where: { $0.level > 0 }) {
      extras.append(ExtraColumn(key: "level") { row, _ in "\(row.level)" })
    }
    if rows.contains(where: { $0.style != .plain }) {
      extras.append(
        ExtraColumn(key: "row_style") { row, _ in row.style == .plain ? "" : row.style.rawValue })
    }
    func marks(_ row: Row) -> String {
      columns.indices.compactMap { column in
        row[column].mark.map { "\(columns[column].key): \($0.meaning)" }
      }.joined(separator: "; ")
    }
    if rows.contains(where: { !marks($0).isEmpty }) {
      extras.append(ExtraColumn(key: "marks") { row, _ in marks(row) })
    }
    return extras
  }
}

extension Table.Cell {
  /// The raw value as a CSV field.
  fileprivate var csv: String {
    switch raw {
    case .text, .date: Table.csvField(rawText)
    case .number, .interval, .unknown, .absent, .hidden: rawText
    }
  }

  /// What a program reads: a plain number, a date as ISO 8601, `?` for unknown.
  var rawText: String {
    func number(_ value: Double) -> String { value.isFinite ? shortest(value) : "?" }
    switch raw {
    case .text: return text
    case .number(let value): return number(value)
    case .interval(let low, let high): return "\(number(low))..\(number(high))"
    case .date(let date): return date
    case .unknown: return "?"
    case .absent: return ""
    case .hidden: return text
    }
  }

  /// The raw value with the sign that limits what it says.
  var markedRaw: String {
    guard let mark else { return rawText }
    return mark.leads ? "\(mark.symbol) \(rawText)" : "\(rawText) \(mark.symbol)"
  }
}
