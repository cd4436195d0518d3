import Foundation
import Figures
import HardwareKit
import PlanFiles
import Planning
import Testing

/// The options that sample plans choose, played request by request.
@Suite struct SimulatedPlanTests {
  @Test(
    "a chosen layout keeps its level in the simulation, within the printed band",
    arguments: ["inference-only", "fine-tune-llama"])
  func keepsItsLevel(name: String) throws {
    let sample = try Samples.planned(name)
    let bands = try Samples.context().shared.bands
    for item in sample.outcome.cases {
      for workload in item.workloads {
        guard case .serve(let demand) = workload.planned.kind, let choice = workload.choice,
          let layout = choice.answer?.layout
        else { continue }
        let played = try #require(
          workload.simulated(seed: 7, requests: 8000).first {
            $0.product.id == choice.product.id && $0.layout == layout
          })
        func band(_ kind: String) throws -> Double {
          let group = "serving concurrency \(item.model.hasExperts ? "mixture" : "dense")"
          let half = bands.halfWidth(
            kind: kind, group: group, product: choice.product.id, vendor: choice.product.vendor,
            model: item.model.architecture.id)
          return exp(try #require(half))
        }
        let tpot = try #require(played.measure(.tpot(demand.tpotPercentile.value)))
        let ttft = try #require(played.measure(.ttft(demand.ttftPercentile.value)))
        #expect(try tpot.simulated <= demand.tpot.value * band("tpot"), "\(tpot)")
        #expect(try ttft.simulated <= demand.ttft.value * band("ttft"), "\(ttft)")
        let batch = try #require(played.measure(.batch)?.difference)
        #expect(abs(batch) < 0.15, "\(batch)")
      }
    }
  }

  @Test("the same seed plays the same requests")
  func repeats() throws {
    let sample = try Self.sample()
    let workload = try #require(sample.outcome.cases.first?.workloads.first)
    let first = workload.simulated(seed: 3, requests: 2000)
    let again = workload.simulated(seed: 3, requests: 2000)
    let other = workload.simulated(seed: 4, requests: 2000)
    let batches = { (all: [SimulatedOption]) in all.map { $0.measure(.batch)?.simulated } }
    #expect(!first.isEmpty)
    #expect(batches(first) == batches(again))
    #expect(batches(first) != batches(other))
  }

  private static func sample() throws -> PlannedSample {
    try Samples.service(
      model: "llama-3.1-8b",
      traffic: "peak: 3000 output tokens/s, prompt: 1000 tokens, answer: 200 tokens",
      level: "ttft: 1 s at p95, tpot: 40 ms at p95")
  }
}
