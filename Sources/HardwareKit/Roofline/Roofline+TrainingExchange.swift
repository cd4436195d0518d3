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
  static func ringRate<L: Ledger>(
    stride: L.Number, size: L.Number, domain: L.Number, scaleUp: L.Number, port: L.Number
  ) -> L.Number {
    let across = L.Number.smaller(scaleUp, port * .larger(1, domain / stride))
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
        time = time + (2 + 2) * visits * (x.ep - 1) / x.ep / x.expertRate * multiple
      }
      total = total + ledger.define(.expertExchangeTime, layers * time)
    }
    return total
  }

  /// Gradient reduction and weight gathering that one micro-batch does not hide.
  ///
  /// With a sharded optimizer: two bytes of weights gathered and four of gradients scattered, once a
  /// step. Fully sharded: weights gathered twice and gradients scattered each micro-batch.
  static func dataExchange<L: Ledger>(
    _ training: TrainingWorkload, layout: Layout, localParameters: L.Number, microBatch: L.Number,
    _ x: TrainingInputs<L>, in ledger: inout L
  ) -> L.Number {
    guard layout.dp * layout.cp > 1, !training.method.isFrozen else { return 0 }
    let exposed = ledger.input(.dataExposed, training.constants.dataExposed)
    let weights = ledger.input(.weightState, training.constants.weightState)
    if training.stack.isFullySharded {
      let time = (1 + 2) * weights * localParameters / x.dataRate
      return ledger.define(
        .dataExchangeTime, x.microBatches * .larger(0, time - microBatch * (1 - exposed / 2)))
    }
    let gradients = ledger.input(.gradientState, training.constants.gradientState)
    let time = (weights + gradients) * localParameters / x.dataRate
    return ledger.define(.dataExchangeTime, exposed * .larger(0, time - microBatch))
  }
}
