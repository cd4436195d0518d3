public import Figures
public import HardwareKit
import Units

/// A model of ten figures, written as a plugin writes it: through a ledger, over facts that stand in
/// an object, as those of a product do, so that handing the model on copies a reference.
public struct TenFigures: ThroughputModel {
  let facts: Facts

  final class Facts: Sendable {
    let parameters, weightBytes, cacheBytes, overhead, context: Fact<Ratio>
    let bandwidth, peak, memory: Fact<Ratio>

    init(_ plain: PlainFigures) {
      func fact(_ value: Double) -> Fact<Ratio> {
        Fact(value, Provenance(.assumed("a benchmark"), evidence: .assumed))
      }
      parameters = fact(plain.parameters)
      weightBytes = fact(plain.weightBytes)
      cacheBytes = fact(plain.cacheBytes)
      overhead = fact(plain.overhead)
      context = fact(plain.context)
      bandwidth = fact(plain.bandwidth)
      peak = fact(plain.peak)
      memory = fact(plain.memory)
    }
  }

  public init(_ plain: PlainFigures) {
    facts = Facts(plain)
  }

  public func unknowns(for workload: Workload) -> [String] { [] }
  public func layouts(for workload: Workload) -> [Layout] { [] }

  @specialized(where L == Scratch)
  public func estimate<L: Ledger>(
    _ workload: Workload, layout: Layout, in ledger: inout L
  ) throws(Infeasible) -> Throughput<L.Number> {
    try figures(layout, in: &ledger)
  }

  // Apart from `estimate`, and never inlined into it: the choice between the specialized and the
  // generic code comes after whatever the generic code looks up first, which is nothing here.
  @inline(never)
  private func figures<L: Ledger>(
    _ layout: Layout, in ledger: inout L
  ) throws(Infeasible) -> Throughput<L.Number> {
    let one: L.Number = 1
    let batch = ledger.input(
      .figure("batch"),
      Fact<Ratio>(Double(layout.batch), facts.parameters.provenance))
    let parameters = ledger.input(.figure("parameters"), facts.parameters)
    let bandwidth = ledger.input(.figure("bandwidth"), facts.bandwidth)
    let peak = ledger.input(.figure("peak"), facts.peak)
    let weights = ledger.define(
      .figure("weights"), parameters * ledger.input(.figure("weight-bytes"), facts.weightBytes))
    let reading = ledger.define(.figure("reading"), weights / bandwidth)
    let operations = ledger.define(.figure("operations"), 2 * parameters * batch)
    let computing = ledger.define(.figure("computing"), operations / peak)
    let step = ledger.define(.figure("step"), .larger(reading, computing))
    let cache = ledger.define(
      .figure("cache"),
      batch * ledger.input(.figure("context"), facts.context)
        * ledger.input(.figure("cache-bytes"), facts.cacheBytes))
    try ledger.require(
      weights + cache, atMost: ledger.input(.figure("memory"), facts.memory), .benchmark)
    let fetching = ledger.define(.figure("fetching"), cache / bandwidth)
    let time = ledger.define(
      .figure("time"), step + fetching + ledger.input(.figure("overhead"), facts.overhead))
    let rate = ledger.define(.figure("rate"), batch / time)
    let share = ledger.define(.figure("share"), operations / (time * peak))
    return Throughput(tokensPerSecond: rate, accelerators: one, mfu: share)
  }
}

/// The same arithmetic on plain doubles, with the same answer.
public struct PlainFigures: Sendable {
  public var parameters = 70e9
  public var weightBytes = 1.0
  public var cacheBytes = 160e3
  public var overhead = 1e-3
  public var context = 1500.0
  public var bandwidth = 4.8e12
  public var peak = 990e12
  public var memory = 141e9

  public init() {}

  @inline(never)
  public func estimate(batch: Int) throws(Infeasible) -> Throughput<Double> {
    let batch = Double(batch)
    let weights = parameters * weightBytes
    let reading = weights / bandwidth
    let operations = 2 * parameters * batch
    let computing = operations / peak
    let step = reading >= computing ? reading : computing
    let cache = batch * context * cacheBytes
    guard weights + cache <= memory else {
      throw Infeasible(.benchmark, needed: weights + cache, available: memory)
    }
    let fetching = cache / bandwidth
    let time = step + fetching + overhead
    let rate = batch / time
    let share = operations / (time * peak)
    return Throughput(tokensPerSecond: rate, accelerators: 1, mfu: share)
  }
}

extension FigureID {
  static func figure(_ name: StaticString) -> FigureID { FigureID(name, name) }
}

extension LimitID {
  static let benchmark = LimitID(rawValue: 200)
}
