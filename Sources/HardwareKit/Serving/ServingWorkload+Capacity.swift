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

/// A batch and what it costs, from which follows how much its size varies.
struct BatchLoad<Number: Algebra>: Sendable {
  let batch: Number
  /// One decode step of the batch and of twice as many.
  let step: Number
  let doubleStep: Number
  /// What one prompt adds, and the steps of one answer.
  let prefill: Number
  let answerSteps: Number
}

/// The times of a replica from which its capacity follows.
public struct ReplicaTimes<Number: Algebra>: Sendable {
  /// One decode step at the mean and at the full number of requests in flight.
  public let step: Number
  public let fullStep: Number
  /// What the prompt of one request adds to the steps.
  public let prefill: Number
  /// Time of a request before it queues, and decode steps before its first token is sent.
  public let request: Number
  public let firstSteps: Number
  /// Tokens that a sequence gains by a step.
  public let gained: Number
  /// Requests a second at which no service level would hold; absent where nobody knows.
  public let saturation: Number?

  public init(
    step: Number, fullStep: Number, prefill: Number, request: Number, firstSteps: Number,
    gained: Number = 1, saturation: Number? = nil
  ) {
    self.step = step
    self.fullStep = fullStep
    self.prefill = prefill
    self.request = request
    self.firstSteps = firstSteps
    self.gained = gained
    self.saturation = saturation
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
    guard !variation.isClosed else {
      return InFlight(mean: batch, full: ledger.define(.fullBatch, batch * 1))
    }
    let tpotShare = ledger.input(.tpotPercentile, tpotPercentile)
    let deviations = ledger.define(.batchDeviations, Self.normalDeviate(tpotShare))
    let spread = L.Number.larger(0, deviations) * L.Number.power(batch, 1 / 2)
    return InFlight(mean: batch, full: ledger.define(.fullBatch, batch + spread))
  }

  /// Requests in flight where steps grow with the batch.
  ///
  /// While n requests are in flight they complete at μ(n) = 1 / (steps · step(n) / n + prefill). With
  /// Poisson arrivals the number in flight is the birth and death chain with these rates, whatever
  /// the lengths, because the server is shared (an insensitive queue). Around its mean B, with
  /// μ(n) ∝ n^ε, its variance is B / ε: ε is 1 where steps cost the same whatever the batch, and
  /// falls to 0 where all is saturated. Arrivals that vary by c widen it by (1 + c²) / 2.
  ///
  ///     ε = log₂( μ(2B) / μ(B) )
  ///
  /// Sources: F. P. Kelly, "Reversibility and Stochastic Networks", 1979, section 3.3 (insensitivity);
  /// A. E. Eckberg, "Generalized peakedness of teletraffic processes", 1983 (arrivals).
  func inFlight<L: Ledger>(_ load: BatchLoad<L.Number>, in ledger: inout L) -> InFlight<L.Number> {
    let alone = load.answerSteps * load.step / load.batch + load.prefill
    let crowded = load.answerSteps * load.doubleStep / (2 * load.batch) + load.prefill
    let elasticity = ledger.define(
      .elasticity, L.Number.logarithm(alone / crowded) / L.Number.logarithm(2))
    let deviations = ledger.define(
      .batchDeviations, Self.normalDeviate(ledger.input(.tpotPercentile, tpotPercentile)))
    // Users who ask again are as many as they are.
    guard !variation.isClosed else {
      return InFlight(mean: load.batch, full: ledger.define(.fullBatch, load.batch * 1))
    }
    let variation = ledger.input(.arrivalVariation, arrivals)
    let variance = ledger.define(
      .batchVariance,
      load.batch / .larger(elasticity, 1 / load.batch) * (1 + variation * variation) / 2)
    return InFlight(
      mean: load.batch,
      full: ledger.define(
        .fullBatch, load.batch + .larger(0, deviations) * .power(variance, 1 / 2)))
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
  ///     requests/s = 1 / ( steps · step(B) / B  +  prefill ),   steps = answer / tokens of a step
  ///     TPOT       = ( step(B') + prefill · B' / steps ) / tokens of a step
  ///     TTFT       = request + stream · TPOT + step + prefill · (1 + c · (t - 1))  +  wait · t
  ///     wait       = step / 2 + prefill · load / (1 - load) · (a² + c²) / 2,   t = ln(1 / (1 - q))
  ///
  /// A prompt waits for the step under way and for the prompts before it: a station of which `load` is
  /// in use, whose wait is near exponential, hence the logarithm; and its own length is one that only a share 1 - q exceeds. B' is the full batch,
  /// c the variation of prompts and a that of arrivals (J. F. C. Kingman, "The single server queue in
  /// heavy traffic", 1961).
  ///
  /// - Throws: ``Infeasible`` with `timePerOutputToken` or `timeToFirstToken`.
  ///
  /// Source: L. Kleinrock, "Queueing Systems" vol. 2, 1976, section 2.1 (exponential tails of waits).
  @specialized(where L == Scratch)
  public func throughput<L: Ledger>(
    _ times: ReplicaTimes<L.Number>, flight: InFlight<L.Number>,
    request shape: RequestShape<L.Number>, accelerators: L.Number, in ledger: inout L
  ) throws(Infeasible) -> Throughput<L.Number> {
    let steps = shape.answer / shape.oneToken / times.gained
    let modelled = 1 / (steps * times.step / flight.mean + times.prefill)
    let requests = paced(modelled, in: &ledger)
    let rate = ledger.define(.replicaRate, requests * shape.answer)
    let load = ledger.define(.prefillLoad, modelled * times.prefill)
    if let saturation = times.saturation {
      _ = ledger.define(.saturation, requests / saturation)
    }
    let tpot = try hold(
      tpot: (times.fullStep + times.prefill * flight.full / steps) / times.gained, in: &ledger)
    let first = ledger.define(
      .firstStep, times.request + times.firstSteps * tpot + times.step + times.prefill)
    let queue = times.prefill * load / (1 - load) * waitSpread(in: &ledger)
    let ttft = try hold(
      ttft: first, prompt: times.prefill, wait: times.step / 2 + queue, in: &ledger)
    return Throughput(
      tokensPerSecond: rate, accelerators: ledger.define(.replicaAccelerators, accelerators),
      ttft: ttft, tpot: tpot, promptShare: load)
  }

  // What measurements say beside the model are factors around 1: see ``ModelError``.

  /// Requests a second of a replica.
  func paced<L: Ledger>(_ modelled: L.Number, in ledger: inout L) -> L.Number {
    let pace = error?.throughput.map { ledger.input(.throughputError, $0) }
    return ledger.define(.requestsPerSecond, pace.map { modelled * $0 } ?? modelled)
  }

  /// Holds a time per output token against the service level.
  ///
  /// - Throws: ``Infeasible`` with `timePerOutputToken`.
  func hold<L: Ledger>(
    tpot modelled: L.Number, in ledger: inout L
  ) throws(Infeasible) -> L.Number {
    let slower = error?.tpot.map { ledger.input(.tpotError, $0) }
    let tpot = ledger.define(.tpot, slower.map { modelled * $0 } ?? modelled)
    try ledger.require(tpot, atMost: ledger.input(.tpotLimit, self.tpot), .timePerOutputToken)
    return tpot
  }

  /// How much more than evenly spaced and even work waits: (a² + c²) / 2.
  func waitSpread<L: Ledger>(in ledger: inout L) -> L.Number {
    let between = ledger.input(.arrivalVariation, arrivals)
    let variation = ledger.input(.promptVariation, promptVariation)
    return (between * between + variation * variation) / 2
  }

  /// Holds a time to first token against the service level: of the mean prompt, of longer ones, and of
  /// those that wait longest.
  ///
  /// - Throws: ``Infeasible`` with `timeToFirstToken`.
  func hold<L: Ledger>(
    ttft first: L.Number, prompt: L.Number, wait: L.Number, in ledger: inout L
  ) throws(Infeasible) -> L.Number {
    let share = ledger.input(.ttftPercentile, ttftPercentile)
    let tail = L.Number.larger(1, 0 - L.Number.logarithm(1 - share))
    let variation = ledger.input(.promptVariation, promptVariation)
    let longer = ledger.define(.longerPrompt, prompt * variation * (tail - 1))
    let waited = ledger.define(.promptWait, wait)
    let later = error?.ttft.map { ledger.input(.ttftError, $0) }
    let start = first + longer + waited * tail
    let ttft = ledger.define(.ttft, later.map { start * $0 } ?? start)
    try ledger.require(ttft, atMost: ledger.input(.ttftLimit, self.ttft), .timeToFirstToken)
    return ttft
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
