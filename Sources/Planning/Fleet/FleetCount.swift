import Figures
import HardwareKit
import Units

/// A fleet as it is bought: nodes in service, nodes held ready, and what can be used at once.
struct FleetCount<Number: Sendable> {
  let service: Number
  /// Service and spares.
  let nodes: Number
  /// Accelerators of the nodes in service.
  let accelerators: Number
}

extension FleetCount {
  /// Whole nodes for accelerators, with spares on top.
  ///
  ///     service = ceil( accelerators / node )
  ///     nodes   = service + ceil( service · spares )
  static func holding<L: Ledger>(
    _ accelerators: L.Number, perNode: L.Number, spares: Fact<Ratio>, in ledger: inout L
  ) -> FleetCount where L.Number == Number {
    let service = ledger.define(.serviceNodes, .ceiling(accelerators / perNode))
    let share = ledger.input(.spareShare, spares)
    let ready = ledger.define(.spareNodes, .ceiling(service * share))
    return FleetCount(
      service: service, nodes: ledger.define(.nodes, service + ready),
      accelerators: ledger.define(.fleetAccelerators, service * perNode))
  }
}

extension ClusterModel {
  /// Sizes the fleet as the plan asks.
  ///
  /// What a site's power holds has a formula:
  ///
  ///     nodes   = floor( limit / (node's maximum · PUE) )
  ///     service = floor( nodes / (1 + spares) )
  ///
  /// What a budget buys is searched, since any cost model may stand behind it; see
  /// ``nodesWithin(_:)``.
  func size<L: Ledger>(
    perNode: L.Number, in ledger: inout L
  ) throws(Infeasible) -> FleetCount<L.Number> {
    switch fleet.size {
    case .accelerators(let wanted):
      return .holding(
        ledger.input(.wantedAccelerators, wanted), perNode: perNode, spares: fleet.spares,
        in: &ledger)
    case .demand(let levels):
      var sum: L.Number = 0
      for (index, level) in levels.enumerated() {
        sum = sum + ledger.input(.demandLevel.at(index + 1), level.accelerators)
      }
      return .holding(
        ledger.define(.wantedAccelerators, sum), perNode: perNode, spares: fleet.spares,
        in: &ledger)
    case .power(let limit):
      let site = ledger.input(.powerLimit, limit)
      let node =
        ledger.input(.nodePower, product.facts.nodePower ?? .unknown)
        * ledger.input(.pue, ownership.pue)
      let spares = ledger.input(.spareShare, fleet.spares)
      try ledger.require(node, atMost: site, .sitePower)
      let all = floor(site / node)
      let service = floor(all / (1 + spares))
      try ledger.require(1, atMost: service, .sitePower)
      return .holding(
        ledger.define(.wantedAccelerators, service * perNode), perNode: perNode,
        spares: fleet.spares, in: &ledger)
    case .budget(let budget):
      _ = ledger.input(.budget, budget)
      let found = try nodesWithin(budget.value)
      let wanted = ledger.input(
        .wantedAccelerators,
        Fact<Count>(
          found * (product.facts.nodeAccelerators?.value ?? 0),
          Provenance(
            .solved("the most that the budget buys, by search", reading: budgetReading(budget)),
            evidence: nil)))
      return .holding(wanted, perNode: perNode, spares: fleet.spares, in: &ledger)
    }
  }

  private func floor<N: Algebra>(_ value: N) -> N { 0 - N.ceiling(0 - value) }
}

extension Fact {
  /// Stands where the reader of a plan, or the search before, has already refused.
  static var unknown: Fact { Fact(.nan, Provenance(.definition("not on record"), evidence: nil)) }
}
