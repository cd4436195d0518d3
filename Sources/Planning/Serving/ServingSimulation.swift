public import HardwareKit
import Units

/// A discrete-event simulation of one replica: requests come, queue, have their prompts computed chunk
/// by chunk, decode together, and leave.
///
/// Nothing happens between steps, and stretches in which the batch only decodes are jumped to the next
/// completion or arrival at once, so that a request costs a few steps whatever its answer. Sequences
/// all gain the same tokens a step, so that completions wait in a heap ordered by a common counter.
///
/// Left out: preemption when the cache overflows (a request is let in only when its prompt and
/// ``heldShare`` of its answer fit), and anything outside of the engine.
///
/// With a clock that ignores the batch it is M/M/1, M/D/1 and M/M/k, and tests hold it to their theory.
public struct ServingSimulation: Sendable {
  /// What the replica is, besides its clock.
  public struct Replica: Sendable {
    public var scheduling: ServingEngine.Scheduling
    /// Prompt tokens that a step takes in, sequences that run at once, tokens that the cache holds.
    public var chunk: Double
    public var sequences: Int
    public var cache: Double
    /// Share of the answer that a request is given room for when it is let in.
    public var heldShare: Double
    /// How prompts wait for one another beside a batch that decodes; nil where the next step takes them in.
    public var gathering: Gathering?

    public init(
      scheduling: ServingEngine.Scheduling, chunk: Double, sequences: Int, cache: Double,
      heldShare: Double = 0.6, gathering: Gathering? = nil
    ) {
      self.scheduling = scheduling
      self.chunk = chunk
      self.sequences = sequences
      self.cache = cache
      self.heldShare = heldShare
      self.gathering = gathering
    }
  }

  /// A server that takes prompts in less often than at every step, so that more come in at once.
  ///
  /// TensorRT-LLM's `batch_wait_timeout_iters` and `batch_wait_max_tokens_ratio`; SGLang's
  /// `scheduler-recv-interval`.
  public struct Gathering: Sendable {
    /// Decode steps from one intake to the next.
    public var steps: Double
    /// Tokens of prompts and decodes with which a step is full, so that none of them waits longer.
    public var tokens: Double
    /// Whether steps count whoever waits, or only while a prompt does.
    public var isPolling: Bool

    public init(steps: Double, tokens: Double = .infinity, isPolling: Bool) {
      self.steps = steps
      self.tokens = tokens
      self.isPolling = isPolling
    }
  }

  /// How requests come.
  public enum Arrivals: Sendable {
    /// So many users, each with one request at a time, all there from the start.
    case closed(Int)
    /// Requests a second with gamma times between them; a variation of 1 is Poisson.
    case open(rate: Double, variation: Double)
  }

  /// How long prompts and answers are.
  public struct Lengths: Sendable {
    public enum Spread: Sendable {
      case fixed
      /// Between a share of the nominal length and all of it.
      case uniform(from: Double)
      /// With a standard deviation of so many means.
      case gamma(Double)
    }

    public var prompt: Double
    public var answer: Double
    /// Share of each prompt that a prefix cache answers.
    public var cached: Double
    public var promptSpread: Spread
    public var answerSpread: Spread

    public init(
      prompt: Double, answer: Double, cached: Double = 0, promptSpread: Spread = .fixed,
      answerSpread: Spread = .fixed
    ) {
      self.prompt = prompt
      self.answer = answer
      self.cached = cached
      self.promptSpread = promptSpread
      self.answerSpread = answerSpread
    }
  }

  public var replica: Replica
  public var arrivals: Arrivals
  public var lengths: Lengths
  public var requests: Int
  /// Seconds of a request's way in, before it queues, of users who ask again: exponential with this mean, so
  /// that the next step is under way before it and users do not stay in step. First tokens count from when
  /// they ask.
  public var turnaround: Double
  public var seed: UInt64

  public init(
    replica: Replica, arrivals: Arrivals, lengths: Lengths, requests: Int, turnaround: Double = 0,
    seed: UInt64 = 1
  ) {
    self.replica = replica
    self.arrivals = arrivals
    self.lengths = lengths
    self.requests = requests
    self.turnaround = turnaround
    self.seed = seed
  }

  public func run(_ clock: some StepClock) -> ServingRecord {
    var run = Run(self)
    run.play(clock)
    return run.record
  }
}

/// What came out of a simulation, in seconds, one entry a finished request in the order of arrival.
public struct ServingRecord: Sendable {
  public internal(set) var firstTokens: [Double] = []
  public internal(set) var tokenTimes: [Double] = []
  /// From arrival to the last token.
  public internal(set) var sojourns: [Double] = []
  public internal(set) var outputTokens = 0.0
  public internal(set) var duration = 0.0
  /// Steps that were priced, and the mean number of requests that were decoding.
  public internal(set) var steps = 0
  public internal(set) var decoding = 0.0

  init() {}

  /// Room for so many requests.
  init(requests: Int) {
    firstTokens = [Double](repeating: 0, count: requests)
    tokenTimes = firstTokens
    sojourns = firstTokens
  }

  public var tokensPerSecond: Double { duration > 0 ? outputTokens / duration : 0 }

  public static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
  }

  /// The value that a share of all does not exceed.
  public static func percentile(_ share: Double, of values: [Double]) -> Double {
    guard !values.isEmpty else { return .nan }
    let sorted = values.sorted()
    let position = share * Double(sorted.count - 1)
    let low = Int(saturating: position)
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (sorted[high] - sorted[low]) * (position - Double(low))
  }
}

extension ServingSimulation.Lengths.Spread {
  /// A length around a nominal one.
  func draw(_ nominal: Double, _ random: inout RandomSource) -> Double {
    switch self {
    case .fixed: nominal
    case .uniform(let low): nominal * (low + (1 - low) * random.uniform())
    case .gamma(let variation): (nominal * random.gamma(variation: variation)).rounded()
    }
  }
}
