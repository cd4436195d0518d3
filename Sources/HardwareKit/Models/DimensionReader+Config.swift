import Diagnostics
import Documents

/// Experts and windows of a `config.json`.
extension DimensionReader {
  mutating func experts(_ type: ConfigType, layers: Int, width: Int) -> Experts? {
    switch type {
    case .llama, .mistral, .qwen2, .qwen3, .gemma2, .gemma3, .olmo2: return nil
    case .mixtral:
      let count = size("num_local_experts", .parts)
      return Experts(count: count, active: size("num_experts_per_tok", upTo: count), width: width)
    case .minimaxM2:
      let count = size("num_local_experts", .parts)
      return Experts(
        count: count, active: size("num_experts_per_tok", upTo: count), width: width,
        hasRouterBias: true)
    case .llama4:
      let count = size("num_local_experts", .parts)
      let width = size("intermediate_size", .width)
      return Experts(
        count: count, active: size("num_experts_per_tok", upTo: count), width: width,
        sharedCount: 1, sharedWidth: width,
        every: size("interleave_moe_layer_step", .layers, default: 1))
    case .gptOSS:
      let count = size("num_local_experts", or: "num_experts", upTo: DimensionLimit.parts.rawValue)
      let active = size("num_experts_per_tok", or: "experts_per_token", upTo: count)
      return Experts(count: count, active: active, width: width, hasRouterBias: true)
    case .qwen3MoE:
      let count = size("num_experts", or: "num_local_experts", upTo: DimensionLimit.parts.rawValue)
      let every = size("decoder_sparse_step", .layers, default: 1)
      return Experts(
        count: count, active: size("num_experts_per_tok", upTo: count),
        width: size("moe_intermediate_size", .width), denseFirst: denseFirst(every: every),
        every: every)
    case .deepseekV3, .kimiK2, .glm4MoE:
      let count = size("n_routed_experts", .parts)
      let width = size("moe_intermediate_size", .width)
      let shared = size("n_shared_experts", .layers, default: 0, atLeast: 0)
      return Experts(
        count: count, active: size("num_experts_per_tok", upTo: count), width: width,
        sharedCount: shared, sharedWidth: shared == 0 ? 0 : width,
        denseFirst: first("first_k_dense_replace", layers: layers),
        every: size("moe_layer_freq", .layers, default: 1), hasRouterBias: true)
    }
  }

  private mutating func first(_ key: String, layers: Int) -> Int {
    map.required(key, into: &problems)?.integer(key, in: 0...layers, into: &problems) ?? 0
  }

  /// `mlp_only_layers` may name any layers; only those at the start can be told from the others.
  private mutating func denseFirst(every: Int) -> Int {
    guard let node = map.optional("mlp_only_layers") else { return 0 }
    let dense = (node.list("mlp_only_layers", into: &problems) ?? []).compactMap {
      $0.integer("mlp_only_layers", in: 0...DimensionLimit.layers.rawValue, into: &problems)
    }
    if dense.sorted() != Array(0..<dense.count) { problems.append(.scatteredLayers(at: node.span)) }
    return dense.count
  }

  mutating func window(
    _ type: ConfigType, layers: Int
  ) -> ModelArchitecture.SlidingWindow? {
    let key = type.windowKey
    let fallback: Int
    var windowed = layers
    switch type.window {
    case .none: return nil
    case .everywhere(let width):
      if map.entry(key)?.value.isNull == true { return nil }
      fallback = width ?? 0
    case .switched:
      guard flag("use_sliding_window") else { return nil }
      fallback = 4_096
      // The mixture-of-experts class has no such key: its window holds in every layer.
      if type != .qwen3MoE {
        windowed -= min(layers, size("max_window_layers", .layers, default: 28, atLeast: 0))
      }
    case .alternating(let width):
      if map.entry(key)?.value.isNull == true { return nil }
      fallback = width
      windowed = (layers + 1) / 2
    case .allBut(let every, let interval, let width):
      if map.entry(key)?.value.isNull == true { return nil }
      fallback = width
      windowed = layers - layers / size(interval, .layers, default: every)
    }
    let tokens = size(key, .rows, default: fallback)
    if let node = map.optional("layer_types") {
      windowed = windowedLayers(node, of: layers, kinds: type.layerTypes)
    }
    return tokens == 0 || windowed == 0 ? nil : .init(tokens: tokens, layers: windowed)
  }

  private mutating func windowedLayers(_ node: Node, of layers: Int, kinds: [String]) -> Int {
    let types = (node.list("layer_types", into: &problems) ?? []).compactMap {
      $0.choice("layer type", among: kinds, into: &problems)
    }
    if types.count != layers, !problems.hasErrors {
      problems.append(.layerTypeCount(types.count, layers: layers, at: node.span))
    }
    return types.count { $0 == kinds[0] }
  }
}
