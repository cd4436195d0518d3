public import Figures
import Units

extension ModelFacts {
  /// The facts of an architecture; every one carries the same provenance.
  public convenience init(
    _ model: ModelArchitecture, provenance: Provenance, score: QualityScore? = nil
  ) {
    func count(_ value: Int) -> Fact<Count> { Fact(Double(value), provenance) }
    let experts = model.experts
    let routed = model.expertLayers * model.routedParametersPerLayer
    let activeRouted = model.expertLayers * (experts?.active ?? 0) * model.parametersPerExpert
    let embedding = model.embeddingParameters
    // A tied table is stored once and still multiplied as the head.
    let rest =
      model.parameters - routed - embedding
      + (model.tiesEmbeddings ? model.vocabulary * model.hidden : 0)
    let denseWidth = model.feedForward.width * model.denseLayers
    let expertWidth =
      ((experts?.active ?? 0) * (experts?.width ?? 0)
        + (experts?.sharedCount ?? 0) * (experts?.sharedWidth ?? 0)) * model.expertLayers
    let cacheHeads: Int
    let keyValueWidth: Int
    switch model.attention {
    case .grouped(let attention):
      cacheHeads = attention.keyValueHeads
      keyValueWidth = 2 * attention.keyValueHeads * attention.headDimension
    case .latent(let attention):
      cacheHeads = 1
      keyValueWidth = attention.keyValueRank + attention.rotaryDimension
    }
    self.init(
      architecture: model, provenance: provenance, score: score,
      parameters: count(model.parameters),
      activeParameters: count(model.activeParameters), layers: count(model.layers),
      hidden: count(model.hidden), vocabulary: count(model.vocabulary),
      attentionWidth: Fact(
        Double(model.attention.queryWidth + model.attention.valueWidth) / 2, provenance),
      keyValueWidth: count(keyValueWidth),
      cacheElements: count(model.keyValueElementsPerToken), cacheHeadCount: count(cacheHeads),
      gateMatrices: count(model.feedForward.isGated ? 2 : 1),
      activeFeedForward: Fact(
        Double(denseWidth + expertWidth) / Double(max(1, model.layers)), provenance),
      expertLayers: count(model.expertLayers), experts: count(experts?.count ?? 0),
      activeExperts: count(experts?.active ?? 0), expertParameters: count(routed),
      activeExpertParameters: count(activeRouted),
      headParameters: count(model.vocabulary * model.hidden),
      embeddingParameters: count(embedding), restParameters: count(rest),
      fullAttentionLayers: count(model.layers - (model.slidingWindow?.layers ?? 0)),
      window: model.slidingWindow.map { Fact(Double($0.tokens), provenance) },
      products: LayerProduct.all(of: model, provenance))
  }

  /// Longer than any context: the window of a model that has none.
  var unlimitedWindow: Fact<Tokens> {
    Fact(Double(Int32.max), Provenance(.definition("no sliding window"), evidence: nil))
  }
}

extension LayerProduct {
  /// The matrix products of a model's layers, embedding and head apart.
  static func all(of model: ModelArchitecture, _ provenance: Provenance) -> [LayerProduct] {
    var result: [LayerProduct] = []
    func add(
      _ role: ProductRole, _ inputs: Int, _ outputs: Int, _ sharding: Sharding, layers: Int,
      grouped: Bool = false, target: AdapterTarget? = nil
    ) {
      guard layers > 0, inputs > 0, outputs > 0 else { return }
      result.append(
        LayerProduct(
          role: role, inputs: Fact(Double(inputs), provenance),
          outputs: Fact(Double(outputs), provenance), sharding: sharding,
          layers: Fact(Double(layers), provenance), isGrouped: grouped, target: target))
    }
    let hidden = model.hidden
    let gates = model.feedForward.isGated ? 2 : 1
    switch model.attention {
    case .grouped(let attention):
      let width = attention.heads * attention.headDimension
      let keyValue = 2 * attention.keyValueHeads * attention.headDimension
      let gate = attention.hasOutputGate ? width : 0
      add(
        .queryKeyValue, hidden, width + gate + keyValue, .outputs, layers: model.layers,
        target: .attentionInput)
      add(
        .attentionOutput, width, hidden, .inputs, layers: model.layers, target: .attentionOutput)
    case .latent(let attention):
      let queries = attention.heads * (attention.plainDimension + attention.rotaryDimension)
      let values = attention.heads * attention.valueDimension
      if let rank = attention.queryRank {
        add(.queryDown, hidden, rank, .replicated, layers: model.layers)
        add(
          .queryUp, rank, queries, .outputs, layers: model.layers, target: .attentionInput)
      } else {
        add(
          .queryUp, hidden, queries, .outputs, layers: model.layers, target: .attentionInput)
      }
      add(
        .keyValueDown, hidden, attention.keyValueRank + attention.rotaryDimension, .replicated,
        layers: model.layers)
      add(
        .keyValueUp, attention.keyValueRank,
        attention.heads * attention.plainDimension + values, .outputs, layers: model.layers,
        target: .attentionInput)
      add(
        .attentionOutput, values, hidden, .inputs, layers: model.layers, target: .attentionOutput)
    }
    let width = model.feedForward.width
    add(
      .feedForwardUp, hidden, gates * width, .outputs, layers: model.denseLayers,
      target: .feedForwardUp)
    add(
      .feedForwardDown, width, hidden, .inputs, layers: model.denseLayers,
      target: .feedForwardDown)
    if let experts = model.experts {
      let shared = experts.sharedCount * experts.sharedWidth
      add(
        .sharedUp, hidden, gates * shared, .outputs, layers: model.expertLayers,
        target: .feedForwardUp)
      add(
        .sharedDown, shared, hidden, .inputs, layers: model.expertLayers,
        target: .feedForwardDown)
      add(
        .expertUp, hidden, gates * experts.width, .outputs, layers: model.expertLayers,
        grouped: true)
      add(
        .expertDown, experts.width, hidden, .inputs, layers: model.expertLayers, grouped: true)
    }
    return result
  }
}
