public import Figures
import Units

/// Requests in flight on a replica: their mean, and how many the service level must bear.
public struct InFlight<Number: Sendable>: Sendable {
  public let mean: Number
  /// What a request in flight sees, itself among them: one more than the mean where requests arrive.
  public let seen: Number
  public let full: Number
  /// Standard deviations from the one to the other.
  let deviations: Number
}

/// What a request asks of a replica.
public struct RequestShape<Number: Sendable>: Sendable {
  /// Tokens of the answer; prompt tokens that no prefix cache answers; tokens to which each of these
  /// attends, on average; tokens that the request holds while it runs, on average.
  public let answer: Number
  public let computed: Number
  public let keys: Number
  public let context: Number
  public let oneToken: Number
}

/// A batch and what it costs, from which follows how much its size varies.
struct BatchLoad<Number: Algebra>: Sendable {
  let batch: Occupancy<Number>
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
    let batch = occupancy(at: .sized, layout, room: 1, in: &ledger) { n, _ in n }
    return spread(batch, in: &ledger)
  }

  /// The same at a load.
  ///
  /// - Parameters:
  ///   - room: The most that the replica holds.
  ///   - work: The time in which so many requests that are together are answered.
  @specialized(where L == Scratch)
  public func inFlight<L: Ledger>(
    at load: ReplicaLoad<L.Number>, _ layout: Layout, room: L.Number, in ledger: inout L,
    work: (L.Number, inout L) -> L.Number
  ) -> InFlight<L.Number> {
    let batch = occupancy(at: load, layout, room: room, in: &ledger, work: work)
    return spread(batch, in: &ledger)
  }

  private func spread<L: Ledger>(
    _ batch: Occupancy<L.Number>, in ledger: inout L
  ) -> InFlight<L.Number> {
    let deviations = deviations(in: &ledger)
    guard !variation.isClosed else {
      return InFlight(
        mean: batch.mean, seen: batch.seen, full: ledger.define(.fullBatch, batch.seen * 1),
        deviations: deviations)
    }
    let spread = deviations * L.Number.power(batch.mean, 1 / 2)
    return InFlight(
      mean: batch.mean, seen: batch.seen,
      full: ledger.define(.fullBatch, batch.seen + spread), deviations: deviations)
  }

  /// Requests in flight where steps grow with the batch.
  ///
  /// While n requests are in flight they complete at μ(n) = 1 / (steps · step(n) / n + prefill). With
  /// Poisson arrivals the number in flight is the birth and death chain with these rates, whatever
  /// the lengths, because the server is shared (an insensitive queue). Around its mean B, with
  /// μ(n) ∝ n^ε, its variance is B / ε: ε is 1 where steps cost the same whatever the batch, and
  /// falls to 0 where all is saturated. Arrivals that vary by a widen it by (1 + a²) / 2.
  ///
  ///     ε = log₂( μ(2B) / μ(B) )
  ///
  /// Sources: F. P. Kelly, "Reversibility and Stochastic Networks", 1979, section 3.3 (insensitivity);
  /// A. E. Eckberg, "Generalized peakedness of teletraffic processes", 1983 (arrivals).
  func inFlight<L: Ledger>(_ load: BatchLoad<L.Number>, in ledger: inout L) -> InFlight<L.Number> {
    let alone = load.answerSteps * load.step / load.batch.seen + load.prefill
    let crowded = load.answerSteps * load.doubleStep / (2 * load.batch.seen) + load.prefill
    let elasticity = ledger.define(
      .elasticity, L.Number.logarithm(alone / crowded) / L.Number.logarithm(2))
    let deviations = deviations(in: &ledger)
    // Users who ask again are as many as they are.
    guard !variation.isClosed else {
      return InFlight(
        mean: load.batch.mean, seen: load.batch.seen,
        full: ledger.define(.fullBatch, load.batch.seen * 1), deviations: deviations)
    }
    let between = ledger.input(.arrivalVariation, arrivals)
    let variance = ledger.define(
      .batchVariance,
      load.batch.mean / .larger(elasticity, 1 / load.batch.seen)
        * (1 + between * between) / 2)
    return InFlight(
      mean: load.batch.mean, seen: load.batch.seen,
      full: ledger.define(
        .fullBatch, load.batch.seen + deviations * .power(variance, 1 / 2)),
      deviations: deviations)
  }

  private func deviations<L: Ledger>(in ledger: inout L) -> L.Number {
    .larger(
      0,
      ledger.define(
        .batchDeviations, Self.normalDeviate(ledger.input(.tpotPercentile, tpotPercentile))))
  }

  /// Mean square of prompts over the square of their mean.
  func promptSpread<L: Ledger>(in ledger: inout L) -> L.Number {
    let variation = ledger.input(.promptVariation, promptVariation)
    return 1 + variation * variation
  }

  /// Steps of a prompt that has them to itself, in the mean: each of full chunks but the last.
  ///
  ///     steps = ⌈x⌉ + c² · ( 1 / (1 - e^(-1/x)) - ⌈x⌉ ),   x = tokens / chunk
  ///
  /// The one end is that of prompts alike, the other of exponential ones, for which the sum of the chances to
  /// be longer than so many chunks is a geometric series; in between in proportion to the squared
  /// variation c², and no further than exponential ones.
  func steps<L: Ledger>(
    of tokens: L.Number, chunk: L.Number, in ledger: inout L
  ) -> L.Number {
    let chunks = tokens / chunk
    let alike = L.Number.ceiling(chunks)
    let spread = 1 / (1 - L.Number.exponential(0 - 1 / chunks))
    return alike + .smaller(1, promptSpread(in: &ledger) - 1) * (spread - alike)
  }

  /// The means of a request.
  ///
  ///     keys    = (prompt - computed / 2) · (1 + c²)
  ///     context = prompt + answer / 2 · (1 + b²)
  ///
  /// A computed token attends to what the prefix cache holds and to half of what is computed. Longer
  /// prompts have more tokens, and longer answers are in flight for longer, so that means weighted by
  /// length are larger by the squared variation, c² of prompts and b² of answers.
  ///
  /// Source: L. Kleinrock, "Queueing Systems" vol. 1, 1975, section 5.2 (residual life).
  @specialized(where L == Scratch)
  public func request<L: Ledger>(in ledger: inout L) -> RequestShape<L.Number> {
    let prompt = ledger.input(.prompt, prompt)
    let answer = ledger.input(.answer, answer)
    let cached = ledger.input(.prefixCache, prefixCache)
    let computed = ledger.define(.computedPrompt, prompt * (1 - cached))
    let answers = ledger.input(.answerVariation, answerVariation)
    return RequestShape(
      answer: answer, computed: computed,
      keys: ledger.define(
        .promptKeys, (prompt - computed / 2) * promptSpread(in: &ledger)),
      context: ledger.define(.meanContext, prompt + answer / 2 * (1 + answers * answers)),
      oneToken: ledger.input(.oneToken, Fact<Tokens>.oneToken))
  }

  /// Capacity of one replica inside the service level.
  ///
  ///     requests/s = B / ( steps · step(n) + n · prefill ),   steps = answer / tokens of a step
  ///     TPOT       = gap(n) · ( 1 + √( (gap(B')/gap(n) - 1)² · waves + z² · own² ) )
  ///     gap(n)     = ( step(n) + prefill · n / steps ) / tokens of a step
  ///     waves      = 1 + γ² · (1 + c²) / (1 + a²),   γ = prefill · B / (steps · step(B)), at most B
  ///     own²       = requests/s · prefill² · (1 + c²) · short / (gap(B) · answer)
  ///     TTFT       = request + stream · TPOT + step + prefill · (1 + c · (t - 1))  +  wait · t
  ///     wait       = step / 2 + prefill · load / (1 - load) · (a² + c²) / 2,   t = ln(1 / (1 - q))
  ///
  /// Of B requests in flight on average one sees n = 1 + B, itself among them; of users who ask again, all.
  ///
  /// A prompt waits for the step under way and for the prompts before it: a station of which `load` is
  /// in use, whose wait is near exponential, hence the logarithm; and its own length is one that only a
  /// share 1 - q exceeds. B' is the full batch, z deviations from its mean, c the variation of prompts and
  /// a that of arrivals (J. F. C. Kingman, "The single server queue in heavy traffic", 1961).
  ///
  /// A request's tokens are slow when many are in flight. Beside arrivals and completions the work of
  /// prompts moves that number, since each holds up all that decode, who meanwhile finish γ fewer: it
  /// drifts back to B at the rate ε · λ / B (λ requests a second) against the noise of arrivals, λ a², of
  /// completions, λ, and of prompts, λ γ² (1 + c²), and half of noise over drift is the variance of such a
  /// diffusion. Who waits for a place holds no memory, so that B' leaves prompts out. Tokens are slow too when more prompts than usual come while it
  /// decodes: own is the deviation of their work, a compound Poisson sum, over its time, and is larger
  /// for short answers. `short` is the mean of mean answer over answer: 1 for answers alike, ln(answer)
  /// for exponential ones of at least a token, in between in proportion to their squared variation.
  ///
  /// - Throws: ``Infeasible`` with `timePerOutputToken` or `timeToFirstToken`.
  ///
  /// Source: L. Kleinrock, "Queueing Systems" vol. 2, 1976, section 2.1 (exponential tails of waits).
  @specialized(where L == Scratch)
  public func throughput<L: Ledger>(
    _ times: ReplicaTimes<L.Number>, flight: InFlight<L.Number>,
    request shape: RequestShape<L.Number>, accelerators: L.Number,
    at load: ReplicaLoad<L.Number> = .sized, in ledger: inout L
  ) throws(Infeasible) -> Throughput<L.Number> {
    let steps = shape.answer / shape.oneToken / times.gained
    let modelled = flight.mean / (steps * times.step + times.prefill * flight.seen)
    let requests = paced(modelled, in: &ledger)
    let rate = ledger.define(.replicaRate, requests * shape.answer)
    let busy = ledger.define(.prefillLoad, modelled * times.prefill)
    if let saturation = times.saturation {
      _ = ledger.define(.saturation, requests / saturation)
    }
    let gap = ledger.define(
      .meanGap, (times.step + times.prefill * flight.seen / steps) / times.gained)
    let full = (times.fullStep + times.prefill * flight.full / steps) / times.gained
    let crowd = full / gap - 1
    let answer = shape.answer / shape.oneToken
    let answers = ledger.input(.answerVariation, answerVariation)
    let short = ledger.define(
      .shortAnswers, 1 + answers * answers * .larger(0, L.Number.logarithm(answer) - 1))
    let own = ledger.define(
      .ownSpread,
      .power(
        modelled * times.prefill * times.prefill * promptSpread(in: &ledger) * short
          / (gap * answer), 1 / 2))
    let between = ledger.input(.arrivalVariation, arrivals)
    let held = ledger.define(
      .heldUp, .smaller(flight.seen, times.prefill * flight.seen / (steps * times.step)))
    let waves = 1 + held * held * promptSpread(in: &ledger) / (1 + between * between)
    let spread = crowd * crowd * waves + flight.deviations * flight.deviations * own * own
    let tpot = try hold(tpot: gap * (1 + .power(spread, 1 / 2)), at: load, in: &ledger)
    let ttft = timeToFirstToken(times, load: busy, tpot: tpot, in: &ledger)
    if load.isSized {
      try ledger.require(ttft, atMost: ledger.input(.ttftLimit, self.ttft), .timeToFirstToken)
    }
    return Throughput(
      tokensPerSecond: rate, accelerators: ledger.define(.replicaAccelerators, accelerators),
      ttft: ttft, tpot: tpot, promptShare: busy)
  }

  /// The time to first token that a share of requests keeps, where prompts take a load of a replica's time.
  @specialized(where L == Scratch)
  public func timeToFirstToken<L: Ledger>(
    _ times: ReplicaTimes<L.Number>, load: L.Number, tpot: L.Number, in ledger: inout L
  ) -> L.Number {
    let first = ledger.define(
      .firstStep, times.request + times.firstSteps * tpot + times.step + times.prefill)
    let queue = times.prefill * load / (1 - load) * waitSpread(in: &ledger)
    return timeToFirstToken(
      first, prompt: times.prefill, wait: times.step / 2 + queue, in: &ledger)
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
    tpot modelled: L.Number, at load: ReplicaLoad<L.Number>, in ledger: inout L
  ) throws(Infeasible) -> L.Number {
    let slower = error?.tpot.map { ledger.input(.tpotError, $0) }
    let tpot = ledger.define(.tpot, slower.map { modelled * $0 } ?? modelled)
    guard load.isSized else { return tpot }
    try ledger.require(tpot, atMost: ledger.input(.tpotLimit, self.tpot), .timePerOutputToken)
    return tpot
  }

  /// How much more than evenly spaced and even work waits: (a² + c²) / 2.
  func waitSpread<L: Ledger>(in ledger: inout L) -> L.Number {
    let between = ledger.input(.arrivalVariation, arrivals)
    return (between * between + promptSpread(in: &ledger) - 1) / 2
  }

  /// Holds a time to first token against the service level: of the mean prompt, of longer ones, and of
  /// those that wait longest.
  ///
  /// - Throws: ``Infeasible`` with `timeToFirstToken`.
  func hold<L: Ledger>(
    ttft first: L.Number, prompt: L.Number, wait: L.Number, at load: ReplicaLoad<L.Number>,
    in ledger: inout L
  ) throws(Infeasible) -> L.Number {
    let ttft = timeToFirstToken(first, prompt: prompt, wait: wait, in: &ledger)
    guard load.isSized else { return ttft }
    try ledger.require(ttft, atMost: ledger.input(.ttftLimit, self.ttft), .timeToFirstToken)
    return ttft
  }

  private func timeToFirstToken<L: Ledger>(
    _ first: L.Number, prompt: L.Number, wait: L.Number, in ledger: inout L
  ) -> L.Number {
    let share = ledger.input(.ttftPercentile, ttftPercentile)
    let tail = L.Number.larger(1, 0 - L.Number.logarithm(1 - share))
    let variation = ledger.input(.promptVariation, promptVariation)
    let longer = ledger.define(.longerPrompt, prompt * variation * (tail - 1))
    let waited = ledger.define(.promptWait, wait)
    let later = error?.ttft.map { ledger.input(.ttftError, $0) }
    let start = first + longer + waited * tail
    return ledger.define(.ttft, later.map { start * $0 } ?? start)
  }

  /// The standard normal deviate of a probability, by the logistic approximation
  /// z ≈ ln(q / (1-q)) · 3/5, see
  /// ``Algebra/oddsPerDeviate``. It keeps the figure a formula that every reader can show.
  static func normalDeviate<N: Algebra>(_ share: N) -> N {
    let odds: N = share / (1 - share)
    return N.logarithm(odds) / .oddsPerDeviate
  }
}
