/// The dimensions of a decoder-only transformer: all that memory, arithmetic and cache follow from.
///
/// It holds no parameter count. Counts are computed, so that they cannot disagree with the
/// dimensions; the formulas stand in Documentation/Models.md.
public struct ModelArchitecture: Sendable, Hashable {
  /// The name that a plan uses, such as `llama-3.1-405b`.
  public var id: String
  /// The name that people use.
  public var name: String
  /// Other names under which a catalogue finds the model.
  public var aliases: [String]

  public var layers: Int
  /// The width of the residual stream.
  public var hidden: Int
  public var attention: Attention
  /// Layers that look back only so far; nil where all look back to the start.
  public var slidingWindow: SlidingWindow?
  /// The network of the dense layers. Without ``experts`` that is every layer.
  public var feedForward: FeedForward
  public var experts: Experts?
  /// Rows of the embedding table, padding included.
  public var vocabulary: Int
  /// The embedding table is the output head too.
  public var tiesEmbeddings: Bool
  /// Rows of a learned position table; 0 with rotary positions.
  public var learnedPositions: Int
  public var norm: Norm
  /// Norms of a layer's residual stream: 2 before its halves, 4 before and behind them, or 1 that
  /// both halves share. The norm behind the last layer is not among them.
  public var normsPerLayer: Int
  /// The output head has one bias for each row.
  public var hasHeadBias: Bool
  /// The longest sequence that the publisher supports, in tokens.
  public var context: Int

  /// Some layers attend only to the last `tokens` tokens, or to those of a chunk of as many.
  public struct SlidingWindow: Sendable, Hashable {
    public var tokens: Int
    /// How many layers have the window; the others attend to everything.
    public var layers: Int

    public init(tokens: Int, layers: Int) {
      self.tokens = tokens
      self.layers = layers
    }
  }

  public enum Norm: String, Sendable, Hashable, CaseIterable {
    /// Root mean square: a scale.
    case rms
    /// Layer norm: a scale and a shift.
    case layer

    var vectors: Int { self == .rms ? 1 : 2 }
  }

  public init(
    id: String, name: String, aliases: [String] = [], layers: Int, hidden: Int,
    attention: Attention, slidingWindow: SlidingWindow? = nil, feedForward: FeedForward,
    experts: Experts? = nil, vocabulary: Int, tiesEmbeddings: Bool = false,
    learnedPositions: Int = 0, norm: Norm = .rms, normsPerLayer: Int = 2, hasHeadBias: Bool = false,
    context: Int
  ) {
    self.id = id
    self.name = name
    self.aliases = aliases
    self.layers = layers
    self.hidden = hidden
    self.attention = attention
    self.slidingWindow = slidingWindow
    self.feedForward = feedForward
    self.experts = experts
    self.vocabulary = vocabulary
    self.tiesEmbeddings = tiesEmbeddings
    self.learnedPositions = learnedPositions
    self.norm = norm
    self.normsPerLayer = normsPerLayer
    self.hasHeadBias = hasHeadBias
    self.context = context
  }
}
