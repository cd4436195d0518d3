import JSON

extension Report {
  /// The blocks, each with all that any form of the report needs.
  var saved: JSONValue { .array(blocks.compactMap(\.saved)) }

  init(saved: JSONReading) throws(UnreadableResult) {
    self.init(
      try saved.list().map { item throws(UnreadableResult) in try Block(saved: item) })
  }
}

extension Report.Block {
  /// Nothing for what only a terminal shows.
  fileprivate var saved: JSONValue? {
    switch self {
    case .paragraph(let text): ["paragraph": .string(text)]
    case .table(let table): ["table": table.saved]
    case .checks(let checks): ["checks": .array(checks.map(\.saved))]
    case .note(let text): ["note": .string(text)]
    case .preformatted(let lines): ["preformatted": .texts(lines)]
    case .plot: nil
    }
  }

  fileprivate init(saved: JSONReading) throws(UnreadableResult) {
    if let text = saved.optional("paragraph") {
      self = .paragraph(try text.text())
    } else if let table = saved.optional("table") {
      self = .table(try Table(saved: table))
    } else if let checks = saved.optional("checks") {
      self = .checks(
        try checks.list().map { item throws(UnreadableResult) in try CheckLine(saved: item) })
    } else if let text = saved.optional("note") {
      self = .note(try text.text())
    } else {
      self = .preformatted(try saved["preformatted"].texts())
    }
  }
}

extension CheckLine {
  fileprivate var saved: JSONValue {
    .sparse(
      [
        ("verdict", .string(verdict.rawValue)), ("subject", .string(subject)),
        ("name", .string(figure)), ("value", .string(value)), ("bound", .string(bound)),
        ("remark", .string(extra)),
      ] + (link?.saved ?? []))
  }

  fileprivate init(saved: JSONReading) throws(UnreadableResult) {
    let word = try saved["verdict"]
    guard let verdict = Verdict(rawValue: try word.text()) else {
      throw word.expected("a verdict")
    }
    self.init(
      verdict, subject: try saved["subject"].text(), figure: try saved["name"].text(),
      value: try saved["value"].text(), bound: try saved["bound"].text(),
      extra: try saved["remark"].text())
    link = try FigureLink(saved: saved)
  }
}

extension Chart {
  var saved: JSONValue {
    .sparse([
      ("kind", .string(kind.rawValue)), ("title", .string(title)), ("summary", .string(summary)),
      ("x", x.saved), ("y", y.saved),
      (
        "marks",
        .array(
          marks.map {
            [
              "axis": .string($0.axis.rawValue), "value": .number($0.value),
              "label": .string($0.label),
            ]
          })
      ),
      ("table", table.saved),
    ])
  }

  init(saved: JSONReading) throws(UnreadableResult) {
    let word = try saved["kind"]
    guard let kind = Kind(rawValue: try word.text()) else { throw word.expected("a kind of chart") }
    self.init(
      kind, title: try saved["title"].text(), summary: try saved["summary"].text(),
      x: try Axis(saved: saved["x"]), y: try Axis(saved: saved["y"]),
      marks: try saved["marks"].list().map { item throws(UnreadableResult) in
        Mark(
          try item["axis"].text() == "x" ? .x : .y, at: try item["value"].number(),
          try item["label"].text())
      }, table: try Table(saved: saved["table"]))
  }
}

extension Chart.Axis {
  fileprivate var saved: JSONValue {
    ["title": .string(title), "scale": .string(scale.rawValue)]
  }

  fileprivate init(saved: JSONReading) throws(UnreadableResult) {
    let word = try saved["scale"]
    guard let scale = Chart.Scale(rawValue: try word.text()) else { throw word.expected("a scale") }
    self.init(try saved["title"].text(), scale)
  }
}
