public import Units

/// A spreadsheet as data: what stands in which cell, and which cells have names.
///
/// Whoever writes the file needs nothing else; ``SpreadsheetFormula`` gives formulas their text.
public struct Workbook: Sendable, Hashable {
  public var title: String
  /// The as-of date. It is the date of the file too, so that the same plan gives the same bytes.
  public var created: CivilDate
  public var pages: [Page]

  public init(title: String, created: CivilDate, pages: [Page] = []) {
    self.title = title
    self.created = created
    self.pages = pages
  }
}

extension Workbook {
  public struct Page: Sendable, Hashable {
    public var name: String
    /// Widths in characters, from the first column.
    public var widths: [Double]
    public var rows: [[Cell]]
    /// Rows at the top that stay while the others scroll.
    public var frozenRows: Int
    public var charts: [Chart]

    public init(_ name: String, widths: [Double], frozenRows: Int = 0) {
      self.name = name
      self.widths = widths
      self.frozenRows = frozenRows
      rows = []
      charts = []
    }
  }

  public enum Content: Sendable, Hashable {
    case blank
    /// Never a formula, whatever it begins with.
    case text(String)
    case number(Double)
    /// Without the sign `=`, and the value that it has now.
    case formula(String, Double)
    /// A formula that gives a word.
    case wordFormula(String, String)
  }

  public enum Style: String, Sendable, Hashable, CaseIterable {
    case plain, title, heading, total, note
    /// A value that the reader may change: blue.
    case input
    /// Many digits, for base values.
    case exact
  }

  public struct Cell: Sendable, Hashable {
    public var content: Content
    public var style: Style
    /// The name by which formulas refer to the cell.
    public var name: String?

    public init(_ content: Content, style: Style = .plain, name: String? = nil) {
      self.content = content
      self.style = style
      self.name = name
    }

    public init(_ text: String, style: Style = .plain) {
      self.init(text.isEmpty ? .blank : .text(text), style: style)
    }

    public static let blank = Cell(.blank)
  }

  public struct Chart: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
      case line
      /// Bars divided into the series.
      case stack
      /// Lines and points over numbers.
      case curve, points
    }

    public var kind: Kind
    public var title: String
    public var series: [Series]
    /// The cell at its top left corner.
    public var row: Int
    public var column: Int
    public var valueAxis: String

    public init(
      _ kind: Kind, title: String, series: [Series], row: Int, column: Int, valueAxis: String
    ) {
      self.kind = kind
      self.title = title
      self.series = series
      self.row = row
      self.column = column
      self.valueAxis = valueAxis
    }
  }

  /// Cells of one page, in a row or a column.
  public struct Range: Sendable, Hashable {
    public var page: String
    public var rows: ClosedRange<Int>
    public var columns: ClosedRange<Int>

    public init(page: String, rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
      self.page = page
      self.rows = rows
      self.columns = columns
    }
  }

  public struct Series: Sendable, Hashable {
    public var name: String
    public var categories: Range
    public var values: Range

    public init(name: String, categories: Range, values: Range) {
      self.name = name
      self.categories = categories
      self.values = values
    }
  }
}

extension Workbook {
  /// `C7`, for a row and a column counted from 0.
  static func address(row: Int, column: Int) -> String { "\(letters(column))\(row + 1)" }

  /// The letters of a column counted from 0: `A`, `Z`, `AA`.
  public static func letters(_ column: Int) -> String {
    var letters = ""
    var rest = column
    repeat {
      letters = String(UnicodeScalar(UInt8(65 + rest % 26))) + letters
      rest = rest / 26 - 1
    } while rest >= 0
    return letters
  }
}

extension Workbook.Page {
  /// The blocks of a report below each other: sentences, tables with raw values, checks.
  mutating func append(_ report: Report) {
    for block in report.blocks {
      switch block {
      case .paragraph(let text), .note(let text):
        rows.append([Workbook.Cell(text)])
      case .table(let table): append(table)
      case .checks(let checks): append(CheckLine.table(checks))
      case .preformatted(let lines): rows += lines.map { [Workbook.Cell($0)] }
      case .plot: continue
      }
      rows.append([])
    }
  }

  mutating func append(_ table: Table) {
    let title = [table.title, table.subtitle].compactMap(\.self).joined(separator: ", ")
    if !title.isEmpty { rows.append([Workbook.Cell(title, style: .title)]) }
    rows.append(table.columns.map { Workbook.Cell($0.key, style: .heading) })
    for row in table.rows {
      let style: Workbook.Style = row.style == .total || row.style == .chosen ? .total : .plain
      rows.append(
        table.columns.indices.map { column in
          let cell = row[column]
          let indent = column == 0 ? String(repeating: "  ", count: row.level) : ""
          return Workbook.Cell(cell.content(indent: indent), style: style)
        })
    }
    rows += (table.notes + table.rowNotes).map { [Workbook.Cell($0, style: .note)] }
    for (index, column) in table.columns.enumerated() {
      let longest = table.rows.map { $0[index].text.count }.max() ?? 0
      while widths.count <= index { widths.append(12) }
      widths[index] = max(widths[index], Double(min(36, max(longest, column.key.count) + 2)))
    }
  }
}

extension Table.Cell {
  fileprivate func content(indent: String) -> Workbook.Content {
    switch raw {
    case .number(let value) where value.isFinite: .number(value)
    case .unknown: .text("?")
    case .absent: .blank
    default: text.isEmpty ? .blank : .text(indent + text)
    }
  }
}
