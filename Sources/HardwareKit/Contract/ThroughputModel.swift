public import Figures

/// How fast a product runs a workload in a layout.
public protocol ThroughputModel: Sendable {
  /// What the model would need to know of the product and does not, as names of datasheet keys.
  /// Not empty means that the answer is `?`, with these as the reason.
  func unknowns(for workload: Workload) -> [String]

  /// Why the product cannot do this kind of work at all, `nil` where it can.
  func refusal(of workload: Workload) -> String?

  /// Every layout that may be worth pricing: legal by its numbers, not yet checked for memory.
  func layouts(for workload: Workload) -> [Layout]

  /// Writes the figures of one layout.
  ///
  /// - Returns: The rate in tokens a second of one replica (serving) or of the whole run (training).
  /// - Throws: ``Infeasible`` with the limit that binds.
  func estimate<L: Ledger>(
    _ workload: Workload, layout: Layout, in ledger: inout L
  ) throws(Infeasible) -> Throughput<L.Number>

  /// Writes the figures of one replica, or of one unit of pools, at a load. Limits of the service level are
  /// not held at one below the capacity; what does not hang on the load is written as ``estimate`` does.
  ///
  /// - Throws: ``Infeasible`` with the limit that binds.
  func estimate<L: Ledger>(
    _ serving: ServingWorkload, layout: Layout, at load: ReplicaLoad<L.Number>,
    in ledger: inout L
  ) throws(Infeasible) -> Throughput<L.Number>

  /// The steps of a replica, for a simulation; `nil` where the model has none.
  func stepped(_ serving: ServingWorkload, layout: Layout) -> SteppedReplica?
}

extension ThroughputModel {
  public func refusal(of workload: Workload) -> String? { nil }

  public func stepped(_ serving: ServingWorkload, layout: Layout) -> SteppedReplica? { nil }
}

/// What a throughput model answers for one layout.
public struct Throughput<Number: Sendable>: Sendable {
  /// Output tokens a second of one replica, or training tokens a second of the run.
  public var tokensPerSecond: Number
  /// Accelerators of one replica, or of the run.
  public var accelerators: Number
  /// Serving only: time to first token and time per output token at the plan's percentiles.
  public var ttft: Number?
  public var tpot: Number?
  /// Serving only: share of a replica's time that prompts take.
  public var promptShare: Number?
  /// Serving only: what an accelerator of a replica draws, where its rated power is known.
  public var draw: Draw<Number>?
  /// Training only: model FLOPs utilisation, 6·N·D over dense peak.
  public var mfu: Number?

  public init(
    tokensPerSecond: Number, accelerators: Number, ttft: Number? = nil, tpot: Number? = nil,
    promptShare: Number? = nil, draw: Draw<Number>? = nil, mfu: Number? = nil
  ) {
    self.tokensPerSecond = tokensPerSecond
    self.accelerators = accelerators
    self.ttft = ttft
    self.tpot = tpot
    self.promptShare = promptShare
    self.draw = draw
    self.mfu = mfu
  }
}
