public import Figures
public import HardwareKit

/// The throughput model of hardware that nobody names: it refuses everything but tokens.
public struct UnknownHardware: ThroughputModel {
  public func refusal(of workload: Workload) -> String? {
    "hardware unknown: sold by the token only"
  }

  public func unknowns(for workload: Workload) -> [String] { [] }

  public func layouts(for workload: Workload) -> [Layout] { [] }

  /// Never asked, as there are no layouts.
  @specialized(where L == Scratch)
  public func estimate<L: Ledger>(
    _ workload: Workload, layout: Layout, in ledger: inout L
  ) throws(Infeasible) -> Throughput<L.Number> {
    throw Infeasible(.unknownFacts, needed: 1, available: 0)
  }

  /// Never asked, as there are no layouts.
  @specialized(where L == Scratch)
  public func estimate<L: Ledger>(
    _ serving: ServingWorkload, layout: Layout, at load: ReplicaLoad<L.Number>,
    in ledger: inout L
  ) throws(Infeasible) -> Throughput<L.Number> {
    throw Infeasible(.unknownFacts, needed: 1, available: 0)
  }
}
