import Diagnostics
import JSON

/// `vllm bench throughput` and `vllm bench latency`, which run without a service.
extension BenchFormat {
  static let vllmThroughput = BenchFormat(
    name: "vllm-throughput", title: "vllm bench throughput",
    recognises: { item in
      item["elapsed_time"] != nil && item["num_requests"] != nil && item["total_num_tokens"] != nil
    },
    read: { item, found in
      var run = ServingRun(item)
      run.concurrency = .maximum
      guard let seconds = item["elapsed_time"]?.positive("elapsed_time", into: &found),
        let requests = item["num_requests"]?.positive("num_requests", into: &found),
        let tokens = item["total_num_tokens"]?.positive("total_num_tokens", into: &found)
      else { return [] }
      run.totalRate = tokens / seconds
      if let input = item.first(of: ["total_num_input_tokens", "total_num_prompt_tokens"])?
        .positive("input tokens", into: &found),
        let output = item["total_num_output_tokens"]?.positive("output tokens", into: &found)
      {
        run.input = input / requests
        run.output = output / requests
        run.outputRate = output / seconds
      } else {
        // `tokens_per_second` counts prompts as well; with the lengths that the user names it can be told.
        run.mean = ServingRun.Mean(tokens: tokens / requests, rate: requests / seconds)
      }
      run.model = item.first(of: ["model", "model_id"])?.told
      run.tp = item["tensor_parallel_size"]?.toldCount("tensor_parallel_size", into: &found)
      return [run]
    })

  static let vllmLatency = BenchFormat(
    name: "vllm-latency", title: "vllm bench latency",
    recognises: { item in item["avg_latency"] != nil && item["latencies"] != nil },
    read: { item, found in
      var run = ServingRun(item)
      guard let latency = item["avg_latency"]?.positive("avg_latency", into: &found) else {
        return []
      }
      run.latency = latency
      run.isWholeBatch = true
      run.model = item.first(of: ["model", "model_id"])?.told
      return [run]
    })
}
