import HardwareKit
import Units

extension MeasuredRow {
  /// A row of `inference-measured`: throughput, time to first token, time per output token, energy.
  static func inferenceMeasured(_ cells: RowCells, file: String) -> MeasuredRow {
    var cells = cells
    let concurrency = cells.text("concurrency").lowercased()
    let isMaximum = ["max", "maximum", "offline"].contains(concurrency)
    let batch = cells.count("batch_size")
    let requests =
      isMaximum ? nil : cells.simulated("concurrency", atMost: RowCells.mostRequests)
    // Attention may be data-parallel while experts are not; some sources then give no size.
    let isAttentionParallel = cells.text("dp").lowercased().contains("attention")
    let service = ServingCase(
      accelerators: cells.count("accelerators"),
      prefillAccelerators: cells.count("prefill_accelerators"),
      decodeAccelerators: cells.count("decode_accelerators"), tp: cells.count("tp"),
      pp: cells.count("pp"), ep: cells.count("ep"),
      dp: isAttentionParallel ? nil : cells.count("dp"),
      isAttentionParallel: isAttentionParallel, parallelism: cells.text("parallelism"),
      input: cells.simulated("input_len", atMost: RowCells.mostTokens),
      output: cells.simulated("output_len", atMost: RowCells.mostTokens),
      load: isMaximum
        ? .maximum : .requests(requests ?? batch.map(Double.init) ?? 1),
      batch: batch, speculative: cells.text("speculative"),
      power: cells.number("power_w_per_accelerator"), benchmark: nil)
    let origin: MeasuredValue.Origin =
      cells.text("throughput_origin").lowercased().hasPrefix("published") ? .published : .derived
    var rate = cells.measured("output_tokens_per_s_total", .outputTokens, origin)
    if rate == nil, cells.text("throughput_origin").lowercased().contains("prefill") {
      rate = cells.measured("total_tokens_per_s", .promptTokens, origin)
    } else if rate == nil, cells.text("tpot_ms").isEmpty {
      // A vendor's service says what one user sees.
      rate = cells.measured("per_user_tokens_per_s", .userTokens, origin)
    }
    var values = [rate]
    let isP99 = { (column: String) in cells.text(column).lowercased() == "p99" }
    values.append(cells.measured("ttft_ms", isP99("ttft_stat") ? .ttftP99 : .ttft))
    values.append(cells.measured("tpot_ms", isP99("tpot_stat") ? .tpotP99 : .tpot))
    values.append(cells.measured("power_w_per_accelerator", .power))
    if let power = service.power, let devices = service.accelerators,
      let rate, rate.measure == .outputTokens, let tokens = rate.value
    {
      values.append(MeasuredValue(.energyPerToken, power * Double(devices) / tokens, .derived))
    }
    var row = MeasuredRow(
      cells, file: file, shape: .inferenceMeasured, model: cells.text("model"),
      software: cells.text("engine_version"), subject: .serving(service),
      values: values.compactMap(\.self), problems: cells.problems)
    row.date = cells.date("as_of")
    return row
  }

  /// A row of `mlperf-inference`: the rate of a system, and its latencies where the scenario limits
  /// them.
  static func mlperfInference(_ cells: RowCells, file: String) -> MeasuredRow {
    var cells = cells
    let scenario = cells.text("scenario")
    let isOffline = scenario.lowercased() == "offline"
    let service = ServingCase(
      accelerators: cells.count("accelerators_total"), prefillAccelerators: nil,
      decodeAccelerators: nil, tp: nil, pp: nil, ep: nil, dp: nil,
      isAttentionParallel: false, parallelism: "", input: nil,
      output: cells.simulated("tokens_per_sample_measured", atMost: RowCells.mostTokens),
      load: isOffline ? .maximum : .levels, batch: nil, speculative: "", power: nil,
      benchmark: ServingBenchmarkRun(
        name: cells.text("benchmark"), scenario: scenario, round: cells.text("round"),
        submitter: cells.text("submitter"), nodeAccelerators: cells.count("accelerators_per_node"),
        ttftLimit: cells.number("ttft_limit_ms").map { $0 / 1e3 },
        tpotLimit: cells.number("tpot_limit_ms").map { $0 / 1e3 },
        tokensPerSample: cells.number("tokens_per_sample_measured"),
        samplesPerSecond: cells.number("samples_per_s"),
        meanLatency: cells.number("mean_latency_s"), isBest: cells.isTrue("is_best"),
        isBestInRound: cells.isTrue("is_best_in_round"), isDuplicate: cells.isTrue("is_duplicate")))
    let measure: Measure =
      cells.text("metric").lowercased().hasPrefix("tokens") ? .outputTokens : .samples
    let values = [
      cells.measured("value", measure), cells.measured("ttft_p99_ms", .ttftP99),
      cells.measured("tpot_mean_ms", .tpot), cells.measured("tpot_p99_ms", .tpotP99),
    ]
    let family = cells.text("benchmark_family")
    var row = MeasuredRow(
      cells, file: file, shape: .mlperfInference,
      model: family.isEmpty ? cells.text("benchmark") : family, software: cells.text("framework"),
      subject: .serving(service), values: values.compactMap(\.self), problems: cells.problems)
    row.series = "mlperf-inference/\(cells.text("round"))/\(cells.text("submitter"))"
    return row
  }
}
