import HardwareKit
import Planning
import Testing

/// The simulation against queues whose theory is exact.
///
/// Source: L. Kleinrock, "Queueing Systems" vol. 1, 1975: M/M/1 (section 3.2), M/G/1 (5.7), M/M/k (3.5).
@Suite struct QueueTheoryTests {
  /// One step takes in one prompt token and takes a fixed time: a server whose service is the prompt.
  struct PromptClock: StepClock {
    let second: Double
    var tokensOfStep: Double { 1 }

    func seconds(sequences: Double, context: Double, prompt: Double, pairs: Double) -> Double {
      prompt * second
    }
  }

  /// A step takes a fixed time whatever the batch, and prompts cost nothing.
  struct AnswerClock: StepClock {
    let second: Double
    var tokensOfStep: Double { 1 }

    func seconds(sequences: Double, context: Double, prompt: Double, pairs: Double) -> Double {
      sequences > 0 ? second : 0
    }
  }

  static func prompts(
    load: Double, variation: Double, arrivals: Double = 1, requests: Int = 400_000
  ) -> ServingRecord {
    let mean = 1000.0
    let simulation = ServingSimulation(
      replica: .init(scheduling: .prefillFirst, chunk: 1e9, sequences: 1, cache: 1e12),
      arrivals: .open(rate: load, variation: arrivals),
      lengths: .init(prompt: mean, answer: 1, promptSpread: .gamma(variation)),
      requests: requests, seed: 7)
    return simulation.run(PromptClock(second: 1 / mean))
  }

  @Test(
    "M/M/1: the mean sojourn is 1/(1-load), and its tail is exponential",
    arguments: [0.3, 0.6, 0.8])
  func exponentialServer(load: Double) {
    let record = Self.prompts(load: load, variation: 1)
    let mean = ServingRecord.mean(record.sojourns)
    #expect(abs(mean * (1 - load) - 1) < 0.05, "\(mean)")
    let tail = ServingRecord.percentile(0.95, of: record.sojourns)
    // ln 20 mean sojourns.
    #expect(abs(tail * (1 - load) / 2.995_732 - 1) < 0.05, "\(tail)")
  }

  @Test("M/D/1: half of the wait of M/M/1", arguments: [0.3, 0.6, 0.8])
  func fixedServer(load: Double) {
    let record = Self.prompts(load: load, variation: 0)
    let mean = ServingRecord.mean(record.sojourns)
    let theory = 1 + load / (2 * (1 - load))
    #expect(abs(mean / theory - 1) < 0.03, "\(mean) against \(theory)")
  }

  @Test("M/M/k: the wait is Erlang's", arguments: [(2, 0.7), (8, 0.8), (64, 0.9)])
  func manyServers(servers: Int, load: Double) {
    let mean = 2000.0
    let simulation = ServingSimulation(
      replica: .init(scheduling: .mixed, chunk: 1e9, sequences: servers, cache: 1e12),
      arrivals: .open(rate: load * Double(servers), variation: 1),
      lengths: .init(prompt: 1, answer: mean, answerSpread: .gamma(1)), requests: 200_000, seed: 5)
    let record = simulation.run(AnswerClock(second: 1 / mean))
    // Erlang's probability of a wait, and the mean wait over all.
    let offered = load * Double(servers)
    var blocked = 1.0
    for k in 1...servers { blocked = offered * blocked / (Double(k) + offered * blocked) }
    let waits = blocked / (1 - load * (1 - blocked))
    let theory = 1 + waits / (Double(servers) * (1 - load))
    let sojourn = ServingRecord.mean(record.sojourns)
    #expect(abs(sojourn / theory - 1) < 0.04, "\(sojourn) against \(theory)")
  }

  @Test("steady arrivals wait less than Poisson's, bursts more")
  func arrivals() {
    let steady = ServingRecord.mean(Self.prompts(load: 0.7, variation: 1, arrivals: 0.3).sojourns)
    let poisson = ServingRecord.mean(Self.prompts(load: 0.7, variation: 1).sojourns)
    let bursts = ServingRecord.mean(Self.prompts(load: 0.7, variation: 1, arrivals: 2).sojourns)
    #expect(steady < poisson && poisson < bursts)
  }

  @Test("the same seed gives the same record")
  func seeds() {
    let first = Self.prompts(load: 0.5, variation: 1, requests: 1000)
    let second = Self.prompts(load: 0.5, variation: 1, requests: 1000)
    #expect(first.sojourns == second.sojourns)
  }

  @Test("users who ask again keep to Little's law")
  func littlesLaw() {
    let users = 24
    let simulation = ServingSimulation(
      replica: .init(scheduling: .mixed, chunk: 4096, sequences: 1000, cache: 1e9),
      arrivals: .closed(users), lengths: .init(prompt: 100, answer: 200), requests: 4800)
    let record = simulation.run(AnswerClock(second: 0.01))
    let inSystem =
      Double(record.sojourns.count) / record.duration
      * ServingRecord.mean(record.sojourns)
    #expect(abs(inSystem / Double(users) - 1) < 0.01)
  }
}
