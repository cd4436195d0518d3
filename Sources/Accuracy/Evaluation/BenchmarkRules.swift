public import Diagnostics
import Documents
import Figures
public import HardwareKit
import Keys
public import Units

/// How MLPerf counts: what a benchmark's name stands for, when a round was, and what a run does beside
/// training.
///
/// Read from `benchmarks.yaml`; the sources stand there.
public struct BenchmarkRules: Sendable {
  /// How often a training benchmark evaluates, and what that costs.
  public struct Evaluation: Sendable {
    /// Sequences trained between evaluations.
    public let every: Double
    /// Evaluations at the start that are left out: `floor(perBatch · batch + fixed)`.
    public let skippedPerBatch: Double
    public let skippedFixed: Double
    /// Sequences of one evaluation: a forward pass each.
    public let sequences: Double
  }

  private var models: [String: String] = [:]
  private var evaluations: [String: Evaluation] = [:]
  private var rounds: [String: PartialDate] = [:]
  /// Minutes of a run over those of its training and evaluation.
  public private(set) var overhead = 1.0

  public static func embedded() throws(DiagnosticList) -> BenchmarkRules {
    try BenchmarkRules(bytes: EmbeddedFile.bytes("benchmarks.yaml") ?? [], name: "benchmarks.yaml")
  }

  init(bytes: [UInt8], name: String) throws(DiagnosticList) {
    var found = DiagnosticList(sources: [name: SourceFile(name: name, bytes: bytes)])
    let root = try parseDocument(bytes, name: name)
    let map = root.mapping ?? Mapping()
    let sources = SourceTable(map["sources"], into: &found)
    for entry in map["training"]?.mapping?.entries ?? [] {
      let facts = entry.value.mapping ?? Mapping()
      models[entry.key] = facts["model"]?.scalar?.text
      func number(_ key: String, _ found: inout DiagnosticList) -> Double? {
        facts[key]?.fact(Ratio.self, "'\(key)'", sources, into: &found)?.value
      }
      guard let every = number("evaluate-every", &found),
        let sequences = number("evaluation-sequences", &found)
      else { continue }
      evaluations[entry.key] = Evaluation(
        every: every, skippedPerBatch: number("skipped-per-batch", &found) ?? 0,
        skippedFixed: number("skipped", &found) ?? 0, sequences: sequences)
    }
    for entry in map["inference"]?.mapping?.entries ?? [] {
      models[entry.key] = entry.value.mapping?["model"]?.scalar?.text
    }
    for section in ["training", "inference"] {
      for entry in map["rounds"]?.value(at: [section])?.mapping?.entries ?? [] {
        rounds["\(section) \(entry.key)"] = entry.value.date("a round", into: &found)
      }
    }
    if let fact = map["minutes-overhead"]?.fact(
      Ratio.self, "'minutes-overhead'", sources, into: &found)
    {
      overhead = fact.value
    }
    try found.throwIfErrors()
  }

  /// The catalogue's name of a benchmark's model.
  public func model(of benchmark: String) -> String? { models[benchmark.lowercased()] }

  /// When the results of a round came out.
  public func date(training round: String) -> PartialDate? {
    rounds["training \(round.lowercased())"]
  }
  public func date(inference round: String) -> PartialDate? {
    rounds["inference \(round.lowercased())"]
  }

  /// The minutes of a training run at a rate of sequences a second.
  ///
  ///     minutes = (samples + evaluations · sequences / passes) / rate / 60 · overhead
  ///     evaluations = samples / every - ⌊perBatch · batch + fixed⌋
  ///
  /// - Returns: nil for a benchmark whose evaluation is not known.
  public func minutes(
    of benchmark: String, method: TrainingWorkload.Method, samples: Double, batch: Double,
    rate: Double
  ) -> Double? {
    guard let evaluation = evaluations[benchmark.lowercased()] else { return nil }
    let skipped = (evaluation.skippedPerBatch * batch + evaluation.skippedFixed).rounded(.down)
    let count = max(0, samples / evaluation.every - skipped)
    let work = samples + count * evaluation.sequences / method.passes()
    return work / rate / 60 * overhead
  }
}
