import BuiltInPlugins
import HardwareKit
import Testing

@testable import Accuracy

/// Rows that carry watts.
@Suite struct EnergyTests {
  /// InferenceX, DeepSeek R1 on MI355X, May and June 2026: SemiAnalysisAI/InferenceX-app@528c4146b8f5,
  /// packages/app cypress fixtures; one pool and two.
  static let rows = """
    model,accelerator_normalised,accelerators,prefill_accelerators,decode_accelerators,tp,ep,parallelism,precision,engine_version,input_len,output_len,concurrency,output_tokens_per_s_total,throughput_origin,ttft_ms,tpot_ms,power_w_per_accelerator,as_of,source
    DeepSeek R1,mi355x,8,,,8,1,TP8 EP1,fp4,sglang,1024,1024,64,3223.08,published,119.532,19.258,719.532,2026-06-11,github SemiAnalysisAI/InferenceX-app@528c4146b8f5 packages/app cypress fixtures
    DeepSeek R1,mi355x,8,,,8,1,TP8 EP1,fp8,sglang,1024,1024,4,368.31,published,115.087,9.931,508.061,2026-05-27,github SemiAnalysisAI/InferenceX-app@528c4146b8f5 packages/app cypress fixtures
    DeepSeek R1,mi355x,24,8,16,8,1,"disagg prefill 1x(TP8 EP1) on 8 GPUs, decode 2x(TP8 EP1) on 16 GPUs",fp8,mori-sglang,8192,1024,32,1906.54,published,1214.127,14.114,647.117,2026-05-28,github SemiAnalysisAI/InferenceX-app@528c4146b8f5 packages/app cypress fixtures
    """

  @Test func energyIsPowerOverTheRate() throws {
    let values = try EvaluatorTests.evaluate(Self.rows).filter { $0.kind == .energy }
    #expect(values.count == 6)
    for value in values {
      #expect(value.status == .answered)
      #expect(value.error.map { abs($0) < 0.3 } == true, "\(value.error ?? 9)")
    }
  }

  @Test func powerConstantsAreFittedOnWattsAlone() throws {
    let shared = try SharedData.embedded()
    let evaluator = try Evaluator(registry: ProductRegistry(builtInPlugins), shared: shared)
    let rows = try MeasuredTable(name: "rows.csv", bytes: Array(Self.rows.utf8)).rows
    let set = try #require(
      try CalibrationSets.make(
        ["serving"], questions: evaluator.questions(rows), shared: shared
      ).first)
    let watts = Set(set.samples.indices.filter { set.samples[$0].measure == .power })
    #expect(watts.count == 3)
    for (parameter, touched) in zip(set.parameters, set.touches) {
      let isOfPower = parameter.name.hasPrefix("shared/power-")
      #expect(
        isOfPower ? Set(touched) == watts : watts.isDisjoint(with: touched), "\(parameter.name)")
    }
    #expect(set.parameters.count { $0.name.hasPrefix("shared/power-") } == 3)
  }
}
