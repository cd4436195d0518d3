import Diagnostics
import JSON

/// The summary of Ray's llmperf: one flat object, times in seconds.
extension BenchFormat {
  static let llmPerf = BenchFormat(
    name: "llmperf", title: "llmperf",
    recognises: { item in
      item["results_inter_token_latency_s_quantiles_p50"] != nil
        || item["results_mean_output_throughput_token_per_s"] != nil
    },
    read: { item, found in
      var run = ServingRun(item)
      func figure(_ key: String, _ found: inout DiagnosticList) -> Double? {
        item["results_\(key)"]?.positive("results_\(key)", into: &found)
      }
      guard let rate = figure("mean_output_throughput_token_per_s", &found) else {
        found.append(
          .missingFigure("'results_mean_output_throughput_token_per_s'", at: item.span))
        return []
      }
      run.outputRate = rate
      run.input = figure("number_input_tokens_mean", &found)
      run.output = figure("number_output_tokens_mean", &found)
      if let value = figure("ttft_s_quantiles_p50", &found) { run.ttft = (value * 1000, .median) }
      // Its inter_token_latency_s is the whole latency over the tokens, the first one's wait inside.
      run.latency = figure("end_to_end_latency_s_quantiles_p50", &found)
      run.notes.append("no time per output token: llmperf's has the time to the first one in it")
      run.failed = item["results_number_errors"]?.tally("results_number_errors", into: &found)
      if let failed = run.failed, failed > 0 { run.notes.append("\(failed) requests failed") }
      run.concurrency = item["num_concurrent_requests"]?
        .positive("num_concurrent_requests", into: &found).map { .requests($0) }
      run.model = item["model"]?.told
      run.date = item["timestamp"]?.anyNumber.flatMap(Calendar.day)
      return [run]
    })
}
