public import Figures

/// What a simulation needs of a replica: its steps, and what bounds them.
public struct SteppedReplica: Sendable {
  public let step: ServingStep<Double>
  /// Prompt tokens that a step takes in, sequences that run at once, tokens that the cache holds.
  public let chunk: Double
  public let sequences: Int
  public let cacheTokens: Double
  /// Time of a request before it queues, and decode steps before its first token is sent.
  public let requestTime: Double
  public let firstSteps: Double
}
