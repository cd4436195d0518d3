public import Diagnostics
import Figures
public import HardwareKit

/// A measured value with what the models say of it.
public struct EvaluatedValue: Sendable {
  public let row: MeasuredRow
  /// Nil for a row that measured nothing that could be read.
  public let measured: MeasuredValue?
  public let product: String?
  /// Of answered rows: the product's vendor and the catalogue's name of the model.
  public let vendor: String?
  public let model: String?
  public var predicted: Double?
  /// The ends of the 90 % band around the prediction.
  public var low: Double?
  public var high: Double?
  public let status: RowStatus
  /// Why there is no prediction, or what one rests on that the row did not say.
  public let reason: String?
  /// The class of rows with which it shares its band, and the cell of rows alike.
  public let group: String
  public let cell: String

  public var kind: MeasuredKind? { measured?.measure.kind }

  /// The reason, and why the table leaves the value out, if it does.
  public var note: String? {
    let leftOut = kind.flatMap(row.leftOut).map { "left out: \($0)" }
    let words = [leftOut, reason].compactMap(\.self)
    return words.isEmpty ? nil : words.joined(separator: "; ")
  }

  /// Predicted over measured, less one.
  public var error: Double? {
    guard let predicted, let value = measured?.value else { return nil }
    return predicted / value - 1
  }

  /// Whether the measured value lies in the band; nil without one.
  public var isInBand: Bool? {
    guard let low, let high, let value = measured?.value else { return nil }
    return (low...high).contains(value)
  }
}

/// Asks the models for every value of every row.
public struct Evaluator {
  private let resolver: RowResolver
  private let training: any RowPredictor
  private let serving: any RowPredictor
  private let bands: ErrorBands

  public init(
    resolver: RowResolver, training: any RowPredictor, serving: any RowPredictor,
    bands: ErrorBands = ErrorBands()
  ) {
    self.bands = bands
    self.resolver = resolver
    self.training = training
    self.serving = serving
  }

  /// The models of this project.
  ///
  /// - Throws: what is wrong with the data that no chip owns.
  public init(registry: ProductRegistry, shared: SharedData) throws(DiagnosticList) {
    let rules = try BenchmarkRules.embedded()
    self.init(
      resolver: RowResolver(registry: registry, shared: shared, rules: rules),
      training: TrainingPredictor(shared: shared, rules: rules), serving: NotModelled("serving"),
      bands: shared.bands)
  }

  /// One value for each that a row measured, in the order of the rows; one without a measure for a row
  /// that measured nothing. No row is left out.
  ///
  /// - Parameter products: only rows of these products, all where empty.
  /// - Throws: what is wrong with a plugin's data.
  public func evaluate(
    _ rows: [MeasuredRow], products: Set<String> = []
  ) throws(DiagnosticList) -> [EvaluatedValue] {
    let asked = rows.filter { row in
      products.isEmpty || resolver.productID(of: row).map(products.contains) == true
    }
    try resolver.load(asked)
    return asked.flatMap(evaluate)
  }

  /// The rows whose product and model are known, as predictors and fits take them.
  ///
  /// - Throws: what is wrong with a plugin's data.
  public func questions(_ rows: [MeasuredRow]) throws(DiagnosticList) -> [Question] {
    try resolver.load(rows)
    return rows.compactMap { try? resolver.question($0).get() }
  }

  private func evaluate(_ row: MeasuredRow) -> [EvaluatedValue] {
    let question = resolver.question(row)
    let answer = question.flatMap { question in
      switch row.subject {
      case .training: training.predict(question)
      case .serving: serving.predict(question)
      }
    }
    if row.values.isEmpty {
      let reason = row.problem ?? "the row holds no measured value"
      return [value(row, nil, nil, .failure(Refusal(.unreadable, reason)), Prediction())]
    }
    return row.values.map { measured in
      var result = answer.flatMap { $0.value(of: measured.measure) }
      if row.problem == nil, let problem = measured.problem {
        result = .failure(Refusal(.unreadable, problem))
      }
      return value(
        row, measured, try? question.get(), result, (try? answer.get()) ?? Prediction())
    }
  }

  private func value(
    _ row: MeasuredRow, _ measured: MeasuredValue?, _ question: Question?,
    _ result: Result<Double, Refusal>, _ prediction: Prediction
  ) -> EvaluatedValue {
    let id = resolver.productID(of: row)
    let product = question?.product.product
    let model = question?.model.architecture.id
    var status = RowStatus.answered
    var reason = prediction.basis.isEmpty ? nil : prediction.basis.joined(separator: "; ")
    if case .failure(let refusal) = result {
      status = refusal.status
      reason = refusal.reason
    }
    var value = EvaluatedValue(
      row: row, measured: measured, product: id, vendor: product?.vendor, model: model,
      predicted: try? result.get(), status: status, reason: reason, group: prediction.group,
      cell: Cell(of: row, product: id).key)
    if let predicted = value.predicted, let measured, let product, let model,
      let width = bands.halfWidth(
        kind: measured.measure.kind.rawValue, group: prediction.group, product: product.id,
        vendor: product.vendor, model: model)
    {
      value.low = predicted * .exponential(-width)
      value.high = predicted * .exponential(width)
    }
    return value
  }
}
