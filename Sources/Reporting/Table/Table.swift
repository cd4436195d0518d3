/// What every command shows: columns, rows and notes, independent of how they are written down.
///
/// One table has many spellings: ``lines(on:)`` for a terminal, ``csv``, ``markdown`` and ``json``.
public struct Table: Sendable, Hashable {
  public var title: String?
  /// A remark at the right end of the title line: an as-of date, the currency.
  public var subtitle: String?
  public var columns: [Column]
  public var rows: [Row]
  /// Remarks under the table, a paragraph each.
  public var notes: [String]
  /// Remarks on single rows, after the others; a listing that shows only some rows leaves them out.
  public var rowNotes: [String]
  /// Whether the rows are alternatives or a listing, so that leaving some out or sorting them keeps
  /// its sense; a bill is none.
  public var isListing: Bool

  public init(
    title: String? = nil, subtitle: String? = nil, columns: [Column], rows: [Row] = [],
    notes: [String] = [], rowNotes: [String] = [], isListing: Bool = false
  ) {
    self.title = title
    self.subtitle = subtitle
    self.columns = columns
    self.rows = rows
    self.notes = notes
    self.rowNotes = rowNotes
    self.isListing = isListing
  }
}

extension Table {
  public enum Alignment: String, Sendable, Hashable {
    /// Stands left and wraps.
    case text
    /// Stands right, on the decimal point, and is never cut.
    case number
  }

  public struct Column: Sendable, Hashable {
    /// The name that programs use, in snake case with the unit at the end: `total_usd`.
    public var key: String
    /// One or two lines in capitals; the second is the unit, spelt as units are: `ms`.
    public var heading: [String]
    public var alignment: Alignment
    /// A narrow terminal loses the column of lowest priority first, the rightmost among equals.
    public var priority: Int

    public init(
      _ key: String, heading: [String], alignment: Alignment = .text, priority: Int = 100
    ) {
      self.key = key
      self.heading = heading
      self.alignment = alignment
      self.priority = priority
    }
  }

  public enum RowStyle: String, Sendable, Hashable {
    case plain, total, chosen, rejected
    /// A heading over the rows that follow; only its first cell is shown.
    case section
  }

  public struct Row: Sendable, Hashable {
    /// One cell a column. Missing cells are blank; surplus ones are not shown.
    public var cells: [Cell]
    public var style: RowStyle
    /// How deep the row stands in a tree; 0 is a root.
    public var level: Int

    public init(_ cells: [Cell], style: RowStyle = .plain, level: Int = 0) {
      self.cells = cells
      self.style = style
      self.level = max(0, level)
    }

    /// A heading over the rows that follow.
    public static func section(_ title: String) -> Row {
      Row([Cell(title)], style: .section)
    }

    /// The cell of a column, blank where the row is too short.
    public subscript(column: Int) -> Cell {
      cells.indices.contains(column) ? cells[column] : .blank
    }
  }
}

extension Table {
  var allNotes: [String] { notes + rowNotes }

  /// The heading that stands over each row, `nil` before the first one.
  var sections: [String?] {
    var current: String?
    return rows.map { row in
      if row.style == .section { current = row[0].text }
      return current
    }
  }
}
