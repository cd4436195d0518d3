public import HardwareKit

/// What became of a measured value.
public enum RowStatus: String, Sendable, CaseIterable {
  case answered
  /// No plugin supplies the accelerator.
  case noPlugin = "no plugin"
  case unknownModel = "unknown model"
  /// Nothing here predicts this.
  case notModelled = "not modelled"
  /// The model says that the run cannot be, by a limit that the reason names.
  case infeasible
  case unreadable
}

/// Why a value has no prediction.
public struct Refusal: Error, Sendable, Hashable {
  public var status: RowStatus
  public var reason: String

  public init(_ status: RowStatus, _ reason: String) {
    self.status = status
    self.reason = reason
  }
}

/// A row whose names are resolved: what a predictor is asked.
public struct Question: Sendable {
  public let row: MeasuredRow
  public let product: ModelledProduct
  public let model: ModelFacts

  public init(row: MeasuredRow, product: ModelledProduct, model: ModelFacts) {
    self.row = row
    self.product = product
    self.model = model
  }
}

/// What a predictor answers to a row, by measure; only those that the row measured are looked up.
public struct Prediction: Sendable {
  public var values: [Measure: Double] = [:]
  public var refusals: [Measure: Refusal] = [:]
  /// What the answer rests on that the row did not say: the layout that was chosen, a precision read
  /// one way.
  public var basis: [String] = []
  /// The class of rows that share an error band: `training dense given`.
  public var group = ""

  public init() {}

  public func value(of measure: Measure) -> Result<Double, Refusal> {
    if let value = values[measure] {
      guard value.isFinite, value > 0 else {
        return .failure(Refusal(.notModelled, "the model gives no number here"))
      }
      return .success(value)
    }
    return .failure(
      refusals[measure] ?? Refusal(.notModelled, "\(measure.kind.rawValue) is not modelled yet"))
  }
}

/// Predicts what rows of one kind measured.
public protocol RowPredictor: Sendable {
  /// Answers a row of its kind, or says why it cannot.
  func predict(_ question: Question) -> Result<Prediction, Refusal>
}

/// Stands for a model that is not written yet.
public struct NotModelled: RowPredictor {
  let what: String

  public init(_ what: String) { self.what = what }

  public func predict(_ question: Question) -> Result<Prediction, Refusal> {
    .failure(Refusal(.notModelled, "\(what) is not modelled yet"))
  }
}
