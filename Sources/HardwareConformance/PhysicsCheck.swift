import Diagnostics
import Figures
import HardwareKit
import Units

/// Models on which every plugin is tried, and the workloads made of them.
struct ReferenceModels {
  private let shared: SharedData
  private let small: ModelArchitecture
  private let provenance = Provenance(.definition("a reference model"), evidence: nil)

  init() throws(DiagnosticList) {
    shared = try SharedData.embedded()
    guard let entry = shared.models["llama-3.1-8b"] else {
      throw DiagnosticList([.breach(.manifest, "llama-3.1-8b", "the catalogue of models lacks it")])
    }
    small = entry.architecture
  }

  /// The model with its depth multiplied: the same architecture, larger.
  func facts(depth: Int = 1) -> ModelFacts {
    var model = small
    model.layers *= depth
    return ModelFacts(model, provenance: provenance)
  }

  func serving(depth: Int = 1) -> Workload? {
    guard let engine = shared.defaultEngine else { return nil }
    func fact<U: Unit>(_ value: Double, _ unit: U.Type) -> Fact<U> { Fact(value, provenance) }
    return .serve(
      ServingWorkload(
        model: facts(depth: depth), prompt: fact(1000, Tokens.self),
        answer: fact(300, Tokens.self), prefixCache: fact(0, Ratio.self),
        ttft: fact(TimeSpan.year, Seconds.self), ttftPercentile: fact(0.5, Ratio.self),
        tpot: fact(TimeSpan.year, Seconds.self), tpotPercentile: fact(0.5, Ratio.self),
        precision: .bf16, cachePrecision: .bf16, engine: engine, layout: LayoutRequest()))
  }

  func training(depth: Int = 1, accelerators: Int) -> Workload? {
    guard let stack = shared.defaultStack else { return nil }
    return .train(
      TrainingWorkload(
        model: facts(depth: depth), method: .pretrain, sequence: Fact(4096, provenance),
        batch: Fact(4_194_304, provenance), precision: .bf16, stack: stack,
        layout: LayoutRequest(), constants: shared.constants), accelerators: accelerators)
  }
}

/// Holds one product's throughput model against physics.
struct PhysicsCheck {
  let model: (Product) -> any ThroughputModel
  let product: Product
  let models: ReferenceModels
  var problems = DiagnosticList()

  init(
    model: @escaping (Product) -> any ThroughputModel, product: Product, models: ReferenceModels
  ) {
    self.model = model
    self.product = product
    self.models = models
  }

  mutating func run() {
    if let base = models.serving(), let deep = models.serving(depth: 2),
      let huge = models.serving(depth: 2000)
    {
      compare(base, deep: deep, huge: huge)
    }
    let node = Int(saturating: product.facts.nodeAccelerators?.value ?? 1)
    if let base = models.training(accelerators: node),
      let deep = models.training(depth: 2, accelerators: node),
      let huge = models.training(depth: 2000, accelerators: node)
    {
      compare(base, deep: deep, huge: huge)
    }
  }

  private func rate(
    _ workload: Workload, _ layout: Layout, _ model: any ThroughputModel
  ) -> Throughput<Double>? {
    var scratch = Scratch()
    return try? model.estimate(workload, layout: layout, in: &scratch)
  }

  private mutating func compare(_ base: Workload, deep: Workload, huge: Workload) {
    let model = self.model(product)
    let kind = if case .train = base { "training" } else { "serving" }
    guard model.refusal(of: base) == nil, model.unknowns(for: base).isEmpty else { return }
    let layouts = model.layouts(for: base)
    if layouts.isEmpty {
      fail(.answer, "\(kind): no layouts, no refusal and nothing unknown")
      return
    }
    let faster = self.model(product.withMoreBandwidth)
    for layout in sample(layouts) {
      guard let throughput = rate(base, layout, model) else { continue }
      let value = throughput.tokensPerSecond
      guard value.isFinite, value > 0 else {
        fail(.answer, "\(kind) \(layout.text): the rate is \(value)")
        continue
      }
      if rate(base, layout, model)?.tokensPerSecond.bitPattern != value.bitPattern {
        fail(.answer, "\(kind) \(layout.text): two answers to one question")
      }
      checkPeak(base, layout, throughput, kind)
      if let more = rate(base, layout, faster)?.tokensPerSecond, more < value * (1 - 1e-12) {
        fail(.monotone, "\(kind) \(layout.text): more bandwidth is slower")
      }
      if let deeper = rate(deep, layout, model)?.tokensPerSecond, deeper > value * (1 + 1e-12) {
        fail(.monotone, "\(kind) \(layout.text): a model twice as deep is faster")
      }
    }
    for layout in sample(model.layouts(for: huge)) where rate(huge, layout, model) != nil {
      // Chips that grow with the weights say how many they need; a fixed number must refuse.
      guard let accelerators = rate(huge, layout, model)?.accelerators,
        let memory = product.facts.memory,
        accelerators * memory.value < 2 * huge.model.parameters.value
      else { continue }
      fail(.memory, "\(kind) \(layout.text): weights that do not fit are answered")
      break
    }
  }

  /// No rate above what arithmetic or memory could give if nothing else took time.
  private mutating func checkPeak(
    _ workload: Workload, _ layout: Layout, _ throughput: Throughput<Double>, _ kind: String
  ) {
    let active = workload.model.activeParameters.value
    if let mfu = throughput.mfu, mfu > 1 {
      fail(.physics, "\(kind) \(layout.text): MFU \(mfu) is above 1")
    }
    guard case .serve = workload else { return }
    if let peak = product.facts.peaks[.bf16] ?? product.facts.peaks.values.first,
      2 * active * throughput.tokensPerSecond > peak.value * throughput.accelerators
    {
      fail(.physics, "\(kind) \(layout.text): more arithmetic than the peak")
    }
    if let bandwidth = product.facts.memoryBandwidth, let tpot = throughput.tpot,
      active / (bandwidth.value * throughput.accelerators) > tpot
    {
      fail(.physics, "\(kind) \(layout.text): weights are read faster than the memory allows")
    }
  }

  /// At most forty layouts, spread over all of them.
  private func sample(_ layouts: [Layout]) -> [Layout] {
    let stride = max(1, layouts.count / 40)
    return layouts.enumerated().filter { $0.offset % stride == 0 }.map(\.element)
  }

  private mutating func fail(_ code: DiagnosticCode, _ message: String) {
    problems.append(.breach(code, product.id, message))
  }
}

extension Product {
  /// The same product with a quarter more memory bandwidth.
  fileprivate var withMoreBandwidth: Product {
    var facts = facts
    if let bandwidth = facts.memoryBandwidth {
      facts.memoryBandwidth = Fact(bandwidth.value + bandwidth.value / 4, bandwidth.provenance)
    }
    return with(facts)
  }
}
