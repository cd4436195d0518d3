import Figures
import Units

extension Roofline {
  /// The training step: operators, exchange, pipeline, optimizer; then the rate.
  ///
  ///     step = ( m·micro + (p-1)/v·micro + sends + exposed reduction + optimizer + overhead )
  ///            · stack · e^(slow-down · age) · ( 1 + growth · log₂(N / node) )
  ///
  /// `micro` is one micro-batch on the slowest stage. Memory decides how many layers are recomputed:
  /// none when all fits, otherwise just enough.
  ///
  /// - Throws: ``Infeasible`` with `memory` when even full recomputing does not fit.
  ///
  /// Sources: D. Narayanan et al., "Efficient Large-Scale Language Model Training on GPU Clusters
  /// Using Megatron-LM", SC 2021, section 2.2 (pipeline bubble and interleaving); V. Korthikanti et
  /// al., "Reducing Activation Recomputation in Large Transformer Models", MLSys 2023, section 4
  /// (activations and sequence parallelism). Constants: `stacks.yaml` and the product's calibration.
  static func train<L: Ledger>(
    _ training: TrainingWorkload, on device: TrainingDevice, layout: Layout, in ledger: inout L
  ) throws(Infeasible) -> Throughput<L.Number> {
    let x = inputs(training, device, layout, in: &ledger)
    let parameters = localParameters(training, layout: layout, x, in: &ledger)
    let recomputed = try recomputeShare(
      training, device, layout: layout, parameters: parameters, x, in: &ledger)

    let products = layerProducts(training, x, in: &ledger)
    let core = attentionCore(training, x, in: &ledger)
    let elementwise = elementwise(training, device, recomputed: recomputed, x, in: &ledger)
    let isSelective =
      !training.stack.fusesAttention
      && (training.options.recompute ?? training.stack.recompute) == .selective
    let again = ledger.define(
      .recomputeTime,
      isSelective ? core.forward : recomputed * (products.forward + core.forward))
    let exchanged = exchange(
      training, layout: layout, recomputed: recomputed, x, in: &ledger)
    let experts = experts(training, layout: layout, x, in: &ledger)
    let headTime = head(training, x, in: &ledger)
    let layersTime = ledger.define(
      .layersTime, products.all + core.all + elementwise + again + exchanged + experts.device)

    // The host launches beside the device; which of the two is longer sets the pace, smoothly.
    let constants = training.constants
    let host = ledger.input(.hostTime, constants.hostTime) * x.layers + experts.host
    let hostSharpness = ledger.input(.hostSharpness, constants.hostSharpness)
    let visible = ledger.input(.stackLayerTime, training.stack.layerTime)
    let stage = ledger.define(
      .stageTime,
      (.norm(layersTime, host, hostSharpness) / x.layers + visible) * parameters.layers)
    // A head that cannot be balanced against layers stands whole on the last stage; elsewhere it
    // takes the place of one.
    let isWhole = layout.pp == 1 || layout.dividesEvenly(training.model)
    let micro = ledger.define(
      .microBatchTime,
      isWhole ? stage + headTime : .larger(stage, stage - stage / parameters.layers + headTime))

    let bubble = ledger.define(
      .pipelineBubble,
      (x.pp - 1) / x.interleave / (x.microBatches + (x.pp - 1) / x.interleave))
    let pipeline = ledger.define(.pipelineTime, x.microBatches * micro / (1 - bubble))
    var step = pipeline
    if layout.pp > 1 {
      let exposed = ledger.input(.pipelineExposed, constants.pipelineExposed)
      let bytes = x.sixteenBits * x.rows * x.hidden / x.tp
      step =
        step
        + ledger.define(
          .pipelineSendTime,
          2 * (x.microBatches * x.interleave + x.pp - 1) * bytes / x.port * exposed)
    }
    step =
      step
      + dataExchange(
        training, layout: layout, parameters: parameters, microBatch: micro, x, in: &ledger)
    if !training.method.isFrozen {
      let traffic = ledger.input(.optimizerTraffic, constants.optimizerTraffic)
      step =
        step
        + ledger.define(
          .optimizerTime,
          traffic
            * (layout.sharding == .none
              ? parameters.dense + parameters.experts
              : parameters.dense / (x.dp * x.cp) + parameters.experts / x.expertReplicas)
            / x.memoryRate)
    }
    step = step + ledger.input(.stepOverhead, constants.stepOverhead)

    let factor = ledger.define(
      .softwareFactor,
      ledger.input(.stackFactor, training.stack.timeFactor)
        * .exponential(
          ledger.input(.ageSlowdown, constants.ageSlowdown)
            * ledger.input(.stackAge, training.stack.age)))
    let growth = ledger.input(.stragglerGrowth, constants.stragglerGrowth)
    let node = ledger.input(.nodeSize, constants.nodeSize)
    let stragglers = ledger.define(
      .stragglerFactor,
      1 + growth * .larger(0, .logarithm(x.accelerators / node) / .logarithm(2)))
    let modelled = step * factor * stragglers
    let faster = training.error?.training.map { ledger.input(.trainingError, $0) }
    let stepTime = ledger.define(.stepTime, faster.map { modelled / $0 } ?? modelled)

    let rate = ledger.define(.tokensPerSecond, x.batch / stepTime)
    let perAccelerator = ledger.define(.tokensPerSecondPerAccelerator, rate / x.accelerators)
    let active = ledger.input(.activeParameters, training.model.activeParameters)
    let oneToken = ledger.input(.oneToken, Fact<Tokens>.oneToken)
    let passes: L.Number = training.method.passes()
    let utilisation = ledger.define(
      .mfu, passes * x.multiplyAdd * active * (perAccelerator / oneToken) / x.peak)
    return Throughput(tokensPerSecond: rate, accelerators: x.accelerators, mfu: utilisation)
  }

  /// Everything that the step reads from plan, layout, model and product.
  private static func inputs<L: Ledger>(
    _ training: TrainingWorkload, _ device: TrainingDevice, _ layout: Layout, in ledger: inout L
  ) -> TrainingInputs<L> {
    let model = training.model
    let constants = training.constants
    let calibration = device.calibration
    let tp = ledger.input(.tp, layout.fact(layout.tp))
    let pp = ledger.input(.pp, layout.fact(layout.pp))
    let dp = ledger.input(.dp, layout.fact(layout.dp))
    let cp = ledger.input(.cp, layout.fact(layout.cp))
    let ep = ledger.input(.ep, layout.fact(layout.ep))
    let interleave = ledger.input(.interleave, layout.fact(layout.interleave))
    let microBatch = ledger.input(.microBatch, layout.fact(layout.microBatch))
    let accelerators = ledger.define(.accelerators, tp * pp * dp * cp)
    let sequence = ledger.input(.sequence, training.sequence)
    let batch = ledger.input(.batch, training.batch)
    let oneToken = ledger.input(.oneToken, Fact<Tokens>.oneToken)
    let rows = ledger.define(.rows, microBatch * (sequence / oneToken) / cp)
    // A step runs whole micro-batches: the last one is paid for even when it is not full.
    let microBatches = ledger.define(
      .microBatches, .ceiling(batch / sequence / (dp * microBatch)))

    let domain = ledger.input(.scaleUpDomain, device.scaleUpDomain)
    let scaleUp = ledger.define(
      .scaleUpRate,
      ledger.input(.scaleUpBandwidth, device.scaleUpBandwidth)
        * ledger.input(.scaleUpShare, calibration.scaleUp))
    let port = ledger.define(
      .portRate,
      ledger.input(.scaleOutBandwidth, device.scaleOutBandwidth)
        * ledger.input(.scaleOutShare, calibration.scaleOut)
        / ledger.input(.oversubscription, training.options.oversubscription))
    let expertSpread = L.Number.larger(tp, ep)
    let expertReplicas = ledger.define(
      .expertReplicas, .larger(1, dp * cp * tp / expertSpread))
    func ring(_ stride: L.Number, _ size: L.Number) -> L.Number {
      ringRate(stride: stride, size: size, domain: domain, scaleUp: scaleUp, port: port)
    }
    return TrainingInputs(
      tp: tp, pp: pp, dp: dp, cp: cp, ep: ep, interleave: interleave, microBatches: microBatches,
      accelerators: accelerators, sequence: sequence, rows: rows, batch: batch,
      layers: ledger.input(.layers, model.layers), hidden: ledger.input(.hidden, model.hidden),
      vocabulary: ledger.input(.vocabulary, model.vocabulary),
      attentionWidth: ledger.input(.attentionWidth, model.attentionWidth),
      keyValueWidth: ledger.input(.keyValueWidth, model.keyValueWidth),
      peak: ledger.input(.peak, device.peak), peakBF16: ledger.input(.peakBF16, device.peakBF16),
      memoryRate: ledger.input(.memoryBandwidth, device.memoryBandwidth)
        * ledger.input(.memoryShare, calibration.memoryShare),
      gemmShare: ledger.input(.gemmShare, device.gemm),
      headShare: ledger.input(.headShare, calibration.gemm[.bf16] ?? .none),
      attentionShare: ledger.input(.attentionShare, calibration.attentionCore),
      multiplyAdd: ledger.input(.multiplyAdd, Fact<Operations>.multiplyAdd),
      elementBytes: ledger.input(.weightBytes, device.precision.bytes),
      sixteenBits: ledger.input(.activationBytes, Precision.bf16.bytes),
      gradientBytes: ledger.input(.gradientTraffic, constants.gradientTraffic),
      sharpness: ledger.input(.rooflineSharpness, constants.rooflineSharpness),
      launch: ledger.input(.kernelLaunch, constants.kernelLaunch),
      tensorRate: ledger.define(.tensorRate, ring(1, tp)),
      contextRate: ledger.define(.contextRate, ring(tp, cp)),
      dataRate: ledger.define(.dataRate, ring(tp, dp * cp)),
      expertDataRate: model.hasExperts
        ? ledger.define(.expertDataRate, ring(expertSpread, expertReplicas)) : port,
      scaleUp: scaleUp, port: port, domain: domain, expertSpread: expertSpread,
      expertReplicas: expertReplicas,
      scores: rows * (sequence / oneToken) * ledger.input(.heads, model.heads))
  }
}

extension Fact where U == Operations {
  static var multiplyAdd: Fact<Operations> { Fact(2, Definitions.multiplyAdd) }
}

extension Fact where U == Ratio {
  /// Stands where a check has already refused: a share that reaches nothing.
  static var none: Fact<Ratio> {
    Fact(0, Provenance(.definition("not reached"), evidence: nil))
  }
}
