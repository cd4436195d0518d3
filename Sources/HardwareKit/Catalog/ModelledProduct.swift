/// A product with the two models that its plugin makes for it.
public struct ModelledProduct: Sendable {
  public let product: Product
  public let throughput: any ThroughputModel
  public let cost: any CostModel
  private let makeThroughput: @Sendable (Product) -> any ThroughputModel
  private let makeCost: @Sendable (Product) -> any CostModel

  public init(
    product: Product,
    throughput: @escaping @Sendable (Product) -> any ThroughputModel,
    cost: @escaping @Sendable (Product) -> any CostModel
  ) {
    self.product = product
    self.throughput = throughput(product)
    self.cost = cost(product)
    makeThroughput = throughput
    makeCost = cost
  }
}

extension ModelledProduct {
  /// The same product with some facts replaced by the plan's.
  public func with(_ facts: ProductFacts) -> ModelledProduct {
    remade(product.with(facts))
  }

  /// The same product with another calibration, as a fit tries them.
  public func with(training: TrainingCalibration) -> ModelledProduct {
    remade(product.with(training: training))
  }

  /// The same product with the user's own quotes laid over the catalogue's.
  public func adding(private prices: PriceBook) -> ModelledProduct {
    remade(product.with(prices: product.prices.adding(private: prices)))
  }

  /// Both models made anew, so that they read this product and not the one before.
  private func remade(_ product: Product) -> ModelledProduct {
    ModelledProduct(product: product, throughput: makeThroughput, cost: makeCost)
  }
}
