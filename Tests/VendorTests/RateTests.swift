import Cerebras
import Figures
import Groq
import HardwareKit
import SambaNova
import Testing
import Units

/// A published rate and what the formula of its product gives.
struct PublishedRate: Sendable, CustomTestStringConvertible {
  let model: String
  /// Tokens a second of one user, or output tokens of the whole batch.
  let rate: Double
  var prompt = 0.0
  var answer = 0.0
  var batch = 1
  var sockets = 8

  var testDescription: String { "\(model) at \(rate)" }

  func deviation(of modelled: Double) -> Double { modelled / rate - 1 }
}

@Suite("Published rates")
struct RateTests {
  /// Sources of the rows: `measured.csv` of each plugin.
  static let groqDense = [
    PublishedRate(model: "llama-2-70b", rate: 300), PublishedRate(model: "llama-2-7b", rate: 750),
    PublishedRate(model: "llama-3-8b", rate: 800), PublishedRate(model: "llama-3.1-8b", rate: 751),
    PublishedRate(model: "llama-3.1-8b", rate: 765),
    PublishedRate(model: "llama-3.1-70b", rate: 250),
    PublishedRate(model: "llama-3.3-70b", rate: 270),
  ]
  static let groqExperts = [
    PublishedRate(model: "mixtral-8x7b", rate: 480),
    PublishedRate(model: "gpt-oss-120b", rate: 476),
  ]

  func groqRate(_ row: PublishedRate) throws -> Double {
    let product = try Vendor.product("groq-lpu-v1", of: Groq())
    let device = try GroqPipeline.Device.make(product).get()
    var scratch = Scratch()
    let serving = try Vendor.serving(row.model)
    return 1 / GroqPipeline.tokenTime(serving, on: device, in: &scratch)
  }

  @Test("Groq, dense models: one constant within 20 %", arguments: RateTests.groqDense)
  func groq(_ row: PublishedRate) throws {
    #expect(abs(row.deviation(of: try groqRate(row))) <= 0.20)
  }

  @Test("Groq, models with experts: one constant within 15 %", arguments: RateTests.groqExperts)
  func groqWithExperts(_ row: PublishedRate) throws {
    #expect(abs(row.deviation(of: try groqRate(row))) <= 0.15)
  }

  @Test("Groq: chips of the two published deployments lie inside the fill's range")
  func groqChips() throws {
    let product = try Vendor.product("groq-lpu-v1", of: Groq())
    let fill = try #require(product.constants.fact("memory-fill", Ratio.self))
    let memory = try #require(product.facts.memory).value
    for (model, chips) in [("llama-2-70b", 576.0), ("llama-2-7b", 72.0)] {
      let weights = try Vendor.serving(model).model.parameters.value
      #expect((fill.low - 0.01...fill.high + 0.01).contains(weights / (chips * memory)))
    }
  }

  /// The launch constant stands on this row, so that agreement checks the arithmetic alone.
  @Test("Cerebras at launch: the row that the constant stands on")
  func cerebras() throws {
    let product = try Vendor.product("cerebras-cs3", of: Cerebras())
    let device = try Wafers.Device.make(product).get()
    var scratch = Scratch()
    let serving = try Vendor.serving("llama-3.1-8b")
    let rate = 1 / Wafers.tokenTime(serving, on: device, in: &scratch)
    #expect(abs(rate / 1800 - 1) < 0.01)
    let time = try #require(product.constants.fact("layer-time", Seconds.self))
    #expect(abs(time.high / time.value - 1.3) < 0.01)
    #expect(abs(time.value / time.low - 1.3) < 0.01)
  }

  /// Static batches: output tokens over the whole time, prompts included.
  static let llama8B = [
    PublishedRate(model: "llama-3-8b", rate: 582.85, prompt: 128, answer: 128, batch: 1),
    PublishedRate(model: "llama-3-8b", rate: 3690.65, prompt: 128, answer: 128, batch: 16),
    PublishedRate(model: "llama-3-8b", rate: 638.05, prompt: 256, answer: 256, batch: 1),
    PublishedRate(model: "llama-3-8b", rate: 4899.35, prompt: 256, answer: 256, batch: 16),
    PublishedRate(model: "llama-3-8b", rate: 619.55, prompt: 512, answer: 512, batch: 1),
    PublishedRate(model: "llama-3-8b", rate: 4109.5, prompt: 512, answer: 512, batch: 16),
    PublishedRate(model: "llama-3-8b", rate: 646.35, prompt: 1024, answer: 1024, batch: 1),
    PublishedRate(model: "llama-3-8b", rate: 4624.9, prompt: 1024, answer: 1024, batch: 16),
    PublishedRate(model: "llama-3-8b", rate: 5669.5, prompt: 1024, answer: 1024, batch: 32),
    PublishedRate(model: "llama-3.1-8b", rate: 1042, sockets: 16),
    PublishedRate(model: "llama-3-8b", rate: 1000, sockets: 16),
  ]

  @Test("SN40L, Llama 3 8B on eight and sixteen sockets, within 20 %", arguments: RateTests.llama8B)
  func sambaNova(_ row: PublishedRate) throws {
    let product = try Vendor.product("sambanova-sn40l", of: SambaNova())
    let device = try Dataflow.Device.make(product).get()
    var scratch = Scratch()
    let serving = try Vendor.serving(
      row.model, prompt: max(1, row.prompt), answer: max(1, row.answer))
    let batch = Double(row.batch)
    let step = Dataflow.step(
      serving, on: device, layout: Layout(tp: row.sockets), requests: batch, in: &scratch)
    let prompts =
      batch
      * serving.replicaPrefill(
        serving.request(in: &scratch), accelerators: Double(row.sockets),
        peak: try #require(product.facts.peaks[.bf16]),
        share: try #require(product.constants.fact("prefill-share", Ratio.self)), in: &scratch)
    let rate = row.answer > 0 ? batch * row.answer / (prompts + row.answer * step) : 1 / step
    #expect(abs(row.deviation(of: rate)) <= 0.20)
  }
}
