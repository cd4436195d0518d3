import BuiltInPlugins
import HardwareKit
import Testing

@testable import Accuracy

@Suite struct EvaluatorTests {
  /// Evaluates a table with the built-in plugins.
  static func evaluate(_ text: String) throws -> [EvaluatedValue] {
    let shared = try SharedData.embedded()
    let rules = try BenchmarkRules.embedded()
    let evaluator = Evaluator(
      resolver: RowResolver(
        registry: ProductRegistry(builtInPlugins), shared: shared, rules: rules),
      training: TrainingPredictor(shared: shared, rules: rules),
      serving: NotModelled("serving"))
    return try evaluator.evaluate(MeasuredTable(name: "rows.csv", bytes: Array(text.utf8)).rows)
  }

  @Test func everyRowIsAnsweredOrSaysWhy() throws {
    let values = try Self.evaluate(
      """
      model,task,accelerator_normalised,accelerators,sequence_length,global_batch,micro_batch,tp,pp,precision,tokens_per_s_per_accelerator,framework,notes
      Llama 3.1 8B,pretrain,h100-sxm-80gb,8,8192,128,1,1,1,bf16,12000,Megatron-Bridge 25.11,step 10.9s
      llama3-70b (12-layer slice),pretrain,b200,8,4096,32,1,8,1,bf16,7290,"Megatron-LM (B200, CUDA 13.1)",peak alloc 28.29 GiB
      Llama 3.1 8B,pretrain,mx-9000,8,8192,128,1,1,1,bf16,12000,,
      Lama 3.1 8B,pretrain,b200,8,8192,128,1,1,1,bf16,12000,,
      Llama 3.1 405B,pretrain,h100-sxm-80gb,8,8192,128,1,1,1,bf16,100,,
      Llama 3.1 8B,dance,b200,8,8192,128,1,1,1,bf16,12000,,
      Llama 3.1 8B,pretrain,b200,8,8192,128,1,1,1,bf99,12000,,
      Llama 3.1 8B,pretrain,b200,8,8192,128,1,1,1,bf16,,,
      Llama 3.1 8B,pretrain,b200,8,8192,128,1,3,1,bf16,12000,,
      """)
    #expect(values.map(\.row.id) == [2, 2, 3, 3, 4, 5, 6, 7, 8, 9, 10])
    #expect(
      values.map(\.status) == [
        .answered, .answered, .answered, .answered, .noPlugin, .unknownModel, .infeasible,
        .notModelled, .notModelled, .unreadable, .infeasible,
      ])
    #expect(values[0].predicted.map { $0 > 6000 && $0 < 20000 } == true)
    #expect(values[1].kind == .stepTime && values[3].kind == .memory)
    #expect(values[3].error.map { abs($0) < 0.15 } == true)
    for value in values where value.status != .answered {
      #expect(value.reason?.isEmpty == false && value.predicted == nil)
    }
    #expect(values[5].reason?.contains("llama-3.1-8b") == true)
    #expect(values[6].reason?.contains("memory") == true)
  }

  @Test func minutesFollowFromSamples() throws {
    let values = try Self.evaluate(
      """
      benchmark,accelerator_normalised,accelerators_total,minutes_to_train,scaling_factor,global_batch_size,sequence_length,samples_to_converge_median,train_samples_per_s,round,precision,framework
      llama2_70b_lora,h200-sxm-141gb,8,25,1.1,8,8192,3072,2.4,v5.1,fp8,NeMo
      """)
    let rate = try #require(values.first { $0.kind == .throughput }?.predicted) * 8 / 8192
    let minutes = try #require(values.first { $0.kind == .minutesToTrain }?.predicted)
    // 3072 / 384 - floor(0.125 * 8 + 2) = 5 evaluations of 173 sequences at half the cost.
    #expect(abs(minutes - (3072 + 5 * 173 * 0.5) / rate / 60 * 1.016 * 1.1) < 1e-9)
  }
}
