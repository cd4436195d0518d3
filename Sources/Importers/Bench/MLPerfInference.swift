import Diagnostics
import JSON

/// MLPerf Inference: the summary and the detail log of the load generator. Both are of the whole system.
extension BenchText {
  static let mlperfSummary = BenchText(
    name: "mlperf-summary", title: "MLPerf inference summary",
    recognises: { $0.head.contains("MLPerf Results Summary") || $0.head.contains("\nSUT name :") },
    read: { text, found in
      var values: [String: (text: String, line: Int)] = [:]
      for (index, line) in text.lines.enumerated() {
        let line = String(decoding: line, as: UTF8.self)
        guard let colon = line.firstIndex(of: ":") else { continue }
        let key = trimmed(line[..<colon]).lowercased()
        let value = trimmed(line[line.index(after: colon)...])
        if values[key] == nil { values[key] = (value, index + 1) }
      }
      return MLPerfResult(
        file: text, scenario: values["scenario"]?.text, validity: values["result is"]?.text
      ) { names in
        for name in names { if let value = values[name] { return (value.text, value.line) } }
        return nil
      }.runs(into: &found)
    })

  static let mlperfDetail = BenchText(
    name: "mlperf-detail", title: "MLPerf inference detail log",
    recognises: { $0.head.contains(":::MLLOG") && $0.head.contains("loadgen") },
    read: { text, found in
      var values: [String: (text: String, line: Int)] = [:]
      for (index, line) in text.lines.enumerated() {
        guard let entry = MLLog.entry(line, file: text.file, line: index + 1),
          let key = entry["key"]?.text, let value = entry["value"]
        else { continue }
        let shown = value.text ?? value.anyNumber.map(shortest) ?? value.flag.map { "\($0)" } ?? ""
        values[detailNames[key] ?? key] = (shown, index + 1)
      }
      return MLPerfResult(
        file: text, scenario: values["effective_scenario"]?.text,
        validity: values["result_validity"]?.text
      ) { names in
        for name in names { if let value = values[name] { return (value.text, value.line) } }
        return nil
      }.runs(into: &found)
    })

  /// Keys of the detail log, as the summary calls them.
  private static let detailNames = [
    "result_tokens_per_second": "tokens per second",
    "result_completed_tokens_per_second": "completed tokens per second",
    "result_samples_per_second": "samples per second",
    "result_completed_samples_per_sec": "completed samples per second",
    "result_mean_latency_ns": "mean latency (ns)",
    "result_first_token_99.00_percentile_latency_ns": "99.00 percentile first token latency (ns)",
    "result_time_per_output_token_99.00_percentile_ns":
      "99.00 percentile time to output token (ns)",
    "result_time_to_output_token_99.00_percentile_ns":
      "99.00 percentile time to output token (ns)",
    "result_token_throughput": "tokens per second",
  ]

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}

/// The figures of a run, by the names of the summary in lower case.
private struct MLPerfResult {
  let file: PlainText
  let scenario: String?
  let validity: String?
  let value: ([String]) -> (text: String, line: Int)?

  private func number(_ names: [String], into found: inout DiagnosticList) -> Double? {
    guard let (text, line) = value(names) else { return nil }
    if let number = Double(text), number > 0, number.isFinite { return number }
    found.append(
      .badFigure(
        names[0], expected: "a number above zero", found: quoted(text), at: file.span(ofLine: line))
    )
    return nil
  }

  func runs(into found: inout DiagnosticList) -> [ServingRun] {
    let start = value(["scenario", "effective_scenario"])?.line ?? 1
    var run = ServingRun(span: file.span(ofLine: start))
    let isServer = scenario?.lowercased().contains("server") == true
    let names = [
      "completed tokens per second", "tokens per second", "tokens per second (inferred)",
    ]
    guard let rate = number(names, into: &found) else {
      found.append(.missingFigure("'Tokens per second'", at: run.span))
      return []
    }
    run.outputRate = rate
    // Requests of fixed tasks: their mean answer is the tokens of a request.
    if let requests = number(["completed samples per second", "samples per second"], into: &found) {
      run.output = rate / requests
      if isServer, let latency = number(["mean latency (ns)"], into: &found) {
        run.littleConcurrency(requestRate: requests, meanLatency: latency / 1e9)
      }
    }
    if !isServer { run.concurrency = .maximum }
    if isServer {
      if let value = number(["99.00 percentile first token latency (ns)"], into: &found) {
        run.ttft = (value / 1e6, .p99)
      }
      let names = [
        "99.00 percentile time to output token (ns)", "99.00 percentile time per output token (ns)",
      ]
      if let value = number(names, into: &found) { run.tpot = (value / 1e6, .p99) }
    }
    if let validity, validity.uppercased() != "VALID" { run.leftOut = "the result is \(validity)" }
    run.notes.append("MLPerf, \(scenario ?? "scenario unknown"), whole system")
    return [run]
  }
}

/// Lines `:::MLLOG {…}`, also behind the prefix of a launcher.
enum MLLog {
  static func entry(_ line: ArraySlice<UInt8>, file: String, line number: Int) -> Item? {
    let mark = Array(":::MLLOG".utf8)
    guard let start = line.indices.first(where: { line[$0...].starts(with: mark) }) else {
      return nil
    }
    let json = Array(line[(start + mark.count)...].drop { $0 == 0x20 })
    return FilePieces.value(json, file, number)
  }
}
