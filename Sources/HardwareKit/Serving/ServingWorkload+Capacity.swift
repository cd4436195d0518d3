public import Figures
import Units

/// Requests in flight on a replica: their mean, and how many the service level must bear.
public struct InFlight<Number: Sendable>: Sendable {
  public let mean: Number
  public let full: Number
}

/// What a request asks of a replica.
public struct RequestShape<Number: Sendable>: Sendable {
  /// Tokens of the answer; prompt tokens that no prefix cache answers; tokens that the request holds
  /// while it runs, on average.
  public let answer: Number
  public let computed: Number
  public let context: Number
  public let oneToken: Number
}

/// The times of a replica from which its capacity follows.
public struct ReplicaTimes<Number: Sendable>: Sendable {
  /// One decode step at the mean and at the full number of requests in flight.
  public let step: Number
  public let fullStep: Number
  /// What the prompt of one request adds to the steps.
  public let prefill: Number
  /// Time of a request before it queues, and decode steps before its first token is sent.
  public let request: Number
  public let firstSteps: Number

  public init(
    step: Number, fullStep: Number, prefill: Number, request: Number, firstSteps: Number
  ) {
    self.step = step
    self.fullStep = fullStep
    self.prefill = prefill
    self.request = request
    self.firstSteps = firstSteps
  }
}

/// Formulas that every model of serving shares, whatever its steps are made of.
extension ServingWorkload {
  /// A replica that holds B requests on average holds more at times: with Poisson arrivals and no
  /// limit on the batch the number in flight is Poisson too, so that the share q of time sees at
  /// most B + z(q)·√B.
  ///
  /// Source: L. Kleinrock, "Queueing Systems" vol. 1, 1975, section 3.4 (M/M/∞ occupancy).
  @specialized(where L == Scratch)
  public func inFlight<L: Ledger>(
    _ layout: Layout, in ledger: inout L
  ) -> InFlight<L.Number> {
    let batch = ledger.input(.meanBatch, layout.fact(layout.batch))
    let tpotShare = ledger.input(.tpotPercentile, tpotPercentile)
    let deviations = ledger.define(.batchDeviations, Self.normalDeviate(tpotShare))
    let spread = L.Number.larger(0, deviations) * L.Number.power(batch, 1 / 2)
    return InFlight(mean: batch, full: ledger.define(.fullBatch, batch + spread))
  }

  @specialized(where L == Scratch)
  public func request<L: Ledger>(in ledger: inout L) -> RequestShape<L.Number> {
    let prompt = ledger.input(.prompt, prompt)
    let answer = ledger.input(.answer, answer)
    let cached = ledger.input(.prefixCache, prefixCache)
    return RequestShape(
      answer: answer, computed: ledger.define(.computedPrompt, prompt * (1 - cached)),
      context: ledger.define(.meanContext, prompt + answer / 2),
      oneToken: ledger.input(.oneToken, Fact<Tokens>.oneToken))
  }

  /// Capacity of one replica inside the service level.
  ///
  ///     requests/s = 1 / ( answer · step(B) / B  +  prefill )
  ///     TPOT       = step(B') + prefill · B' / answer
  ///     TTFT       = request + steps · TPOT  +  (step + prefill) · ln(1/(1-q)) / (1 - load)
  ///
  /// TTFT queues for the prefill work alone, as an M/M/1 station of which `load` is in use; its
  /// sojourn is exponential, hence the logarithm. Both are approximations of a simulation.
  ///
  /// - Throws: ``Infeasible`` with `timePerOutputToken` or `timeToFirstToken`.
  ///
  /// Source: L. Kleinrock, "Queueing Systems" vol. 1, 1975, section 3.2 (M/M/1 sojourn).
  @specialized(where L == Scratch)
  public func throughput<L: Ledger>(
    _ times: ReplicaTimes<L.Number>, flight: InFlight<L.Number>,
    request shape: RequestShape<L.Number>, accelerators: L.Number, in ledger: inout L
  ) throws(Infeasible) -> Throughput<L.Number> {
    let answers = shape.answer / shape.oneToken
    let requests = ledger.define(
      .requestsPerSecond, 1 / (answers * times.step / flight.mean + times.prefill))
    let rate = ledger.define(.replicaRate, requests * shape.answer)
    let load = ledger.define(.prefillLoad, requests * times.prefill)
    let tpot = ledger.define(.tpot, times.fullStep + times.prefill * flight.full / answers)
    try ledger.require(tpot, atMost: ledger.input(.tpotLimit, self.tpot), .timePerOutputToken)

    let ttftShare = ledger.input(.ttftPercentile, ttftPercentile)
    let tail = L.Number.larger(1, 0 - L.Number.logarithm(1 - ttftShare))
    let waiting = (times.step + times.prefill) * tail / (1 - load)
    let ttft = ledger.define(.ttft, times.request + times.firstSteps * tpot + waiting)
    try ledger.require(ttft, atMost: ledger.input(.ttftLimit, self.ttft), .timeToFirstToken)
    return Throughput(
      tokensPerSecond: rate, accelerators: ledger.define(.replicaAccelerators, accelerators),
      ttft: ttft, tpot: tpot, promptShare: load)
  }

  /// The standard normal deviate of a probability, by the logistic approximation
  /// z ≈ ln(q / (1-q)) · 3/5, within 0.13 of the exact one from 0.5 to 0.95, and above it
  /// from 0.9 on, which is the cautious side. It keeps the figure a formula that every reader can show.
  static func normalDeviate<N: Algebra>(_ share: N) -> N {
    let odds: N = share / (1 - share)
    let scale: N = 2 - 1 / (1 + 2)
    return N.logarithm(odds) / scale
  }
}
