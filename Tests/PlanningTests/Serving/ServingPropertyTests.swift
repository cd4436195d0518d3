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
      let sample = try Samples.service(
        on: "nvidia-h100-sxm5, nvidia-h200-sxm, amd-mi300x",
        traffic: "peak: 30 k output tokens/s, prompt: 1500 tokens, answer: 300 tokens",
        level: "ttft: \(ttft) ms at p95, tpot: \(tpot) ms at p95")
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

  /// A product and the same with more bandwidth, a service and a layout that it sustains, drawn at random.
  private static func faster(
    _ draws: Int, seed: UInt64, isClosed: Bool = false,
    _ body: (_ product: Product, _ better: Product, ServingWorkload, Layout) throws -> Void
  ) throws {
    var random = SplitMix64(state: seed)
    for _ in 0..<draws {
      let product = try Base.product(&random)
      let model = try Base.model(random.pick(["llama-3.1-8b", "llama-3.1-70b", "gpt-oss-120b"]))
      let (serving, layout) = try Base.service(model, &random, isClosed: isClosed)
      let better = product.with(
        Base.Part.bandwidth.faster(product.facts, by: random.double(1...4)))
      guard Base.isSustained(serving, layout) else { continue }
      try body(product, better, serving, layout)
    }
  }

  @Test("with as many users more bandwidth never raises TPOT")
  func bandwidthNeverSlowsUsers() throws {
    var compared = 0
    try Self.faster(400, seed: 6, isClosed: true) { product, better, serving, layout in
      guard let slow = Base.throughput(product, .serve(serving), layout)?.tpot else { return }
      compared += 1
      let fast = try #require(Base.throughput(better, .serve(serving), layout)?.tpot)
      // A prompt hides less behind a step that reads faster, and the spread at the plan's percentile is of
      // what prompts add: it may rise by less than the mean falls, and by no more than this.
      #expect(fast <= slow * 1.005, "\(product.id) \(layout)")
    }
    #expect(compared > 50)
  }

  @Test("at the same layout and load more bandwidth never raises TPOT")
  func bandwidthNeverSlowsTokens() throws {
    var compared = 0
    try Self.faster(400, seed: 7) { product, better, serving, layout in
      // Half of what the slower one carries.
      guard let most = Base.throughput(product, .serve(serving), layout)?.tokensPerSecond else {
        return
      }
      let rate = most / serving.answer.value / 2
      func tpot(_ product: Product) -> Double? {
        var scratch = Scratch()
        return try? Roofline(product).estimate(
          serving, layout: layout, at: .requests(rate, "peak"), in: &scratch
        ).tpot
      }
      guard let slow = tpot(product), let fast = tpot(better) else { return }
      compared += 1
      #expect(fast <= slow * (1 + 1e-9), "\(product.id) \(layout)")
    }
    #expect(compared > 100)
  }

  @Test("at the same load more bandwidth never raises the mean TPOT of a simulation")
  func bandwidthNeverSlowsSimulation() throws {
    var compared = 0
    try Self.faster(80, seed: 8) { product, better, serving, layout in
      guard let slow = Base.throughput(product, .serve(serving), layout) else { return }
      func tpot(_ product: Product) throws -> Double {
        let replica = try #require(Roofline(product).stepped(serving, layout: layout))
        let record = ServingSimulation(
          replica: .init(
            scheduling: serving.engine.scheduling, chunk: replica.chunk,
            sequences: replica.sequences, cache: replica.cacheTokens),
          arrivals: .open(rate: slow.tokensPerSecond / serving.answer.value, variation: 1),
          lengths: .init(
            prompt: serving.prompt.value, answer: serving.answer.value,
            cached: serving.prefixCache.value), requests: 1000, seed: 9
        ).run(replica.step)
        return ServingRecord.mean(record.tokenTimes)
      }
      compared += 1
      let (before, after) = (try tpot(product), try tpot(better))
      #expect(after <= before * (1 + 1e-9), "\(product.id) \(layout)")
    }
    #expect(compared > 20)
  }

  @Test("separate pools hold their level and carry what both sides can")
  func poolsMatch() throws {
    let sample = try Samples.service(
      traffic: "peak: 30 k output tokens/s, prompt: 3000 tokens, answer: 300 tokens",
      level: "ttft: 3 s at p95, tpot: 30 ms at p95", "disaggregated: true")
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
