public import Figures
public import Units

/// A serving engine of one generation, read from `engines.yaml`: rows alike in all but the engine's
/// version differ more than rows alike in all but the chip.
public struct ServingEngine: Sendable {
  public let id: String
  public let title: String
  /// Host time of a step, of a layer, of an expert layer on top, and of a sequence in the batch.
  public let stepTime: Fact<Seconds>
  public let layerTime: Fact<Seconds>
  public let expertLayerTime: Fact<Seconds>
  public let sequenceTime: Fact<Seconds>
  /// Fixed cost of a collective over four accelerators.
  public let collectiveLatency: Fact<Seconds>
  /// Time of a request before it queues, and decode steps before its first token is sent.
  public let requestTime: Fact<Seconds>
  public let firstTokenSteps: Fact<Count>
  /// Prompt tokens that one step takes in.
  public let chunk: Fact<Tokens>
  /// Share of memory that the engine uses, and what it takes before any weights.
  public let memoryShare: Fact<Ratio>
  public let reserve: Fact<Bytes>
  /// Rate of cache reads over the rate of weight reads.
  public let cacheRate: Fact<Ratio>
  /// Multiplies the share of the link that the product's family reaches.
  public let linkFactor: Fact<Ratio>
  /// Sharpness with which memory and arithmetic time of a step overlap; near 1 they add.
  public let sharpness: Fact<Ratio>
  /// Skew of expert popularity: 1 is uniform, less touches fewer experts.
  public let expertSkew: Fact<Ratio>
  /// Padding tokens of each expert that a step touches.
  public let expertPadding: Fact<Count>
}

/// How much of its datasheet a product reaches in serving.
public struct ServingCalibration: Sendable {
  /// Share of memory bandwidth that weight reads reach, by precision.
  public let bandwidth: [Precision: Fact<Ratio>]
  /// Share of dense peak that products reach, by precision.
  public let products: [Precision: Fact<Ratio>]
  /// The same of expert products, on top.
  public let expertProducts: Fact<Ratio>
  public let prefillAttention: Fact<Ratio>
  public let link: Fact<Ratio>
}
