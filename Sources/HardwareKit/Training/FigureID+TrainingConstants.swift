import Figures
import Units

/// The constants of ``TrainingConstants`` and ``TrainingStack`` as inputs of the models.
extension FigureID {
  private static func ratio(_ name: StaticString, _ title: StaticString) -> FigureID {
    FigureID(name, title, .none, .multiple)
  }
  private static func share(_ name: StaticString, _ title: StaticString) -> FigureID {
    FigureID(name, title, .none, .share)
  }
  private static func time(_ name: StaticString, _ title: StaticString) -> FigureID {
    FigureID(name, title, Dimension(time: 1))
  }
  private static func bytes(_ name: StaticString, _ title: StaticString) -> FigureID {
    FigureID(name, title, Dimension(data: 1))
  }

  static var rooflineSharpness: FigureID {
    ratio("constant.roofline-sharpness", "Sharpness of the smooth roofline")
  }
  static var kernelLaunch: FigureID { time("constant.kernel-launch", "Start of one kernel") }
  static var causalShare: FigureID {
    share("constant.causal-share", "Share of the attention square under a causal mask")
  }
  static var attentionBackward: FigureID {
    ratio("constant.attention-backward", "Backward arithmetic of the attention core over forward")
  }
  static var hiddenPasses: FigureID {
    ratio("constant.hidden-passes", "Element-wise passes over hidden-wide rows")
  }
  static var attentionPasses: FigureID {
    ratio("constant.attention-passes", "Element-wise passes over attention-wide rows")
  }
  static var feedForwardPasses: FigureID {
    ratio("constant.feed-forward-passes", "Element-wise passes over feed-forward-wide rows")
  }
  static var recomputeTraffic: FigureID {
    share("constant.recompute-traffic", "Share of element-wise traffic that recomputing repeats")
  }
  static var lossBytes: FigureID { bytes("constant.loss-bytes", "Loss traffic of one logit") }
  static var frozenTraffic: FigureID {
    share("constant.frozen-traffic", "Element-wise traffic left with frozen weights")
  }
  static var adapterPasses: FigureID {
    ratio("constant.adapter-passes", "Extra hidden-wide passes of adapters in a layer")
  }
  static var dequantisationBytes: FigureID {
    bytes("constant.dequantisation-bytes", "Traffic to turn a 4-bit weight into 16 bits")
  }
  static var dequantisationMultiple: FigureID {
    ratio("constant.dequantisation-multiple", "Observed dequantisation traffic over counted")
  }
  static var castBytes: FigureID {
    bytes("constant.cast-bytes", "Cast traffic of one element of a product's input")
  }
  static var permutePasses: FigureID {
    ratio("constant.permute-passes", "Passes over the rows that visit experts")
  }
  static var expertExchange: FigureID {
    ratio("constant.expert-exchange", "All-to-all time over bytes by link rate")
  }
  static var expertHostTime: FigureID {
    time("constant.expert-host-time", "Host time of an expert layer and micro-batch")
  }
  static var collectiveLatency: FigureID {
    time("constant.collective-latency", "Fixed cost of a collective")
  }
  static var pipelineExposed: FigureID {
    share("constant.pipeline-exposed", "Share of pipeline sends not hidden")
  }
  static var contextExposed: FigureID {
    share("constant.context-exposed", "Share of context exchange not hidden")
  }
  static var dataExposed: FigureID {
    share("constant.data-exposed", "Share of gradient reduction not hidden")
  }
  static var hostTime: FigureID {
    time("constant.host-time", "Host time of a layer and micro-batch")
  }
  static var hostSharpness: FigureID {
    ratio("constant.host-sharpness", "Sharpness with which host time hides behind the device")
  }
  static var optimizerTraffic: FigureID {
    bytes("constant.optimizer-traffic", "Optimizer traffic of a local parameter")
  }
  static var stepOverhead: FigureID {
    time("constant.step-overhead", "Synchronisation, logging and data loading of a step")
  }
  static var ageSlowdown: FigureID {
    FigureID(
      "constant.age-slowdown", "Slow-down of software by age", Dimension(time: -1), .yearlyRate)
  }
  static var stragglerGrowth: FigureID {
    share("constant.straggler-growth", "Slow-down of each doubling beyond one node")
  }
  static var weightState: FigureID { bytes("constant.weight-state", "Weight bytes in training") }
  static var gradientState: FigureID { bytes("constant.gradient-state", "Gradient bytes") }
  static var optimizerState: FigureID {
    bytes("constant.optimizer-state", "Optimizer bytes of a parameter")
  }
  static var keptHidden: FigureID {
    ratio("constant.kept-hidden", "Hidden-wide rows kept for the backward pass of a layer")
  }
  static var scoreBytes: FigureID {
    bytes("constant.score-bytes", "Bytes kept of one attention score that is not fused")
  }
  static var scorePassesForward: FigureID {
    ratio("constant.score-passes-forward", "Forward passes over attention scores in memory")
  }
  static var scorePasses: FigureID {
    ratio("constant.score-passes", "All passes over attention scores in memory")
  }
  static var attentionRamp: FigureID {
    FigureID(
      "constant.attention-ramp", "Sequence at which the core reaches half of its rate",
      Dimension(tokens: 1))
  }
  static var gradientTraffic: FigureID {
    bytes("constant.gradient-traffic", "Traffic of one element of a weight gradient")
  }
  static var expertExchangeOut: FigureID {
    ratio("constant.expert-exchange-out", "All-to-all time across domains over bytes by port rate")
  }
  static var expertAge: FigureID {
    FigureID(
      "constant.expert-age", "Growth of what experts cost, by age", Dimension(time: -1),
      .yearlyRate)
  }
  static var expertAgeLimit: FigureID {
    FigureID(
      "constant.expert-age-limit", "Age of the oldest software measured with experts",
      Dimension(time: 1), .months)
  }
  static var expertDrop: FigureID {
    share("constant.expert-drop", "Cost of routing left when tokens are dropped")
  }
  static var stackLayerTime: FigureID {
    time("stack.layer-time", "Host time of a layer and micro-batch that nothing hides")
  }
  static var attentionFactor: FigureID {
    ratio("stack.attention-factor", "Attention core over that of current kernels")
  }
  static var logitBytes: FigureID { bytes("constant.logit-bytes", "Bytes kept of one logit") }
  static var reserve: FigureID {
    bytes("constant.reserve", "Memory of context, communication buffers and allocator")
  }
  static var adapterRank: FigureID {
    FigureID("constant.adapter-rank", "Rank of the adapters", .none, .count)
  }
  static var nodeSize: FigureID {
    FigureID("constant.node-size", "Accelerators within which no straggler grows", .none, .count)
  }
  static var stackFactor: FigureID {
    ratio("stack.time-factor", "Step time of the stack over the tuned one's at equal age")
  }
  static var stackAge: FigureID {
    FigureID("stack.age", "Age of the stack at the constants' date", Dimension(time: 1), .months)
  }
  static var tensorExposed: FigureID {
    ratio("stack.tensor-exposed", "Share of tensor-parallel collectives not hidden")
  }
  static var expertExchangeBytes: FigureID {
    bytes("constant.expert-exchange-bytes", "All-to-all traffic of one element of a routed row")
  }
  static var shardedRate: FigureID {
    share("constant.sharded-rate", "Share of the link rate that overlapped gathering reaches")
  }
  static var shardedSharpness: FigureID {
    ratio("constant.sharded-sharpness", "Sharpness with which gathering hides behind compute")
  }
  static var dataExchangeBytes: FigureID {
    bytes("constant.data-exchange-bytes", "Traffic of one parameter in a step")
  }
  static var adaptedProducts: FigureID {
    ratio("constant.adapted-products", "Adapted products of a layer")
  }
  static var activationMargin: FigureID {
    share("constant.activation-margin", "Margin on computed activation memory")
  }
}
