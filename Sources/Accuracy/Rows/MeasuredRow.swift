public import HardwareKit
public import Units

/// One row of a table of measurements: what was run, and what came out.
///
/// It holds what the row says and nothing else. Names are the row's own spellings; predictions and
/// what they need are made elsewhere.
public struct MeasuredRow: Sendable {
  /// The file, and the 1-based physical line on which the record starts.
  public var file: String
  public var id: Int
  public var shape: MeasurementShape
  public var accelerator: String
  public var model: String
  public var format: NumberFormat
  public var subject: Subject
  public var values: [MeasuredValue]
  /// Training framework, or serving engine with its version.
  public var software: String
  /// When it was published or submitted.
  public var date: PartialDate?
  public var source: String
  public var series: String
  public var notes: String
  /// Why the row cannot be used at all.
  public var problem: String?
  /// Why whoever keeps the table leaves the row out of summaries and fits, and for which kinds; all
  /// kinds where none is named. It is predicted and printed all the same.
  public var leftOut: String?
  public var leftOutKinds: Set<MeasuredKind> = []

  public func leftOut(_ kind: MeasuredKind) -> String? {
    leftOutKinds.isEmpty || leftOutKinds.contains(kind) ? leftOut : nil
  }

  public enum Subject: Sendable {
    case training(TrainingCase)
    case serving(ServingCase)
  }
}

/// The number format that a row names, and how it is read.
public struct NumberFormat: Sendable, Hashable {
  public let written: String
  /// Nil when nothing that is known of is named.
  public let precision: Precision?
  /// Scales by blocks of elements (MX), not by tensor.
  public let isBlockScaled: Bool
  /// The row leaves it open, or names two.
  public let isAssumed: Bool

  /// Reads `FP8-CS`, `amp_bf16`, `16-bit (study default, inferred)` and their like.
  public init(_ text: String) {
    let name = text.lowercased()
    func names(_ parts: String...) -> Bool { parts.contains(where: name.contains) }
    written = text
    isBlockScaled = names("mx")
    isAssumed = name.isEmpty || names(" or ", "inferred", "assumed")
    precision =
      if name.isEmpty || names("bf16", "fp16", "16-bit", "16 bit", "float16") {
        // `int8 (AQT) / bf16` computes its products in eight bits.
        names("int8") && !names("int4") ? .int8 : .bf16
      } else if names("fp8", "e4m3", "e5m2") {
        .fp8
      } else if names("mxfp4") {
        .mxfp4
      } else if names("fp4") {
        .nvfp4
      } else if names("int8", "8-bit", "8 bit", "w8a8") {
        .int8
      } else if names("int4", "uint4", "4-bit", "4 bit", "awq", "gptq") {
        .int4
      } else if names("fp32", "tf32", "32-bit") {
        .fp32
      } else {
        nil
      }
  }
}

/// A training run.
public struct TrainingCase: Sendable {
  /// Nil for a task that is none of them.
  public var method: TrainingWorkload.Method?
  public var task: String
  public var accelerators: Int?
  /// Tokens of a sequence, and sequences of an optimizer step.
  public var sequence: Int?
  public var batch: Int?
  /// Sizes that the row gives, 0 for those that it leaves open.
  public var layout = LayoutRequest()
  public var sharding: Sharding?
  public var recompute: Recompute?
  /// Experts have a fixed capacity; tokens beyond it are dropped.
  public var dropsTokens = false
  public var benchmark: TrainingBenchmarkRun?

  /// What data parallelism shards over its ranks.
  public enum Sharding: String, Sendable {
    case none, optimizer, gradients, everything
  }

  public enum Recompute: String, Sendable {
    case none, selective, full
  }

  /// The layout that decides most of the step is the row's own.
  public var hasLayout: Bool { layout.tp > 0 && layout.pp > 0 }
}

/// What MLPerf Training says of a run beside its rate.
public struct TrainingBenchmarkRun: Sendable {
  public var name: String
  public var round: String
  public var submitter: String
  public var nodeAccelerators: Int?
  public var samplesToConverge: Double?
  /// Published minutes over those of the runs.
  public var scaling: Double
  /// Sequences a second that the run itself had, start included.
  public var runRate: Double?
  public var isBest: Bool
  public var isBestThroughput: Bool
  public var isDuplicate: Bool
}

/// A measured service.
public struct ServingCase: Sendable {
  public var accelerators: Int?
  /// Of disaggregated pools.
  public var prefillAccelerators: Int?
  public var decodeAccelerators: Int?
  public var tp: Int?
  public var pp: Int?
  public var ep: Int?
  public var dp: Int?
  /// Attention is data-parallel over the accelerators, by a size that the row does not give.
  public var isAttentionParallel: Bool
  /// The layout as the row writes it, `TP8 PP1 DPA1 moeTP8 EP1`.
  public var parallelism: String
  /// Tokens of a prompt and of an answer.
  public var input: Double?
  public var output: Double?
  public var load: Load
  public var batch: Int?
  /// How tokens are drafted, empty when they are not.
  public var speculative: String
  public var power: Double?
  public var benchmark: ServingBenchmarkRun?

  public enum Load: Sendable, Hashable {
    case requests(Double)
    /// Offered without limit.
    case maximum
    /// Poisson arrivals at the highest rate inside the limits.
    case levels
  }
}

/// What MLPerf Inference says of a run beside its rate.
public struct ServingBenchmarkRun: Sendable {
  public var name: String
  public var scenario: String
  public var round: String
  public var submitter: String
  public var nodeAccelerators: Int?
  /// Limits at the 99th percentile, in seconds.
  public var ttftLimit: Double?
  public var tpotLimit: Double?
  public var tokensPerSample: Double?
  public var samplesPerSecond: Double?
  public var meanLatency: Double?
  public var isBest: Bool
  public var isBestInRound: Bool
  public var isDuplicate: Bool
}
