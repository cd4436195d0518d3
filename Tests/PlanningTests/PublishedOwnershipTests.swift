import Figures
import Finance
import Testing
import Units

@testable import HardwareKit
@testable import Planning

/// A published case of owning against renting, through our line items, capital and break-even.
///
/// Source: GPU Price Index, ewyluda/gpu-price-index@a3b9e64 tests/fixtures/tco_cases.json, case
/// H100x64@70%, of 2026-10-05; its formulas stand in docs/methodology.md there. Capital is charged
/// at rate · capex / 2, operations are 8 % of capex a year, no network, no residual.
@Suite struct PublishedOwnershipTests {
  struct Bill {
    let items: [String: Double]
    let depreciation: Double
    let capital: Double
    let usedHours: Double
    let heldHours: Double
    let rent: Double

    var operations: Double { items.values.reduce(0, +) }
    var whole: Double { operations + depreciation + capital }
  }

  static func bill(load: Double) throws -> Bill {
    func fact<U: Unit>(_ value: Double, _ unit: U.Type) -> Fact<U> {
      Fact<U>(value, Provenance(.assumed("published case"), evidence: .assumed))
    }
    let accelerators = 64.0
    let server = 250_000.0
    let terms = Ownership(
      life: fact(5 * TimeSpan.year, Seconds.self), residual: fact(0, Ratio.self),
      networkShare: fact(0, Ratio.self), electricity: fact(0.08 / 3.6e6, DollarsPerJoule.self),
      colocation: fact(150 / (1000 * TimeSpan.month), DollarsPerJoule.self),
      pue: fact(1.3, Ratio.self), idlePower: fact(0.35, Ratio.self),
      operations: fact(0.08 / TimeSpan.year, PerSecond.self),
      capitalCharge: fact(0.08 / TimeSpan.year, PerSecond.self))
    let product = try #require(try Samples.products()["nvidia-h100-sxm5"]).product
    #expect(product.facts.nodePower?.value == 10_200)
    let purchase = Acquisition(
      .purchase(fact(server / 8, Dollars.self), terms), priceDates: [])
    var ledger = Scratch()
    let items = ComponentCost(product).lineItems(
      for: purchase, of: Fleet(accelerators: accelerators, nodes: 8, load: load, months: 1),
      in: &ledger)
    var monthly: [String: Double] = [:]
    var capital = 0.0
    for item in items {
      let amount = item.quantity * item.unitPrice
      switch item.timing {
      case .once: capital += amount
      case .monthly: monthly[item.id.localName] = amount
      default: Issue.record("\(item.id.localName)")
      }
    }
    #expect(capital == 2_000_000)
    let life = 5 * TimeSpan.year
    let left = OwnedCapital.value(
      capital: capital, residual: 0, age: TimeSpan.month, life: life)
    // The published convention charges half of the purchase all the time: the mean over the life.
    let end = OwnedCapital.value(capital: capital, residual: 0, age: life, life: life)
    let charge = OwnedCapital.charge(
      capital: capital, endValue: end, rate: 0.08 / TimeSpan.year, time: TimeSpan.month)
    return Bill(
      items: monthly, depreciation: capital - left, capital: charge,
      usedHours: accelerators * 730 * load, heldHours: accelerators * 730, rent: 3.82)
  }

  @Test func everyPartComesOutAsPublished() throws {
    let bill = try Self.bill(load: 0.7)
    let rows: [(String, Double?, Double)] = [
      ("depreciation", bill.depreciation, 33_333.33),
      ("capital", bill.capital, 6_666.67),
      ("colocation", bill.items["cost.colocation"], 12_240),
      ("operations", bill.items["cost.operations"], 13_333.33),
      ("energy", bill.items["cost.electricity"], 4_987.03),
      ("own, a month", bill.whole, 70_560.37),
      ("rent, a month", bill.rent * bill.usedHours, 124_929.28),
    ]
    for (name, value, published) in rows {
      let found = try #require(value, "\(name)")
      #expect(abs(found - published) <= 0.005, "\(name): \(found), published \(published)")
    }
    #expect(abs(bill.whole / bill.usedHours - 2.1575) <= 0.00005)
  }

  /// Power that follows the load is the variable part, as published.
  @Test func theBreakEvenUseComesOutAsPublished() throws {
    let idle = try Self.bill(load: 0)
    let busy = try Self.bill(load: 1)
    let hours = busy.heldHours
    let share = BreakEven.utilisation(
      fixed: idle.whole / hours, variable: (busy.whole - idle.whole) / hours, rent: busy.rent)
    print("oracle: break-even use \(share), published 0.3883")
    #expect(abs(share - 0.3883) <= 0.00005)

    // The planner counts all power as fixed at the mean load: a little higher, and said so there.
    let mean = try Self.bill(load: 0.7)
    let simple = BreakEven.utilisation(
      fixed: mean.whole / hours, variable: 0, rent: mean.rent)
    #expect(simple > share && simple < share * 1.03)
  }
}
