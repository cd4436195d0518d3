/// Whole numbers above two that a formula counts and nobody measures. Each is named after what it counts
/// and says why it cannot be another; `SourceRuleTests` lists them, so that none is added unseen.
extension Algebra {
  /// Products of a matrix in a training step: forward, the gradient of its input, the gradient of its
  /// weights. Each has the arithmetic of the first, 2 · parameters · tokens.
  @inlinable
  public static var trainingPasses: Self { 3 }

  /// Times that sharded weights travel in a micro-batch: gathered forward, gathered again backward,
  /// their gradients scattered.
  @inlinable
  public static var shardedTravels: Self { 3 }

  /// Times that keys and values go round a context group: forward, and backward with their gradients
  /// beside them, which are as large again.
  @inlinable
  public static var contextRounds: Self { 3 }

  /// Reductions of a layer over its tensor group: after attention and after the feed-forward network,
  /// forward and backward.
  @inlinable
  public static var tensorReductions: Self { 4 }

  /// 1 + log₂ 4: latencies of collectives are stated for a group of four.
  @inlinable
  public static var collectiveReference: Self { 3 }

  /// Layers of switches between the ports of the largest network: leaves, spines and cores.
  @inlinable
  public static var switchLayers: Self { 3 }

  /// Log odds over the standard normal deviate of the same share, 5/3: within 0.13 of the exact deviate
  /// from shares of 0.5 to 0.95, and above it from 0.9 on, which is the cautious side.
  @inlinable
  public static var oddsPerDeviate: Self { 5 / 3 }
}
