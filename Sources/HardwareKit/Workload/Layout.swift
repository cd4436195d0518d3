public import Figures
public import Units

/// How a model is spread over accelerators: the sizes of the parallel groups and of the batch.
public struct Layout: Sendable, Hashable {
  /// Tensor, pipeline, data, context and expert parallelism.
  public var tp: Int
  public var pp: Int
  public var dp: Int
  public var cp: Int
  public var ep: Int
  /// Virtual pipeline stages on each stage, 1 without interleaving.
  public var interleave: Int
  /// Training: sequences of a micro-batch.
  public var microBatch: Int
  /// Training: sequences of a whole batch. Serving: requests in flight on a replica, on average, at the
  /// load that the search sizes by.
  public var batch: Int
  /// Serving: parts of a request that ``batch`` counts; a replica may hold less than one on average.
  public var batchParts = 1
  /// Training: what data parallelism shards.
  public var sharding: Sharding
  /// Serving: replicas of a unit that compute prompts only, and that decode only; 0 and 1 where each
  /// replica does both.
  public var prefillReplicas = 0
  public var decodeReplicas = 1
  /// Serving: sizes of a replica that computes prompts only; nil where they are those of the others.
  public var prefillSizes: ReplicaSizes?
  /// Serving: number formats and techniques where the plan leaves several to the search.
  public var choice = ServingChoice()
  /// Training: the number format of the products where several were searched; nil: the workload's.
  public var precision: Precision?
  /// Whether the plan fixed the layout; otherwise a search chose it.
  public var isGiven: Bool

  public init(
    tp: Int = 1, pp: Int = 1, dp: Int = 1, cp: Int = 1, ep: Int = 1, interleave: Int = 1,
    microBatch: Int = 1, batch: Int = 1, sharding: Sharding = .optimizer,
    precision: Precision? = nil, isGiven: Bool = false
  ) {
    self.tp = tp
    self.pp = pp
    self.dp = dp
    self.cp = cp
    self.ep = ep
    self.interleave = interleave
    self.microBatch = microBatch
    self.batch = batch
    self.sharding = sharding
    self.precision = precision
    self.isGiven = isGiven
  }

  /// Whether prompts have accelerators of their own.
  public var hasPools: Bool { prefillReplicas > 0 }

  /// The layout of a replica that computes prompts only.
  public var prefillLayout: Layout {
    guard let sizes = prefillSizes else { return self }
    var layout = self
    layout.tp = sizes.tp
    layout.pp = sizes.pp
    layout.dp = sizes.dp
    layout.ep = sizes.dp
    return layout
  }

  /// Accelerators of the whole layout. Experts share the data-parallel group.
  public var accelerators: Int { tp.times(pp).times(dp).times(cp) }

  /// Mean batches that a search tries up to a largest, each about a tenth above the one before.
  public static func batches(upTo largest: Int = 1024) -> [Int] {
    var result: [Int] = []
    var batch = 1
    while batch <= largest {
      result.append(batch)
      batch += max(1, batch / 10)
    }
    return result
  }

  /// Mean batches of replicas that a level leaves less than one request, a half each time.
  public static let partsOfOne = [16, 8, 4, 2]

  /// Requests in flight on a replica, on average.
  public var inFlight: Double { Double(batch) / Double(batchParts) }

  var inFlightOfReplica: Fact<Count> { Fact(inFlight, provenance) }

  /// Sequential micro-batches of a step on one pipeline.
  public var microBatches: Int { batch / max(1, dp.times(microBatch)) }

  /// Whether this layout keeps more than another that differs in the micro-batch alone: memory never
  /// falls when the micro-batch rises.
  public func needsMoreMemory(than other: Layout) -> Bool {
    guard microBatch > other.microBatch else { return false }
    var same = self
    same.microBatch = other.microBatch
    return same == other
  }

  /// The sizes that differ from 1, as people write them: `TP8 PP16 DP128`; number formats and techniques
  /// that were searched follow: `TP8 DP4 fp8`. `1+2 x TP4` is one replica for prompts and two that
  /// decode, `1 x TP8 + 2 x TP4` the same with sizes of their own.
  public var text: String {
    let chosen = [precision?.rawValue].compactMap(\.self) + choice.words
    guard hasPools else { return (sizes + chosen).joined(separator: " ") }
    guard prefillSizes != nil else {
      return (["\(prefillReplicas)+\(decodeReplicas) x"] + sizes + chosen).joined(separator: " ")
    }
    let prompts = ["\(prefillReplicas) x"] + prefillLayout.sizes
    return (prompts + ["+ \(decodeReplicas) x"] + sizes + chosen).joined(separator: " ")
  }

  private var sizes: [String] {
    let parts = [
      ("TP", tp), ("PP", pp), ("CP", cp), ("EP", ep), ("DP", dp),
    ].filter { $0.1 > 1 }.map { "\($0.0)\($0.1)" }
    return parts.isEmpty ? ["TP1"] : parts
  }

  private static let searched = Provenance(
    .solved(
      "the fastest of the layouts that fit and that the plan allows, by search", reading: []),
    evidence: nil)
  private static let given = Provenance(
    .solved("the layout that the plan gives", reading: []), evidence: nil)

  /// One of the sizes as an input of a model.
  @inlinable
  public func fact(_ size: Int) -> Fact<Count> { Fact(Double(size), provenance) }

  @usableFromInline
  var provenance: Provenance { isGiven ? Layout.given : Layout.searched }
}
