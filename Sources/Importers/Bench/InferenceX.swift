import Diagnostics
import JSON

/// `agg_*.json` of InferenceX (before, InferenceMAX): rates of one accelerator, times in seconds.
extension BenchFormat {
  static let inferenceX = BenchFormat(
    name: "inferencex", title: "InferenceX",
    recognises: { item in item["hw"] != nil && item["tput_per_gpu"] != nil },
    read: { item, found in
      var run = ServingRun(item)
      run.model = item["model"]?.told
      run.product = item["hw"]?.told
      run.precision = item["precision"]?.told
      run.engine = (item["image"] ?? item["framework"])?.told
      run.input = item["isl"]?.positive("isl", into: &found)
      run.output = item["osl"]?.positive("osl", into: &found)
      run.concurrency = item["conc"]?.positive("conc", into: &found).map { .requests($0) }
      run.tp = item["tp"]?.toldCount("tp", into: &found)
      run.ep = item["ep"]?.toldCount("ep", into: &found)
      run.pp = item["pp"]?.toldCount("pp", into: &found)
      run.isAttentionParallel = isTrue(item["dp_attention"])
      if isTrue(item["spec_decoding"]) || !["", "none"].contains(item["spec_decoding"]?.text ?? "")
      {
        run.speculative = item["spec_decoding"]?.text ?? "drafted"
      }
      readAccelerators(item, &run, into: &found)
      readRates(item, &run, into: &found)
      if let value = item["median_ttft"]?.positive("median_ttft", into: &found) {
        run.ttft = (value * 1000, .median)
      }
      if let value = item["median_tpot"]?.positive("median_tpot", into: &found) {
        run.tpot = (value * 1000, .median)
      }
      run.latency = item["median_e2el"]?.positive("median_e2el", into: &found)
      run.notes.append("lengths as asked for")
      return run.outputRate == nil ? [] : [run]
    })

  private static func isTrue(_ item: Item?) -> Bool {
    item?.flag ?? (item?.text.map { ["true", "1", "yes"].contains($0.lowercased()) } ?? false)
  }

  private static func readAccelerators(
    _ item: Item, _ run: inout ServingRun, into found: inout DiagnosticList
  ) {
    run.prefillAccelerators = item["num_prefill_gpu"]?.count("num_prefill_gpu", into: &found)
    run.decodeAccelerators = item["num_decode_gpu"]?.count("num_decode_gpu", into: &found)
    if isTrue(item["disagg"]) {
      if let prefill = run.prefillAccelerators, let decode = run.decodeAccelerators {
        run.accelerators = .init(value: prefill + decode, span: item.span)
      } else {
        found.append(
          .missingFigure(
            "'num_prefill_gpu' and 'num_decode_gpu' of a disaggregated run", at: item.span))
      }
    } else if let gpus = item["num_gpus"]?.toldCount("num_gpus", into: &found) {
      run.accelerators = gpus
    } else if let tp = run.tp {
      // The rates are over tp times pp, as `process_result.py` divides them.
      run.accelerators = .init(value: tp.value * (run.pp?.value ?? 1), span: tp.span)
    }
  }

  private static func readRates(
    _ item: Item, _ run: inout ServingRun, into found: inout DiagnosticList
  ) {
    // Of a disaggregated run the output rate is over the decode accelerators only.
    guard let rate = item["output_tput_per_gpu"]?.positive("output_tput_per_gpu", into: &found),
      let all = run.accelerators?.value
    else {
      found.append(
        .missingFigure("'output_tput_per_gpu', and over how many accelerators", at: item.span))
      return
    }
    run.outputRate = rate * Double(run.decodeAccelerators ?? all)
    run.totalRate = item["tput_per_gpu"]?.positive("tput_per_gpu", into: &found).map {
      $0 * Double(all)
    }
    run.rateOrigin = "published per accelerator x accelerators"
  }
}
