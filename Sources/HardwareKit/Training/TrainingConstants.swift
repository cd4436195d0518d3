public import Figures
public import Units

/// The chip-independent constants of the training step, read from `stacks.yaml`.
///
/// Each has a meaning of its own and a citation in the file; the formulas that use them are in
/// ``Roofline`` (`Roofline+Training…`). Names in the file are the kebab-case of the names here.
public struct TrainingConstants: Sendable {
  /// Sharpness of the smooth maximum of arithmetic and memory time of one operator.
  public let rooflineSharpness: Fact<Ratio>
  /// Time to start one kernel.
  public let kernelLaunch: Fact<Seconds>
  /// Arithmetic of the attention core's backward pass over its forward pass.
  public let attentionBackward: Fact<Ratio>
  /// Share of the attention square that a causal mask leaves.
  public let causalShare: Fact<Ratio>
  /// Element-wise passes over hidden-wide, attention-wide and feed-forward-wide activations.
  public let hiddenPasses: Fact<Ratio>
  public let attentionPasses: Fact<Ratio>
  public let gatedPasses: Fact<Ratio>
  public let plainPasses: Fact<Ratio>
  /// Share of element-wise traffic that recomputing every layer repeats.
  public let recomputeTraffic: Fact<Ratio>
  /// Bytes that the loss moves for each logit.
  public let lossBytes: Fact<Bytes>
  /// Share of element-wise traffic left when the base weights are frozen.
  public let frozenTraffic: Fact<Ratio>
  /// Extra passes over hidden-wide activations that each adapted product costs, and how many
  /// products of a layer are adapted.
  public let adapterPasses: Fact<Ratio>
  public let adaptedProducts: Fact<Ratio>
  /// Bytes moved to turn one 4-bit weight back into 16 bits, and the multiple of it observed.
  public let dequantisationBytes: Fact<Bytes>
  public let dequantisationMultiple: Fact<Ratio>
  /// Casts to 8 and 4 bits: bytes for each element of each matrix input.
  public let castBytes: Fact<Bytes>
  /// Routing and permutation: passes over hidden-wide tokens, for each expert that a token visits.
  public let permutePasses: Fact<Ratio>
  /// All-to-all time relative to bytes over link rate.
  public let expertExchange: Fact<Ratio>
  /// All-to-all bytes of one hidden element of a routed row.
  public let expertExchangeBytes: Fact<Bytes>
  /// Host time of an expert layer and micro-batch (routing, synchronisation).
  public let expertHostTime: Fact<Seconds>
  /// Fixed cost of one tensor-parallel collective.
  public let collectiveLatency: Fact<Seconds>
  /// Exposed shares of pipeline sends, context exchange and data-parallel reduction.
  public let pipelineExposed: Fact<Ratio>
  public let contextExposed: Fact<Ratio>
  public let dataExposed: Fact<Ratio>
  /// Bytes that a sharded optimizer moves for each parameter and step.
  public let dataExchangeBytes: Fact<Bytes>
  /// Fully sharded stacks: share of the link rate reached beside compute, and sharpness of hiding.
  public let shardedRate: Fact<Ratio>
  public let shardedSharpness: Fact<Ratio>
  /// Host time of one layer and micro-batch, and the sharpness with which it hides behind the device.
  public let hostTime: Fact<Seconds>
  public let hostSharpness: Fact<Ratio>
  /// Optimizer traffic: bytes for each local parameter.
  public let optimizerTraffic: Fact<Bytes>
  /// Synchronisation, logging and data loading of one optimizer step.
  public let stepOverhead: Fact<Seconds>
  /// Slow-down of software by age, and of a run by each doubling beyond one node.
  public let ageSlowdown: Fact<PerSecond>
  public let stragglerGrowth: Fact<Ratio>
  /// Accelerators of the node beyond which stragglers grow.
  public let nodeSize: Fact<Count>
  /// Memory of training state for each parameter: weights, gradients, optimizer.
  public let weightState: Fact<Bytes>
  public let gradientState: Fact<Bytes>
  public let optimizerState: Fact<Bytes>
  /// Activations kept for the backward pass, in passes over hidden-wide and feed-forward-wide rows.
  public let keptHidden: Fact<Ratio>
  public let keptFeedForward: Fact<Ratio>
  public let activationMargin: Fact<Ratio>
  public let logitBytes: Fact<Bytes>
  /// Memory that context, communication buffers and the allocator take.
  public let reserve: Fact<Bytes>
  /// Defaults for keys that a plan leaves out.
  public let pretrainBatch: Fact<Tokens>
  public let fineTuneBatch: Fact<Tokens>
  public let sequence: Fact<Tokens>
  public var adapterRank: Fact<Count>
}

/// A training software stack and its generation: the same chip runs 0.54 or 0.41 MFU by it.
public struct TrainingStack: Sendable {
  public let id: String
  public let title: String
  /// Step time over the current tuned stack's at equal age.
  public let timeFactor: Fact<Ratio>
  /// Time between the stack's release and the reference date of the constants.
  public let age: Fact<Seconds>
  /// Exposed share of tensor-parallel collectives.
  public let tensorExposed: Fact<Ratio>
  /// Whether data parallelism gathers weights each micro-batch (FSDP) instead of once a step.
  public let isFullySharded: Bool
  /// The date at which age is zero.
  let reference: PartialDate

  /// The same stack at another release: its age is counted from there.
  public func released(on date: CivilDate) -> TrainingStack {
    let days = max(0, date.days(to: reference.firstDay))
    return TrainingStack(
      id: id, title: title, timeFactor: timeFactor,
      age: Fact(
        Double(days) * TimeSpan.day,
        Provenance(age.provenance.origin, evidence: .modelled, note: "released \(date)")),
      tensorExposed: tensorExposed, isFullySharded: isFullySharded, reference: reference)
  }
}
