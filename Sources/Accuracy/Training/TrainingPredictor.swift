import Figures
public import HardwareKit
import Units

/// Predicts rows of training runs with the throughput model of their product.
///
/// What a row says is used: layout, micro-batch, batch, precision, software and its age. What it leaves
/// out is searched, and the fastest that fits is taken.
public struct TrainingPredictor: RowPredictor {
  private let shared: SharedData
  private let rules: BenchmarkRules

  public init(shared: SharedData, rules: BenchmarkRules) {
    self.shared = shared
    self.rules = rules
  }

  public func predict(_ question: Question) -> Result<Prediction, Refusal> {
    guard case .training(let run) = question.row.subject else {
      return .failure(Refusal(.notModelled, "not a training run"))
    }
    var basis: [String] = []
    return workload(question, run, &basis).flatMap { workload, accelerators in
      let asked = Workload.train(workload, accelerators: accelerators)
      return chosen(asked, on: question.product).map { choice in
        if !run.hasLayout { basis.append("layout \(choice.layout.text) searched") }
        var prediction = Prediction()
        prediction.basis = basis
        prediction.group = Self.group(run, question.model)
        fill(&prediction, question, run, workload, choice)
        return prediction
      }
    }
  }

  /// Rows that share an error band: dense or with experts, layout given or searched.
  private static func group(_ run: TrainingCase, _ model: ModelFacts) -> String {
    "training \(model.hasExperts ? "experts" : "dense") \(run.hasLayout ? "given" : "searched")"
  }

  /// The run as the throughput model takes it.
  private func workload(
    _ question: Question, _ run: TrainingCase, _ basis: inout [String]
  ) -> Result<(TrainingWorkload, Int), Refusal> {
    let row = question.row
    guard let method = run.method else {
      return .failure(Refusal(.notModelled, "no task '\(run.task)' is known"))
    }
    guard let named = row.format.precision else {
      return .failure(Refusal(.notModelled, "no number format '\(row.format.written)' is known"))
    }
    let precision = named == .fp8 && row.format.isBlockScaled ? .mxfp8 : named
    guard let sequence = run.sequence else {
      return .failure(Refusal(.notModelled, "the row gives no sequence length"))
    }
    let accelerators = run.accelerators ?? Self.usualFleet
    if run.accelerators == nil { basis.append("\(accelerators) accelerators assumed") }
    if row.format.isAssumed {
      basis.append("precision '\(row.format.written)' read as \(precision.rawValue)")
    }
    let reading = StackReading(row, run: run, product: question.product, rules: rules)
    guard var stack = shared.stacks.first(where: { $0.id == reading.id }) ?? shared.defaultStack
    else { return .failure(Refusal(.notModelled, "no training stack is on record")) }
    if let released = reading.released { stack = stack.released(on: released) }
    let provenance = Provenance(.definition("a row of measurements"), evidence: .measured)
    let tokens: Double
    if let batch = run.batch {
      tokens = Double(batch * sequence)
    } else {
      let usual =
        method == .pretrain ? shared.constants.pretrainBatch : shared.constants.fineTuneBatch
      tokens = usual.value
      basis.append("batch of \(Int(tokens)) tokens assumed")
    }
    return .success(
      (
        TrainingWorkload(
          model: question.model, method: method,
          sequence: Fact(Double(sequence), provenance), batch: Fact(tokens, provenance),
          precision: precision, stack: stack, layout: run.layout, constants: shared.constants,
          options: Self.options(run, stack)),
        accelerators
      ))
  }

  /// How far beyond what there is a measured run may need by the model's count.
  private static let tolerance = 1.5

  /// Accelerators where a row gives none: a whole run's card tells hours only.
  private static let usualFleet = 1024

  /// What the row says of recomputing, sharding and dropped tokens.
  private static func options(_ run: TrainingCase, _ stack: TrainingStack) -> TrainingOptions {
    var options = TrainingOptions(
      recompute: run.recompute.flatMap { Recompute(rawValue: $0.rawValue) },
      dropsTokens: run.dropsTokens)
    switch run.sharding {
    case .gradients: options.shardings = [.gradients]
    case .everything: options.shardings = [.everything]
    default: break
    }
    return options
  }

  private typealias Choice = (layout: Layout, throughput: Throughput<Double>)

  /// The fastest layout that fits.
  private func chosen(
    _ workload: Workload, on product: ModelledProduct
  ) -> Result<(layout: Layout, throughput: Throughput<Double>), Refusal> {
    let model = product.throughput
    if let reason = model.refusal(of: workload) { return .failure(Refusal(.notModelled, reason)) }
    let unknowns = model.unknowns(for: workload)
    guard unknowns.isEmpty else {
      return .failure(
        Refusal(.notModelled, "\(unknowns.joined(separator: ", ")) not on record"))
    }
    var best: Choice?
    var nearest: Infeasible?
    let layouts = model.layouts(for: workload)
    for layout in layouts {
      var scratch = Scratch()
      do throws(Infeasible) {
        let found = try model.estimate(workload, layout: layout, in: &scratch)
        if found.tokensPerSecond > best?.throughput.tokensPerSecond ?? 0 { best = (layout, found) }
      } catch {
        if error.ratio < nearest?.ratio ?? .infinity { nearest = error }
      }
    }
    if let best { return .success(best) }
    // A run that was done fitted somehow. Where a layout of its own misses by little, the model counts
    // its memory too high, and its rate still holds.
    if let nearest, nearest.ratio <= Self.tolerance, let layout = layouts.first {
      var probe = FigureProbe(isStrict: false)
      if let found = try? model.estimate(workload, layout: layout, in: &probe) {
        return .success((layout, found))
      }
    }
    guard let nearest else {
      return .failure(Refusal(.infeasible, "no layout of this size divides the accelerators"))
    }
    let percent = Int((nearest.ratio * 100).rounded(.up))
    return .failure(
      Refusal(
        .infeasible, "\(LimitText(of: nearest.limit).title): \(percent) % of what there is"))
  }

  private func fill(
    _ prediction: inout Prediction, _ question: Question, _ run: TrainingCase,
    _ workload: TrainingWorkload, _ choice: (layout: Layout, throughput: Throughput<Double>)
  ) {
    let rate = choice.throughput.tokensPerSecond
    prediction.values[.tokensPerAccelerator] = rate / choice.throughput.accelerators
    prediction.values[.stepTime] = workload.batch.value / rate
    if let benchmark = run.benchmark {
      if let samples = benchmark.samplesToConverge {
        prediction.values[.minutesToTrain] = rules.minutes(
          of: benchmark.name, samples: samples, batch: Double(workload.batchSequences),
          rate: rate / workload.sequence.value
        ).map { $0 * benchmark.scaling }
        if prediction.values[.minutesToTrain] == nil {
          prediction.refusals[.minutesToTrain] = Refusal(
            .notModelled, "what '\(benchmark.name)' evaluates is not on record")
        }
      } else {
        prediction.refusals[.minutesToTrain] = Refusal(
          .notModelled, "the row gives no samples to converge")
      }
    }
    let asksMemory = question.row.values.contains { $0.measure.kind == .memory }
    if asksMemory { memory(&prediction, question, workload, choice.layout) }
  }

  /// Memory of the fullest accelerator, as the model counts it, in GB.
  private func memory(
    _ prediction: inout Prediction, _ question: Question, _ workload: TrainingWorkload,
    _ layout: Layout
  ) {
    var probe = FigureProbe()
    let run = Workload.train(workload, accelerators: layout.accelerators)
    _ = try? question.product.throughput.estimate(run, layout: layout, in: &probe)
    guard let state = probe.values["memory.state"], let kept = probe.values["memory.activations"],
      let checkpoints = probe.values["memory.checkpoints"],
      let logits = probe.values["memory.logits"], let share = probe.values["recompute.share"]
    else { return }
    let allocated = state + logits + kept + share * (checkpoints - kept)
    prediction.values[.peakAllocated] = allocated / 1e9
    // Such figures are of all accelerators of the run.
    prediction.values[.deviceMemory] =
      (allocated + shared.constants.reserve.value) / 1e9 * Double(layout.accelerators)
  }
}

extension Infeasible {
  /// How far from fitting.
  fileprivate var ratio: Double {
    available > 0 && needed.isFinite ? needed / available : .greatestFiniteMagnitude
  }
}
