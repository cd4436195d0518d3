import Diagnostics

/// A kind of result that a benchmark of a service writes: what it is known by, and how its runs are read.
struct BenchFormat: Sendable {
  /// The name for `--from`.
  let name: String
  /// The tool as people call it.
  let title: String
  let recognises: @Sendable (Item) -> Bool
  let read: @Sendable (Item, inout DiagnosticList) -> [ServingRun]

  /// Formats of JSON; of several that fit the first counts.
  static let all: [BenchFormat] = [
    .guideLLM, .aiPerf, .genAIPerf, .inferenceX, .llmPerf, .sglang, .vllmServe, .vllmThroughput,
    .vllmLatency,
  ]
}
