import HardwareKit
import Units

/// The engine of a row, with its generation.
///
/// The family is the first word of `engine_version` that names one; the generation is that of the
/// version where the row states one, else the newest that had been released at the row's date. A row
/// that names no engine is read as one that was measured on its family of products.
struct EngineReading {
  let engine: ServingEngine
  /// What the row left open.
  let assumption: String?

  /// Spellings of tables, without case, the first that matches; ids are those of `engines.yaml`.
  private static let spellings: [(word: String, family: String)] = [
    ("sglang", "sglang"), ("atom", "atom"), ("mii", "deepspeed-mii"), ("deepspeed", "optimum"),
    ("optimum", "optimum"), ("tensorrt", "tensorrt-llm"), ("trt", "tensorrt-llm"),
    ("vllm", "vllm"), ("lmdeploy", "sglang"),
  ]

  init?(_ row: MeasuredRow, among engines: [ServingEngine], product: Product) {
    let written = row.software.lowercased()
    let known = Self.spellings.first { written.contains($0.word) }?.family
    var candidates = engines.filter { $0.family == known }
    if candidates.isEmpty { candidates = engines.filter { $0.families.contains(product.family) } }
    if candidates.isEmpty { candidates = engines.filter { $0.family == engines.first?.family } }
    let sorted = candidates.sorted { $0.released.firstDay < $1.released.firstDay }
    let byVersion = Self.version(written).flatMap { version in
      sorted.last { !version.lexicographicallyPrecedes($0.version) }
    }
    let date = row.date?.firstDay
    let byDate = date.flatMap { date in sorted.last { $0.released.firstDay <= date } }
    guard
      let chosen = byVersion ?? byDate ?? (date == nil ? sorted.last : sorted.first)
    else { return nil }
    engine = chosen
    assumption = known == nil ? "engine read as \(chosen.title)" : nil
  }

  /// The version behind an engine's name: `sglang:v0.5.9-rocm700`, `tensorrt-llm/release:1.3.0rc1`,
  /// `vLLM 0.9.1`; not that of an image which contains the engine.
  private static func version(_ text: String) -> [Int]? {
    let found = text.firstMatch(
      of:
        #/(?:vllm|sglang|trtllm|tensorrt-llm|trt)(?:\/release)?[ :v-]+(?<version>[0-9]+(?:\.[0-9]+)+)/#
    )
    return found?.output.version.split(separator: ".").compactMap { Int($0) }
  }
}
