public import Figures
import Units

/// The figures of a serving step, of the capacity inside a service level, and their constants.
extension FigureID {
  private static var time: Dimension { Dimension(time: 1) }
  private static var data: Dimension { Dimension(data: 1) }
  private static var tokens: Dimension { Dimension(tokens: 1) }
  private static var tokenRate: Dimension { Dimension(time: -1, tokens: 1) }

  // Demands of the plan.
  public static var prompt: FigureID { FigureID("traffic.prompt", "Mean prompt", tokens) }
  public static var answer: FigureID { FigureID("traffic.answer", "Mean answer", tokens) }
  static var prefixCache: FigureID {
    FigureID(
      "traffic.prefix-cache", "Share of prompt tokens that a prefix cache answers", .none, .share)
  }
  static var ttftLimit: FigureID {
    FigureID("service-level.ttft", "Limit on the time to first token", time, .milliseconds)
  }
  static var ttftPercentile: FigureID {
    FigureID(
      "service-level.ttft-percentile", "Share of requests within the TTFT limit", .none, .share)
  }
  static var tpotLimit: FigureID {
    FigureID("service-level.tpot", "Limit on the time per output token", time, .milliseconds)
  }
  static var tpotPercentile: FigureID {
    FigureID(
      "service-level.tpot-percentile", "Share of requests within the TPOT limit", .none, .share)
  }

  // The batch.
  static var meanBatch: FigureID {
    FigureID("replica.batch", "Requests in flight on a replica, mean", .none, .count).ofLoad
  }
  static var fullBatch: FigureID {
    FigureID(
      "replica.full-batch", "Requests in flight that the service level must bear", .none, .count
    ).ofLoad
  }
  static var batchDeviations: FigureID {
    FigureID(
      "replica.batch-deviations", "Standard deviations above the mean batch", .none, .multiple)
  }
  static var replicaAccelerators: FigureID {
    FigureID("replica.accelerators", "Accelerators of a replica", .none, .count)
  }
  static var computedPrompt: FigureID {
    FigureID("prefill.tokens", "Prompt tokens computed for a request", tokens)
  }
  static var promptKeys: FigureID {
    FigureID("prefill.keys", "Tokens that a computed one attends to, mean", tokens)
  }
  static var meanContext: FigureID {
    FigureID("decode.context", "Tokens held by a request in flight, mean", tokens)
  }

  static var arrivalVariation: FigureID {
    FigureID("traffic.arrival-variation", "Coefficient of variation of arrivals", .none, .multiple)
  }
  static var promptVariation: FigureID {
    FigureID("traffic.prompt-variation", "Coefficient of variation of prompts", .none, .multiple)
  }
  static var elasticity: FigureID {
    FigureID("replica.elasticity", "Growth of completions with the batch", .none, .multiple).ofLoad
  }
  static var heldUp: FigureID {
    FigureID("replica.held-up", "Answers that a prompt holds up", .none, .multiple).ofLoad
  }
  static var meanGap: FigureID {
    FigureID(
      "replica.mean-gap", "Time between tokens at the mean batch", Dimension(time: 1), .milliseconds
    ).ofLoad
  }
  static var answerVariation: FigureID {
    FigureID(
      "traffic.answer-variation", "Coefficient of variation of answers", .none, .multiple)
  }
  static var shortAnswers: FigureID {
    FigureID("answers.short", "Mean of the mean answer over an answer", .none, .multiple)
  }
  static var ownSpread: FigureID {
    FigureID(
      "replica.own-spread", "Deviation of an answer's time by prompts that come meanwhile", .none,
      .share
    ).ofLoad
  }
  static var batchVariance: FigureID {
    FigureID("replica.batch-variance", "Variance of the requests in flight", .none, .count).ofLoad
  }
  static var saturation: FigureID {
    FigureID("replica.saturation", "Load over the most that the replica could carry", .none, .share)
      .ofLoad
  }
  static var saturationRate: FigureID {
    FigureID(
      "replica.saturation-rate", "Requests of a replica without a service level",
      Dimension(time: -1)
    ).ofLoad
  }
  static var roomForSequences: FigureID {
    FigureID("replica.room", "Requests in flight that memory holds", .none, .count)
  }
  static var answerSteps: FigureID {
    FigureID("decode.steps", "Steps of an answer", .none, .count)
  }

  // One step.
  static var memoryRate: FigureID {
    FigureID("step.memory-rate", "Reads of an accelerator at 16 bits", Dimension(time: -1, data: 1))
  }
  static var weightRate: FigureID {
    FigureID("step.weight-rate", "Weight reads of an accelerator", Dimension(time: -1, data: 1))
  }
  static var productRate: FigureID {
    FigureID(
      "step.product-rate", "Products of an accelerator", Dimension(time: -1, operations: 1))
  }
  static var linkRate: FigureID {
    FigureID("step.link-rate", "What collectives reach of a link", Dimension(time: -1, data: 1))
  }
  static var denseReading: FigureID {
    FigureID("step.dense-reading", "Reading the dense weights", time, .milliseconds)
  }
  static var bodyRow: FigureID { FigureID("step.body-row", "Products of a row in layers", time) }
  static var headRow: FigureID { FigureID("step.head-row", "Products of a row in the head", time) }
  static var expertReading: FigureID {
    FigureID("step.expert-reading", "Reading all expert weights", time, .milliseconds)
  }
  static var expertRow: FigureID {
    FigureID("step.expert-row", "Products of a row in experts", time)
  }
  static var cacheFullTime: FigureID {
    FigureID("step.cache-full", "Reading a cached token, layers that see all", time)
  }
  static var cacheWindowedTime: FigureID {
    FigureID("step.cache-windowed", "Reading a cached token, layers with a window", time)
  }
  static var pairTime: FigureID { FigureID("step.pair", "A query against a key of a prompt", time) }
  static var collectiveFixed: FigureID {
    FigureID("step.collectives-fixed", "Collectives of a step, fixed", time, .milliseconds)
  }
  static var collectiveRow: FigureID {
    FigureID("step.collectives-row", "Collectives of a row", time)
  }
  static var fixedHostTime: FigureID {
    FigureID("step.host-fixed", "Host time of a step, fixed", time, .milliseconds)
  }
  static var stepBudget: FigureID {
    FigureID("prefill.budget", "Prompt tokens that a step takes in", .none, .count)
  }
  static var doubleDecodeStep: FigureID {
    FigureID("decode.double-step", "One decode step at twice the mean batch", time, .milliseconds)
      .ofLoad
  }
  static var promptWait: FigureID {
    FigureID("prefill.wait", "Wait of a prompt, mean", time, .milliseconds).ofLoad
  }
  static var longerPrompt: FigureID {
    FigureID("prefill.longer", "What a longer prompt than the mean adds", time, .milliseconds)
      .ofLoad
  }
  static var firstStep: FigureID {
    FigureID(
      "prefill.own", "What a first token takes when nobody is before it", time, .milliseconds
    ).ofLoad
  }
  public static var decodeStep: FigureID {
    FigureID("decode.step", "One decode step at the mean batch", time, .milliseconds).ofLoad
  }
  public static var fullDecodeStep: FigureID {
    FigureID("decode.full-step", "One decode step at the full batch", time, .milliseconds).ofLoad
  }
  public static var prefillTime: FigureID {
    FigureID(
      "prefill.time", "What the prompt of one request adds to its steps", time, .milliseconds
    ).ofLoad
  }
  static var mixedStep: FigureID {
    FigureID(
      "prefill.step", "One step with a chunk of a prompt beside the batch", time, .milliseconds
    ).ofLoad
  }
  static var promptsOfStep: FigureID {
    FigureID(
      "prefill.tokens-of-step", "Prompt tokens that each step of the full batch must carry", tokens
    ).ofLoad
  }
  static var weightTime: FigureID {
    FigureID(
      "decode.weights.time", "Dense weights and their products in a step", time, .milliseconds
    ).ofLoad
  }
  static var expertTime: FigureID {
    FigureID(
      "decode.experts.time", "Expert weights and their products in a step", time, .milliseconds
    ).ofLoad
  }
  static var cacheTime: FigureID {
    FigureID("decode.cache.time", "Cache reads in a step", time, .milliseconds).ofLoad
  }
  static var collectiveTime: FigureID {
    FigureID(
      "decode.collectives.time", "Tensor-parallel collectives in a step", time, .milliseconds
    ).ofLoad
  }
  static var hostStepTime: FigureID {
    FigureID("decode.host.time", "Host work of a step", time, .milliseconds).ofLoad
  }

  // Memory.
  static var servingWeights: FigureID {
    FigureID("memory.weights", "Weights on one accelerator", data)
  }
  static var cachePerToken: FigureID {
    FigureID("memory.cache-per-token", "Cache of one token on one accelerator", data)
  }
  static var sequenceMemory: FigureID {
    FigureID("memory.sequence", "Cache of one request on one accelerator", data)
  }
  static var attentionBytes: FigureID {
    FigureID("precision.attention", "Bytes of a weight of attention", data)
  }
  static var attentionParameters: FigureID {
    FigureID("model.attention-parameters", "Parameters of attention", .none, .count)
  }
  static var cacheMemory: FigureID {
    FigureID("memory.cache", "Cache of the full batch on one accelerator", data).ofLoad
  }

  // Capacity and latency.
  static var requestsPerSecond: FigureID {
    FigureID(
      "replica.requests-per-second", "Requests that a replica completes", Dimension(time: -1)
    ).ofLoad
  }
  static var replicaRate: FigureID {
    FigureID(
      "replica.tokens-per-second", "Output tokens of a replica", tokenRate
    ).ofLoad
  }
  static var tpot: FigureID {
    FigureID("tpot", "Time per output token at the plan's percentile", time, .milliseconds).ofLoad
  }
  static var ttft: FigureID {
    FigureID("ttft", "Time to first token at the plan's percentile", time, .milliseconds).ofLoad
  }
  static var prefillLoad: FigureID {
    FigureID("prefill.load", "Share of time that a replica spends on prompts", .none, .share).ofLoad
  }

  // Constants.
  private static func engineTime(_ name: StaticString, _ title: StaticString) -> FigureID {
    FigureID(name, title, time)
  }
  static var engineStep: FigureID { engineTime("engine.step-time", "Host time of a step") }
  static var engineLayer: FigureID { engineTime("engine.layer-time", "Host time of a layer") }
  static var engineExpertLayer: FigureID {
    engineTime("engine.expert-layer-time", "Host time of an expert layer, on top")
  }
  static var engineLatentLayer: FigureID {
    engineTime("engine.latent-layer-time", "Host time of latent attention in a layer, on top")
  }
  static var engineSequence: FigureID {
    engineTime("engine.sequence-time", "Host time of a sequence in the batch")
  }
  static var engineCollective: FigureID {
    engineTime("engine.collective-latency", "Fixed cost of a collective over four")
  }
  static var engineNetwork: FigureID {
    engineTime("engine.network-latency", "Further cost of a collective beyond the scale-up domain")
  }
  static var engineRequest: FigureID {
    engineTime("engine.request-time", "Time of a request before it queues")
  }
  static var engineStream: FigureID {
    FigureID(
      "engine.stream-interval", "Decode steps before the first tokens are sent", .none, .count)
  }
  static var engineSequences: FigureID {
    FigureID("engine.sequences", "Sequences that the engine runs at once", .none, .count)
  }
  static var engineProducts: FigureID {
    FigureID(
      "engine.product-factor", "Arithmetic of the engine over its family's", .none, .multiple)
  }
  static var engineExpertRate: FigureID {
    FigureID("engine.expert-rate", "Rate of expert reads over dense ones", .none, .multiple)
  }
  static var expertWidth: FigureID {
    FigureID("model.expert-width", "Width of an expert", .none, .count)
  }
  static var expertReferenceWidth: FigureID {
    FigureID(
      "engine.expert-reference-width", "Width at which the share of expert products holds", .none,
      .count)
  }
  static var engineDispatch: FigureID {
    FigureID("engine.dispatch-bytes", "Bytes a hidden element on the way to an expert", data)
  }
  static var engineVerified: FigureID {
    FigureID("engine.verified", "Tokens checked in a step for a sequence", .none, .count)
  }
  static var engineAccepted: FigureID {
    FigureID("engine.accepted", "Tokens that a sequence gains by a step", .none, .count)
  }
  static var draftShare: FigureID {
    FigureID("engine.draft", "Work of proposing a token over that of the model", .none, .share)
  }
  static var drafting: FigureID {
    FigureID("step.drafting", "Work of the proposals of a step over a pass", .none, .multiple)
  }
  static var engineLatentCacheRate: FigureID {
    FigureID(
      "engine.latent-cache-rate", "Rate of latent-cache reads over 16-bit weight reads", .none,
      .multiple)
  }
  static var engineChunk: FigureID {
    FigureID("engine.chunk", "Prompt tokens that one step takes in", tokens)
  }
  static var engineMemoryShare: FigureID {
    FigureID("engine.memory-share", "Share of memory that the engine uses", .none, .share)
  }
  static var engineReserve: FigureID {
    FigureID("engine.reserve", "Memory taken before any weights", data)
  }
  static var engineCacheRate: FigureID {
    FigureID("engine.cache-rate", "Rate of cache reads over 16-bit weight reads", .none, .multiple)
  }
  static var engineLinkFactor: FigureID {
    FigureID("engine.link-factor", "Link share of the engine over its family's", .none, .multiple)
  }
  static var engineSharpness: FigureID {
    FigureID(
      "engine.sharpness", "Sharpness of the overlap of memory and arithmetic", .none, .multiple)
  }
  static var engineSkew: FigureID {
    FigureID("engine.expert-skew", "Skew of expert popularity", .none, .multiple)
  }
  static var enginePadding: FigureID {
    FigureID("engine.expert-padding", "Padding tokens of each expert touched", .none, .count)
  }
  static var bandwidthShare: FigureID {
    calibration("calibration.bandwidth", "Share of memory bandwidth that weight reads reach")
  }
  static var bandwidthFactor: FigureID {
    calibration("calibration.bandwidth-factor", "Weight reads at this precision over 16 bits")
  }
  static var productCorrection: FigureID {
    calibration("calibration.product-correction", "Products of this product over its family's")
  }
  static var productShare: FigureID {
    calibration("calibration.products", "Share of peak that products reach in serving")
  }
  static var expertProductShare: FigureID {
    calibration("calibration.expert-products", "Rate of expert products over dense ones")
  }
  static var prefillAttentionShare: FigureID {
    calibration(
      "calibration.prefill-attention", "Share of bf16 peak that prefill attention reaches")
  }
  static var linkShare: FigureID {
    calibration("calibration.link", "Share of the scale-up link that collectives reach")
  }
}
