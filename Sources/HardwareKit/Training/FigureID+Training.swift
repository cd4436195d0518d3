public import Figures
import Units

/// The figures of a training step, in the order in which ``Roofline`` writes them.
extension FigureID {
  private static var time: Dimension { Dimension(time: 1) }
  private static var data: Dimension { Dimension(data: 1) }
  private static var work: Dimension { Dimension(operations: 1) }

  // What the plan and the layout give.
  static var sequence: FigureID {
    FigureID("sequence", "Tokens of a sequence", Dimension(tokens: 1))
  }
  static var batch: FigureID {
    FigureID("batch", "Tokens of an optimizer step", Dimension(tokens: 1))
  }
  public static var tp: FigureID { FigureID("layout.tp", "Tensor-parallel size", .none, .count) }
  public static var pp: FigureID { FigureID("layout.pp", "Pipeline stages", .none, .count) }
  static var dp: FigureID { FigureID("layout.dp", "Data-parallel replicas", .none, .count) }
  static var cp: FigureID { FigureID("layout.cp", "Context-parallel size", .none, .count) }
  static var ep: FigureID { FigureID("layout.ep", "Expert-parallel size", .none, .count) }
  static var interleave: FigureID {
    FigureID("layout.interleave", "Virtual stages on a pipeline stage", .none, .count)
  }
  static var microBatch: FigureID {
    FigureID("layout.micro-batch", "Sequences of a micro-batch", .none, .count)
  }
  static var microBatches: FigureID {
    FigureID("layout.micro-batches", "Micro-batches of a step on one pipeline", .none, .count)
  }
  static var accelerators: FigureID {
    FigureID("accelerators", "Accelerators at work", .none, .count)
  }

  // Operators of one micro-batch, over all layers of the model.
  static var rows: FigureID {
    FigureID("micro-batch.rows", "Tokens of a micro-batch on one accelerator", .none, .count)
  }
  static var attentionCoreTime: FigureID {
    FigureID("layer.attention-core.time", "Attention scores and values, all passes", time)
  }
  static var productsTime: FigureID {
    FigureID("layer.products.time", "Matrix products of the layers, all passes", time)
  }
  static var elementwiseTime: FigureID {
    FigureID("layer.elementwise.time", "Norms, activations, residuals and casts", time)
  }
  static var recomputeTime: FigureID {
    FigureID("recompute.time", "Forward passes done again for memory", time)
  }
  static var tensorExchangeTime: FigureID {
    FigureID("exchange.tensor.time", "Exposed tensor-parallel collectives", time)
  }
  static var contextExchangeTime: FigureID {
    FigureID("exchange.context.time", "Exposed exchange of keys and values", time)
  }
  static var expertExchangeTime: FigureID {
    FigureID("exchange.expert.time", "All-to-all of routed tokens and their permutation", time)
  }
  static var headTime: FigureID { FigureID("head.time", "Output head and loss", time) }
  static var layersTime: FigureID {
    FigureID("layers.time", "All layers of a micro-batch, on as many devices as a stage", time)
  }
  static var microBatchTime: FigureID {
    FigureID("micro-batch.time", "One micro-batch on the slowest stage", time)
  }

  // The step.
  static var pipelineTime: FigureID {
    FigureID("pipeline.time", "All micro-batches of a step, with the bubble", time)
  }
  static var pipelineBubble: FigureID {
    FigureID("pipeline.bubble", "Share of the pipeline's time that is idle", .none, .share)
  }
  static var pipelineSendTime: FigureID {
    FigureID("exchange.pipeline.time", "Exposed sends between stages", time)
  }
  static var dataExchangeTime: FigureID {
    FigureID("exchange.data.time", "Exposed gradient reduction and weight gathering", time)
  }
  static var optimizerTime: FigureID { FigureID("optimizer.time", "Optimizer update", time) }
  static var softwareFactor: FigureID {
    FigureID("stack.factor", "Step time over the reference stack's", .none, .multiple)
  }
  static var stragglerFactor: FigureID {
    FigureID("straggler.factor", "Step time over one node's, by scale", .none, .multiple)
  }
  static var stepTime: FigureID { FigureID("step.time", "One optimizer step", time) }
  static var tokensPerSecond: FigureID {
    FigureID("tokens-per-second", "Training rate of the run", Dimension(time: -1, tokens: 1))
  }
  static var tokensPerSecondPerAccelerator: FigureID {
    FigureID(
      "tokens-per-second-per-accelerator", "Training rate of one accelerator",
      Dimension(time: -1, tokens: 1))
  }
  static var mfu: FigureID {
    FigureID(
      "mfu", "Model FLOPs utilisation, 6·N·D (4·N·D with frozen weights) over dense peak", .none,
      .share)
  }

  // Memory of one accelerator on the fullest stage.
  static var stateMemory: FigureID {
    FigureID("memory.state", "Weights, gradients and optimizer state", data)
  }
  static var activationMemory: FigureID {
    FigureID("memory.activations", "Activations kept for the backward pass, none recomputed", data)
  }
  static var checkpointMemory: FigureID {
    FigureID("memory.checkpoints", "Activations kept when every layer is recomputed", data)
  }
  static var logitMemory: FigureID { FigureID("memory.logits", "Logits of a micro-batch", data) }
  static var usableMemory: FigureID {
    FigureID("memory.usable", "Memory left after the reserve", data)
  }
  static var recomputeShare: FigureID {
    FigureID("recompute.share", "Share of layers recomputed, just enough to fit", .none, .share)
  }

  // Rates of groups.
  static var tensorRate: FigureID {
    FigureID("link.tensor", "Ring rate of the tensor-parallel group", Dimension(time: -1, data: 1))
  }
  static var contextRate: FigureID {
    FigureID("link.context", "Ring rate of the context group", Dimension(time: -1, data: 1))
  }
  static var dataRate: FigureID {
    FigureID("link.data", "Ring rate of the data-parallel group", Dimension(time: -1, data: 1))
  }
  static var expertDataRate: FigureID {
    FigureID(
      "link.expert-data", "Ring rate of the replicas of an expert", Dimension(time: -1, data: 1))
  }
  static var scaleUpRate: FigureID {
    FigureID("link.scale-up", "Ring rate inside the domain", Dimension(time: -1, data: 1))
  }
  static var portRate: FigureID {
    FigureID("link.port", "Rate of a port into the network", Dimension(time: -1, data: 1))
  }
}

extension FigureID {
  static var denseParameters: FigureID {
    FigureID(
      "local-parameters.dense", "Parameters on an accelerator of the fullest stage, experts apart",
      .none, .count)
  }
  static var localExpertParameters: FigureID {
    FigureID(
      "local-parameters.experts", "Parameters of experts on an accelerator of the fullest stage",
      .none, .count)
  }
  static var shardParameters: FigureID {
    FigureID(
      "local-parameters.shard", "Parameters of an accelerator's share among the replicas", .none,
      .count)
  }
  static var adapterParameters: FigureID {
    FigureID("local-parameters.adapters", "Parameters of adapters", .none, .count)
  }
  static var adaptedWidths: FigureID {
    FigureID("model.adapted-widths", "Inputs and outputs of the adapted products", .none, .count)
  }
  static var stageLayers: FigureID {
    FigureID("stage.layers", "Layers of the slowest stage", .none, .count)
  }
  static var stageTime: FigureID {
    FigureID("stage.time", "The layers of the slowest stage, one micro-batch", Dimension(time: 1))
  }
  static var heads: FigureID { FigureID("model.heads", "Query heads", .none, .count) }
  static var expertReplicas: FigureID {
    FigureID("expert.replicas", "Ranks that hold the same experts", .none, .count)
  }
  static var expertLoad: FigureID {
    FigureID("expert.load", "Tokens of the busiest expert rank over the mean", .none, .multiple)
  }
  static var expertGrowth: FigureID {
    FigureID(
      "expert.growth", "Cost of routing over that of current software that drops nothing", .none,
      .multiple)
  }
  static var expertElements: FigureID {
    FigureID("expert.elements", "Hidden elements that visit experts in a layer", .none, .count)
  }
  static var expertNodes: FigureID {
    FigureID("expert.domains", "Scale-up domains of the expert group", .none, .count)
  }
  static var expertScaleOutTime: FigureID {
    FigureID(
      "exchange.expert.scale-out-time", "All-to-all of one layer across domains",
      Dimension(time: 1))
  }
  static var shardTime: FigureID {
    FigureID(
      "exchange.data.shard-time", "Gathering and scattering beside one micro-batch",
      Dimension(time: 1))
  }
  static var attentionReached: FigureID {
    FigureID("attention.share", "Share of bf16 peak of the core at this sequence", .none, .share)
  }
  static var elementwiseBytes: FigureID {
    FigureID(
      "elementwise.bytes", "Traffic of norms, activations and residuals", Dimension(data: 1))
  }
  static var layerActivations: FigureID {
    FigureID("memory.layer", "Activations of one layer and micro-batch", Dimension(data: 1))
  }
  static var layersInFlight: FigureID {
    FigureID("memory.in-flight", "Layers of micro-batches in flight", .none, .count)
  }
  static var oversubscription: FigureID {
    FigureID("network.oversubscription", "Ports over the network behind them", .none, .multiple)
  }
  static var baseBytes: FigureID {
    FigureID("precision.base", "Bytes of a frozen weight", Dimension(data: 1))
  }
}
