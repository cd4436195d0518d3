import Figures
import Finance
import Units

extension ComponentCost {
  /// What an hour of a training run takes from hardware that serves others before and after.
  ///
  ///     value     price · e^(-progress · age)
  ///     servers   value · progress                      each accelerator-hour
  ///     network   servers · share / (1 - share)
  ///     energy    node power / node · load · PUE · price
  ///
  /// Room, staff, idle time and margins are left out: the method of published training bills, not the
  /// cost of a cluster. The acquisition of the whole cluster is a figure beside it.
  ///
  /// Source: Epoch AI, "The rising costs of training frontier AI models", 2024, amortised hardware;
  /// epoch-research/training-cost-trends@176b66a training_cost_trends/cost_estimation.py.
  func amortised<L: Ledger>(
    price: Fact<Dollars>, terms: Amortisation, fleet: Fleet<L.Number>, in ledger: inout L
  ) -> [LineItem<L.Number>] {
    let unit = ledger.input(.purchasePrice, price)
    let progress = ledger.input(.progress, terms.progress)
    let age = ledger.input(.hardwareAge, terms.age)
    let value = ledger.define(
      .valueAtStart, unit * .exponential(0 - progress * age))
    let share = ledger.input(.networkShare, terms.ownership.networkShare)
    _ = ledger.define(.acquisition, fleet.accelerators * unit / (1 - share))
    let maximum = ledger.input(.nodePower, product.facts.nodePower ?? .unknownPower)
    let perNode = ledger.input(
      .nodeAccelerators, product.facts.nodeAccelerators ?? .unknownCount)
    let power = ledger.define(
      .usedPower,
      maximum / perNode * fleet.load * ledger.input(.pue, terms.ownership.pue))
    return [
      LineItem(
        .serverValueCost, .servers, quantity: 1, unitPrice: value * progress, .perHourUsed,
        rate: .progress),
      LineItem(
        .networkValueCost, .network, quantity: 1, unitPrice: value * progress * share / (1 - share),
        .perHourUsed, rate: .networkShare),
      LineItem(
        .electricityCost, .power, quantity: 1,
        unitPrice: power * ledger.input(.electricity, terms.ownership.electricity),
        .perHourUsed, rate: .electricity),
    ]
  }
}
