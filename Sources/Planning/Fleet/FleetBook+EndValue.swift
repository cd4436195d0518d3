import Figures
import Finance
import HardwareKit
import Units

extension FleetBook {
  /// Writes what the fleet is worth at the end of the horizon, and that it comes back then. Only servers
  /// find a second buyer; the rest is worth nothing at the end of its life, which is that of the
  /// servers or its own.
  ///
  /// Servers are worth a share of their price by their age since the first hour of use; the launch of a
  /// successor takes a share of that at once.
  mutating func writeEndValue<L: Ledger>(
    of product: String, ownership: Ownership, purchase: PurchaseTerms, horizon: Fact<Seconds>,
    in ledger: inout L
  ) -> Number where L.Number == Number {
    let whole = ledger.input(.horizon, horizon)
    // Nothing ages before it is delivered, and renewed servers are younger than the rest.
    let used =
      purchase.deliveryMonths > 0 ? whole - ledger.input(.delivery, purchase.delivery) : whole
    let last = purchases.last(where: \.isRenewal)
    let age = last.map { whole - PriceTerms.elapsed($0.month, in: &ledger) } ?? used
    let share = ledger.define(.residualNow, ownership.share(of: product, at: age, in: &ledger))
    var value = (last?.cost ?? servers) * share
    let life = ledger.input(.life, ownership.life)
    let nothing = 0 * share
    if let successor = purchase.successor,
      Double(successor.month) * TimeSpan.month <= horizon.value
    {
      value = value * (1 + ledger.input(.successorStep, successor.change))
    }
    let rest = OwnedCapital.value(capital: others, residual: nothing, age: used, life: life)
    value = value + rest
    for part in purchases where !part.isRenewal && (part.life != nil || part.month > 0) {
      let isLate = part.month > purchase.deliveryMonths
      let age = isLate ? whole - PriceTerms.elapsed(part.month, in: &ledger) : used
      value =
        value
        + OwnedCapital.value(
          capital: part.cost, residual: nothing, age: age, life: part.life ?? life)
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
