import Figures
import HardwareKit
import Testing
import Units

@testable import Planning

/// The time of a training run is one computation for the search and the bill.
@Suite struct RunModelTests {
  static func plan(_ lines: [String], method: String = "train") -> String {
    """
    headroom: 1
    model: llama-3.1-70b
    workloads:
      run:
        kind: \(method == "train" ? "train" : "fine-tune\n    method: \(method)")
    \(lines.map { "    \($0)\n" }.joined())
    hardware: [nvidia-h100-sxm5]
    finance: {as-of: 2026-11-01, horizon: 12 months}
    """
  }

  static func answer(_ text: String) throws -> Answer? {
    try Samples.plan(text: text).outcome.cases[0].workloads[0].options[0].answer
  }

  /// A run that the plan's own MFU makes slower than the model's gets the fleet that it needs, and one that
  /// it makes faster no larger one.
  @Test func aDeadlineIsMetByThePlansOwnMFU() throws {
    func fleet(_ mfu: String) throws -> Answer {
      try #require(
        try Self.answer(
          Self.plan(["tokens: 2 T tokens", "deadline: 90 days", "mfu: \(mfu)"])), "\(mfu)")
    }
    let slow = try fleet("30%")
    #expect(slow.accelerators == 384)
    #expect(abs(try #require(slow.duration) / TimeSpan.day - 86.2) < 0.1)
    let fast = try fleet("60%")
    #expect(try #require(fast.duration) <= 90 * TimeSpan.day)
    #expect(try #require(fast.accelerators) < (try #require(slow.accelerators)))
  }

  /// The smallest fleet that is done within the horizon is an answer where a smaller one is not.
  @Test func aRunWithoutADeadlineIsDoneWithinTheHorizon() throws {
    let answer = try #require(try Self.answer(Self.plan(["tokens: 2 T tokens", "mfu: 30%"])))
    #expect(try #require(answer.usedHours) <= 8760 * 3600 * (try #require(answer.accelerators)))
  }

  /// An evaluated token is a forward pass: one of the two passes over frozen weights, one of three where
  /// they are trained. K. Hu et al., "LoRA", 2021, section 4.2 (no gradients of frozen weights).
  @Test(arguments: [("lora", 2.0), ("qlora", 2), ("full", 3)])
  func evaluationIsAForwardPass(_ method: String, _ passes: Double) throws {
    let base = ["tokens: 1 G tokens", "accelerators: 16", "batch: 524288 tokens"]
    func duration(_ more: String...) throws -> Double {
      let answer = try Self.answer(Self.plan(base + more, method: method))
      return try #require(answer?.duration, "\(method)")
    }
    let plain = try duration()
    let evaluated = try duration("evaluation: 1 G tokens")
    #expect(abs(evaluated / plain - 1 - 1 / passes) < 1e-12)
  }
}
