public import HardwareKit

/// One of the combinations of number formats and techniques that a plan leaves to the search.
public struct ServingVariant: Sendable {
  public var precision: Precision
  public var cachePrecision: Precision
  public var technique: ServingTechnique
  /// What layouts of it are told by.
  public var choice: ServingChoice
  /// Found by `search` and not named by the plan: only for products that compute in the format.
  public var needsUnits: Bool
  /// What the model may be wrong by, on the product that is tried.
  var error: ModelError?

  public init(
    precision: Precision, cachePrecision: Precision, technique: ServingTechnique,
    choice: ServingChoice, needsUnits: Bool = false
  ) {
    self.precision = precision
    self.cachePrecision = cachePrecision
    self.technique = technique
    self.choice = choice
    self.needsUnits = needsUnits
  }
}

extension ServingDemand {
  /// The variants that a product can be asked for, each with its place; one without a choice.
  ///
  /// Of formats that `search` found those count that the product has units for, or the first.
  func choices(on product: Product) -> [ServingChoice] {
    guard !variants.isEmpty else { return [ServingChoice()] }
    let peaks = product.facts.peaks
    let own = variants.filter { !$0.needsUnits || peaks[$0.precision] != nil }
    let first = variants[0].precision
    return (own.isEmpty ? variants.filter { $0.precision == first } : own).map(\.choice)
  }
}
