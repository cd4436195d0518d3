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
