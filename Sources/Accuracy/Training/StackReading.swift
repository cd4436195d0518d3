import HardwareKit
import Units

/// The training software of a row: the class whose constants hold, and when it was released.
struct StackReading {
  let id: String
  let released: CivilDate?

  /// Words of the framework column, case-blind, the first that matches; ids as in `stacks.yaml`.
  private static let classes: [(word: String, stack: String)] = [
    ("llm-foundry", "fsdp"), ("torchtitan", "torchtitan"), ("maxtext", "maxtext"),
    ("pax", "pax"), ("transformers", "scripts"), ("peft", "scripts"), ("deepspeed", "scripts"),
    ("primus", "rocm"), ("bridge", "megatron-bridge"), ("(b200, cuda", "megatron-slices"),
    ("megatron", "megatron"),
    ("nemo", "megatron"), ("fsdp", "fsdp"),
  ]

  init(_ row: MeasuredRow, run: TrainingCase, product: ModelledProduct, rules: BenchmarkRules) {
    let framework = row.software.lowercased()
    let isTPU = product.product.id.contains("tpu")
    let named = Self.classes.first { framework.contains($0.word) }?.stack
    if let benchmark = run.benchmark {
      // The column lists all that a vendor has; only these two say what trained the model.
      id = named == "scripts" ? "scripts" : isTPU ? "maxtext-tpu" : "mlperf"
      released = rules.date(training: benchmark.round)?.firstDay ?? row.date?.firstDay
    } else {
      let isJAX = named == "maxtext" || named == "pax"
      let when = Self.release(framework) ?? row.date?.firstDay
      // Hours and tokens of a whole run, from a model's card.
      let isWholeRun = framework.isEmpty && row.series.hasPrefix("modelcard/")
      // Megatron wrote its scores to memory until the fused kernels of 2023.
      let isUnfused = named == "megatron" && when.map { $0.year < 2023 } == true
      id =
        isWholeRun
        ? "whole-run"
        : isUnfused
          ? "megatron-2022" : isTPU && isJAX ? "maxtext-tpu" : named ?? "other"
      released = when
    }
  }

  /// A release named after its month: `25.11`, `v25.02.02`, `NeMo 24.07`.
  private static func release(_ framework: String) -> CivilDate? {
    for match in framework.matches(
      of: #/(?:^|[^0-9.])(?<year>2[0-9])\.(?<month>0[1-9]|1[0-2])(?![0-9])/#)
    {
      guard let year = Int(match.output.year), let month = Int(match.output.month) else { continue }
      return CivilDate(year: 2000 + year, month: month, day: 1)
    }
    return nil
  }
}
