import Figures
import Units

/// Sizes of the groups of one replica.
public struct ReplicaSizes: Sendable, Hashable {
  public var tp: Int
  public var pp: Int
  public var dp: Int

  public init(tp: Int, pp: Int, dp: Int) {
    self.tp = tp
    self.pp = pp
    self.dp = dp
  }

  public var accelerators: Int { tp.times(pp).times(dp) }
}

/// Which of the number formats and techniques that a plan leaves to the search a layout is of.
///
/// A few bytes without references, so that thousands of layouts carry it.
public struct ServingChoice: Sendable, Hashable {
  /// The place in the demand's list; 0 where there is no choice.
  public var index = 0
  /// What the layout is told by; nil where all have the same.
  public var precision: Precision?
  public var cachePrecision: Precision?
  public var speculation: Speculation?
  public var chunk: Chunk?

  /// Tokens that a step checks for each sequence; 0 without speculation.
  public struct Speculation: Sendable, Hashable {
    public var tokens: Int

    public init(tokens: Int) { self.tokens = tokens }
  }

  /// Prompt tokens that a step takes in.
  public enum Chunk: Sendable, Hashable {
    case engine
    case tokens(Int)
    /// A prompt of mean length whole.
    case whole
  }

  public init() {}

  /// `fp8`, `cache-bf16`, `speculative`, `chunk-2048`: what was chosen, as tables say it.
  public var words: [String] {
    var words = [precision?.rawValue, cachePrecision.map { "cache-\($0.rawValue)" }]
    if let speculation, speculation.tokens > 0 {
      words.append("speculative-\(speculation.tokens)")
    }
    switch chunk {
    case .tokens(let tokens): words.append("chunk-\(tokens)")
    case .whole: words.append("whole-prompts")
    case .engine, nil: break
    }
    return words.compactMap(\.self)
  }
}
