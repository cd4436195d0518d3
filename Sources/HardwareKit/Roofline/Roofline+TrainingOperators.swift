import Figures
import Units

/// The inputs of a training step as numbers of one ledger, read once.
struct TrainingInputs<L: Ledger> {
  let tp, pp, dp, cp, ep, interleave, microBatches, accelerators: L.Number
  let sequence, rows, batch: L.Number
  let layers, hidden, vocabulary, attentionWidth, keyValueWidth: L.Number
  let peak, peakBF16, memoryRate, gemmShare, headShare, attentionShare: L.Number
  let multiplyAdd, elementBytes, sixteenBits, gradientBytes, sharpness, launch: L.Number
  /// Rates of the tensor, context and data groups, of the replicas of experts, of a ring inside the
  /// domain, and of one scale-out port.
  let tensorRate, contextRate, dataRate, expertDataRate, scaleUp, port, domain: L.Number
  /// Ranks over which a layer's experts are spread, and replicas of each.
  let expertSpread, expertReplicas: L.Number
  /// Attention scores of a layer, all heads.
  let scores: L.Number
}

extension Roofline {
  /// Time of one matrix product of `rows` × `inputs` by `inputs` × `outputs`, once it runs.
  ///
  ///     t = norm( 2·M·N·K / (peak · share),  bytes / (bandwidth · share),  3 )
  ///
  /// A smooth roofline: no thresholds, so that a search cannot jump. The bytes are both operands at
  /// the precision of the products and the result in 16 bits; a gradient of weights is added to the
  /// sum of those before it, read and written.
  static func product<L: Ledger>(
    rows m: L.Number, inputs k: L.Number, outputs n: L.Number, peak: L.Number, bytes: L.Number,
    result: L.Number, _ x: TrainingInputs<L>
  ) -> L.Number {
    let arithmetic = x.multiplyAdd * (m * n * k) / peak
    let traffic = (bytes * (m * k + k * n) + result * (m * n)) / x.memoryRate
    return .norm(arithmetic, traffic, x.sharpness)
  }

  /// Forward pass, gradient of the inputs and gradient of the weights of one product; frozen
  /// weights need no gradient of their own. The products of a group run one after the other and start
  /// once.
  static func passes<L: Ledger>(
    rows m: L.Number, inputs k: L.Number, outputs n: L.Number, peak: L.Number, bytes: L.Number,
    groups: L.Number, frozen: Bool, _ x: TrainingInputs<L>
  ) -> (forward: L.Number, all: L.Number) {
    let result = x.sixteenBits
    let forward =
      groups
      * product(
        rows: m, inputs: k, outputs: n, peak: peak, bytes: bytes, result: result, x) + x.launch
    let inputGradient =
      groups
      * product(
        rows: m, inputs: n, outputs: k, peak: peak, bytes: bytes, result: result, x) + x.launch
    if frozen { return (forward, forward + inputGradient) }
    let weightGradient =
      groups
      * product(
        rows: n, inputs: m, outputs: k, peak: peak, bytes: bytes, result: x.gradientBytes, x)
      + x.launch
    return (forward, forward + inputGradient + weightGradient)
  }

  /// The matrix products of all layers for one micro-batch: their forward time and all passes.
  static func layerProducts<L: Ledger>(
    _ training: TrainingWorkload, _ x: TrainingInputs<L>, in ledger: inout L
  ) -> (forward: L.Number, all: L.Number) {
    var forward: L.Number = 0
    var all: L.Number = 0
    let peak = x.peak * x.gemmShare
    let frozen = training.method.isFrozen
    for matrix in training.model.products {
      var inputs = ledger.input(matrix.role.inputs, matrix.inputs)
      var outputs = ledger.input(matrix.role.outputs, matrix.outputs)
      let layers = ledger.input(matrix.role.layers, matrix.layers)
      if !matrix.isGrouped {
        switch matrix.sharding {
        case .outputs: outputs = outputs / x.tp
        case .inputs: inputs = inputs / x.tp
        case .replicated: break
        }
      }
      let time: (forward: L.Number, all: L.Number)
      if matrix.isGrouped {
        // Each rank of the expert group holds whole experts, experts / spread of them, and sees the
        // rows that visit them from the whole group; the products run one expert after the other.
        let experts = ledger.input(.experts, training.model.experts)
        let active = ledger.input(.activeExperts, training.model.activeExperts)
        let load = ledger.input(.expertLoad, training.options.expertLoad)
        let grouped = ledger.input(.groupedShare, training.constants.groupedGEMM)
        let local = experts / x.expertSpread
        let rows = x.rows / x.tp * active * load / local
        time = passes(
          rows: rows, inputs: inputs, outputs: outputs, peak: peak * grouped,
          bytes: x.elementBytes, groups: local, frozen: frozen, x)
      } else {
        time = passes(
          rows: x.rows, inputs: inputs, outputs: outputs, peak: peak, bytes: x.elementBytes,
          groups: 1, frozen: frozen, x)
      }
      let total = ledger.define(matrix.role.time, layers * time.all)
      forward = forward + layers * time.forward
      all = all + total
    }
    return (forward, ledger.define(.productsTime, all))
  }

  /// The attention core: scores and weighted values over the causal half of the square.
  ///
  ///     forward = 2 · 2·T·s·a·d/t · ½ / (bf16 peak · share · s/(s + c·ramp)) · stack
  ///     unfused   2 · 2·T·s·a·d/t / (bf16 peak · share of products) + passes · scores / memory
  ///
  /// A context group of c exchanges keys and values in pieces: each kernel sees 1/c of the sequence, and the
  /// core is as slow as on a sequence of that length.
  ///
  /// Layers with a sliding window see at most twice the window instead of the sequence. Attention that
  /// is not fused computes the whole square, and writes and reads the scores for each step of it.
  static func attentionCore<L: Ledger>(
    _ training: TrainingWorkload, _ x: TrainingInputs<L>, in ledger: inout L
  ) -> (forward: L.Number, all: L.Number) {
    let constants = training.constants
    var squares = x.layers
    if let window = training.model.window {
      let full = ledger.input(.fullAttentionLayers, training.model.fullAttentionLayers)
      let reach = ledger.input(.window, window)
      squares = full + (x.layers - full) * .smaller(1, 2 * reach / x.sequence)
    }
    let oneToken = ledger.input(.oneToken, Fact<Tokens>.oneToken)
    let operations =
      2 * x.multiplyAdd * x.rows * (x.sequence / oneToken) * x.attentionWidth / x.tp
    guard training.stack.fusesAttention else {
      let product = squares * operations / (x.peakBF16 * x.headShare)
      let pass = x.layers * x.sixteenBits * x.scores / x.tp / x.memoryRate
      let some = ledger.input(.scorePassesForward, constants.scorePassesForward)
      let all = ledger.input(.scorePasses, constants.scorePasses)
      return (
        product + some * pass,
        ledger.define(.attentionCoreTime, .trainingPasses * product + all * pass)
      )
    }
    let causal = ledger.input(.causalShare, constants.causalShare)
    let backward = ledger.input(.attentionBackward, constants.attentionBackward)
    let slower = ledger.input(.attentionFactor, training.stack.attentionFactor)
    let ramp = ledger.input(.attentionRamp, constants.attentionRamp)
    let share = ledger.define(
      .attentionReached, x.attentionShare * x.sequence / (x.sequence + x.cp * ramp))
    let forward = squares * operations * causal / (x.peakBF16 * share) * slower
    return (forward, ledger.define(.attentionCoreTime, forward * (1 + backward)))
  }

  /// Norms, activations, residuals, rotary embedding and casts: memory traffic only.
  static func elementwise<L: Ledger>(
    _ training: TrainingWorkload, _ device: TrainingDevice, recomputed: L.Number,
    _ x: TrainingInputs<L>, in ledger: inout L
  ) -> L.Number {
    let constants = training.constants
    let model = training.model
    let hiddenPasses = ledger.input(.hiddenPasses, constants.hiddenPasses)
    let attentionPasses = ledger.input(.attentionPasses, constants.attentionPasses)
    let feedForwardPasses = ledger.input(
      .feedForwardPasses,
      model.gateMatrices.value > 1 ? constants.gatedPasses : constants.plainPasses)
    let width = ledger.input(.activeFeedForward, model.activeFeedForward)
    var passes =
      (hiddenPasses * x.hidden + attentionPasses * (x.attentionWidth + x.keyValueWidth)
        + feedForwardPasses * width) / x.tp
    if training.method.isFrozen {
      passes = passes * ledger.input(.frozenTraffic, constants.frozenTraffic)
    }
    // The layers' forward traffic, about two fifths of it, is done again for each recomputed layer.
    let again = ledger.input(.recomputeTraffic, constants.recomputeTraffic)
    let multiple = ledger.input(.trafficMultiple, constants.memoryTraffic)
    var bytes = ledger.define(
      .elementwiseBytes,
      x.sixteenBits * x.rows * x.layers * passes * multiple * (1 + again * recomputed))
    if training.method.isFrozen {
      let adapters = ledger.input(.adapterPasses, constants.adapterPasses)
      let adapted = ledger.input(.adaptedProducts, training.adaptedProducts)
      bytes =
        bytes + x.sixteenBits * x.rows * x.layers * adapters * adapted * x.hidden / x.tp
    }
    if device.precision != .bf16 {
      let castBytes = ledger.input(.castBytes, constants.castBytes)
      let castMultiple = ledger.input(.castMultiple, constants.castTraffic)
      bytes =
        bytes
        + castBytes * castMultiple * x.rows * x.layers
        * (2 * x.hidden + x.attentionWidth + x.keyValueWidth + width) / x.tp
    }
    if training.method == .qlora {
      // Every weight is turned back into 16 bits for each pass over it.
      let dequantisation = ledger.input(.dequantisationBytes, constants.dequantisationBytes)
      let multiple = ledger.input(.dequantisationMultiple, constants.dequantisationMultiple)
      let parameters = ledger.input(.parameters, model.parameters)
      bytes = bytes + (2 + recomputed) * dequantisation * multiple * parameters / x.tp
    }
    return ledger.define(.elementwiseTime, bytes / x.memoryRate)
  }

  /// Output head and loss, always in 16 bits.
  static func head<L: Ledger>(
    _ training: TrainingWorkload, _ x: TrainingInputs<L>, in ledger: inout L
  ) -> L.Number {
    let lossBytes = ledger.input(.lossBytes, training.constants.lossBytes)
    let columns = x.vocabulary / x.tp
    let time = passes(
      rows: x.rows, inputs: x.hidden, outputs: columns, peak: x.peakBF16 * x.headShare,
      bytes: x.sixteenBits, groups: 1, frozen: training.method.isFrozen, x)
    return ledger.define(
      .headTime, time.all + lossBytes * x.rows * columns / x.memoryRate)
  }
}

extension Fact where U == Tokens {
  static var oneToken: Fact<Tokens> { Fact(1, Definitions.token) }
}

/// Provenance of what is true by definition.
enum Definitions {
  static let token = Provenance(.definition("one token"), evidence: nil)
  static let multiplyAdd = Provenance(
    .definition("a multiplication and an addition"), evidence: nil)
}

extension Definitions {
  static let month = Provenance(.definition("a month is 730 hours"), evidence: nil)
  /// Stands behind a check that has already refused; a report never shows it.
  static let refused = Provenance(.assumed("unknown"), evidence: .assumed)
}
