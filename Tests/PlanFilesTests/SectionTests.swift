import Diagnostics
import Documents
import Figures
import Keys
import PlanFiles
import Planning
import Testing
import Units

/// What sections read and what they describe is the same.
@Suite struct SectionTests {
  @Test func numbersOfASectionSayWhatTheyMayBe() throws {
    let inputs = try Plans.table().inputs(in: "traffic")
    let cached = try #require(inputs.first { $0.path == "prefix-cache" })
    #expect(cached.measure.dimension == .none)
    #expect(cached.measure.bounds.ends.low == 0 && cached.measure.bounds.ends.high == 1)
    let horizon = try #require(
      try Plans.table().inputs(in: "plan").first { $0.path == "finance.horizon" })
    #expect(horizon.measure.decides)
    #expect(horizon.measure.bounds.ends.high == 50 * TimeSpan.year)
  }

  /// Bounds hold for what is drawn and not for the ends of an interval alone.
  @Test(arguments: ["30% to 95%", "{normal: {mean: 60%, sd: 22%}}"])
  func noSampleLeavesTheBounds(cache: String) throws {
    let plan = try Plans.read(
      """
      headroom: 1
      model: llama-3.1-8b
      workloads:
        chat:
          kind: serve
          traffic:
            peak: 100 output tokens/s
            prompt: 1000 tokens
            answer: 200 tokens
            prefix-cache: \(cache)
      """
    ).plan
    let estimate = try Plans.serving(plan).prefixCache.estimate
    let draws = (0..<2000).map { estimate.quantile((Double($0) + 0.5) / 2000) }
    #expect(draws.allSatisfy { $0 >= 0 && $0 < 1 })
    #expect(draws.contains { $0 > 0.8 })
  }

  @Test func nullIsAbsent() throws {
    let plan = try Plans.read(
      Plans.service("    service-level: {ttft: , tpot: 80 ms}", below: "finance: {tax: }")
    ).plan
    let demand = try Plans.serving(plan)
    #expect(demand.ttft.value == TimeSpan.year)
    #expect(demand.tpot.value == 0.08)
  }

  @Test func factsRememberTheirKey() throws {
    let demand = try Plans.serving(
      try Plans.read(
        """
        headroom: 1
        model: llama-3.1-8b
        workloads:
          chat:
            kind: serve
            traffic: {peak: 100 tokens/s, mean: 40 tokens/s, prompt: 1000 tokens, answer: 200 tokens}
        """
      ).plan)
    #expect(demand.peak.provenance.keys == [.init("chat.traffic.peak", factor: 1)])
    #expect(
      demand.meanShare.provenance.keys == [
        .init("chat.traffic.mean", factor: nil),
        .init("chat.traffic.peak", factor: nil),
      ])
  }

  /// No number is read without a ceiling.
  @Test(arguments: [
    "finance: {discount: 1e308% per year}", "finance: {horizon: 51 years}",
    "finance: {exchange: {currency: EUR, rate: $1e7, date: 2026-01-01}}",
  ])
  func numbersHaveCeilings(below: String) {
    #expect(Plans.errors(Plans.service(below: below)) == ["impossible-value"])
  }
}

/// Null stands for absence at every optional key.
@Suite struct AbsentKeyTests {
  @Test(arguments: KeyBoundsTests.sections)
  func nullOfEveryOptionalKeyIsRead(_ section: String, _ plan: String, _ prefix: String) throws {
    let keys = try #require(try Plans.table()[section]).keys.filter { !$0.isRequired }
    #expect(keys.count > 2)
    for key in keys where !plan.contains("\(key.name):") {
      let found = Plans.errors(plan, settings: ["\(prefix)\(key.name)=~"])
      #expect(found.isEmpty, "\(prefix)\(key.name): \(found)")
    }
  }
}
