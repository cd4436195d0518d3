import BuiltInPlugins
import Diagnostics
import Documents
import Figures
import HardwareKit
import PlanFiles
import Planning
import Testing

@testable import Importers

/// Traces of requests, each in a few rows of our own making.
@Suite struct TraceTests {
  private func trace(
    _ text: String, _ change: (inout TraceSettings) -> Void = { _ in }
  ) throws -> ImportedTrace {
    var settings = TraceSettings()
    change(&settings)
    return try TraceImporter(settings: settings).trace(
      of: ByteStream(name: "t.csv", bytes: Array(text.utf8)))
  }

  private func problems(_ text: String) throws -> [String] {
    do {
      _ = try trace(text)
      return []
    } catch let list as DiagnosticList {
      return list.diagnostics.map { "\($0.span?.line ?? 0) \($0.code.name) \($0.message)" }
    }
  }

  /// The value of a key of the block.
  private func value(_ key: String, _ trace: ImportedTrace) -> String? {
    for line in trace.traffic.split(separator: "\n") where line.hasPrefix("  \(key):") {
      let text = line.dropFirst(key.count + 4)
      return String(text.prefix { $0 != "#" }).split(separator: " ").joined(separator: " ")
    }
    return nil
  }

  /// Times without a zone, seven digits, CRLF, no last line end.
  @Test func azure() throws {
    let trace = try trace(
      "TIMESTAMP,ContextTokens,GeneratedTokens\r\n2023-11-16 18:15:46.6805900,100,10\r\n"
        + "2023-11-16 18:15:56.6805900,300,30\r\n2023-11-16 18:16:06.6805900,200,20")
    #expect(trace.format == "Azure trace")
    #expect(trace.requests == 3)
    #expect(value("mean", trace) == "3 output tokens/s")
    #expect(value("prompt", trace) == "200 tokens")
    #expect(value("answer", trace) == "20 tokens")
    // Deviations of -100, 100 and 0 from 200.
    #expect(value("prompt-variation", trace) == "40.8%")
    #expect(trace.traffic.contains("3 requests of 2023-11-16"))
    #expect(trace.warnings.diagnostics.map(\.code) == [.doubtfulImport])
  }

  /// The peak is of the busiest window, counted from the first request.
  @Test func peakOfTheBusiestWindow() throws {
    var text = "time,in,out\n"
    for second in 0..<100 { text += "\(second),10,\(second >= 50 && second < 60 ? 30 : 10)\n" }
    let trace = try trace(text) { $0.window = 10 }
    #expect(value("peak", trace) == "30 output tokens/s")
    #expect(value("mean", trace) == "12.12 output tokens/s")
    // Every gap is one second.
    #expect(value("arrivals", trace) == nil || value("arrivals", trace) == "{gamma: 0}")
  }

  /// A failed request has no answer; ties of whole seconds say nothing of the gaps.
  @Test func burstGPT() throws {
    let trace = try trace(
      """
      Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type
      5,ChatGPT,472,18,490,Conversation log
      5,ChatGPT,100,0,100,Conversation log
      5,GPT-4,900,90,990,API log
      45,ChatGPT,1087,230,1317,Conversation log
      """
    ) { $0.model = "ChatGPT" }
    #expect(trace.format == "BurstGPT")
    #expect(trace.requests == 2)
    #expect(value("answer", trace) == "124 tokens")
    #expect(value("arrivals", trace) == nil)
    #expect(trace.warnings.diagnostics.map(\.code).contains(.leftOutOfImport))
  }

  /// Milliseconds on ticks of three seconds; blocks seen before at the beginning of a prompt.
  @Test func mooncake() throws {
    let trace = try trace(
      """
      {"timestamp": 0, "input_length": 1500, "output_length": 100, "hash_ids": [0, 1, 2]}
      {"timestamp": 0, "input_length": 1500, "output_length": 300, "hash_ids": [0, 1, 3]}
      {"timestamp": 3000, "input_length": 1000, "output_length": 200, "hash_ids": [4, 0]}
      {"timestamp": 6000, "input_length": 2000, "output_length": 200, "hash_ids": [0, 1, 2, 5]}
      """)
    #expect(trace.format == "Mooncake trace")
    #expect(value("prefix-cache", trace) == "41.7% of prompt tokens")
    #expect(value("arrivals", trace) == nil)
    // 800 tokens in 6 seconds.
    #expect(value("mean", trace) == "133.3 output tokens/s")
    #expect(value("peak", trace) == "133.3 output tokens/s")
  }

  @Test(arguments: [
    ("1700000000", "1700000060"), ("1700000000000", "1700000060000"),
    ("1700000000000000000", "1700000060000000000"),
    ("2023-11-14T22:13:20Z", "2023-11-15T00:14:20+02:00"),
  ])
  func timesOfAnyUnit(from: String, to: String) throws {
    let trace = try trace("start,p,a\n\(from),10,30\n\(to),10,30\n") {
      $0.columns = ["time": "start", "in": "p", "out": "a"]
    }
    #expect(value("mean", trace) == "1 output tokens/s")
    #expect(trace.traffic.contains("of 2023-11-14"))
  }

  /// Traffic that doubles from four weeks to the four after: 28 days are 0.9205 months.
  @Test func growthOfLongTraces() throws {
    var text = "time,in,out\n"
    for day in 0..<56 {
      for hour in 0..<24 { text += "\(day * 86400 + hour * 3600),10,\(day < 28 ? 100 : 200)\n" }
    }
    #expect(value("growth", try trace(text)) == "112.3% per month")
  }

  @Test(arguments: [
    ("time,in\n1,2\n", "1 unknown-format found no column for 'out'"),
    ("time,in,out\n1,2\n", "2 bad-figure the row: expected 3 cells, found 2"),
    ("time,in,out\n1,-2,3\n2,3,4\n", "2 bad-figure tokens in: expected a number of zero or more"),
    ("time,in,out\n1,nan,3\n", "2 bad-figure tokens in"),
    ("time,in,out\nyesterday,1,3\n", "2 bad-figure time"),
    ("time,in,out\n1,1,3\n9e18,1,3\n", "3 bad-figure time"),
    ("time,in,out\n1,1,3\n", "1 missing-figure a second request"),
    ("{\"timestamp\": 1, \"input_length\": 3}\n", "1 unknown-format found no column for 'out'"),
    ("{\"timestamp\": 1, \"input_length\": 3, \"output_length\": 4}\n{\"timestamp\"", "2 not-json"),
    ("", "0 unknown-format"),
  ])
  func brokenTraces(text: String, words: String) throws {
    let found = try problems(text)
    #expect(found.contains { $0.hasPrefix(words) }, "\(found)")
  }

  /// A file of nothing but mistakes names the first few.
  @Test func mistakesAreNotListedWithoutEnd() throws {
    let text = "time,in,out\n" + String(repeating: "1,x,3\n", count: 100)
    #expect(try problems(text).count == TraceReading.mostProblems)
  }

  /// The block is a plan's: it is read back with the figures that it states.
  @Test func theBlockIsReadByAPlan() throws {
    var text = "time,in,out\n"
    for second in 0..<200 { text += "\(second * 7 % 199),\(100 + second),\(50 + second)\n" }
    let trace = try trace(text) { $0.window = 60 }
    let block = trace.traffic.split(separator: "\n").map { "    \($0)\n" }.joined()
    let plan = """
      headroom: 1
      model: llama-3.1-8b
      workloads:
        chat:
          kind: serve
      \(block)
      hardware: {chat: [nvidia-h100-sxm5]}
      finance: {horizon: 12 months}
      """
    let context = PlanContext(
      registry: ProductRegistry(builtInPlugins), shared: try SharedData.embedded(),
      reader: FileReader.memory(["plan.yaml": plan]))
    let read = try readPlan("plan.yaml", context: context)
    guard case .serve(let service)? = read.plan.workloads.first?.kind else {
      Issue.record("no service in \(read.plan.workloads)")
      return
    }
    #expect(service.answer.value == 149.5)
  }
}
