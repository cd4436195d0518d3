import Figures
import Finance
import Testing
import Units

@testable import Planning

/// Lines of cost and ways to charge capital that other calculators have, as keys of a plan.
@Suite struct FurtherCostTests {
  private static func sheet(_ plan: String, _ settings: [String] = []) throws -> Sheet {
    try #require(try PublishedCost.plan(plan, settings: settings).outcome.fleet).sheet
  }

  private static func value(_ name: String, _ sheet: Sheet) throws -> Double {
    try #require(sheet["nvidia-h100-sxm5.\(name)"], "\(name)").value
  }

  // MARK: Published

  /// Servers, network and facility over 3, 4 and 10 years, power and people: 3,785,462 a month, printed
  /// as 3.8 M.
  @Test func aFacilityIsRecoveredClassByClass() throws {
    let sheet = try Self.sheet("facility-from-capital")
    let capital =
      try (Self.value("cost.depreciation", sheet) + Self.value("cost.capital-charge", sheet)) / 36
    #expect(abs(capital - (1_998_103 + 294_775 + 933_377)) < 2, "\(capital)")
    let power = try Self.value("cost.electricity", sheet) / 36
    #expect(abs(power - 474_208) < 0.5, "\(power)")
    #expect(abs(try Self.value("cost.further-01", sheet) / 36 - 85_000) < 0.005)
    let whole = try Self.value("cost.ownership", sheet) / 36
    #expect(abs(whole - 3_785_462) < 2, "\(whole)")
  }

  /// Operations of the own-or-rent case as a share of capital, a licence and a sum: each a line of `costs`.
  @Test(arguments: [
    ("share: 8% of capital, yearly: true", 13_333.33),
    ("share: 8% of servers, yearly: yes", 13_333.33),
    ("amount: $13333.33, monthly: true", 13_333.33),
    ("amount: $2500, per: accelerator, yearly: true", 13_333.33),
    ("amount: $20 k, per: node, yearly: true", 13_333.33),
    ("amount: $800 k, once: month 7", 13_333.33),
    ("share: 40% of capital, once: month 60", 13_333.33),
  ])
  func aLineIsAsGoodAsTheKeyOfIts(_ line: String, _ monthly: Double) throws {
    let sheet = try Self.sheet(
      "h100x64-own-or-rent",
      ["operate.support=0% of servers per year", "costs=[{name: operations, \(line)}]"])
    #expect(abs(try Self.value("cost.further-01", sheet) / 60 - monthly) <= 0.005)
    #expect(abs(try Self.value("cost.ownership", sheet) / 60 - 70_560.37) <= 0.01)
    #expect(abs(try Self.value("npv", sheet) - 3_262_134.82) <= 0.5)
    #expect(sheet.faults.isEmpty, "\(sheet.faults)")
  }

  /// Exact capital recovery in place of depreciation and simple interest: PMT(8 % / 12, 60, 2 M, residual).
  @Test(arguments: [0.0, 0.15])
  func recoveryIsTheAnnuity(_ residual: Double) throws {
    let sheet = try Self.sheet(
      "h100x64-own-or-rent",
      [
        "buy.residual=\(residual * 100)% of servers",
        "buy.capital-charge={rate: 8% per year, method: recovery}",
      ])
    let paid =
      try (Self.value("cost.depreciation", sheet) + Self.value("cost.capital-charge", sheet)) / 60
    let level = Annuity.payment(
      rate: 0.08 / 12, periods: 60, presentValue: -2_000_000, futureValue: 2_000_000 * residual)
    #expect(abs(paid - level) < 1e-6)
    if residual == 0 { #expect(abs(paid - 40_552.79) < 0.005) }
  }

  // MARK: Properties

  private static let lines =
    "costs=[{name: move, amount: $200 k, once: month 18}, "
    + "{name: audit, amount: $50 k, once: month 2}, "
    + "{name: insurance, share: 0.5% of capital, yearly: true}]"

  /// A sum in a month takes its present value from the fleet's.
  @Test func aSumIsDiscountedFromItsMonth() throws {
    let plain = try Self.sheet("cluster-financed")
    let sheet = try Self.sheet(
      "cluster-financed", ["costs=[{name: move, amount: $200 k, once: month 18}]"])
    let lost = try Self.value("npv", plain) - Self.value("npv", sheet)
    #expect(abs(lost - 200_000 / Double.power(1.12, 1.5)) < 1e-3)
    // It is no capital: only income is less.
    #expect(try Self.value("capital.total", sheet) == Self.value("capital.total", plain))
    let taxed = FinancedFleetTests.series("tax.income.year", sheet)
    let before = FinancedFleetTests.series("tax.income.year", plain)
    #expect(taxed.count == 4)
    for (year, pair) in zip(before, taxed).enumerated() {
      #expect(abs(pair.0 - pair.1 - (year == 1 ? 200_000 : 0)) < 1e-3, "year \(year + 1)")
    }
  }

  @Test func cashFlowsStillAddUp() throws {
    let sheet = try Self.sheet("cluster-financed", [Self.lines])
    let cash = FinancedFleetTests.series("cash.month", sheet)
    let sum = try Self.value("cash.start", sheet) + cash.reduce(0, +)
    let expected =
      try
      (Self.value("revenue.lifetime", sheet) - Self.value("operation.total", sheet)
      - Self.value("capital.total", sheet) + Self.value("cost.end-value", sheet))
    #expect(abs(sum - expected) < 1e-2)
    // What is spent before the delivery falls into its month.
    #expect(abs(cash[1] + 50_000) < 1e-6)
  }

  /// Both break-evens put back give a value of zero.
  @Test func breakEvensCountTheLines() throws {
    let base = ["market.price.change=0% per year", "market.price.floor=none", Self.lines]
    let sheet = try Self.sheet("cluster-financed", base)
    let price = try Self.value("break-even.price", sheet) * TimeSpan.hour
    let kept = try Self.sheet("cluster-financed", base + ["market.price.start=$\(price)/h"])
    #expect(abs(try Self.value("npv", kept)) < 1)
    let use = try Self.value("break-even.utilisation", sheet)
    let used = try Self.sheet(
      "cluster-financed", base + ["market.utilisation.steady=\(use * 100)%"])
    #expect(abs(try Self.value("npv", used)) < 1)
  }

  @Test func inANeedTheyAreCostsOfOwning() throws {
    let need = NeedTests.need([NeedTests.Level(accelerators: 64, share: 100)], rent: 3)
    let plain = try NeedTests.options(need)
    let more = try NeedTests.options(
      need + "\ncosts: [{name: move, amount: $100 k, once: month 12}]\n")
    let (bought, dearer) = (try #require(plain["buy"]), try #require(more["buy"]))
    #expect(abs(dearer.cost - bought.cost - 100_000 / 1.1) < 1e-3)
    #expect(try #require(dearer.breakEvenUtilisation) > (try #require(bought.breakEvenUtilisation)))
    #expect(plain["on-demand"]?.cost == more["on-demand"]?.cost)
  }
}
