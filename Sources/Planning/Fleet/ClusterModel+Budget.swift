import Figures
import Finance
import HardwareKit
import Units

extension ClusterModel {
  /// The most nodes in service that a budget buys, by halving: capital never falls as nodes are
  /// added.
  ///
  /// - Throws: ``Infeasible`` when it does not buy one.
  func nodesWithin(_ budget: Double) throws(Infeasible) -> Double {
    var low: Double = 0
    var high: Double = 1
    let first = capital(nodes: high)
    guard first <= budget else { throw Infeasible(.budget, needed: first, available: budget) }
    while capital(nodes: high) <= budget, high < Self.mostNodes { (low, high) = (high, high * 2) }
    while high - low > 1 {
      let middle = ((low + high) / 2).rounded(.down)
      if capital(nodes: middle) <= budget { low = middle } else { high = middle }
    }
    return low
  }

  /// More than anybody has; a search ends there.
  private static var mostNodes: Double { 0x1p30 }

  /// What the search reads, whatever the size: every price of the bill, and the budget.
  func budgetReading(_ budget: Fact<Dollars>) -> Taint {
    var reading = TaintLedger()
    _ = reading.input(.budget, budget)
    _ = capital(nodes: 1, in: &reading)
    return reading.taint
  }

  private func capital(nodes: Double) -> Double {
    var scratch = Scratch()
    return capital(nodes: nodes, in: &scratch)
  }

  private func capital<L: Ledger>(nodes: Double, in ledger: inout L) -> Double
  where L.Number == Double {
    let perNode = product.facts.nodeAccelerators?.value ?? 0
    let count = FleetCount<Double>.holding(
      nodes * perNode, perNode: perNode, spares: fleet.spares, in: &ledger)
    return bill(count, load: 0, months: 0, in: &ledger).filter { $0.item.flowClass == .capital }
      .map { $0.item.quantity * $0.item.unitPrice }.reduce(0, +)
  }
}
