import ArgumentParser
import Diagnostics
import Importers

/// Traces of requests.
struct ImportTraceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Read a trace of requests as the 'traffic' of a plan.",
    discussion: """
      headroom import trace requests.csv
      headroom import trace requests.csv --window 60 --columns time=time,in=in,out=out

      It reads CSV and one JSON object a line, as of Azure, BurstGPT, Mooncake or AIPerf, with a time, tokens
      in and tokens out. The peak is that of the busiest window.
      """)

  @OptionGroup var options: ImportOptions

  @Option(
    help: ArgumentHelp("Write the block to a file instead of printing it.", valueName: "file"),
    completion: .file())
  var into: String?

  @Option(
    help: ArgumentHelp("Seconds of the window whose busiest is the peak.", valueName: "seconds"))
  var window: Double = 300

  @Option(
    help: ArgumentHelp(
      "Columns by what they hold: time, in, out, model, blocks.", valueName: "time=NAME,in=NAME"))
  var columns: String?

  @Option(help: ArgumentHelp("Only requests to this model.", valueName: "name"))
  var model: String?

  func run() throws {
    guard window.isFinite, window >= 1 else {
      throw ValidationError("'--window' is a number of seconds, at least 1")
    }
    if let from = options.from {
      throw ValidationError(
        "a trace is read by its columns; name them with '--columns' in place of '--from \(from)'")
    }
    var settings = TraceSettings()
    settings.window = window
    settings.model = model
    for pair in (columns ?? "").split(separator: ",") {
      let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, ["time", "in", "out", "model", "blocks"].contains(parts[0]) else {
        throw ValidationError("'--columns' is a list such as time=start,in=prompt,out=answer")
      }
      settings.columns[parts[0]] = parts[1]
    }
    let session = Session(try options.output)
    let importer = TraceImporter(settings: settings)
    let traces = try options.read(session) { stream throws(DiagnosticList) in
      try importer.trace(of: stream)
    }
    for trace in traces { session.report(trace.warnings) }
    if let into, Streams.exists(into) {
      Streams.error("error: '\(into)' is there already; nothing was written\n")
      throw ExitCode(1)
    }
    try options.write(traces.map(\.traffic).joined(separator: "\n"), to: into)
    for trace in traces { options.say("\(trace.requests) requests, read as \(trace.format)") }
  }
}
