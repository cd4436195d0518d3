public import Figures

/// The limits that a layout or a service level can run into, and the words for each.
extension LimitID {
  public static let memory = LimitID(rawValue: 1)
  public static let timeToFirstToken = LimitID(rawValue: 2)
  public static let timePerOutputToken = LimitID(rawValue: 3)
  public static let wholeMicroBatches = LimitID(rawValue: 4)
  public static let layersOfStages = LimitID(rawValue: 5)
  public static let headsOfTensorGroup = LimitID(rawValue: 6)
  public static let deadline = LimitID(rawValue: 7)
  public static let failures = LimitID(rawValue: 8)
  public static let accelerators = LimitID(rawValue: 9)
  public static let prefillLoad = LimitID(rawValue: 10)
  public static let requestsInFlight = LimitID(rawValue: 13)
  public static let systemSize = LimitID(rawValue: 14)
  public static let sitePower = LimitID(rawValue: 15)
  public static let budget = LimitID(rawValue: 16)
  public static let promptPool = LimitID(rawValue: 18)
}

/// What a report says of a limit.
public struct LimitText: Sendable {
  /// What was needed, `memory of one accelerator`.
  public let title: String
  /// How the two values print.
  public let style: FigureStyle
  /// What would lift the limit, as advice to the reader of a plan.
  public let lift: String

  public init(of limit: LimitID) {
    switch limit {
    case .memory:
      self.init(
        "memory of an accelerator", .automatic,
        "more accelerators, a lower precision, or a product with more memory")
    case .timeToFirstToken:
      self.init(
        "time to first token", .milliseconds, "a looser ttft, shorter prompts, or a faster product")
    case .timePerOutputToken:
      self.init(
        "time per output token", .milliseconds,
        "a looser tpot, a lower precision, or a product with more bandwidth")
    case .wholeMicroBatches:
      self.init("sequences of a batch", .count, "a larger batch, or fewer accelerators")
    case .layersOfStages:
      self.init("pipeline stages", .count, "fewer stages: each needs a layer")
    case .headsOfTensorGroup:
      self.init("tensor-parallel size", .count, "a size that divides the attention heads")
    case .deadline:
      self.init(
        "duration", .days,
        "a later deadline, or a larger batch, so that more accelerators can share it")
    case .failures:
      self.init(
        "time lost to failures", .share, "fewer accelerators, faster checkpoints, or rarer failures"
      )
    case .accelerators:
      self.init("accelerators of a layout", .count, "more accelerators")
    case .prefillLoad:
      self.init(
        "prompt tokens of a step", .automatic,
        "shorter prompts, a larger prefix-cache share, or more accelerators a replica")
    case .requestsInFlight:
      self.init(
        "requests in flight", .count,
        "more pipeline stages, or a lower percentile of the service level")
    case .systemSize:
      self.init(
        "accelerators of one system", .count,
        "a smaller model, shorter contexts, or fewer requests in flight")
    case .sitePower:
      self.init("power of a node with its facility", .kilowatts, "a larger site, or smaller nodes")
    case .promptPool:
      self.init(
        "load of the replicas for prompts", .share,
        "more of them, shorter prompts, or fewer that decode")
    case .budget: self.init("capital for one node", .automatic, "a larger budget")
    default:
      self.init("limit \(limit.rawValue)", .automatic, "see the documentation")
    }
  }

  private init(_ title: String, _ style: FigureStyle, _ lift: String) {
    self.title = title
    self.style = style
    self.lift = lift
  }
}
