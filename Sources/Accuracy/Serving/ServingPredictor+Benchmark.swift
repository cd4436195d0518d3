import Documents
import Diagnostics
import Figures
import HardwareKit
import Planning
import Units

/// What MLPerf's inference benchmarks ask, from `serving-sources.yaml`.
struct BenchmarkLengths: Sendable {
  struct Entry: Sendable {
    var name: String
    var input: Double
    var output: Double
    /// Sequences that are decoded for each answer.
    var beams: Double
  }

  static func embedded(rules: BenchmarkRules) throws(DiagnosticList) -> BenchmarkLengths {
    let name = "serving-sources.yaml"
    return try BenchmarkLengths(
      rules: rules, bytes: EmbeddedFile.bytes(name) ?? [], name: name)
  }

  private var entries: [Entry] = []
  var rounds: [String: PartialDate] = [:]
  /// What submitters gain by tuning over an engine as it comes, by family of products, and what a
  /// scenario loses; 1 where nobody is on record.
  private(set) var tuning: [String: Double] = [:]

  init(rules: BenchmarkRules, bytes: [UInt8], name: String) throws(DiagnosticList) {
    var found = DiagnosticList(sources: [name: SourceFile(name: name, bytes: bytes)])
    let root = try parseDocument(bytes, name: name)
    let sources = SourceTable(root.mapping?["sources"], into: &found)
    for entry in root.mapping?["benchmarks"]?.mapping?.entries ?? [] {
      func number(_ key: String, _ found: inout DiagnosticList) -> Double? {
        entry.value.mapping?[key]?.fact(Count.self, "'\(key)'", sources, into: &found)?.value
      }
      guard let input = number("input", &found), let output = number("output", &found) else {
        continue
      }
      entries.append(
        Entry(name: entry.key, input: input, output: output, beams: number("beams", &found) ?? 1))
    }
    for entry in root.mapping?["tuning"]?.mapping?.entries ?? [] {
      tuning[entry.key] =
        entry.value.fact(Ratio.self, "'\(entry.key)'", sources, into: &found)?.value
    }
    for round in ["v4.0", "v4.1", "v5.0", "v5.1", "v6.0", "v6.1"] {
      rounds[round] = rules.date(inference: round)
    }
    try found.throwIfErrors()
  }

  func entry(_ name: String) -> Entry? {
    entries.first { name.lowercased().hasPrefix($0.name) }
  }
}

extension ServingPredictor {
  /// MLPerf: the best over layouts and batches of a system of so many accelerators.
  func benchmark(
    _ setup: ServingSetup, _ run: ServingBenchmarkRun
  ) -> Result<[Measure: Double], Refusal> {
    let entry = reader.lengths.entry(run.name)
    let beams = entry?.beams ?? 1
    let total = setup.replicas * setup.accelerators
    let scenario = run.scenario.lowercased()
    let isOffline = scenario == "offline"
    let ttftLimit = run.ttftLimit ?? (isOffline ? .infinity : 2)
    let tpotLimit = run.tpotLimit ?? (isOffline ? .infinity : 0.2)
    var best = 0.0
    var bestTPOT = 0.0
    var bestTTFT = 0.0
    for layout in Self.layouts(of: total, setup) {
      guard let replica = ModelledReplica(setup, layout: layout, overlay: overlay) else { continue }
      guard replica.cacheTokens > setup.input + setup.output else { continue }
      let size = layout.accelerators
      let count = Double(total) / Double(size)
      // Beams share the cache of their prompt.
      let held = setup.input + 0.6 * setup.output * beams
      let places = replica.places / beams
      let largest = max(1, min(places, replica.cacheTokens / held))
      if isOffline {
        let rate = saturated(setup, replica, batch: largest, beams: beams) * count
        if rate > best { (best, bestTPOT) = (rate, largest * count / rate) }
        continue
      }
      for batch in Layout.batches(upTo: 4096) where Double(batch) <= largest {
        let rate = saturated(setup, replica, batch: Double(batch), beams: beams)
        let tpot = Double(batch) / rate
        let ttft = Self.firstToken(setup, replica, batch: Double(batch), rate: rate)
        guard tpot <= 0.85 * tpotLimit, ttft <= ttftLimit else { continue }
        if rate * count > best { (best, bestTPOT, bestTTFT) = (rate * count, tpot, ttft) }
      }
    }
    guard best > 0 else {
      return .failure(Refusal(.infeasible, "no layout of \(total) accelerators holds the model"))
    }
    func tuned(_ name: String) -> Double {
      overlay.value("mlperf/\(name)", default: reader.lengths.tuning[name] ?? 1)
    }
    let rate = best * tuned(setup.product.family) * tuned(scenario)
    return .success([
      .outputTokens: rate, .samples: rate / (entry?.output ?? setup.output),
      .tpot: bestTPOT * 1e3, .tpotP99: bestTPOT * 1e3 / 0.85,
      .ttftP99: bestTTFT * 1e3,
    ])
  }

  /// The time to first token that 99 of 100 requests of a Poisson stream keep, by the closed form of a
  /// plan's service level.
  private static func firstToken(
    _ setup: ServingSetup, _ replica: ModelledReplica, batch: Double, rate: Double
  ) -> Double {
    let context = setup.input + setup.output / 2
    let decode = replica.decode(batch, context)
    let chunk = min(replica.budget, setup.input)
    let mixed = replica.step.seconds(
      sequences: batch, context: context, prompt: chunk, pairs: chunk * setup.input / 2)
    let prefill = (mixed - decode) * setup.input / chunk
    let times = ReplicaTimes(
      step: decode, fullStep: decode, prefill: prefill,
      request: replica.engine.requestTime.value,
      firstSteps: replica.engine.streamInterval.value)
    var scratch = Scratch()
    return ModelledReplica.workload(setup, percentile: 0.99).timeToFirstToken(
      times, load: min(0.99, rate / setup.output * prefill), tpot: batch / rate, in: &scratch)
  }

  /// Replicas of a system: sizes that divide it.
  private static func layouts(of total: Int, _ setup: ServingSetup) -> [Layout] {
    var result: [Layout] = []
    let domain = Int(saturating: setup.product.facts.scaleUpDomain?.value ?? 8)
    for size in [1, 2, 4, 8, 16] where size <= total && size <= max(domain, 1) {
      result.append(Layout(tp: size))
      if size > 1 { result.append(Layout(pp: size)) }
      if size > 1, setup.model.hasExperts { result.append(Layout(dp: size, ep: size)) }
    }
    return result
  }
}
