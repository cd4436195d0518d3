public import Figures
import Units

/// The throughput model of chips that compute beside a memory: each operator takes the time of its
/// arithmetic or of its memory traffic, whichever is longer, and groups exchange over links.
///
/// Everything that tells one chip from another comes from its datasheet and calibration. Chips that
/// do not work this way (weights in on-chip memory, wafers, several tiers) bring models of their own.
public struct Roofline: ThroughputModel {
  let product: Product
  /// What the steps need, once for each precision, so that a search of thousands of layouts looks
  /// nothing up.
  let training: [TrainingDevice?]
  private let serving: [ServingDevice?]

  public init(_ product: Product) {
    self.product = product
    training = Precision.allCases.map {
      try? TrainingDevice.make(product, precision: $0).get()
    }
    serving = Precision.allCases.map { try? ServingDevice.make(product, precision: $0).get() }
  }

  public func unknowns(for workload: Workload) -> [String] {
    switch workload {
    case .train(let training, let accelerators):
      // Of several formats one that is known is enough.
      training.precisions.map {
        TrainingDevice.unknowns(product, precision: $0, accelerators: accelerators)
      }.min { $0.count < $1.count } ?? []
    case .serve(let serving):
      switch ServingDevice.make(product, precision: serving.precision) {
      case .success: []
      case .failure(let missing): missing.keys
      }
    }
  }

  public func layouts(for workload: Workload) -> [Layout] {
    switch workload {
    case .train(let training, let accelerators):
      trainingLayouts(training, accelerators: accelerators)
    case .serve(let serving):
      servingLayouts(serving, on: self.serving[serving.precision.ordinal])
    }
  }

  public func stepped(_ serving: ServingWorkload, layout: Layout) -> SteppedReplica? {
    guard let device = self.serving[serving.precision.ordinal] else { return nil }
    let engine = serving.engine.constants(on: device.family)
    var scratch = Scratch()
    let step = Self.servingStep(serving, on: device, layout: layout, in: &scratch)
    let request = serving.request(in: &scratch)
    var replica = SteppedReplica(
      step: step, chunk: Self.stepBudget(serving, on: device, layout: layout, in: &scratch),
      sequences: Int(saturating: engine.sequences.value).times(layout.dp),
      cacheTokens: Self.cacheTokens(
        serving, on: device, layout: layout, context: request.context / request.oneToken),
      requestTime: engine.requestTime.value, firstSteps: engine.streamInterval.value)
    guard layout.hasPools else { return replica }
    let own = layout.prefillLayout
    let prefill = Self.servingStep(serving, on: device, layout: own, in: &scratch)
    let decoding = Self.prompts(
      serving, request, on: device, layout: layout, step: step, in: &scratch)
    let pool = Self.prompts(
      serving, request, on: device, layout: own, step: prefill, in: &scratch)
    replica.prompts = SteppedPool(
      step: prefill, chunk: Self.stepBudget(serving, on: device, layout: own, in: &scratch),
      replicas: layout.prefillReplicas, decodeReplicas: layout.decodeReplicas,
      handover: engine.handover.value,
      transfer: max(decoding.handed, pool.handed)
        / Self.handoverRate(device, engine: serving.engine, in: &scratch))
    return replica
  }

  @specialized(where L == Scratch)
  public func estimate<L: Ledger>(
    _ workload: Workload, layout: Layout, in ledger: inout L
  ) throws(Infeasible) -> Throughput<L.Number> {
    switch workload {
    case .train(let training, _):
      guard let device = self.training[training.precision(in: layout).ordinal] else {
        throw Infeasible(.unknownFacts, needed: 1, available: 0)
      }
      return try Self.train(training, on: device, layout: layout, in: &ledger)
    case .serve(let serving):
      guard let device = self.serving[serving.precision.ordinal] else {
        throw Infeasible(.unknownFacts, needed: 1, available: 0)
      }
      return try Self.serve(serving, on: device, layout: layout, in: &ledger)
    }
  }

  @specialized(where L == Scratch)
  public func estimate<L: Ledger>(
    _ serving: ServingWorkload, layout: Layout, at load: ReplicaLoad<L.Number>,
    in ledger: inout L
  ) throws(Infeasible) -> Throughput<L.Number> {
    guard let device = self.serving[serving.precision.ordinal] else {
      throw Infeasible(.unknownFacts, needed: 1, available: 0)
    }
    return try Self.serve(serving, on: device, layout: layout, at: load, in: &ledger)
  }
}

extension LimitID {
  /// The datasheet lacks what the model needs; ``ThroughputModel/unknowns(for:)`` names it.
  public static let unknownFacts = LimitID(rawValue: 11)
}
