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

  /// Exposed collectives of a micro-batch over all layers: tensor, context and expert groups.
  static func exchange<L: Ledger>(
    _ training: TrainingWorkload, layout: Layout, device: TrainingDevice, recomputed: L.Number,
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
      let collectives = (2 + 2 + 2 * recomputed) * x.layers
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
          (1 + 2) * x.layers * (x.cp - 1) * bytes / x.contextRate * exposed)
    }
    if training.model.hasExperts {
      let layers = ledger.input(.expertLayers, training.model.expertLayers)
      let active = ledger.input(.activeExperts, training.model.activeExperts)
      let passes = ledger.input(.permutePasses, constants.permutePasses)
      let visits = x.sixteenBits * x.rows * active * x.hidden / x.tp
      var time = passes * visits / x.memoryRate
      if layout.ep > 1 {
        let multiple = ledger.input(.expertExchange, constants.expertExchange)
        let bytes = ledger.input(.expertExchangeBytes, constants.expertExchangeBytes)
        time =
          time
          + bytes * x.rows * active * x.hidden / x.tp * (x.ep - 1) / x.ep / x.expertRate * multiple
      }
      total = total + ledger.define(.expertExchangeTime, layers * time)
    }
    return total
  }

  /// Gradient reduction and weight gathering of a step that its micro-batches do not hide.
  ///
  ///     sharded optimizer   exposed · max(0, bytes · parameters / rate - micro)
  ///     fully sharded       m · ( norm(micro, 3 · weights / (rate · share), 4) - micro )
  ///
  /// With a sharded optimizer weights are gathered and gradients scattered once a step. Fully sharded
  /// stacks gather weights twice and scatter gradients each micro-batch, beside the compute.
  static func dataExchange<L: Ledger>(
    _ training: TrainingWorkload, layout: Layout, localParameters: L.Number, microBatch: L.Number,
    _ x: TrainingInputs<L>, in ledger: inout L
  ) -> L.Number {
    guard layout.dp * layout.cp > 1 else { return 0 }
    let constants = training.constants
    if training.stack.isFullySharded {
      let weights = ledger.input(.weightState, constants.weightState)
      let share = ledger.input(.shardedRate, constants.shardedRate)
      let sharpness = ledger.input(.shardedSharpness, constants.shardedSharpness)
      let passes: L.Number = training.method.isFrozen ? 2 : 1 + 2
      let time = passes * weights * localParameters / (x.dataRate * share)
      return ledger.define(
        .dataExchangeTime, x.microBatches * (.norm(microBatch, time, sharpness) - microBatch))
    }
    if training.method.isFrozen { return 0 }
    let exposed = ledger.input(.dataExposed, constants.dataExposed)
    let bytes = ledger.input(.dataExchangeBytes, constants.dataExchangeBytes)
    let time = bytes * localParameters / x.dataRate
    return ledger.define(.dataExchangeTime, exposed * .larger(0, time - microBatch))
  }
}
