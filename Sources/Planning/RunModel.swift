import Figures
import HardwareKit
import Units

/// The final run of a training in one layout, in one ledger.
struct TrainingRun<Number: Sendable>: Sendable {
  /// Absent where the accelerator-time was published.
  let throughput: Throughput<Number>?
  let accelerators: Number
  /// Time of the final run.
  let duration: Number
  /// Time in which the fleet computes: all runs and the experiments beside them.
  let busy: Number
}

/// How long a training takes in a layout. The search sizes fleets by it on doubles, the bill is made of
/// it on a sheet.
struct RunModel: Sendable {
  let demand: TrainingDemand
  let model: ModelFacts
  let throughput: any ThroughputModel
  let layout: Layout
  let horizon: Fact<Seconds>

  /// Writes accelerators and times, and holds them against what the plan allows.
  ///
  ///     duration = tokens / rate / goodput
  ///     busy     = duration · runs · (1 + experiments)
  ///
  /// - Throws: ``Infeasible`` with the model's limit, `failures`, `deadline` or `horizon`.
  func write<L: Ledger>(in ledger: inout L) throws(Infeasible) -> TrainingRun<L.Number> {
    let (throughput, accelerators, duration) = try final(in: &ledger)
    if let limit = demand.deadline {
      try ledger.require(duration, atMost: ledger.input(.deadline, limit), .deadline)
    }
    let runs = ledger.input(.runs, demand.runs)
    let experiments = ledger.input(.experiments, demand.experiments)
    let busy = ledger.define(.busyTime, duration * runs * (1 + experiments))
    try ledger.require(busy, atMost: ledger.input(.horizon, horizon), .horizon)
    return TrainingRun(
      throughput: throughput, accelerators: accelerators, duration: duration, busy: busy)
  }

  /// Accelerators and time of the final run: by the model, or as they were published.
  private func final<L: Ledger>(
    in ledger: inout L
  ) throws(Infeasible) -> (
    throughput: Throughput<L.Number>?, accelerators: L.Number, duration: L.Number
  ) {
    if let published = demand.publishedTime {
      let accelerators = ledger.input(.runAccelerators, layout.fact(layout.accelerators))
      let time = ledger.input(.publishedTime, published)
      return (nil, accelerators, ledger.define(.duration, time / accelerators))
    }
    let workload = demand.workload(model)
    var throughput = try throughput.estimate(
      .train(workload, accelerators: layout.accelerators), layout: layout, in: &ledger)
    if let given = demand.mfu, let modelled = throughput.mfu {
      // The plan's MFU stands in for the model's: the rate scales with it.
      let ratio = ledger.input(.givenMFU, given) / modelled
      throughput.tokensPerSecond = throughput.tokensPerSecond * ratio
      throughput.mfu = modelled * ratio
    }
    let progress = try goodput(demand, accelerators: throughput.accelerators, in: &ledger)
    var tokens = ledger.input(.trainingTokens, demand.tokens)
    if let packing = demand.packing {
      tokens = ledger.define(.packedTokens, tokens / ledger.input(.packing, packing))
    }
    if let evaluation = demand.evaluation {
      let evaluated = ledger.input(.evaluationTokens, evaluation)
      tokens = ledger.define(.countedTokens, tokens + evaluated / demand.method.passes())
    }
    let duration = ledger.define(.duration, tokens / throughput.tokensPerSecond / progress)
    return (throughput, throughput.accelerators, duration)
  }
}
