import Figures
import Planning
import Testing
import Units

@testable import HardwareKit

/// What must hold of capacity inside a service level, whatever the plan.
@Suite struct ServingPropertyTests {
  typealias Base = ThroughputPropertyTests

  @Test("a looser service level never needs more replicas")
  func looserNeedsNoMore() throws {
    let levels = [(30, 600), (40, 600), (40, 1000), (60, 1000), (60, 2000), (90, 4000)]
    var last: [String: Double] = [:]
    for (tpot, ttft) in levels {
      let sample = try Samples.plan(
        text: """
          headroom: 1
          model: llama-3.1-70b
          hardware: [nvidia-h100-sxm5, nvidia-h200-sxm, amd-mi300x]
          finance: {as-of: 2026-10-01}
          workloads:
            assistant:
              kind: serve
              traffic: {peak: 30 k output tokens/s, prompt: 1500 tokens, answer: 300 tokens}
              service-level: {ttft: \(ttft) ms at p95, tpot: \(tpot) ms at p95}
              precision: fp8
          """)
      let options = try #require(sample.outcome.cases.first?.workloads.first?.options)
      for option in options {
        guard let fit = option.fit else { continue }
        let before = last[option.product.id] ?? .infinity
        #expect(fit.accelerators <= before, "\(option.product.id) \(tpot) \(ttft)")
        last[option.product.id] = fit.accelerators
      }
    }
    #expect(last.count == 3)
  }

  @Test("at equal cached tokens longer prompts never raise requests a second")
  func longerPromptsNeverHelp() throws {
    var random = SplitMix64(state: 5)
    var compared = 0
    for _ in 0..<200 {
      let product = try Base.product(&random)
      let model = try Base.model(random.pick(["llama-3.1-8b", "llama-3.1-70b"]))
      let cached = random.double(0...1500)
      let prompt = random.double(1600...6000)
      let longer = prompt * random.double(1...2)
      let layout = Layout(tp: random.pick([2, 4, 8]), batch: random.pick([1, 4, 16, 60, 150]))
      func requests(_ prompt: Double) throws -> Double? {
        var demand = try Samples.serving()
        demand.prompt = Fact(prompt, Base.invented)
        demand.answer = Fact(400, Base.invented)
        demand.prefixCache = Fact(cached / prompt, Base.invented)
        demand.ttft = Fact(TimeSpan.year, Base.invented)
        demand.tpot = Fact(TimeSpan.year, Base.invented)
        return Base.rate(product, .serve(demand.workload(model)), layout).map { $0 / 400 }
      }
      guard let short = try requests(prompt), let long = try requests(longer) else { continue }
      compared += 1
      #expect(long <= short * (1 + 1e-12), "\(prompt) \(longer) \(layout)")
    }
    #expect(compared > 80)
  }

  @Test("at the same layout, batch and load more bandwidth never raises TPOT")
  func bandwidthNeverSlowsTokens() throws {
    var random = SplitMix64(state: 6)
    var compared = 0
    for _ in 0..<200 {
      let product = try Base.product(&random)
      let model = try Base.model(random.pick(["llama-3.1-8b", "llama-3.1-70b"]))
      let (serving, layout) = try Base.service(model, &random)
      let better = product.with(
        Base.Part.bandwidth.faster(product.facts, by: random.double(1...4)))
      func step(_ product: Product) throws -> Double {
        let device = try ServingDevice.make(product, precision: serving.precision).get()
        var scratch = Scratch()
        return Roofline.servingStep(serving, on: device, layout: layout, in: &scratch)
          .seconds(
            sequences: Double(layout.batch), context: 1500, prompt: 512, pairs: 512 * 800)
      }
      compared += 1
      #expect(try step(better) <= step(product) * (1 + 1e-12), "\(layout)")
    }
    #expect(compared > 100)
  }

  @Test("separate pools hold their level and carry what both sides can")
  func poolsMatch() throws {
    let sample = try Samples.plan(
      text: """
        headroom: 1
        model: llama-3.1-70b
        hardware: [nvidia-h100-sxm5]
        finance: {as-of: 2026-10-01}
        workloads:
          assistant:
            kind: serve
            traffic: {peak: 30 k output tokens/s, prompt: 3000 tokens, answer: 300 tokens}
            service-level: {ttft: 3 s at p95, tpot: 30 ms at p95}
            precision: fp8
            disaggregated: true
        """)
    let workload = try #require(sample.outcome.cases.first?.workloads.first)
    let layout = try #require(workload.choice?.answer?.layout)
    #expect(layout.hasPools)
    let sheet = try #require(sample.outcome.cases.first?.sheet)
    let load = try #require(sheet["assistant.pools.prefill-load"]?.value)
    #expect(load > 0 && load < 1)
    #expect(sheet.faults.isEmpty, "\(sheet.faults)")
    #expect(try #require(sheet["assistant.tpot"]?.value) <= 0.030)
  }
}
