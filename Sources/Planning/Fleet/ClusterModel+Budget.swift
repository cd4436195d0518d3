import Figures
import Finance
import HardwareKit

extension ClusterModel {
  /// The most nodes in service that a budget buys, by halving: capital never falls as nodes are
  /// added.
  ///
  /// - Throws: ``Infeasible`` when it does not buy one.
  func nodesWithin(_ budget: Double) throws(Infeasible) -> Double {
    var low = 0.0
    var high = 1.0
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

  private func capital(nodes: Double) -> Double {
    var scratch = Scratch()
    let perNode = product.facts.nodeAccelerators?.value ?? 0
    let count = FleetCount<Double>.holding(
      nodes * perNode, perNode: perNode, spares: fleet.spares, in: &scratch)
    return bill(count, load: 0, months: 0, in: &scratch).filter { $0.item.flowClass == .capital }
      .map { $0.item.quantity * $0.item.unitPrice }.reduce(0, +)
  }
}
