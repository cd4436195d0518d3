public import Figures
import Units

extension Roofline {
  /// The step of a replica in a layout, each of its times a figure.
  ///
  /// A stage of the pipeline holds `tp · dp` accelerators. Tensor parallelism splits everything over
  /// `tp`; with attention data parallelism each of `dp` groups attends for its own sequences, and the
  /// feed-forward networks, experts above all, are split over all of them.
  @specialized(where L == Scratch)
  public static func servingStep<L: Ledger>(
    _ serving: ServingWorkload, on device: ServingDevice, layout: Layout, in ledger: inout L
  ) -> ServingStep<L.Number> {
    step(serving, device, layout, in: &ledger)
  }

  private static func step<L: Ledger>(
    _ serving: ServingWorkload, _ device: ServingDevice, _ layout: Layout, in ledger: inout L
  ) -> ServingStep<L.Number> {
    let model = serving.model
    let engine = serving.engine.sharedConstants(on: device.family)
    let tp = ledger.input(.tp, layout.fact(layout.tp))
    let group = tp * ledger.input(.dp, layout.fact(layout.dp))
    let layers = ledger.input(.layers, model.layers)
    let hidden = ledger.input(.hidden, model.hidden)

    // Rates of one accelerator.
    let memoryRate = ledger.define(
      .memoryRate,
      ledger.input(.memoryBandwidth, device.memoryBandwidth)
        * ledger.input(.bandwidthShare, device.bandwidth))
    let weightRate = ledger.define(
      .weightRate, memoryRate * ledger.input(.bandwidthFactor, device.bandwidthFactor))
    let productRate = ledger.define(
      .productRate,
      ledger.input(.peak, device.peak) * ledger.input(.productShare, device.products)
        * ledger.input(.productCorrection, device.correction))
    let isLatent = model.isLatent
    let cacheRate =
      memoryRate
      * (isLatent
        ? ledger.input(.engineLatentCacheRate, engine.value.latentCacheRate)
        : ledger.input(.engineCacheRate, engine.value.cacheRate))
    let linkRate = ledger.define(
      .linkRate, linkRate(layout, device, engine, in: &ledger))

    // Weights. Attention of mixture models keeps sixteen bits where experts have four.
    let weightBytes = ledger.input(.weightBytes, serving.precision.bytes)
    let attentionBytes = ledger.input(.attentionBytes, serving.attentionPrecision.bytes)
    let attention = ledger.input(.attentionParameters, model.attentionParameters)
    let rest = ledger.input(.restParameters, model.restParameters)
    let isAttentionWide = serving.attentionPrecision != serving.precision
    let reading = ledger.define(
      .denseReading,
      attention * attentionBytes / (tp * (isAttentionWide ? memoryRate : weightRate))
        + (rest - attention) * weightBytes / (group * weightRate))
    let operation = ledger.input(.multiplyAdd, Fact<Operations>.multiplyAdd)
    let headParameters = ledger.input(.headParameters, model.headParameters)
    let perRow = operation / (group * productRate)
    let body = ledger.define(.bodyRow, (rest - headParameters) * perRow)
    let head = ledger.define(.headRow, headParameters * perRow)

    // Cache. Heads are split over the group as far as there are heads; a latent cache is not.
    let heads = ledger.input(.cacheHeads, model.cacheHeadCount)
    let elements = ledger.input(.cacheElements, model.cacheElements)
    let perToken = ledger.define(
      .cachePerToken,
      elements * ledger.input(.cacheBytes, serving.cachePrecision.bytes) / .smaller(tp, heads))
    let fullLayers = ledger.input(.fullAttentionLayers, model.fullAttentionLayers)
    let tokenTime = perToken / (layers * cacheRate) / ledger.input(.dp, layout.fact(layout.dp))
    let cacheFull = ledger.define(.cacheFullTime, fullLayers * tokenTime)
    let cacheWindowed = ledger.define(.cacheWindowedTime, (layers - fullLayers) * tokenTime)
    let window =
      ledger.input(.window, model.window ?? model.unlimitedWindow)
      / ledger.input(.oneToken, Fact<Tokens>.oneToken)

    let attentionRate =
      ledger.input(.peakBF16, device.peakBF16)
      * ledger.input(.prefillAttentionShare, device.calibration.prefillAttention)
    let pair = ledger.define(
      .pairTime,
      2 * operation * ledger.input(.attentionWidth, model.attentionWidth) * fullLayers
        / (group * attentionRate))

    let sequences = ledger.input(.engineSequence, engine.value.sequenceTime)
    let verified = ledger.input(
      .engineVerified,
      serving.speculates ? serving.technique.verified ?? engine.value.verified : .one)
    let (collective, exchange) = collectives(
      serving, layout, device, engine, group: group, linkRate: linkRate, layers: layers,
      hidden: hidden,
      in: &ledger)
    return ServingStep(
      reading: reading, body: body, head: head,
      sharpness: ledger.input(.engineSharpness, engine.value.sharpness),
      experts: experts(
        model, device, engine, group: group, weightBytes: weightBytes, memoryRate: memoryRate,
        productRate: productRate, operation: operation, in: &ledger),
      cacheFull: cacheFull, cacheWindowed: cacheWindowed, window: window,
      cachePerToken: perToken, pair: pair,
      collective: collective, exchange: exchange,
      host: ledger.define(.fixedHostTime, host(model, engine, layers: layers, in: &ledger)),
      hostSequence: sequences / ledger.input(.dp, layout.fact(layout.dp)),
      verified: verified,
      gained: ledger.input(
        .engineAccepted,
        serving.speculates ? serving.technique.accepted ?? engine.value.accepted : .one),
      drafting: serving.technique.draft.map {
        ledger.define(.drafting, (verified - 1) * ledger.input(.draftShare, $0))
      },
      productFactor: ledger.input(.engineProducts, engine.value.productFactor),
      stages: ledger.input(.pp, layout.fact(layout.pp)))
  }

  /// Host time of a step that the batch does not change.
  private static func host<L: Ledger>(
    _ model: ModelFacts, _ engine: Shared<EngineConstants>, layers: L.Number, in ledger: inout L
  ) -> L.Number {
    var plain =
      ledger.input(.engineStep, engine.value.stepTime)
      + ledger.input(.engineLayer, engine.value.layerTime) * layers
    if model.isLatent {
      plain = plain + ledger.input(.engineLatentLayer, engine.value.latentLayerTime) * layers
    }
    guard model.hasExperts else { return plain }
    return plain
      + ledger.input(.engineExpertLayer, engine.value.expertLayerTime)
      * ledger.input(.expertLayers, model.expertLayers)
  }

  private static func experts<L: Ledger>(
    _ model: ModelFacts, _ device: ServingDevice, _ engine: Shared<EngineConstants>,
    group: L.Number,
    weightBytes: L.Number, memoryRate: L.Number, productRate: L.Number, operation: L.Number,
    in ledger: inout L
  ) -> ServingStep<L.Number>.Experts? {
    guard model.hasExperts else { return nil }
    let share =
      ledger.input(.activeExperts, model.activeExperts) / ledger.input(.experts, model.experts)
    let reading = ledger.define(
      .expertReading,
      ledger.input(.expertParameters, model.expertParameters) * weightBytes
        / (group * memoryRate * ledger.input(.engineExpertRate, engine.value.expertRate)))
    // Narrow experts make narrow products. The share is known at one width; what it lacks of the rate
    // of large products shrinks as experts widen.
    let narrow = 1 / ledger.input(.expertProductShare, device.calibration.expertProducts) - 1
    let width =
      ledger.input(.expertWidth, model.expertWidth)
      / ledger.input(.expertReferenceWidth, engine.value.expertReferenceWidth)
    let computing = ledger.define(
      .expertRow,
      operation * ledger.input(.activeExpertParameters, model.activeExpertParameters)
        / (group * productRate) * (1 + narrow / width))
    return ServingStep.Experts(
      reading: reading, computing: computing, share: share,
      padding: ledger.input(.enginePadding, engine.value.expertPadding) / share,
      skew: ledger.input(.engineSkew, engine.value.expertSkew))
  }

  /// What a group reaches of its link: the scale-up link inside the domain, else the port.
  private static func linkRate<L: Ledger>(
    _ layout: Layout, _ device: ServingDevice, _ engine: Shared<EngineConstants>, in ledger: inout L
  ) -> L.Number {
    let share =
      ledger.input(.linkShare, device.calibration.link)
      * ledger.input(.engineLinkFactor, engine.value.linkFactor)
    if layout.tp.times(layout.dp) > device.domain, let port = device.scaleOutBandwidth {
      return ledger.input(.scaleOutBandwidth, port) * share
    }
    return ledger.input(.scaleUpBandwidth, device.scaleUpBandwidth) * share
  }

  /// Collectives of a step, and what a row adds to them.
  ///
  /// Tensor parallelism reduces twice a layer, 2 · (n-1)/n of a row at sixteen bits each time. Attention
  /// data parallelism sends a token to its experts and back, twice a layer with experts. The fixed
  /// cost grows with the group as (1 + log₂ n) / 3; between domains a network adds its own.
  private static func collectives<L: Ledger>(
    _ serving: ServingWorkload, _ layout: Layout, _ device: ServingDevice,
    _ engine: Shared<EngineConstants>, group: L.Number,
    linkRate: L.Number, layers: L.Number, hidden: L.Number, in ledger: inout L
  ) -> (fixed: L.Number, row: L.Number) {
    guard layout.tp.times(layout.dp) > 1 else { return (0, 0) }
    let doublings = L.Number.logarithm(group) / L.Number.logarithm(2)
    var latency =
      ledger.input(.engineCollective, engine.value.collectiveLatency) * (1 + doublings)
      / .collectiveReference
    if layout.tp.times(layout.dp) > device.domain {
      latency = latency + ledger.input(.engineNetwork, engine.value.networkLatency)
    }
    if layout.dp > 1, serving.model.hasExperts {
      let calls = 2 * ledger.input(.expertLayers, serving.model.expertLayers)
      let active = ledger.input(.activeExperts, serving.model.activeExperts)
      let bytes =
        active * hidden * ledger.input(.engineDispatch, engine.value.dispatchBytes) / group
      return (
        ledger.define(.collectiveFixed, calls * latency),
        ledger.define(.collectiveRow, calls * bytes / linkRate)
      )
    }
    let calls = 2 * layers
    let bytes =
      2 * (group - 1) / group * hidden
      * ledger.input(.activationBytes, Precision.bf16.bytes)
    return (
      ledger.define(.collectiveFixed, calls * latency),
      ledger.define(.collectiveRow, calls * bytes / linkRate)
    )
  }
}

extension Fact where U == Count {
  /// One token a step, without speculation.
  static var one: Fact<Count> {
    Fact(1, Provenance(.definition("a step decodes one token of a sequence"), evidence: nil))
  }
}

extension Roofline {
  /// Tokens that the caches of a replica hold, of sequences of a mean context: what memory the engine
  /// takes, less the weights. Zero where not even the weights fit.
  public static func cacheTokens(
    _ serving: ServingWorkload, on device: ServingDevice, layout: Layout, context: Double
  ) -> Double {
    var scratch = Scratch()
    let engine = serving.engine.sharedConstants(on: device.family)
    let step = servingStep(serving, on: device, layout: layout, in: &scratch)
    let weights = weightMemory(serving, layout, in: &scratch)
    let usable = device.memory.value * engine.value.memoryShare.value - engine.value.reserve.value
    let each = sequenceMemory(serving, perToken: step.cachePerToken, context, in: &scratch)
    return max(0, (usable - weights) * Double(layout.pp * layout.dp) / each * context)
  }
}
