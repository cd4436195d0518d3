public import Figures
public import Units

/// What a plan wants done. Payloads are classes so that the search passes a reference.
public enum Workload: Sendable {
  /// Training or fine-tuning on a number of accelerators.
  case train(TrainingWorkload, accelerators: Int)
  case serve(ServingWorkload)

  public var model: ModelFacts {
    switch self {
    case .train(let training, _): training.model
    case .serve(let serving): serving.model
    }
  }
}

/// A training or fine-tuning run.
public final class TrainingWorkload: Sendable {
  public enum Method: String, Sendable, CaseIterable {
    /// From random weights.
    case pretrain
    /// All weights, from published ones.
    case full
    /// Low-rank adapters on frozen weights.
    case lora
    /// Adapters on weights frozen in four bits.
    case qlora

    public var isFrozen: Bool { self == .lora || self == .qlora }

    /// Passes of a token over the weights in a training step, each with the arithmetic of the forward one:
    /// forward, the gradient of activations and, unless weights are frozen, their own gradient. QLoRA turns
    /// its weights back into sixteen bits once in each of its two, so that a pass is half of it too.
    ///
    /// An evaluated token takes the first alone, one over this of a trained one.
    @inlinable
    public func passes<N: Algebra>() -> N { isFrozen ? 2 : .trainingPasses }
  }

  public let model: ModelFacts
  public let method: Method
  /// Tokens of one sequence.
  public let sequence: Fact<Tokens>
  /// Tokens of one optimizer step over the whole run.
  public let batch: Fact<Tokens>
  public let precision: Precision
  public let stack: TrainingStack
  /// Sizes that the plan fixes; 0 where the search is free.
  public let layout: LayoutRequest
  /// Years between the run's software and the reference date of the constants.
  public let constants: TrainingConstants
  public let options: TrainingOptions
  /// What the model may be wrong by; absent where figures are held against measurements.
  public let error: ModelError?
  let adaptedProducts: Fact<Ratio>
  let adaptedWidths: Fact<Count>

  public init(
    model: ModelFacts, method: Method, sequence: Fact<Tokens>, batch: Fact<Tokens>,
    precision: Precision, stack: TrainingStack, layout: LayoutRequest,
    constants: TrainingConstants, options: TrainingOptions = TrainingOptions(),
    error: ModelError? = nil
  ) {
    self.model = model
    self.method = method
    self.sequence = sequence
    self.batch = batch
    self.precision = precision
    self.stack = stack
    self.layout = layout
    self.constants = constants
    self.options = options
    self.error = error
    adaptedProducts = Self.adaptedProducts(model, options, constants)
    adaptedWidths = Self.adaptedWidths(model, options)
  }

  /// Sequences of one optimizer step, at least 1.
  public var batchSequences: Int {
    max(1, Int(saturating: (batch.value / sequence.value).rounded()))
  }
}

/// The layout keys of a plan: sizes that are fixed, 0 for those that are searched.
public struct LayoutRequest: Sendable, Hashable {
  public var tp = 0
  public var pp = 0
  public var dp = 0
  public var cp = 0
  public var ep = 0
  public var interleave = 0
  public var microBatch = 0

  public init() {}

  public var isComplete: Bool { tp > 0 && pp > 0 && dp > 0 }

  /// The candidates for one size: the fixed one, or all that the search would try.
  func candidates(_ fixed: Int, _ free: [Int]) -> [Int] { fixed > 0 ? [fixed] : free }

  /// Whether nothing is fixed.
  public var isFree: Bool { self == LayoutRequest() }
}

/// A service that answers requests.
public final class ServingWorkload: Sendable {
  public let model: ModelFacts
  /// Mean prompt and answer lengths.
  public let prompt: Fact<Tokens>
  public let answer: Fact<Tokens>
  /// Share of prompt tokens that a prefix cache answers.
  public let prefixCache: Fact<Ratio>
  /// Limits on the time to the first token and on the time per output token, with the percentile
  /// (0 to 1) at which each must hold.
  public let ttft: Fact<Seconds>
  public let ttftPercentile: Fact<Ratio>
  public let tpot: Fact<Seconds>
  public let tpotPercentile: Fact<Ratio>
  public let precision: Precision
  public let cachePrecision: Precision
  public let engine: ServingEngine
  public let layout: LayoutRequest
  /// How requests and lengths vary, and what the engine is asked to do beyond serving plainly.
  public let variation: ServingVariation
  public let technique: ServingTechnique
  /// What the model may be wrong by; absent where figures are held against measurements.
  public let error: ModelError?

  public init(
    model: ModelFacts, prompt: Fact<Tokens>, answer: Fact<Tokens>, prefixCache: Fact<Ratio>,
    ttft: Fact<Seconds>, ttftPercentile: Fact<Ratio>, tpot: Fact<Seconds>,
    tpotPercentile: Fact<Ratio>, precision: Precision, cachePrecision: Precision,
    engine: ServingEngine, layout: LayoutRequest, variation: ServingVariation = ServingVariation(),
    technique: ServingTechnique = ServingTechnique(), error: ModelError? = nil
  ) {
    self.model = model
    self.prompt = prompt
    self.answer = answer
    self.prefixCache = prefixCache
    self.ttft = ttft
    self.ttftPercentile = ttftPercentile
    self.tpot = tpot
    self.tpotPercentile = tpotPercentile
    self.precision = precision
    self.cachePrecision = cachePrecision
    self.engine = engine
    self.layout = layout
    self.variation = variation
    self.technique = technique
    self.error = error
  }

  /// Attention of a mixture model keeps sixteen bits where its experts are held in four.
  var attentionPrecision: Precision {
    model.hasExperts && ServingCalibration.Group(precision) == .fp4 ? .bf16 : precision
  }
  var speculates: Bool { technique.speculation }
  var arrivals: Fact<Ratio> { variation.arrivals }
  var promptVariation: Fact<Ratio> { variation.prompt }
  var answerVariation: Fact<Ratio> { variation.answer }
  /// Prompt tokens that a step takes in, where the plan says so.
  public var chunk: Fact<Tokens>? { technique.chunk }
}

/// Standard deviations over means of what varies from request to request.
public struct ServingVariation: Sendable {
  /// Times between arrivals: 1 is Poisson, more comes in bursts.
  public var arrivals: Fact<Ratio>
  /// Users who each ask again when they are answered, in place of arrivals of their own: the number in
  /// flight is what it is.
  public var isClosed = false
  public var prompt: Fact<Ratio>
  public var answer: Fact<Ratio>

  public init(
    arrivals: Fact<Ratio>? = nil, prompt: Fact<Ratio>? = nil, answer: Fact<Ratio>? = nil
  ) {
    func standard(_ why: String) -> Fact<Ratio> {
      Fact(1, Provenance(.assumed(why), evidence: .assumed))
    }
    self.arrivals = arrivals ?? standard("arrivals that nobody times are a Poisson process")
    self.prompt = prompt ?? standard("prompts vary as much as they are long, unless the plan says")
    self.answer = answer ?? standard("answers vary as much as they are long, unless the plan says")
  }
}

/// Ways of an engine to serve faster, each with its price.
public struct ServingTechnique: Sendable {
  /// A draft or multi-token prediction proposes tokens that a step then checks.
  public var speculation = false
  /// Tokens checked in a step for each sequence, and tokens that it gains by that; the engine's where
  /// the plan is silent.
  public var verified: Fact<Count>?
  public var accepted: Fact<Count>?
  /// Work of proposing a token over that of the model itself; inside what is accepted where absent.
  public var draft: Fact<Ratio>?
  /// Prompt tokens that one step takes in; the engine's where absent.
  public var chunk: Fact<Tokens>?
  /// A step takes in a prompt of mean length whole, where that is more than the engine's chunk.
  public var takesWholePrompts = false
  /// Prompts are computed on accelerators of their own, which hand the cache over.
  public var disaggregated = false
  /// Replicas of each pool that the plan fixes; 0 where they are searched.
  public var prefillReplicas = 0
  public var decodeReplicas = 0
  /// Sizes of a replica for prompts that the plan fixes; those of `layout` where it gives none.
  public var prefillLayout: LayoutRequest?

  public init(speculation: Bool = false, disaggregated: Bool = false) {
    self.speculation = speculation
    self.disaggregated = disaggregated
  }
}

extension TrainingWorkload {
  /// Number formats that the search may choose from; one where the plan leaves no choice.
  public var precisions: [Precision] {
    options.precisions.isEmpty ? [precision] : options.precisions
  }

  /// The number format of the products in a layout.
  func precision(in layout: Layout) -> Precision { layout.precision ?? precision }

  /// Bytes of a frozen weight: four bits for QLoRA, else the precision of the run.
  func baseBytes(in layout: Layout) -> Fact<Bytes> {
    method == .qlora ? Precision.int4.bytes : precision(in: layout).bytes
  }
}

extension TrainingWorkload {
  /// Adapted products of a layer, each counted once; queries, keys and values are three.
  private static func adaptedProducts(
    _ model: ModelFacts, _ options: TrainingOptions, _ constants: TrainingConstants
  ) -> Fact<Ratio> {
    guard !options.targets.isEmpty else { return constants.adaptedProducts }
    let count = options.targets.reduce(0) { sum, target in
      let products: Double =
        switch target {
        case .attentionInput: 3
        case .feedForwardUp: model.gateMatrices.value
        case .attentionOutput, .feedForwardDown: 1
        }
      return sum + products
    }
    return Fact(count, Provenance(.definition("the targets of the plan"), evidence: nil))
  }

  /// Inputs and outputs of the adapted products of a layer, summed: what a rank multiplies.
  private static func adaptedWidths(
    _ model: ModelFacts, _ options: TrainingOptions
  ) -> Fact<Count> {
    let targets =
      options.targets.isEmpty ? [.attentionInput, .attentionOutput] : options.targets
    let adapted = model.products.filter { $0.target.map(targets.contains) ?? false }
    let sum = adapted.reduce(0) { sum, product in
      sum + (product.inputs.value + product.outputs.value) * product.layers.value
    }
    return Fact(sum / max(1, model.layers.value), model.provenance)
  }
}
