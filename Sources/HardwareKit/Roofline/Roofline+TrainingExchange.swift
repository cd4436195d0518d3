import Figures
import Units

extension Roofline {
  /// The rate at which a ring over a group moves data, per accelerator.
  ///
  ///     inside the domain   scale-up · share
  ///     across domains      min( that,  port · share · max(1, domain / stride) )
  ///
  /// A ring over whole nodes uses every port of the node: members of the group that sit `stride`
  /// accelerators apart share the domain's ports between them.
  static func ringRate<N: Algebra>(
    stride: N, size: N, domain: N, scaleUp: N, port: N
  ) -> N {
    let across = N.smaller(scaleUp, port * .larger(1, domain / stride))
    return .select(stride * size, atMost: domain, then: scaleUp, otherwise: across)
  }

  /// Exposed collectives of a micro-batch over all layers: tensor and context groups.
  static func exchange<L: Ledger>(
    _ training: TrainingWorkload, layout: Layout, recomputed: L.Number,
    _ x: TrainingInputs<L>, in ledger: inout L
  ) -> L.Number {
    let constants = training.constants
    var total: L.Number = 0
    if layout.tp > 1 {
      // Two all-reduces a layer in each direction, as gather and scatter under sequence
      // parallelism; each moves 2·(t-1)/t of the rows. Recomputing repeats the forward half.
      let latency = ledger.input(.collectiveLatency, constants.collectiveLatency)
      let exposed = ledger.input(.tensorExposed, training.stack.tensorExposed)
      let bytes = 2 * (x.tp - 1) / x.tp * x.sixteenBits * x.rows * x.hidden
      let collectives = (.tensorReductions + 2 * recomputed) * x.layers
      total =
        total
        + ledger.define(
          .tensorExchangeTime, collectives * (bytes / x.tensorRate + latency) * exposed)
    }
    if layout.cp > 1 {
      let exposed = ledger.input(.contextExposed, constants.contextExposed)
      let bytes = x.sixteenBits * x.rows * x.keyValueWidth / x.tp
      total =
        total
        + ledger.define(
          .contextExchangeTime,
          .contextRounds * x.layers * (x.cp - 1) * bytes / x.contextRate * exposed)
    }
    return total
  }

  /// What routed experts cost beside their products, over all layers that have them: the time on the
  /// device, and the time of the host that launches and waits for the router.
  ///
  ///     device  ( permutation + all-to-all inside the domain + all-to-all across domains ) · growth
  ///     across  a row travels once to each other node on which one of its experts stands:
  ///             n·(1 - (1 - 1/n)^k) / k of the copies, n nodes
  ///     growth  (1 + min(age, oldest measured) · growth a year) · what dropping leaves
  static func experts<L: Ledger>(
    _ training: TrainingWorkload, layout: Layout, _ x: TrainingInputs<L>, in ledger: inout L
  ) -> (device: L.Number, host: L.Number) {
    guard training.model.hasExperts else { return (0, 0) }
    let constants = training.constants
    let layers = ledger.input(.expertLayers, training.model.expertLayers)
    let active = ledger.input(.activeExperts, training.model.activeExperts)
    let load = ledger.input(.expertLoad, training.options.expertLoad)
    let passes = ledger.input(.permutePasses, constants.permutePasses)
    let older = ledger.input(.expertAge, constants.expertAge)
    let oldest = ledger.input(.expertAgeLimit, constants.expertAgeLimit)
    var growth = 1 + older * .smaller(ledger.input(.stackAge, training.stack.age), oldest)
    if training.options.dropsTokens {
      growth = growth * ledger.input(.expertDrop, constants.expertDrop)
    }
    growth = ledger.define(.expertGrowth, growth)
    let elements = ledger.define(.expertElements, x.rows * active * load * x.hidden / x.tp)
    var time = passes * x.sixteenBits * elements / x.memoryRate
    if layout.ep > 1 {
      let each = ledger.input(.expertExchangeBytes, constants.expertExchangeBytes)
      let multiple = ledger.input(.expertExchange, constants.expertExchange)
      let one: L.Number = 1
      time = time + each * elements * (x.ep - 1) / x.ep / x.scaleUp * multiple
      let nodes = ledger.define(.expertNodes, .larger(1, x.ep / x.domain))
      let visited = nodes * (one - .power(one - one / nodes, active)) / active
      let out = ledger.input(.expertExchangeOut, constants.expertExchangeOut)
      time =
        time
        + ledger.define(
          .expertScaleOutTime,
          each * elements * visited * (nodes - 1) / nodes / x.port * out)
    }
    let host = ledger.input(.expertHostTime, constants.expertHostTime)
    return (
      ledger.define(.expertExchangeTime, layers * time * growth), layers * host * growth
    )
  }

  /// Gradient reduction and weight gathering of a step that its micro-batches do not hide.
  ///
  ///     once a step        exposed · max(0, bytes · parameters / rate - micro)
  ///     each micro-batch   m · ( norm(micro, passes · weights / (rate · share), 4) - micro )
  ///
  /// Dense parameters are reduced over all replicas, routed experts over those that hold the same
  /// ones. With a sharded optimizer weights are gathered and gradients scattered once a step. Fully
  /// sharded stacks gather weights twice and scatter gradients each micro-batch, beside the compute;
  /// with sharded gradients one of the two gathers falls away, as it does with frozen weights.
  static func dataExchange<L: Ledger>(
    _ training: TrainingWorkload, layout: Layout, parameters: LocalParameters<L>,
    microBatch: L.Number, _ x: TrainingInputs<L>, in ledger: inout L
  ) -> L.Number {
    guard layout.dp.times(layout.cp) > 1 else { return 0 }
    let constants = training.constants
    var each = parameters.dense / x.dataRate
    if training.model.hasExperts, layout.dp.times(layout.cp).times(layout.tp) > layout.expertSpread
    {
      each = each + parameters.experts / x.expertDataRate
    }
    if layout.sharding.isPerMicroBatch {
      let weights = ledger.input(.weightState, constants.weightState)
      let share = ledger.input(.shardedRate, constants.shardedRate)
      let sharpness = ledger.input(.shardedSharpness, constants.shardedSharpness)
      let isLight = training.method.isFrozen || layout.sharding == .gradients
      let passes: L.Number = isLight ? 2 : .shardedTravels
      let time = ledger.define(.shardTime, passes * weights * each / share)
      return ledger.define(
        .dataExchangeTime, x.microBatches * (.norm(microBatch, time, sharpness) - microBatch))
    }
    if training.method.isFrozen { return 0 }
    let exposed = ledger.input(.dataExposed, constants.dataExposed)
    let bytes = ledger.input(.dataExchangeBytes, constants.dataExchangeBytes)
    return ledger.define(
      .dataExchangeTime, exposed * .larger(0, bytes * each - microBatch))
  }
}
