import Figures
import HardwareKit
import Units

/// Products and workloads of the tests, from the embedded data.
enum Vendor {
  static func product(_ id: String, of plugin: some HardwarePlugin) throws -> Product {
    try plugin.catalog().products.first { $0.id == id } ?? { throw Missing(name: id) }()
  }

  struct Missing: Error {
    let name: String
  }

  /// Demands of the tests; limits are out of reach unless a test says otherwise.
  static func serving(
    _ model: String, prompt: Double = 1000, answer: Double = 300, precision: Precision = .bf16,
    ttft: Double = 1e6, tpot: Double = 1e6, percentile: Double = 0.5,
    layout: LayoutRequest = LayoutRequest()
  ) throws -> ServingWorkload {
    let shared = try SharedData.embedded()
    guard let entry = shared.models[model], let engine = shared.defaultEngine else {
      throw Missing(name: model)
    }
    let demand = Provenance(.definition("a test"), evidence: nil)
    return ServingWorkload(
      model: ModelFacts(entry.architecture, provenance: demand),
      prompt: Fact(prompt, demand), answer: Fact(answer, demand),
      prefixCache: Fact(0, demand), ttft: Fact(ttft, demand),
      ttftPercentile: Fact(percentile, demand), tpot: Fact(tpot, demand),
      tpotPercentile: Fact(percentile, demand), precision: precision, cachePrecision: precision,
      engine: engine, layout: layout)
  }

  /// Any fine-tuning run.
  static func training() throws -> Workload {
    let shared = try SharedData.embedded()
    guard let entry = shared.models["llama-3.1-8b"], let stack = shared.defaultStack else {
      throw Missing(name: "llama-3.1-8b")
    }
    let demand = Provenance(.definition("a test"), evidence: nil)
    return .train(
      TrainingWorkload(
        model: ModelFacts(entry.architecture, provenance: demand), method: .lora,
        sequence: Fact(4096, demand), batch: Fact(4096 * 64, demand), precision: .bf16,
        stack: stack, layout: LayoutRequest(), constants: shared.constants), accelerators: 8)
  }

  /// The layout that needs the fewest accelerators for a rate, as a planner would choose.
  static func best(
    _ model: any ThroughputModel, _ serving: ServingWorkload
  ) -> (layout: Layout, throughput: Throughput<Double>)? {
    var best: (layout: Layout, throughput: Throughput<Double>)?
    for layout in model.layouts(for: .serve(serving)) {
      var scratch = Scratch()
      guard
        let found = try? model.estimate(.serve(serving), layout: layout, in: &scratch)
      else { continue }
      let rate = found.tokensPerSecond / found.accelerators
      if rate > best.map({ $0.throughput.tokensPerSecond / $0.throughput.accelerators }) ?? 0 {
        best = (layout, found)
      }
    }
    return best
  }
}
