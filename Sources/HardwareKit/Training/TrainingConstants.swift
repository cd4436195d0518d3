public import Figures
public import Units

/// The chip-independent constants of the training step, read from `stacks.yaml`.
///
/// Each has a meaning of its own and a citation in the file; the formulas that use them are in
/// ``Roofline`` (`Roofline+Training…`). Names in the file are the kebab-case of the names here.
public struct TrainingConstants: Sendable {
  /// Sharpness of the smooth maximum of arithmetic and memory time of one operator.
  public var rooflineSharpness: Fact<Ratio>
  /// Time to start one kernel.
  public var kernelLaunch: Fact<Seconds>
  /// Arithmetic of the attention core's backward pass over its forward pass.
  public var attentionBackward: Fact<Ratio>
  /// Sequence at which the core reaches half of its rate: short squares do not fill the chip.
  public var attentionRamp: Fact<Tokens>
  /// Passes over the stored scores of an attention that is not fused, forward and in all.
  public var scorePassesForward: Fact<Ratio>
  public var scorePasses: Fact<Ratio>
  /// Share of the attention square that a causal mask leaves.
  public var causalShare: Fact<Ratio>
  /// Element-wise passes over hidden-wide, attention-wide and feed-forward-wide activations.
  public var hiddenPasses: Fact<Ratio>
  public var attentionPasses: Fact<Ratio>
  public var gatedPasses: Fact<Ratio>
  public var plainPasses: Fact<Ratio>
  /// Bytes moved by element-wise work over the counted passes, and by casts over the counted.
  public var memoryTraffic: Fact<Ratio>
  public var castTraffic: Fact<Ratio>
  /// Bytes moved for each element of a weight gradient, which micro-batches add up.
  public var gradientTraffic: Fact<Bytes>
  /// Share of element-wise traffic that recomputing every layer repeats.
  public var recomputeTraffic: Fact<Ratio>
  /// Bytes that the loss moves for each logit.
  public var lossBytes: Fact<Bytes>
  /// Share of element-wise traffic left when the base weights are frozen.
  public var frozenTraffic: Fact<Ratio>
  /// Extra passes over hidden-wide activations that each adapted product costs, and how many
  /// products of a layer are adapted.
  public var adapterPasses: Fact<Ratio>
  public var adaptedProducts: Fact<Ratio>
  /// Bytes moved to turn one 4-bit weight back into 16 bits, and the multiple of it observed.
  public var dequantisationBytes: Fact<Bytes>
  public var dequantisationMultiple: Fact<Ratio>
  /// Casts to 8 and 4 bits: bytes for each element of each matrix input.
  public var castBytes: Fact<Bytes>
  /// Rate of grouped expert products over dense ones.
  public var groupedGEMM: Fact<Ratio>
  /// Routing and permutation: passes over hidden-wide tokens, for each expert that a token visits.
  public var permutePasses: Fact<Ratio>
  /// All-to-all time over bytes by link rate, inside the scale-up domain and across it.
  public var expertExchange: Fact<Ratio>
  public var expertExchangeOut: Fact<Ratio>
  /// Growth of what experts cost beside their products, by the age of the software.
  public var expertAge: Fact<PerSecond>
  /// Age of the oldest software that mixtures were measured under: the growth goes no further.
  public var expertAgeLimit: Fact<Seconds>
  /// What is left of it when tokens beyond a fixed capacity are dropped.
  public var expertDrop: Fact<Ratio>
  /// All-to-all bytes of one hidden element of a routed row.
  public var expertExchangeBytes: Fact<Bytes>
  /// Host time of an expert layer and micro-batch (routing, synchronisation).
  public var expertHostTime: Fact<Seconds>
  /// Fixed cost of one tensor-parallel collective.
  public var collectiveLatency: Fact<Seconds>
  /// Exposed shares of pipeline sends, context exchange and data-parallel reduction.
  public var pipelineExposed: Fact<Ratio>
  public var contextExposed: Fact<Ratio>
  public var dataExposed: Fact<Ratio>
  /// Bytes that a sharded optimizer moves for each parameter and step.
  public var dataExchangeBytes: Fact<Bytes>
  /// Fully sharded stacks: share of the link rate reached beside compute, and sharpness of hiding.
  public var shardedRate: Fact<Ratio>
  public var shardedSharpness: Fact<Ratio>
  /// Host time of one layer and micro-batch that the device does not hide; the part beside it, and
  /// the sharpness with which that hides.
  public var layerTime: Fact<Seconds>
  public var hostTime: Fact<Seconds>
  public var hostSharpness: Fact<Ratio>
  /// Optimizer traffic: bytes for each local parameter.
  public var optimizerTraffic: Fact<Bytes>
  /// Synchronisation, logging and data loading of one optimizer step.
  public var stepOverhead: Fact<Seconds>
  /// Slow-down of software by age, and of a run by each doubling beyond one node.
  public var ageSlowdown: Fact<PerSecond>
  public var stragglerGrowth: Fact<Ratio>
  /// Accelerators of the node beyond which stragglers grow.
  public var nodeSize: Fact<Count>
  /// Memory of training state for each parameter: weights, gradients, optimizer.
  public var weightState: Fact<Bytes>
  public var gradientState: Fact<Bytes>
  public var optimizerState: Fact<Bytes>
  /// Activations kept for the backward pass, in passes over hidden-wide rows.
  public var keptHidden: Fact<Ratio>
  /// Bytes kept of one score of an attention that is not fused.
  public var scoreBytes: Fact<Bytes>
  public var activationMargin: Fact<Ratio>
  public var logitBytes: Fact<Bytes>
  /// Memory that context, communication buffers and the allocator take.
  public var reserve: Fact<Bytes>
  /// Defaults for keys that a plan leaves out.
  public var pretrainBatch: Fact<Tokens>
  public var fineTuneBatch: Fact<Tokens>
  public var sequence: Fact<Tokens>
  public var adapterRank: Fact<Count>
}
