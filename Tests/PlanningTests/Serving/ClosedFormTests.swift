import Figures
import PlanFiles
import Planning
import Testing
import Units

@testable import HardwareKit

/// The closed form of capacity against the simulation of the same steps.
@Suite struct ClosedFormTests {
  struct Case {
    let model: String
    let product: String
    let tp: Int
    let prompt: Double
    let answer: Double
    let batch: Int
  }

  static let cases: [Case] = [
    Case(
      model: "llama-3.1-8b", product: "nvidia-h100-sxm5", tp: 1, prompt: 500, answer: 200, batch: 24
    ),
    Case(
      model: "llama-3.1-8b", product: "nvidia-h100-sxm5", tp: 1, prompt: 1500, answer: 300,
      batch: 40),
    Case(
      model: "llama-3.1-70b", product: "nvidia-h100-sxm5", tp: 8, prompt: 2000, answer: 500,
      batch: 30),
    Case(
      model: "llama-3.1-70b", product: "nvidia-h200-sxm", tp: 4, prompt: 1000, answer: 400,
      batch: 60),
    Case(
      model: "gpt-oss-120b", product: "nvidia-h100-sxm5", tp: 4, prompt: 1000, answer: 300,
      batch: 32),
  ]

  static let given = Provenance(.definition("a test"), evidence: nil)

  static func workload(_ test: Case, share: Double) throws -> ServingWorkload {
    var demand = try Samples.serving()
    demand.prompt = Fact(test.prompt, given)
    demand.answer = Fact(test.answer, given)
    demand.prefixCache = Fact(0, given)
    demand.ttft = Fact(TimeSpan.year, given)
    demand.tpot = Fact(TimeSpan.year, given)
    demand.ttftPercentile = Fact(share, given)
    demand.tpotPercentile = Fact(share, given)
    demand.precision = .fp8
    demand.cachePrecision = .fp8
    let entry = try #require(try Samples.context().shared.models[test.model])
    return demand.workload(ModelFacts(entry.architecture, provenance: given))
  }

  @Test("batch, TPOT and TTFT agree with a simulation at the same load", arguments: cases)
  func agrees(test: Case) throws {
    let product = try #require(try Samples.products()[test.product]).product
    let layout = Layout(tp: test.tp, batch: test.batch)
    var scratch = Scratch()
    let serving = try Self.workload(test, share: 0.95)
    let closed = try Roofline(product).estimate(.serve(serving), layout: layout, in: &scratch)
    let device = try ServingDevice.make(product, precision: .fp8).get()
    let step = Roofline.servingStep(serving, on: device, layout: layout, in: &scratch)
    let rate = closed.tokensPerSecond / test.answer
    let simulation = ServingSimulation(
      replica: .init(
        scheduling: serving.engine.scheduling,
        chunk: serving.engine.constants(on: product.family).chunk.value, sequences: 4096,
        cache: Roofline.cacheTokens(
          serving, on: device, layout: layout, context: test.prompt + test.answer)),
      arrivals: .open(rate: rate, variation: 1),
      lengths: .init(
        prompt: test.prompt, answer: test.answer, promptSpread: .gamma(1),
        answerSpread: .gamma(1)), requests: 20_000, seed: 3)
    let record = simulation.run(step)
    // The mean number in flight is what the closed form was asked for.
    #expect(abs(record.decoding / Double(test.batch) - 1) < 0.15, "\(record.decoding)")
    let tpot = ServingRecord.percentile(
      0.95, of: zip(record.tokenTimes, record.sojourns).filter { $0.0 > 0 }.map(\.0))
    let ttft = ServingRecord.percentile(0.95, of: record.firstTokens)
    let closedTPOT = try #require(closed.tpot)
    let constants = serving.engine.constants(on: product.family)
    let closedTTFT =
      try #require(closed.ttft) - constants.requestTime.value
      - constants.streamInterval.value * closedTPOT
    #expect(closedTPOT / tpot > 0.8 && closedTPOT / tpot < 1.3, "TPOT \(closedTPOT) \(tpot)")
    #expect(closedTTFT / ttft > 0.6 && closedTTFT / ttft < 1.7, "TTFT \(closedTTFT) \(ttft)")
  }
}
