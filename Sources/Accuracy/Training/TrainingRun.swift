import Figures
import HardwareKit
import Units

/// A row of a training run as the throughput model takes it, its constants apart.
struct TrainingRun {
  let model: ModelFacts
  let method: TrainingWorkload.Method
  let sequence: Fact<Tokens>
  let batch: Fact<Tokens>
  let precision: Precision
  /// The id of the stack, and its release where the row tells it.
  let stack: String
  let released: CivilDate?
  let layout: LayoutRequest
  let options: TrainingOptions
  let accelerators: Int
  /// What the row did not say.
  var basis: [String]
  /// Rows that share an error band: dense or with experts, layout given or searched.
  let group: String

  /// The workload with some constants; nil where no stack is known.
  func workload(
    _ constants: TrainingConstants, _ stacks: [String: TrainingStack]
  ) -> TrainingWorkload? {
    guard var software = stacks[stack] ?? stacks["megatron"] else { return nil }
    if let released { software = software.released(on: released) }
    return TrainingWorkload(
      model: model, method: method, sequence: sequence, batch: batch, precision: precision,
      stack: software, layout: layout, constants: constants, options: options)
  }
}

extension TrainingRun {
  /// Accelerators where a row gives none: a whole run's card tells hours only.
  private static let usualFleet = 1024

  init(
    _ question: Question, _ run: TrainingCase, shared: SharedData, rules: BenchmarkRules
  ) throws(Refusal) {
    let row = question.row
    guard let method = run.method else {
      throw Refusal(.notModelled, "no task '\(run.task)' is known")
    }
    guard let named = row.format.precision else {
      throw Refusal(.notModelled, "no number format '\(row.format.written)' is known")
    }
    guard let sequence = run.sequence else {
      throw Refusal(.notModelled, "the row gives no sequence length")
    }
    var basis: [String] = []
    accelerators = run.accelerators ?? Self.usualFleet
    if run.accelerators == nil { basis.append("\(accelerators) accelerators assumed") }
    precision = named == .fp8 && row.format.isBlockScaled ? .mxfp8 : named
    if row.format.isAssumed {
      basis.append("precision '\(row.format.written)' read as \(precision.rawValue)")
    }
    let provenance = Provenance(.definition("a row of measurements"), evidence: .measured)
    let tokens: Double
    if let batch = run.batch {
      tokens = Double(batch * sequence)
    } else {
      let usual =
        method == .pretrain ? shared.constants.pretrainBatch : shared.constants.fineTuneBatch
      tokens = usual.value
      basis.append("batch of \(Int(saturating: tokens)) tokens assumed")
    }
    let reading = StackReading(row, run: run, product: question.product, rules: rules)
    model = question.model
    self.method = method
    self.sequence = Fact(Double(sequence), provenance)
    batch = Fact(tokens, provenance)
    stack = reading.id
    released = reading.released
    layout = run.layout
    options = Self.options(run)
    self.basis = basis
    group =
      "training \(question.model.hasExperts ? "experts" : "dense") "
      + (run.hasLayout ? "given" : "searched")
  }

  /// What the row says of recomputing, sharding and dropped tokens.
  private static func options(_ run: TrainingCase) -> TrainingOptions {
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
}
