public import Figures
public import Units

/// What data parallelism shards over its replicas, as the stages of ZeRO count.
///
/// Source: S. Rajbhandari et al., "ZeRO: Memory Optimizations Toward Training Trillion Parameter
/// Models", SC 2020, section 5; stage 3 is what FSDP does.
public enum Sharding: Int, Sendable, Hashable, CaseIterable {
  case none, optimizer, gradients, everything

  /// Whether weights or gradients travel with every micro-batch, and not once a step.
  var isPerMicroBatch: Bool { rawValue >= Sharding.gradients.rawValue }
}

/// Which activations the backward pass computes again.
public enum Recompute: String, Sendable, Hashable, CaseIterable {
  case none
  /// The attention core alone, which fused kernels do anyway.
  case selective
  /// Every layer.
  case full
}

/// A place in a layer where adapters go.
public enum AdapterTarget: String, Sendable, Hashable, CaseIterable {
  case attentionInput = "attention-input"
  case attentionOutput = "attention-output"
  case feedForwardUp = "feed-forward-up"
  case feedForwardDown = "feed-forward-down"
}

/// Choices of a training run beside its layout; what is left out follows from the stack.
public struct TrainingOptions: Sendable {
  /// Nil: as little as memory demands, or the stack's habit.
  public var recompute: Recompute?
  /// Nil: the stack's habit. Several are searched.
  public var shardings: [Sharding]
  /// Number formats of the products that the search may choose from; empty: the run's own.
  public var precisions: [Precision]
  /// Experts have a fixed capacity; tokens beyond it are dropped.
  public var dropsTokens: Bool
  /// Tokens of the busiest expert rank over the mean.
  public var expertLoad: Fact<Ratio>
  /// Capacity of the accelerators' ports over that of the network behind them.
  public var oversubscription: Fact<Ratio>
  public var targets: Set<AdapterTarget>

  public init(
    recompute: Recompute? = nil, shardings: [Sharding] = [], precisions: [Precision] = [],
    dropsTokens: Bool = false, expertLoad: Fact<Ratio>? = nil,
    oversubscription: Fact<Ratio>? = nil, targets: Set<AdapterTarget> = []
  ) {
    self.recompute = recompute
    self.shardings = shardings
    self.precisions = precisions
    self.dropsTokens = dropsTokens
    self.expertLoad = expertLoad ?? Self.balanced
    self.oversubscription = oversubscription ?? Self.fullBisection
    self.targets = targets
  }

  private static let balanced = Fact<Ratio>(
    1,
    Provenance(
      .definition("experts evenly loaded, unless the plan says otherwise"), evidence: nil))
  private static let fullBisection = Fact<Ratio>(
    1,
    Provenance(
      .definition("no oversubscription, unless the plan says otherwise"), evidence: nil))
}
