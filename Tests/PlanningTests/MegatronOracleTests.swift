import Figures
import PlanFiles
import Planning
import Testing
import Units

@testable import HardwareKit

/// Megatron-LM on A100 in 2022: memory as its authors compute it, and steps as they measured them.
///
/// Source: V. Korthikanti et al., "Reducing Activation Recomputation in Large Transformer Models", arXiv
/// 2205.05198: figure 1 for memory (read off the plot, as tabulated by calculon-ai/calculon@caa4b11; the
/// values equal the paper's formulas) and table 5 for the time of an iteration.
@Suite struct MegatronOracleTests {
  struct Run: Sendable, CustomTestStringConvertible {
    let model: String
    let layout: Layout
    /// GiB of weights, gradients and optimizer, and of activations: nothing recomputed and no sequence
    /// parallelism, then attention alone recomputed and with it.
    let state: Double
    let activations: (none: Double, selective: Double)
    /// Seconds of an iteration: all layers recomputed, and attention alone.
    let iteration: (full: Double, selective: Double)

    var testDescription: String { model }
  }

  static func layout(
    tp: Int, pp: Int, interleave: Int, microBatch: Int, batch: Int
  ) -> Layout {
    Layout(
      tp: tp, pp: pp, dp: 1, interleave: interleave, microBatch: microBatch, batch: batch,
      sharding: .none, isGiven: true)
  }

  static let runs = [
    Run(
      model: "megatron-22b", layout: layout(tp: 8, pp: 1, interleave: 1, microBatch: 4, batch: 4),
      state: 45.5625, activations: (59.25, 9.5625), iteration: (1.42, 1.1)),
    Run(
      model: "gpt-3-175b", layout: layout(tp: 8, pp: 8, interleave: 3, microBatch: 1, batch: 64),
      state: 45.5625, activations: (66.84375, 12.3515625), iteration: (18.13, 13.75)),
    Run(
      model: "megatron-530b",
      layout: layout(tp: 8, pp: 35, interleave: 3, microBatch: 1, batch: 280),
      state: 31.640625, activations: (114.0234375, 23.076171875), iteration: (49.05, 37.83)),
    Run(
      model: "megatron-1t",
      layout: layout(tp: 8, pp: 64, interleave: 1, microBatch: 1, batch: 512),
      state: 32.958984375, activations: (131.25, 26.5625), iteration: (94.42, 71.49)),
  ]

  /// The figures of one run. The paper leaves the tables of the vocabulary out of its memory.
  static func figures(
    _ run: Run, recompute: Recompute, splitsSequence: Bool, tables: Bool
  ) throws -> Sheet {
    let shared = try Samples.context().shared
    var stack = try #require(shared.stacks.first { $0.id == "megatron-2022" })
    stack.splitsSequence = splitsSequence
    var architecture = try #require(shared.models[run.model]).architecture
    var constants = shared.constants
    let invented = Provenance(.definition("a test"), evidence: nil)
    if !tables {
      architecture.vocabulary = 1
      architecture.learnedPositions = 0
      constants.activationMargin = Fact(0, invented)
    }
    let registry = try Samples.registry.products(["nvidia-a100-sxm-80gb"])
    let product = try #require(registry["nvidia-a100-sxm-80gb"]).product
    let training = TrainingWorkload(
      model: ModelFacts(architecture, provenance: invented), method: .pretrain,
      sequence: Fact(2048, invented), batch: Fact(Double(run.layout.batch * 2048), invented),
      precision: .bf16, stack: stack, layout: LayoutRequest(), constants: constants,
      options: TrainingOptions(recompute: recompute))
    var sheet = Sheet()
    _ = try? Roofline(product).estimate(
      .train(training, accelerators: run.layout.accelerators), layout: run.layout, in: &sheet)
    return sheet
  }

  @Test(arguments: runs)
  func memoryIsAsTheAuthorsComputeIt(_ run: Run) throws {
    let gib = 1_073_741_824.0
    for (recompute, splits, activations) in [
      (Recompute.none, false, run.activations.none),
      (.selective, true, run.activations.selective),
    ] {
      let sheet = try Self.figures(
        run, recompute: recompute, splitsSequence: splits, tables: false)
      let state = try #require(sheet["memory.state"]).value / gib
      let kept = try #require(sheet["memory.activations"]).value / gib
      #expect(abs(state / run.state - 1) < 0.01, "state \(state) GiB, \(run.state) computed")
      #expect(abs(kept / activations - 1) < 0.01, "kept \(kept) GiB, \(activations) computed")
    }
  }

  @Test func stepsAreAsTheAuthorsMeasuredThem() throws {
    var errors: [Double] = []
    for run in Self.runs {
      for (recompute, measured) in [
        (Recompute.full, run.iteration.full), (.selective, run.iteration.selective),
      ] {
        let sheet = try Self.figures(
          run, recompute: recompute, splitsSequence: recompute == .selective, tables: true)
        let step = try #require(sheet["step.time"]).value
        errors.append(step / measured - 1)
        print(
          "oracle: \(run.model) \(recompute.rawValue) \(step) s, measured \(measured) s,",
          "off by \((step / measured - 1) * 100) %")
      }
    }
    let mean = errors.reduce(0) { $0 + abs($1) } / Double(errors.count)
    print("oracle: Megatron on A100, mean error \(mean * 100) %")
    #expect(mean <= 0.05)
  }
}
