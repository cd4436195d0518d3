import Figures
import HardwareKit
import Planning
import Testing
import Units

/// Training runs whose accelerator-hours their makers published.
///
/// Source: Meta, Llama 3.1 model card, section "Training Factors" (meta-llama/llama-models,
/// models/llama3_1/MODEL_CARD.md): 1.46 M, 7.0 M and 30.84 M H100-hours for 8B, 70B and 405B;
/// tokens and cluster of the 405B run: "The Llama 3 Herd of Models", arXiv 2407.21783, sections 3.1
/// and 3.3.
@Suite struct PublishedRunTests {
  static let peak = 989.4e12

  /// 6·N·D over the peak of the hours: what utilisation a published number of hours stands for.
  static func utilisation(parameters: Double, tokens: Double, hours: Double) -> Double {
    6 * parameters * tokens / (hours * 3600 * peak)
  }

  @Test func llama405BComesOutWithinATenth() throws {
    let sample = try Samples.planned("train-from-scratch")
    let figure = try #require(sample.outcome.cases[0].sheet["pretrain.accelerator-hours"])
    let hours = figure.value / TimeSpan.hour
    let off = hours / 30.84e6 - 1
    print("oracle: 405B \(hours / 1e6) M H100-hours, published 30.84 M, off by \(off * 100) %")
    #expect(abs(off) <= 0.10)
  }

  struct KnownGap: Sendable, CustomTestStringConvertible {
    let model: String
    let parameters: Double
    let accelerators: Int
    let publishedHours: Double
    /// Published over modelled hours.
    let factor: ClosedRange<Double>

    var testDescription: String { model }
  }

  // Not a validation: a record of a gap. The published hours of the two smaller models stand for
  // 14 % and 25 % MFU, far below the 38 % to 43 % that the same authors report for the 405B run and
  // below every published step rate of such models on H100. The model card does not say what else
  // the hours hold: several runs, annealing, long-context phases, evaluation, restarts, smaller
  // batches. `stacks.yaml` has that overhead as `whole-run`, fitted on these rows, and the planner
  // leaves it out. The number of accelerators is ours; the card gives none. The bounds are wide so
  // that a better step model passes, and narrow enough that a broken one does not.
  static let gaps = [
    KnownGap(
      model: "llama-3.1-8b", parameters: 8.03e9, accelerators: 1024, publishedHours: 1.46e6,
      factor: 1.5...4),
    KnownGap(
      model: "llama-3.1-70b", parameters: 70.55e9, accelerators: 4096, publishedHours: 7.0e6,
      factor: 1.2...2.5),
  ]

  @Test(arguments: gaps)
  func smallerRunsTookLongerThanTheModelSays(_ row: KnownGap) throws {
    let sample = try Samples.plan(
      text: """
        headroom: 1
        model: \(row.model)
        workloads:
          pretrain:
            kind: train
            tokens: 15 T tokens
            sequence: 8192 tokens
            batch: 8388608 tokens
            stack: megatron-2024
            accelerators: \(row.accelerators)
        hardware: [nvidia-h100-sxm5]
        finance: {as-of: 2026-11-01, horizon: 12 months}
        """)
    let solved = sample.outcome.cases[0]
    let hours = try #require(solved.sheet["pretrain.accelerator-hours"]).value / TimeSpan.hour
    let mfu = try #require(solved.sheet["pretrain.mfu"]).value
    let layout = try #require(solved.workloads[0].choice?.answer?.layout)
    let implied = Self.utilisation(
      parameters: row.parameters, tokens: 15e12, hours: row.publishedHours)
    let factor = row.publishedHours / hours
    print(
      "oracle: \(row.model) modelled \(hours / 1e6) M h at MFU \(mfu) on \(layout.text),",
      "published \(row.publishedHours / 1e6) M h, implied MFU \(implied), factor \(factor)")
    #expect(row.factor.contains(factor))
    #expect(implied < mfu)
  }
}
