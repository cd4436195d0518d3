import Figures
import Finance
import HardwareKit
import Units

extension FleetBook {
  /// Writes what the fleet is worth at the end of the horizon, and that it comes back then. Only servers
  /// find a second buyer; the rest is worth nothing at the end of its life, which is that of the
  /// servers or its own.
  ///
  /// Servers are worth what a curve says where the plan gives one, else a straight line to their
  /// residual; the launch of a successor takes a share of that at once.
  mutating func writeEndValue<L: Ledger>(
    ownership: Ownership, purchase: PurchaseTerms, horizon: Fact<Seconds>, in ledger: inout L
  ) -> Number where L.Number == Number {
    let whole = ledger.input(.horizon, horizon)
    // Renewed servers are younger than the rest.
    let last = purchases.last(where: \.isRenewal)
    let age = last.map { whole - PriceTerms.elapsed($0.month, in: &ledger) } ?? whole
    let bought = last?.cost ?? servers
    let residual = ledger.input(.residual, ownership.residual)
    let life = ledger.input(.life, ownership.life)
    var value = OwnedCapital.value(capital: bought, residual: residual, age: age, life: life)
    if !purchase.residualCurve.isEmpty {
      let points = purchase.residualCurve.enumerated().map { index, point in
        (
          age: ledger.input(.residualAge.at(index + 1), point.age),
          share: ledger.input(.residualShare.at(index + 1), point.share)
        )
      }
      value = bought * ledger.define(.residualNow, PricePath.alongPoints(points, age: age))
    }
    if let successor = purchase.successor,
      Double(successor.month) * TimeSpan.month <= horizon.value
    {
      value = value * (1 + ledger.input(.successorStep, successor.change))
    }
    let rest = OwnedCapital.value(capital: others, residual: 0 * residual, age: whole, life: life)
    value = value + rest
    for part in purchases where !part.isRenewal && (part.life != nil || part.month > 0) {
      let age = part.month > 0 ? whole - PriceTerms.elapsed(part.month, in: &ledger) : whole
      value =
        value
        + OwnedCapital.value(
          capital: part.cost, residual: part.role == .servers ? residual : 0 * residual, age: age,
          life: part.life ?? life)
    }
    // A lease that ends with the horizon is bought out where that is worth more than it costs.
    if let price = buyOutAtEnd { value = .larger(0, value - price) }
    let left = ledger.define(.endValue, value)
    flows.add(FlowLine(.endValue, .servers, .value, left, .at(flows.calendar.horizon)))
    return left
  }

  /// What is bought at the start beside servers, and has no life of its own.
  var others: Number {
    purchases.reduce(capital) { rest, part in
      let isOther = !part.isServersOfStart && part.life == nil && part.month == 0
      return isOther || part.isRenewal ? rest : rest - part.cost
    }
  }
}
