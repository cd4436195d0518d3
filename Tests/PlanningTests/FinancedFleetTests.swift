import Figures
import Finance
import Testing
import Units

@testable import Planning

/// Tax, debt, deposit and residual of a cluster, and the properties of money.
@Suite struct FinancedFleetTests {
  static func sheet(_ settings: [String] = []) throws -> Sheet {
    let sample = try PublishedCost.plan("cluster-financed", settings: settings)
    return try #require(sample.outcome.fleet).sheet
  }

  static func value(_ name: String, _ sheet: Sheet) throws -> Double {
    try #require(sheet[name] ?? sheet["nvidia-h100-sxm5.\(name)"], "\(name)").value
  }

  static func series(_ name: String, _ sheet: Sheet) -> [Double] {
    var values: [Double] = []
    while let figure =
      sheet["nvidia-h100-sxm5.\(name)-\(values.count < 9 ? "0" : "")\(values.count + 1)"]
    {
      values.append(figure.value)
    }
    return values
  }

  @Test func theSheetIsSound() throws {
    let sheet = try Self.sheet()
    #expect(sheet.faults.isEmpty, "\(sheet.faults)")
    // 2 years beyond the table are outside of the horizon; 60 % · 40 % bonus leaves nothing out.
    #expect(Self.series("tax.depreciation.year", sheet).count == 4)
  }

  @Test func cashFlowsAddUpToTheTotals() throws {
    let sheet = try Self.sheet()
    let capital = try Self.value("capital.total", sheet)
    let cash = Self.series("cash.month", sheet)
    #expect(cash.count == 48)
    let sum = try Self.value("cash.start", sheet) + cash.reduce(0, +)
    let expected =
      try Self.value("operating.total", sheet) - capital + Self.value("cost.end-value", sheet)
    #expect(abs(sum - expected) < 1e-3)
    #expect(
      abs(
        Self.series("operating.year", sheet).reduce(0, +)
          - (try Self.value("operating.total", sheet))) < 1e-3)
    // A deposit of 30 %, and the rest when it is delivered.
    #expect(abs(try Self.value("cash.start", sheet) + 0.3 * capital) < 1e-3)
    #expect(abs(cash[2] + 0.7 * capital) < 1e-3)
  }

  /// A building of ten years is written off over them, or by a class of its own; the rest as before.
  @Test(arguments: [
    ("", [0.1, 0.1]),
    (", depreciation: {method: macrs, years: 15}", [0.05, 0.095]),
    (", depreciation: {method: straight-line, years: 20, bonus: 50%}", [0.525, 0.025]),
  ])
  func aPartHasATaxClassOfItsOwn(_ key: String, _ shares: [Double]) throws {
    let part = "{name: building, price: $20 M, life: 10 years\(key)}"
    let sheet = try Self.sheet(["buy.parts=[\(part)]"])
    let rest = try Self.value("capital.total", sheet) - 20e6
    let deducted = Self.series("tax.depreciation.year", sheet)
    #expect(abs(deducted[0] - rest * (0.4 + 0.6 * 0.2) - 20e6 * shares[0]) < 1e-2)
    #expect(abs(deducted[1] - rest * 0.6 * 0.32 - 20e6 * shares[1]) < 1e-2)
    // What is not yet written off is set against what is left.
    let gain =
      try Self.value("cost.end-value", sheet) - Self.value("capital.total", sheet)
      + deducted.reduce(0, +)
    #expect(abs(try Self.value("tax.gain", sheet) - gain) < 1e-2)
    #expect(sheet.faults.isEmpty, "\(sheet.faults)")
  }

  /// The first year by hand: 40 % at once and 20 % of the rest; 21 % of what is positive.
  @Test func taxOfTheFirstYearsIsAsByHand() throws {
    let sheet = try Self.sheet()
    let capital = try Self.value("capital.total", sheet)
    let deducted = Self.series("tax.depreciation.year", sheet)
    #expect(abs(deducted[0] - capital * (0.4 + 0.6 * 0.2)) < 1e-3)
    #expect(abs(deducted[1] - capital * 0.6 * 0.32) < 1e-3)
    let incomes = Self.series("tax.income.year", sheet)
    let taxes = IncomeTax.amounts(incomes: incomes, rate: 0.21, limit: 0.8)
    for (found, byHand) in zip(Self.series("tax.year", sheet), taxes) {
      #expect(abs(found - byHand) < 1e-3)
    }
    #expect(incomes[0] < 0 && taxes[0] == 0)
    // All income of the horizon is cash that was earned, less interest: depreciation only moves it.
    let interest = Self.series("debt.interest.month", sheet).reduce(0, +)
    let earned =
      try Self.value("operating.total", sheet) - capital + Self.value("cost.end-value", sheet)
    #expect(abs(incomes.reduce(0, +) - (earned - interest)) < 1)
  }

  @Test func debtIsPaidBackWithInterest() throws {
    let sheet = try Self.sheet()
    let debt = try Self.value("debt.total", sheet)
    let service = Self.series("debt.service.month", sheet)
    #expect(service.count == 36)
    let worth = PresentValue.ofFlows(service, rate: 0.11 / 12, first: .afterOnePeriod)
    #expect(abs(worth - debt) < 1e-2)
    #expect(abs(service[0] - debt * 0.11 / 12) < 1e-3)
    let coverage = Self.series("dscr.year", sheet)
    #expect(coverage.count == 3)
    #expect(abs(try Self.value("dscr", sheet) - (coverage.min() ?? 0)) < 1e-12)
  }

  /// The residual: 60 months would be 10 %; the 45 months since delivery lie between 40 % and 10 %, a
  /// quarter below.
  @Test func theResidualRunsAlongItsCurve() throws {
    let sheet = try Self.sheet()
    let share = 0.4 + (0.1 - 0.4) * (45 - 24) / (60 - 24)
    #expect(abs(try Self.value("residual.at-end", sheet) - share) < 1e-12)
    let servers = try Self.value("cost.servers", sheet)
    let rest = try Self.value("capital.total", sheet) - servers
    let left = servers * share * 0.75 + rest * (1 - 45.0 / 60)
    #expect(abs(try Self.value("cost.end-value", sheet) - left) < 1e-2)
  }

  @Test func theTwoConventionsAreAMonthApart() throws {
    let sheet = try Self.sheet()
    let monthly = try Self.value("finance.discount.month", sheet)
    #expect(
      abs(
        try Self.value("npv", sheet) / (1 + monthly) - Self.value("npv.spreadsheet", sheet)) < 1e-3)
  }

  /// As XNPV and XIRR count: by days of the calendar over 365.
  @Test func datedMeasuresAreThoseOfTheDates() throws {
    let sheet = try Self.sheet()
    let start = try CivilDate(parsing: "2026-11-01")
    let flows = [try Self.value("cash.start", sheet)] + Self.series("cash.month", sheet)
    let dates = flows.indices.map { start.adding(months: $0) }
    let value = PresentValue.ofFlows(flows, at: yearFractions(dates), rate: 0.12)
    #expect(abs(value - (try Self.value("npv.dated", sheet))) < 1e-3)
    let rate = try #require(InternalRates(ofFlows: flows, on: dates).only)
    #expect(abs(rate - (try Self.value("irr.dated", sheet)) * TimeSpan.year) < 1e-9)
    // Months of 730 hours and those of the calendar differ by little.
    #expect(abs(try Self.value("irr", sheet) / Self.value("irr.dated", sheet) - 1) < 0.01)
  }

  @Test func anInstalledHourCostsLessThanASoldOne() throws {
    let sheet = try Self.sheet()
    let sold = try Self.value("cost-per-sold-hour", sheet)
    let installed = try Self.value("cost-per-installed-hour", sheet)
    let ratio =
      try Self.value("present.accelerator-hours", sheet)
      / Self.value("present.installed-hours", sheet)
    #expect(abs(installed / sold - ratio) < 1e-12 && ratio < 0.85)
  }

  @Test func measuresAreThoseOfTheFlows() throws {
    // All of the capital at the start and a good price, so that the owners' flows have one rate.
    let sheet = try Self.sheet(["buy.deposit=100%", "market.price.start=$5/h"])
    let owners = [try Self.value("owners.start", sheet)] + Self.series("owners.month", sheet)
    let rate = try #require(InternalRates(ofFlows: owners).only)
    let yearly = Double.power(1 + rate, 12) - 1
    #expect(abs(try Self.value("irr.equity", sheet) * TimeSpan.year - yearly) < 1e-9)
    #expect(try Self.value("irr.after-tax", sheet) < Self.value("irr", sheet))
  }

  // MARK: Properties

  @Test func valueFallsWithTheDiscountRate() throws {
    var last = Double.infinity
    for rate in [0, 4, 8, 12, 20, 40] {
      let value = try Self.value("npv", try Self.sheet(["finance.discount=\(rate)% per year"]))
      #expect(value < last)
      last = value
    }
  }

  @Test func aHigherPriceNeverLowersTheValue() throws {
    var last = -Double.infinity
    for price in ["$0.20/h", "$0.50/h", "$1/h", "$2/h", "$4/h", "$8/h"] {
      let sheet = try Self.sheet(["market.price.start=\(price)"])
      let value = try Self.value("npv", sheet)
      #expect(value >= last, "at \(price)")
      last = value
    }
  }

  @Test func moreUseNeverLowersTheValueAboveTheVariableCost() throws {
    var last = -Double.infinity
    for use in [20, 40, 60, 80, 100] {
      let value = try Self.value("npv", try Self.sheet(["market.utilisation.steady=\(use)%"]))
      #expect(value >= last, "at \(use) %")
      last = value
    }
  }

  // MARK: Evaluating the sheet anew

  /// A tape at other values is the sheet that planning at those values writes, to the last bit.
  @Test func aTapeIsTheSheetOfOtherValues() throws {
    let base = try Self.sheet()
    let other = try Self.sheet(["market.price.start=$2.20/h"])
    let names = ["npv", "irr", "payback", "dscr", "npv.equity", "npv.after-tax"]
    let input = "nvidia-h100-sxm5.price.rent"
    let outputs = names.compactMap { base.reference($0) }
    #expect(outputs.count == names.count)
    let tape = Tape(base, outputs: outputs, varying: [input])
    let given = try #require(base[input]).value
    #expect(tape.evaluate([given]) == names.compactMap { base[$0]?.value })
    let moved = try #require(other[input]).value
    #expect(tape.evaluate([moved]) == names.compactMap { other[$0]?.value })
  }

  private static func axis(
    _ path: String, _ low: Double, _ high: Double, _ written: String
  ) throws -> SweptSheet.Axis {
    SweptSheet.Axis(path: path, low: low, high: high, sheet: try Self.sheet(["\(path)=\(written)"]))
  }

  @Test func aSweptSheetFollowsThePlan() throws {
    let path = "market.utilisation.steady"
    let near = try Self.sheet(["\(path)=50%"])
    let swept = try #require(
      SweptSheet(near, axes: [try Self.axis(path, 0.5, 0.9, "90%")], outputs: ["irr", "npv"]))
    let other = try Self.sheet(["\(path)=60%"])
    let found = swept.values([0.6])
    #expect(abs(found[1] - (try Self.value("npv", other))) <= 1e-6 * abs(found[1]))
    let crossing = swept.zero(of: 1, along: 0, from: 0.05, to: 1, at: [0.5])
    let zero = try #require(crossing)
    let worth = swept.values([zero])[1]
    #expect(abs(worth) < 1)
  }

  /// A yearly rate is kept as a share of its period: the sheet follows it by that factor.
  @Test func aSweptSheetFollowsARate() throws {
    let path = "market.price.change"
    let near = try Self.sheet(["\(path)=-30% per year"])
    let axis = try Self.axis(
      path, -0.3 / TimeSpan.year, -0.1 / TimeSpan.year, "-10% per year")
    let swept = try #require(SweptSheet(near, axes: [axis], outputs: ["npv"]))
    let other = try Self.value("npv", try Self.sheet(["\(path)=-20% per year"]))
    #expect(abs(swept.values([-0.2 / TimeSpan.year])[0] - other) <= 1e-6 * abs(other))
  }

  /// Keys that decide what is written, and paths that no input carries, are no function of the sheet.
  @Test(arguments: [
    ("finance.horizon", "36 months", 36.0 * TimeSpan.month, "60 months", 60 * TimeSpan.month),
    // Whole months are counted.
    ("buy.delivery", "2 months", 2 * TimeSpan.month, "6 months", 6 * TimeSpan.month),
  ])
  func aSweptSheetIsNoFunctionOfWhatDecides(
    path: String, near: String, low: Double, far: String, high: Double
  ) throws {
    let sheet = try Self.sheet(["\(path)=\(near)"])
    #expect(
      SweptSheet(sheet, axes: [try Self.axis(path, low, high, far)], outputs: ["npv"]) == nil)
  }
}
