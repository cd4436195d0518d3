import BuiltInPlugins
import Diagnostics
import Figures
import HardwareKit
import Planning
import Units

extension Bench {
  /// Llama 3.1 70B at fp8 on H100: operating points priced, and requests played.
  static func serving() throws {
    guard let (serving, product) = try service() else {
      print("the catalogue lacks Llama 3.1 70B, or a plugin the H100")
      return
    }
    let workload = Workload.serve(serving)
    let layouts = product.throughput.layouts(for: workload)
    let each = Stopwatch.seconds(calls: layouts.count) { call in
      var scratch = Scratch()
      return
        (try? product.throughput.estimate(workload, layout: layouts[call], in: &scratch))?
        .tokensPerSecond ?? 0
    }
    print("operating points per second     \(Int(1 / each))  (at least 100000 is meant)")

    let layout = Layout(tp: 8, batch: 64)
    var scratch = Scratch()
    guard let replica = product.throughput.stepped(serving, layout: layout),
      let found = try? product.throughput.estimate(workload, layout: layout, in: &scratch)
    else {
      print("no step of TP8 at a batch of 64")
      return
    }
    let requests = 20_000
    let play = Stopwatch.seconds(calls: 10) { call in
      let simulation = ServingSimulation(
        replica: ServingSimulation.Replica(
          scheduling: serving.engine.scheduling, chunk: replica.chunk,
          sequences: replica.sequences, cache: replica.cacheTokens),
        arrivals: .open(rate: found.tokensPerSecond / 500, variation: 1),
        lengths: ServingSimulation.Lengths(
          prompt: 2000, answer: 500, promptSpread: .gamma(1), answerSpread: .gamma(1)),
        requests: requests, seed: UInt64(call + 1))
      return simulation.run(replica.step).outputTokens
    }
    print(
      "requests played per second      \(Int(Double(requests) / play))  (at least 100000 is meant)")
  }

  private static func service() throws -> (ServingWorkload, ModelledProduct)? {
    do throws(DiagnosticList) {
      let shared = try SharedData.embedded()
      let id = "nvidia-h100-sxm5"
      guard let entry = shared.models["llama-3.1-70b"], let engine = shared.defaultEngine,
        let product = try ProductRegistry(builtInPlugins).products([id])[id]
      else { return nil }
      let asked = Provenance(.assumed("a benchmark"), evidence: .assumed)
      let serving = ServingWorkload(
        model: ModelFacts(entry.architecture, provenance: asked, score: nil),
        prompt: Fact(2000, asked), answer: Fact(500, asked), prefixCache: Fact(0, asked),
        ttft: Fact(TimeSpan.year, asked), ttftPercentile: Fact(1 / 2, asked),
        tpot: Fact(TimeSpan.year, asked), tpotPercentile: Fact(1 / 2, asked), precision: .fp8,
        cachePrecision: .fp8, engine: engine, layout: LayoutRequest())
      return (serving, product)
    } catch {
      for problem in error.diagnostics { print(problem.message) }
      return nil
    }
  }
}
