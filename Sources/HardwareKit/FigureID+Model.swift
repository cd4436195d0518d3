public import Figures
import Units

/// Dimensions of a model, and definitions.
extension FigureID {
  private static func count(_ name: StaticString, _ title: StaticString) -> FigureID {
    FigureID(name, title, .none, .count)
  }

  public static var parameters: FigureID { count("model.parameters", "Parameters") }
  public static var activeParameters: FigureID {
    count("model.active-parameters", "Parameters that one token uses")
  }
  public static var layers: FigureID { count("model.layers", "Layers") }
  static var hidden: FigureID { count("model.hidden", "Hidden width") }
  static var vocabulary: FigureID { count("model.vocabulary", "Vocabulary") }
  static var attentionWidth: FigureID {
    count("model.attention-width", "Width of all query heads together")
  }
  static var keyValueWidth: FigureID {
    count("model.key-value-width", "Width of keys and values together")
  }
  public static var cacheElements: FigureID {
    count("model.cache-elements", "Cache elements of one token, all layers")
  }
  static var gateMatrices: FigureID {
    count("model.gate-matrices", "Up-projections of a feed-forward layer")
  }
  static var activeFeedForward: FigureID {
    count("model.feed-forward", "Feed-forward width that one token passes")
  }
  public static var expertLayers: FigureID { count("model.expert-layers", "Layers with experts") }
  public static var experts: FigureID { count("model.experts", "Routed experts of a layer") }
  public static var activeExperts: FigureID {
    count("model.active-experts", "Routed experts that a token visits")
  }
  public static var expertParameters: FigureID {
    count("model.expert-parameters", "Parameters of routed experts")
  }
  static var activeExpertParameters: FigureID {
    count("model.active-expert-parameters", "Parameters of the experts that one token visits")
  }
  static var headParameters: FigureID { count("model.head-parameters", "Output head") }
  static var embeddingParameters: FigureID {
    count("model.embedding-parameters", "Input embedding")
  }
  public static var restParameters: FigureID {
    count("model.rest-parameters", "Parameters but embedding and routed experts")
  }
  static var fullAttentionLayers: FigureID {
    count("model.full-attention-layers", "Layers that attend to the whole context")
  }
  static var window: FigureID {
    FigureID("model.window", "Sliding window of the other layers", Dimension(tokens: 1))
  }

  public static var multiplyAdd: FigureID {
    FigureID("unit.multiply-add", "Operations of one multiply-add", Dimension(operations: 1))
  }
  public static var oneToken: FigureID {
    FigureID("unit.token", "One token", Dimension(tokens: 1))
  }
  public static var weightBytes: FigureID {
    FigureID("precision.weights", "Bytes of a weight", Dimension(data: 1))
  }
  static var activationBytes: FigureID {
    FigureID("precision.activations", "Bytes of an activation", Dimension(data: 1))
  }
  public static var cacheBytes: FigureID {
    FigureID("precision.cache", "Bytes of a cache element", Dimension(data: 1))
  }
}

extension ProductRole {
  // Each role names its figures once; `time` is over all layers and passes of a micro-batch.
  private static func role(
    _ inputs: StaticString, _ outputs: StaticString, _ layers: StaticString, _ time: StaticString,
    _ title: StaticString
  ) -> ProductRole {
    ProductRole(
      inputs: FigureID(inputs, "Inputs of the product", .none, .count),
      outputs: FigureID(outputs, "Outputs of the product", .none, .count),
      layers: FigureID(layers, "Layers that have the product", .none, .count),
      time: FigureID(time, title, Dimension(time: 1)))
  }

  static let queryKeyValue = role(
    "model.qkv.inputs", "model.qkv.outputs", "model.qkv.layers", "layer.qkv.time",
    "Query, key and value projections")
  static let attentionOutput = role(
    "model.attention-output.inputs", "model.attention-output.outputs",
    "model.attention-output.layers", "layer.attention-output.time", "Attention output projection")
  static let queryDown = role(
    "model.query-down.inputs", "model.query-down.outputs", "model.query-down.layers",
    "layer.query-down.time", "Latent query down-projection")
  static let queryUp = role(
    "model.query-up.inputs", "model.query-up.outputs", "model.query-up.layers",
    "layer.query-up.time", "Latent query up-projection")
  static let keyValueDown = role(
    "model.key-value-down.inputs", "model.key-value-down.outputs", "model.key-value-down.layers",
    "layer.key-value-down.time", "Latent key and value down-projection")
  static let keyValueUp = role(
    "model.key-value-up.inputs", "model.key-value-up.outputs", "model.key-value-up.layers",
    "layer.key-value-up.time", "Latent key and value up-projection")
  static let feedForwardUp = role(
    "model.up.inputs", "model.up.outputs", "model.up.layers", "layer.up.time",
    "Feed-forward up-projections")
  static let feedForwardDown = role(
    "model.down.inputs", "model.down.outputs", "model.down.layers", "layer.down.time",
    "Feed-forward down-projection")
  static let sharedUp = role(
    "model.shared-up.inputs", "model.shared-up.outputs", "model.shared-up.layers",
    "layer.shared-up.time", "Shared experts, up-projections")
  static let sharedDown = role(
    "model.shared-down.inputs", "model.shared-down.outputs", "model.shared-down.layers",
    "layer.shared-down.time", "Shared experts, down-projection")
  static let expertUp = role(
    "model.expert-up.inputs", "model.expert-up.outputs", "model.expert-up.layers",
    "layer.expert-up.time", "Routed experts, up-projections")
  static let expertDown = role(
    "model.expert-down.inputs", "model.expert-down.outputs", "model.expert-down.layers",
    "layer.expert-down.time", "Routed experts, down-projection")
}

extension FigureID {
  static var cacheHeads: FigureID {
    FigureID("model.cache-heads", "Heads over which the cache can be split", .none, .count)
  }
}
