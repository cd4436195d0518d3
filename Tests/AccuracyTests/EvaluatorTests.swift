import BuiltInPlugins
import HardwareKit
import Testing

@testable import Accuracy

@Suite struct EvaluatorTests {
  /// Evaluates a table with the built-in plugins.
  static func evaluate(_ text: String) throws -> [EvaluatedValue] {
    let shared = try SharedData.embedded()
    let evaluator = try Evaluator(registry: ProductRegistry(builtInPlugins), shared: shared)
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

  @Test func summaryByHand() throws {
    let values = try Self.evaluate(
      """
      model,task,accelerator_normalised,accelerators,sequence_length,global_batch,micro_batch,tp,pp,precision,tokens_per_s_per_accelerator,framework,left_out
      Llama 3.1 8B,pretrain,h100-sxm-80gb,8,8192,128,1,1,1,bf16,10000,Megatron-LM,
      Llama 3.1 8B,pretrain,h100-sxm-80gb,8,8192,128,1,1,1,bf16,20000,Megatron-LM,
      Llama 3.1 8B,pretrain,h100-sxm-80gb,8,8192,128,1,1,1,bf16,40000,Megatron-LM,
      Llama 3.1 8B,pretrain,h100-sxm-80gb,8,8192,128,1,1,1,bf16,1,Megatron-LM,a slip of the pen
      Llama 3.1 8B,pretrain,h100-sxm-80gb,8,8192,128,1,1,1,bf99,1,Megatron-LM,
      Llama 3.1 8B,pretrain,mx-9000,8,8192,128,1,1,1,bf16,1,Megatron-LM,
      """)
    let lines = AccuracyLine.lines(of: values)
    #expect(lines.map(\.product) == ["no plugin", "nvidia-h100-sxm5", nil])
    let line = lines[1]
    #expect(line.rows == 4 && line.answered == 3 && line.leftOut == 1)
    let rate = try #require(values[0].predicted)
    let errors = [10000.0, 20000, 40000].map { rate / $0 - 1 }
    #expect(line.bias == errors[1])
    let sizes = errors.map(abs).sorted()
    #expect(line.median == sizes[1])
    #expect(
      line.ninetieth.map { abs($0 - (sizes[1] + 0.8 * (sizes[2] - sizes[1]))) < 1e-12 } == true)
    #expect(lines[2].rows == 5 && lines[2].answered == 3)
    #expect(values[3].note == "left out: a slip of the pen")
  }

  @Test func quantilesInterpolate() {
    #expect(quantile([], 0.5) == nil)
    #expect(quantile([3], 0.9) == 3)
    #expect(quantile([4, 1, 3, 2], 0.5) == 2.5)
    #expect(quantile([0, 10], 0.9) == 9)
  }
}
