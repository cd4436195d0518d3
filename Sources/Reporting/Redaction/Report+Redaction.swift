import JSON

extension Report {
  /// The report for sharing, saying that something is hidden, or that there was nothing to hide.
  public func redacted(_ redaction: Redaction) -> Report {
    var copy = self
    guard redaction.isNeeded else {
      copy.blocks.append(.note(Redaction.unneeded))
      return copy
    }
    copy.blocks = blocks.map { block in
      switch block {
      case .paragraph(let text): .paragraph(redaction.masked(text))
      case .table(let table): .table(table.redacted(redaction))
      case .checks(let checks): .checks(checks.map { $0.redacted(redaction) })
      case .note(let text): .note(redaction.masked(text))
      case .preformatted(let lines): .preformatted(lines.map(redaction.masked))
      case .plot: .plot([])
      }
    }
    copy.blocks.append(.note(Redaction.note))
    copy.data = data.map { redaction.masked($0) }.map { value in
      guard case .object(let members) = value else { return value }
      return .object(members + [JSONValue.Member("redacted", .string(Redaction.note))])
    }
    return copy
  }
}

extension Table {
  fileprivate func redacted(_ redaction: Redaction) -> Table {
    var copy = self
    copy.title = title.map(redaction.masked)
    copy.subtitle = subtitle.map(redaction.masked)
    copy.notes = notes.map(redaction.masked)
    copy.rowNotes = rowNotes.map(redaction.masked)
    for index in columns.indices {
      copy.columns[index].heading = columns[index].heading.map(redaction.masked)
    }
    for (place, row) in rows.enumerated() {
      let named = redaction.names.contains(row[0].text)
      for index in row.cells.indices {
        let key = columns.indices.contains(index) ? columns[index].key : ""
        copy.rows[place].cells[index] = row.cells[index].redacted(
          redaction, isHidden: named && index > 0 || key.isMoney || Redaction.isMeasure(key))
      }
    }
    return copy
  }
}

extension Table.Cell {
  fileprivate func redacted(_ redaction: Redaction, isHidden: Bool) -> Table.Cell {
    var copy = self
    copy.figure = nil
    let text = redaction.masked(text)
    let isNumber: Bool
    switch raw {
    case .number(let value): isNumber = isHidden || text != self.text || redaction.hides(value)
    case .interval: isNumber = isHidden || text != self.text
    case .text: isNumber = false
    case .date, .unknown, .absent: isNumber = false
    }
    if isNumber {
      copy.text = Redaction.mask
      copy.raw = .absent
      copy.judgement = .neutral
    } else {
      copy.text = isHidden && text != self.text ? Redaction.mask : text
    }
    return copy
  }
}

extension CheckLine {
  fileprivate func redacted(_ redaction: Redaction) -> CheckLine {
    var copy = self
    if redaction.names.contains(figure) || Redaction.isMeasure(figure) {
      copy.value = Redaction.mask
      copy.extra = extra.isEmpty ? "" : Redaction.mask
    } else {
      copy.value = redaction.masked(value)
      copy.extra = redaction.masked(extra)
    }
    copy.bound = redaction.masked(bound)
    copy.link = nil
    return copy
  }
}

extension Redaction {
  /// Numbers that are hidden are null, and a text has its amounts masked.
  func masked(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(let members):
      let name = members.lazy.compactMap { member -> String? in
        guard member.key == "name" || member.key == "figure", case .string(let text) = member.value
        else { return nil }
        return text
      }.first
      let key = members.first { $0.key == "key" }.flatMap { member -> String? in
        if case .string(let text) = member.value { text } else { nil }
      }
      let isHidden =
        name.map { names.contains($0) || $0.isMoney || Self.isMeasure($0) } == true
        || key?.isMoney == true
      return .object(
        members.map { member in
          // Formulas name figures and hold no values of theirs.
          if member.key == "formula" || member.key == "place" { return member }
          let hides = isHidden && Self.numberKeys.contains(member.key)
          if hides || member.key.isMoney || Self.isMeasure(member.key) {
            return JSONValue.Member(member.key, Self.withoutNumbers(masked(member.value)))
          }
          return JSONValue.Member(member.key, masked(member.value))
        })
    case .array(let items): return .array(items.map(masked))
    case .string(let text): return .string(masked(text))
    case .number(let number): return hides(number) ? .null : value
    case .bool, .null: return value
    }
  }

  private static let numberKeys: Set<String> = ["value", "values", "low", "high", "bound"]

  private static func withoutNumbers(_ value: JSONValue) -> JSONValue {
    switch value {
    case .number: .null
    case .array(let items): .array(items.map(withoutNumbers))
    case .object(let members):
      .object(members.map { JSONValue.Member($0.key, withoutNumbers($0.value)) })
    case .string, .bool, .null: value
    }
  }
}
