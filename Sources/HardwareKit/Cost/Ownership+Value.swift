public import Figures
import Finance
public import Units

/// A point of a residual curve.
public struct ResidualPoint: Sendable {
  /// Since the first hour of use.
  public var age: Fact<Seconds>
  /// Of the price.
  public var share: Fact<Ratio>

  public init(age: Fact<Seconds>, share: Fact<Ratio>) {
    self.age = age
    self.share = share
  }
}

extension Ownership {
  /// The product whose curve stands in where a product has none of its own.
  static let referenceProduct = "nvidia-h100-sxm5"

  /// The curve of a product; of one without a record the H100's by age, assumed and said.
  func valueCurve(of product: String) -> [ResidualPoint] {
    if let own = valueCurves[product] { return own }
    return (valueCurves[Self.referenceProduct] ?? []).map { point in
      ResidualPoint(
        age: point.age,
        share: point.share.resting(
          on: Provenance(
            .assumed("the H100's value by age, since none of \(product) is on record"),
            evidence: .assumed)))
    }
  }

  /// What servers are worth at an age since their first hour of use, of the price paid.
  ///
  ///     a list of ages of the plan   straight lines from all of the price at age 0; the last share holds
  ///     a residual of the plan       the catalogue's curve, scaled to leave it at the end of the life
  ///     neither                      the catalogue's curve
  package func share<L: Ledger>(
    of product: String, at age: L.Number, in ledger: inout L
  ) -> L.Number {
    func points(_ list: [ResidualPoint]) -> [(age: L.Number, share: L.Number)] {
      list.enumerated().map { index, point in
        (
          age: ledger.input(.residualAge.at(index + 1), point.age),
          share: ledger.input(.residualShare.at(index + 1), point.share)
        )
      }
    }
    if !givenCurve.isEmpty { return PricePath.alongPoints(points(givenCurve), age: age) }
    let list = points(valueCurve(of: product))
    guard let residual = residual.map({ ledger.input(.residual, $0) }) else {
      return list.isEmpty
        ? OwnedCapital.value(
          capital: 1, residual: 0, age: age, life: ledger.input(.life, life))
        : ValueOverAge.along(list, age: age)
    }
    let life = ledger.input(.life, life)
    guard !list.isEmpty else {
      return OwnedCapital.value(capital: 1, residual: residual, age: age, life: life)
    }
    return ValueOverAge.scaled(
      curve: ValueOverAge.along(list, age: age), atLife: ValueOverAge.along(list, age: life),
      to: residual)
  }
}
