import Diagnostics
import Documents
import HardwareKit
import Testing

@Suite("config.json")
struct ModelConfigTests {
  private func read(
    _ text: String
  ) throws -> (model: ModelArchitecture?, found: [Diagnostic]) {
    var found = DiagnosticList()
    let node = try parseDocument(Array(text.utf8), name: "config.json")
    let model = ModelArchitecture(configJSON: node, id: "mine", into: &found)
    return (model, found.diagnostics)
  }

  /// Names are the catalogue's, and so is the context: publishers extend it beyond the file's.
  @Test(
    "gives the architecture of the catalogue",
    arguments: [
      ("llama-3.1-8b", ConfigFixtures.llama), ("llama-3.2-3b", ConfigFixtures.tiedLlama),
      ("mistral-7b", ConfigFixtures.mistral), ("mixtral-8x7b", ConfigFixtures.mixtral),
      ("qwen-2.5-14b", ConfigFixtures.qwen2), ("qwen3-32b", ConfigFixtures.qwen3),
      ("qwen3-30b-a3b", ConfigFixtures.qwen3MoE), ("deepseek-v3", ConfigFixtures.deepSeekV3),
      ("gpt-oss-120b", ConfigFixtures.gptOSS), ("gemma-2-2b", ConfigFixtures.gemma2),
      ("gemma-3-1b", ConfigFixtures.gemma3), ("llama-4-maverick", ConfigFixtures.llama4),
      ("kimi-k2", ConfigFixtures.kimiK2), ("glm-4.5", ConfigFixtures.glm4MoE),
      ("olmo-2-7b", ConfigFixtures.olmo2), ("minimax-m2", ConfigFixtures.minimaxM2),
    ])
  func roundTrip(id: String, text: String) throws {
    let expected = try #require(try modelCatalogue()[id]).architecture
    let (model, found) = try read(text)
    #expect(found.isEmpty)
    var read = try #require(model)
    #expect(read.id == "mine" && read.name == "mine" && read.aliases.isEmpty)
    read.id = expected.id
    read.name = expected.name
    read.aliases = expected.aliases
    read.context = expected.context
    #expect(read == expected)
    #expect(read.parameters == expected.parameters)
  }

  @Test("the context is the file's")
  func context() throws {
    #expect(try read(ConfigFixtures.qwen3).model?.context == 40_960)
  }

  @Test(
    "what a file does not say has Hugging Face's default",
    arguments: [
      (ConfigFixtures.llama, "\"num_key_value_heads\": 8,\n  ", 32, 128),
      (ConfigFixtures.llama, "\"tie_word_embeddings\": false,\n  ", 8, 128),
      (ConfigFixtures.mistral, "\"num_key_value_heads\": 8, ", 8, 128),
      (ConfigFixtures.mixtral, "\"num_key_value_heads\": 8, ", 8, 128),
      (ConfigFixtures.tiedLlama, "\"head_dim\": 128, ", 8, 128),
      (ConfigFixtures.qwen3, "\"head_dim\": 128, ", 8, 128),
      (ConfigFixtures.qwen3MoE, "\"head_dim\": 128, ", 4, 64),
      (ConfigFixtures.gptOSS, "\"head_dim\": 64, ", 8, 64),
      (ConfigFixtures.gemma2, "\"head_dim\": 256, ", 4, 256),
      (ConfigFixtures.gemma3, "\"head_dim\": 256, ", 1, 256),
      (ConfigFixtures.glm4MoE, "\"num_key_value_heads\": 8, ", 8, 128),
      (ConfigFixtures.olmo2, "\"num_key_value_heads\": 32, ", 32, 128),
    ])
  func defaults(text: String, key: String, keyValueHeads: Int, headDimension: Int) throws {
    #expect(text.contains(key))
    let (model, found) = try read(text.replacing(key, with: ""))
    #expect(found.isEmpty)
    guard case .grouped(let attention) = try #require(model).attention else {
      Issue.record("expected grouped attention")
      return
    }
    #expect(attention.keyValueHeads == keyValueHeads)
    #expect(attention.headDimension == headDimension)
  }

  typealias Window = ModelArchitecture.SlidingWindow

  @Test(
    "windows",
    arguments: [
      (ConfigFixtures.mistral, "\"sliding_window\": 4096, ", "", Window(tokens: 4096, layers: 32)),
      (ConfigFixtures.mistral, "4096, \"tie", "null, \"tie", nil),
      (ConfigFixtures.mixtral, "null", "1024", Window(tokens: 1024, layers: 32)),
      (ConfigFixtures.qwen2, "48, \"model", "20, \"model", nil),
      // Layers from 48 on, of 48.
      (ConfigFixtures.qwen2, "window\": false", "window\": true", nil),
      (ConfigFixtures.gptOSS, "\"sliding_window\": 128, ", "", Window(tokens: 128, layers: 18)),
      (ConfigFixtures.gptOSS, "\": 128, \"tie", "\": null, \"tie", nil),
      (ConfigFixtures.gptOSS, "layers\": 36", "layers\": 35", Window(tokens: 128, layers: 18)),
      (ConfigFixtures.gemma2, "layers\": 26", "layers\": 27", Window(tokens: 4096, layers: 14)),
      (ConfigFixtures.gemma3, "pattern\": 6", "pattern\": 2", Window(tokens: 512, layers: 13)),
      (ConfigFixtures.gemma3, "\": 512", "\": null", nil),
      (ConfigFixtures.llama4, "interval\": 4", "interval\": 3", Window(tokens: 8192, layers: 32)),
      (ConfigFixtures.llama4, "\": 8192, \"head", "\": null, \"head", nil),
      (
        ConfigFixtures.llama4, "layers\": 48",
        "layers\": 2, \"layer_types\": [chunked_attention, full_attention]",
        Window(tokens: 8192, layers: 1)
      ),
      (
        ConfigFixtures.gptOSS, "layers\": 36",
        "layers\": 3, \"layer_types\": [full_attention, sliding_attention, full_attention]",
        Window(tokens: 128, layers: 1)
      ),
    ])
  func windows(text: String, old: String, new: String, expected: Window?) throws {
    #expect(text.contains(old))
    let (model, found) = try read(text.replacing(old, with: new))
    #expect(found.isEmpty)
    #expect(try #require(model).slidingWindow == expected)
  }

  @Test("Qwen2's window holds from max_window_layers on, once it is switched on")
  func switchedWindow() throws {
    let text = ConfigFixtures.qwen2.replacing("window\": false", with: "window\": true")
      .replacing("\"max_window_layers\": 48", with: "\"max_window_layers\": 20")
    #expect(try read(text).model?.slidingWindow == Window(tokens: 131_072, layers: 28))
  }

  @Test("biases, dense layers and shared experts follow their keys")
  func switches() throws {
    let biased = ConfigFixtures.llama.replacing("_bias\": false", with: "_bias\": true")
    let llama = try #require(try read(biased).model)
    // A layer: queries and keys with values 4096 + 2 × 1024, output 4096, and 2 × 14336 + 4096.
    #expect(llama.parameters - 8_030_261_248 == 32 * (6_144 + 4_096 + 32_768))

    let dense = ConfigFixtures.qwen3MoE.replacing("[]", with: "[1, 0]")
    #expect(try read(dense).model?.denseLayers == 2)
    let sparse = ConfigFixtures.qwen3MoE.replacing("step\": 1", with: "step\": 3")
    #expect(try read(sparse).model?.expertLayers == 16)

    let alone = ConfigFixtures.deepSeekV3.replacing(
      "shared_experts\": 1", with: "shared_experts\": 0")
    #expect(try read(alone).model?.sharedParametersPerLayer == 0)
    let direct = ConfigFixtures.deepSeekV3.replacing("rank\": 1536", with: "rank\": null")
    guard case .latent(let attention)? = try read(direct).model?.attention else {
      Issue.record("expected latent attention")
      return
    }
    #expect(attention.queryRank == nil)
  }

  @Test("of a file with a text_config only this is read")
  func textConfig() throws {
    let text = "{\"model_type\": \"llama4\", \"text_config\": \(ConfigFixtures.llama4)}"
    let (model, found) = try read(text)
    #expect(found.isEmpty)
    #expect(model?.parameters == 400_711_848_960)
  }

  @Test("GLM normalises queries and keys only if it says so, and Gemma ties unless it denies it")
  func typeSwitches() throws {
    let plain = ConfigFixtures.glm4MoE.replacing("norm\": true", with: "norm\": false")
    #expect(try read(plain).model?.parameters == 352_797_829_024 - 92 * 2 * 128)
    let untied = ConfigFixtures.gemma2.replacing("{", with: "{\"tie_word_embeddings\": false, ")
    #expect(try read(untied).model?.parameters == 2_614_341_888 + 256_000 * 2_304)
  }

  @Test("an unknown type is read as Llama, with a warning at its place")
  func unknownType() throws {
    let (model, found) = try read(ConfigFixtures.llama.replacing("\"llama\"", with: "\"olmo\""))
    #expect(model?.parameters == 8_030_261_248)
    #expect(found.map(\.severity) == [.warning])
    #expect(found.first?.message == "unknown model type 'olmo': read as 'llama'")
    #expect(found.first?.span?.description == "config.json:9:17")

    let (other, more) = try read(
      ConfigFixtures.llama.replacing("\"model_type\": \"llama\",", with: ""))
    #expect(other?.parameters == 8_030_261_248)
    #expect(more.map(\.code.name) == ["unknown-model-type"])
  }

  @Test(
    "each mistake is found at its place",
    arguments: [
      (ConfigFixtures.llama, "hidden_size", "hiddensize", "missing-key", 1, 1),
      (ConfigFixtures.llama, "\"hidden_size\": 4096", "\"hidden_size\": null", "missing-key", 5, 3),
      (ConfigFixtures.llama, "layers\": 32", "layers\": \"many\"", "wrong-kind", 11, 24),
      (ConfigFixtures.llama, "layers\": 32", "layers\": 0", "out-of-range", 11, 24),
      (ConfigFixtures.llama, "layers\": 32", "layers\": 2000", "out-of-range", 11, 24),
      (ConfigFixtures.llama, "layers\": 32", "layers\": 3.5", "wrong-kind", 11, 24),
      (ConfigFixtures.llama, "value_heads\": 8", "value_heads\": 7", "bad-architecture", 12, 26),
      (ConfigFixtures.llama, "tion_heads\": 32", "tion_heads\": 24", "bad-architecture", 10, 26),
      (ConfigFixtures.llama, "embeddings\": false", "embeddings\": 1", "wrong-kind", 15, 26),
      (ConfigFixtures.mixtral, "num_local_experts", "experts", "missing-key", 1, 1),
      (ConfigFixtures.mixtral, "per_tok\": 2", "per_tok\": 9", "out-of-range", 3, 78),
      (ConfigFixtures.qwen3MoE, "[]", "[3]", "bad-architecture", 4, 22),
      (ConfigFixtures.qwen3MoE, "moe_intermediate_size", "moe_size", "missing-key", 1, 1),
      (ConfigFixtures.deepSeekV3, "kv_lora_rank", "kv_rank", "missing-key", 1, 1),
      (ConfigFixtures.deepSeekV3, "replace\": 3", "replace\": 62", "out-of-range", 2, 53),
      (ConfigFixtures.deepSeekV3, "n_routed", "n_router", "missing-key", 1, 1),
      (
        ConfigFixtures.gptOSS, "\"tie_word", "\"layer_types\": [full_attention], \"tie_word",
        "bad-architecture", 5, 67
      ),
      (
        ConfigFixtures.gptOSS, "\"tie_word", "\"layer_types\": [linear_attention], \"tie_word",
        "unknown-value", 5, 68
      ),
    ])
  func mistakes(
    text: String, old: String, new: String, code: String, line: Int, column: Int
  ) throws {
    #expect(text.contains(old))
    let (model, found) = try read(text.replacing(old, with: new, maxReplacements: 1))
    #expect(model == nil)
    let first = try #require(found.first { $0.severity == .error })
    #expect(first.code.name == code, "\(first.message)")
    #expect(first.span?.description == "config.json:\(line):\(column)")
  }

  @Test("what is no map is refused", arguments: ["[1, 2]", "llama", "12"])
  func noMap(text: String) throws {
    let (model, found) = try read(text)
    #expect(model == nil)
    #expect(found.map(\.code.name) == ["wrong-kind"])
  }

  @Test("everything missing is reported at once, and a biased latent attention is warned of")
  func several() throws {
    let (model, found) = try read("{\"model_type\": \"deepseek_v3\", \"attention_bias\": true}")
    #expect(model == nil)
    #expect(found.filter { $0.code.name == "missing-key" }.count == 14)
    #expect(found.filter { $0.severity == .warning }.map(\.code.name) == ["not-counted"])
  }
}
