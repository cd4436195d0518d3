import Figures
import HardwareKit
import PlanFiles
import Testing
import Units

@testable import Planning

/// Needs over a load-duration curve: owned, reserved, rented, or a base and a peak.
@Suite struct NeedTests {
  struct Level {
    let accelerators: Int
    let share: Int
  }

  static func need(
    _ levels: [Level], rent: Double, delivery: Int = 0, change: String = "0% per year",
    reserved: Double = 2
  ) -> String {
    let curve = levels.map { "{accelerators: \($0.accelerators), share: \($0.share)% of hours}" }
    return """
      headroom: 1
      plan: A need
      fleet:
        product: [nvidia-h100-sxm5]
        demand: [\(curve.joined(separator: ", "))]
        network: {share: 14% of servers}
      acquire:
        - buy: {life: 4 years, residual: 15% of servers, delivery: \(delivery) months}
        - rent: {commitment: on-demand}
        - rent: {commitment: reserved, term: 36 months}
        - hybrid: {base: buy, peak: on-demand}
        - hybrid: {base: reserved-3y, peak: on-demand}
      buy: {server: $280 k per node}
      operate: {electricity: $0.08/kWh, colocation: $150/kW per month, support: 5% of servers per year}
      market: {price: {start: $\(rent)/h, change: \(change)}}
      assumptions:
        - set: nvidia-h100-sxm5.rent.neocloud.reserved-3y
          to: $\(reserved)/h
          source: {title: Test, date: 2026-01-01}
      finance: {as-of: 2026-11-01, horizon: 36 months, discount: 10% per year}
      """
  }

  static func options(_ text: String) throws -> [String: NeedFigures<Double>] {
    let fleet = try PublishedFleetTests.figures(text)
    return Dictionary(
      uniqueKeysWithValues: fleet.options.compactMap { option in
        option.need.map { (option.way, $0) }
      })
  }

  static func curve(_ random: inout SplitMix64) -> [Level] {
    let first = 10 + Int(random.double(0...60))
    let second = Int(random.double(0...Double(90 - first)))
    let steps = (1...3).map { _ in 1 + Int(random.double(0...20)) }
    return [
      Level(accelerators: 8 * steps[0], share: first),
      Level(accelerators: 8 * (steps[0] + steps[1]), share: second),
      Level(
        accelerators: 8 * (steps[0] + steps[1] + steps[2]), share: 100 - first - second),
    ]
  }

  @Test func theHybridIsNeverDearerThanItsBestEnd() throws {
    var random = SplitMix64(state: 41)
    for _ in 0..<40 {
      let text = Self.need(
        Self.curve(&random), rent: random.double(1...9), delivery: Int(random.double(0...6)),
        change: "\(Int(random.double(-30...30)))% per year", reserved: random.double(0.8...5))
      let all = try Self.options(text)
      let buy = try #require(all["buy"]).cost
      let rent = try #require(all["on-demand"]).cost
      let reserve = try #require(all["reserved-3y"]).cost
      let owning = try #require(all["buy + on-demand"]).cost
      let reserving = try #require(all["reserved-3y + on-demand"]).cost
      #expect(owning <= min(buy, rent) * (1 + 1e-12))
      #expect(reserving <= min(reserve, rent) * (1 + 1e-12))
    }
  }

  /// The screening curve: with flat prices and immediate delivery, a part of the load is owned where
  /// it is wanted for at least the share of hours at which owning and renting cost the same.
  @Test func theBaseStandsWhereTheScreeningCurvesCross() throws {
    var random = SplitMix64(state: 42)
    var bases: Set<Double> = []
    for _ in 0..<60 {
      let levels = Self.curve(&random)
      let all = try Self.options(Self.need(levels, rent: random.double(2...12)))
      let hybrid = try #require(all["buy + on-demand"])
      let owned = try #require(all["buy"])
      let crossing = try #require(owned.breakEvenUtilisation)
      // Shares of hours in which a part of the load is wanted, from the lowest level up.
      var expected = 0.0
      var wanted = 100
      for level in levels {
        if Double(wanted) / 100 >= crossing { expected = Double(level.accelerators) }
        wanted -= level.share
      }
      // A share of hours of zero is wanted by nobody, and may be held or not at no use.
      #expect(hybrid.held == expected, "crossing \(crossing), levels \(levels)")
      bases.insert(hybrid.held)
    }
    #expect(bases.count > 5)
  }

  @Test func theBaseIsTheBestOfAllBases() throws {
    var random = SplitMix64(state: 43)
    for _ in 0..<10 {
      let levels = Self.curve(&random)
      let text = Self.need(
        levels, rent: random.double(2...8), delivery: 4, change: "-10% per year")
      let sample = try Samples.plan(text: text)
      let fleet = try #require(sample.plan.fleet)
      guard case .use(let need) = fleet.purpose else { throw Samples.Unexpected() }
      let best = try #require(try Self.options(text)["buy + on-demand"]).cost
      // The same need, with each base in turn instead of the one that was found.
      let found = try Self.model(sample, fleet, need)
      let model = try #require(found)
      for nodes in 0...Int((model.most / model.perNode).rounded(.up)) {
        var scratch = Scratch()
        let cost = try model.write(
          base: nodes == 0 ? nil : .owned(nodes: Double(nodes)), peak: .onDemand, in: &scratch
        ).cost
        #expect(cost >= best * (1 - 1e-12), "\(nodes) nodes")
      }
    }
  }

  static func model(
    _ sample: PlannedSample, _ fleet: FleetPlan, _ need: NeedTerms
  ) throws -> NeedModel? {
    let facility = try Samples.context().shared.facility
    let planner = Planner(products: sample.products, facility: facility)
    let market = planner.market(
      sample.plan, fleet, segment: .neocloud, asOf: sample.outcome.asOf)
    guard let entry = planner.entry(sample.plan, "nvidia-h100-sxm5"),
      case .demand(let levels) = fleet.size
    else { return nil }
    let rent = market.rent(of: entry.product, .onDemand)?.fact
    let purchase = entry.cost.acquisitions(in: market)
      .first { if case .purchase = $0.kind { true } else { false } }
    return NeedModel(
      fleet: fleet, levels: levels, path: need.rents, product: entry.product, cost: entry.cost,
      purchase: purchase, ownership: fleet.ownership(facility.ownership),
      rents: rent.map { [.onDemand: $0] } ?? [:],
      discount: sample.plan.finance.discount ?? facility.ownership.capitalCharge,
      finance: sample.plan.finance)
  }

  /// A committed hour costs the same used or idle.
  @Test func whatIsReservedIsPaidUsedOrNot() throws {
    let busy = try Self.options(Self.need([Level(accelerators: 64, share: 100)], rent: 3))
    let idle = try Self.options(
      Self.need(
        [Level(accelerators: 0, share: 90), Level(accelerators: 64, share: 10)], rent: 3))
    let a = try #require(busy["reserved-3y"]).cost
    let b = try #require(idle["reserved-3y"]).cost
    #expect(a == b)
    let seldom = try #require(idle["on-demand"]).cost
    let always = try #require(busy["on-demand"]).cost
    #expect(abs(seldom / (always / 10) - 1) < 1e-12)
  }
}
