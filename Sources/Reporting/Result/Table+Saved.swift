import JSON

/// Tables as they are saved: with what a person reads beside what a program does, so that every form
/// of a report can be made from them again.
extension Table {
  var saved: JSONValue {
    .sparse([
      ("title", .maybe(title)), ("subtitle", .maybe(subtitle)),
      ("columns", .array(columns.map(\.saved))), ("rows", .array(rows.map(\.saved))),
      ("notes", notes.isEmpty ? .null : .texts(notes)),
      ("row_notes", rowNotes.isEmpty ? .null : .texts(rowNotes)),
      ("is_listing", isListing ? true : .null),
    ])
  }

  init(saved: JSONReading) throws(UnreadableResult) {
    self.init(
      title: try saved.optional("title")?.text(), subtitle: try saved.optional("subtitle")?.text(),
      columns: try saved["columns"].list().map { item throws(UnreadableResult) in
        try Column(saved: item)
      },
      rows: try saved["rows"].list().map { item throws(UnreadableResult) in try Row(saved: item) },
      notes: try saved.optional("notes")?.texts() ?? [],
      rowNotes: try saved.optional("row_notes")?.texts() ?? [],
      isListing: try saved.optional("is_listing")?.flag() ?? false)
  }
}

extension Table.Column {
  fileprivate var saved: JSONValue {
    [
      "key": .string(key), "heading": .texts(heading), "alignment": .string(alignment.rawValue),
      "priority": .number(Double(priority)),
    ]
  }

  fileprivate init(saved: JSONReading) throws(UnreadableResult) {
    let alignment = try saved["alignment"]
    guard let known = Table.Alignment(rawValue: try alignment.text()) else {
      throw alignment.expected("'text' or 'number'")
    }
    self.init(
      try saved["key"].text(), heading: try saved["heading"].texts(), alignment: known,
      priority: try saved["priority"].whole(in: 0...1000))
  }
}

extension Table.Row {
  fileprivate var saved: JSONValue {
    .sparse([
      ("cells", .array(cells.map(\.saved))),
      ("style", style == .plain ? .null : .string(style.rawValue)),
      ("level", level == 0 ? .null : .number(Double(level))),
    ])
  }

  fileprivate init(saved: JSONReading) throws(UnreadableResult) {
    var style = Table.RowStyle.plain
    if let name = saved.optional("style") {
      guard let known = Table.RowStyle(rawValue: try name.text()) else {
        throw name.expected("the style of a row")
      }
      style = known
    }
    self.init(
      try saved["cells"].list().map { item throws(UnreadableResult) in try Table.Cell(saved: item)
      },
      style: style, level: try saved.optional("level")?.whole(in: 0...100) ?? 0)
  }
}

extension Table.Cell {
  fileprivate var saved: JSONValue {
    if self == Table.Cell(text) { return .string(text) }
    var members: [(String, JSONValue)] = [("text", .string(text))]
    switch raw {
    case .text: break
    case .number(let value): members += [("is", "number"), ("value", .maybe(value))]
    case .interval(let low, let high):
      members += [("is", "interval"), ("low", .maybe(low)), ("high", .maybe(high))]
    case .date(let date): members += [("is", "date"), ("date", .string(date))]
    case .unknown: members.append(("is", "unknown"))
    case .absent: members.append(("is", "absent"))
    case .hidden: members.append(("is", "hidden"))
    }
    if let mark {
      members.append(
        (
          "mark",
          [
            "symbol": .string(mark.symbol), "meaning": .string(mark.meaning),
            "leads": .bool(mark.leads),
          ]
        ))
    }
    if judgement != .neutral { members.append(("judgement", judgement == .good ? "good" : "bad")) }
    if emphasis { members.append(("emphasis", true)) }
    if let figure { members += figure.saved }
    return .sparse(members)
  }

  fileprivate init(saved: JSONReading) throws(UnreadableResult) {
    if case .string(let text) = saved.value {
      self.init(text)
      return
    }
    self.init(try saved["text"].text())
    if let kind = saved.optional("is") {
      switch try kind.text() {
      case "number": raw = .number(try saved.knownOrNot("value"))
      case "interval":
        raw = .interval(low: try saved.knownOrNot("low"), high: try saved.knownOrNot("high"))
      case "date": raw = .date(try saved["date"].text())
      case "unknown": raw = .unknown
      case "absent": raw = .absent
      case "hidden": raw = .hidden
      default: throw kind.expected("the kind of a value")
      }
    }
    if let mark = saved.optional("mark") {
      self.mark = Table.Mark(
        symbol: try mark["symbol"].text(), meaning: try mark["meaning"].text(),
        leads: try mark["leads"].flag())
    }
    if let word = saved.optional("judgement") {
      judgement = try word.text() == "good" ? .good : .bad
    }
    emphasis = try saved.optional("emphasis")?.flag() ?? false
    figure = try FigureLink(saved: saved)
  }
}

extension FigureLink {
  var saved: [(String, JSONValue)] { [("of", .string(part)), ("figure", .string(figure))] }

  /// The link of a cell or a check, where it has one.
  init?(saved: JSONReading) throws(UnreadableResult) {
    guard let part = saved.optional("of"), let figure = saved.optional("figure") else { return nil }
    self.init(part: try part.text(), figure: try figure.text())
  }
}
