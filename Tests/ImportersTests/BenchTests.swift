import Accuracy
import BuiltInPlugins
import Diagnostics
import HardwareKit
import Testing

@testable import Importers

/// Results of benchmarks, each in a small file of our own making.
@Suite struct BenchTests {
  static let names = Result { () throws(DiagnosticList) in
    Names(registry: ProductRegistry(builtInPlugins), models: try SharedData.embedded().models)
  }

  static var whole: BenchSettings {
    var settings = BenchSettings()
    settings.product = "h100-sxm"
    settings.accelerators = 1
    settings.tp = 1
    settings.precision = "bf16"
    settings.engine = "vLLM 0.11"
    settings.model = "llama-3.1-8b"
    return settings
  }

  private func rows(
    _ text: String, _ settings: BenchSettings = whole, from: String? = nil
  ) throws -> ImportedRows {
    let importer = BenchImporter(names: try Self.names.get(), settings: settings)
    return try importer.rows(
      of: ByteStream(name: "run.json", bytes: Array(text.utf8)), from: from)
  }

  private func problems(_ text: String, _ settings: BenchSettings = whole) throws -> [String] {
    do {
      _ = try rows(text, settings)
      return []
    } catch let list as DiagnosticList {
      return list.diagnostics.map {
        "\($0.span.map { "\($0.line):\($0.column)" } ?? "-") \($0.code.name) \($0.message)"
      }
    }
  }

  private func check(
    _ row: ImportedRows.Row, _ expected: [String: Double],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for (column, value) in expected {
      let found = row.cells[column].flatMap(Double.init)
      #expect(
        abs((found ?? .nan) - value) <= abs(value) * 1e-9,
        "\(column): \(String(describing: found))",
        sourceLocation: sourceLocation)
    }
  }

  static let serve = """
    {"date": "20251103-141500", "backend": "vllm", "model_id": "meta-llama/Llama-3.1-8B-Instruct", \
    "num_prompts": 200, "request_rate": 1.0, "burstiness": 1.0, "max_concurrency": null, \
    "duration": 203.5, "completed": 200, "failed": 0, "total_input_tokens": 40000, \
    "total_output_tokens": 25600, "request_throughput": 0.98, "output_throughput": 125.79, \
    "total_token_throughput": 322.3, "mean_ttft_ms": 101.5, "median_ttft_ms": 95.70, \
    "mean_tpot_ms": 28.1, "median_tpot_ms": 27.678, "median_itl_ms": 12.0}
    """

  /// The median of the decode time, not of the gaps; an open loop's concurrency is Little's.
  @Test func vllmServe() throws {
    let rows = try rows(Self.serve)
    #expect(rows.formats == ["vllm bench serve"])
    let row = try #require(rows.rows.first)
    check(
      row,
      [
        "input_len": 200, "output_len": 128, "tpot_ms": 27.678, "ttft_ms": 95.70,
        "output_tokens_per_s_total": 125.79, "failed": 0,
        "concurrency": 200 / 203.5 * (101.5 + 28.1 * 127) / 1000,
      ])
    #expect(row.cells["tpot_stat"] == "median")
    #expect(row.cells["model"] == "llama-3.1-8b")
    #expect(row.cells["accelerator_normalised"] == "nvidia-h100-sxm5")
    #expect(row.cells["as_of"] == "2025-11-03")
    #expect(row.cells["source"] == "vllm bench serve, run.json:1")
    #expect(row.cells["notes"]?.contains("open loop, 1 requests/s") == true)
  }

  /// A path is known by its last part, whatever its case.
  @Test(arguments: [
    ("/workspace/models/Llama-3.1-8B-Instruct", "llama-3.1-8b"), ("qwen/QWEN3-8B", "qwen3-8b"),
  ])
  func modelsOfPaths(path: String, id: String) throws {
    #expect(try Self.names.get().model(path) == id)
    #expect(try Self.names.get().model("/workspace/Qwen3-VL-8B-Instruct") == nil)
  }

  /// What is written is read by `accuracy --against`.
  @Test func rowsAreReadBack() throws {
    let csv = try rows(Self.serve).csv
    let table = try MeasuredTable(name: "rows.csv", bytes: Array(csv.utf8))
    #expect(table.warnings.isEmpty)
    let row = try #require(table.rows.first)
    #expect(row.shape == .inferenceMeasured)
    #expect(row.values.map(\.measure) == [.outputTokens, .ttft, .tpot])
    #expect(row.problem == nil)
  }

  @Test func whatTheFileCannotKnowIsAskedFor() throws {
    var settings = BenchSettings()
    settings.tp = 4
    #expect(
      try problems(Self.serve, settings) == [
        "1:1 not-in-the-file a file of vllm bench serve does not say the accelerator, how many there were, the number format, the engine; add --product h100-sxm --accelerators 8 --precision fp8 --engine 'vLLM 0.11'"
      ])
    settings = Self.whole
    settings.accelerators = 8
    settings.tp = 4
    #expect(
      try problems(Self.serve, settings) == [
        "1:1 not-in-the-file a file of vllm bench serve does not say the rest of the layout; add --pp 1 --dp 2"
      ])
    settings.product = "H100"
    settings.dp = 2
    let open = try problems(Self.serve, settings)
    #expect(open.count == 1)
    #expect(open[0].contains("leaves the form open"))
    #expect(open[0].contains("'nvidia-h100-sxm5', 'nvidia-h100-pcie', 'nvidia-h100-nvl'"))
  }

  @Test func optionsThatContradictTheFileAreRefused() throws {
    let told = Self.serve.replacing(
      "\"backend\"", with: "\"tp\": 8, \"gpu\": \"L40S\", \"backend\"")
    #expect(
      try problems(told) == [
        "1:35 contradiction '--tp' says 1, the file 8",
        "1:45 contradiction '--product' says 'nvidia-h100-sxm5', the file 'L40S'",
      ])
  }

  static let sglang = """
    {"backend": "sglang", "dataset_name": "sharegpt", "request_rate": Infinity, "max_concurrency": 16, \
    "random_input_len": 1024, "random_output_len": 1024, "random_range_ratio": 0.0, "duration": 52.0, \
    "completed": 100, "total_input_tokens": 30210, "total_output_tokens": 19580, \
    "output_throughput": 376.5, "mean_e2e_latency_ms": 8200.0, "median_e2e_latency_ms": 8000.0, \
    "median_ttft_ms": 120.0, "median_tpot_ms": 30.5, "concurrency": 15.77, "accept_length": 2.74}
    """

  /// Lengths as counted, not the defaults that were not used; a bare `Infinity`; one run a line.
  @Test func sglang() throws {
    let rows = try rows(Self.sglang + "\n" + Self.sglang + "\n")
    #expect(rows.formats == ["SGLang bench_serving"])
    #expect(rows.rows.count == 2)
    check(
      rows.rows[0],
      [
        "input_len": 302.1, "output_len": 195.8, "concurrency": 16, "tpot_ms": 30.5,
        "e2e_latency_s": 8,
      ])
    #expect(rows.rows[0].cells["speculative"] == "drafted, 1.7400000000000002 accepted a step")
    #expect(rows.rows[1].cells["source"] == "SGLang bench_serving, run.json:2")
    // The same bytes are the same run, wherever they stand.
    #expect(throws: DiagnosticList.self) { try rows.refuseTwins() }
  }

  @Test func vllmThroughputAsksForWhatItsRateMixes() throws {
    let text = """
      {"elapsed_time": 10.0, "num_requests": 100, "total_num_tokens": 30000,
       "requests_per_second": 10.0, "tokens_per_second": 3000.0}
      """
    #expect(try problems(text)[0].hasSuffix("add --input 1024 --output 128"))
    var settings = Self.whole
    (settings.input, settings.output) = (200, 100)
    check(
      try rows(text, settings).rows[0],
      ["output_tokens_per_s_total": 1000, "total_tokens_per_s": 3000])
    settings.output = 200
    #expect(try problems(text, settings)[0].contains("are not the 300 a request"))
  }

  @Test func vllmLatencyIsOfAWholeBatch() throws {
    var settings = Self.whole
    (settings.input, settings.output, settings.concurrency) = (32, 128, 8)
    let row = try rows(
      "{\"avg_latency\": 2.0, \"latencies\": [1.9, 2.1], \"percentiles\": {\"50\": 2.0}}", settings
    ).rows[0]
    check(row, ["output_tokens_per_s_total": 512, "e2e_latency_s": 2, "concurrency": 8])
  }

  static let guideLLM = """
    {"metadata": {"version": 2}, "config": {"spec": {"backend": {"model": "Llama 3.1 8B"}}},
     "benchmarks": [
      {"config": {"strategy": {"type_": "concurrent", "streams": 2}}, "start_time": 1762178100.5, "metrics": {
        "request_latency": {"successful": {"mean": 0.67, "median": 0.66, "count": 12}, "errored": {"count": 1}},
        "prompt_token_count": {"successful": {"mean": 64.0}},
        "output_token_count": {"successful": {"mean": 32.0}},
        "time_to_first_token_ms": {"successful": {"median": 50.1}},
        "time_per_output_token_ms": {"successful": {"mean": 20.98, "median": 20.98}},
        "inter_token_latency_ms": {"successful": {"mean": 19.43, "median": 19.4}},
        "output_tokens_per_second": {"successful": {"mean": 90.17, "median": 77.15}},
        "request_concurrency": {"successful": {"mean": 1.98}}}},
      {"config": {"strategy": {"type_": "throughput"}}, "metrics": {
        "prompt_token_count": {"successful": {"mean": 64.0}},
        "output_token_count": {"successful": {"mean": 32.0}},
        "output_tokens_per_second": {"successful": {"mean": 200.0}},
        "request_concurrency": {"successful": {"mean": 11.5}}}}]}
    """

  /// Not its own tpot, which has the time to the first token in it; the mean rate, not the median.
  @Test func guideLLM() throws {
    let rows = try rows(Self.guideLLM)
    #expect(rows.rows.count == 2)
    check(
      rows.rows[0],
      [
        "tpot_ms": 19.4, "ttft_ms": 50.1, "output_tokens_per_s_total": 90.17, "concurrency": 2,
        "failed": 1, "e2e_latency_s": 0.66,
      ])
    #expect(rows.rows[0].cells["as_of"] == "2025-11-03")
    #expect(rows.rows[1].cells["source"] == "GuideLLM, run.json:12 benchmarks[1]")
    check(rows.rows[1], ["concurrency": 11.5])
    #expect(rows.warnings.diagnostics.map(\.code) == [.doubtfulImport])
  }

  @Test func guideLLMAsYAML() throws {
    let text = """
      benchmarks:
        - args: {strategy: {type_: concurrent, streams: 4}}
          metrics:
            prompt_token_count: {successful: {mean: 64.0}}
            output_token_count: {successful: {mean: 32.0}}
            inter_token_latency_ms: {successful: {median: 19.4}}
            output_tokens_per_second: {successful: {mean: 90.17}}
      """
    check(try rows(text).rows[0], ["tpot_ms": 19.4, "concurrency": 4])
    let bad = text.replacing("90.17", with: "-1")
    #expect(try problems(bad).contains { $0.hasPrefix("7:") && $0.contains("bad-figure") })
  }

  static let aiPerf = """
    {"schema_version": "1.4", "aiperf_version": "0.13.0", "was_cancelled": false, "is_complete": true,
     "input_config": {"loadgen": {"concurrency": 10}, "endpoint": {"model_names": ["llama-3.1-8b"]}},
     "output_token_throughput": {"unit": "tokens/sec", "avg": 512.5},
     "input_sequence_length": {"unit": "tokens", "avg": 550.0},
     "output_sequence_length": {"unit": "tokens", "avg": 128.0},
     "time_to_first_token": {"unit": "ms", "avg": 130.0, "p50": 120.0},
     "inter_token_latency": {"unit": "ms", "avg": 18.0, "p50": 17.5},
     "inter_chunk_latency": {"unit": "ms", "avg": 35.0, "p50": 35.0},
     "request_latency": {"unit": "sec", "avg": 2.5, "p50": 2.4}}
    """

  @Test func aiPerf() throws {
    let row = try rows(Self.aiPerf).rows[0]
    check(
      row,
      [
        "tpot_ms": 17.5, "ttft_ms": 120, "concurrency": 10, "e2e_latency_s": 2.4,
        "output_tokens_per_s_total": 512.5,
      ])
    let cancelled = Self.aiPerf.replacing(
      "\"was_cancelled\": false", with: "\"was_cancelled\": true")
    #expect(try problems(cancelled)[0].hasPrefix("1:72 bad-figure was_cancelled"))
  }

  /// genai-perf writes thousands with commas.
  @Test func genAIPerfAsTable() throws {
    var settings = Self.whole
    settings.concurrency = 32
    let text = """
      Metric,avg,min,max,p99,p50
      Time To First Token (ms),"1,130.50",1.0,2.0,3.0,"1,120.25"
      Inter Token Latency (ms),18.0,1.0,2.0,N/A,17.5
      Output Sequence Length (tokens),128.0,1,2,3,4
      Input Sequence Length (tokens),550.0,1,2,3,4

      Metric,Value
      Output Token Throughput (tokens/sec),"1,512.50"
      """
    check(
      try rows(text, settings).rows[0],
      ["ttft_ms": 1120.25, "tpot_ms": 17.5, "output_tokens_per_s_total": 1512.5, "output_len": 128])
  }

  /// Rates of one accelerator, the output's over decode accelerators only; times in seconds.
  @Test func inferenceX() throws {
    let text = """
      {"hw": "b200", "conc": 64, "image": "vllm/vllm-openai:v0.12.0", "model": "llama-3.1-70b", \
      "precision": "fp8", "disagg": true, "num_prefill_gpu": 4, "num_decode_gpu": 8, "isl": 1024, \
      "osl": 1024, "tp": 4, "ep": 1, "tput_per_gpu": 900.0, "output_tput_per_gpu": 700.0, \
      "median_ttft": 0.25, "median_tpot": 0.0125, "median_intvty": 80.0}
      """
    let row = try rows(text, BenchSettings()).rows[0]
    check(
      row,
      [
        "accelerators": 12, "output_tokens_per_s_total": 5600, "total_tokens_per_s": 10800,
        "ttft_ms": 250, "tpot_ms": 12.5,
      ])
    #expect(row.cells["accelerator_normalised"] == "nvidia-b200")
  }

  /// No time per output token: its own has the first token's in it.
  @Test func llmPerf() throws {
    let row = try rows(
      """
      {"model": "llama-3.1-8b", "num_concurrent_requests": 5, "results_ttft_s_quantiles_p50": 0.2,
       "results_inter_token_latency_s_quantiles_p50": 0.03, "results_number_errors": 0,
       "results_end_to_end_latency_s_quantiles_p50": 4.0, "results_number_input_tokens_mean": 550.0,
       "results_number_input_tokens_min": "500", "results_number_output_tokens_mean": 150.0,
       "results_mean_output_throughput_token_per_s": 180.0, "timestamp": 1762178100}
      """
    ).rows[0]
    check(row, ["ttft_ms": 200, "output_tokens_per_s_total": 180, "concurrency": 5])
    #expect(row.cells["tpot_ms"] == "")
  }

  @Test func mlperfSummary() throws {
    var settings = Self.whole
    settings.input = 294
    let text = """
      ================================================
      MLPerf Results Summary
      ================================================
      SUT name : PySUT
      Scenario : Server
      Mode     : PerformanceOnly
      Completed samples per second    : 115.59
      Completed tokens per second: 34029.38
      Result is : INVALID
      99.00 percentile first token latency (ns)   : 450000000
      99.00 percentile time to output token (ns)  : 52000000
      Mean latency (ns)               : 20000000000
      """
    let row = try rows(text, settings).rows[0]
    check(
      row,
      [
        "output_tokens_per_s_total": 34029.38, "ttft_ms": 450, "tpot_ms": 52,
        "concurrency": 115.59 * 20, "output_len": 34029.38 / 115.59,
      ])
    #expect(row.cells["ttft_stat"] == "p99")
    #expect(row.cells["left_out"] == "the result is INVALID")
    let offline = text.replacing("Scenario : Server", with: "Scenario : Offline")
      .replacing("Completed ", with: "").replacing("tokens per second", with: "Tokens per second")
      .replacing("samples per second ", with: "Samples per second ")
      .replacing("INVALID", with: "VALID")
    #expect(try rows(offline, settings).rows[0].cells["concurrency"] == "max")
  }

  /// Each broken file says where, and nothing of it is imported.
  @Test(arguments: [
    (String(serve.dropLast(30)), "1:", "not-json"),
    (serve.replacing("27.678", with: "-27.678"), "1:", "bad-figure median_tpot_ms"),
    (serve.replacing("125.79", with: "NaN"), "1:", "bad-figure output_throughput"),
    (serve.replacing("\"completed\": 200", with: "\"completed\": 0"), "1:", "bad-figure completed"),
    (serve + "\n" + serve.replacing("125.79", with: "0"), "2:", "bad-figure output_throughput"),
    (serve + "\n{\"a\": 1}", "2:1", "unknown-format"), ("", "-", "unknown-format cannot"),
    (serve.replacing("\"failed\": 0", with: "\"failed\": 1e300"), "1:", "bad-figure failed"),
    (serve.replacing("\"completed\": 200", with: "\"completed\": 1e-300"), "1:", "bad-figure"),
    ("hello\nworld\n", "1:1", "unknown-format"), ("{\"a\": 1}", "1:1", "unknown-format"),
  ])
  func brokenFiles(text: String, place: String, words: String) throws {
    let found = try problems(text)
    #expect(
      found.contains { $0.hasPrefix(place) && $0.contains(words.split(separator: " ")[0]) },
      "\(found)")
  }

  @Test func tablesGrowByWholeRunsOnce() throws {
    let rows = try rows(Self.serve)
    let table = rows.csv
    let other = try self.rows(Self.serve.replacing("125.79", with: "126"))
    let longer = try other.appended(to: Array(table.utf8), named: "my.csv")
    #expect(longer.hasPrefix(table))
    #expect(longer.split(separator: "\n").count == 3)
    let twice = #expect(throws: DiagnosticList.self) {
      try rows.appended(to: Array(longer.utf8), named: "my.csv")
    }
    #expect(twice?.diagnostics.map(\.code) == [.importedTwice])
    #expect(twice?.diagnostics.first?.notes.first?.span?.line == 2)
    let narrow = #expect(throws: DiagnosticList.self) {
      try rows.appended(to: Array("model,input_len\n".utf8), named: "my.csv")
    }
    #expect(narrow?.diagnostics.map(\.code) == [.contradiction])
  }

  /// A log in front of the JSON is passed over, and said.
  @Test func linesBeforeTheJSON() throws {
    let rows = try rows("INFO starting\n" + Self.serve + "\n")
    #expect(rows.rows.count == 1)
    #expect(rows.warnings.diagnostics.map(\.code) == [.leftOutOfImport])
  }
}
