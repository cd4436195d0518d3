public import Diagnostics
import Documents
import Figures
import Units

/// The data that no chip owns: training stacks, serving engines, reliability, facilities, models.
public struct SharedData: Sendable {
  public let constants: TrainingConstants
  public let stacks: [TrainingStack]
  public let engines: [ServingEngine]
  public let reliability: Reliability
  public let facility: Facility
  public let models: ModelCatalogue
  public let bands: ErrorBands

  /// Reads the embedded files.
  public static func embedded() throws(DiagnosticList) -> SharedData {
    var diagnostics = DiagnosticList()
    let stacks = try document("stacks.yaml")
    let engines = try document("engines.yaml")
    let reliability = try document("reliability.yaml")
    let facility = try document("facility.yaml")
    let bands = try document("bands.yaml")
    guard let models = EmbeddedFile.bytes("models.yaml") else {
      throw DiagnosticList([.badData("there is no embedded file 'models.yaml'", at: nil)])
    }
    let data = SharedData(
      constants: TrainingConstants(stacks, into: &diagnostics),
      stacks: TrainingStack.all(in: stacks, into: &diagnostics),
      engines: ServingEngine.all(in: engines, into: &diagnostics),
      reliability: Reliability(reliability, into: &diagnostics),
      facility: Facility(facility, into: &diagnostics),
      models: try ModelCatalogue(bytes: models, name: "models.yaml"),
      bands: ErrorBands(bands, into: &diagnostics))
    if diagnostics.hasErrors { throw diagnostics }
    return data
  }

  private static func document(_ name: String) throws(DiagnosticList) -> Node {
    guard let bytes = EmbeddedFile.bytes(name) else {
      throw DiagnosticList([.badData("there is no embedded file '\(name)'", at: nil)])
    }
    return try parseDocument(bytes, name: name)
  }

  public var defaultStack: TrainingStack? { stacks.first }
  public var defaultEngine: ServingEngine? { engines.first }
}

extension TrainingConstants {
  init(_ root: Node, into diagnostics: inout DiagnosticList) {
    let map = root.mapping ?? Mapping()
    let sources = SourceTable(map["sources"], into: &diagnostics)
    let step = ConstantTable(map["training"], fallback: root, sources: sources)
    let memory = ConstantTable(map["memory"], fallback: root, sources: sources)
    let defaults = ConstantTable(map["defaults"], fallback: root, sources: sources)
    rooflineSharpness = step.fact("gemm-norm", Ratio.self, into: &diagnostics)
    kernelLaunch = step.fact("gemm-launch", Seconds.self, into: &diagnostics)
    attentionBackward = step.fact("attention-backward", Ratio.self, into: &diagnostics)
    causalShare = step.fact("attention-causal-share", Ratio.self, into: &diagnostics)
    hiddenPasses = step.fact("pass-bytes-hidden", Ratio.self, into: &diagnostics)
    attentionPasses = step.fact("pass-bytes-heads", Ratio.self, into: &diagnostics)
    gatedPasses = step.fact("pass-bytes-gated", Ratio.self, into: &diagnostics)
    plainPasses = step.fact("pass-bytes-plain", Ratio.self, into: &diagnostics)
    recomputeTraffic = step.fact("recompute-traffic", Ratio.self, into: &diagnostics)
    lossBytes = step.fact("loss-bytes", Bytes.self, into: &diagnostics)
    frozenTraffic = step.fact("frozen-traffic", Ratio.self, into: &diagnostics)
    adapterPasses = step.fact("lora-passes", Ratio.self, into: &diagnostics)
    adaptedProducts = step.fact("lora-products", Ratio.self, into: &diagnostics)
    dequantisationBytes = step.fact("qlora-bytes", Bytes.self, into: &diagnostics)
    dequantisationMultiple = step.fact("qlora-multiple", Ratio.self, into: &diagnostics)
    castBytes = step.fact("cast-bytes", Bytes.self, into: &diagnostics)
    permutePasses = step.fact("moe-permute-passes", Ratio.self, into: &diagnostics)
    expertExchange = step.fact("moe-all-to-all", Ratio.self, into: &diagnostics)
    expertExchangeBytes = step.fact("moe-all-to-all-bytes", Bytes.self, into: &diagnostics)
    expertHostTime = step.fact("moe-layer-time", Seconds.self, into: &diagnostics)
    collectiveLatency = step.fact("tp-latency", Seconds.self, into: &diagnostics)
    pipelineExposed = step.fact("pp-exposed", Ratio.self, into: &diagnostics)
    contextExposed = step.fact("cp-exposed", Ratio.self, into: &diagnostics)
    dataExposed = step.fact("dp-exposed", Ratio.self, into: &diagnostics)
    dataExchangeBytes = step.fact("dp-bytes", Bytes.self, into: &diagnostics)
    shardedRate = step.fact("fsdp-overlap-rate", Ratio.self, into: &diagnostics)
    shardedSharpness = step.fact("fsdp-norm", Ratio.self, into: &diagnostics)
    hostTime = step.fact("host-layer-time", Seconds.self, into: &diagnostics)
    hostSharpness = step.fact("host-norm", Ratio.self, into: &diagnostics)
    optimizerTraffic = step.fact("optimiser-bytes", Bytes.self, into: &diagnostics)
    stepOverhead = step.fact("step-time", Seconds.self, into: &diagnostics)
    ageSlowdown = step.fact("age", PerSecond.self, into: &diagnostics)
    stragglerGrowth = step.fact("straggler", Ratio.self, into: &diagnostics)
    nodeSize = step.fact("node", Count.self, into: &diagnostics)
    weightState = memory.fact("weight-bytes", Bytes.self, into: &diagnostics)
    gradientState = memory.fact("gradient-bytes", Bytes.self, into: &diagnostics)
    optimizerState = memory.fact("optimiser-state-bytes", Bytes.self, into: &diagnostics)
    keptHidden = memory.fact("activation-hidden", Ratio.self, into: &diagnostics)
    keptFeedForward = memory.fact("activation-feed-forward", Ratio.self, into: &diagnostics)
    activationMargin = memory.fact("activation-margin", Ratio.self, into: &diagnostics)
    logitBytes = memory.fact("logit-bytes", Bytes.self, into: &diagnostics)
    reserve = memory.fact("script-reserve", Bytes.self, into: &diagnostics)
    pretrainBatch = defaults.fact("pretrain-batch", Tokens.self, into: &diagnostics)
    fineTuneBatch = defaults.fact("fine-tune-batch", Tokens.self, into: &diagnostics)
    sequence = defaults.fact("sequence", Tokens.self, into: &diagnostics)
    adapterRank = defaults.fact("adapter-rank", Count.self, into: &diagnostics)
  }
}

extension TrainingStack {
  /// Every stack of the file, the default first.
  static func all(in root: Node, into diagnostics: inout DiagnosticList) -> [TrainingStack] {
    let map = root.mapping ?? Mapping()
    let sources = SourceTable(map["sources"], into: &diagnostics)
    let reference = map["training"]?.value(at: ["age-reference", "value"])?
      .date("'age-reference'", into: &diagnostics)
    var result: [TrainingStack] = []
    for entry in map["stacks"]?.mapping?.entries ?? [] {
      var reader = MappingReader(entry.value, what: "stack '\(entry.key)'", into: &diagnostics)
      let title = reader.required("title", into: &diagnostics)?.scalar?.text ?? entry.key
      let released = reader.required("released", into: &diagnostics)?
        .date("'released'", into: &diagnostics)
      let factor = reader.required("time-factor", into: &diagnostics)?
        .estimate(Ratio.self, "'time-factor'", into: &diagnostics)
      let exposed = reader.required("tp-exposed", into: &diagnostics)?
        .estimate(Ratio.self, "'tp-exposed'", into: &diagnostics)
      let citation = reader.required("source", into: &diagnostics)
        .flatMap { sources.citation($0, into: &diagnostics) }
      let grade = reader.optional("grade")?.scalar.flatMap { Evidence(name: $0.text) }
      let note = reader.optional("note")?.scalar?.text
      let isDefault = reader.optional("default")?.scalar?.text == "true"
      guard let released, let factor, let exposed, let citation, let reference else { continue }
      let provenance = Provenance(
        .citations([citation]), evidence: grade ?? .modelled, note: note)
      let days = max(0, released.firstDay.days(to: reference.firstDay))
      let stack = TrainingStack(
        id: entry.key, title: title, timeFactor: Fact(factor.central, provenance),
        age: Fact(
          Double(days) * TimeSpan.day,
          Provenance(.citations([citation]), evidence: .modelled, note: "released \(released)")),
        tensorExposed: Fact(exposed.central, provenance),
        isFullySharded: ["fsdp", "torchtitan", "maxtext", "scripts"].contains(entry.key),
        reference: reference)
      if isDefault { result.insert(stack, at: 0) } else { result.append(stack) }
    }
    return result
  }
}

extension ServingEngine {
  /// Every engine of the file, the default (the first) first.
  static func all(in root: Node, into diagnostics: inout DiagnosticList) -> [ServingEngine] {
    let map = root.mapping ?? Mapping()
    let sources = SourceTable(map["sources"], into: &diagnostics)
    let shared = ConstantTable(map["serving"], fallback: root, sources: sources)
    let sharpness = shared.fact("norm", Ratio.self, into: &diagnostics)
    let skew = shared.fact("expert-skew", Ratio.self, into: &diagnostics)
    let padding = shared.fact("expert-padding", Count.self, into: &diagnostics)
    let reserve = shared.fact("memory-reserve", Bytes.self, into: &diagnostics)
    return (map["engines"]?.mapping?.entries ?? []).map { entry in
      let facts = ConstantTable(
        entry.value.mapping?["facts"], fallback: entry.value, sources: sources)
      return ServingEngine(
        id: entry.key, title: entry.value.mapping?["title"]?.scalar?.text ?? entry.key,
        stepTime: facts.fact("step-time", Seconds.self, into: &diagnostics),
        layerTime: facts.fact("layer-time", Seconds.self, into: &diagnostics),
        expertLayerTime: facts.fact("moe-layer-time", Seconds.self, into: &diagnostics),
        sequenceTime: facts.fact("sequence-time", Seconds.self, into: &diagnostics),
        collectiveLatency: facts.fact("collective-latency", Seconds.self, into: &diagnostics),
        requestTime: facts.fact("request-time", Seconds.self, into: &diagnostics),
        firstTokenSteps: facts.fact("first-chunk-steps", Count.self, into: &diagnostics),
        chunk: facts.fact("chunk-budget", Tokens.self, into: &diagnostics),
        memoryShare: facts.fact("memory-utilisation", Ratio.self, into: &diagnostics),
        reserve: reserve,
        cacheRate: facts.fact("cache-efficiency", Ratio.self, into: &diagnostics),
        linkFactor: facts.fact("link-factor", Ratio.self, into: &diagnostics),
        sharpness: sharpness, expertSkew: skew, expertPadding: padding)
    }
  }
}
