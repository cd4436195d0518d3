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
  /// Where prompts have replicas of their own; the others then only decode.
  public internal(set) var prompts: SteppedPool?
}

/// The replicas of a unit that compute prompts and hand the cache over.
public struct SteppedPool: Sendable {
  public let step: ServingStep<Double>
  /// Prompt tokens that a step takes in.
  public let chunk: Double
  /// Replicas for prompts, and replicas that decode beside them.
  public let replicas: Int
  public let decodeReplicas: Int
  /// Seconds to hand a cache over: whatever its size, and on the way for a prompt of mean length.
  public let handover: Double
  public let transfer: Double
}
