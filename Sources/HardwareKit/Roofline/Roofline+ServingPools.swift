import Figures
import Units

/// Figures of a unit whose prompts have accelerators of their own.
extension FigureID {
  private static var time: Dimension { Dimension(time: 1) }

  static var prefillReplicas: FigureID {
    FigureID("pools.prefill", "Replicas of a unit that compute prompts", .none, .count)
  }
  static var decodeReplicas: FigureID {
    FigureID("pools.decode", "Replicas of a unit that decode", .none, .count)
  }
  static var promptSteps: FigureID {
    FigureID("pools.prompt-steps", "Steps of a prompt, mean", .none, .count)
  }
  static var poolLoad: FigureID {
    FigureID(
      "pools.prefill-load", "Share of time that replicas for prompts are busy", .none, .share
    ).ofLoad
  }
  static var wholeLoad: FigureID {
    FigureID("pools.full", "A load that a queue cannot bear", .none, .share)
  }
  static var handedCache: FigureID {
    FigureID("pools.cache", "Cache of a prompt on an accelerator", Dimension(data: 1))
  }
  static var handover: FigureID {
    FigureID("engine.handover", "Time to hand a cache over, beside its way", time, .milliseconds)
  }
  static var transfer: FigureID {
    FigureID("pools.transfer", "Time to hand the cache of a prompt over", time, .milliseconds)
  }
}

extension Roofline {
  /// Capacity of a unit of two pools: p replicas compute prompts and hand the cache over to d replicas
  /// that decode. Each pool may have sizes of its own.
  ///
  ///     requests/s = d · B / (steps · step(B))
  ///     load       = requests/s · prompt time / p
  ///     TPOT       = step(B') / tokens of a step
  ///     TTFT       = request + prompt time · (1 + c · (t - 1)) + wait · t + transfer + stream · TPOT
  ///     wait       = prompt time · load^(√(2(p+1)) - 1) / (p · (1 - load)) · (a² + c²) / 2
  ///     transfer   = cache of the prompt on an accelerator / (port · share) + hand-over
  ///
  /// The cache is on its way as long as the side needs whose accelerators hold more of it each.
  /// A prompt takes full chunks and a last one with what is left, whose step costs as much besides its tokens.
  /// Each prompt takes its own steps: packing short ones into a chunk is left out, which is cautious.
  /// Sources: H. Sakasegawa, "An approximation formula L_q", Annals of the Institute of Statistical
  /// Mathematics 29 (1977) (wait of several servers); P. Patel et al., "Splitwise", ISCA 2024 (pools of
  /// unlike machines); Y. Zhong et al., "DistServe", OSDI 2024 (parallelism of each pool).
  ///
  /// - Throws: ``Infeasible`` with `memory`, `promptPool`, `timePerOutputToken` or `timeToFirstToken`.
  static func servePools<L: Ledger>(
    _ serving: ServingWorkload, on device: ServingDevice, layout: Layout,
    at load: ReplicaLoad<L.Number>, in ledger: inout L
  ) throws(Infeasible) -> Throughput<L.Number> {
    let engine = serving.engine.sharedConstants(on: device.family)
    let step = servingStep(serving, on: device, layout: layout, in: &ledger)
    let request = serving.request(in: &ledger)
    let context = request.context / request.oneToken
    let prefills = ledger.input(.prefillReplicas, layout.fact(layout.prefillReplicas))
    let decodes = ledger.input(.decodeReplicas, layout.fact(layout.decodeReplicas))

    let steps = ledger.define(.answerSteps, request.answer / request.oneToken / step.gained)
    let known: L.Number? =
      load.isSized
      ? nil
      : try hold(
        nil, serving, on: device, layout: layout, perToken: step.cachePerToken, context,
        in: &ledger)
    let batch = serving.occupancy(
      at: load.spread(over: decodes), layout, room: known ?? 1, in: &ledger
    ) { sequences, _ in
      steps * step.times(sequences: sequences, context: context, prompt: 0, pairs: 0).total
    }
    let mean = step.times(sequences: batch.seen, context: context, prompt: 0, pairs: 0)
    let decode = ledger.define(.decodeStep, mean.total)
    let double = step.times(sequences: 2 * batch.seen, context: context, prompt: 0, pairs: 0)
    let crowd = BatchLoad(
      batch: batch, step: decode,
      doubleStep: ledger.define(.doubleDecodeStep, double.total), prefill: 0 * decode,
      answerSteps: steps)
    let flight = serving.inFlight(crowd, in: &ledger)

    var room = known ?? 1
    if load.isSized {
      room = try hold(
        flight.full, serving, on: device, layout: layout, perToken: step.cachePerToken, context,
        in: &ledger)
    }
    let full = ledger.define(
      .fullDecodeStep,
      step.times(sequences: flight.full, context: context, prompt: 0, pairs: 0).total)

    let pool = try promptPool(
      serving, request, on: device, layout: layout, step: step, in: &ledger)
    let prefill = pool.prompt
    let modelled = decodes * batch.mean / (steps * decode)
    let requests = serving.paced(modelled, in: &ledger)
    let busy = ledger.define(.poolLoad, modelled * prefill / prefills)
    if load.isSized {
      try ledger.require(busy, atMost: ledger.input(.wholeLoad, Fact<Ratio>.whole), .promptPool)
    }
    let tpot = try serving.hold(tpot: full / step.gained, at: load, in: &ledger)

    let transfer = ledger.define(
      .transfer,
      pool.handed / handoverRate(device, engine: serving.engine, in: &ledger)
        + ledger.input(.handover, engine.value.handover))

    let crowding =
      L.Number.power(busy, L.Number.power(2 * (prefills + 1), 1 / 2) - 1) / (prefills * (1 - busy))
    let first = ledger.define(
      .firstStep,
      ledger.input(.engineRequest, engine.value.requestTime) + prefill + transfer
        + ledger.input(.engineStream, engine.value.streamInterval) * tpot)
    let ttft = try serving.hold(
      ttft: first, prompt: prefill, wait: prefill * crowding * serving.waitSpread(in: &ledger),
      at: load, in: &ledger)

    // The most that the unit could carry: caches full, or prompts without a pause.
    let held = ledger.define(.roomForSequences, room)
    let packed = step.times(sequences: held, context: context, prompt: 0, pairs: 0)
    let most = ledger.define(
      .saturationRate,
      .smaller(decodes * held / (steps * packed.total), prefills / prefill))
    _ = ledger.define(.saturation, requests / most)

    let each =
      ledger.input(.tp, layout.fact(layout.tp)) * ledger.input(.dp, layout.fact(layout.dp))
      * ledger.input(.pp, layout.fact(layout.pp))
    let accelerators = ledger.define(
      .replicaAccelerators, pool.accelerators * prefills + each * decodes)
    let tokens = ledger.define(.replicaRate, requests * request.answer)
    let prompts = pool.accelerators * prefills / accelerators
    var throughput = Throughput(
      tokensPerSecond: tokens, accelerators: accelerators, ttft: ttft, tpot: tpot,
      promptShare: prompts)
    if let rated = device.power {
      throughput.draw = draw(
        of: throughput, rated: rated, engine.value,
        decoding: (1 - prompts) * (1 - mean.waiting / decode), prompts: prompts * busy,
        in: &ledger)
    }
    return throughput
  }

  /// A replica that only computes prompts.
  struct Prompts<Number: Sendable>: Sendable {
    /// Time of a prompt, chunk by chunk.
    let prompt: Number
    /// Bytes of its cache on one accelerator.
    let handed: Number
    let accelerators: Number
    /// Prompts that a step takes in, and the tokens of one.
    let held: Number
    let context: Number
  }

  @specialized(where L == Scratch)
  static func prompts<L: Ledger>(
    _ serving: ServingWorkload, _ request: RequestShape<L.Number>, on device: ServingDevice,
    layout: Layout, step: ServingStep<L.Number>, in ledger: inout L
  ) -> Prompts<L.Number> {
    let computed = request.computed / request.oneToken
    let budget = stepBudget(serving, on: device, layout: layout, in: &ledger)
    let steps = ledger.define(
      .promptSteps, serving.steps(of: computed, chunk: budget, in: &ledger))
    let whole = step.times(sequences: 0, context: 0, prompt: budget, pairs: 0)
    let last = step.times(
      sequences: 0, context: 0, prompt: computed - (steps - 1) * budget,
      pairs: computed * request.keys / request.oneToken)
    let prefill = ledger.define(.prefillTime, (steps - 1) * whole.total + last.total)
    let prompt = ledger.input(.prompt, serving.prompt) / request.oneToken
    let stages = ledger.input(.pp, layout.fact(layout.pp))
    let dp = ledger.input(.dp, layout.fact(layout.dp))
    let handed = ledger.define(
      .handedCache,
      sequenceMemory(serving, perToken: step.cachePerToken, prompt, in: &ledger) / (stages * dp))
    return Prompts(
      prompt: prefill, handed: handed,
      accelerators: ledger.input(.tp, layout.fact(layout.tp)) * dp * stages,
      held: .larger(1, budget / prompt), context: prompt)
  }

  /// The pool of a unit that computes prompts; `step` is that of the replicas that decode.
  ///
  /// - Throws: ``Infeasible`` with `memory`.
  private static func promptPool<L: Ledger>(
    _ serving: ServingWorkload, _ request: RequestShape<L.Number>, on device: ServingDevice,
    layout: Layout, step: ServingStep<L.Number>, in ledger: inout L
  ) throws(Infeasible) -> Prompts<L.Number> {
    guard layout.prefillSizes != nil else {
      return prompts(serving, request, on: device, layout: layout, step: step, in: &ledger)
    }
    let own = layout.prefillLayout
    let pool: Prompts<L.Number>
    do {
      ledger.enter("prefill-pool")
      defer { ledger.enter(nil) }
      let promptStep = servingStep(serving, on: device, layout: own, in: &ledger)
      pool = prompts(
        serving, request, on: device, layout: own, step: promptStep, in: &ledger)
      _ = try hold(
        pool.held, serving, on: device, layout: own, perToken: promptStep.cachePerToken,
        pool.context, in: &ledger)
    }
    let here = sequenceMemory(serving, perToken: step.cachePerToken, pool.context, in: &ledger)
    let ranks =
      ledger.input(.pp, layout.fact(layout.pp)) * ledger.input(.dp, layout.fact(layout.dp))
    return Prompts(
      prompt: pool.prompt,
      handed: ledger.define(.handedCache, .larger(pool.handed, here / ranks)),
      accelerators: pool.accelerators, held: pool.held, context: pool.context)
  }

  /// Bytes a second that an accelerator hands over through its port.
  static func handoverRate<L: Ledger>(
    _ device: ServingDevice, engine: ServingEngine, in ledger: inout L
  ) -> L.Number {
    let constants = engine.sharedConstants(on: device.family)
    let port = device.scaleOutBandwidth ?? device.scaleUpBandwidth
    return ledger.input(.scaleOutBandwidth, port)
      * ledger.input(.linkShare, device.calibration.link)
      * ledger.input(.engineLinkFactor, constants.value.linkFactor)
  }
}

extension Fact where U == Ratio {
  /// A server that is never idle.
  static var whole: Fact<Ratio> {
    Fact(1, Provenance(.definition("a queue of such a load never ends"), evidence: nil))
  }
}
