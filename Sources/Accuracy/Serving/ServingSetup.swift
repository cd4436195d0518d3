import HardwareKit

/// A row of serving made ready for the models: everything that no constant changes.
struct ServingSetup: Sendable {
  enum Mode: Sendable {
    /// Users who each ask again when answered.
    case closed(users: Double)
    /// A batch that starts and ends together.
    case batch(Double)
    case maximum
    case disaggregated(users: Double, prefill: Layout, instances: Int)
    case benchmark(ServingBenchmarkRun)
  }

  let mode: Mode
  let product: Product
  let model: ModelFacts
  let engine: ServingEngine
  let precision: Precision
  let cachePrecision: Precision
  let speculates: Bool
  let layout: Layout
  let replicas: Int
  let convention: ServingConvention
  let input: Double
  let output: Double
  /// Whether the published rate was derived from the latencies.
  let isRateDerived: Bool
  let submitter: String
  let basis: [String]

  var accelerators: Int { layout.accelerators }

  /// What a value is judged as; nil for what no bound is set for.
  func quantity(_ measure: Measure) -> String? {
    let load: String
    switch mode {
    case .closed: load = "at a concurrency"
    case .batch: load = "of a static batch"
    case .maximum: load = "at maximum load"
    case .disaggregated: load = "of disaggregated pools"
    case .benchmark(let run):
      guard measure == .outputTokens || measure == .samples else { return nil }
      return "mlperf \(run.scenario.lowercased()), \(run.isBest ? "best of cell" : "others")"
    }
    let stages = layout.pp > 1 ? ", pipelined" : ""
    switch measure {
    case .tpot, .ttft: return "\(measure.rawValue) \(load)\(stages)"
    case .outputTokens, .userTokens: return "throughput \(load)\(stages)"
    case .power: return "power \(load)\(stages)"
    case .energyPerToken: return "energy \(load)\(stages)"
    case .promptTokens: return "prompts \(load)\(stages)"
    default: return nil
    }
  }
}

/// Reads rows into setups.
struct ServingRowReader: Sendable {
  let engines: [ServingEngine]
  let conventions: ServingConventions
  let lengths: BenchmarkLengths

  func setup(_ question: Question) -> Result<ServingSetup, Refusal> {
    let row = question.row
    guard case .serving(let service) = row.subject else {
      return .failure(Refusal(.notModelled, "the row is not of serving"))
    }
    let product = question.product.product
    let model = question.model
    var basis: [String] = []
    var engineRow = row
    if let run = service.benchmark {
      engineRow.date = engineRow.date ?? lengths.rounds[run.round]
    }
    guard let reading = EngineReading(engineRow, among: engines, product: product) else {
      return .failure(Refusal(.notModelled, "no engine is on record"))
    }
    if let assumption = reading.assumption { basis.append(assumption) }
    let engine = reading.engine
    let precision = Self.precision(row, model: model, product: product)
    let layout = ServingLayoutReading(service, model: model)
    if !layout.isGiven { basis.append("layout read as \(layout.layout.text)") }
    var input = service.input
    if let run = service.benchmark { input = lengths.entry(run.name)?.input }
    let output = service.output ?? service.benchmark.flatMap { lengths.entry($0.name)?.output }
    if input == nil { basis.append("prompts read as 1024 tokens") }
    if output == nil { basis.append("answers read as 256 tokens") }
    var users = 0.0
    if case .requests(let number) = service.load { users = number }
    let convention = conventions.convention(
      of: row, service,
      ConventionCase(
        model: model.architecture.id, engine: engine.family, family: product.family,
        input: input ?? 0, tp: layout.layout.tp, users: users))
    let mode: ServingSetup.Mode
    switch (service.benchmark, service.load, layout.prefill) {
    case (.some(let run), _, _): mode = .benchmark(run)
    case (nil, .requests(let users), .some(let pool)):
      mode = .disaggregated(users: users, prefill: pool.layout, instances: pool.instances)
    case (nil, .maximum, _), (nil, .levels, _): mode = .maximum
    case (nil, .requests(let users), nil):
      mode =
        convention.load == .static
        ? .batch(service.batch.map(Double.init) ?? users) : .closed(users: users)
    }
    let isDerived = row.values.contains {
      $0.measure == .outputTokens && $0.origin == .derived
    }
    return .success(
      ServingSetup(
        mode: mode, product: product, model: model, engine: engine, precision: precision,
        cachePrecision: Self.cache(precision, engine: engine, model: model),
        speculates: !service.speculative.isEmpty, layout: layout.layout,
        replicas: layout.replicas, convention: convention, input: max(1, input ?? 1024),
        output: max(1, output ?? 256), isRateDerived: isDerived,
        submitter: service.benchmark?.submitter ?? "", basis: basis))
  }

  /// The format of the weights: a four-bit checkpoint stays one whatever a table calls it, and a chip
  /// has one of two four-bit formats.
  private static func precision(
    _ row: MeasuredRow, model: ModelFacts, product: Product
  ) -> Precision {
    let written = row.format.precision ?? .bf16
    let peaks = product.facts.peaks
    let group = ServingCalibration.Group(written)
    let isReleasedInFour = model.architecture.id.hasPrefix("gpt-oss")
    guard group == .fp4 || isReleasedInFour else { return written }
    if written == .int4 { return .int4 }
    if peaks[.nvfp4] != nil { return .nvfp4 }
    return peaks[.mxfp4] != nil || isReleasedInFour ? .mxfp4 : written
  }

  /// TensorRT-LLM holds the cache of a quantised checkpoint in eight bits, others in sixteen.
  private static func cache(
    _ precision: Precision, engine: ServingEngine, model: ModelFacts
  ) -> Precision {
    let isQuantised = ServingCalibration.Group(precision) != .bf16
    return isQuantised && engine.family == "tensorrt-llm" ? .fp8 : .bf16
  }
}
