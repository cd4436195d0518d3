public import Figures
public import Units

/// A model's dimensions as facts with a citation, in the form that the formulas use.
///
/// A class, so that a workload passes a reference. Counts are per layer where the name says so.
public final class ModelFacts: Sendable {
  public let architecture: ModelArchitecture
  public let provenance: Provenance
  /// A published quality score for a reader to weigh; it never turns into money.
  public let score: QualityScore?

  public let parameters: Fact<Count>
  public let activeParameters: Fact<Count>
  public let layers: Fact<Count>
  public let hidden: Fact<Count>
  public let vocabulary: Fact<Count>
  /// Width of all query heads' outputs, the operand of the attention core.
  public let attentionWidth: Fact<Count>
  /// Width of keys and values together that a grouped layer projects.
  public let keyValueWidth: Fact<Count>
  /// Query heads.
  public var heads: Fact<Count> { Fact(Double(architecture.attention.heads), provenance) }
  /// Elements that one token adds to the cache over all layers, and the heads that share them.
  public let cacheElements: Fact<Count>
  public let cacheHeadCount: Fact<Count>
  public let gateMatrices: Fact<Count>
  /// Feed-forward width that one token passes, experts that it visits included.
  public let activeFeedForward: Fact<Count>
  public let expertLayers: Fact<Count>
  public let experts: Fact<Count>
  public let activeExperts: Fact<Count>
  /// Parameters of routed experts over all layers; the rest, embedding left out; the output head.
  public let expertParameters: Fact<Count>
  public let activeExpertParameters: Fact<Count>
  public let headParameters: Fact<Count>
  public let embeddingParameters: Fact<Count>
  public let restParameters: Fact<Count>
  /// Mean share of layers that attend to everything, and the window of the others.
  public let fullAttentionLayers: Fact<Count>
  public let window: Fact<Tokens>?
  /// The matrix products of the layers.
  public let products: [LayerProduct]

  public var hasExperts: Bool { expertLayers.value > 0 }

  init(
    architecture: ModelArchitecture, provenance: Provenance, score: QualityScore?,
    parameters: Fact<Count>,
    activeParameters: Fact<Count>, layers: Fact<Count>, hidden: Fact<Count>,
    vocabulary: Fact<Count>, attentionWidth: Fact<Count>, keyValueWidth: Fact<Count>,
    cacheElements: Fact<Count>, cacheHeadCount: Fact<Count>, gateMatrices: Fact<Count>,
    activeFeedForward: Fact<Count>, expertLayers: Fact<Count>, experts: Fact<Count>,
    activeExperts: Fact<Count>, expertParameters: Fact<Count>,
    activeExpertParameters: Fact<Count>, headParameters: Fact<Count>,
    embeddingParameters: Fact<Count>, restParameters: Fact<Count>,
    fullAttentionLayers: Fact<Count>, window: Fact<Tokens>?, products: [LayerProduct]
  ) {
    self.architecture = architecture
    self.provenance = provenance
    self.score = score
    self.parameters = parameters
    self.activeParameters = activeParameters
    self.layers = layers
    self.hidden = hidden
    self.vocabulary = vocabulary
    self.attentionWidth = attentionWidth
    self.keyValueWidth = keyValueWidth
    self.cacheElements = cacheElements
    self.cacheHeadCount = cacheHeadCount
    self.gateMatrices = gateMatrices
    self.activeFeedForward = activeFeedForward
    self.expertLayers = expertLayers
    self.experts = experts
    self.activeExperts = activeExperts
    self.expertParameters = expertParameters
    self.activeExpertParameters = activeExpertParameters
    self.headParameters = headParameters
    self.embeddingParameters = embeddingParameters
    self.restParameters = restParameters
    self.fullAttentionLayers = fullAttentionLayers
    self.window = window
    self.products = products
  }
}

/// A benchmark and the percentage that a publisher prints for a model.
public struct QualityScore: Sendable, Hashable {
  public let benchmark: String
  public let percent: Double

  public init(benchmark: String, percent: Double) {
    self.benchmark = benchmark
    self.percent = percent
  }
}

/// One kind of matrix product in a model's layers.
public struct LayerProduct: Sendable {
  public enum Sharding: Sendable {
    /// Outputs are split over the tensor-parallel group.
    case outputs
    /// Inputs are split.
    case inputs
    /// Every rank holds the whole (latent down-projections, routers).
    case replicated
  }

  public let role: ProductRole
  public let inputs: Fact<Count>
  public let outputs: Fact<Count>
  public let sharding: Sharding
  /// How many layers have it.
  public let layers: Fact<Count>
  /// Grouped over experts: each row visits `activeExperts` of them.
  public let isGrouped: Bool
  /// Where adapters of LoRA name it; nil for what they leave alone.
  public let target: AdapterTarget?
}

/// The place of a matrix product in a layer, with the figures that describe it.
public struct ProductRole: Sendable {
  let inputs: FigureID
  let outputs: FigureID
  let layers: FigureID
  let time: FigureID
}
