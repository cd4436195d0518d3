/// A discrete-event simulation of a unit of two pools: prompts are computed by replicas of their own,
/// their caches cross over, and other replicas decode.
///
/// Prompts go to the first free replica in the order in which they came, each with steps of its own.
/// Replicas that decode are given requests in turn, each a ``ServingSimulation`` whose prompts are all
/// cached. Nothing reaches a replica earlier than the hand-over after what causes it, so that each may
/// run so far ahead of the slowest.
public struct PooledSimulation: Sendable {
  /// The replicas for prompts.
  public struct Prompts: Sendable {
    public var replicas: Int
    /// Prompt tokens that a step takes in.
    public var chunk: Double
    /// Seconds to hand a cache over, whatever its size and for each token of the prompt.
    public var handover: Double
    public var perToken: Double

    public init(replicas: Int, chunk: Double, handover: Double, perToken: Double) {
      self.replicas = replicas
      self.chunk = chunk
      self.handover = handover
      self.perToken = perToken
    }
  }

  public var prompts: Prompts
  /// One of the replicas that decode, and how many of them there are.
  public var decode: ServingSimulation.Replica
  public var decodeReplicas: Int
  public var arrivals: ServingSimulation.Arrivals
  public var lengths: ServingSimulation.Lengths
  public var requests: Int
  public var seed: UInt64

  public init(
    prompts: Prompts, decode: ServingSimulation.Replica, decodeReplicas: Int,
    arrivals: ServingSimulation.Arrivals, lengths: ServingSimulation.Lengths, requests: Int,
    seed: UInt64 = 1
  ) {
    self.prompts = prompts
    self.decode = decode
    self.decodeReplicas = decodeReplicas
    self.arrivals = arrivals
    self.lengths = lengths
    self.requests = requests
    self.seed = seed
  }

  /// What came out; a first token is there with the cache, a time per token counts from then.
  public func run(prompt: some StepClock, decode clock: some StepClock) -> ServingRecord {
    var station = PromptStation(prompts)
    var waiting = Waiting(self)
    var record = ServingRecord(requests: requests)
    var started = [Double](repeating: 0, count: requests)
    var runs = (0..<max(1, decodeReplicas)).map { _ in
      ServingSimulation.Run(
        ServingSimulation(
          replica: decode, arrivals: .open(rate: 0, variation: 1), lengths: lengths,
          requests: requests), isFed: true)
    }
    var next = 0
    while true {
      // Whoever asks before the slowest goes on is known: answers that are still to end come later.
      while let request = waiting.take(until: runs.map(\.pending).min() ?? .infinity) {
        let ready = station.compute(request, prompt)
        started[request.id] = request.at
        record.firstTokens[request.id] = ready - request.at
        runs[next].feed(
          id: request.id, prompt: request.prompt, answer: request.answer, at: ready)
        next = (next + 1) % runs.count
      }
      guard let index = runs.indices.min(by: { runs[$0].pending < runs[$1].pending }),
        runs[index].pending < .infinity
      else { break }
      let now = runs[index].pending
      let horizon = waiting.isClosed ? now + prompts.handover : .infinity
      runs[index].play(clock, until: horizon)
      for done in runs[index].takeFinished() {
        record.tokenTimes[done.id] = done.tokenTime
        record.sojourns[done.id] = done.at - started[done.id]
        record.outputTokens += done.answer
        record.duration = max(record.duration, done.at)
        waiting.answered(at: done.at)
      }
    }
    record.steps = runs.reduce(0) { $0 + $1.record.steps } + station.steps
    record.decoding = runs.reduce(0) { $0 + $1.decodedTime } / max(record.duration, 1e-300)
    return record
  }
}

extension PooledSimulation {
  /// A request on its way to the replicas for prompts.
  fileprivate struct Request {
    let id: Int
    let at: Double
    let prompt: Double
    let answer: Double
    let cached: Double
  }

  /// Replicas for prompts and the times from which they are free.
  fileprivate struct PromptStation {
    let prompts: Prompts
    var free: [Double]
    var steps = 0

    init(_ prompts: Prompts) {
      self.prompts = prompts
      free = [Double](repeating: 0, count: max(1, prompts.replicas))
    }

    /// - Returns: when the cache has been handed over.
    mutating func compute(_ request: Request, _ clock: some StepClock) -> Double {
      let index = free.indices.min { free[$0] < free[$1] } ?? 0
      var now = max(request.at, free[index])
      var done = request.cached
      while done < request.prompt {
        let part = min(prompts.chunk, request.prompt - done)
        now += clock.seconds(
          sequences: 0, context: 0, prompt: part, pairs: part * (done + part / 2))
        done += part
        steps += 1
      }
      free[index] = now
      return now + prompts.handover + prompts.perToken * request.prompt
    }
  }

  /// Requests that come, in the order of time.
  fileprivate struct Waiting {
    let simulation: PooledSimulation
    var random: RandomSource
    var created = 0
    var last = 0.0
    /// Times at which users ask, the next one last.
    var asked: [Double] = []
    var isClosed = false

    init(_ simulation: PooledSimulation) {
      self.simulation = simulation
      random = RandomSource(seed: simulation.seed)
      if case .closed(let users) = simulation.arrivals {
        isClosed = true
        asked = [Double](repeating: 0, count: users)
      }
    }

    /// The next that comes no later than a time.
    mutating func take(until time: Double) -> Request? {
      guard created < simulation.requests else { return nil }
      switch simulation.arrivals {
      case .closed:
        guard let first = asked.last, first <= time else { return nil }
        asked.removeLast()
        return request(at: first)
      case .open(let rate, let variation):
        last += random.gamma(variation: variation) / rate
        return request(at: last)
      }
    }

    mutating func answered(at time: Double) {
      guard isClosed else { return }
      var place = asked.count
      while place > 0, asked[place - 1] < time { place -= 1 }
      asked.insert(time, at: place)
    }

    private mutating func request(at time: Double) -> Request {
      let lengths = simulation.lengths
      let prompt = max(1, lengths.promptSpread.draw(lengths.prompt, &random))
      let answer = max(1, lengths.answerSpread.draw(lengths.answer, &random))
      created += 1
      return Request(
        id: created - 1, at: time, prompt: prompt, answer: answer,
        cached: lengths.cached * prompt)
    }
  }
}
