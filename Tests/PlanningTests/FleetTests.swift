import Figures
import Finance
import HardwareKit
import PlanFiles
import Reporting
import Testing
import Units

@testable import Planning

/// What must hold of fleets, whatever their numbers.
@Suite struct FleetTests {
  /// A fleet for rent whose money is all in the plan.
  static func cluster(
    _ size: String = "accelerators: 1024", scale: Double = 1, staff: Bool = true,
    spares: String = "12.5% of nodes", price: String = "change: -20% per year", lines: String = ""
  ) -> String {
    func dollars(_ amount: Double) -> String { "$\(amount * scale)" }
    return """
      headroom: 1
      plan: A cluster
      fleet:
        product: [nvidia-h100-sxm5]
        \(size)
        spares: \(spares)
        network: {share: 14% of servers}
        power: {per-node: 10.2 kW, load: 85%, idle: 35%, pue: 1.25}
      buy:
        server: \(dollars(280_000)) per node
        storage-and-racks: 9% of servers
        life: 48 months
        residual: 10% of servers
      operate:
        electricity: \(dollars(0.07))/kWh
        colocation: \(dollars(130))/kW per month
        support: 3.5% of servers per year
        \(staff ? "staff: \(dollars(1_200_000)) per year" : "")
      market:
        price: {start: \(dollars(2.2))/h, \(price)}
        utilisation: {start: 10%, ramp: 6 months, steady: 70%}
        mix: {reserved: 70%, on-demand: 20%, spot: 10%}
        discounts: {reserved: 25%, spot: 45%}
        contract: 12 months
      \(lines)
      finance: {as-of: 2026-11-01, horizon: 48 months, discount: 14% per year}
      """
  }

  static func figures(
    _ text: String, _ settings: [String] = []
  ) throws -> ClusterFigures<Double> {
    let fleet = try PublishedFleetTests.figures(text, settings: settings)
    return try #require(fleet.choice?.cluster)
  }

  // MARK: One computation

  @Test(arguments: Samples.fleets)
  func searchAndSheetAgreeToTheLastBit(_ name: String) throws {
    let fleet = try #require(try Samples.planned(name).outcome.fleet)
    #expect(fleet.sheet.faults.isEmpty, "\(fleet.sheet.faults)")
    var compared = 0
    for option in fleet.options {
      func same(_ id: String, _ value: Double?) {
        let figure = fleet.sheet["\(option.scope).\(id)"]?.value
        compared += 1
        #expect(figure?.bitPattern == value?.bitPattern, "\(option.scope).\(id)")
      }
      if let figures = option.cluster {
        same("npv", figures.npv)
        same("irr", figures.irr)
        same("payback", figures.payback)
        same("capital.total", figures.capital)
        same("cost.ownership", figures.ownership)
        same("break-even.price", figures.breakEvenPrice)
        same("break-even.utilisation", figures.breakEvenUtilisation)
        same("cash.month-48", figures.cash.last)
      }
      if let figures = option.need {
        same("present.cost", figures.cost)
        same("need.cost", figures.cash)
        same("fleet.base", figures.held)
        same("break-even.utilisation", figures.breakEvenUtilisation)
      }
    }
    #expect(compared > 20)
  }

  @Test(arguments: Samples.fleets)
  func planningTwiceGivesIdenticalSheets(_ name: String) throws {
    let first = try #require(try Samples.planned(name).outcome.fleet).sheet
    let again = try Samples.plan(Repository.path("Plans/\(name).yaml")).outcome
    let second = try #require(again.fleet).sheet
    #expect(first.names == second.names)
    for (a, b) in zip(first.figures, second.figures) {
      #expect(a.value.bitPattern == b.value.bitPattern, "\(a.name)")
    }
  }

  @Test func cashAddsUpAndTheRateBringsItToZero() throws {
    for price in ["$2.2/h", "$4/h", "$8/h"] {
      let figures = try Self.figures(
        Self.cluster(), ["market.price.start=\(price)"])
      let left = figures.capital - (figures.ownership - figures.operation)
      let sum = figures.revenue - figures.operation - figures.capital + left
      #expect(abs(figures.cash.reduce(0, +) - sum) < 1e-6 * figures.capital, "\(price)")
      let discount = Double.power(1.14, 1.0 / 12) - 1
      let worth = PresentValue.ofFlows(figures.cash, rate: discount, first: .now)
      #expect(abs(worth - figures.npv) < 1e-9 * figures.capital)
      let monthly = Double.power(1 + figures.irr * TimeSpan.year, 1.0 / 12) - 1
      let value = PresentValue.ofFlows(figures.cash, rate: monthly, first: .now)
      #expect(abs(value) < 1e-6 * figures.capital, "\(price): \(value)")
      var paid = 0.0
      let month = figures.cash.firstIndex {
        paid += $0
        return paid >= 0
      }
      #expect(figures.payback / TimeSpan.month == month.map(Double.init) ?? .infinity)
    }
  }

  // MARK: Break-even

  @Test(arguments: ["change: -20% per year", "change: -20% per year, floor: operating-cost"])
  func thePriceThatPaysPutBackGivesNoValue(_ price: String) throws {
    let text = Self.cluster(price: price)
    let figures = try Self.figures(text)
    let back = figures.breakEvenPrice * TimeSpan.hour
    let again = try Self.figures(
      text,
      [
        "market.price.start=$\(back)/h", "market.price.change=0% per year",
        "market.price.floor=none",
      ])
    #expect(abs(again.npv) < 1e-9 * again.capital)
    #expect(abs(again.irr * TimeSpan.year - 0.14) < 1e-9)
  }

  @Test func thePriceOfContractsIsAskedForWhereThePlanQuotesContracts() throws {
    let text = Self.cluster(price: "commitment: reserved-1y")
    let list = try Self.figures(Self.cluster(price: "change: 0% per year"))
    let figures = try Self.figures(text)
    #expect(abs(figures.breakEvenPrice / (list.breakEvenPrice * 0.75) - 1) < 1e-12)
    let again = try Self.figures(
      text, ["market.price.start=$\(figures.breakEvenPrice * TimeSpan.hour)/h"])
    #expect(abs(again.npv) < 1e-9 * again.capital)
  }

  @Test func theUseThatPaysPutBackGivesNoValue() throws {
    for settings in [[], ["market.spot.start=$1.1/h", "market.spot.change=5% per year"]] {
      let rich = settings + ["market.price.start=$5/h"]
      let figures = try Self.figures(Self.cluster(), rich)
      let use = figures.breakEvenUtilisation
      #expect(use > 0 && use < 1)
      let again = try Self.figures(
        Self.cluster(), rich + ["market.utilisation.steady=\(use * 100)%"])
      #expect(abs(again.npv) < 1e-9 * again.capital)
    }
    // Where full use does not pay its power, none does.
    let poor = try Self.figures(Self.cluster(), ["market.price.start=$0.05/h"])
    #expect(poor.breakEvenUtilisation == .infinity)
    #expect(poor.payback == .infinity)
    #expect(poor.irr.isNaN || poor.irr < 0)
  }

  /// A fleet whose price falls below its own cost loses money again before it is sold.
  @Test func flowsThatTurnTwiceHaveNoSingleRate() throws {
    let figures = try Self.figures(
      Self.cluster(price: "change: -75% per year"), ["market.price.start=$30/h", "buy.residual=0%"])
    #expect(figures.rates.signChanges == 2)
    #expect(figures.rates.roots.count == 2)
    #expect(figures.irr.isNaN)
    for rate in figures.rates.roots {
      let monthly = Double.power(1 + rate, 1.0 / 12) - 1
      let value = PresentValue.ofFlows(figures.cash, rate: monthly, first: .now)
      // At rates near -100 % late flows weigh a million times what they are.
      let scale = figures.cash.enumerated().map {
        abs($1) / Double.power(1 + monthly, Double($0))
      }.reduce(0, +)
      #expect(abs(value) < 1e-9 * scale, "\(rate)")
    }
  }

  // MARK: Size and scale

  @Test func splittingAFleetChangesNothing() throws {
    let whole = try Self.figures(Self.cluster(staff: false))
    let half = try Self.figures(Self.cluster("accelerators: 512", staff: false))
    #expect(whole.nodes == 2 * half.nodes)
    for (a, b) in [
      (whole.capital, half.capital), (whole.npv, half.npv), (whole.operation, half.operation),
      (whole.revenue, half.revenue),
    ] { #expect(abs(a / (2 * b) - 1) < 1e-12) }
    #expect(abs(whole.irr / half.irr - 1) < 1e-9)
    // A node that is not full is bought whole.
    let odd = try Self.figures(Self.cluster("accelerators: 513", staff: false))
    #expect(odd.accelerators == 520)
  }

  @Test func scalingTheCurrencyScalesEveryCost() throws {
    let one = try Self.figures(Self.cluster())
    let many = try Self.figures(Self.cluster(scale: 150))
    for (a, b) in [
      (one.capital, many.capital), (one.operation, many.operation), (one.npv, many.npv),
      (one.ownership, many.ownership), (one.revenue, many.revenue),
      (one.breakEvenPrice, many.breakEvenPrice),
    ] { #expect(abs(b / (150 * a) - 1) < 1e-12) }
    #expect(abs(one.irr / many.irr - 1) < 1e-9)
    #expect(one.payback == many.payback)
    #expect(abs(one.breakEvenUtilisation / many.breakEvenUtilisation - 1) < 1e-12)
  }

  @Test func powerAndBudgetHoldWhatIsBought() throws {
    let site = try Self.figures(Self.cluster("power-limit: 1.5 MW"))
    #expect(site.nodes * 10_200 * 1.25 <= 1_500_000)
    #expect((site.nodes + 2) * 10_200 * 1.25 > 1_500_000)
    let money = try Self.figures(Self.cluster("budget: $45 M"))
    #expect(money.capital <= 45e6)
    let node = 280_000 * 1.23
    #expect(money.capital + 2 * node > 45e6)
    let wanted = try Self.figures(
      Self.cluster(
        "demand: [{name: training, accelerators: 600}, {name: serving, accelerators: 424}]"))
    #expect(wanted.accelerators == 1024)
    for size in ["power-limit: 10 kW", "budget: $300 k"] {
      let fleet = try PublishedFleetTests.figures(Self.cluster(size))
      #expect(fleet.chosen == nil)
      guard case .infeasible(let reason, _) = fleet.options[0].refusal else {
        Issue.record("\(size) holds a node")
        continue
      }
      #expect(reason.needed > reason.available)
    }
  }

  @Test func higherPricesAndMoreUseNeverLoseValue() throws {
    var last = -Double.infinity
    for price in stride(from: 0.4, through: 8, by: 0.4) {
      let value = try Self.figures(
        Self.cluster(price: "floor: operating-cost, change: -20% per year"),
        ["market.price.start=$\(price)/h"]
      ).npv
      #expect(value >= last, "\(price)")
      last = value
    }
    last = -Double.infinity
    for use in stride(from: 5, through: 100, by: 5) {
      let value = try Self.figures(Self.cluster(), ["market.utilisation.steady=\(use)%"]).npv
      #expect(value >= last, "\(use)")
      last = value
    }
  }

  @Test func deliveryPutsOffWhatIsEarned() throws {
    let now = try Self.figures(Self.cluster(), ["market.price.start=$8/h"])
    let later = try Self.figures(
      Self.cluster(), ["market.price.start=$8/h", "buy.delivery=6 months"])
    #expect(later.npv < now.npv)
    #expect(later.cash[1...6].allSatisfy { $0 == 0 })
    #expect(later.cash[7] > 0)
  }

  // MARK: Answers fit a page

  @Test(arguments: Samples.fleets)
  func answersFitAPageInEveryScenario(_ name: String) throws {
    let path = Repository.path("Plans/\(name).yaml")
    let plain = try Samples.planned(name)
    for scenario in plain.read.scenarios {
      let outcome = try Samples.plan(path, scenario: scenario).outcome
      #expect(outcome.isComplete, "\(scenario)")
      let lines = EstimateReport.report(outcome).lines(on: Terminal(width: 100))
      #expect(lines.count <= 50, "\(scenario): \(lines.count) lines")
      #expect(lines.allSatisfy { $0.count <= 100 }, "\(scenario)")
    }
    #expect(
      plain.read.scenarios.sorted()
        == ["blackwell-arrives", "peak-2023", "recovery-2026", "today", "trough-2025"])
  }
}
