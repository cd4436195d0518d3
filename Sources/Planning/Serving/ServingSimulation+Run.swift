import HardwareKit

extension ServingSimulation {
  /// The state of a simulation that is under way.
  struct Run {
    private let simulation: ServingSimulation
    private(set) var record = ServingRecord()
    private var random: RandomSource

    private struct Request {
      let arrival: Double
      let prompt: Double
      let answer: Double
      /// What its source calls it; its place where it has none.
      let id: Int
      /// Prompt tokens that are in the cache.
      var done: Double
      var first = 0.0
    }

    /// In the order of arrival. Those before `prefilled` have their prompts behind them, those before
    /// `admitted` have a place in the batch.
    private var requests: [Request] = []
    private var prefilled = 0
    private var admitted = 0
    private var created = 0

    private var now = 0.0
    private var nextArrival = Double.infinity
    /// When users asked again and when their requests queue, the next one last.
    private var asked: [(from: Double, at: Double)] = []
    /// Decode steps since prompts were taken in, as ``Gathering`` counts them.
    private var passed = 0.0
    /// Steps in which every sequence of the batch has decoded, since the start.
    private var counter = 0.0
    private var running = CompletionHeap()
    /// Tokens in the caches of those that decode, and tokens promised to all that were let in.
    private var context = 0.0
    private var promised = 0.0
    private(set) var decodedTime = 0.0

    /// Of a run whose requests come with their caches from elsewhere: those that came or are on their
    /// way, in the order of time, how many of them came, and those that were answered since they were
    /// asked for.
    private let isFed: Bool
    private var fed: [Fed] = []
    private var joined = 0
    private var finished: [Finished] = []

    private struct Fed {
      let id: Int
      let at: Double
      let prompt: Double
      let answer: Double
    }

    struct Finished {
      let id: Int
      let at: Double
      let tokenTime: Double
      let answer: Double
    }

    init(_ simulation: ServingSimulation, isFed: Bool = false) {
      self.simulation = simulation
      self.isFed = isFed
      random = RandomSource(seed: simulation.seed)
      guard !isFed else { return }
      requests.reserveCapacity(simulation.requests)
      record = ServingRecord(requests: simulation.requests)
      switch simulation.arrivals {
      case .closed(let users): for _ in 0..<min(users, simulation.requests) { ask() }
      case .open: break
      }
      scheduleArrival()
    }

    /// - Parameter horizon: no step begins later.
    mutating func play(_ clock: some StepClock, until horizon: Double = .infinity) {
      let gain = clock.tokensOfStep
      while pending <= horizon {
        while nextArrival <= now {
          if isFed { join() } else { arrive() }
          scheduleArrival()
        }
        admit(gain)
        if prefilled < admitted, !gathers {
          takeIn(clock, gain)
        } else if running.count > 0 {
          decode(clock, gain, horizon)
        } else if nextArrival < .infinity {
          now = nextArrival
        } else {
          break
        }
      }
      record.duration = now
      record.decoding = now > 0 ? decodedTime / now : 0
    }

    /// When the next step can begin; never where nothing is left.
    var pending: Double {
      running.count > 0 || prefilled < requests.count ? now : max(now, nextArrival)
    }

    // MARK: Requests from elsewhere

    /// A request whose prompt is in the cache when it comes.
    mutating func feed(id: Int, prompt: Double, answer: Double, at time: Double) {
      var place = fed.count
      while place > joined, fed[place - 1].at > time { place -= 1 }
      fed.insert(Fed(id: id, at: time, prompt: prompt, answer: answer), at: place)
      scheduleArrival()
    }

    mutating func takeFinished() -> [Finished] {
      defer { finished = [] }
      return finished
    }

    private mutating func join() {
      let next = fed[joined]
      joined += 1
      requests.append(
        Request(
          arrival: next.at, prompt: next.prompt, answer: next.answer, id: next.id,
          done: next.prompt))
    }

    // MARK: Arrivals

    /// A user asks, and the request queues when it is in.
    private mutating func ask() {
      var time = now
      if simulation.turnaround > 0 { time += simulation.turnaround * random.gamma(variation: 1) }
      var place = asked.count
      while place > 0, asked[place - 1].at <= time { place -= 1 }
      asked.insert((now, time), at: place)
    }

    private mutating func arrive() {
      let time = asked.popLast()?.from ?? nextArrival
      created += 1
      let lengths = simulation.lengths
      let prompt = max(1, lengths.promptSpread.draw(lengths.prompt, &random))
      let answer = max(1, lengths.answerSpread.draw(lengths.answer, &random))
      requests.append(
        Request(
          arrival: time, prompt: prompt, answer: answer, id: requests.count,
          done: lengths.cached * prompt))
    }

    private mutating func scheduleArrival() {
      guard !isFed else {
        nextArrival = joined < fed.count ? fed[joined].at : .infinity
        return
      }
      guard created < simulation.requests else {
        nextArrival = .infinity
        return
      }
      switch simulation.arrivals {
      case .closed: nextArrival = asked.last?.at ?? .infinity
      case .open(let rate, let variation):
        let last = nextArrival == .infinity ? 0 : nextArrival
        nextArrival = last + random.gamma(variation: variation) / rate
      }
    }

    /// Lets requests in, first come first served, while there are places and room.
    private mutating func admit(_ gain: Double) {
      while admitted < requests.count, inFlight < simulation.replica.sequences {
        let wanted = promise(requests[admitted])
        // One request always fits, or nothing would ever move.
        guard inFlight == 0 || promised + wanted <= simulation.replica.cache else { return }
        promised += wanted
        admitted += 1
        // The cache came with it.
        if isFed { begin(gain) }
      }
    }

    /// The first of those whose prompts were not behind them begins to decode.
    private mutating func begin(_ gain: Double) {
      requests[prefilled].first = now
      context += requests[prefilled].prompt
      let steps = max(0, ((requests[prefilled].answer - 1) / gain).rounded(.up))
      running.insert(CompletionHeap.Entry(at: counter + steps, request: prefilled))
      prefilled += 1
    }

    /// Whether prompts that wait go on waiting for more of them.
    private var gathers: Bool {
      guard let gathering = simulation.replica.gathering, running.count > 0,
        passed < gathering.steps
      else { return false }
      var tokens = Double(running.count)
      for index in prefilled..<admitted { tokens += requests[index].prompt - requests[index].done }
      return tokens < gathering.tokens
    }

    private var inFlight: Int { running.count + admitted - prefilled }

    private func promise(_ request: Request) -> Double {
      request.prompt + simulation.replica.heldShare * request.answer
    }

    // MARK: Steps

    /// A step that takes in prompts: beside the batch, or with the batch waiting.
    private mutating func takeIn(_ clock: some StepClock, _ gain: Double) {
      let isMixed = simulation.replica.scheduling == .mixed
      var budget = simulation.replica.chunk
      if isMixed { budget = max(budget - Double(running.count), 1) }
      var prompt = 0.0
      var pairs = 0.0
      var index = prefilled
      while index < admitted, budget > 0 {
        let rest = requests[index].prompt - requests[index].done
        let part = min(rest, budget)
        pairs += part * (requests[index].done + part / 2)
        requests[index].done += part
        prompt += part
        budget -= part
        guard part == rest else { break }
        index += 1
      }
      let decoding = isMixed ? Double(running.count) : 0
      let time = clock.seconds(
        sequences: decoding, context: running.count > 0 ? context / Double(running.count) : 0,
        prompt: prompt, pairs: pairs)
      record.steps += 1
      passed = 0
      now += time
      decodedTime += time * Double(running.count)
      if isMixed, running.count > 0 {
        counter += 1
        context += decoding * gain
        finish(gain)
      }
      while prefilled < index { begin(gain) }
      finish(gain)
    }

    /// Steps that only decode, to the next completion or arrival, or over the horizon.
    private mutating func decode(
      _ clock: some StepClock, _ gain: Double, _ horizon: Double
    ) {
      let count = Double(running.count)
      let mean = context / count
      var steps = max(1, running.first.at - counter)
      let gathering = simulation.replica.gathering
      if let gathering, prefilled < admitted { steps = min(steps, gathering.steps - passed) }
      record.steps += 1
      var each = clock.seconds(
        sequences: count, context: mean + (steps - 1) / 2 * gain, prompt: 0, pairs: 0)
      let end = min(nextArrival, horizon)
      if end < now + each * steps {
        steps = min(steps, max(1, ((end - now) / each).rounded(.up)))
        each = clock.seconds(
          sequences: count, context: mean + (steps - 1) / 2 * gain, prompt: 0, pairs: 0)
        record.steps += 1
      }
      if let gathering {
        if prefilled < admitted {
          passed += steps
        } else if gathering.isPolling {
          passed = (passed + steps).truncatingRemainder(dividingBy: gathering.steps)
        }
      }
      now += each * steps
      decodedTime += each * steps * count
      counter += steps
      context += steps * count * gain
      finish(gain)
    }

    /// Takes out the sequences whose last token has come.
    private mutating func finish(_ gain: Double) {
      while running.count > 0, running.first.at <= counter {
        let index = running.removeFirst().request
        let request = requests[index]
        let decoded = max(0, ((request.answer - 1) / gain).rounded(.up))
        context -= request.prompt + decoded * gain
        promised -= promise(request)
        guard !isFed else {
          // The first token came with the cache.
          finished.append(
            Finished(
              id: request.id, at: now,
              tokenTime: request.answer > 1
                ? (now - request.arrival) / (request.answer - 1) : 0,
              answer: request.answer))
          continue
        }
        record.firstTokens[index] = request.first - request.arrival
        record.tokenTimes[index] =
          request.answer > 1 ? (now - request.first) / (request.answer - 1) : 0
        record.sojourns[index] = now - request.arrival
        record.outputTokens += request.answer
        if case .closed = simulation.arrivals {
          ask()
          scheduleArrival()
        }
      }
    }
  }
}

/// Sequences in the order in which they finish: a binary heap.
struct CompletionHeap {
  struct Entry {
    let at: Double
    let request: Int
  }

  private var entries: [Entry] = []

  var count: Int { entries.count }
  var first: Entry { entries[0] }

  mutating func insert(_ entry: Entry) {
    entries.append(entry)
    var child = entries.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard entries[child].at < entries[parent].at else { break }
      entries.swapAt(child, parent)
      child = parent
    }
  }

  mutating func removeFirst() -> Entry {
    let result = entries[0]
    let last = entries.removeLast()
    guard !entries.isEmpty else { return result }
    entries[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < entries.count else { break }
      if child + 1 < entries.count, entries[child + 1].at < entries[child].at { child += 1 }
      guard entries[child].at < entries[parent].at else { break }
      entries.swapAt(child, parent)
      parent = child
    }
    return result
  }
}
