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
    return self.run(question).flatMap { found in
      var found = found
      let stacks = Dictionary(shared.stacks.map { ($0.id, $0) }) { first, _ in first }
      guard let workload = found.workload(shared.constants, stacks) else {
        return .failure(Refusal(.notModelled, "no training stack is on record"))
      }
      let asked = Workload.train(workload, accelerators: found.accelerators)
      return chosen(asked, on: question.product).map { choice in
        if !run.hasLayout { found.basis.append("layout \(choice.layout.text) searched") }
        var prediction = Prediction()
        prediction.basis = found.basis
        prediction.group = found.group
        fill(&prediction, question, run, workload, choice)
        return prediction
      }
    }
  }

  /// The run that a row describes.
  func run(_ question: Question) -> Result<TrainingRun, Refusal> {
    guard case .training(let run) = question.row.subject else {
      return .failure(Refusal(.notModelled, "not a training run"))
    }
    do throws(Refusal) {
      return .success(try TrainingRun(question, run, shared: shared, rules: rules))
    } catch {
      return .failure(error)
    }
  }

  /// The fastest layouts of a run, best first; its own where it has one, whether or not it fits.
  func fastest(_ run: TrainingRun, on product: ModelledProduct, most: Int) -> [Layout] {
    let stacks = Dictionary(shared.stacks.map { ($0.id, $0) }) { first, _ in first }
    guard let workload = run.workload(shared.constants, stacks) else { return [] }
    let asked = Workload.train(workload, accelerators: run.accelerators)
    guard product.throughput.refusal(of: asked) == nil,
      product.throughput.unknowns(for: asked).isEmpty,
      case .success(let best) = chosen(asked, on: product)
    else { return [] }
    var found: [(layout: Layout, rate: Double)] = []
    for layout in product.throughput.layouts(for: asked) {
      var scratch = Scratch()
      if let answer = try? product.throughput.estimate(asked, layout: layout, in: &scratch) {
        found.append((layout, answer.tokensPerSecond))
      }
    }
    guard !found.isEmpty else { return [best.layout] }
    return found.sorted { $0.rate > $1.rate }.prefix(most).map(\.layout)
  }

  /// How far beyond what there is a measured run may need by the model's count.
  private static let tolerance = 1.5

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
    let percent = Int(saturating: (nearest.ratio * 100).rounded(.up))
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
        prediction.values[.minutesToTrain] = minutes(
          of: benchmark, samples: samples, workload, rate: rate)
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

  /// Minutes of a benchmark's run at a rate of tokens a second of all accelerators.
  func minutes(
    of benchmark: TrainingBenchmarkRun, samples: Double, _ workload: TrainingWorkload,
    rate: Double
  ) -> Double? {
    rules.minutes(
      of: benchmark.name, method: workload.method, samples: samples,
      batch: Double(workload.batchSequences),
      rate: rate / workload.sequence.value
    ).map { $0 * benchmark.scaling }
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
