import Documents
import Figures
import HardwareKit
import Testing

/// A plugin's files as they stand in the program.
func document(_ name: String) throws -> Node {
  try parseDocument(try #require(EmbeddedFile.bytes(name), "\(name) is not embedded"), name: name)
}

/// Llama 3.1 8B in bf16: 1000 tokens in, 500 out, without a limit that a slow chip would break.
func llama8B() throws -> ServingWorkload {
  let shared = try SharedData.embedded()
  let entry = try #require(shared.models["llama-3.1-8b"])
  let given = Provenance(.assumed("a workload to try products on"), evidence: .assumed)
  return ServingWorkload(
    model: ModelFacts(entry.architecture, provenance: given), prompt: Fact(1000, given),
    answer: Fact(500, given), prefixCache: Fact(0, given), ttft: Fact(60, given),
    ttftPercentile: Fact(0.5, given), tpot: Fact(1, given), tpotPercentile: Fact(0.5, given),
    precision: .bf16, cachePrecision: .bf16, engine: try #require(shared.defaultEngine),
    layout: LayoutRequest())
}
