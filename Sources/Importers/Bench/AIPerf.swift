import Diagnostics
import JSON

/// NVIDIA's AIPerf and the genai-perf before it: one object a metric, each with its unit.
extension BenchFormat {
  static let aiPerf = BenchFormat(
    name: "aiperf", title: "AIPerf",
    recognises: { item in
      item["aiperf_version"] != nil
        || item["records"]?.members?.contains { $0.item["avg"] != nil } == true
    },
    read: { item, found in
      MetricFile(item: item, metrics: item["records"] ?? item).runs(into: &found)
    })

  static let genAIPerf = BenchFormat(
    name: "genai-perf", title: "genai-perf",
    recognises: { item in
      item["output_token_throughput", "avg"] != nil && item["request_latency"] != nil
    },
    read: { item, found in MetricFile(item: item, metrics: item).runs(into: &found) })
}

/// A file of metrics, by snake case names or by titles.
private struct MetricFile {
  let item: Item
  let metrics: Item

  /// The metric of a name, `time_to_first_token`, also as `Time to First Token`.
  private func metric(_ name: String) -> Item? {
    if let metric = metrics[name] { return metric }
    let wanted = name.filter { $0 != "_" }
    return metrics.members?.first { key, _ in
      key.lowercased().filter { $0 != " " && $0 != "_" } == wanted
    }?.item
  }

  /// A statistic in a unit: milliseconds for times, one a second for rates.
  private func figure(
    _ name: String, _ statistic: String, into found: inout DiagnosticList
  ) -> Double? {
    guard let metric = metric(name),
      let value = metric[statistic]?.positive("\(name).\(statistic)", into: &found)
    else { return nil }
    guard let unit = metric["unit"]?.text?.lowercased() else { return value }
    let factors: [String: Double] = [
      "ms": 1, "milliseconds": 1, "s": 1000, "sec": 1000, "seconds": 1000, "us": 0.001, "µs": 0.001,
      "ns": 1e-6, "tokens/sec": 1, "tokens/s": 1, "requests/sec": 1, "requests/s": 1, "tokens": 1,
      "requests": 1, "tokens/second": 1, "requests/second": 1, "count": 1,
    ]
    guard let factor = factors[unit] else {
      if let place = metric["unit"] {
        found.append(.badFigure("unit of \(name)", expected: "a unit that is known", found: place))
      }
      return nil
    }
    return value * factor
  }

  private func time(
    _ name: String, into found: inout DiagnosticList
  ) -> (value: Double, statistic: ServingRun.Statistic)? {
    if let value = figure(name, "p50", into: &found) { return (value, .median) }
    return figure(name, "avg", into: &found).map { ($0, .mean) }
  }

  func runs(into found: inout DiagnosticList) -> [ServingRun] {
    var run = ServingRun(item)
    if let flag = item["was_cancelled"], flag.flag == true {
      found.append(.badFigure("was_cancelled", expected: "a run that ended", found: flag))
    }
    if let flag = item["is_complete"], flag.flag == false {
      found.append(.badFigure("is_complete", expected: "a run that ended", found: flag))
    }
    guard let rate = figure("output_token_throughput", "avg", into: &found) else {
      found.append(.missingFigure("'output_token_throughput' with 'avg'", at: item.span))
      return []
    }
    run.outputRate = rate
    run.totalRate = figure("total_token_throughput", "avg", into: &found)
    run.input =
      figure("input_sequence_length", "avg", into: &found)
    run.output = figure("output_sequence_length", "avg", into: &found)
    run.ttft = time("time_to_first_token", into: &found)
    run.tpot = time("inter_token_latency", into: &found)
    run.latency = time("request_latency", into: &found).map { $0.value / 1000 }
    let errors = metric("error_request_count")
    run.failed = (errors?["avg"] ?? errors).flatMap {
      $0.tally("error_request_count", into: &found)
    }
    if let failed = run.failed, failed > 0 {
      run.notes.append("\(failed) requests failed; lengths and rates are of the others")
    }
    readConfiguration(&run, into: &found)
    return [run]
  }

  private func readConfiguration(_ run: inout ServingRun, into found: inout DiagnosticList) {
    let input = item["input_config"]
    let limit =
      input?["loadgen", "concurrency"] ?? input?["perf_analyzer", "stimulus", "concurrency"]
      ?? input?["perf_analyzer", "concurrency"] ?? input?["concurrency"]
    if let limit, let value = limit.positive("concurrency", into: &found) {
      run.concurrency = .requests(value)
    } else if let requests = figure("request_throughput", "avg", into: &found),
      let latency = figure("request_latency", "avg", into: &found)
    {
      run.littleConcurrency(requestRate: requests, meanLatency: latency / 1000)
    }
    let models =
      input?["endpoint", "model_names"] ?? input?["endpoint", "model"] ?? input?["model_names"]
      ?? input?["model"]
    run.model = (models?.list?.first ?? models)?.told
    run.date = item["start_time"]?.text.map { String($0.prefix(10)) }
  }
}
