import Figures
import PlanFiles
import Planning
import Testing
import Units

@testable import HardwareKit

/// The search over layouts drops nothing that could be the best.
@Suite struct TrainingSearchTests {
  static let invented = Provenance(.assumed("drawn by a test"), evidence: .assumed)

  struct Space: Sendable, CustomTestStringConvertible {
    let model: String
    let product: String
    let accelerators: Int
    let sequences: Int
    let method: TrainingWorkload.Method
    /// Number formats and shardings that the plan leaves to the search.
    var precisions: [Precision] = []
    var shardings: [Sharding] = []

    var testDescription: String { "\(model) on \(accelerators) \(product), \(method.rawValue)" }
  }

  static let spaces = [
    Space(
      model: "llama-3.1-8b", product: "nvidia-h100-sxm5", accelerators: 8, sequences: 64,
      method: .pretrain),
    Space(
      model: "llama-3.1-8b", product: "nvidia-a100-sxm-40gb", accelerators: 12, sequences: 48,
      method: .full),
    Space(
      model: "llama-3.1-70b", product: "nvidia-h200-sxm", accelerators: 16, sequences: 32,
      method: .pretrain),
    Space(
      model: "llama-2-70b", product: "nvidia-h100-sxm5", accelerators: 8, sequences: 8,
      method: .lora),
    Space(
      model: "mixtral-8x7b", product: "nvidia-h100-sxm5", accelerators: 16, sequences: 32,
      method: .pretrain),
    Space(
      model: "llama-3.1-8b", product: "nvidia-b200", accelerators: 8, sequences: 32,
      method: .pretrain, precisions: [.bf16, .fp8, .mxfp8, .nvfp4], shardings: Sharding.allCases),
    Space(
      model: "llama-3.1-70b", product: "nvidia-h200-sxm", accelerators: 8, sequences: 32,
      method: .lora, precisions: [.fp8, .bf16], shardings: [.none, .everything]),
  ]

  static func workload(_ space: Space) throws -> (Workload, Roofline, TrainingWorkload) {
    let entry = try #require(try Samples.context().shared.models[space.model])
    var demand = try Samples.training()
    demand.method = space.method
    demand.sequence = Fact(4096, invented)
    demand.batch = Fact(Double(space.sequences * 4096), invented)
    demand.layout = LayoutRequest()
    demand.options.precisions = space.precisions
    demand.options.shardings = space.shardings
    let training = demand.workload(ModelFacts(entry.architecture, provenance: invented))
    let products = try Samples.registry.products([space.product])
    let product = try #require(products[space.product]).product
    return (.train(training, accelerators: space.accelerators), Roofline(product), training)
  }

  static func rate(_ model: Roofline, _ run: Workload, _ layout: Layout) -> Double? {
    var scratch = Scratch()
    return try? model.estimate(run, layout: layout, in: &scratch).tokensPerSecond
  }

  /// Every combination of whole numbers that is a layout at all: groups divide the accelerators, tensor
  /// groups the heads inside a domain, experts spread evenly, replicas and micro-batches divide the batch.
  static func everyLayout(_ space: Space, _ model: ModelArchitecture) -> [Layout] {
    var result: [Layout] = []
    let n = space.accelerators
    for tp in 1...8 where n % tp == 0 && model.attention.heads % tp == 0 {
      for pp in 1...n where n % (tp * pp) == 0 && pp <= model.layers {
        for cp in [1, 2, 4, 8] where n % (tp * pp * cp) == 0 {
          let dp = n / (tp * pp * cp)
          guard space.sequences % dp == 0 else { continue }
          let experts = model.experts?.count ?? 1
          for ep in 1...min(experts, dp * cp * tp)
          where experts % ep == 0 && (dp * cp * tp) % ep == 0
            && (model.experts == nil || ep >= min(tp, experts))
          {
            for microBatch in 1...16 where (space.sequences / dp) % microBatch == 0 {
              for interleave in 1...max(1, model.layers / pp)
              where interleave == 1
                || (pp > 1 && space.sequences / (dp * microBatch) >= pp
                  && (model.layers % (interleave * pp) == 0
                    || (model.layers + 2) % (interleave * pp) == 0))
              {
                let layout = Layout(
                  tp: tp, pp: pp, dp: dp, cp: cp, ep: ep, interleave: interleave,
                  microBatch: microBatch, batch: space.sequences)
                result += Self.choices(of: layout, space)
              }
            }
          }
        }
      }
    }
    return result
  }

  /// A layout at every sharding and number format that the plan leaves open.
  static func choices(of layout: Layout, _ space: Space) -> [Layout] {
    (space.shardings.isEmpty ? [layout.sharding] : space.shardings).flatMap { sharding in
      (space.precisions.isEmpty ? [nil] : space.precisions.map(Optional.some)).map { precision in
        var choice = layout
        choice.sharding = sharding
        choice.precision = precision
        return choice
      }
    }
  }

  @Test(arguments: spaces)
  func theSearchFindsTheBestOfAll(_ space: Space) throws {
    let (run, model, training) = try Self.workload(space)
    let all = Self.everyLayout(space, training.model.architecture)
    let best = all.compactMap { Self.rate(model, run, $0) }.max() ?? 0
    var found = 0.0
    var missed: Layout?
    var priced = 0
    for layout in model.layouts(for: run) {
      if let missed, layout.needsMoreMemory(than: missed) {
        #expect(Self.rate(model, run, layout) == nil, "\(layout.text) was left out and fits")
        continue
      }
      priced += 1
      if let rate = Self.rate(model, run, layout) {
        found = max(found, rate)
      } else {
        missed = layout
      }
    }
    print("search: \(space.testDescription): \(priced) priced of \(all.count), \(best) tokens/s")
    #expect(all.count > 50)
    #expect(found == best)
  }

  /// Without sharding of the optimizer a replica more is at best a replica's worth.
  @Test func replicasNeverBeatLinear() throws {
    var random = SplitMix64(state: 11)
    var compared = 0
    for _ in 0..<400 {
      let space = random.pick(Self.spaces)
      let (_, model, training) = try Self.workload(space)
      var layout = Layout(
        tp: random.pick([1, 2, 4, 8]), pp: random.pick([1, 2, 4]), dp: random.pick([1, 2, 8]),
        microBatch: random.pick([1, 2]), batch: 1, sharding: .none)
      let perReplica = layout.microBatch * random.pick([4, 8])
      func rate(_ dp: Int) -> Double? {
        layout.dp = dp
        layout.batch = dp * perReplica
        let run = TrainingWorkload(
          model: training.model, method: training.method, sequence: training.sequence,
          batch: Fact(Double(layout.batch * 4096), Self.invented), precision: .bf16,
          stack: training.stack, layout: LayoutRequest(), constants: training.constants)
        return Self.rate(model, .train(run, accelerators: layout.accelerators), layout)
      }
      let start = layout.dp
      let more = random.pick([2, 3, 8])
      guard let one = rate(start), let many = rate(start * more) else { continue }
      compared += 1
      #expect(many <= one * Double(more) * (1 + 1e-12), "\(layout.text)")
    }
    #expect(compared > 60)
  }

  /// At the same tokens of a micro-batch and of a batch, longer sequences cost more attention.
  @Test func longerSequencesNeverRunFaster() throws {
    var random = SplitMix64(state: 12)
    var compared = 0
    for _ in 0..<400 {
      let space = random.pick(Self.spaces)
      let (_, model, training) = try Self.workload(space)
      let base = Layout(
        tp: random.pick([1, 2, 4, 8]), pp: random.pick([1, 2, 4]), dp: random.pick([1, 2, 4]),
        cp: random.pick([1, 2]), microBatch: 4, batch: 64, sharding: random.pick(Sharding.allCases)
      )
      func rate(_ sequence: Double, _ scale: Int) -> Double? {
        var layout = base
        layout.microBatch /= scale
        layout.batch /= scale
        let run = TrainingWorkload(
          model: training.model, method: training.method,
          sequence: Fact(sequence, Self.invented),
          batch: Fact(sequence * Double(layout.batch), Self.invented), precision: .bf16,
          stack: training.stack, layout: LayoutRequest(), constants: training.constants)
        return Self.rate(model, .train(run, accelerators: layout.accelerators), layout)
      }
      guard let short = rate(2048, 1), let long = rate(8192, 4) else { continue }
      compared += 1
      #expect(long <= short * (1 + 1e-12), "\(space.model) \(base.text)")
    }
    #expect(compared > 60)
  }
}
