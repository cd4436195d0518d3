import HardwareKit

/// What a row of `training-measured` says only in words: virtual stages, step time, memory,
/// recomputing, sharding.
struct RunNotes {
  /// `VP=5`; nil where nothing is said, 1 where the row says that there is none.
  let interleave: Int?
  /// In seconds: `step 2.26s`, `measured step 280.9 ms`, `iteration 1.1 s`, `1.7 s/iter`.
  let stepTime: Double?
  /// In GB: `peak alloc 28.29 GiB`, `11.0 GB total GPU memory`.
  let peakAllocated: Double?
  let deviceMemory: Double?
  let recompute: TrainingCase.Recompute?
  /// The rate was computed from a step time or from hours, not printed.
  let isRateDerived: Bool

  init(_ notes: String, sharding: String) {
    interleave = Self.virtualStages(notes)
    let step = notes.firstMatch(of: #/(?:step|iteration) (?<value>[0-9.]+) ?(?<unit>ms|s)\b/#)
    let iteration = notes.firstMatch(of: #/(?<value>[0-9.]+) s/iter/#)
    if let step, let value = Double(step.output.value) {
      stepTime = step.output.unit == "ms" ? value / 1e3 : value
    } else {
      stepTime = iteration.flatMap { Double($0.output.value) }
    }
    let peak = notes.firstMatch(of: #/peak alloc (?<value>[0-9.]+) ?(?<unit>Gi?B)/#)
    peakAllocated = peak.flatMap { match in
      Double(match.output.value).map { match.output.unit == "GiB" ? $0 * 1.073741824 : $0 }
    }
    let total = notes.firstMatch(of: #/(?<value>[0-9.]+) ?(?<unit>Gi?B) total GPU memory/#)
    deviceMemory = total.flatMap { match in
      Double(match.output.value).map { match.output.unit == "GiB" ? $0 * 1.073741824 : $0 }
    }
    isRateDerived =
      step?.output.0.hasPrefix("iteration") == true || iteration != nil
      || notes.contains("measured step") || notes.contains("tokens/s and TFLOP/s derived")
    recompute = Self.recompute(notes, sharding: sharding)
  }

  private static func virtualStages(_ notes: String) -> Int? {
    if let match = notes.firstMatch(of: #/\bVP=(?<value>[0-9]+)/#) {
      return Int(match.output.value).map { min(max(1, $0), 1000) }
    }
    return notes.contains("VP=n/a") || notes.contains("VP=None") ? 1 : nil
  }

  /// `actckpt-True` in the sharding column, `activation checkpointing: full` in the notes.
  private static func recompute(
    _ notes: String, sharding: String
  ) -> TrainingCase.Recompute? {
    let words = (notes + " " + sharding).lowercased()
    if words.contains("actckpt-true") { return .full }
    if words.contains("actckpt-false") { return TrainingCase.Recompute.none }
    guard
      let match = words.firstMatch(
        of: #/(?:recompute|activation checkpointing): ?(?<kind>[a-z]+)/#)
    else { return nil }
    return TrainingCase.Recompute(rawValue: String(match.output.kind))
  }
}

extension TrainingCase.Sharding {
  /// `dp8/fsdp-FULL_SHARD/actckpt-True`, `zero3`, `ddp`, `fsdp64`.
  init?(_ text: String) {
    let words = text.lowercased()
    if words.contains("shard_grad_op") || words.contains("zero2") {
      self = .gradients
    } else if words.contains("fsdp") || words.contains("full_shard") || words.contains("zero3") {
      self = .everything
    } else if words.contains("zero1") || words.contains("distopt") {
      self = .optimizer
    } else if words.contains("ddp") {
      self = .none
    } else {
      return nil
    }
  }
}

/// The number of data-parallel replicas that the sharding column names: `dp8/…`, `fsdp64`.
func replicas(in text: String) -> Int? {
  text.lowercased().firstMatch(of: #/^(?:dp|fsdp)(?<value>[0-9]+)\b/#)
    .flatMap { Int($0.output.value) }.flatMap { $0 <= 1_000_000 ? $0 : nil }
}
