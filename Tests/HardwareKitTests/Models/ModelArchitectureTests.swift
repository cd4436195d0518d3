import HardwareKit
import Testing

@Suite("ModelArchitecture")
struct ModelArchitectureTests {
  @Test(
    "cache of one token at two bytes an element",
    arguments: [
      ("llama-3.1-8b", 131_072.0), ("llama-3.1-70b", 327_680), ("llama-3.1-405b", 516_096),
      ("deepseek-v3", 70_272), ("gpt-oss-120b", 73_728), ("gpt-3-175b", 4_718_592),
      ("qwen3-235b-a22b", 192_512), ("kimi-k2", 70_272), ("falcon-7b", 8_192),
    ] as [(String, Double)])
  func cache(id: String, bytes: Double) throws {
    let model = try #require(try modelCatalogue()[id]).architecture
    #expect(model.keyValueBytesPerToken(bytesPerElement: 2) == bytes)
    #expect(model.keyValueBytesPerToken(bytesPerElement: 1) == bytes / 2)
  }

  @Test(
    "windowed layers keep their window and no more",
    arguments: [
      // 18 of 36 layers keep 128 tokens of 2 × 8 × 64 elements.
      ("gpt-oss-120b", 100, 36 * 100, 1_024), ("gpt-oss-120b", 1_000, 18 * 1_128, 1_024),
      // All 32 keep 4,096.
      ("mistral-7b", 4_000, 32 * 4_000, 2_048), ("mistral-7b", 32_000, 32 * 4_096, 2_048),
      ("llama-3.1-8b", 32_000, 32 * 32_000, 2_048),
      // One of two and five of six layers.
      ("gemma-2-9b", 8_000, 21 * 12_096, 4_096),
      ("gemma-3-27b", 10_000, 10 * 10_000 + 52 * 1_024, 4_096),
    ] as [(String, Int, Int, Int)])
  func window(id: String, context: Int, positions: Int, elements: Int) throws {
    let model = try #require(try modelCatalogue()[id]).architecture
    let bytes = model.keyValueBytes(context: Double(context), bytesPerElement: 1)
    #expect(bytes == Double(positions * elements))
  }

  /// gpt-oss model card, Table 1: MLP 114.71 B and 19.12 B, attention 0.96 B and 0.64 B, embedding
  /// with head 1.16 B.
  @Test(
    "the parts of gpt-oss are those of its model card",
    arguments: [("gpt-oss-120b", 11_471, 96, 116), ("gpt-oss-20b", 1_912, 64, 116)])
  func parts(id: String, experts: Int, attention: Int, tables: Int) throws {
    let model = try #require(try modelCatalogue()[id]).architecture
    func hundredths(_ count: Int) -> Int { (count + 5_000_000) / 10_000_000 }
    let perLayer = model.routedParametersPerLayer + model.routerParametersPerLayer
    #expect(hundredths(model.expertLayers * perLayer) == experts)
    #expect(hundredths(model.layers * model.attentionParametersPerLayer) == attention)
    #expect(hundredths(model.embeddingParameters + model.headParameters) == tables)
    #expect(model.denseLayers == 0)
  }

  @Test("the parts make the whole", arguments: ModelCatalogueTests.ids)
  func sum(id: String) throws {
    let model = try #require(try modelCatalogue()[id]).architecture
    let norms = model.norm == .rms ? model.hidden : 2 * model.hidden
    let dense = model.denseLayers * model.denseParametersPerLayer
    let shared = model.sharedParametersPerLayer + model.routerParametersPerLayer
    let experts = model.expertLayers * (model.routedParametersPerLayer + shared)
    let everyLayer = model.attentionParametersPerLayer + model.normParametersPerLayer
    let tables = model.embeddingParameters + model.headParameters
    #expect(model.parameters == model.layers * everyLayer + dense + experts + tables + norms)
    #expect(model.denseLayers + model.expertLayers == model.layers)
    #expect(model.activeParameters <= model.parameters)
    #expect((model.activeParameters == model.parameters) == (model.experts == nil))
    #expect(model.activeWithoutEmbedding < model.activeParameters || model.tiesEmbeddings)
  }

  @Test("DeepSeek V3 has 58 layers of experts, 653.9 B of them routed")
  func deepSeek() throws {
    let model = try #require(try modelCatalogue()["deepseek-v3"]).architecture
    #expect(model.expertLayers == 58)
    #expect(model.expertLayers * model.routedParametersPerLayer == 653_908_770_816)
    #expect(model.attention.queryWidth == 128 * 192)
    #expect(model.attention.valueWidth == 128 * 128)
    #expect(model.attention.keyValueElementsPerToken == 576)
  }

  @Test(
    "which layers have experts",
    arguments: [
      (48, 0, 1, 48), (61, 3, 1, 58), (48, 0, 2, 24), (49, 1, 2, 24), (5, 4, 3, 0), (3, 3, 1, 0),
    ])
  func expertLayers(layers: Int, denseFirst: Int, every: Int, expected: Int) {
    let experts = Experts(count: 8, active: 2, width: 4, denseFirst: denseFirst, every: every)
    #expect(experts.layers(of: layers) == expected)
    // Counted one by one, as the definition says.
    #expect((0..<layers).count { $0 >= denseFirst && ($0 + 1) % every == 0 } == expected)
  }

  @Test("norms of a layer, norms over all heads and biases of the head are counted")
  func additions() {
    func model(
      norms: Int = 2, together: Bool? = nil, headBias: Bool = false, norm: ModelArchitecture.Norm
    ) -> Int {
      ModelArchitecture(
        id: "m", name: "m", layers: 3, hidden: 12,
        attention: .grouped(
          GroupedAttention(
            heads: 3, keyValueHeads: 1, headDimension: 4, normalisesQueriesAndKeys: together != nil,
            normalisesHeadsTogether: together ?? false)),
        feedForward: FeedForward(width: 2), vocabulary: 10, norm: norm, normsPerLayer: norms,
        hasHeadBias: headBias, context: 8
      ).parameters
    }
    let plain = model(norm: .rms)
    #expect(model(norms: 4, norm: .rms) == plain + 3 * 2 * 12)
    #expect(model(norms: 1, norm: .rms) == plain - 3 * 12)
    #expect(model(norms: 1, norm: .layer) == plain + 12)  // 4 × 24, not 7 × 12.
    #expect(model(together: false, norm: .rms) == plain + 3 * 2 * 4)
    #expect(model(together: true, norm: .rms) == plain + 3 * 4 * 4)
    #expect(model(headBias: true, norm: .rms) == plain + 10)
  }

  /// Two printed counts of GLM-4.5 hold its multi-token-prediction layer: one more layer with
  /// experts, a projection of two vectors to one, and three norms.
  @Test(
    "GLM-4.5 with its prediction layer",
    arguments: [("glm-4.5", 355, 358_337_791_296), ("glm-4.5-air", nil, 110_468_824_832)]
      as [(String, Int?, Int)])
  func predictionLayer(id: String, billions: Int?, stored: Int) throws {
    let model = try #require(try modelCatalogue()[id]).architecture
    let layer =
      model.attentionParametersPerLayer + model.normParametersPerLayer
      + model.routedParametersPerLayer + model.sharedParametersPerLayer
      + model.routerParametersPerLayer + 2 * model.hidden * model.hidden + 3 * model.hidden
    // As its report counts: without embedding and head.
    if let billions {
      #expect((model.parametersWithoutTables + layer + 500_000_000) / 1_000_000_000 == billions)
    }
    // As the checkpoint stores it: with an embedding and a head of its own.
    let tables = model.embeddingParameters + model.headParameters
    #expect(model.parameters + layer + tables == stored)
  }

  @Test("Llama 4 Scout with its vision tower is the 109 B that Meta prints")
  func vision() throws {
    let model = try #require(try modelCatalogue()["llama-4-scout"]).architecture
    #expect(model.parameters + 871_932_416 == 108_641_793_536)
    #expect(model.expertLayers == 48 && model.slidingWindow?.layers == 36)
    let maverick = try #require(try modelCatalogue()["llama-4-maverick"]).architecture
    #expect(maverick.expertLayers == 24 && maverick.denseLayers == 24)
  }

  @Test(
    "Falcon with its head tied",
    arguments: [
      ("falcon-7b", 6_921_720_704), ("falcon-40b", 41_303_293_952),
      ("falcon-180b", 178_557_088_768),
    ])
  func falcon(id: String, tied: Int) throws {
    let model = try #require(try modelCatalogue()[id]).architecture
    #expect(model.parameters - model.headParameters == tied)
  }

  @Test("a tied table is stored once and multiplied all the same")
  func tied() {
    func model(tied: Bool) -> ModelArchitecture {
      ModelArchitecture(
        id: "m", name: "m", layers: 1, hidden: 4,
        attention: .grouped(GroupedAttention(heads: 1, keyValueHeads: 1, headDimension: 4)),
        feedForward: FeedForward(width: 2), vocabulary: 10, tiesEmbeddings: tied, context: 8)
    }
    // Attention 4 × 16, feed-forward 3 × 8, norms 3 × 4, table 40.
    #expect(model(tied: true).parameters == 64 + 24 + 12 + 40)
    #expect(model(tied: false).parameters == 64 + 24 + 12 + 80)
    #expect(model(tied: true).activeWithoutEmbedding == 140)
    #expect(model(tied: false).activeWithoutEmbedding == 140)
  }

  @Test("latent attention without compressed queries")
  func directQueries() {
    let attention = Attention.latent(
      LatentAttention(
        heads: 2, queryRank: nil, keyValueRank: 8, plainDimension: 4, rotaryDimension: 2,
        valueDimension: 3))
    // Queries 10 × 12, compression 10 × 10 and its norm 8, expansion 8 × 14, output 6 × 10.
    #expect(attention.parameters(hidden: 10) == 120 + 100 + 8 + 112 + 60)
  }

  @Test("the largest model that a file may describe stays within 63 bits")
  func limits() throws {
    let text = """
      sources: {s: {title: t, publisher: p, locator: l}}
      models:
        - id: vast
          name: Vast
          publisher: p
          released: 2026-01-01
          architecture:
            layers: 1024
            hidden: 131072
            attention: {kind: grouped, heads: 16384, kv-heads: 16384, head-dim: 16384, sinks: true}
            ffn: 1048576
            ffn-bias: true
            experts: {count: 16384, active: 1, width: 1048576, shared: 1024, shared-width: 1048576}
            vocabulary: 1073741824
            context: 1073741824
          source: s
          counts: [{of: total, printed: 1T, source: s}]
      """
    let entry = try #require(
      try ModelCatalogue(bytes: Array(text.utf8), name: "vast.yaml")["vast"])
    #expect(entry.architecture.parameters > 1 << 62)
    #expect(entry.architecture.keyValueBytes(context: 1e9, bytesPerElement: 2) > 1e20)
    #expect(entry.counts.first?.agrees(with: entry.architecture) == false)
  }
}
