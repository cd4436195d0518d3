public import Figures
public import Units

/// A serving engine of one generation, read from `engines.yaml`: rows alike in all but the engine's
/// version differ more than rows alike in all but the chip.
///
/// A class, so that a workload passes a reference. ``constants`` hold for any product; families on
/// which the engine was measured have their own.
public final class ServingEngine: Sendable {
  /// Who waits when prompts come.
  public enum Scheduling: String, Sendable, CaseIterable {
    /// A step carries decodes and a chunk of a prompt together.
    case mixed
    /// Prompts go first, in steps of their own; decodes wait.
    case prefillFirst = "prefill-first"
  }

  public let id: String
  public let title: String
  /// The name without its generation, `vllm`, and the first version and day of this generation.
  public let family: String
  public let version: [Int]
  public let released: PartialDate
  public let scheduling: Scheduling
  public let constants: EngineConstants
  private let byFamily: [String: EngineConstants]
  private let shared: Shared<EngineConstants>
  /// A list: to compare a few short names is faster than to hash one, and a search asks for each layout.
  private let sharedByFamily: [(family: String, constants: Shared<EngineConstants>)]

  public init(
    id: String, title: String, family: String, version: [Int], released: PartialDate,
    scheduling: Scheduling, constants: EngineConstants, byFamily: [String: EngineConstants] = [:]
  ) {
    self.id = id
    self.title = title
    self.family = family
    self.version = version
    self.released = released
    self.scheduling = scheduling
    self.constants = constants
    self.byFamily = byFamily
    shared = Shared(constants)
    sharedByFamily = byFamily.map { ($0.key, Shared($0.value)) }
  }

  /// The constants on products of a family.
  public func constants(on family: String) -> EngineConstants {
    byFamily.isEmpty ? constants : byFamily[family] ?? constants
  }

  /// The same by reference.
  func sharedConstants(on family: String) -> Shared<EngineConstants> {
    for known in sharedByFamily where known.family == family { return known.constants }
    return shared
  }

  /// Families of products on which the engine has constants of its own.
  public var families: [String] { byFamily.keys.sorted() }

  /// The same engine with other constants on every family.
  public func with(_ constants: EngineConstants) -> ServingEngine {
    ServingEngine(
      id: id, title: title, family: family, version: version, released: released,
      scheduling: scheduling, constants: constants)
  }
}

/// The constants of a serving engine, each with a meaning that a planner can argue about.
public struct EngineConstants: Sendable {
  /// Host time of a step, of a layer, of an expert layer and of latent attention on top, and of a
  /// sequence in the batch.
  public var stepTime: Fact<Seconds>
  public var layerTime: Fact<Seconds>
  public var expertLayerTime: Fact<Seconds>
  public var latentLayerTime: Fact<Seconds>
  public var sequenceTime: Fact<Seconds>
  /// Fixed cost of a collective over four accelerators.
  public var collectiveLatency: Fact<Seconds>
  /// The same on top where the group reaches beyond its scale-up domain.
  public var networkLatency: Fact<Seconds>
  /// Time of a request before it queues, and decode steps before its first tokens are sent.
  public var requestTime: Fact<Seconds>
  public var streamInterval: Fact<Count>
  /// Further decode steps of wait with attention data parallelism.
  public var attentionDataWait: Fact<Count>
  /// Prompt tokens that one step takes in.
  public var chunk: Fact<Tokens>
  /// Time of arithmetic over that of large products on the same family: above 1 where kernels of a
  /// first port are slow.
  public var productFactor: Fact<Ratio>
  /// Share of memory that the engine uses, and what it takes before any weights.
  public var memoryShare: Fact<Ratio>
  public var reserve: Fact<Bytes>
  /// Sequences that the engine runs at once, whatever the memory.
  public var sequences: Fact<Count>
  /// Rate of cache reads over the rate of 16-bit weight reads; the same of latent caches, whose decode is
  /// partly bound by arithmetic.
  public var cacheRate: Fact<Ratio>
  public var latentCacheRate: Fact<Ratio>
  /// Multiplies the share of the link that the product's family reaches.
  public var linkFactor: Fact<Ratio>
  /// Sharpness with which memory and arithmetic time of a step overlap; near 1 they add.
  public var sharpness: Fact<Ratio>
  /// Skew of expert popularity: 1 is uniform, less touches fewer experts.
  public var expertSkew: Fact<Ratio>
  /// Padding tokens of each expert that a step touches; the rate of expert reads over dense ones.
  public var expertPadding: Fact<Count>
  public var expertRate: Fact<Ratio>
  /// The width of experts at which a product's share of expert products holds.
  public var expertReferenceWidth: Fact<Count>
  /// Bytes a hidden element of a token's way to an expert and back.
  public var dispatchBytes: Fact<Bytes>
  /// Tokens that speculation checks in a step for each sequence, and those of them that stand.
  public var verified: Fact<Count>
  public var accepted: Fact<Count>
  /// What an accelerator draws, over its rated power: with nothing to do, while decode steps keep it
  /// busy, and on prompts.
  public var idlePower: Fact<Ratio>
  public var decodePower: Fact<Ratio>
  public var prefillPower: Fact<Ratio>
  /// Time to hand a request's cache from a prefill pool to a decode pool, beyond the transfer.
  public var handover: Fact<Seconds>
}

/// How much of its datasheet a product reaches in serving.
public struct ServingCalibration: Sendable {
  /// Share of memory bandwidth that weight reads reach, and what a precision multiplies it with.
  public var bandwidth: Fact<Ratio>
  public var bandwidthFactors: [Group: Fact<Ratio>]
  /// Share of dense peak that products reach, by precision, and what the product multiplies it with.
  public var products: [Group: Fact<Ratio>]
  public var correction: Fact<Ratio>
  /// The same of expert products, on top.
  public var expertProducts: Fact<Ratio>
  public var prefillAttention: Fact<Ratio>
  public var link: Fact<Ratio>

  /// Formats that share constants.
  public enum Group: String, Sendable, CaseIterable {
    case bf16, fp8, fp4

    public init(_ precision: Precision) {
      switch precision {
      case .fp32, .bf16: self = .bf16
      case .fp8, .int8, .mxfp8: self = .fp8
      case .nvfp4, .mxfp4, .int4: self = .fp4
      }
    }
  }
}
