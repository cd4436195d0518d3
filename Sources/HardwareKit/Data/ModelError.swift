public import Figures
public import Units

/// What a throughput model does not know, as factors on what it says: their median is 1, and their
/// spread is that of measurements over predictions (``ErrorBands``).
///
/// A measured rate is the modelled one times ``throughput`` or ``training``, a measured latency the
/// modelled one times ``ttft`` or ``tpot``. A factor of exactly 1 changes no bit of any figure.
public final class ModelError: Sendable {
  /// The rate of a training run, and of a serving replica.
  public let training: Fact<Ratio>?
  public let throughput: Fact<Ratio>?
  /// Time to first token and time per output token of a replica.
  public let ttft: Fact<Ratio>?
  public let tpot: Fact<Ratio>?

  public init(
    training: Fact<Ratio>? = nil, throughput: Fact<Ratio>? = nil, ttft: Fact<Ratio>? = nil,
    tpot: Fact<Ratio>? = nil
  ) {
    self.training = training
    self.throughput = throughput
    self.ttft = ttft
    self.tpot = tpot
  }
}

extension ErrorBands {
  /// The factors of a training run.
  ///
  /// - Parameter isGiven: whether the plan gives the layout; one that was searched is less sure.
  public func trainingError(
    on product: Product, _ model: ModelFacts, isGiven: Bool
  ) -> ModelError {
    ModelError(
      training: factor(
        "throughput", Self.trainingGroup(model, isGiven: isGiven), product, model))
  }

  /// The factors of a service. Rows at a stated number of requests in flight are the nearest to a
  /// replica of a plan; that a plan asks for percentiles under traffic of its own is not in them.
  public func servingError(
    on product: Product, _ model: ModelFacts, _ technique: ServingTechnique
  ) -> ModelError {
    let group =
      "serving \(technique.disaggregated ? "disaggregated" : "concurrency") "
      + (model.hasExperts ? "mixture" : "dense")
    return ModelError(
      throughput: factor("throughput", group, product, model),
      ttft: factor("ttft", group, product, model), tpot: factor("tpot", group, product, model))
  }

  /// The group of rows that a training run is like.
  public static func trainingGroup(_ model: ModelFacts, isGiven: Bool) -> String {
    "training \(model.hasExperts ? "experts" : "dense") \(isGiven ? "given" : "searched")"
  }

  /// Lognormal around 1 with the half-width of the band; nil where no row says anything.
  private func factor(
    _ kind: String, _ group: String, _ product: Product, _ model: ModelFacts
  ) -> Fact<Ratio>? {
    guard
      let half = halfWidth(
        kind: kind, group: group, product: product.id, vendor: product.vendor,
        model: model.architecture.id)
    else { return nil }
    let rows = rows(kind: kind, group: group)
    let citation = Citation(
      title: "Residuals of the throughput models against published measurements",
      publisher: "Headroom", date: date,
      locator: "bands.yaml, \(kind) of \(rows?.group ?? group): \(rows?.rows ?? 0) rows")
    let widened = widening(
      group: group, product: product.id, vendor: product.vendor, model: model.architecture.id)
    return Fact(
      1, low: .exponential(-half), high: .exponential(half),
      Provenance(
        .citations([citation]), evidence: .modelled,
        note: widened.isEmpty
          ? "measured over modelled, 90 % band"
          : "measured over modelled, 90 % band, wider because no row covers \(widened)"))
  }
}

extension FigureID {
  /// Keys of ``ModelError`` as figures, and as a plan overrides them for a product.
  public static let modelErrorPrefix = "model-error."

  static var trainingError: FigureID {
    FigureID("model-error.training", "Measured training rate over the modelled", .none, .multiple)
  }
  static var throughputError: FigureID {
    FigureID("model-error.throughput", "Measured serving rate over the modelled", .none, .multiple)
  }
  static var ttftError: FigureID {
    FigureID(
      "model-error.ttft", "Measured time to first token over the modelled", .none, .multiple)
  }
  static var tpotError: FigureID {
    FigureID(
      "model-error.tpot", "Measured time per output token over the modelled", .none, .multiple)
  }
}
