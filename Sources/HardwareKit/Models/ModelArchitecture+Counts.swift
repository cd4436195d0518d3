/// Parameters, from the dimensions alone.
extension ModelArchitecture {
  /// Every parameter that is stored.
  public var parameters: Int {
    layers * (attentionParametersPerLayer + normParametersPerLayer)
      + denseLayers * denseParametersPerLayer
      + expertLayers
      * (routedParametersPerLayer + sharedParametersPerLayer + routerParametersPerLayer)
      + norm.vectors * hidden + embeddingParameters + headParameters
  }

  /// The parameters that one token can meet: all but those of the experts that it does not use.
  public var activeParameters: Int {
    guard let experts else { return parameters }
    return parameters - expertLayers * (experts.count - experts.active) * parametersPerExpert
  }

  /// The parameters that are multiplied for one token: the active ones without the look-up tables.
  /// A tied table stays in, because it is the head.
  public var activeWithoutEmbedding: Int {
    activeParameters - embeddingParameters + (tiesEmbeddings ? vocabulary * hidden : 0)
  }

  /// What is stored besides the look-up tables and the head.
  public var parametersWithoutTables: Int { parameters - embeddingParameters - headParameters }

  /// What one token can meet besides the look-up tables and the head.
  public var activeWithoutTables: Int { activeParameters - embeddingParameters - headParameters }

  /// Layers that have experts.
  public var expertLayers: Int { experts?.layers(of: layers) ?? 0 }
  /// Layers that have a dense feed-forward network.
  public var denseLayers: Int { layers - expertLayers }

  /// One layer's attention.
  public var attentionParametersPerLayer: Int { attention.parameters(hidden: hidden) }
  /// One dense layer's feed-forward network.
  public var denseParametersPerLayer: Int { feedForward.parameters(hidden: hidden) }
  /// One routed expert; 0 without experts.
  public var parametersPerExpert: Int { feedForwardParameters(width: experts?.width) }
  /// All routed experts of one layer that has them.
  public var routedParametersPerLayer: Int { (experts?.count ?? 0) * parametersPerExpert }
  /// All shared experts of one layer that has them.
  public var sharedParametersPerLayer: Int {
    (experts?.sharedCount ?? 0) * feedForwardParameters(width: experts?.sharedWidth)
  }
  /// The router of one layer that has experts.
  public var routerParametersPerLayer: Int {
    guard let experts else { return 0 }
    return experts.count * (experts.hasRouterBias ? hidden + 1 : hidden)
  }
  /// The norms of a layer. The norm behind the last layer is not among them.
  public var normParametersPerLayer: Int { normsPerLayer * norm.vectors * hidden }

  /// The look-up tables: tokens, and positions where they are learned.
  public var embeddingParameters: Int { (vocabulary + learnedPositions) * hidden }
  /// The output head as stored: 0 when it is the embedding table. It is multiplied all the same.
  public var headParameters: Int {
    (tiesEmbeddings ? 0 : vocabulary * hidden) + (hasHeadBias ? vocabulary : 0)
  }

  private func feedForwardParameters(width: Int?) -> Int {
    guard let width else { return 0 }
    var expert = feedForward
    expert.width = width
    return expert.parameters(hidden: hidden)
  }
}

/// The cache of keys and values.
extension ModelArchitecture {
  /// Elements that one token adds to the cache, over all layers, windows left aside.
  public var keyValueElementsPerToken: Int { layers * attention.keyValueElementsPerToken }

  /// Bytes that one token adds to the cache, over all layers, windows left aside.
  public func keyValueBytesPerToken(bytesPerElement: Double) -> Double {
    Double(keyValueElementsPerToken) * bytesPerElement
  }

  /// Bytes that one sequence of `context` tokens keeps cached: windowed layers keep their window.
  public func keyValueBytes(context: Double, bytesPerElement: Double) -> Double {
    let windowed = Double(slidingWindow?.layers ?? 0)
    let kept = min(context, Double(slidingWindow?.tokens ?? 0))
    let positions = (Double(layers) - windowed) * context + windowed * kept
    return positions * Double(attention.keyValueElementsPerToken) * bytesPerElement
  }
}
