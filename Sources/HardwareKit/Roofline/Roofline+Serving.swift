import Figures
import Units

extension Roofline {
  /// Capacity of one replica inside the service level, at the layout's mean batch: the times of its
  /// steps, and what ``ServingWorkload/throughput(_:flight:request:accelerators:in:)`` makes of them.
  ///
  /// - Throws: ``Infeasible`` with `memory`, `timePerOutputToken`, `timeToFirstToken` or
  ///   `prefillLoad`.
  static func serve<L: Ledger>(
    _ serving: ServingWorkload, on device: ServingDevice, layout: Layout,
    at load: ReplicaLoad<L.Number> = .sized, in ledger: inout L
  ) throws(Infeasible) -> Throughput<L.Number> {
    if layout.hasPools {
      return try servePools(serving, on: device, layout: layout, at: load, in: &ledger)
    }
    let engine = serving.engine.sharedConstants(on: device.family)
    let step = servingStep(serving, on: device, layout: layout, in: &ledger)
    let request = serving.request(in: &ledger)
    let context = request.context / request.oneToken
    let accelerators =
      ledger.input(.tp, layout.fact(layout.tp)) * ledger.input(.dp, layout.fact(layout.dp))
      * ledger.input(.pp, layout.fact(layout.pp))
    let computed = request.computed / request.oneToken
    let budget = stepBudget(serving, on: device, layout: layout, in: &ledger)
    let chunk = L.Number.smaller(computed, budget)
    let steps = ledger.define(.answerSteps, request.answer / request.oneToken / step.gained)
    func decoding(_ sequences: L.Number) -> StepTimes<L.Number> {
      step.times(sequences: sequences, context: context, prompt: 0, pairs: 0)
    }
    /// A step with a chunk of a prompt beside so many sequences.
    func mixed(_ sequences: L.Number) -> L.Number {
      step.times(
        sequences: sequences, context: context, prompt: chunk,
        pairs: chunk * request.keys / request.oneToken
      ).total
    }
    /// What a prompt adds to the steps that carry it, chunk by chunk.
    func prefilling(_ mixed: L.Number, _ decode: L.Number) -> L.Number {
      (mixed - decode) * (computed / chunk)
    }

    func memory(
      of sequences: L.Number?, in ledger: inout L
    ) throws(Infeasible) -> L.Number {
      try hold(
        sequences, serving, on: device, layout: layout, perToken: step.cachePerToken, context,
        in: &ledger)
    }
    let known = load.isSized ? nil : try memory(of: nil, in: &ledger)
    let places = known.map {
      L.Number.smaller(
        $0,
        ledger.input(.engineSequences, engine.value.sequences)
          * ledger.input(.dp, layout.fact(layout.dp)))
    }
    let batch = serving.occupancy(at: load, layout, room: places ?? 1, in: &ledger) {
      sequences, _ in
      let decode = decoding(sequences).total
      return steps * decode + sequences * prefilling(mixed(sequences), decode)
    }

    // One decode step at the mean batch and at twice that, which shows how much sequences share.
    let mean = decoding(batch.seen)
    let decode = ledger.define(.decodeStep, mean.total)
    let doubleDecode = ledger.define(.doubleDecodeStep, decoding(2 * batch.seen).total)
    let mixedStep = ledger.define(.mixedStep, mixed(batch.seen))
    let prefill = ledger.define(.prefillTime, prefilling(mixedStep, decode))
    let flight = serving.inFlight(
      BatchLoad(
        batch: batch, step: decode, doubleStep: doubleDecode, prefill: prefill,
        answerSteps: steps), in: &ledger)
    let most = ledger.define(
      .roomForSequences, known == nil ? try memory(of: flight.full, in: &ledger) : known ?? 1)

    let full = step.times(sequences: flight.full, context: context, prompt: 0, pairs: 0)
    _ = ledger.define(.weightTime, full.weights)
    if serving.model.hasExperts { _ = ledger.define(.expertTime, full.experts) }
    _ = ledger.define(.cacheTime, full.cache)
    if layout.tp.times(layout.dp) > 1 { _ = ledger.define(.collectiveTime, full.collectives) }
    _ = ledger.define(.hostStepTime, full.host)
    let fullDecode = ledger.define(.fullDecodeStep, full.total)

    // Each step of the full batch must have room for the prompts of those that it finishes.
    let carried = ledger.define(.promptsOfStep, flight.full * computed / steps * request.oneToken)
    if load.isSized {
      try ledger.require(carried, atMost: budget * request.oneToken, .prefillLoad)
    }

    // The most that the replica could carry if nobody asked how fast.
    let limit = ledger.define(
      .saturationRate, 1 / (steps * decoding(most).total / most + prefill))

    let times = ReplicaTimes(
      step: decode, fullStep: fullDecode, prefill: prefill,
      request: ledger.input(.engineRequest, engine.value.requestTime),
      firstSteps: ledger.input(.engineStream, engine.value.streamInterval), gained: step.gained,
      saturation: limit)
    var throughput = try serving.throughput(
      times, flight: flight, request: request, accelerators: accelerators, at: load,
      in: &ledger)
    if let rated = device.power, let prompts = throughput.promptShare {
      throughput.draw = draw(
        of: throughput, rated: rated, engine.value,
        decoding: (1 - prompts) * (1 - mean.waiting / decode), prompts: prompts, in: &ledger)
    }
    return throughput
  }

  /// Prompt tokens that a step takes in: the plan's or the engine's chunk for each group that attends for
  /// itself.
  static func stepBudget<L: Ledger>(
    _ serving: ServingWorkload, on device: ServingDevice, layout: Layout, in ledger: inout L
  ) -> L.Number {
    let engine = serving.engine.sharedConstants(on: device.family)
    var chunk = ledger.input(.engineChunk, serving.chunk ?? engine.value.chunk)
    if serving.technique.takesWholePrompts {
      chunk = .larger(chunk, ledger.input(.prompt, serving.prompt))
    }
    return ledger.define(
      .stepBudget,
      chunk / ledger.input(.oneToken, Fact<Tokens>.oneToken)
        * ledger.input(.dp, layout.fact(layout.dp)))
  }

  /// Holds weights and cache of so many sequences against an accelerator's memory, and their number
  /// against the engine's.
  ///
  /// - Parameter sequences: nil where only the room is asked for.
  /// - Returns: the sequences for which there would be room.
  /// - Throws: ``Infeasible`` with `memory` or `requestsInFlight`.
  static func hold<L: Ledger>(
    _ sequences: L.Number?, _ serving: ServingWorkload, on device: ServingDevice, layout: Layout,
    perToken: L.Number, _ context: L.Number, in ledger: inout L
  ) throws(Infeasible) -> L.Number {
    let engine = serving.engine.sharedConstants(on: device.family)
    // What the answer's growth holds is on average half of it.
    let weights = ledger.define(.servingWeights, weightMemory(serving, layout, in: &ledger))
    let perSequence = ledger.define(
      .sequenceMemory, sequenceMemory(serving, perToken: perToken, context, in: &ledger))
    let dp = ledger.input(.dp, layout.fact(layout.dp))
    let spread = ledger.input(.pp, layout.fact(layout.pp)) * dp
    let usable = ledger.define(
      .usableMemory,
      ledger.input(.memory, device.memory)
        * ledger.input(.engineMemoryShare, engine.value.memoryShare)
        - ledger.input(.engineReserve, engine.value.reserve))
    if let sequences {
      let cache = ledger.define(.cacheMemory, sequences * perSequence / spread)
      try ledger.require(weights + cache, atMost: usable, .memory)
      try ledger.require(
        sequences, atMost: ledger.input(.engineSequences, engine.value.sequences) * dp,
        .requestsInFlight)
    }
    return (usable - weights) * spread / perSequence
  }

  /// What accelerators draw while a replica serves, and the energy of a token.
  static func draw<L: Ledger>(
    of throughput: Throughput<L.Number>, rated: Fact<Watts>, _ engine: EngineConstants,
    decoding: L.Number, prompts: L.Number, in ledger: inout L
  ) -> Draw<L.Number> {
    let draw = engine.draw(
      rated: rated, decoding: ledger.define(.decodingShare, decoding), prompts: prompts,
      in: &ledger)
    _ = ledger.define(
      .energyPerToken, draw.busy * throughput.accelerators / throughput.tokensPerSecond)
    return draw
  }

  /// Weights of one accelerator: what it reads in a step, all of the experts, and its share of
  /// the embedding.
  static func weightMemory<L: Ledger>(
    _ serving: ServingWorkload, _ layout: Layout, in ledger: inout L
  ) -> L.Number {
    let model = serving.model
    let bytes = ledger.input(.weightBytes, serving.precision.bytes)
    let tp = ledger.input(.tp, layout.fact(layout.tp))
    let group = tp * ledger.input(.dp, layout.fact(layout.dp))
    let attention = ledger.input(.attentionParameters, model.attentionParameters)
    let rest = ledger.input(.restParameters, model.restParameters)
    var others = rest - attention + ledger.input(.embeddingParameters, model.embeddingParameters)
    if model.hasExperts {
      others = others + ledger.input(.expertParameters, model.expertParameters)
    }
    let attentionBytes = ledger.input(.attentionBytes, serving.attentionPrecision.bytes)
    return (attention * attentionBytes / tp + others * bytes / group)
      / ledger.input(.pp, layout.fact(layout.pp))
  }

  /// Cache of one sequence, on the accelerators of one group: layers with a window hold no more.
  static func sequenceMemory<L: Ledger>(
    _ serving: ServingWorkload, perToken: L.Number, _ context: L.Number, in ledger: inout L
  ) -> L.Number {
    let model = serving.model
    let layers = ledger.input(.layers, model.layers)
    let full = ledger.input(.fullAttentionLayers, model.fullAttentionLayers)
    let window =
      ledger.input(.window, model.window ?? model.unlimitedWindow)
      / ledger.input(.oneToken, Fact<Tokens>.oneToken)
    return perToken * (full * context + (layers - full) * .smaller(context, window)) / layers
  }
}
