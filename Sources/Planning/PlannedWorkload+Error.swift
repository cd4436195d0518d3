public import Figures
import HardwareKit
import Units

extension PlannedWorkload {
  /// The workload with what the model may be wrong by on a product: the bands of rows like it, or what
  /// the plan gives.
  func with(
    _ bands: ErrorBands, on product: Product, _ model: ModelFacts, _ given: [String: Fact<Ratio>]
  ) -> PlannedWorkload {
    func factor(_ key: String, _ learnt: Fact<Ratio>?) -> Fact<Ratio>? {
      given["\(product.id).\(FigureID.modelErrorPrefix)\(key)"] ?? learnt
    }
    var result = self
    switch kind {
    case .train(var demand):
      let learnt = bands.trainingError(on: product, model, isGiven: demand.layout.isComplete)
      demand.error = ModelError(training: factor("training", learnt.training))
      result.kind = .train(demand)
    case .serve(var demand):
      func error(_ technique: ServingTechnique) -> ModelError {
        let learnt = bands.servingError(on: product, model, technique)
        return ModelError(
          throughput: factor("throughput", learnt.throughput), ttft: factor("ttft", learnt.ttft),
          tpot: factor("tpot", learnt.tpot))
      }
      demand.error = error(demand.technique)
      for index in demand.variants.indices {
        demand.variants[index].error = error(demand.variants[index].technique)
      }
      result.kind = .serve(demand)
    }
    return result
  }
}

extension Outcome {
  /// Correlations of the model's errors: products of one family share a part of theirs.
  ///
  /// - Parameter withOptions: of all options that have an answer, or only of the chosen ones.
  public func errorPairs(withOptions: Bool) -> [Copula.Pair] {
    var families: [String: [String]] = [:]
    for workload in cases.flatMap(\.workloads) {
      let products =
        withOptions
        ? workload.options.filter { $0.answer != nil } : [workload.choice].compactMap(\.self)
      for product in products.map(\.product)
      where families[product.family]?.contains(product.id) != true {
        families[product.family, default: []].append(product.id)
      }
    }
    var pairs: [Copula.Pair] = []
    for (_, products) in families.sorted(by: { $0.key < $1.key }) {
      for (key, correlation) in sharedErrors.sorted(by: { $0.key < $1.key }) {
        func name(_ product: String) -> String { "\(product).\(FigureID.modelErrorPrefix)\(key)" }
        for (index, a) in products.enumerated() {
          for b in products[..<index] { pairs.append(Copula.Pair(name(b), name(a), correlation)) }
        }
      }
    }
    return pairs
  }
}
