import Figures
import PlanFiles
import Planning
import Testing
import Units

@testable import HardwareKit

/// What must hold of the roofline for any workload, layout and product.
///
/// Service levels are lifted, so that a layout is refused for its memory alone.
@Suite struct ThroughputPropertyTests {
  static let invented = Provenance(.assumed("drawn at random by a test"), evidence: .assumed)

  /// A part of a product that can be made faster.
  enum Part: CaseIterable {
    case bandwidth, peak, scaleUp, scaleOut

    func faster(_ facts: ProductFacts, by factor: Double) -> ProductFacts {
      func scaled<U: Unit>(_ fact: Fact<U>?) -> Fact<U>? {
        fact.map { Fact($0.value * factor, invented) }
      }
      var facts = facts
      switch self {
      case .bandwidth: facts.memoryBandwidth = scaled(facts.memoryBandwidth)
      case .peak: facts.peaks = facts.peaks.compactMapValues { scaled($0) }
      case .scaleUp: facts.scaleUpBandwidth = scaled(facts.scaleUpBandwidth)
      case .scaleOut: facts.scaleOutBandwidth = scaled(facts.scaleOutBandwidth)
      }
      return facts
    }
  }

  static func model(_ id: String, layers: Double = 1) throws -> ModelFacts {
    let entry = try #require(try Samples.context().shared.models[id])
    var architecture = entry.architecture
    architecture.layers = Int(Double(architecture.layers) * layers)
    return ModelFacts(architecture, provenance: invented)
  }

  static func product(_ random: inout SplitMix64) throws -> Product {
    let id = random.pick(["nvidia-h100-sxm5", "nvidia-h200-sxm", "nvidia-h100-pcie"])
    return try #require(try Samples.products()[id]).product
  }

  /// - Parameter isClosed: whether users ask again, as many as the batch.
  static func service(
    _ model: ModelFacts, _ random: inout SplitMix64, isClosed: Bool = false
  ) throws -> (ServingWorkload, Layout) {
    var demand = try Samples.serving()
    demand.variation.isClosed = isClosed
    demand.prompt = Fact(random.double(16...8000).rounded(), invented)
    demand.answer = Fact(random.pick([2.0, 8, 30, 120, 500, 2000]), invented)
    demand.prefixCache = Fact(random.double(0...0.9), invented)
    demand.ttft = Fact(TimeSpan.year, invented)
    demand.tpot = Fact(TimeSpan.year, invented)
    demand.precision = random.pick([.bf16, .fp8])
    demand.cachePrecision = random.pick([.bf16, .fp8])
    let layout = Layout(
      tp: random.pick([1, 2, 4, 8]), batch: random.pick([1, 2, 5, 16, 40, 130, 400, 1024]))
    return (demand.workload(model), layout)
  }

  /// A training run, and one of the layouts that the search would try.
  static func training(
    _ model: ModelFacts, on product: Product, _ random: inout SplitMix64
  ) throws -> (Workload, Layout) {
    var demand = try Samples.training()
    demand.method = random.pick([.pretrain, .pretrain, .full, .lora, .qlora])
    demand.sequence = Fact(random.pick([2048.0, 4096, 8192, 32768]), invented)
    demand.batch = Fact(random.pick([1_048_576.0, 4_194_304, 16_777_216]), invented)
    demand.precision = random.pick([.bf16, .fp8])
    demand.stack = random.pick(try Samples.context().shared.stacks)
    demand.layout = LayoutRequest()
    let run = Workload.train(
      demand.workload(model), accelerators: random.pick([1, 8, 16, 64, 256, 1024]))
    let layouts = Roofline(product).layouts(for: run)
    return (run, layouts.isEmpty ? Layout() : random.pick(layouts))
  }

  static func throughput(
    _ product: Product, _ workload: Workload, _ layout: Layout
  ) -> Throughput<Double>? {
    var scratch = Scratch()
    return try? Roofline(product).estimate(workload, layout: layout, in: &scratch)
  }

  /// A known limit of the model. Each chunk of a prompt is thought to ride on a step that decodes anyway; a
  /// request has answer / batch of those to itself. Where it needs more, the batch could not fill, no check
  /// refuses the layout, and more bandwidth lowers the rate a little.
  static func isSustained(_ serving: ServingWorkload, _ layout: Layout) -> Bool {
    let computed = serving.prompt.value * (1 - serving.prefixCache.value)
    let chunks = max(1, computed / serving.engine.constants.chunk.value)
    return chunks * Double(layout.batch) <= serving.answer.value
  }

  static func rate(_ product: Product, _ workload: Workload, _ layout: Layout) -> Double? {
    throughput(product, workload, layout)?.tokensPerSecond
  }

  @Test(arguments: Part.allCases)
  func aFasterPartNeverServesSlower(_ part: Part) throws {
    var random = SplitMix64(state: 1)
    var compared = 0
    for _ in 0..<400 {
      let product = try Self.product(&random)
      let model = try Self.model(
        random.pick(["llama-3.1-8b", "llama-3.1-70b", "llama-3.1-405b"]))
      let (serving, layout) = try Self.service(model, &random)
      let factor = random.double(1...4)
      guard let before = Self.rate(product, .serve(serving), layout) else { continue }
      compared += 1
      let better = product.with(part.faster(product.facts, by: factor))
      // As many requests in flight; nearer to saturation their number varies more, and where the
      // crowd no longer fits beside the weights, fewer must still be served no slower.
      let batches = [layout.batch] + Layout.batches(upTo: layout.batch - 1).reversed()
      let after = try #require(
        batches.lazy.compactMap { batch in
          var fewer = layout
          fewer.batch = batch
          return Self.rate(better, .serve(serving), fewer)
        }.first)
      #expect(
        after >= before * (Self.isSustained(serving, layout) ? 1 - 1e-12 : 0.95),
        """
        \(product.id) \(model.architecture.id) \(layout.text) batch \(layout.batch), \
        \(serving.prompt.value) in, \(serving.answer.value) out, \
        cached \(serving.prefixCache.value), times \(factor)
        """)
    }
    #expect(compared > 100)
  }

  @Test(arguments: Part.allCases)
  func aFasterPartNeverTrainsSlower(_ part: Part) throws {
    var random = SplitMix64(state: 2)
    var compared = 0
    for _ in 0..<400 {
      let product = try Self.product(&random)
      let model = try Self.model(random.pick(["llama-3.1-8b", "llama-3.1-70b", "mixtral-8x7b"]))
      let (run, layout) = try Self.training(model, on: product, &random)
      let factor = random.double(1...4)
      guard let before = Self.rate(product, run, layout) else { continue }
      compared += 1
      let better = product.with(part.faster(product.facts, by: factor))
      let after = try #require(Self.rate(better, run, layout))
      #expect(
        after >= before * (1 - 1e-12),
        "\(product.id) \(model.architecture.id) \(layout.text) times \(factor)")
    }
    #expect(compared > 80)
  }

  @Test func aLargerModelOfOneArchitectureNeverRunsFaster() throws {
    var random = SplitMix64(state: 3)
    var compared = 0
    for _ in 0..<400 {
      let product = try Self.product(&random)
      let id = random.pick(["llama-3.1-8b", "llama-3.1-70b", "mixtral-8x7b"])
      let larger = try Self.model(id, layers: random.double(1.1...3))
      let smaller = try Self.model(id)
      var same = random
      let (service, layout) = try Self.service(larger, &random)
      let (small, _) = try Self.service(smaller, &same)
      guard let slow = Self.rate(product, .serve(service), layout) else { continue }
      let fast = try #require(Self.rate(product, .serve(small), layout))
      #expect(slow <= fast, "\(id) \(layout.text) batch \(layout.batch)")
      compared += 1
    }
    #expect(compared > 100)
  }

  @Test func memoryNeverFallsWhenTheMicroBatchRises() throws {
    var random = SplitMix64(state: 4)
    var compared = 0
    for _ in 0..<300 {
      let product = try Self.product(&random)
      let model = try Self.model(random.pick(["llama-3.1-8b", "llama-3.1-70b"]))
      let (run, start) = try Self.training(model, on: product, &random)
      var layout = start
      layout.interleave = 1
      layout.microBatch = 1
      var last = 0.0
      while layout.dp * layout.microBatch <= layout.batch, layout.microBatch <= 16 {
        var sheet = Sheet()
        // A layout that does not fit has written its need before it is refused.
        _ = try? Roofline(product).estimate(run, layout: layout, in: &sheet)
        guard let memory = sheet.constraints.first(where: { $0.limit == .memory }) else { break }
        #expect(memory.needed.value >= last, "\(layout.text) micro-batch \(layout.microBatch)")
        last = memory.needed.value
        layout.microBatch *= 2
        compared += 1
      }
    }
    #expect(compared > 300)
  }

  @Test func noLayoutExceedsThePhysicalPeak() throws {
    var random = SplitMix64(state: 5)
    for _ in 0..<300 {
      let product = try Self.product(&random)
      let model = try Self.model(random.pick(["llama-3.1-8b", "llama-3.1-70b"]))
      let (run, layout) = try Self.training(model, on: product, &random)
      var scratch = Scratch()
      if let done = try? Roofline(product).estimate(run, layout: layout, in: &scratch),
        let mfu = done.mfu
      {
        #expect(mfu > 0 && mfu < 1, "\(layout.text): \(mfu)")
      }
      let (serving, replica) = try Self.service(model, &random)
      guard let rate = Self.rate(product, .serve(serving), replica),
        let bandwidth = product.facts.memoryBandwidth
      else { continue }
      // Every step reads every weight once, and gives each request in flight one token.
      let bytes = model.restParameters.value * serving.precision.bytes.value
      let bound = Double(replica.batch) * bandwidth.value * Double(replica.tp) / bytes
      #expect(rate < bound, "\(replica.text) batch \(replica.batch)")
    }
  }
}
