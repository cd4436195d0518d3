import Diagnostics
import JSON

/// GuideLLM's `benchmarks.json` and `benchmarks.yaml`, of all versions: several runs in a file.
extension BenchFormat {
  static let guideLLM = BenchFormat(
    name: "guidellm", title: "GuideLLM",
    recognises: { item in
      item["benchmarks"]?.list?.contains { $0["metrics"] != nil } == true
    },
    read: { item, found in
      let version = item["metadata", "version"]
      if let number = version?.anyNumber, ![1, 2].contains(number) {
        found.append(
          .doubtful(
            "version \(shortest(number)) of the file is newer than those that are known, 1 and 2",
            at: version?.span))
      }
      return (item["benchmarks"]?.list ?? []).compactMap { benchmark in
        run(benchmark, of: item, into: &found)
      }
    })

  private static func run(
    _ benchmark: Item, of file: Item, into found: inout DiagnosticList
  ) -> ServingRun? {
    var run = ServingRun(benchmark)
    guard let metrics = benchmark["metrics"] else {
      found.append(.missingFigure("'metrics'", at: benchmark.span))
      return nil
    }
    func figure(_ name: String, _ statistic: String, _ found: inout DiagnosticList) -> Double? {
      metrics[name, "successful", statistic]?.positive("\(name).\(statistic)", into: &found)
    }
    guard let rate = figure("output_tokens_per_second", "mean", &found) else {
      found.append(
        .missingFigure("'metrics.output_tokens_per_second.successful.mean'", at: benchmark.span))
      return nil
    }
    run.outputRate = rate
    run.totalRate = figure("tokens_per_second", "mean", &found)
    run.input = figure("prompt_token_count", "mean", &found)
    run.output = figure("output_token_count", "mean", &found)
    if let value = figure("time_to_first_token_ms", "median", &found) {
      run.ttft = (value, .median)
    }
    // Its time_per_output_token_ms has the time to the first token in it.
    if let value = figure("inter_token_latency_ms", "median", &found) {
      run.tpot = (value, .median)
    }
    run.latency = figure("request_latency", "median", &found)
    let errored =
      metrics["request_latency", "errored", "count"]
      ?? metrics["requests_per_second", "errored", "count"]
    run.failed = errored?.tally("errored requests", into: &found)
    if let failed = run.failed, failed > 0 {
      run.notes.append("\(failed) requests failed; lengths and rates are of the others")
    }
    let strategy =
      benchmark["config", "strategy"] ?? benchmark["args", "strategy"] ?? benchmark["strategy"]
    let limit = strategy?.first(of: ["max_concurrency", "streams"])
    if let limit, let value = limit.positive("concurrency of the strategy", into: &found),
      strategy?["type_"]?.text == "concurrent" || strategy?["streams"] != nil
    {
      run.concurrency = .requests(value)
    } else if let mean = figure("request_concurrency", "mean", &found) {
      run.concurrency = .requests(mean)
      run.notes.append("concurrency is the mean in flight")
    }
    if let kind = strategy?["type_"]?.text { run.notes.append("strategy \(kind)") }
    run.model =
      (benchmark["config", "backend", "model"] ?? file["config", "spec", "backend", "model"]
      ?? benchmark["worker", "backend_model"] ?? benchmark["benchmarker", "backend", "model"]
      ?? file["args", "model"] ?? benchmark["args", "model"])?.told
    run.date = benchmark["start_time"]?.anyNumber.flatMap(Calendar.day)
    return run
  }
}
