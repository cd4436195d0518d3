import Figures
import Units

extension Roofline {
  /// The numbers of a serving step that do not change with the batch.
  struct ServingInputs<L: Ledger> {
    let tp, layers, hidden, oneToken: L.Number
    let weightBytes, cacheBytes, sixteenBits: L.Number
    /// Rates of weight reads, cache reads, arithmetic and collectives.
    let weightRate, cacheRate, arithmetic, attentionRate, linkRate: L.Number
    let restParameters, multiplyAdd, attentionWidth, fullLayers, sharpness: L.Number
    let cachePerToken, collectiveLatency, hostStep, hostSequence: L.Number
    /// The window of the layers that slide, in tokens; equal to no limit where there are none.
    let slidingLayers, window: L.Number
  }

  /// The times of one step, apart so that each can be checked against a measurement.
  struct StepTimes<L: Ledger> {
    let weights, experts, cache, attention, collectives, host: L.Number
    var total: L.Number { weights + experts + cache + attention + collectives + host }
  }

  /// One step over `sequences` that decode at a mean `context` and `prompt` tokens of prefill.
  ///
  ///     weights      norm( bytes / (bandwidth · share),  2·P·t / (tp · peak · share),  1.16 )
  ///     experts      the same over the distinct experts touched, 1 - (1 - k/E)^(skew·t) of them
  ///     cache        sequences · bytes held / rate
  ///     attention    causal prefill over bf16 peak
  ///     collectives  two all-reduces a layer: latency · (1 + log₂ tp)/3 and 2·(tp-1)/tp of the rows
  ///     host         step + layers + sequences
  ///
  /// Memory and arithmetic nearly add (sharpness 1.16): the maximum of a plain roofline is worse
  /// against measurements than the sum. Constants: `engines.yaml` and the product's calibration.
  static func step<L: Ledger>(
    _ serving: ServingWorkload, device: ServingDevice, layout: Layout, sequences: L.Number,
    context: L.Number, prompt: L.Number, _ x: ServingInputs<L>, in ledger: inout L
  ) -> StepTimes<L> {
    let model = serving.model
    let prompts = prompt / x.oneToken
    let rows = sequences + prompts
    let reading = x.restParameters * x.weightBytes / x.tp / x.weightRate
    let computing = x.multiplyAdd * x.restParameters * rows / x.tp / x.arithmetic
    let weights = L.Number.norm(reading, computing, x.sharpness)

    var experts: L.Number = 0
    if model.hasExperts {
      let count = ledger.input(.experts, model.experts)
      let active = ledger.input(.activeExperts, model.activeExperts)
      let parameters = ledger.input(.expertParameters, model.expertParameters)
      let activeParameters = ledger.input(.activeExpertParameters, model.activeExpertParameters)
      let skew = ledger.input(.engineSkew, serving.engine.expertSkew)
      let padding = ledger.input(.enginePadding, serving.engine.expertPadding)
      let share = ledger.input(.expertProductShare, device.calibration.expertProducts)
      let one: L.Number = 1
      let untouched = L.Number.power(one - active / count, skew * rows)
      let touched = L.Number.larger(one - untouched, active / count)
      let reading = touched * parameters * x.weightBytes / x.tp / x.weightRate
      let padded = rows + padding * count * touched / active
      let computing =
        x.multiplyAdd * activeParameters * padded / x.tp / (x.arithmetic * share)
      experts = L.Number.norm(reading, computing, x.sharpness)
    }

    let windowed = L.Number.smaller(context, x.window)
    let held = (x.fullLayers * context + x.slidingLayers * windowed) / x.layers
    let cache = sequences * (held / x.oneToken) * x.cachePerToken / x.cacheRate
    // A prompt token attends to half of the prompt on average.
    let pairs = prompts * prompts / 2
    let attention =
      2 * x.multiplyAdd * x.attentionWidth * x.fullLayers * pairs / x.tp / x.attentionRate
    var collectives: L.Number = 0
    if layout.tp > 1 {
      let doublings = L.Number.logarithm(x.tp) / L.Number.logarithm(2)
      let steps = (1 + doublings) / (1 + 2)
      let bytes = 2 * (x.tp - 1) / x.tp * rows * x.hidden * x.sixteenBits
      let each = x.collectiveLatency * steps + bytes / x.linkRate
      collectives = 2 * x.layers * each
    }
    let host = x.hostStep + x.hostSequence * sequences
    return StepTimes(
      weights: weights, experts: experts, cache: cache, attention: attention,
      collectives: collectives, host: host)
  }

  /// Capacity of one replica inside the service level, at the layout's mean batch: the times of its
  /// steps, and what ``ServingWorkload/throughput(_:flight:request:accelerators:in:)`` makes of them.
  ///
  /// - Throws: ``Infeasible`` with `memory`, `timePerOutputToken`, `timeToFirstToken` or
  ///   `prefillLoad`.
  ///
  /// Source of the form of the step: R. Pope et al., "Efficiently Scaling Transformer Inference",
  /// MLSys 2023, section 2.
  static func serve<L: Ledger>(
    _ serving: ServingWorkload, on device: ServingDevice, layout: Layout, in ledger: inout L
  ) throws(Infeasible) -> Throughput<L.Number> {
    let x = inputs(serving, device, layout, in: &ledger)
    let engine = serving.engine
    let flight = serving.inFlight(layout, in: &ledger)
    let (batch, full) = (flight.mean, flight.full)
    let request = serving.request(in: &ledger)
    let (computed, context) = (request.computed, request.context)

    let weights = ledger.define(
      .servingWeights, weightMemory(serving, x, in: &ledger))
    let cache = ledger.define(
      .cacheMemory, full * (context / x.oneToken) * x.cachePerToken)
    let usable = ledger.define(
      .usableMemory,
      ledger.input(.memory, device.memory) * ledger.input(.engineMemoryShare, engine.memoryShare)
        - ledger.input(.engineReserve, engine.reserve))
    try ledger.require(weights + cache, atMost: usable, .memory)

    let mean = step(
      serving, device: device, layout: layout, sequences: batch, context: context, prompt: 0, x,
      in: &ledger)
    let decode = ledger.define(.decodeStep, mean.total)
    let fullTimes = step(
      serving, device: device, layout: layout, sequences: full, context: context, prompt: 0, x,
      in: &ledger)
    let fullDecode = ledger.define(.fullDecodeStep, fullTimes.total)
    _ = ledger.define(.weightTime, fullTimes.weights)
    if serving.model.hasExperts { _ = ledger.define(.expertTime, fullTimes.experts) }
    _ = ledger.define(.cacheTime, fullTimes.cache)
    if layout.tp > 1 { _ = ledger.define(.collectiveTime, fullTimes.collectives) }
    _ = ledger.define(.hostStepTime, fullTimes.host)

    // What a prompt adds to the steps that carry it, chunk by chunk.
    let budget = ledger.input(.engineChunk, engine.chunk)
    let answers = request.answer / x.oneToken
    let carried = ledger.define(.promptsOfStep, full * computed / answers)
    try ledger.require(carried, atMost: budget, .prefillLoad)
    let chunk = L.Number.smaller(computed, budget)
    let mixed = step(
      serving, device: device, layout: layout, sequences: batch, context: context, prompt: chunk,
      x, in: &ledger)
    let mixedStep = ledger.define(.mixedStep, mixed.total)
    let prefill = ledger.define(.prefillTime, (mixedStep - decode) * (computed / chunk))

    let times = ReplicaTimes(
      step: decode, fullStep: fullDecode, prefill: prefill,
      request: ledger.input(.engineRequest, engine.requestTime),
      firstSteps: ledger.input(.engineFirstToken, engine.firstTokenSteps))
    return try serving.throughput(
      times, flight: flight, request: request, accelerators: x.tp * 1, in: &ledger)
  }

  /// Weights of one accelerator: everything but the experts is split over the tensor group, and so
  /// are the experts.
  private static func weightMemory<L: Ledger>(
    _ serving: ServingWorkload, _ x: ServingInputs<L>, in ledger: inout L
  ) -> L.Number {
    let embedding = ledger.input(.embeddingParameters, serving.model.embeddingParameters)
    var parameters = x.restParameters + embedding
    if serving.model.hasExperts {
      parameters = parameters + ledger.input(.expertParameters, serving.model.expertParameters)
    }
    return parameters * x.weightBytes / x.tp
  }

  private static func inputs<L: Ledger>(
    _ serving: ServingWorkload, _ device: ServingDevice, _ layout: Layout, in ledger: inout L
  ) -> ServingInputs<L> {
    let model = serving.model
    let engine = serving.engine
    let tp = ledger.input(.tp, layout.fact(layout.tp))
    let layers = ledger.input(.layers, model.layers)
    let bandwidth = ledger.input(.memoryBandwidth, device.memoryBandwidth)
    let weightRate = bandwidth * ledger.input(.bandwidthShare, device.bandwidth)
    var host =
      ledger.input(.engineStep, engine.stepTime)
      + ledger.input(.engineLayer, engine.layerTime) * layers
    if model.hasExperts {
      host =
        host
        + ledger.input(.engineExpertLayer, engine.expertLayerTime)
        * ledger.input(.expertLayers, model.expertLayers)
    }
    // Heads of the cache are split over the group as far as there are heads; a latent cache is not.
    let cacheBytes = ledger.input(.cacheBytes, serving.cachePrecision.bytes)
    let elements = ledger.input(.cacheElements, model.cacheElements)
    let heads = ledger.input(.cacheHeads, model.cacheHeadCount)
    let cachePerToken = ledger.define(
      .cachePerToken, elements * cacheBytes / .smaller(tp, heads))
    let fullLayers = ledger.input(.fullAttentionLayers, model.fullAttentionLayers)
    let peak = ledger.input(.peak, device.peak)
    return ServingInputs(
      tp: tp, layers: layers, hidden: ledger.input(.hidden, model.hidden),
      oneToken: ledger.input(.oneToken, Fact<Tokens>.oneToken),
      weightBytes: ledger.input(.weightBytes, serving.precision.bytes), cacheBytes: cacheBytes,
      sixteenBits: ledger.input(.activationBytes, Precision.bf16.bytes), weightRate: weightRate,
      cacheRate: weightRate * ledger.input(.engineCacheRate, engine.cacheRate),
      arithmetic: peak * ledger.input(.productShare, device.products),
      attentionRate: ledger.input(.peakBF16, device.peakBF16)
        * ledger.input(.prefillAttentionShare, device.calibration.prefillAttention),
      linkRate: ledger.input(.scaleUpBandwidth, device.scaleUpBandwidth)
        * ledger.input(.linkShare, device.calibration.link)
        * ledger.input(.engineLinkFactor, engine.linkFactor),
      restParameters: ledger.input(.restParameters, model.restParameters),
      multiplyAdd: ledger.input(.multiplyAdd, Fact<Operations>.multiplyAdd),
      attentionWidth: ledger.input(.attentionWidth, model.attentionWidth),
      fullLayers: fullLayers, sharpness: ledger.input(.engineSharpness, engine.sharpness),
      cachePerToken: cachePerToken,
      collectiveLatency: ledger.input(.engineCollective, engine.collectiveLatency),
      hostStep: host, hostSequence: ledger.input(.engineSequence, engine.sequenceTime),
      slidingLayers: layers - fullLayers,
      window: ledger.input(.window, model.window ?? model.unlimitedWindow))
  }
}
