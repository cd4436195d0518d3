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
    copy.data = data?.converted(to: currency)
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
        case .text, .date, .unknown, .absent: break
        }
      }
    }
    return copy
  }
}

extension JSONValue {
  fileprivate func converted(to currency: Currency) -> JSONValue {
    switch self {
    case .object(let members):
      // A figure says in which dimension it counts.
      let named = self["key"]?.isMoneyKey == true
      let isSweep = self["figure"]?.isMoneyKey == true
      return .object(
        members.map { member in
          if member.key.isMoney {
            return Member(
              member.key.inCurrency(currency), member.value.scaled(1 / currency.dollars))
          }
          if named, ["value", "low", "high"].contains(member.key) {
            return Member(member.key, member.value.scaled(1 / currency.dollars))
          }
          if isSweep, member.key == "values" {
            return Member(member.key, member.value.scaled(1 / currency.dollars))
          }
          if named && member.key == "key" || isSweep && member.key == "figure",
            case .string(let text) = member.value
          {
            return Member(member.key, .string(text.inCurrency(currency)))
          }
          return Member(member.key, member.value.converted(to: currency))
        })
    case .array(let items): return .array(items.map { $0.converted(to: currency) })
    case .string, .number, .bool, .null: return self
    }
  }

  private var isMoneyKey: Bool { if case .string(let text) = self { text.isMoney } else { false } }

  /// Every number of it.
  private func scaled(_ factor: Double) -> JSONValue {
    switch self {
    case .number(let value): .number(value * factor)
    case .array(let items): .array(items.map { $0.scaled(factor) })
    case .object(let members): .object(members.map { Member($0.key, $0.value.scaled(factor)) })
    case .string, .bool, .null: self
    }
  }
}

extension String {
  /// Whether a key is of a number that has money in its numerator: `cost_usd`, `rent_usd_per_s`.
  var isMoney: Bool {
    let words = split(separator: "_")
    guard let place = words.firstIndex(of: "usd") else { return false }
    return !words[..<place].contains("per")
  }

  fileprivate func inCurrency(_ currency: Currency) -> String {
    split(separator: "_", omittingEmptySubsequences: false)
      .map { $0 == "usd" ? currency.code.lowercased() : String($0) }.joined(separator: "_")
  }
}
