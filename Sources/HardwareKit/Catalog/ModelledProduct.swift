/// A product with the two models that its plugin gives it.
public struct ModelledProduct: Sendable {
  public let product: Product
  public let throughput: any ThroughputModel
  public let cost: any CostModel

  public init(product: Product, throughput: any ThroughputModel, cost: any CostModel) {
    self.product = product
    self.throughput = throughput
    self.cost = cost
  }
}

extension ModelledProduct {
  /// The same product with some facts replaced by the plan's.
  ///
  /// A plugin's own models read the product that they were made for; the shared ones are remade.
  public func with(_ facts: ProductFacts) -> ModelledProduct {
    remade(product.with(facts))
  }

  /// The same product with the user's own quotes laid over the catalogue's.
  public func adding(private prices: PriceBook) -> ModelledProduct {
    remade(product.with(prices: product.prices.adding(private: prices)))
  }

  private func remade(_ product: Product) -> ModelledProduct {
    ModelledProduct(
      product: product,
      throughput: throughput is Roofline ? Roofline(product) : throughput,
      cost: cost is ComponentCost ? ComponentCost(product) : cost)
  }
}
