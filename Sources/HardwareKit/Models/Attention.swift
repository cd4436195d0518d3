/// How the layers of a model attend: what is projected, and what is cached for each token.
public enum Attention: Sendable, Hashable {
  case grouped(GroupedAttention)
  case latent(LatentAttention)

  /// The number of query heads.
  public var heads: Int {
    switch self {
    case .grouped(let attention): attention.heads
    case .latent(let attention): attention.heads
    }
  }

  /// Elements that one token adds to the cache of one layer.
  ///
  /// Grouped: `2 × kv-heads × head-dim`. Latent: `kv-rank + rope-dim`, whatever the heads, as in
  /// the DeepSeek-V2 report, arXiv 2405.04434, section 2.1.
  public var keyValueElementsPerToken: Int {
    switch self {
    case .grouped(let attention): 2 * attention.keyValueHeads * attention.headDimension
    case .latent(let attention): attention.keyValueRank + attention.rotaryDimension
    }
  }

  /// The dimensions over which queries and keys are compared, summed over the heads. One query
  /// against one key costs as many multiply-adds.
  public var queryWidth: Int {
    switch self {
    case .grouped(let attention): attention.heads * attention.headDimension
    case .latent(let attention):
      attention.heads * (attention.plainDimension + attention.rotaryDimension)
    }
  }

  /// The dimensions of the values, summed over the query heads. Weighting one value costs as many
  /// multiply-adds.
  public var valueWidth: Int {
    switch self {
    case .grouped(let attention): attention.heads * attention.headDimension
    case .latent(let attention): attention.heads * attention.valueDimension
    }
  }

  /// The parameters of one layer's attention, norms of queries, keys and latents included, the norm
  /// before the block not.
  public func parameters(hidden: Int) -> Int {
    switch self {
    case .grouped(let attention): attention.parameters(hidden: hidden)
    case .latent(let attention): attention.parameters(hidden: hidden)
    }
  }
}

/// Attention in which several query heads share one key and value head. Multi-head attention is the
/// case of as many key and value heads as query heads, multi-query attention that of one.
public struct GroupedAttention: Sendable, Hashable {
  public var heads: Int
  public var keyValueHeads: Int
  public var headDimension: Int
  /// Queries and keys are normalised over the head dimension before they are compared.
  public var normalisesQueriesAndKeys: Bool
  /// Those norms span all heads together, and are as wide as the projections (OLMo 2, MiniMax M2).
  public var normalisesHeadsTogether: Bool
  /// The projections to queries, keys and values have biases.
  public var hasInputBias: Bool
  /// The projection back to the residual stream has a bias.
  public var hasOutputBias: Bool
  /// Each query head has a learned sink: one more term in the denominator of its softmax.
  public var hasSinks: Bool
  /// The output is multiplied by a gate, which is projected beside the queries and is as wide.
  public var hasOutputGate: Bool

  public init(
    heads: Int, keyValueHeads: Int, headDimension: Int, normalisesQueriesAndKeys: Bool = false,
    normalisesHeadsTogether: Bool = false, hasInputBias: Bool = false, hasOutputBias: Bool = false,
    hasSinks: Bool = false, hasOutputGate: Bool = false
  ) {
    self.heads = heads
    self.keyValueHeads = keyValueHeads
    self.headDimension = headDimension
    self.normalisesQueriesAndKeys = normalisesQueriesAndKeys
    self.normalisesHeadsTogether = normalisesHeadsTogether
    self.hasInputBias = hasInputBias
    self.hasOutputBias = hasOutputBias
    self.hasSinks = hasSinks
    self.hasOutputGate = hasOutputGate
  }

  func parameters(hidden: Int) -> Int {
    let projected = (heads + 2 * keyValueHeads) * headDimension
    var sum = hidden * projected + heads * headDimension * hidden
    if normalisesQueriesAndKeys {
      sum += (normalisesHeadsTogether ? heads + keyValueHeads : 2) * headDimension
    }
    if hasInputBias { sum += projected }
    if hasOutputBias { sum += hidden }
    if hasSinks { sum += heads }
    if hasOutputGate { sum += hidden * heads * headDimension }
    return sum
  }
}

/// Multi-head latent attention: keys and values are rebuilt from one compressed vector a token, and
/// only that vector and one rotary key are cached.
public struct LatentAttention: Sendable, Hashable {
  public var heads: Int
  /// The width to which queries are compressed; nil where they are projected directly.
  public var queryRank: Int?
  public var keyValueRank: Int
  /// The dimensions of a query and key head without rotary positions.
  public var plainDimension: Int
  /// The dimensions with rotary positions; the heads share one such key.
  public var rotaryDimension: Int
  public var valueDimension: Int

  public init(
    heads: Int, queryRank: Int?, keyValueRank: Int, plainDimension: Int, rotaryDimension: Int,
    valueDimension: Int
  ) {
    self.heads = heads
    self.queryRank = queryRank
    self.keyValueRank = keyValueRank
    self.plainDimension = plainDimension
    self.rotaryDimension = rotaryDimension
    self.valueDimension = valueDimension
  }

  func parameters(hidden: Int) -> Int {
    let queries = heads * (plainDimension + rotaryDimension)
    let query = queryRank.map { hidden * $0 + $0 + $0 * queries } ?? hidden * queries
    let compression = hidden * (keyValueRank + rotaryDimension) + keyValueRank
    let expansion = keyValueRank * heads * (plainDimension + valueDimension)
    return query + compression + expansion + heads * valueDimension * hidden
  }
}
