public import JSON

extension Table {
  /// The table as data: columns with their keys, and an object a row with the raw value of each cell
  /// under the key of its column.
  ///
  /// A row also says `section`, `level`, `row_style` and `marks` where there is something to say;
  /// `marks` maps a key to what limits its value: `unknown`, `lower bound`, `assumed`.
  public var json: JSONValue {
    var members: [JSONValue.Member] = []
    if let title { members.append(.init("title", .string(title))) }
    if let subtitle { members.append(.init("subtitle", .string(subtitle))) }
    members.append(.init("columns", .array(columns.map(\.json))))
    let objects = zip(rows, sections).filter { $0.0.style != .section }.map(rowObject)
    members.append(.init("rows", .array(objects)))
    if !allNotes.isEmpty { members.append(.init("notes", .array(allNotes.map { .string($0) }))) }
    return .object(members)
  }

  private func rowObject(_ row: Row, section: String?) -> JSONValue {
    var members = columns.indices.map {
      JSONValue.Member(columns[$0].key, row[$0].json)
    }
    if let section { members.append(.init("section", .string(section))) }
    if row.level > 0 { members.append(.init("level", .number(Double(row.level)))) }
    if row.style != .plain { members.append(.init("row_style", .string(row.style.rawValue))) }
    let marks = columns.indices.compactMap { column in
      row[column].remark.map { JSONValue.Member(columns[column].key, .string($0)) }
    }
    if !marks.isEmpty { members.append(.init("marks", .object(marks))) }
    return .object(members)
  }
}

extension Table.Column {
  fileprivate var json: JSONValue {
    [
      "key": .string(key),
      "heading": .string(heading.joined(separator: " ")),
      "alignment": .string(alignment.rawValue),
    ]
  }
}

extension Table.Cell {
  fileprivate var json: JSONValue {
    switch raw {
    case .text: .string(text)
    case .number(let value): .number(value)
    case .interval(let low, let high): ["low": .number(low), "high": .number(high)]
    case .date(let date): .string(date)
    case .unknown, .absent, .hidden: .null
    }
  }
}
