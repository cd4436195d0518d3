import Figures
import HardwareKit
import PlanFiles
import Planning
import Testing

/// Number formats and techniques that a plan leaves to the search.
@Suite struct TechniqueSearchTests {
  /// The plan that leaves a choice, and the values of each key that it chooses from.
  static let keys: [(key: String, values: [String])] = [
    ("precision", ["bf16", "fp8"]), ("speculative", ["none", "{}"]),
    ("chunked-prefill", ["engine", "none"]),
    ("disaggregated", ["false", "{prefill: 1, decode: 2}"]),
  ]

  static func plan(_ values: [String], ttft: String, layout: String = "{pp: 1}") throws
    -> PlannedSample
  {
    let chosen = zip(keys, values).map { "    \($0.key): \($1)" }.joined(separator: "\n")
    return try Samples.plan(
      text: """
        headroom: 1
        model: llama-3.1-8b
        hardware: [nvidia-h100-sxm5, nvidia-a100-sxm-80gb]
        finance: {as-of: 2026-10-01}
        workloads:
          assistant:
            kind: serve
            traffic: {peak: 60000 output tokens/s, prompt: 2000 tokens, answer: 300 tokens}
            service-level: {ttft: \(ttft) at p95, tpot: 25 ms at p95}
            layout: \(layout)
        \(chosen)
        """)
  }

  static let combinations: [[String]] = keys.reduce([[]]) { all, key in
    all.flatMap { start in key.values.map { start + [$0] } }
  }

  @Test(
    "several values are answered like the cheapest of the plans with one each",
    arguments: ["400 ms", "2 s"])
  func cheapestOfSingles(ttft: String) throws {
    let listed = try Self.plan(
      Self.keys.map { "[\($0.values.joined(separator: ", "))]" }, ttft: ttft)
    let singles = try Self.combinations.map { try Self.plan($0, ttft: ttft) }
    let options = try #require(listed.outcome.cases.first?.workloads.first).options
    for (index, option) in options.enumerated() {
      let costs = singles.compactMap { single in
        single.outcome.cases.first?.workloads.first?.options[index].answer?.cost
      }
      let name = "\(option.product.id) \(option.way.label)"
      let cheapest = try #require(costs.min(), "\(name)")
      let cost = try #require(option.answer?.cost, "\(name)")
      #expect(abs(cost / cheapest - 1) < 1e-12, "\(name): \(cost) against \(costs.sorted())")
    }
  }

  @Test("what was chosen is the variant of the layout, and is named")
  func named() throws {
    let sample = try Self.plan(
      ["search", "search", "search", "[false, {prefill: 1, decode: 2}]"], ttft: "2 s")
    let workload = try #require(sample.outcome.cases.first?.workloads.first)
    guard case .serve(let demand) = workload.planned.kind else { throw Samples.Unexpected() }
    let layout = try #require(workload.choice?.answer?.layout)
    let variant = demand.variants[layout.choice.index]
    let words = layout.text.split(separator: " ").map(String.init)
    #expect(words.contains(variant.precision.rawValue), "\(layout.text)")
    #expect(
      words.contains { $0.hasPrefix("speculative") } == variant.technique.speculation,
      "\(layout.text)")
    #expect(
      words.contains("whole-prompts") == variant.technique.takesWholePrompts, "\(layout.text)")
    #expect(layout.hasPools == variant.technique.disaggregated, "\(layout.text)")
    // The sheet that explain reads is of the same variant.
    let bytes = try #require(sample.outcome.cases[0].sheet["assistant.precision.weights"]?.value)
    #expect(bytes == variant.precision.bytes.value)
  }

  @Test("a value alone gives what a list of it alone gives")
  func listOfOne() throws {
    let plain = try Self.plan(["fp8", "{}", "engine", "{prefill: 1, decode: 2}"], ttft: "2 s")
    let listed = try Self.plan(
      ["[fp8]", "[{}]", "[engine]", "[{prefill: 1, decode: 2}]"], ttft: "2 s")
    #expect(plain.outcome.cases[0].total == listed.outcome.cases[0].total)
    #expect(plain.outcome.cases[0].total != nil)
  }

  @Test(
    "every shape is listed: the chosen one at no more than any other, others with what they miss")
  func shapes() throws {
    let sample = try Self.plan(["[bf16, fp8]", "none", "engine", "false"], ttft: "400 ms")
    let context = try Samples.context().shared
    let planner = Planner(
      products: sample.products, facility: context.facility, bands: context.bands)
    let item = try #require(sample.outcome.cases.first)
    let workload = try #require(item.workloads.first)
    let shapes = try #require(planner.searched(sample.outcome).first).shapes
    let choice = try #require(workload.choice)
    var seen: Set<String> = []
    for shape in shapes {
      #expect(seen.insert("\(shape.product.id) \(shape.layout.text)").inserted)
      switch shape.result {
      case .fits(let above): #expect(above >= 0)
      case .misses(let miss): #expect(miss.needed > miss.available)
      }
    }
    let chosen = try #require(
      shapes.first { $0.product.id == choice.product.id && $0.layout == choice.answer?.layout })
    guard case .fits(let above) = chosen.result else { throw Samples.Unexpected() }
    #expect(above == 0)
    #expect(seen.contains("nvidia-h100-sxm5 TP8 bf16") && seen.contains("nvidia-h100-sxm5 TP1 fp8"))
  }
}
