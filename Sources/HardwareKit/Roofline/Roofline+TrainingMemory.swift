import Figures
import Units

/// Parameters that one accelerator of the fullest stage holds, by the group that shares them.
struct LocalParameters<L: Ledger> {
  let dense, experts: L.Number
  /// Layers of the fullest stage.
  let layers: L.Number
}

extension Roofline {
  /// Layers of the slowest stage, and what an accelerator of the fullest one holds.
  ///
  ///     even    layers / stages, where layers divide by stages and virtual stages
  ///     uneven  v · ⌈(layers + 2) / (p·v)⌉: embedding and head are placed as if each were a layer
  ///
  /// Layers and head are split over the tensor and pipeline groups, routed experts over the expert
  /// group. The first stage holds the embedding, the last the head; which of the two is fuller counts.
  static func localParameters<L: Ledger>(
    _ training: TrainingWorkload, layout: Layout, _ x: TrainingInputs<L>, in ledger: inout L
  ) -> LocalParameters<L> {
    let model = training.model
    let layers = ledger.define(
      .stageLayers,
      layout.dividesEvenly(model)
        ? x.layers / x.pp
        : x.interleave * .ceiling((x.layers + 2) / (x.pp * x.interleave)))
    let rest = ledger.input(.restParameters, model.restParameters)
    let head = ledger.input(.headParameters, model.headParameters)
    var tables = head
    if layout.pp > 1 || !model.architecture.tiesEmbeddings {
      let embedding = ledger.input(.embeddingParameters, model.embeddingParameters)
      tables = layout.pp > 1 ? .larger(embedding, head) : embedding + head
    }
    let dense = ledger.define(
      .denseParameters, ((rest - head) * layers / x.layers + tables) / x.tp)
    var experts: L.Number = 0
    if model.hasExperts {
      let all = ledger.input(.expertParameters, model.expertParameters)
      let withExperts = ledger.input(.expertLayers, model.expertLayers)
      experts = ledger.define(
        .localExpertParameters,
        all * .smaller(layers, withExperts) / withExperts / x.expertSpread)
    }
    return LocalParameters(dense: dense, experts: experts, layers: layers)
  }

  /// Weights, gradients and optimizer state, divided over as many replicas as the sharding says.
  static func state<L: Ledger>(
    _ training: TrainingWorkload, layout: Layout, parameters: LocalParameters<L>,
    _ x: TrainingInputs<L>, in ledger: inout L
  ) -> L.Number {
    let constants = training.constants
    let weights = ledger.input(.weightState, constants.weightState)
    let gradients = ledger.input(.gradientState, training.stack.gradientState)
    let optimizer = ledger.input(.optimizerState, constants.optimizerState)
    let whole = parameters.dense + parameters.experts
    let shard = ledger.define(
      .shardParameters,
      parameters.dense / (x.dp * x.cp) + parameters.experts / x.expertReplicas)
    let state: L.Number
    if training.method.isFrozen {
      // Frozen weights at the base's precision; adapters are small and carry the full state.
      let base = ledger.input(.baseBytes, training.baseBytes(in: layout))
      let rank = ledger.input(.adapterRank, constants.adapterRank)
      let widths = ledger.input(.adaptedWidths, training.adaptedWidths)
      let adapters = ledger.define(
        .adapterParameters, rank * x.layers * widths / (x.tp * x.pp))
      let held = layout.sharding == .everything ? shard : whole
      state = base * held + (weights + gradients + optimizer) * adapters
    } else {
      state =
        switch layout.sharding {
        case .none: (weights + gradients + optimizer) * whole
        case .optimizer: (weights + gradients) * whole + optimizer * shard
        case .gradients: weights * whole + (gradients + optimizer) * shard
        case .everything: (weights + gradients + optimizer) * shard
        }
    }
    return ledger.define(.stateMemory, state)
  }

  /// How many of the layers must be recomputed for the rest to fit: between 0 and 1.
  ///
  ///     row         2 bytes of each token of a micro-batch, over the tensor group
  ///     a layer     row · ( kept·h + 2·a + kv + (gates + 1)·f + routed copies )
  ///     scores      5 bytes of each, kept only by attention that is not fused
  ///     in flight   layers of a stage · min(m, p) · (1 + (p-1)/(p·v) when interleaved)
  ///
  /// Recomputed layers keep their input, and one layer at a time is held whole.
  ///
  /// - Throws: ``Infeasible`` with `memory` when what must be kept does not fit.
  ///
  /// Source: Korthikanti et al. 2023, sections 4.1 and 4.2.
  static func recomputeShare<L: Ledger>(
    _ training: TrainingWorkload, _ device: TrainingDevice, layout: Layout,
    parameters: LocalParameters<L>, _ x: TrainingInputs<L>, in ledger: inout L
  ) throws(Infeasible) -> L.Number {
    let constants = training.constants
    let model = training.model
    let mode = training.options.recompute ?? training.stack.recompute
    let stateMemory = state(training, layout: layout, parameters: parameters, x, in: &ledger)

    let keptHidden = ledger.input(.keptHidden, training.stack.keptHidden)
    let margin = ledger.input(.activationMargin, constants.activationMargin)
    let gates = ledger.input(.gateMatrices, model.gateMatrices)
    let width = ledger.input(.activeFeedForward, model.activeFeedForward)
    let row = x.sixteenBits * x.rows / x.tp
    // Without sequence parallelism, what stands between products is kept by every rank.
    let hiddenRow = training.stack.splitsSequence ? row : row * x.tp
    var inner = 2 * x.attentionWidth + x.keyValueWidth + (gates + 1) * width
    if model.hasExperts {
      let active = ledger.input(.activeExperts, model.activeExperts)
      let layers = ledger.input(.expertLayers, model.expertLayers)
      inner = inner + 2 * active * x.hidden * layers / x.layers
    }
    var layer = (hiddenRow * keptHidden * x.hidden + row * inner) * (1 + margin)
    if !training.stack.fusesAttention, mode != .selective {
      let scores = ledger.input(.scoreBytes, constants.scoreBytes)
      layer = layer + scores * x.scores / x.tp
    }
    layer = ledger.define(.layerActivations, layer)
    let stages = L.Number.smaller(x.microBatches, x.pp)
    let inFlight = ledger.define(
      .layersInFlight,
      parameters.layers * stages
        * (layout.interleave > 1 ? 1 + (x.pp - 1) / (x.pp * x.interleave) : 1))
    let kept = ledger.define(.activationMemory, layer * inFlight)
    let checkpoints = ledger.define(
      .checkpointMemory, hiddenRow * x.hidden * inFlight + layer)
    let logits = ledger.define(
      .logitMemory,
      ledger.input(.logitBytes, training.stack.logitBytes) * x.rows * x.vocabulary / x.tp)
    let usable = ledger.define(
      .usableMemory,
      ledger.input(.memory, device.memory) - ledger.input(.reserve, constants.reserve))
    switch mode {
    case .full:
      try ledger.require(stateMemory + checkpoints + logits, atMost: usable, .memory)
      return ledger.define(.recomputeShare, 1)
    case .some:
      try ledger.require(stateMemory + kept + logits, atMost: usable, .memory)
      return ledger.define(.recomputeShare, 0)
    case nil:
      let least = L.Number.smaller(kept, checkpoints)
      try ledger.require(stateMemory + least + logits, atMost: usable, .memory)
      let excess = stateMemory + kept + logits - usable
      return ledger.define(
        .recomputeShare,
        .smaller(1, .larger(0, excess / .larger(kept - checkpoints, row))))
    }
  }
}

extension Layout {
  /// Ranks over which the experts of a layer are spread.
  var expertSpread: Int { max(tp, ep) }

  /// Whether every virtual stage has the same number of layers.
  func dividesEvenly(_ model: ModelFacts) -> Bool {
    model.architecture.layers % (pp * interleave) == 0
  }
}
