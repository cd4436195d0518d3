/// The network behind the attention of a layer, and of one expert.
public struct FeedForward: Sendable, Hashable {
  /// The inner width.
  public var width: Int
  /// Three matrices, one of which gates another (SwiGLU and its kin), instead of two.
  public var isGated: Bool
  public var hasBias: Bool

  public init(width: Int, isGated: Bool = true, hasBias: Bool = false) {
    self.width = width
    self.isGated = isGated
    self.hasBias = hasBias
  }

  /// `3 × hidden × width` when gated, else `2 × hidden × width`, and the biases of those matrices.
  public func parameters(hidden: Int) -> Int {
    let inner = isGated ? 2 * width : width
    return hidden * (inner + width) + (hasBias ? inner + hidden : 0)
  }
}

/// The experts of a mixture-of-experts model. They are as gated and biased as its dense layers.
public struct Experts: Sendable, Hashable {
  /// Routed experts in each layer that has them.
  public var count: Int
  /// Routed experts that one token uses.
  public var active: Int
  /// The inner width of a routed expert.
  public var width: Int
  /// Experts that every token uses, and their inner width.
  public var sharedCount: Int
  public var sharedWidth: Int
  /// Layers at the start that have a dense feed-forward network instead.
  public var denseFirst: Int
  /// Of the layers after those, only those whose number from 1 is a multiple of this have experts.
  public var every: Int
  /// The router has one bias, or score correction, for each expert.
  public var hasRouterBias: Bool

  public init(
    count: Int, active: Int, width: Int, sharedCount: Int = 0, sharedWidth: Int = 0,
    denseFirst: Int = 0, every: Int = 1, hasRouterBias: Bool = false
  ) {
    self.count = count
    self.active = active
    self.width = width
    self.sharedCount = sharedCount
    self.sharedWidth = sharedWidth
    self.denseFirst = denseFirst
    self.every = every
    self.hasRouterBias = hasRouterBias
  }

  /// How many of `layers` layers have experts.
  public func layers(of layers: Int) -> Int {
    max(0, layers / every - denseFirst / every)
  }
}
