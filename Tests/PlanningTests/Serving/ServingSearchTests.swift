import Figures
import HardwareKit
import PlanFiles
import Testing

@testable import Planning

/// Number formats, techniques and pools that the search chooses among.
@Suite struct ServingSearchTests {
  private static func plan(_ keys: String, on products: String = "nvidia-h100-sxm5") -> String {
    """
    headroom: 1
    model: llama-3.1-70b
    hardware: [\(products)]
    finance: {as-of: 2026-10-01}
    workloads:
      assistant:
        kind: serve
        traffic: {peak: 9000 output tokens/s, prompt: 2000 tokens, answer: 500 tokens}
        service-level: {ttft: 2 s at p95, tpot: 50 ms at p95}
    \(keys.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))
    """
  }

  private static func answer(
    _ keys: String, on products: String = "nvidia-h100-sxm5"
  ) throws -> (cost: Double, layout: Layout) {
    let sample = try Samples.plan(text: plan(keys, on: products))
    let answer = try #require(sample.outcome.cases.first?.workloads.first?.choice?.answer)
    return (answer.cost, try #require(answer.layout))
  }

  @Test("of several formats the cheapest is taken, and it is one of those")
  func formats() throws {
    let bf16 = try Self.answer("precision: bf16")
    let fp8 = try Self.answer("precision: fp8")
    let either = try Self.answer("precision: [bf16, fp8]")
    #expect(either.cost == min(bf16.cost, fp8.cost))
    #expect(either.layout.choice.precision == (fp8.cost < bf16.cost ? .fp8 : .bf16))
    #expect(either.layout.text.contains("fp8"))
    // Without a choice nothing is told of formats.
    #expect(fp8.layout.choice == ServingChoice())
  }

  @Test("search takes only formats in which the product computes")
  func units() throws {
    let a100 = try Self.answer("precision: search", on: "nvidia-a100-sxm-80gb")
    let precision = try #require(a100.layout.choice.precision)
    #expect(precision == .bf16 || precision == .int8)
    let listed = try Self.answer("precision: [bf16, fp8]", on: "nvidia-a100-sxm-80gb")
    #expect(listed.cost <= a100.cost)
  }

  @Test("of several techniques none makes the fleet dearer")
  func techniques() throws {
    let base = "precision: fp8\n"
    let plain = try Self.answer(base)
    let all = try Self.answer(
      base + "speculative: search\nchunked-prefill: [engine, none, 2048 tokens]\n"
        + "disaggregated: search\ncache-precision: search")
    let speculative = try Self.answer(base + "speculative: {}")
    #expect(all.cost <= plain.cost)
    #expect(all.cost <= speculative.cost)
  }

  @Test("pools of their own sizes are no dearer than pools of one size, and found by search")
  func pools() throws {
    let base = "precision: fp8\n"
    let free = try Self.answer(base + "disaggregated: true")
    for tp in [1, 2, 4] {
      let same = try Self.answer(base + "disaggregated: true\nlayout: {tp: \(tp), pp: 1}")
      #expect(free.cost <= same.cost)
      #expect(same.layout.prefillSizes == nil)
    }
    let given = try Self.answer(
      base + "disaggregated: {prefill-layout: {tp: 2, pp: 1}}\nlayout: {tp: 4, pp: 1}")
    #expect(given.layout.prefillLayout.tp == 2 && given.layout.tp == 4)
    #expect(given.layout.text.contains("x TP2 +") && given.layout.text.hasSuffix("x TP4"))
    #expect(free.cost <= given.cost)
  }

  @Test("both pools stand on the sheet, each with its own sizes")
  func poolsOnTheSheet() throws {
    let sample = try Samples.plan(
      text: Self.plan(
        "precision: fp8\ndisaggregated: {prefill-layout: {tp: 2, pp: 1}}\nlayout: {tp: 4, pp: 1}"))
    let sheet = try #require(sample.outcome.cases.first?.sheet)
    #expect(sheet.faults.isEmpty, "\(sheet.faults)")
    #expect(sheet["assistant.layout.tp"]?.value == 4)
    #expect(sheet["assistant.prefill-pool.layout.tp"]?.value == 2)
    // What does not differ is one input.
    #expect(sheet["assistant.prefill-pool.product.memory-bandwidth"] == nil)
  }
}
