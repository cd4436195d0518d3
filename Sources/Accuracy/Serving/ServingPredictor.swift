public import Diagnostics
import Figures
public import HardwareKit
import Planning
import Units

/// Predicts measured services with the step model and its simulation, each row as its source measures.
public struct ServingPredictor: RowPredictor {
  let reader: ServingRowReader
  let overlay: ConstantOverlay
  /// Requests of a simulation for each user, where fewer than the source's will do.
  var mostRounds: Double?

  init(reader: ServingRowReader, overlay: ConstantOverlay = ConstantOverlay()) {
    self.reader = reader
    self.overlay = overlay
  }

  /// - Throws: what is wrong with the data that no chip owns.
  public init(shared: SharedData, rules: BenchmarkRules) throws(DiagnosticList) {
    self.init(
      reader: ServingRowReader(
        engines: shared.engines, conventions: try ServingConventions.embedded(),
        lengths: try BenchmarkLengths.embedded(rules: rules)))
  }

  public func predict(_ question: Question) -> Result<Prediction, Refusal> {
    switch reader.setup(question) {
    case .failure(let refusal): return .failure(refusal)
    case .success(let setup):
      guard question.product.throughput is Roofline || question.product.throughput is MeasuredModel
      else { return predictWhole(question, setup) }
      switch predict(setup) {
      case .failure(let refusal): return .failure(refusal)
      case .success(let values):
        var prediction = Prediction()
        prediction.values = values
        prediction.basis = setup.basis
        prediction.group = setup.group
        return .success(prediction)
      }
    }
  }

  /// The values that a setup gives, by measure.
  func predict(_ setup: ServingSetup) -> Result<[Measure: Double], Refusal> {
    guard let replica = ModelledReplica(setup, layout: setup.layout, overlay: overlay) else {
      let missing = Roofline(setup.product).unknowns(for: .serve(ModelledReplica.workload(setup)))
      return .failure(
        Refusal(
          .notModelled,
          "the datasheet of \(setup.product.id) lacks \(missing.joined(separator: ", "))"))
    }
    switch setup.mode {
    case .closed(let users):
      return .success(closed(setup, replica, users: users / Double(setup.replicas)))
    case .batch(let batch):
      return .success(batched(setup, replica, batch: batch / Double(setup.replicas)))
    case .maximum: return .success(maximum(setup, replica))
    case .disaggregated(let users, let prefill, let instances):
      guard let pool = ModelledReplica(setup, layout: prefill, overlay: overlay) else {
        return .failure(Refusal(.notModelled, "the prefill pool has no layout"))
      }
      return .success(
        disaggregated(setup, decode: replica, prefill: pool, instances: instances, users: users))
    case .benchmark(let run): return benchmark(setup, run)
    }
  }
}

extension ServingSetup {
  /// Rows that share an error band: how load is offered, and dense or mixture.
  var group: String {
    let load =
      switch mode {
      case .closed: "concurrency"
      case .batch: "static"
      case .maximum: "maximum"
      case .disaggregated: "disaggregated"
      case .benchmark(let run): "mlperf \(run.scenario.lowercased())"
      }
    return "serving \(load) \(model.hasExperts ? "mixture" : "dense")"
  }
}

/// The step of a replica with the constants of its engine: what every mode computes with.
struct ModelledReplica: Sendable {
  let step: ServingStep<Double>
  let engine: EngineConstants
  let scheduling: ServingEngine.Scheduling
  let layout: Layout
  /// Sequences at a context that the memory holds, and tokens in all.
  let cacheTokens: Double

  init?(_ setup: ServingSetup, layout: Layout, overlay: ConstantOverlay) {
    let product = setup.product
    let engine = overlay.engine(setup.engine, on: product.family)
    let calibration = overlay.calibration(of: product)
    guard
      case .success(let device) = ServingDevice.make(
        product, precision: setup.precision, calibration: calibration)
    else { return nil }
    let serving = Self.workload(setup, engine: engine)
    var scratch = Scratch()
    step = Roofline.servingStep(serving, on: device, layout: layout, in: &scratch)
    self.engine = engine.constants
    scheduling = engine.scheduling
    self.layout = layout
    cacheTokens = Roofline.cacheTokens(
      serving, on: device, layout: layout, context: setup.input + setup.output / 2)
  }

  static func workload(
    _ setup: ServingSetup, engine: ServingEngine? = nil, percentile: Double = 0.5
  ) -> ServingWorkload {
    let given = Provenance(.definition("as the row says"), evidence: nil)
    func fact<U: Unit>(_ value: Double, _ unit: U.Type) -> Fact<U> { Fact(value, given) }
    return ServingWorkload(
      model: setup.model, prompt: fact(setup.input, Tokens.self),
      answer: fact(setup.output, Tokens.self), prefixCache: fact(0, Ratio.self),
      ttft: fact(TimeSpan.year, Seconds.self), ttftPercentile: fact(percentile, Ratio.self),
      tpot: fact(TimeSpan.year, Seconds.self), tpotPercentile: fact(0.5, Ratio.self),
      precision: setup.precision, cachePrecision: setup.cachePrecision,
      engine: engine ?? setup.engine, layout: LayoutRequest(),
      technique: ServingTechnique(speculation: setup.speculates))
  }

  /// Prompt tokens that one step takes in.
  var budget: Double { engine.chunk.value * Double(layout.dp) }

  /// Sequences that run at once: each group of attention data parallelism has its own places.
  var places: Double { engine.sequences.value * Double(layout.dp) }

  /// One decode step.
  func decode(_ sequences: Double, _ context: Double) -> Double {
    step.seconds(sequences: sequences, context: context, prompt: 0, pairs: 0)
  }

  /// Steps that take in so many prompts of a length, packed.
  func prefill(_ prompts: Double, _ length: Double) -> Double {
    let tokens = prompts * length
    let steps = max(1, tokens / budget)
    let part = tokens / steps
    return steps
      * step.seconds(sequences: 0, context: 0, prompt: part, pairs: part * length / 2)
  }

  /// Watts of an accelerator that spends these shares of its time in decode steps and on prompts, by the
  /// model of plans; nil where its rated power is unknown. Time in links and on the host is idle.
  func draw(
    _ product: Product, decoding share: Double, prompts: Double, batch: Double, context: Double
  ) -> Double? {
    guard let rated = product.facts.power else { return nil }
    let times = step.times(sequences: batch, context: context, prompt: 0, pairs: 0)
    var scratch = Scratch()
    return engine.draw(
      rated: rated, decoding: share * (1 - times.waiting / times.total), prompts: prompts,
      in: &scratch
    ).busy
  }

  /// Decode steps of an answer.
  func steps(_ output: Double) -> Double { output / step.tokensOfStep }
}
