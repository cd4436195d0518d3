import Diagnostics
import Foundation
import HardwareKit
import Testing
import Units

/// The catalogue of the source tree. Its embedded copy is the same file.
func modelCatalogue() throws -> ModelCatalogue {
  let folder = URL(filePath: #filePath).deletingLastPathComponent()
  let file = folder.appending(path: "../../../Sources/HardwareKit/Models/models.yaml")
  return try ModelCatalogue(bytes: [UInt8](Data(contentsOf: file)), name: "models.yaml")
}

@Suite("ModelCatalogue")
struct ModelCatalogueTests {
  static let ids = [
    "llama-2-7b", "llama-2-13b", "llama-2-70b", "llama-3-8b", "llama-3-70b", "llama-3.1-8b",
    "llama-3.1-70b", "llama-3.1-405b", "llama-3.2-1b", "llama-3.2-3b", "llama-3.3-70b",
    "mistral-7b", "mixtral-8x7b", "mixtral-8x22b", "deepseek-v3", "deepseek-r1", "gpt-oss-20b",
    "gpt-oss-120b", "qwen-2.5-0.5b", "qwen-2.5-1.5b", "qwen-2.5-7b", "qwen-2.5-14b",
    "qwen-2.5-32b", "qwen-2.5-72b", "qwen3-0.6b", "qwen3-1.7b", "qwen3-4b", "qwen3-8b",
    "qwen3-14b", "qwen3-32b", "qwen3-30b-a3b", "qwen3-235b-a22b", "gpt-3-175b",
    "llama-4-scout", "llama-4-maverick", "gemma-2-2b", "gemma-2-9b", "gemma-2-27b", "gemma-3-1b",
    "gemma-3-4b", "gemma-3-12b", "gemma-3-27b", "kimi-k2", "deepseek-v2", "deepseek-v2-lite",
    "deepseek-r1-distill-llama-70b", "glm-4.5", "glm-4.6", "glm-4.5-air", "minimax-m2",
    "nemotron-3-8b", "nemotron-4-15b", "nemotron-4-340b", "falcon-7b", "falcon-40b", "falcon-180b",
    "olmo-2-7b", "olmo-2-13b", "olmo-2-32b", "olmo-3-7b", "gpt-j-6b", "mpt-125m", "mpt-760m",
    "mpt-1b", "mpt-3b", "mpt-7b",
    "mpt-30b", "mpt-70b", "grok-1", "mistral-large-2", "mistral-small-3", "phi-4", "qwen2-7b",
    "qwen2-72b", "qwen-1.8b", "qwen-7b", "qwen-72b", "qwen1.5-7b", "llama-7b", "llama-13b",
    "llama-33b", "llama-65b", "opt-6.7b", "bloom-7b1", "gpt-3-5b", "megatron-22b", "megatron-530b",
    "megatron-1t", "qwen3.5-397b-a17b", "decilm-7b", "aquila-7b",
  ]

  @Test("holds these models and no others")
  func models() throws {
    #expect(Set(try modelCatalogue().ids) == Set(Self.ids))
  }

  @Test("the dimensions give every printed count to its last digit", arguments: ids)
  func printedCounts(id: String) throws {
    let entry = try #require(try modelCatalogue()[id])
    let model = entry.architecture
    for count in entry.counts {
      #expect(
        count.agrees(with: model) != false,
        """
        \(id): \(count.quantity) printed \(count.text); total \(model.parameters), active \
        \(model.activeParameters), without embedding \(model.activeWithoutEmbedding)
        """)
    }
    #expect(entry.counts.contains { $0.agrees(with: model) == true })
    if model.experts != nil { #expect(entry.counts.contains { $0.quantity != .total }) }
  }

  @Test("a figure kept as unreproduced is indeed not reproduced", arguments: ids)
  func unreproduced(id: String) throws {
    let entry = try #require(try modelCatalogue()[id])
    for count in entry.counts where count.rounding == .unreproduced {
      for rounding in [PrintedCount.Rounding.nearest, .down] {
        let again = PrintedCount(
          count.quantity, count.text, rounding: rounding, source: count.source)
        #expect(again?.agrees(with: entry.architecture) == false)
      }
    }
  }

  @Test(
    "other spellings find their model",
    arguments: [
      ("Llama 3.1 405B", "llama-3.1-405b"), ("LLAMA3.1_405B", "llama-3.1-405b"),
      ("meta-llama/Llama-3.1-405B", "llama-3.1-405b"), ("LLAMA2-70B", "llama-2-70b"),
      ("LLAMA3_8B", "llama-3-8b"), ("Llama 3.3 70B", "llama-3.3-70b"),
      ("DeepSeekV3", "deepseek-v3"), ("DeepSeek R1", "deepseek-r1"),
      ("GPT OSS 120B", "gpt-oss-120b"), ("Qwen3_30B_a3B", "qwen3-30b-a3b"),
      ("Qwen3 30B-A3B", "qwen3-30b-a3b"), ("Qwen3 235B-A22B", "qwen3-235b-a22b"),
      ("GPT3-175B", "gpt-3-175b"), ("GPT-3 175B", "gpt-3-175b"),
      ("qwen/qwen2.5-72b-instruct", "qwen-2.5-72b"),
      ("Llama 4 Scout", "llama-4-scout"), ("Llama 4 Maverick", "llama-4-maverick"),
      ("GPT-J 6B", "gpt-j-6b"), ("gptj", "gpt-j-6b"), ("LLaMA 7B", "llama-7b"),
      ("OPT 6.7B", "opt-6.7b"), ("BLOOM 7B1", "bloom-7b1"), ("Qwen2 7B", "qwen2-7b"),
      ("Qwen1.5 7B", "qwen1.5-7b"), ("Grok-1 314B", "grok-1"), ("MPT-70B", "mpt-70b"),
      ("Megatron 22B", "megatron-22b"), ("turing-530B", "megatron-530b"),
      ("Nemotron-4 15B", "nemotron-4-15b"), ("Nemotron-8B", "nemotron-3-8b"),
      ("OLMo 3 7B", "olmo-3-7b"), ("GPT-3 5B", "gpt-3-5b"), ("Qwen-72B", "qwen-72b"),
      ("DeepSeek V3.1", "deepseek-v3"), ("DeepSeek V3 0324", "deepseek-v3"),
      ("DeepSeek R1 Distill Llama 70B", "deepseek-r1-distill-llama-70b"),
      ("llama31_8b", "llama-3.1-8b"), ("llama2-70b", "llama-2-70b"),
    ])
  func spellings(name: String, id: String) throws {
    #expect(try modelCatalogue()[name]?.architecture.id == id)
  }

  @Test(
    "a misspelt name leads to the nearest",
    arguments: [
      ("lama-3.1-405b", "llama-3.1-405b"), ("deepseek-v33", "deepseek-v3"),
      ("gpt-7", "gpt-3-175b"), ("llama-4-scot", "llama-4-scout"),
      ("qwen2.5-77b-instruct-and-more", nil), ("claude", nil),
    ] as [(String, String?)])
  func suggestions(name: String, id: String?) throws {
    let catalogue = try modelCatalogue()
    #expect(catalogue[name] == nil)
    #expect(catalogue.suggestion(for: name) == id)
  }

  @Test("what is known besides the dimensions")
  func entry() throws {
    let catalogue = try modelCatalogue()
    let entry = try #require(catalogue["llama-3.1-405b"])
    #expect(entry.released == CivilDate(year: 2024, month: 7, day: 23))
    let score = try #require(entry.scores.first { $0.benchmark == "MMLU (0-shot CoT)" })
    #expect(score.percent == 88.6)
    #expect(catalogue.sources[score.source]?.publisher == "Meta")
    #expect(catalogue.sources[entry.source]?.locator.contains("@084b88e939e9") == true)
  }
}
