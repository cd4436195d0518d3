import Figures
import Finance
import Testing
import Units

/// Line items on calendars that are written down by hand.
@Suite struct FlowBookTests {
  private static func id(_ name: StaticString) -> FigureID {
    FigureID(name, "Tried", Dimension(money: 1))
  }

  /// Twelve months, held from the third; hours, prompts and answers in every month.
  private static func calendar(
    use: FlowCalendar<Double>.Use? = .hours(FlowRow((1...12).map { Double($0) })),
    tokens: Bool = true, paysAtStart: Bool = false, heldMonths: Double? = 10
  ) -> FlowCalendar<Double> {
    FlowCalendar(
      horizon: 12, held: 3..<13, heldMonths: heldMonths, paysAtStart: paysAtStart, use: use,
      promptTokens: tokens ? FlowRow([Double](repeating: 30, count: 12)) : nil,
      outputTokens: tokens ? FlowRow([Double](repeating: 10, count: 12)) : nil)
  }

  private static func item(
    _ timing: LineItem<Double>.Timing, as flowClass: FlowClass? = nil, loadPrice: Double? = nil
  ) -> LineItem<Double> {
    LineItem(
      id("cost.tried"), .other, quantity: 2, unitPrice: 5, loadPrice: loadPrice, timing,
      as: flowClass)
  }

  private static func book(
    _ items: [LineItem<Double>], _ calendar: FlowCalendar<Double> = calendar()
  ) throws -> FlowBook<Double> {
    var book = FlowBook(calendar)
    var scratch = Scratch()
    for item in items { try book.add(item, in: &scratch) }
    return book
  }

  /// 2 · 5 = 10, by what each timing says.
  @Test(arguments: [
    (LineItem<Double>.Timing.once(month: 7), 10.0, [7: 10.0]),
    (.atEnd, 10, [12: 10]),
    (.monthly, 100, [1: 0, 3: 10, 12: 10]),
    (.perHourUsed, 780, [1: 10, 12: 120]),
    (.perPromptToken, 3600, [1: 300, 12: 300]),
    (.perOutputToken, 1200, [1: 100, 12: 100]),
  ])
  func everyTimingDoesWhatItSays(
    _ timing: LineItem<Double>.Timing, _ total: Double, _ months: [Int: Double]
  ) throws {
    let book = try Self.book([Self.item(timing)])
    #expect(book.total(.all) == total)
    for (month, amount) in months {
      #expect(book.cost(.all, inMonth: month) ?? 0 == amount, "month \(month)")
    }
    let sum = (0...12).reduce(0) { $0 + (book.cost(.all, inMonth: $1) ?? 0) }
    #expect(abs(sum - total) < 1e-9)
    #expect(abs(book.flows().reduce(0) { $0 - $1.amount } - total) < 1e-9)
  }

  /// What is bought in a month is paid at its start by a fleet, and an expense at its end.
  @Test func theClassSaysOnWhichSideOfTheMonth() throws {
    let calendar = Self.calendar(paysAtStart: true)
    let bought = try Self.book([Self.item(.once(month: 1))], calendar)
    #expect(bought.cost([.capital], inMonth: 0) == 10)
    let spent = try Self.book([Self.item(.once(month: 1), as: .expense)], calendar)
    #expect(spent.cost(.all, inMonth: 0) == nil)
    #expect(spent.cost([.expense], inMonth: 1) == 10)
  }

  /// At half the load a line of 10 with a slope of 2 · 3 is 7 without use and 6 more in full use; over the
  /// months it comes to its amount at the mean load.
  @Test func aLineThatFollowsTheLoadIsTwo() throws {
    let shares: [Double?] = [nil, nil] + (0..<10).map { 0.05 + 0.1 * Double($0) }
    let calendar = Self.calendar(
      use: .shares(FlowRow(shares), fullHours: 100, meanLoad: 0.5, loadOfUse: 1))
    let book = try Self.book([Self.item(.monthly, loadPrice: 3)], calendar)
    #expect(book.amount(.operation, .held) == 7)
    #expect(book.amount(.operation, .used) == 6)
    #expect(book.total(.all) == 100)
    let sum = (1...12).reduce(0) { $0 + (book.cost(.all, inMonth: $1) ?? 0) }
    #expect(abs(sum - 100) < 1e-9)
    // An hour used is one of those of full use.
    let hours = try Self.book([Self.item(.perHourUsed)], calendar)
    #expect(abs((hours.cost(.all, inMonth: 12) ?? 0) - 10 * 100 * 0.95) < 1e-9)
  }

  /// What a plan does not count is refused by the name of the line, and never worth nothing.
  @Test func whatCannotBePlacedIsRefusedByName() throws {
    let bare = Self.calendar(use: nil, tokens: false, heldMonths: nil)
    let timings: [LineItem<Double>.Timing] = [
      .monthly, .perHourUsed, .perPromptToken, .perOutputToken, .once(month: 13), .once(month: 0),
    ]
    for timing in timings {
      do {
        _ = try Self.book([Self.item(timing)], bare)
        Issue.record("\(timing) was placed")
      } catch let miss as Infeasible {
        #expect(miss.limit == .timing)
        #expect(miss.subject?.text.contains("'cost.tried'") == true, "\(timing)")
      }
    }
    #expect(throws: Infeasible.self) {
      try Self.book([Self.item(.monthly, as: .capital)])
    }
  }

  /// The present value by profiles is that of the flows one by one.
  @Test func profilesAddUpToTheFlows() throws {
    var book = try Self.book([
      Self.item(.once(month: 1)), Self.item(.monthly), Self.item(.perHourUsed), Self.item(.atEnd),
      Self.item(.perOutputToken),
    ])
    let row = book.add(FlowRow<Double>([nil, 4, 5]))
    book.add(FlowLine(Self.id("revenue"), .rent, .revenue, 50, row))
    let factors = (1...12).map { 1 / Double.power(1.01, Double($0)) }
    let one = book.flows().reduce(0) { sum, flow in
      sum - flow.amount * (flow.month == 0 ? 1 : factors[flow.month - 1])
    }
    let all = try #require(book.presentCost(factors: factors))
    #expect(abs(all / one - 1) < 1e-12)
  }

  /// What is bought on credit is booked, and only its payments are cash.
  @Test func bookedIsNotPaid() throws {
    var book = try Self.book([Self.item(.once(month: 1))], Self.calendar(paysAtStart: true))
    book.bookWithoutPaying()
    book.add(FlowLine(Self.id("paid"), .other, .payment, 10, .at(4)))
    #expect(book.amount(.capital, .at(0)) == 10)
    #expect(book.cost([.capital, .payment], inMonth: 0) == nil)
    #expect(book.cost([.capital, .payment], inMonth: 4) == 10)
    #expect(book.total([.capital]) == 10)
  }
}
