import Figures
import Units

extension Roofline {
  /// Parameters that one accelerator of the fullest stage holds.
  ///
  /// Layers and head are split over the tensor and pipeline groups, routed experts over the expert
  /// group as well. The first stage holds the embedding too.
  static func localParameters<L: Ledger>(
    _ training: TrainingWorkload, layout: Layout, _ x: TrainingInputs<L>, in ledger: inout L
  ) throws(Infeasible) -> L.Number {
    let model = training.model
    let rest = ledger.input(.restParameters, model.restParameters)
    let embedding = ledger.input(.embeddingParameters, model.embeddingParameters)
    var local = (rest / x.pp + embedding) / x.tp
    if model.hasExperts {
      let experts = ledger.input(.expertParameters, model.expertParameters)
      local = local + experts / x.pp / .larger(x.tp, x.ep)
    }
    return ledger.define(.localParameters, local)
  }

  /// How many of the layers must be recomputed for the rest to fit: between 0 and 1.
  ///
  ///     state        (weights + gradients + optimizer / replicas) · local parameters
  ///     activations  2·T·(kept rows) · layers in flight
  ///     in flight    L/p · min(m, p) · (1 + (p-1)/(p·v) when interleaved)
  ///
  /// - Throws: ``Infeasible`` with `memory` when all layers recomputed do not fit.
  ///
  /// Source: Korthikanti et al. 2023, section 4.1–4.2, with the attention scores never stored
  /// (flash attention).
  static func recomputeShare<L: Ledger>(
    _ training: TrainingWorkload, _ device: TrainingDevice, layout: Layout,
    localParameters: L.Number, _ x: TrainingInputs<L>, in ledger: inout L
  ) throws(Infeasible) -> L.Number {
    let constants = training.constants
    let model = training.model
    let weights = ledger.input(.weightState, constants.weightState)
    let state: L.Number
    if training.method.isFrozen {
      // Frozen weights at the base's precision; adapters are small and carry the full state.
      let base = ledger.input(.baseBytes, training.baseBytes)
      let rank = ledger.input(.adapterRank, constants.adapterRank)
      let adapters =
        rank * x.layers * (2 * x.hidden + x.attentionWidth + x.keyValueWidth) / (x.tp * x.pp)
      let gradients = ledger.input(.gradientState, constants.gradientState)
      let optimizer = ledger.input(.optimizerState, constants.optimizerState)
      state = base * localParameters + (weights + gradients + optimizer) * adapters
    } else {
      let gradients = ledger.input(.gradientState, constants.gradientState)
      let optimizer = ledger.input(.optimizerState, constants.optimizerState)
      let replicas = x.dp * x.cp
      state =
        training.stack.isFullySharded
        ? (weights + gradients + optimizer) * localParameters / replicas
        : (weights + gradients + optimizer / replicas) * localParameters
    }
    let stateMemory = ledger.define(.stateMemory, state)

    let keptHidden = ledger.input(.keptHidden, constants.keptHidden)
    let keptFeedForward = ledger.input(.keptFeedForward, constants.keptFeedForward)
    let margin = ledger.input(.activationMargin, constants.activationMargin)
    let width = ledger.input(.activeFeedForward, model.activeFeedForward)
    let row = x.sixteenBits * x.rows / x.tp
    let stages = L.Number.smaller(x.microBatches, x.pp)
    let inFlight =
      x.layers / x.pp * stages
      * (layout.interleave > 1 ? 1 + (x.pp - 1) / (x.pp * x.interleave) : 1)
    let kept = ledger.define(
      .activationMemory,
      row
        * (keptHidden * x.hidden + 2 * x.attentionWidth + x.keyValueWidth
          + keptFeedForward * width) * (1 + margin) * inFlight)
    // Recomputed layers keep their input, and one layer at a time is held whole.
    let checkpoints = ledger.define(.checkpointMemory, row * x.hidden * inFlight + kept / inFlight)
    let logits = ledger.define(
      .logitMemory,
      ledger.input(.logitBytes, constants.logitBytes) * x.rows * x.vocabulary / x.tp)

    let usable = ledger.define(
      .usableMemory,
      ledger.input(.memory, device.memory) - ledger.input(.reserve, constants.reserve))
    try ledger.require(stateMemory + checkpoints + logits, atMost: usable, .memory)
    let excess = stateMemory + kept + logits - usable
    return ledger.define(
      .recomputeShare,
      .smaller(1, .larger(0, excess / .larger(kept - checkpoints, row))))
  }
}
