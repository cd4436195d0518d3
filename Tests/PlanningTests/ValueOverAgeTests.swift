import Diagnostics
import Figures
import Finance
import Foundation
import HardwareKit
import PlanFiles
import Testing
import Units

@testable import Planning

/// What hardware is worth as it ages, when it begins to, and what surrounds it: faults of the review of
/// money, each with the number that follows from its sources.
@Suite struct ValueOverAgeTests {
  /// Log-linear between the points of the catalogue, all of it at the first hour, the last slope beyond.
  @Test(
    arguments: [
      (0.0, 1.0), (6.0, sqrt(0.625)), (12.0, 0.625), (18.0, sqrt(0.625 * 0.425)), (24.0, 0.425),
      (36.0, 0.425 * 0.425 / 0.625),
    ] as [(Double, Double)])
  func theCurveFallsByTheSameShareInTheSameTime(_ months: Double, _ share: Double) {
    let points = [(age: 12.0, share: 0.625), (age: 24.0, share: 0.425)]
    #expect(abs(ValueOverAge.along(points, age: months) - share) < 1e-12)
  }

  /// A residual is what is left at the end of the life, and all of the price at the first hour, of nothing too.
  @Test(arguments: [0.0, 0.15, 0.6])
  func aResidualScalesTheCurveThroughIt(_ residual: Double) {
    let points = [(age: 12.0, share: 0.625), (age: 48.0, share: 0.17)]
    func share(_ age: Double) -> Double {
      ValueOverAge.scaled(
        curve: ValueOverAge.along(points, age: age), atLife: 0.17, to: residual)
    }
    #expect(abs(share(0) - 1) < 1e-12)
    #expect(abs(share(48) - residual) < 1e-12)
    #expect(share(12) < 1 - (1 - residual) / 4, "below the straight line")
    #expect(share(120) >= 0)
  }

  private static func cluster(
    _ months: Int, finance: String = "", buy: String = ""
  ) throws -> PlannedSample {
    try Samples.plan(
      text: """
        headroom: 1
        plan: Sixty-four
        fleet: {product: [nvidia-h100-sxm5], accelerators: 64, network: {share: 10% of servers}}
        buy: {server: $250 k per node\(buy)}
        market: {price: {start: $3/h}, utilisation: {steady: 80%}}
        finance: {as-of: 2026-10-05, horizon: \(months) months\(finance)}
        """)
  }

  private static func value(_ name: String, _ sample: PlannedSample) throws -> Double {
    let sheet = try #require(sample.outcome.fleet).sheet
    #expect(sheet.faults.isEmpty, "\(sheet.faults)")
    return try #require(sheet["nvidia-h100-sxm5.\(name)"], "\(name)").value
  }

  /// F1: the catalogue has 60 to 65, 40 to 45, 25 to 35 and 15 to 20 % after 12 to 48 months; a straight line
  /// to the last of its points gave 82, 65, 47 and 30 %. The centre of a range is its geometric mean.
  @Test(arguments: [(12, 0.6, 0.65), (24, 0.4, 0.45), (36, 0.25, 0.35), (48, 0.15, 0.2)])
  func withoutAWordServersFollowTheCatalogue(
    _ months: Int, _ low: Double, _ high: Double
  ) throws {
    let share = try Self.value("residual.at-end", Self.cluster(months))
    #expect(abs(share / sqrt(low * high) - 1) < 1e-12)
  }

  /// The network is worth nothing at the end of its life and half of its price in the middle, in a service
  /// as in a fleet. Two million of servers, 10 % of that of network, 30 of 60 months.
  @Test func theNetworkGoesStraightToNothing() throws {
    let sample = try Self.cluster(30)
    let servers = try Self.value("cost.servers", sample)
    let share = try Self.value("residual.at-end", sample)
    let left = try Self.value("cost.end-value", sample)
    #expect(servers == 2_000_000)
    #expect(abs(left - servers * share - 100_000) < 1e-6)
  }

  /// F1 in a service: one meaning in both. A product without a curve takes the H100's by age, and it is
  /// assumed there.
  @Test func aServiceReadsTheSameCurve() throws {
    let sample = try Samples.plan(
      text: """
        headroom: 1
        model: llama-3.1-70b
        hardware: [nvidia-b200]
        acquire: [buy: {}]
        finance: {as-of: 2026-10-01, horizon: 12 months}
        workloads:
          assistant:
            {kind: serve, precision: fp8, traffic: {peak: 3000 output tokens/s, prompt: 1500 tokens, answer: 300 tokens},
            service-level: {tpot: 40 ms at p95}}
        """)
    let sheet = try #require(sample.outcome.cases.first).sheet
    let share = try #require(sheet["assistant.residual.at-end"])
    #expect(abs(share.value / sqrt(0.6 * 0.65) - 1) < 1e-12)
    #expect(sheet["assistant.residual.share-01"]?.evidence == .assumed)
    // One replica of 70B in FP8 stays in a node of eight: no network between nodes is bought.
    #expect(sheet["assistant.cost.switches"]?.value == 0)
    #expect(sheet["assistant.cost.links"]?.value == 0)
  }

  /// F3: hardware ages from its first hour and not from its payment. Delivered after 4 of 36 months it is 32
  /// months old: 0.85 - 0.25 · … of the straight line became the curve's value at 32 and not at 36.
  @Test func hardwareAgesFromItsDelivery() throws {
    let late = try Self.value("residual.at-end", Self.cluster(36, buy: ", delivery: 4 months"))
    let same = try Self.value("residual.at-end", Self.cluster(32))
    #expect(abs(late / same - 1) < 1e-12)
  }

  /// F3: a year's write-off starts in the year in which the hardware is placed in service.
  @Test func theWriteOffStartsWithTheService() throws {
    let sample = try Self.cluster(
      48, finance: ", tax: 25%", buy: ", delivery: 12 months")
    #expect(try Self.value("tax.depreciation.year-01", sample) == 0)
    #expect(try Self.value("tax.depreciation.year-02", sample) > 0)
  }

  /// F9: 10 % per month is 10 % a month, and not the twelfth root of 220 %, 6.79 %.
  @Test(arguments: [
    ("10% per month", 0.1), ("1% per month", 0.01), ("12% per year", 0.009488792934583046),
  ])
  func anEffectiveRateCompoundsInItsPeriod(_ rate: String, _ monthly: Double) throws {
    let sample = try Self.cluster(12, finance: ", discount: \(rate)")
    #expect(abs(try Self.value("finance.discount.month", sample) / monthly - 1) < 1e-12)
    // Dated, the year has 365 days: the values agree to a day's interest.
    let npv = try Self.value("npv", sample)
    #expect(abs(try Self.value("npv.dated", sample) - npv) < 0.05 * 2_200_000)
  }

  /// F12: 60 months of a life of 48 without a renewal are said; with one, or inside the life, they are not.
  @Test(arguments: [
    (60, ", life: 48 months", true), (48, ", life: 48 months", false),
    (60, ", life: 48 months, refresh: {change: -10% per year}", false),
  ])
  func serversPastTheirLifeAreSaid(_ months: Int, _ buy: String, _ isSaid: Bool) throws {
    let problems = try Self.cluster(months, buy: buy).outcome.problems.diagnostics
    #expect(problems.contains { $0.code.name == "past-its-life" } == isSaid)
  }
}

/// F6: a network by ports.
@Suite struct NetworkByPortsTests {
  private static func network(
    nodes: Double, perNode: Double = 8
  ) throws -> (switches: Double, price: Double) {
    let shared = try Samples.context().shared
    let prices = try #require(shared.facility.ownership.fabric)
    let h100 = try #require(try Samples.products()["nvidia-h100-sxm5"]).product
    var market = Market(
      asOf: try #require(CivilDate(year: 2026, month: 10, day: 1)),
      ownership: shared.facility.ownership,
      serverRatio: shared.facility.serverRatio)
    market.ownership.fabric = prices
    var facts = ProductFacts()
    facts.nodeAccelerators = Fact(perNode, Provenance(.assumed("a test"), evidence: .assumed))
    let cost = ComponentCost(h100.with(facts))
    let purchase = try #require(
      cost.acquisitions(in: market).first {
        if case .purchase = $0.kind { true } else { false }
      })
    var scratch = Scratch()
    let items = cost.lineItems(
      for: purchase,
      of: Fleet(accelerators: nodes * perNode, nodes: nodes, load: 1, months: 12), in: &scratch)
    let network = items.filter { $0.role == .network }
    return (
      network.first { $0.id.localName == "cost.switches" }?.quantity ?? .nan,
      network.reduce(0) { $0 + $1.quantity * $1.unitPrice }
    )
  }

  /// Three, four and eight nodes of eight have 24, 32 and 64 ports: one switch of 64, not eight. 27 racks of
  /// 72 are no reason for 72 switches either: three have 216 ports, 7 leaves and 4 spines.
  @Test(arguments: [(3.0, 8.0, 1.0), (4, 8, 1), (8, 8, 1), (64, 8, 8), (3, 72, 11)])
  func fewNodesShareSwitches(_ nodes: Double, _ perNode: Double, _ switches: Double) throws {
    #expect(try Self.network(nodes: nodes, perNode: perNode).switches == switches)
  }

  /// 16 accelerators were $810 each and 24 were $13.3 k: with one switch they are 36,000 + 24 · 1,320.
  @Test func theStepFromAPairIsOneSwitch() throws {
    #expect(try Self.network(nodes: 2).price == 16 * 810)
    #expect(try Self.network(nodes: 3).price == 36_000 + 24 * 1_320)
  }

  @Test(arguments: [8.0, 72])
  func aLargerClusterNeverCostsLess(_ perNode: Double) throws {
    var last = 0.0
    for nodes in Array(1...300) + Array(stride(from: 300, to: 9000, by: 97)) {
      let price = try Self.network(nodes: Double(nodes), perNode: perNode).price
      #expect(price >= last, "\(nodes) nodes")
      last = price
    }
  }
}
