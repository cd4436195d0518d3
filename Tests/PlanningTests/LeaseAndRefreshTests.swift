import Figures
import Finance
import Testing
import Units

@testable import Planning

/// Leases, servers that are renewed, and demand that falls.
@Suite struct LeaseAndRefreshTests {
  static func sheet(
    buy: String = "", use: String = "", price: Double = 3.82, steady: Double = 70,
    finance: String = "", life: String = "24 months"
  ) throws -> Sheet {
    let plan = """
      headroom: 1
      plan: A cluster
      fleet:
        product: [nvidia-h100-sxm5]
        accelerators: 64
        network: {share: 10% of servers}
        power: {per-node: 10.2 kW, load: 100%, idle: 35%, pue: 1.3}
      buy:
        server: $250 k per node
        life: \(life)
        residual: 20% of servers
        \(buy)
      operate: {electricity: $0.08/kWh, colocation: $150/kW per month, support: 8% of servers per year}
      market:
        price: {start: $\(price)/h}
        utilisation: {steady: \(steady)%\(use)}
      finance: {as-of: 2026-10-05, horizon: 48 months, discount: 10% per year\(finance)}
      """
    return try #require(try Samples.plan(text: plan).outcome.fleet).sheet
  }

  static func value(_ name: String, _ sheet: Sheet) throws -> Double {
    try #require(sheet["nvidia-h100-sxm5.\(name)"], "\(name)").value
  }

  /// At the rate of the discount a lease is worth what is paid at once, whatever is left to pay.
  @Test(arguments: [0.0, 10, 30])
  func aLeaseAtTheRateOfTheDiscountIsWorthThePurchase(_ buyOut: Double) throws {
    let monthly = CompoundInterest.rate(effective: 0.1, parts: 12.0) * 12 * 100
    let sheet = try Self.sheet(
      buy: "lease: {rate: \(monthly)% per year, term: 36 months, buy-out: \(buyOut)% of capital}")
    let bought = try Self.sheet()
    #expect(sheet.faults.isEmpty, "\(sheet.faults)")
    #expect(abs(try Self.value("lease.advantage", sheet)) < 1)
    #expect(abs(try Self.value("npv", sheet) - Self.value("npv", bought)) < 1)
    #expect(
      abs(
        try Self.value("break-even.price", sheet) - Self.value("break-even.price", bought)) < 1e-9)
  }

  /// 2.2 M at 9 % over 36 months down to 220,000, as a spreadsheet has it: -PMT(0.0075, 36, 2.2E6, -2.2E5).
  @Test func thePaymentIsThatOfAnAnnuity() throws {
    let sheet = try Self.sheet(
      buy: "lease: {rate: 9% per year, term: 36 months, buy-out: 10% of capital}")
    #expect(try Self.value("capital.total", sheet) == 2_200_000)
    let payment = try Self.value("lease.payment", sheet)
    #expect(
      abs(
        payment
          + Annuity.payment(
            rate: 0.0075, periods: 36, presentValue: 2_200_000, futureValue: -220_000)) < 1e-6)
    #expect(try Self.value("cash.start", sheet) == 0)
    let flows = (1...48).map { $0 < 10 ? "0\($0)" : "\($0)" }
    for month in flows {
      let cash = try Self.value("cash.month-\(month)", sheet)
      let earned = try Self.value("operating.month-\(month)", sheet)
      switch month {
      case "36": #expect(abs(earned - cash - payment - 220_000) < 1e-6)
      case "48": #expect(abs(cash - earned - (try Self.value("cost.end-value", sheet))) < 1e-6)
      case let month where Int(month) ?? 0 > 36: #expect(cash == earned)
      default: #expect(abs(earned - cash - payment) < 1e-6)
      }
    }
  }

  /// Where the lease ends with the horizon, the fleet is kept only if it is worth its price.
  @Test func aLeaseMayBeGivenBack() throws {
    func endValue(_ buy: String) throws -> Double {
      try Self.value("cost.end-value", try Self.sheet(buy: buy, life: "60 months"))
    }
    let bought = try endValue("")
    #expect(bought > 0)
    #expect(
      try endValue("lease: {rate: 9% per year, term: 48 months, buy-out: 60% of capital}") == 0)
    // Kept, it is worth what a fleet that was bought is worth.
    let kept = try endValue("lease: {rate: 9% per year, term: 48 months, buy-out: 0% of capital}")
    #expect(abs(kept / bought - 1) < 1e-12)
  }

  /// Payments of a lease are deducted as they are made: over the horizon income is what was earned
  /// less what was paid.
  @Test func taxTakesThePayments() throws {
    let sheet = try Self.sheet(
      buy: "lease: {rate: 9% per year, term: 36 months, buy-out: 10% of capital}",
      finance: ", tax: 21%")
    var income = 0.0
    var cash = 0.0
    for year in 1...4 { income += try Self.value("tax.income.year-0\(year)", sheet) }
    for month in 1...48 {
      cash += try Self.value("cash.month-\(month < 10 ? "0" : "")\(month)", sheet)
    }
    #expect(abs(income - cash) < 1e-3)
  }

  /// Two years of life in four: bought once more after 24 months, 15 % a year cheaper.
  @Test func serversAreRenewedAtThePriceOfTheDay() throws {
    let sheet = try Self.sheet(buy: "refresh: {change: -15% per year}")
    #expect(sheet.faults.isEmpty, "\(sheet.faults)")
    let cost = try Self.value("refresh.cost.month-24", sheet)
    #expect(abs(cost - 2_000_000 * 0.85 * 0.85) < 1e-6)
    #expect(abs(try Self.value("refresh.sale.month-24", sheet) - 400_000) < 1e-6)
    #expect(sheet["nvidia-h100-sxm5.refresh.cost.month-48"] == nil)
    let paid = try Self.value("operating.month-24", sheet) - Self.value("cash.month-24", sheet)
    #expect(abs(paid - (cost - 400_000)) < 1e-6)
    // The second generation is as old at the end as the first was.
    #expect(abs(try Self.value("cost.end-value", sheet) - cost * 0.2) < 1e-6)
  }

  /// What is bought twice is written off twice: income of the horizon is its cash.
  @Test func taxWritesTheRenewalOff() throws {
    let sheet = try Self.sheet(buy: "refresh: {change: -15% per year}", finance: ", tax: 21%")
    var income = 0.0
    for year in 1...4 { income += try Self.value("tax.income.year-0\(year)", sheet) }
    var cash = try Self.value("cash.start", sheet)
    for month in 1...48 {
      cash += try Self.value("cash.month-\(month < 10 ? "0" : "")\(month)", sheet)
    }
    #expect(abs(income - cash) < 1e-3)
  }

  /// The price and the use that pay, put back, give a value of zero.
  @Test(arguments: [
    "refresh: {change: -15% per year}",
    "lease: {rate: 9% per year, term: 36 months, buy-out: 10% of capital}",
  ])
  func aBreakEvenPutBackGivesNoValue(_ buy: String) throws {
    let sheet = try Self.sheet(buy: buy, use: ", change: -10% per year")
    let price = try Self.value("break-even.price", sheet) * TimeSpan.hour
    let use = try Self.value("break-even.utilisation", sheet)
    #expect(abs(price - 3.82) > 0.01)
    let atPrice = try Self.sheet(buy: buy, use: ", change: -10% per year", price: price)
    #expect(abs(try Self.value("npv", atPrice)) < 1)
    guard use <= 1 else { return }
    let atUse = try Self.sheet(buy: buy, use: ", change: -10% per year", steady: use * 100)
    #expect(abs(try Self.value("npv", atUse)) < 1)
  }

  /// Demand that falls by a step of 50 % from month 25 on sells half, and the use that pays says so.
  @Test func demandFallsWithTheMarket() throws {
    let sheet = try Self.sheet(use: ", step: {at: month 25, by: -50%}")
    #expect(sheet.faults.isEmpty, "\(sheet.faults)")
    #expect(abs(try Self.value("utilisation.month-24", sheet) - 0.7) < 1e-12)
    #expect(abs(try Self.value("utilisation.month-25", sheet) - 0.35) < 1e-12)
    let enough = try Self.value("break-even.utilisation", sheet)
    let steady = try Self.sheet(use: "")
    #expect(enough > (try Self.value("break-even.utilisation", steady)))
    let yearly = try Self.sheet(use: ", change: -10% per year")
    #expect(abs(try Self.value("utilisation.month-13", yearly) - 0.63) < 1e-12)
  }
}
