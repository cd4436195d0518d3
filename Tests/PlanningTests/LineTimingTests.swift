import Figures
import Finance
import HardwareKit
import PlanFiles
import Testing
import Units

@testable import Planning

/// The cost model of ordinary hardware with a line more.
private struct FurtherLine: CostModel {
  let base: ComponentCost
  let timing: LineItem<Double>.Timing
  var renamed = false

  private static var royalty: FigureID {
    FigureID("cost.royalty", "Royalty", Dimension(money: 1))
  }
  private static var price: FigureID {
    FigureID("price.royalty", "Royalty each time", Dimension(money: 1))
  }
  private static var rent: FigureID {
    FigureID("price.royalty", "Royalty of an hour", Dimension(time: -1, money: 1))
  }
  private static var token: FigureID {
    FigureID("price.royalty", "Royalty of a token", Dimension(tokens: -1, money: 1))
  }
  private static var boards: FigureID { FigureID("cost.boards", "Boards", Dimension(money: 1)) }

  func acquisitions(in market: Market) -> [Acquisition] { base.acquisitions(in: market) }
  func unknowns(for acquisition: Acquisition) -> [String] { base.unknowns(for: acquisition) }
  func lineItems<L: Ledger>(
    for acquisition: Acquisition, of fleet: Fleet<L.Number>, in ledger: inout L
  ) -> [LineItem<L.Number>] {
    let due: LineItem<L.Number>.Timing =
      switch timing {
      case .once(let month): .once(month: month)
      case .atEnd: .atEnd
      case .monthly: .monthly
      case .perHourUsed: .perHourUsed
      case .perPromptToken: .perPromptToken
      case .perOutputToken: .perOutputToken
      }
    let known = Provenance(.assumed("a test"), evidence: .assumed)
    let price =
      switch timing {
      case .once, .atEnd, .monthly: ledger.input(Self.price, Fact<Dollars>(1000, known))
      case .perHourUsed: ledger.input(Self.rent, Fact<DollarsPerSecond>(1000, known))
      case .perPromptToken, .perOutputToken:
        ledger.input(Self.token, Fact<DollarsPerToken>(1000, known))
      }
    let items = base.lineItems(for: acquisition, of: fleet, in: &ledger).map { item in
      guard renamed, item.role == .servers else { return item }
      return LineItem(
        Self.boards, item.role, quantity: item.quantity, unitPrice: item.unitPrice, item.timing,
        measure: item.measure)
    }
    return items + [LineItem(Self.royalty, .other, quantity: 1, unitPrice: price, due)]
  }
}

/// Every timing of a line does in every kind of plan what it says, or is refused by the line's name.
@Suite struct LineTimingTests {
  private static let cluster = """
    headroom: 1
    plan: A cluster
    fleet: {product: [nvidia-h100-sxm5], accelerators: 64, network: {share: 10% of servers}}
    buy: {server: $250 k per node, life: 24 months, residual: 20% of servers}
    operate: {electricity: $0.08/kWh, colocation: $150/kW per month, support: 8% of servers per year}
    market: {price: {start: $3.82/h}, utilisation: {steady: 70%}}
    finance: {as-of: 2026-10-05, horizon: 24 months, discount: 10% per year}
    """
  private static let need = """
    headroom: 1
    plan: A need
    fleet:
      product: [nvidia-h100-sxm5]
      demand: [{accelerators: 64, share: 50% of hours}, {accelerators: 32, share: 50% of hours}]
    acquire: [{buy: {life: 4 years, residual: 10%}}]
    finance: {as-of: 2026-10-05, horizon: 24 months, discount: 10% per year}
    """
  private static let training = """
    headroom: 1
    model: llama-3.1-8b
    hardware: [nvidia-h100-sxm5]
    acquire: [{buy: {life: 4 years}}]
    finance: {as-of: 2026-10-05, horizon: 24 months}
    workloads: {run: {kind: train, tokens: 1 T tokens, accelerators: 64}}
    """

  /// The plan's outcome with the line, or without where there is no timing.
  private static func outcome(
    _ text: String, _ timing: LineItem<Double>.Timing?, renamed: Bool = false
  ) throws -> Outcome {
    let sample = try Samples.plan(text: text)
    guard let timing else { return sample.outcome }
    let h100 = try #require(sample.products["nvidia-h100-sxm5"])
    let product = ModelledProduct(
      product: h100.product, throughput: { Roofline($0) },
      cost: { FurtherLine(base: ComponentCost($0), timing: timing, renamed: renamed) })
    let shared = try Samples.context().shared
    return Planner(products: [product.product.id: product], facility: shared.facility)
      .outcome(of: sample.plan)
  }

  private static func fleet(
    _ timing: LineItem<Double>.Timing?, _ name: String, renamed: Bool = false
  ) throws -> Double {
    let sheet = try #require(try outcome(cluster, timing, renamed: renamed).fleet).sheet
    #expect(sheet.faults.isEmpty, "\(sheet.faults)")
    return try #require(sheet["nvidia-h100-sxm5.\(name)"], "\(name)").value
  }

  /// Paid in month 13, at its start; neither capital of the start nor left out.
  @Test func whatIsBoughtLaterIsPaidLater() throws {
    let timing = LineItem<Double>.Timing.once(month: 13)
    #expect(try Self.fleet(timing, "cash.start") == Self.fleet(nil, "cash.start"))
    let paid = try Self.fleet(nil, "cash.month-12") - Self.fleet(timing, "cash.month-12")
    #expect(abs(paid - 1000) < 1e-6)
    // Twelve months old at the end, of a life of 24: half of it is left, and not nothing.
    let left = try Self.fleet(timing, "cost.end-value") - Self.fleet(nil, "cost.end-value")
    #expect(abs(left - 500) < 1e-6)
  }

  @Test func whatFallsDueAtTheEndIsPaidThen() throws {
    #expect(try Self.fleet(.atEnd, "cash.start") == Self.fleet(nil, "cash.start"))
    let paid = try Self.fleet(nil, "cash.month-24") - Self.fleet(.atEnd, "cash.month-24")
    #expect(abs(paid - 1000) < 1e-6)
  }

  /// 64 accelerators · 730 h · 70 % in a month, at $1,000 for a second of one.
  @Test func anHourUsedIsPaidByAFleet() throws {
    let more =
      try Self.fleet(nil, "operating.month-05") - Self.fleet(.perHourUsed, "operating.month-05")
    #expect(abs(more / (64 * 730 * 3600 * 0.7 * 1000) - 1) < 1e-9)
    let sheet = try #require(try Self.outcome(Self.need, .perHourUsed).fleet).sheet
    let cost = try #require(sheet["nvidia-h100-sxm5.buy.cost.royalty"]).value
    #expect(abs(cost / (48 * 730 * 3600 * 24 * 1000) - 1) < 1e-9)
  }

  /// Shares of the servers are found by role: renaming the line changes nothing.
  @Test func serversAreFoundByRole() throws {
    for name in ["cost.support", "cost.fabric", "cost.end-value", "npv"] {
      let known = try Self.fleet(.monthly, name)
      #expect(known != 0)
      #expect(try Self.fleet(.monthly, name, renamed: true) == known, "\(name)")
    }
  }

  /// Tokens are counted by services alone: a fleet, a need and a run refuse the line by its name.
  @Test(arguments: [cluster, need, training])
  func tokensAreRefusedByNameWhereNoneAreCounted(_ text: String) throws {
    for timing in [LineItem<Double>.Timing.perPromptToken, .perOutputToken, .once(month: 25)] {
      let outcome = try Self.outcome(text, timing)
      let refusals =
        (outcome.fleet?.options.compactMap(\.refusal) ?? [])
        + outcome.cases.flatMap(\.workloads).flatMap(\.options).map(\.status)
      #expect(!refusals.isEmpty)
      for refusal in refusals {
        guard case .infeasible(let miss, _) = refusal else {
          Issue.record("\(timing): \(refusal)")
          continue
        }
        #expect(miss.subject?.text.contains("'cost.royalty'") == true)
      }
    }
  }
}
