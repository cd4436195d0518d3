/// What somebody measured, as the output groups it.
public enum MeasuredKind: String, Sendable, CaseIterable {
  case throughput
  case stepTime = "step_time"
  case minutesToTrain = "minutes_to_train"
  case memory, ttft, tpot, energy
}

/// What exactly a number counts. Two tables may both say "throughput" and count different tokens.
public enum Measure: String, Sendable, CaseIterable {
  /// Training tokens of one accelerator.
  case tokensPerAccelerator
  case stepTime
  case minutesToTrain
  /// Memory of the fullest accelerator: the peak of the allocator, or all that the device reports.
  case peakAllocated, deviceMemory
  /// Output tokens of all accelerators.
  case outputTokens
  /// Prompt tokens of all accelerators, answers left aside.
  case promptTokens
  /// Output tokens of one user.
  case userTokens
  /// Whole requests of all accelerators.
  case samples
  case ttft, ttftP99, tpot, tpotP99
  /// Energy of all accelerators for one output token.
  case energyPerToken
  /// Watts of an accelerator, mean over a run.
  case power

  public var kind: MeasuredKind {
    switch self {
    case .tokensPerAccelerator, .outputTokens, .promptTokens, .userTokens, .samples: .throughput
    case .stepTime: .stepTime
    case .minutesToTrain: .minutesToTrain
    case .peakAllocated, .deviceMemory: .memory
    case .ttft, .ttftP99: .ttft
    case .tpot, .tpotP99: .tpot
    case .energyPerToken, .power: .energy
    }
  }

  /// The unit of ``MeasuredValue/value`` and of predictions.
  public var unit: String {
    switch self {
    case .tokensPerAccelerator: "tokens/s/accelerator"
    case .stepTime: "s"
    case .minutesToTrain: "min"
    case .peakAllocated, .deviceMemory: "GB"
    case .outputTokens, .promptTokens: "tokens/s"
    case .userTokens: "tokens/s/user"
    case .samples: "requests/s"
    case .ttft, .ttftP99, .tpot, .tpotP99: "ms"
    case .energyPerToken: "J/token"
    case .power: "W"
    }
  }
}

/// A measured number of a row.
public struct MeasuredValue: Sendable {
  public enum Origin: String, Sendable {
    /// Printed by the source.
    case published
    /// Computed from other numbers of the source.
    case derived
  }

  public var measure: Measure
  /// In the unit of the measure; nil where the cell could not be read, with the reason.
  public var value: Double?
  public var origin: Origin
  public var problem: String?

  public init(
    _ measure: Measure, _ value: Double?, _ origin: Origin = .published, problem: String? = nil
  ) {
    self.measure = measure
    self.value = value
    self.origin = origin
    self.problem = problem
  }
}
