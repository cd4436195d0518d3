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
    ])
  func spellings(name: String, id: String) throws {
    #expect(try modelCatalogue()[name]?.architecture.id == id)
  }

  @Test(
    "a misspelt name leads to the nearest",
    arguments: [
      ("lama-3.1-405b", "llama-3.1-405b"), ("deepseek-v33", "deepseek-v3"),
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
