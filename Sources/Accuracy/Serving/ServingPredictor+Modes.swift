import Figures
import HardwareKit
import Planning
import Units

extension ServingPredictor {
  /// Users who each ask again when answered: the simulation, read as the source reads its own.
  func closed(
    _ setup: ServingSetup, _ replica: ModelledReplica, users: Double
  ) -> [Measure: Double] {
    let convention = setup.convention
    let concurrency = max(1, Int(saturating: users.rounded()))
    let spread: ServingSimulation.Lengths.Spread =
      convention.shortest < 1 ? .uniform(from: convention.shortest) : .fixed
    let budget =
      convention.takesOnePrompt
      ? setup.input + users + 64
      : convention.chunk.map { $0 * Double(replica.layout.dp) } ?? replica.budget
    let rounds = min(convention.rounds, mostRounds ?? convention.rounds)
    let simulation = ServingSimulation(
      replica: ServingSimulation.Replica(
        scheduling: replica.scheduling, chunk: budget,
        sequences: max(
          1,
          min(
            Int(saturating: replica.places),
            concurrency - Int(saturating: concurrency > 1 ? convention.missingPlaces : 0))),
        cache: replica.cacheTokens,
        gathering: convention.waitSteps > 0
          ? ServingSimulation.Gathering(
            steps: convention.waitSteps, tokens: convention.waitShare * budget,
            isPolling: convention.isPolling) : nil),
      arrivals: .closed(concurrency),
      lengths: ServingSimulation.Lengths(
        prompt: setup.input, answer: setup.output, promptSpread: spread, answerSpread: spread),
      requests: Int(saturating: (Double(concurrency) * rounds).rounded()),
      turnaround: replica.engine.requestTime.value)
    let record = simulation.run(replica.step)
    func typical(_ values: [Double]) -> Double {
      convention.statistic == .mean
        ? ServingRecord.mean(values) : ServingRecord.percentile(1 / 2, of: values)
    }
    let tpot = typical(record.tokenTimes)
    let ttft = typical(record.firstTokens) + held(replica) * tpot
    // A rate that the source derived is derived in the same way.
    let rate =
      setup.isRateDerived
      ? users / (tpot + ttft / setup.output) : record.tokensPerSecond
    var values: [Measure: Double] = [
      .tpot: tpot * 1e3, .ttft: ttft * 1e3, .outputTokens: rate * Double(setup.replicas),
      .userTokens: 1 / tpot,
    ]
    // What prompts add to the steps that carry them, at the batch that decoded.
    let share = (1 + convention.shortest) / 2
    let (input, output) = (setup.input * share, setup.output * share)
    let (batch, context) = (max(1, record.decoding), input + output / 2)
    let chunk = min(budget, input)
    let mixed = replica.step.seconds(
      sequences: batch, context: context, prompt: chunk, pairs: chunk * input / 2)
    let prefill = (mixed - replica.decode(batch, context)) * input / chunk
    let prompts = min(1, record.tokensPerSecond / output * prefill)
    if let power = replica.draw(
      setup.product, decoding: 1 - prompts, prompts: prompts, batch: batch, context: context)
    {
      values[.power] = power
      values[.energyPerToken] = power * Double(setup.accelerators) / record.tokensPerSecond
    }
    return values
  }

  /// Steps for which a first token is held: those that the stream collects, and those that groups of
  /// attention wait for one another.
  func held(_ replica: ModelledReplica) -> Double {
    replica.engine.streamInterval.value
      + (replica.layout.dp > 1 ? replica.engine.attentionDataWait.value : 0)
  }

  /// A batch that starts and ends together, in rounds where the cache does not hold all of it.
  func batched(
    _ setup: ServingSetup, _ replica: ModelledReplica, batch: Double
  ) -> [Measure: Double] {
    let room = max(1, replica.cacheTokens / (setup.input + setup.output))
    let rounds = (batch / room).rounded(.up)
    let each = batch / max(1, rounds)
    let prefill = replica.engine.requestTime.value + replica.prefill(each, setup.input)
    let decode =
      replica.steps(max(0, setup.output - 1))
      * replica.decode(each, setup.input + setup.output / 2)
    let total = max(1, rounds) * (prefill + decode)
    return [
      .ttft: prefill * 1e3, .tpot: decode / max(1, setup.output - 1) * 1e3,
      .outputTokens: batch * setup.output / total * Double(setup.replicas),
      .promptTokens: batch * setup.input / prefill * Double(setup.replicas),
      .userTokens: setup.output / total,
    ]
  }

  /// Load without limit: as many sequences as fit, prompts in the steps of those that decode.
  func maximum(_ setup: ServingSetup, _ replica: ModelledReplica) -> [Measure: Double] {
    let batch = maximumBatch(setup, replica)
    let rate = saturated(setup, replica, batch: batch)
    let context = setup.input + setup.output / 2
    return [
      .outputTokens: rate * Double(setup.replicas),
      .tpot: batch / rate * 1e3,
      .ttft: replica.prefill(1, setup.input) * 1e3 + replica.decode(batch, context) * 1e3,
      .userTokens: rate / batch,
    ]
  }

  func maximumBatch(_ setup: ServingSetup, _ replica: ModelledReplica) -> Double {
    let context = setup.input + 0.6 * setup.output
    return max(1, min(replica.places, replica.cacheTokens / context))
  }

  /// Output tokens a second with a batch that is always full.
  func saturated(
    _ setup: ServingSetup, _ replica: ModelledReplica, batch: Double, beams: Double = 1
  ) -> Double {
    let context = setup.input + setup.output / 2
    let decode = replica.decode(batch * beams, context)
    let chunk = min(replica.budget, max(setup.input, batch * setup.input / setup.output))
    let mixed = replica.step.seconds(
      sequences: batch * beams, context: context, prompt: chunk, pairs: chunk * setup.input / 2)
    let prefill = (mixed - decode) * setup.input / chunk
    return batch * setup.output / (replica.steps(setup.output) * decode + batch * prefill)
  }

  /// Pools for prompts and for answers: a closed network of a queue for prompts, the way between the
  /// pools, and decoding, whose pace depends on how many decode. Solved for the rate by bisection.
  func disaggregated(
    _ setup: ServingSetup, decode: ModelledReplica, prefill: ModelledReplica, instances: Int,
    users: Double
  ) -> [Measure: Double] {
    let share = (1 + setup.convention.shortest) / 2
    let (input, output) = (setup.input * share, setup.output * share)
    let count = Double(setup.replicas)
    let service =
      prefill.prefill(max(1, prefill.budget / input), input)
      / max(1, prefill.budget / input) / Double(instances)
    let alone = prefill.prefill(1, input)
    let handover = decode.engine.handover.value
    let context = input + output / 2
    func tpot(_ rate: Double) -> (Double, Double) {
      // Sequences that decode are users less those elsewhere; their number and pace agree.
      let load = min(0.999, rate * service)
      let wait = alone / (1 - load * (users - 1) / users)
      let elsewhere = min(users, rate * (wait + handover))
      let decoding = max(1 / count, (users - elsewhere) / count)
      let room = max(1, decode.cacheTokens / context)
      let step = decode.decode(min(decoding, room), context)
      return (step / decode.step.tokensOfStep * max(1, decoding / room), wait + handover)
    }
    var (low, high) = (0.0, min(1 / service, users))
    for _ in 0..<60 {
      let rate = (low + high) / 2
      let (pace, wait) = tpot(rate)
      if rate * (wait + output * pace) < users { low = rate } else { high = rate }
    }
    let (pace, wait) = tpot(low)
    var values: [Measure: Double] = [
      .tpot: pace * 1e3,
      .ttft: (wait + decode.engine.requestTime.value + held(decode) * pace) * 1e3,
      .outputTokens: low * output, .userTokens: 1 / pace,
    ]
    let ofPrompts = Double(instances.times(prefill.layout.accelerators))
    let all = ofPrompts + count * Double(setup.accelerators)
    let decoding = max(1, low * output * pace / count)
    if let power = decode.draw(
      setup.product, decoding: 1 - ofPrompts / all,
      prompts: ofPrompts / all * min(1, low * service), batch: decoding, context: context)
    {
      values[.power] = power
      values[.energyPerToken] = power * all / (low * output)
    }
    return values
  }
}
