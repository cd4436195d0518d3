/// A calendar month of a year.
public struct YearMonth: Sendable, Hashable {
  public let year: Int
  public let month: Int

  /// `nil` when the month is not 1 to 12 or the year not 1 to 9999.
  public init?(year: Int, month: Int) {
    guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
    self.year = year
    self.month = month
  }

  /// From a count of months since year 0, held within the years 1 to 9999.
  init(index: Int) {
    let held = min(max(index, 12), 9999 * 12 + 11)
    year = held / 12
    month = held % 12 + 1
  }

  static let first = YearMonth(index: 12)
  static let last = YearMonth(index: 9999 * 12 + 11)

  var index: Int { year * 12 + month - 1 }

  /// How many days it has.
  public var length: Int {
    switch month {
    case 2: isLeapYear ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Whether the year has a 29 February: every fourth, but only every fourth century.
  public var isLeapYear: Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  }

  public var firstDay: CivilDate { CivilDate(self, day: 1) }
  public var lastDay: CivilDate { CivilDate(self, day: length) }

  /// The month so many later, or earlier when negative, held within the years 1 to 9999.
  public func adding(months: Int) -> YearMonth {
    let (sum, overflow) = index.addingReportingOverflow(months)
    return YearMonth(index: overflow ? (months > 0 ? Int.max : 0) : sum)
  }

  /// How many months lie from this one to another; negative when the other is earlier.
  public func months(to other: YearMonth) -> Int { other.index - index }
}

extension YearMonth: Comparable {
  public static func < (a: YearMonth, b: YearMonth) -> Bool { a.index < b.index }
}

extension YearMonth: CustomStringConvertible {
  /// `2026-11`, which ``init(parsing:)`` reads back.
  public var description: String { "\(year.padded(4))-\(month.padded(2))" }
}
