import Diagnostics
import HardwareKit
import Testing

@testable import Accuracy

@Suite struct MeasuredTableTests {
  private func table(_ text: String) throws(DiagnosticList) -> MeasuredTable {
    try MeasuredTable(name: "rows.csv", bytes: Array(text.utf8))
  }

  static let training = """
    model,task,accelerator_normalised,accelerators,sequence_length,global_batch,micro_batch,tp,pp,cp,ep,dp_zero,precision,tokens_per_s_per_accelerator,framework,series_id,as_of,notes
    MPT-70B,pretrain,h100-sxm-80gb,128,2048,1024,8,1,1,1,,dp128/fsdp-FULL_SHARD/actckpt-True,amp_bf16,1058,llm-foundry,s,2024-04-22,"several
    lines, and a comma"
    Llama 3 70B,lora,b200,8,4096,32,1,8,1,,,,FP8-MX,900,Megatron-Bridge 25.11,s,2026-08,"VP=5; step 2.26s; peak alloc 10 GiB"
    Qwen-7B,qlora,a100-sxm-80gb,1,512,8,1,,,,,ddp,int4-base+bf16,800,peft,s,2024,"1.7 s/iter, 11.0 GB total GPU memory"

    """

  @Test func trainingRows() throws {
    let table = try table(Self.training)
    #expect(table.rows.first?.shape == .trainingMeasured)
    #expect(table.rows.map(\.id) == [2, 4, 5])
    #expect(table.warnings.isEmpty)
    guard case .training(let first) = table.rows[0].subject,
      case .training(let second) = table.rows[1].subject,
      case .training(let third) = table.rows[2].subject
    else { return #expect(Bool(false), "rows of training are runs") }
    #expect(first.layout.dp == 128 && first.layout.interleave == 1)
    #expect(first.sharding == .everything && first.recompute == .full)
    #expect(table.rows[0].format.precision == .bf16)
    #expect(second.method == .lora && second.layout.cp == 1 && second.layout.interleave == 1)
    #expect(table.rows[1].format.precision == .fp8 && table.rows[1].format.isBlockScaled)
    let values = table.rows[1].values
    #expect(values.map(\.measure) == [.tokensPerAccelerator, .stepTime, .peakAllocated])
    #expect(values.map(\.value) == [900, 2.26, 10.73741824])
    #expect(values[0].origin == .published)
    #expect(third.method == .qlora && third.layout.tp == 0)
    #expect(table.rows[2].values.map(\.measure).last == .deviceMemory)
    #expect(table.rows[2].values[0].origin == .derived)
  }

  @Test func benchmarkRuns() throws {
    let table = try table(
      """
      benchmark,accelerator_normalised,accelerators_total,minutes_to_train,scaling_factor,global_batch_size,sequence_length,samples_to_converge_median,train_samples_per_s,train_samples_per_s_logged,median_step_time_s,round,precision,framework,is_best
      llama2_70b_lora,h200-sxm-141gb,16,12.5,1.25,8,8192,3072,4.6,4.7,,v5.1,fp8 or fp4,NeMo,True
      """)
    let row = try #require(table.rows.first)
    guard case .training(let run) = row.subject, let benchmark = run.benchmark else {
      return #expect(Bool(false), "a benchmark is a run")
    }
    #expect(run.method == .lora && run.batch == 8 && benchmark.isBest)
    #expect(benchmark.scaling == 1.25 && benchmark.samplesToConverge == 3072)
    #expect(row.values.map(\.measure) == [.tokensPerAccelerator, .minutesToTrain])
    #expect(row.values[0].value == 4.7 * 8192 / 16 && row.values[0].origin == .published)
    #expect(row.format.isAssumed && row.format.precision == .fp8)
  }

  @Test func services() throws {
    let table = try table(
      """
      model,accelerator_normalised,accelerators,tp,precision,engine_version,input_len,output_len,concurrency,batch_size,output_tokens_per_s_total,total_tokens_per_s,throughput_origin,per_user_tokens_per_s,ttft_ms,tpot_ms,power_w_per_accelerator
      Llama 3.1 8B,h100-sxm-80gb,2,2,fp8,vLLM,1000,500,max,,2000,,published,,120,20,350
      Llama 2 7B,mi300x,1,1,16-bit,vLLM,1024,,16,16,,7199,prefill rate derived,,2275,,
      Llama 2 70B,groq-lpu-v1,,,,service,,,1,,,,published per user,300,,,
      """)
    #expect(table.rows.first?.shape == .inferenceMeasured)
    #expect(
      table.rows[0].values.map(\.measure) == [
        .outputTokens, .ttft, .tpot, .power, .energyPerToken,
      ])
    #expect(table.rows[0].values.last?.value == 0.35)
    #expect(table.rows[1].values.map(\.measure) == [.promptTokens, .ttft])
    #expect(table.rows[2].values.map(\.measure) == [.userTokens])
    guard case .serving(let first) = table.rows[0].subject,
      case .serving(let second) = table.rows[1].subject
    else { return #expect(Bool(false), "rows of inference are services") }
    #expect(first.load == .maximum && second.load == .requests(16))
  }

  @Test func benchmarkServices() throws {
    let table = try table(
      """
      benchmark,benchmark_family,scenario,metric,value,accelerator_normalised,accelerators_total,ttft_limit_ms,tpot_limit_ms,tpot_mean_ms,tokens_per_sample_measured,precision,is_best
      llama2-70b-99.9,llama2-70b,Server,tokens/s,30000,b200,8,2000,200,50,291,fp4,True
      gptj-99,gptj,Offline,samples/s,10,tpu-v5e,4,,,,,int8,True
      """)
    #expect(table.rows.first?.shape == .mlperfInference)
    #expect(table.rows[0].model == "llama2-70b")
    #expect(table.rows[0].values.map(\.measure) == [.outputTokens, .tpot])
    #expect(table.rows[1].values.map(\.measure) == [.samples])
    guard case .serving(let server) = table.rows[0].subject else {
      return #expect(Bool(false), "a benchmark is a service")
    }
    #expect(server.load == .levels && server.benchmark?.ttftLimit == 2)
  }

  @Test func whatCannotBeReadStays() throws {
    let table = try table(
      """
      model,task,accelerator_normalised,accelerators,sequence_length,tokens_per_s_per_accelerator
      A,pretrain,b200,8,4096,fast
      B,pretrain,b200,eight,4096,100
      C,pretrain,b200
      D,pretrain,b200,8,4096,100,x
      E,pretrain,b200,8,4096,-3
      F,pretrain,b200,8,4096,
      G,pretrain,b200,8,4096,100,,
      """)
    #expect(table.rows.map(\.model) == ["A", "B", "C", "D", "E", "F", "G"])
    #expect(
      table.rows[0].values.first?.problem
        == "tokens_per_s_per_accelerator: expected a number, found 'fast'")
    #expect(table.rows[1].problem == "accelerators: expected a number, found 'eight'")
    #expect(table.rows[2].problem == "expected 6 cells, found 3")
    #expect(table.rows[3].problem == "expected 6 cells, found 7")
    #expect(table.rows[4].values.first?.problem?.contains("above zero") == true)
    #expect(table.rows[5].values.isEmpty)
    #expect(table.rows[6].problem == nil)
    #expect(table.warnings.diagnostics.map { $0.span?.line } == [2, 3, 4, 5, 6])
    #expect(table.warnings.diagnostics.allSatisfy { $0.code == .unreadableRow })
  }

  @Test func tablesStandUnderEachOther() throws {
    let table = try table(
      """
      model,task,sequence_length,tokens_per_s_per_accelerator,left_out,left_out_kinds
      A,lora,512,100,twice,
      B,lora,512,100,,

      model,input_len,output_len,ttft_ms,output_tokens_per_s_total,left_out,left_out_kinds
      C,128,128,20,100,late,ttft energy
      """)
    #expect(table.rows.map(\.id) == [2, 3, 6])
    #expect(
      table.rows.map(\.shape) == [.trainingMeasured, .trainingMeasured, .inferenceMeasured])
    #expect(table.rows[0].leftOut(.throughput) == "twice")
    #expect(table.rows[1].leftOut(.throughput) == nil)
    #expect(table.rows[2].leftOut(.throughput) == nil && table.rows[2].leftOut(.ttft) == "late")
  }

  @Test func unknownHeaders() {
    for text in [
      "", "a,b,c\n1,2,3", "model,model,task,sequence_length,tokens_per_s_per_accelerator",
    ] {
      #expect(throws: DiagnosticList.self) { _ = try self.table(text) }
    }
    do throws(DiagnosticList) {
      _ = try table("model,task,sequence_length\n")
    } catch {
      #expect(error.diagnostics.first?.code == .unknownTable)
      #expect(
        error.diagnostics.first?.notes.map(\.message).contains(
          "a table of shape 'training-measured' also has 'tokens_per_s_per_accelerator'") == true)
    }
  }
}
