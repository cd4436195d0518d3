import Figures
import HardwareKit
import PlanFiles
import Testing
import Units

@testable import Planning

/// Random pairs of plan keys, with random values: what the search chooses is feasible on the sheet and costs
/// there what the answer says, and no size or layout that it passed over is cheaper by more than the hundredth
/// within which the quicker one is taken.
///
/// A formula that stands in two places agrees on the plans that its author had in mind, and is found out
/// where two keys meet that nobody wrote together.
@Suite struct PairwisePlanTests {
  /// A key of a workload with values to draw from; the empty one leaves it out.
  struct Key: Sendable {
    let name: String
    let values: [String]
  }

  static let serving: [Key] = [
    Key(name: "traffic.peak", values: ["3 tokens/s", "400 tokens/s", "9000 tokens/s"]),
    Key(name: "traffic.mean", values: ["10% of peak", "70% of peak"]),
    Key(name: "traffic.growth", values: ["9% per month", "-7% per month"]),
    Key(name: "traffic.prompt", values: ["60 tokens", "6000 tokens"]),
    Key(name: "traffic.answer", values: ["40 tokens", "1500 tokens"]),
    Key(name: "traffic.prefix-cache", values: ["60%"]),
    Key(name: "traffic.prompt-variation", values: ["0", "200%"]),
    Key(name: "traffic.answer-variation", values: ["0", "150%"]),
    Key(name: "traffic.arrivals", values: ["{gamma: 2}"]),
    Key(name: "service-level.ttft", values: ["600 ms at p99", "5 s at p50"]),
    Key(name: "service-level.tpot", values: ["18 ms at p50", "45 ms at p99"]),
    Key(name: "size-for", values: ["p90"]),
    Key(name: "redundancy", values: ["n+2 replicas"]),
    Key(name: "precision", values: ["bf16", "[bf16, fp8]"]),
    Key(name: "cache-precision", values: ["fp8"]),
    Key(name: "engine", values: ["sglang", "tensorrt-llm"]),
    Key(name: "layout.tp", values: ["2", "8"]),
    Key(name: "layout.pp", values: ["2"]),
    Key(name: "speculative", values: ["{tokens: 3, accepted: 1.8}"]),
    Key(name: "model", values: ["mixtral-8x7b"]),
    Key(name: "finance.horizon", values: ["1 months", "7 months"]),
  ]

  static let training: [Key] = [
    Key(name: "tokens", values: ["300 M tokens", "40 G tokens"]),
    Key(name: "sequence", values: ["2048 tokens", "8192 tokens"]),
    Key(name: "batch", values: ["262144 tokens", "2097152 tokens"]),
    Key(name: "method", values: ["lora", "qlora"]),
    Key(name: "deadline", values: ["20 hours", "6 days"]),
    Key(name: "mfu", values: ["12%", "65%"]),
    Key(name: "goodput", values: ["60%"]),
    Key(name: "runs", values: ["9"]),
    Key(name: "experiments", values: ["300% of final run"]),
    Key(name: "packing", values: ["70%"]),
    Key(name: "evaluation", values: ["30 G tokens"]),
    Key(name: "precision", values: ["fp8"]),
    Key(name: "layout.tp", values: ["2"]),
    Key(name: "failures.interval", values: ["2 k h"]),
    Key(name: "finance.horizon", values: ["1 months"]),
  ]

  static let service = """
    headroom: 1
    model: llama-3.1-8b
    workloads:
      work:
        kind: serve
        traffic: {peak: 100 tokens/s to 900 tokens/s, prompt: 800 tokens, answer: 200 tokens}
        precision: fp8
    hardware: [nvidia-h100-sxm5]
    acquire: [rent: {}, rent: {term: 1 year}, buy: {}]
    finance: {as-of: 2026-11-01, horizon: 3 months}
    """

  static let run = """
    headroom: 1
    model: llama-3.1-8b
    workloads:
      work:
        kind: fine-tune
        tokens: 3 G tokens
        sequence: 4096 tokens
        batch: 524288 tokens
    hardware: [nvidia-h100-sxm5]
    finance: {as-of: 2026-11-01, horizon: 3 months}
    """

  struct Draw: Sendable, CustomTestStringConvertible {
    let settings: [String]
    var testDescription: String { settings.joined(separator: ", ") }
  }

  /// So many pairs of different keys, each with values, and one draw of no key at all.
  static func draws(_ keys: [Key], _ count: Int, seed: UInt64) -> [Draw] {
    var random = SplitMix64(state: seed)
    var result = [Draw(settings: [])]
    while result.count < count {
      let first = random.pick(keys)
      let second = random.pick(keys)
      guard first.name != second.name else { continue }
      result.append(
        Draw(
          settings: [first, second].map { key in
            let isOfWorkload = key.name != "model" && !key.name.hasPrefix("finance.")
            return "\(isOfWorkload ? "work." : "")\(key.name)=\(random.pick(key.values))"
          }))
    }
    return result
  }

  private static func search(
    _ sample: PlannedSample, _ workload: WorkloadOutcome
  ) throws -> LayoutSearch {
    let model = sample.outcome.cases[0].model
    let entry = try #require(sample.products["nvidia-h100-sxm5"])
    let planned = workload.planned.with(
      try Samples.context().shared.bands, on: entry.product, model, [:])
    return LayoutSearch(
      planned: planned, model: model, entry: entry, finance: sample.plan.finance)
  }

  /// The option on a sheet, which refuses nothing and costs the same to the last bit.
  private static func expectEqual(_ option: PlanOption, _ answer: Answer) throws {
    let model = try #require(option.model)
    var sheet = Sheet()
    sheet.scope = "work"
    let filled = model.fill(&sheet)
    let figures = try #require(filled, "the sheet refuses")
    #expect(sheet.faults.isEmpty, "\(sheet.faults)")
    #expect(figures.cost.value == answer.cost)
    let broken = sheet.constraints.filter { !$0.holds }
    #expect(broken.isEmpty)
  }

  @Test(arguments: draws(serving, 36, seed: 401))
  func theSearchForAServiceFindsTheCheapest(_ draw: Draw) throws {
    let sample = try Samples.plan(text: Self.service, settings: draw.settings)
    let workload = sample.outcome.cases[0].workloads[0]
    let search = try Self.search(sample, workload)
    guard case .serve(let demand) = search.planned.kind,
      case .success(let runs) = search.runs(demand)
    else {
      Issue.record("\(draw) is no service")
      return
    }
    let layouts = runs.flatMap { $0.layouts(search.entry) }
    for option in workload.options {
      guard let answer = option.answer, let model = option.model else {
        // Nothing fits where the search found nothing.
        for layout in layouts {
          var scratch = Scratch()
          #expect(throws: Infeasible.self, "\(layout.text) \(layout.batch)") {
            _ = try search.entry.throughput.estimate(
              .serve(demand.workload(search.model, layout)), layout: layout, in: &scratch)
          }
        }
        continue
      }
      try Self.expectEqual(option, answer)
      for layout in layouts {
        var other = model
        other.layout = layout
        var scratch = Scratch()
        guard let cost = try? other.write(in: &scratch).cost else { continue }
        #expect(
          answer.cost <= cost * 1.01 * (1 + 1e-12),
          "\(option.way.label): \(layout.text) \(layout.batch) costs \(cost), the answer \(answer.cost) on \(answer.layout?.text ?? "")"
        )
      }
    }
  }

  /// What a way is paid by counts the traffic that its bill counts, at a percentile of the peak too.
  @Test func theSearchCountsTheTrafficOfTheBill() throws {
    let sample = try Samples.plan(
      text: Self.service, settings: ["work.size-for=p90", "work.traffic.growth=20% per month"])
    let workload = sample.outcome.cases[0].workloads[0]
    let search = try Self.search(sample, workload)
    guard case .serve(let demand) = search.planned.kind else { return }
    let traffic = ServiceTraffic(demand, months: 3)
    for option in workload.options {
      let answer = try #require(option.answer)
      let layout = try #require(answer.layout)
      var scratch = Scratch()
      let throughput = try search.entry.throughput.estimate(
        .serve(demand.workload(search.model, layout)), layout: layout, in: &scratch)
      let score = search.score(
        demand, .hours, search.merit(demand, layout, throughput), traffic)
      #expect(abs(score.0 * TimeSpan.month / (try #require(answer.usedHours)) - 1) < 1e-12)
    }
  }

  @Test(arguments: draws(training, 30, seed: 402))
  func theSearchForARunFindsTheSmallestFleetInTime(_ draw: Draw) throws {
    let sample = try Samples.plan(text: Self.run, settings: draw.settings)
    let workload = sample.outcome.cases[0].workloads[0]
    let search = try Self.search(sample, workload)
    guard case .train(let demand) = search.planned.kind else {
      Issue.record("\(draw) is no run")
      return
    }
    let option = workload.options[0]
    if let answer = option.answer { try Self.expectEqual(option, answer) }
    let training = demand.workload(search.model)
    let chosen = option.answer.flatMap(\.layout)?.accelerators
    for size in LayoutSearch.fleetSizes.prefix(8).map({ 8 * $0 }) where size <= chosen ?? .max {
      for layout in search.entry.throughput.layouts(for: .train(training, accelerators: size)) {
        let run = RunModel(
          demand: demand, model: search.model, throughput: search.entry.throughput,
          layout: layout, horizon: search.finance.horizon)
        var scratch = Scratch()
        guard let time = try? run.write(in: &scratch).duration else { continue }
        guard size == chosen, let best = option.answer?.duration else {
          Issue.record("\(size) in \(layout.text) is in time, \(chosen ?? 0) was chosen")
          return
        }
        #expect(best <= time * (1 + 1e-9), "\(layout.text)")
      }
    }
  }
}
