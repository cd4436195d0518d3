import JSON
public import Units

/// Reports are made in dollars, with texts in the currency that is shown. What programs read follows
/// here: numbers of columns and members whose key has `usd`, and the key itself.
extension Report {
  public func converted(to currency: Currency) -> Report {
    guard currency != .dollar else { return self }
    var copy = self
    copy.blocks = blocks.map { block in
      if case .table(let table) = block { .table(table.converted(to: currency)) } else { block }
    }
    copy.data = data?.converted(from: .dollar, to: currency)
    return copy
  }
}

extension Table {
  fileprivate func converted(to currency: Currency) -> Table {
    var copy = self
    for (index, column) in columns.enumerated() {
      copy.columns[index].heading = column.heading.map {
        $0.replacing("$", with: currency.sign.filter { $0 != " " })
          .replacing("USD", with: currency.code)
      }
      guard column.key.isMoney else { continue }
      copy.columns[index].key = column.key.inCurrency(currency)
      for row in copy.rows.indices where copy.rows[row].cells.indices.contains(index) {
        switch copy.rows[row].cells[index].raw {
        case .number(let value):
          copy.rows[row].cells[index].raw = .number(value / currency.dollars)
        case .interval(let low, let high):
          copy.rows[row].cells[index].raw = .interval(
            low: low / currency.dollars, high: high / currency.dollars)
        case .text, .date, .unknown, .absent, .hidden: break
        }
      }
    }
    return copy
  }
}

extension JSONValue {
  /// Amounts of money in another currency, under keys that say so.
  func converted(from old: Currency, to new: Currency) -> JSONValue {
    guard old != new else { return self }
    return rewritten(
      from: old.code.lowercased(), to: new.code.lowercased(), by: old.dollars / new.dollars)
  }

  private func rewritten(from old: String, to new: String, by factor: Double) -> JSONValue {
    switch self {
    case .object(let members):
      // A figure and a check say in which unit they count.
      let isMoney = self["key"]?.isMoneyKey(old) == true
      let isSweep = self["figure"]?.isMoneyKey(old) == true
      return .object(
        members.map { member in
          if member.key.isMoney(old) {
            return Member(
              member.key.replacingWord(old, by: new), member.value.scaled(factor))
          }
          if isMoney && ["value", "low", "high", "bound", "origin"].contains(member.key)
            || isSweep && member.key == "values"
          {
            return Member(member.key, member.value.scaled(factor))
          }
          if isMoney && member.key == "key" || isSweep && member.key == "figure",
            case .string(let text) = member.value
          {
            return Member(member.key, .string(text.replacingWord(old, by: new)))
          }
          return Member(member.key, member.value.rewritten(from: old, to: new, by: factor))
        })
    case .array(let items):
      return .array(items.map { $0.rewritten(from: old, to: new, by: factor) })
    case .string, .number, .bool, .null: return self
    }
  }

  private func isMoneyKey(_ code: String) -> Bool {
    if case .string(let text) = self { text.isMoney(code) } else { false }
  }

  /// Every number of it, but the places of sources.
  private func scaled(_ factor: Double) -> JSONValue {
    switch self {
    case .number(let value): .number(value * factor)
    case .array(let items): .array(items.map { $0.scaled(factor) })
    case .object(let members):
      .object(
        members.map { $0.key == "sources" ? $0 : Member($0.key, $0.value.scaled(factor)) })
    case .string, .bool, .null: self
    }
  }
}

extension String {
  /// Whether a key is of a number that has money in its numerator: `cost_usd`, `rent_usd_per_s`.
  func isMoney(_ code: String) -> Bool {
    let words = split(separator: "_")
    guard let place = words.firstIndex(where: { $0 == code }) else { return false }
    return !words[..<place].contains("per")
  }

  var isMoney: Bool { isMoney("usd") }

  fileprivate func inCurrency(_ currency: Currency) -> String {
    replacingWord("usd", by: currency.code.lowercased())
  }

  fileprivate func replacingWord(_ old: String, by new: String) -> String {
    split(separator: "_", omittingEmptySubsequences: false)
      .map { $0 == old ? new : String($0) }.joined(separator: "_")
  }
}
