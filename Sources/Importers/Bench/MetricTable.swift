import Diagnostics
import JSON

/// The CSV files of AIPerf, genai-perf and GuideLLM: made into the tree of the same tool's JSON.
extension BenchText {
  /// Sections divided by blank lines, each `Metric,…`, with the unit in brackets of the name.
  static let metricTable = BenchText(
    name: "aiperf-csv", title: "AIPerf or genai-perf (CSV)",
    recognises: { $0.head.hasPrefix("Metric,") },
    read: { text, found throws(DiagnosticList) in
      var reader = CSVReader(ByteStream(name: text.file, bytes: text.bytes))
      var header: [String] = []
      var metrics: [JSONValue.Member] = []
      var lines: [String: Int] = [:]
      while try reader.next() {
        let cells = reader.texts
        if cells.first == "Metric" {
          header = cells
          continue
        }
        guard let title = cells.first, header.count > 1 else { continue }
        let (name, unit) = nameAndUnit(title)
        var values: [JSONValue.Member] = [.init("unit", .string(unit))]
        for (column, text) in zip(header, cells).dropFirst() {
          // genai-perf writes thousands with commas, and N/A.
          guard let number = Double(text.filter { $0 != "," }) else { continue }
          values.append(.init(column == "Value" ? "avg" : column, .number(number)))
        }
        guard values.count > 1, lines[name] == nil else { continue }
        lines[name] = reader.line
        metrics.append(.init(name, .object(values)))
      }
      let locator = TableText(file: text.file, lines: lines)
      return BenchFormat.genAIPerf.read(Item(.object(metrics), in: locator), &found)
    })

  /// `Time To First Token (ms)` as `time_to_first_token` and `ms`.
  private static func nameAndUnit(_ title: String) -> (name: String, unit: String) {
    var name = title
    var unit = ""
    if title.hasSuffix(")"), let open = title.lastIndex(of: "(") {
      unit = String(title[title.index(after: open)...].dropLast())
      name = String(title[..<open])
    }
    while name.last == " " { name.removeLast() }
    return (String(name.lowercased().map { $0 == " " ? "_" : $0 }), unit)
  }

  /// Three header rows: group, metric with its unit, statistic.
  static let guideLLMTable = BenchText(
    name: "guidellm-csv", title: "GuideLLM (CSV)",
    recognises: { text in
      let lines = text.lines.prefix(3).map { String(decoding: $0, as: UTF8.self) }
      return lines.count == 3 && lines[1].lowercased().contains("time to first token")
        && lines[2].lowercased().contains("mean")
    },
    read: { text, found throws(DiagnosticList) in
      var reader = CSVReader(ByteStream(name: text.file, bytes: text.bytes))
      var headers: [[String]] = []
      var runs: [ServingRun] = []
      while try reader.next() {
        guard headers.count == 3 else {
          headers.append(reader.texts)
          continue
        }
        let columns = TableRun(headers: headers, cells: reader.texts)
        let span = text.span(ofLine: reader.line)
        if let run = columns.run(at: span, into: &found) { runs.append(run) }
      }
      return runs
    })
}

/// A table of metrics, a line each.
private final class TableText: ItemLocator {
  let file: String
  let line = 1
  private let lines: [String: Int]

  init(file: String, lines: [String: Int]) {
    self.file = file
    self.lines = lines
  }

  func span(of path: [Step]) -> SourceSpan {
    guard case .key(let name)? = path.first, let line = lines[name] else {
      return SourceSpan(file: file, line: 1, column: 1)
    }
    return SourceSpan(file: file, line: line, column: 1)
  }
}

/// A row of GuideLLM's table under its three headers.
private struct TableRun {
  let headers: [[String]]
  let cells: [String]

  /// The cell whose metric holds words, of successful requests, with a statistic.
  private func cell(_ metric: String, _ statistic: String) -> String? {
    let indices = cells.indices.filter { index in
      guard headers.allSatisfy({ index < $0.count }) else { return false }
      let name = headers[1][index].lowercased()
      let kind = headers[2][index].lowercased()
      let isOther = ["errored", "incomplete", "total"].contains { kind.contains($0) }
      return name.hasPrefix(metric) && kind.contains(statistic) && !isOther
    }
    return indices.first.map { cells[$0] }
  }

  private func figure(
    _ metric: String, _ statistic: String, at span: SourceSpan, into found: inout DiagnosticList
  ) -> Double? {
    guard let text = cell(metric, statistic), !text.isEmpty else { return nil }
    if let number = Double(text), number.isFinite, number > 0 { return number }
    found.append(
      .badFigure(
        "\(metric), \(statistic)", expected: "a number above zero", found: quoted(text), at: span))
    return nil
  }

  func run(at span: SourceSpan, into found: inout DiagnosticList) -> ServingRun? {
    var run = ServingRun(span: span)
    guard
      let rate = figure("output tokens per second", "mean", at: span, into: &found)
        ?? figure("output token throughput", "mean", at: span, into: &found)
    else {
      found.append(.missingFigure("the mean of output tokens per second", at: span))
      return nil
    }
    run.outputRate = rate
    run.input =
      figure("prompt token", "mean", at: span, into: &found)
      ?? figure("input token", "mean", at: span, into: &found)
    run.output = figure("output token count", "mean", at: span, into: &found)
    if let value = figure("time to first token", "median", at: span, into: &found) {
      run.ttft = (value, .median)
    }
    if let value = figure("inter token latency", "median", at: span, into: &found)
      ?? figure("inter-token latency", "median", at: span, into: &found)
    {
      run.tpot = (value, .median)
    }
    run.latency = figure("request latency", "median", at: span, into: &found)
    if let mean = figure("request concurrency", "mean", at: span, into: &found)
      ?? figure("concurrency", "mean", at: span, into: &found)
    {
      run.concurrency = .requests(mean)
      run.notes.append("concurrency is the mean in flight")
    }
    return run
  }
}
