import Diagnostics

/// Which columns and rows of a listing are shown, and in which order.
///
/// Columns go by their keys; a key may go without its unit: `cost` for `cost_usd`.
public struct TableShape: Sendable, Hashable {
  public struct Order: Sendable, Hashable {
    public var key: String
    public var isDescending: Bool

    public init(key: String, isDescending: Bool = false) {
      self.key = key
      self.isDescending = isDescending
    }
  }

  /// Keys of columns in the order in which they are shown; all columns when empty.
  public var fields: [String]
  public var order: Order?
  public var top: Int?

  public init(fields: [String] = [], order: Order? = nil, top: Int? = nil) {
    self.fields = fields
    self.order = order
    self.top = top
  }

  public struct Problem: Error, Sendable, Hashable {
    public let message: String
  }
}

extension Report {
  /// The report with its listings in this shape; other tables stay as they are.
  ///
  /// - Throws: when no listing has a column that is asked for, or there is no listing.
  public func shaped(_ shape: TableShape) throws(TableShape.Problem) -> Report {
    let listings = blocks.compactMap { block in
      if case .table(let table) = block, table.isListing { table } else { nil }
    }
    guard !listings.isEmpty else {
      throw TableShape.Problem(message: "this result has no listing to choose columns or rows of")
    }
    let keys = listings.flatMap { $0.columns.map(\.key) }
    for name in shape.fields + [shape.order?.key].compactMap(\.self)
    where !listings.contains(where: { $0.column(named: name) != nil }) {
      var known: [String] = []
      for key in keys where !known.contains(key) { known.append(key) }
      let hint =
        closestMatch(to: name, in: known).map { "; did you mean '\($0)'?" }
        ?? "; there are \(known.joined(separator: ", "))"
      throw TableShape.Problem(message: "no listing has a column '\(name)'\(hint)")
    }
    var result = self
    result.blocks = blocks.map { block in
      guard case .table(let table) = block, table.isListing else { return block }
      return .table(table.shaped(shape))
    }
    return result
  }
}

extension Table {
  /// The place of a column by its key, which may go without the unit at its end.
  fileprivate func column(named name: String) -> Int? {
    columns.firstIndex { $0.key == name } ?? columns.firstIndex { $0.key.hasPrefix("\(name)_") }
  }

  fileprivate func shaped(_ shape: TableShape) -> Table {
    var table = self
    if let order = shape.order, let column = column(named: order.key) {
      table.rows = sorted(by: column, isDescending: order.isDescending)
    }
    if let top = shape.top {
      var left = top
      let all = table.rows.count { $0.style != .section }
      table.rows = table.rows.filter { row in
        if row.style == .section { return left > 0 }
        left -= 1
        return left >= 0
      }
      if all > top {
        table.notes.insert("Shown \(top) of \(all) rows.", at: 0)
        table.rowNotes = []
      }
    }
    let places = shape.fields.compactMap { column(named: $0) }
    guard !places.isEmpty else { return table }
    table.columns = places.map { table.columns[$0] }
    table.rows = table.rows.map { row in
      guard row.style != .section else { return row }
      var row = row
      row.cells = places.map { row[$0] }
      return row
    }
    return table
  }

  /// Rows by a column, within their sections; what is unknown or absent comes last.
  private func sorted(by column: Int, isDescending: Bool) -> [Row] {
    var groups: [(heading: Row?, rows: [Row])] = [(nil, [])]
    for row in rows {
      if row.style == .section {
        groups.append((row, []))
      } else {
        groups[groups.count - 1].rows.append(row)
      }
    }
    return groups.flatMap { group in
      let ordered = group.rows.enumerated().sorted { a, b in
        let comparison = Cell.compare(a.element[column], b.element[column])
        if comparison == .same { return a.offset < b.offset }
        // What has no value stays last in either direction.
        if comparison == .lacking { return b.element[column].sortKey == nil }
        return isDescending ? comparison == .after : comparison == .before
      }.map(\.element)
      return [group.heading].compactMap(\.self) + ordered
    }
  }
}

extension Table.Cell {
  fileprivate enum SortKey {
    case number(Double)
    case text(String)
  }

  fileprivate enum Comparison { case before, after, same, lacking }

  fileprivate var sortKey: SortKey? {
    switch raw {
    case .number(let value): value.isFinite ? .number(value) : nil
    case .interval(let low, _): low.isFinite ? .number(low) : nil
    case .date(let date): .text(date)
    case .text: text.isEmpty ? nil : .text(text)
    case .unknown, .absent, .hidden: nil
    }
  }

  fileprivate static func compare(_ a: Self, _ b: Self) -> Comparison {
    func order<T: Comparable>(_ a: T, _ b: T) -> Comparison {
      a < b ? .before : a > b ? .after : .same
    }
    switch (a.sortKey, b.sortKey) {
    case (nil, nil): return .same
    case (nil, _), (_, nil): return .lacking
    case (.number(let x), .number(let y)): return order(x, y)
    case (.text(let x), .text(let y)): return order(x, y)
    // Words such as "no price" in a column of numbers come after them.
    case (.number, .text): return .before
    case (.text, .number): return .after
    }
  }
}
