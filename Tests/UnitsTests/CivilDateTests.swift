import Testing
import Units

@Suite struct CivilDateTests {
  /// From Python's `datetime.date.toordinal`, less that of 1 January 1970.
  @Test(arguments: [
    ("0001-01-01", -719_162), ("1600-02-29", -135_081), ("1900-03-01", -25_508),
    ("1969-12-31", -1), ("1970-01-01", 0), ("2000-02-29", 11_016), ("2000-03-01", 11_017),
    ("2024-02-29", 19_782), ("2026-11-01", 20_758), ("2100-02-28", 47_540), ("2100-03-01", 47_541),
    ("9999-12-31", 2_932_896),
  ])
  func dayNumbers(_ text: String, _ number: Int) throws {
    let date = try CivilDate(parsing: text)
    #expect(date.dayNumber == number)
    #expect(CivilDate(dayNumber: number) == date)
    #expect(date.description == text)
  }

  @Test func everyDayFollowsTheOneBefore() throws {
    var date = try CivilDate(parsing: "1899-12-30")
    for _ in 0..<80_000 {
      let next = date.adding(days: 1)
      #expect(next.dayNumber == date.dayNumber + 1)
      let isNextDay = next.day == date.day + 1 && next.yearMonth == date.yearMonth
      let isNextMonth = next.day == 1 && date == date.yearMonth.lastDay
      #expect((isNextDay || isNextMonth) && next > date)
      date = next
    }
  }

  @Test(arguments: [
    ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"),
    ("2026-11-01", 14, "2028-01-01"), ("2026-03-31", -1, "2026-02-28"),
    ("2026-01-15", -13, "2024-12-15"), ("9999-12-31", 5, "9999-12-31"),
    ("0001-02-01", -40, "0001-01-01"), ("2026-11-01", 0, "2026-11-01"),
  ])
  func addsMonths(_ text: String, _ months: Int, _ sum: String) throws {
    #expect(try CivilDate(parsing: text).adding(months: months) == CivilDate(parsing: sum))
  }

  @Test func addsDays() throws {
    let date = try CivilDate(parsing: "2024-02-28")
    #expect(date.adding(days: 2).description == "2024-03-01")
    #expect(date.adding(days: -59).description == "2023-12-31")
    #expect(date.adding(days: .max).description == "9999-12-31")
    #expect(date.adding(days: .min).description == "0001-01-01")
    #expect(date.adding(months: .max).description == "9999-12-28")
    #expect(date.adding(months: .min).description == "0001-01-28")
    #expect(date.days(to: date.adding(days: 100)) == 100)
  }

  @Test(arguments: [
    (2026, 2, 29), (1900, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0),
    (0, 1, 1), (10_000, 1, 1),
  ])
  func noSuchDay(_ year: Int, _ month: Int, _ day: Int) {
    #expect(CivilDate(year: year, month: month, day: day) == nil)
  }

  @Test func dayNumbersOutsideTheCalendar() {
    #expect(CivilDate(dayNumber: -719_163) == nil)
    #expect(CivilDate(dayNumber: 2_932_897) == nil)
  }

  @Test func months() throws {
    let month = try YearMonth(parsing: "2026-11")
    #expect(month.description == "2026-11")
    #expect(month.adding(months: 2).description == "2027-01")
    #expect(try month.months(to: YearMonth(parsing: "2027-11")) == 12)
    #expect(month.lastDay.description == "2026-11-30")
    #expect(month < month.adding(months: 1))
    #expect(try YearMonth(parsing: "2000-02").length == 29)
    #expect(try YearMonth(parsing: "2100-02").length == 28)
  }

  @Test(arguments: [
    ("2026", "2026-01-01", "2026-12-31"), ("2024-02", "2024-02-01", "2024-02-29"),
    ("2026-11-01", "2026-11-01", "2026-11-01"), (" 2026-11 ", "2026-11-01", "2026-11-30"),
  ])
  func partialDates(_ text: String, _ first: String, _ last: String) throws {
    let date = try PartialDate(parsing: text)
    #expect(date.firstDay.description == first)
    #expect(date.lastDay.description == last)
    #expect(date.description == text.filter { $0 != " " })
  }

  @Test(arguments: [
    ("2026-1-5", "2026-01-05"), ("2026/11/01", "2026-11-01"), ("1.5.2026", nil),
    ("2026-11-31", nil), ("2026-11-1x", nil), ("yesterday", nil), ("26-11-01", nil),
    ("2026-11-01-02", nil), ("-2026", nil), ("٢٠٢٦", nil),
  ])
  func refuses(_ text: String, _ fixIt: String?) throws {
    let error = try #require(throws: QuantityError.self) { try PartialDate(parsing: text) }
    #expect(error.kind == .notADate)
    #expect(error.fixIt == fixIt)
    #expect(error.covered(in: text) == text)
  }

  @Test func precisionIsAsked() throws {
    let error = try #require(throws: QuantityError.self) { try CivilDate(parsing: "  2026-11") }
    #expect(error.kind == .notADate)
    #expect(error.offset == 2)
    #expect(error.length == 7)
    #expect(throws: QuantityError.self) { try YearMonth(parsing: "2026-11-01") }
    #expect(throws: QuantityError.self) { try CivilDate(parsing: "") }
  }
}
