import Figures
import HardwareKit
import PlanFiles
import Testing
import Units

@testable import Planning

/// Latency and cost per token are those of the load that a plan has.
@Suite struct OperatingPointTests {
  /// DeepSeek R1, fp8, TP8 on eight H200, SGLang 0.5.7, 1,024 tokens in and out: mean TPOT of so many users
  /// on one server, 12.8, 17.2, 25.6 and 34.6 ms, and 597 output tokens a second of eight.
  /// Source: github.com/SemiAnalysisAI/InferenceX, issue 870, 2026-03-05, restated.
  @Test(arguments: [(8, 12.8), (16, 17.2), (32, 25.6), (64, 34.6)])
  func usersFewerThanABatchSeeTheirOwnBatch(_ users: Int, _ measured: Double) throws {
    let answer = try Self.users(users)
    let tpot = try #require(answer.tpot) * 1e3
    #expect(abs(tpot / measured - 1) < 0.2, "\(users) users: \(tpot) ms, measured \(measured)")
    if users == 8 {
      #expect(abs(try #require(answer.tokensPerSecond) / 597 - 1) < 0.15)
    }
  }

  private static func users(_ users: Int) throws -> Answer {
    let sample = try Samples.plan(
      text: """
        headroom: 1
        model: deepseek-r1
        workloads:
          chat:
            kind: serve
            traffic: {concurrency: \(users), prompt: 1024 tokens, answer: 1024 tokens, prompt-variation: 10%, answer-variation: 10%}
            precision: fp8
            engine: sglang
            layout: {tp: 8, pp: 1, dp: 1}
        hardware: [nvidia-h200-sxm]
        finance: {as-of: 2026-11-01, horizon: 12 months}
        """)
    return try #require(sample.outcome.cases[0].workloads[0].options[0].answer)
  }

  /// In a fixed layout on one replica, from little to nearly all that it carries.
  @Test(arguments: ["peak", "concurrency"])
  func tokensNeverQuickenAsUsersRise(_ kind: String) throws {
    var last = 0.0
    var load = 2.0
    while load < 600 {
      let traffic = kind == "peak" ? "peak: \(load) tokens/s" : "concurrency: \(Int(load / 2))"
      let sample = try Samples.service(
        model: "llama-3.1-8b", traffic: "\(traffic), prompt: 512 tokens, answer: 256 tokens",
        level: "tpot: 2 s", "layout: {tp: 1, pp: 1, dp: 1}")
      let answer = try #require(sample.outcome.cases[0].workloads[0].options[0].answer)
      #expect(answer.replicas == 1)
      let tpot = try #require(answer.tpot)
      #expect(tpot >= last * (1 - 1e-9), "\(traffic): \(tpot) after \(last)")
      last = tpot
      load *= 1.4
    }
  }

  /// The secant steps solve B = λ · T(1 + B): the rate that comes out is the rate that went in.
  @Test(arguments: Samples.names)
  func whatArrivesIsAnswered(_ name: String) throws {
    for item in try Samples.planned(name).outcome.cases {
      for load in ["", ".first", ".mean"] {
        guard let arriving = item.sheet["assistant.replica.arrivals\(load)"],
          let answered = item.sheet["assistant.replica.requests-per-second\(load)"]
        else { continue }
        #expect(abs(answered.value / arriving.value - 1) < 1e-5, "\(load)")
        #expect(item.sheet["assistant.operating.overload\(load)"]?.value == 0)
      }
    }
  }

  /// Loads are in order, and a level is kept at the peak of the fleet that was bought.
  @Test(arguments: Samples.names)
  func loadsAreInOrder(_ name: String) throws {
    for item in try Samples.planned(name).outcome.cases {
      func value(_ figure: String) -> Double? { item.sheet["assistant.\(figure)"]?.value }
      guard let peak = value("tpot"), let mean = value("tpot.mean"),
        let capacity = value("tpot.capacity"), let limit = value("service-level.tpot")
      else { continue }
      #expect(mean <= peak && peak <= capacity && capacity <= limit)
    }
  }
}
