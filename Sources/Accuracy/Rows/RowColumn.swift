/// A column of a table of measurements of one's own: what imports write, and what is read back.
public struct RowColumn: Sendable {
  public let name: String
  /// What a cell holds, with its unit.
  public let help: String
  /// Whether a row says nothing without it.
  public let isNeeded: Bool

  init(_ name: String, _ help: String, needed: Bool = false) {
    self.name = name
    self.help = help
    isNeeded = needed
  }
}

extension RowColumn {
  /// Of a measured service: a table of shape `inference-measured`.
  public static let serving: [RowColumn] =
    [
      RowColumn("model", "a model of the catalogue, by id, name or alias", needed: true),
      RowColumn("params_total_b", "parameters in billions; for people"),
      RowColumn("params_active_b", "parameters that a token passes, in billions; for people"),
      RowColumn("accelerator_normalised", "a product, by id or alias", needed: true),
      RowColumn("accelerators", "how many the rates are of"),
      RowColumn("prefill_accelerators", "of them, those that only take prompts in"),
      RowColumn("decode_accelerators", "of them, those that only write answers"),
      RowColumn("tp", "tensor-parallel size"), RowColumn("pp", "pipeline stages"),
      RowColumn("ep", "expert-parallel size"),
      RowColumn("dp", "data-parallel size; 'attention-dp' where only attention is"),
      RowColumn("parallelism", "the layout in the source's words"),
      RowColumn("precision", "number format of the weights, such as fp8"),
      RowColumn("speculative", "how tokens are drafted; empty where they are not"),
      RowColumn("engine_version", "serving engine with its version"),
      RowColumn("input_len", "mean tokens of a prompt", needed: true),
      RowColumn("output_len", "mean tokens of an answer", needed: true),
      RowColumn("concurrency", "requests in flight, or 'max' where all are offered at once"),
      RowColumn("batch_size", "sequences of a fixed batch"),
      RowColumn("output_tokens_per_s_total", "output tokens a second of all accelerators"),
      RowColumn("total_tokens_per_s", "the same with prompt tokens"),
      RowColumn("throughput_origin", "'published', or how the rate was derived"),
      RowColumn("per_user_tokens_per_s", "output tokens a second of one request"),
      RowColumn("ttft_ms", "time to first token, in milliseconds"),
      RowColumn("tpot_ms", "time per output token after the first, in milliseconds"),
      RowColumn("e2e_latency_s", "a whole request, in seconds"),
      RowColumn("power_w_per_accelerator", "mean watts of an accelerator"),
    ] + common + [
      RowColumn("ttft_stat", "which statistic ttft_ms is: median, mean or p99"),
      RowColumn("tpot_stat", "which statistic tpot_ms is: median, mean or p99"),
      RowColumn("failed", "requests that failed"),
    ] + identity

  /// Of a training run: a table of shape `training-measured`.
  public static let training: [RowColumn] =
    [
      RowColumn("model", "a model of the catalogue, by id, name or alias", needed: true),
      RowColumn("variant", "what sets the run apart, such as dropped tokens"),
      RowColumn("params_total_b", "parameters in billions; for people"),
      RowColumn("params_active_b", "parameters that a token passes, in billions; for people"),
      RowColumn("task", "pretrain, full-finetune, lora or qlora", needed: true),
      RowColumn("accelerator_normalised", "a product, by id or alias", needed: true),
      RowColumn("accelerators", "of the whole run"),
      RowColumn("sequence_length", "tokens of a sequence", needed: true),
      RowColumn("global_batch", "sequences of a step"),
      RowColumn("micro_batch", "sequences of a pass"),
      RowColumn("tp", "tensor-parallel size"), RowColumn("pp", "pipeline stages"),
      RowColumn("cp", "context-parallel size"), RowColumn("ep", "expert-parallel size"),
      RowColumn("dp_zero", "data parallelism and what it shards, such as dp8/fsdp-FULL_SHARD"),
      RowColumn("precision", "number format of the products, such as bf16"),
      RowColumn(
        "tokens_per_s_per_accelerator", "training tokens a second of one accelerator", needed: true),
      RowColumn("model_tflops_per_accelerator", "as the tool counts it"),
      RowColumn("mfu", "as the tool counts it; for people"),
      RowColumn("mfu_basis_dense_tflops", "the peak that it is a share of; for people"),
      RowColumn("mfu_origin", "where it comes from; for people"),
      RowColumn("gflop_per_token", "for people"),
      RowColumn("gpu_hours_total", "accelerator-hours of the whole run; for people"),
      RowColumn("tokens_total", "tokens of the whole run; for people"),
      RowColumn("framework", "training framework with its version"),
      RowColumn("series_id", "rows of one series are judged together"),
      RowColumn("model_as_published", "the name that the source gives the model"),
      RowColumn("as_of", "when it was measured"),
      RowColumn("notes", "step time and memory in words: 'step 2.26s', 'peak alloc 28.29 GiB'"),
      RowColumn("source", "file and place"),
      RowColumn("source_grade", "'own' for rows of one's own"),
      RowColumn("source_id", "the format that was read"),
    ] + identity

  private static let common: [RowColumn] = [
    RowColumn("series_id", "rows of one series are judged together"),
    RowColumn("as_of", "when it was measured"),
    RowColumn("notes", "what else there is to say"),
    RowColumn("source", "file and place"),
    RowColumn("source_grade", "'own' for rows of one's own"),
    RowColumn("source_id", "the format that was read"),
  ]

  private static let identity: [RowColumn] = [
    RowColumn(
      "run_id", "digest of the run's bytes and its place among them; no run stands in a table twice"
    ),
    RowColumn("file", "the file that was imported"),
    RowColumn("left_out", "why the row counts in no summary and no fit; empty where it does"),
  ]
}
