import Diagnostics
import JSON

/// `vllm bench serve`, and SGLang's `bench_serving`, which began as a copy of it.
extension BenchFormat {
  static let vllmServe = BenchFormat(
    name: "vllm-serve", title: "vllm bench serve",
    recognises: { item in
      item["total_output_tokens"] != nil && item["completed"] != nil
        && item.first(of: ["median_ttft_ms", "mean_ttft_ms", "median_ttft", "request_throughput"])
          != nil
    }, read: { ClientRun(item: $0, into: &$1).runs })

  static let sglang = BenchFormat(
    name: "sglang", title: "SGLang bench_serving",
    recognises: { item in
      item["completed"] != nil && item["total_output_tokens"] != nil
        && item.first(of: [
          "sharegpt_output_len", "random_range_ratio", "median_e2e_latency_ms", "accept_length",
          "total_output_tokens_retokenized",
        ]) != nil
    }, read: { ClientRun(item: $0, into: &$1).runs })
}

/// What a client of an OpenAI-like service counted.
private struct ClientRun {
  let item: Item
  var run: ServingRun
  var isUsable = false

  var runs: [ServingRun] { isUsable ? [run] : [] }

  init(item: Item, into found: inout DiagnosticList) {
    self.item = item
    run = ServingRun(item)
    let before = found.diagnostics.count { $0.severity == .error }
    guard let completed = required("completed", "completed requests", into: &found),
      isWhole(completed, into: &found),
      let duration = required("duration", "seconds of the run", into: &found),
      let input = required("total_input_tokens", "input tokens", into: &found),
      let output = required("total_output_tokens", "output tokens", into: &found)
    else { return }
    run.input = input / completed
    run.output = output / completed
    run.outputRate =
      item["output_throughput"]?.positive("output_throughput", into: &found) ?? output / duration
    run.totalRate =
      item.first(of: ["total_token_throughput", "total_throughput"])?
      .positive("total throughput", into: &found)
    run.failed = item["failed"]?.tally("failed", into: &found)
    if let failed = run.failed, failed > 0 {
      run.notes.append("\(failed) requests failed; lengths and rates are of the others")
    }
    run.ttft = time("ttft", into: &found)
    run.tpot = time("tpot", into: &found)
    run.latency = (time("e2el", into: &found) ?? time("e2e_latency", into: &found)).map {
      $0.value / 1000
    }
    run.date = item["date"]?.text.flatMap(Self.day)
    readLoad(completed / duration, into: &found)
    readSetup(into: &found)
    checkRequestedLengths()
    isUsable = found.diagnostics.count { $0.severity == .error } == before
  }

  private func isWhole(_ completed: Double, into found: inout DiagnosticList) -> Bool {
    if completed == completed.rounded(), completed < 1e12 { return true }
    if let place = item["completed"] {
      found.append(.badFigure("completed", expected: "a whole number of requests", found: place))
    }
    return false
  }

  private func required(
    _ key: String, _ what: String, into found: inout DiagnosticList
  ) -> Double? {
    guard let value = item[key] else {
      found.append(.missingFigure("'\(key)' (\(what))", at: item.span))
      return nil
    }
    return value.positive("\(key) (\(what))", into: &found)
  }

  /// In milliseconds; files of InferenceX have some in seconds, under names without a unit.
  private func time(
    _ name: String, into found: inout DiagnosticList
  ) -> (value: Double, statistic: ServingRun.Statistic)? {
    for statistic in [ServingRun.Statistic.median, .mean] {
      for (suffix, factor) in [("_ms", 1.0), ("", 1000.0)] {
        let key = "\(statistic.rawValue)_\(name)\(suffix)"
        guard let value = item[key]?.notNegative(key, into: &found) else { continue }
        // An answer of one token has no time between tokens.
        return value > 0 ? (value * factor, statistic) : nil
      }
    }
    return nil
  }

  private mutating func readLoad(_ requestRate: Double, into found: inout DiagnosticList) {
    // `"inf"`, and bare `Infinity` of Python.
    let offered = item["request_rate"]?.anyNumber.flatMap { $0.isFinite ? $0 : nil }
    if let limit = item["max_concurrency"]?.positive("max_concurrency", into: &found),
      offered == nil
    {
      run.concurrency = .requests(limit)
    } else if let mean = item["concurrency"]?.positive("concurrency", into: &found) {
      run.concurrency = .requests(mean)
      run.notes.append("concurrency is the mean in flight (Little's law)")
    } else if offered == nil {
      run.concurrency = .maximum
      run.notes.append("all requests offered at once")
    } else if let latency = meanLatency(into: &found) {
      run.littleConcurrency(requestRate: requestRate, meanLatency: latency)
    }
    if let offered {
      run.notes.append("open loop, \(shortest(offered)) requests/s offered")
      if let burstiness = item["burstiness"]?.positive("burstiness", into: &found), burstiness != 1
      {
        run.notes.append("gamma arrivals of shape \(shortest(burstiness))")
      }
    }
  }

  private func meanLatency(into found: inout DiagnosticList) -> Double? {
    for key in ["mean_e2el_ms", "mean_e2e_latency_ms"] {
      if let value = item[key]?.positive(key, into: &found) { return value / 1000 }
    }
    guard let ttft = item["mean_ttft_ms"]?.positive("mean_ttft_ms", into: &found),
      let tpot = item["mean_tpot_ms"]?.notNegative("mean_tpot_ms", into: &found),
      let output = run.output
    else { return nil }
    return (ttft + tpot * max(0, output - 1)) / 1000
  }

  /// What `--metadata key=value` added, and what a server said of itself.
  private mutating func readSetup(into found: inout DiagnosticList) {
    let server = item["server_info"]
    let places = [item, server].compactMap(\.self)
    func first(_ keys: String...) -> Item? {
      for place in places { if let value = place.first(of: keys) { return value } }
      return nil
    }
    run.model = first("model_id", "model", "model_path", "served_model_name")?.told
    run.product = first("gpu", "gpu_type", "accelerator", "hw")?.told
    run.accelerators = first("num_gpus", "gpus", "accelerators")?
      .toldCount("number of accelerators", into: &found)
    run.tp = first("tensor_parallel_size", "tp_size", "tp")?.toldCount("tp", into: &found)
    run.pp = first("pipeline_parallel_size", "pp_size", "pp")?.toldCount("pp", into: &found)
    run.dp = first("data_parallel_size", "dp_size", "dp")?.toldCount("dp", into: &found)
    run.ep = first("expert_parallel_size", "ep_size", "ep")?.toldCount("ep", into: &found)
    run.precision = first("quantization", "precision")?.told
    run.engine = first("engine_version", "engine")?.told
    if let length = first("spec_decode_acceptance_length", "accept_length")?
      .positive("acceptance length", into: &found)
    {
      run.speculative = "drafted, \(shortest(length - 1)) accepted a step"
    }
  }

  /// SGLang writes the lengths that were asked for, and its defaults where another data set ran.
  private mutating func checkRequestedLengths() {
    if item["random_input_len"] != nil, let set = item["dataset_name"]?.text,
      !set.hasPrefix("random")
    {
      run.notes.append("lengths are those of \(set), as counted")
    }
  }

  /// `20251103-141500` as `2025-11-03`.
  private static func day(_ text: String) -> String? {
    let digits = Array(text.prefix(8))
    guard digits.count == 8, digits.allSatisfy(\.isNumber) else { return nil }
    return "\(String(digits[0..<4]))-\(String(digits[4..<6]))-\(String(digits[6..<8]))"
  }
}
