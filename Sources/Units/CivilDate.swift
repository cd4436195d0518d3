/// A day of the Gregorian calendar, without a time of day and without a zone.
///
/// No function here reads a clock: the as-of date of a plan is always given.
public struct CivilDate: Sendable, Hashable {
  public let year: Int
  public let month: Int
  public let day: Int

  /// `nil` when there is no such day. Years run from 1 to 9999.
  public init?(year: Int, month: Int, day: Int) {
    guard let yearMonth = YearMonth(year: year, month: month),
      (1...yearMonth.length).contains(day)
    else { return nil }
    self.init(yearMonth, day: day)
  }

  /// The caller has made sure that the month has such a day.
  init(_ yearMonth: YearMonth, day: Int) {
    year = yearMonth.year
    month = yearMonth.month
    self.day = day
  }

  /// 1 January 1970.
  public static let epoch = CivilDate(YearMonth(index: 1970 * 12), day: 1)

  public var yearMonth: YearMonth { YearMonth(index: year * 12 + month - 1) }

  /// Days since 1 January 1970, negative before.
  ///
  /// Years are counted from March, so that the leap day ends them and the days before each month
  /// are ⌊(153 m + 2) / 5⌋; 400 years are always 146,097 days.
  ///
  /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
  public var dayNumber: Int {
    let shifted = month > 2 ? year : year - 1
    let era = shifted.flooredQuotient(400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The day with this number, the inverse of ``dayNumber``; `nil` outside the years 1 to 9999.
  ///
  /// Source: as ``dayNumber``, `civil_from_days`.
  public init?(dayNumber: Int) {
    guard (-719_162...2_932_896).contains(dayNumber) else { return nil }
    let days = dayNumber + 719_468
    let era = days.flooredQuotient(146_097)
    let dayOfEra = days - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    self.init(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// The day so many days later, or earlier when negative, held within the years 1 to 9999.
  public func adding(days: Int) -> CivilDate {
    let (sum, overflow) = dayNumber.addingReportingOverflow(days)
    if !overflow, let date = CivilDate(dayNumber: sum) { return date }
    return days > 0
      ? CivilDate(YearMonth.last, day: 31) : CivilDate(YearMonth.first, day: 1)
  }

  /// The same day some calendar months later, or the last of that month where it is shorter.
  public func adding(months: Int) -> CivilDate {
    let target = yearMonth.adding(months: months)
    return CivilDate(target, day: min(day, target.length))
  }

  /// How many days lie from this date to another; negative when the other is earlier.
  public func days(to other: CivilDate) -> Int { other.dayNumber - dayNumber }
}

extension CivilDate: Comparable {
  public static func < (a: CivilDate, b: CivilDate) -> Bool {
    (a.year, a.month, a.day) < (b.year, b.month, b.day)
  }
}

extension CivilDate: CustomStringConvertible {
  /// `2026-11-01`, which ``init(parsing:)`` reads back.
  public var description: String { "\(yearMonth)-\(day.padded(2))" }
}

extension Int {
  func flooredQuotient(_ divisor: Int) -> Int {
    self >= 0 ? self / divisor : (self - divisor + 1) / divisor
  }

  func padded(_ width: Int) -> String {
    let digits = String(self)
    return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
  }
}
