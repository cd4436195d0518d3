import Figures
import HardwareKit
import PlanFiles
import Testing

@testable import Planning

/// Units of two pools, played.
@Suite struct PooledSimulationTests {
  /// Prompts of a fixed time, decodes of a fixed step.
  private struct Clock: StepClock {
    let prompt: Double
    let step: Double
    var tokensOfStep: Double { 1 }

    func seconds(sequences: Double, context: Double, prompt: Double, pairs: Double) -> Double {
      prompt > 0 ? self.prompt : step
    }
  }

  private func unit(
    replicas: Int, arrivals: ServingSimulation.Arrivals, requests: Int = 40_000
  ) -> PooledSimulation {
    PooledSimulation(
      prompts: .init(replicas: replicas, chunk: 1e9, handover: 0.1, perToken: 0),
      decode: .init(scheduling: .mixed, chunk: 1e9, sequences: 1000, cache: .infinity),
      decodeReplicas: 2, arrivals: arrivals, lengths: .init(prompt: 100, answer: 50),
      requests: requests, seed: 5)
  }

  @Test("prompts of one length wait as at one server of M/D/1")
  func waits() {
    let load = 0.7
    let clock = Clock(prompt: 1, step: 0.01)
    let record = unit(replicas: 1, arrivals: .open(rate: load, variation: 1))
      .run(prompt: clock, decode: clock)
    let wait = load / (2 * (1 - load))
    let mean = ServingRecord.mean(record.firstTokens)
    #expect(abs(mean / (1 + 0.1 + wait) - 1) < 0.03, "\(mean)")
    // Decoding 49 tokens, and less than two steps until the batch takes the request in.
    let token = ServingRecord.mean(record.tokenTimes)
    #expect(token > 0.009_99 && token < 0.01 * 51 / 49, "\(token)")
  }

  @Test("users who ask again go as fast as the slower pool")
  func closed() {
    // One prompt a second on each of two replicas.
    let clock = Clock(prompt: 1, step: 0.001)
    let record = unit(replicas: 2, arrivals: .closed(40), requests: 4000)
      .run(prompt: clock, decode: clock)
    #expect(abs(4000 / record.duration / 2 - 1) < 0.02, "\(record.duration)")
    #expect(!record.tokenTimes.contains { $0 <= 0 })
  }

  @Test(
    "batch, TPOT and TTFT agree with the closed form at the same load",
    arguments: [
      "{prefill: 2, decode: 1}", "{prefill: 3, decode: 1, prefill-layout: {tp: 2, pp: 1}}",
    ])
  func agrees(pools: String) throws {
    let sample = try Samples.service(
      traffic: "peak: 4000 output tokens/s, prompt: 1000 tokens, answer: 500 tokens",
      level: "ttft: 3 s at p95, tpot: 25 ms at p95", "layout: {tp: 4, pp: 1}",
      "disaggregated: \(pools)")
    let workload = try #require(sample.outcome.cases.first?.workloads.first)
    let played = try #require(workload.simulated(seed: 7).first)
    #expect(played.layout.hasPools)
    for (kind, band) in [
      (SimulatedOption.Measure.Kind.batch, 0.1), (.tpot(0.5), 0.1), (.tpot(0.95), 0.2),
      (.ttft(0.5), 0.25), (.ttft(0.95), 0.4),
    ] {
      let difference = try #require(played.measure(kind)?.difference)
      #expect(abs(difference) < band, "\(kind) \(difference)")
    }
    let tpot = try #require(played.measure(.tpot(0.95))?.simulated)
    #expect(tpot <= 0.025 * 1.2, "\(tpot)")
  }

  @Test(
    "near saturation prompts of several chunks wait as in the closed form",
    arguments: ["{prefill: 1, decode: 1}", "{prefill: 2, decode: 1}"])
  func nearSaturation(pools: String) throws {
    let sample = try Samples.service(
      traffic: "peak: 100 k output tokens/s, prompt: 12000 tokens, answer: 300 tokens",
      level: "ttft: 12 s at p95, tpot: 25 ms at p95", "layout: {tp: 4, pp: 1}",
      "disaggregated: \(pools)")
    let workload = try #require(sample.outcome.cases.first?.workloads.first)
    let sheet = try #require(sample.outcome.cases.first?.sheet)
    let load = try #require(sheet["assistant.pools.prefill-load"]?.value)
    #expect(load > 0.6, "\(load)")
    let played = try #require(workload.simulated(seed: 7).first)
    for (kind, band) in [(SimulatedOption.Measure.Kind.saturation, 0.05), (.ttft(0.95), 0.3)] {
      let difference = try #require(played.measure(kind)?.difference)
      #expect(abs(difference) < band, "\(kind) \(difference) at load \(load)")
    }
  }
}
