import ArgumentParser
import Diagnostics
import Documents
import HardwareKit
import Importers
import PlanFiles
import Reporting
import Units

/// Files that other tools write, as data files of one's own.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Read files that other tools write, as rows, prices or a block of a plan.",
    discussion: """
      What a file is, is recognised by its content and said; '--from' decides where it leaves that open.
      '-' is standard input, and files packed by gzip are unpacked. Nothing is written into the catalogue.
      """,
    subcommands: [
      ImportBenchCommand.self, ImportPricesCommand.self, ImportTraceCommand.self,
    ])
}

/// Options of every import.
struct ImportOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Files, or '-' for standard input.", valueName: "file"), completion: .file())
  var files: [String]

  @Option(
    help: ArgumentHelp("The format, where the content leaves it open.", valueName: "name"))
  var from: String?

  @Flag(name: .shortAndLong, help: "Print errors only, besides the result.")
  var quiet = false

  var output: OutputOptions {
    get throws {
      var output = try OutputOptions.parse([])
      output.quiet = quiet
      return output
    }
  }
}

extension ImportOptions {
  /// Reads each file, with what was found wrong on standard error, all or none.
  func read<Result>(
    _ session: Session, _ body: (ByteStream) throws(DiagnosticList) -> Result
  ) throws -> [Result] {
    var results: [Result] = []
    var found = DiagnosticList()
    for path in files {
      do throws(DiagnosticList) {
        results.append(try body(try open(path)))
      } catch {
        found.merge(error)
      }
    }
    session.report(found)
    if found.hasErrors { throw ExitCode(1) }
    return results
  }

  private func open(_ path: String) throws(DiagnosticList) -> ByteStream {
    do throws(ByteStream.Failure) {
      let stream = try ByteStream(path: path)
      if !quiet {
        stream.progress = { count in Progress.say("\(path): \(count / 1_000_000) MB read") }
      }
      return stream
    } catch {
      throw DiagnosticList([
        Diagnostic(.error, .unreadableFile, "cannot read '\(path)': \(error.reason)")
      ])
    }
  }

  /// Writes a result to standard output, or over a file.
  func write(_ text: String, to path: String?) throws {
    do throws(OutputFile.Failure) {
      if let path { try OutputFile.write(text, to: path) } else { try Streams.output(text) }
    } catch {
      Streams.error("error: \(error.message)\n")
      throw ExitCode(1)
    }
  }

  /// A date of the command line, `2026-11-03`.
  static func day(_ text: String?) throws -> String? {
    guard let text else { return nil }
    do throws(QuantityError) {
      return try CivilDate(parsing: text).description
    } catch {
      throw ValidationError("'--date': \(error.message)")
    }
  }

  /// Says what was done, on standard error.
  func say(_ text: String) {
    if !quiet { Streams.error("\(text)\n") }
  }

  /// Writes rows to standard output, or behind those of a table.
  func write(_ imported: [ImportedRows], into path: String?, _ session: Session) throws {
    guard var all = imported.first else { return }
    for other in imported.dropFirst() { all.add(other) }
    session.report(all.warnings)
    let text: String
    do throws(DiagnosticList) {
      try all.refuseTwins()
      if let path, Streams.exists(path) {
        text = try all.appended(to: try session.file(path), named: path)
      } else {
        text = all.csv
      }
    } catch {
      session.report(error)
      throw ExitCode(1)
    }
    try write(text, to: path)
    let failed = all.rows.count { ($0.cells["failed"].flatMap(Double.init) ?? 0) > 0 }
    let target = path.map { " into \($0)" } ?? ""
    var line =
      "\(all.rows.count) \(all.rows.count == 1 ? "row" : "rows") of \(all.formats.joined(separator: ", ")) from \(files.count) \(files.count == 1 ? "file" : "files")\(target)"
    if failed > 0 { line += " (\(failed) with failed requests)" }
    if let path { line += "; next: headroom accuracy --against \(path)" }
    say(line)
  }
}

extension Session {
  /// Products and models by the names that other tools use.
  func names() throws -> Names {
    Names(registry: registry, models: try context().shared.models)
  }
}

/// Results of benchmarks of services.
struct ImportBenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Read results of benchmarks of a service as rows of measurements.",
    discussion: """
      headroom import bench vllm-serve.json --product h100-sxm --tp 1 --accelerators 1 --precision bf16 --engine 'vLLM 0.11'

      It reads vllm bench serve, throughput and latency, SGLang, GuideLLM, AIPerf, genai-perf, InferenceX,
      llmperf and MLPerf. A row needs the accelerator, how many, the layout, the number format and the
      engine; what the file does not say is asked for. 'headroom schema rows' describes the columns.
      """)

  @OptionGroup var options: ImportOptions

  @Option(
    help: ArgumentHelp("Append to this table instead of printing one.", valueName: "file"),
    completion: .file())
  var into: String?

  @Option(
    help: ArgumentHelp("The accelerator.", valueName: "product"), completion: Completions.products)
  var product: String?

  @Option(help: ArgumentHelp("How many accelerators the rates are of.", valueName: "number"))
  var accelerators: Int?

  @Option(help: ArgumentHelp("Tensor-parallel size.", valueName: "number"))
  var tp: Int?

  @Option(help: ArgumentHelp("Pipeline stages.", valueName: "number"))
  var pp: Int?

  @Option(help: ArgumentHelp("Expert-parallel size.", valueName: "number"))
  var ep: Int?

  @Option(help: ArgumentHelp("Data-parallel size.", valueName: "number"))
  var dp: Int?

  @Option(help: ArgumentHelp("Number format of the weights.", valueName: "format"))
  var precision: String?

  @Option(help: ArgumentHelp("Serving engine with its version.", valueName: "name"))
  var engine: String?

  @Option(help: ArgumentHelp("How tokens were drafted.", valueName: "words"))
  var speculative: String?

  @Option(help: ArgumentHelp("The model, where the file does not name it.", valueName: "model"))
  var model: String?

  @Option(
    help: ArgumentHelp("When it was measured, where the file does not say.", valueName: "date"))
  var date: String?

  @Option(
    help: ArgumentHelp("Mean tokens of a prompt, where the file does not say.", valueName: "tokens")
  )
  var input: Double?

  @Option(
    help: ArgumentHelp(
      "Mean tokens of an answer, where the file does not say.", valueName: "tokens"))
  var output: Double?

  @Option(
    help: ArgumentHelp("Requests in flight, where the file does not say.", valueName: "number"))
  var concurrency: Double?

  func run() throws {
    let session = Session(try options.output)
    let importer = BenchImporter(names: try session.names(), settings: try settings())
    let imported = try options.read(session) { stream throws(DiagnosticList) in
      try importer.rows(of: stream, from: options.from)
    }
    try options.write(imported, into: into, session)
  }

  private func settings() throws -> BenchSettings {
    for (name, value) in [
      ("--accelerators", accelerators), ("--tp", tp), ("--pp", pp), ("--ep", ep), ("--dp", dp),
    ] {
      if let value, !(1...1_000_000).contains(value) {
        throw ValidationError("'\(name)' is a whole number above zero")
      }
    }
    for (name, value) in [
      ("--input", input), ("--output", output), ("--concurrency", concurrency),
    ] {
      if let value, !(value > 0 && value.isFinite) {
        throw ValidationError("'\(name)' is a number above zero")
      }
    }
    var settings = BenchSettings()
    settings.model = model
    settings.product = product
    settings.accelerators = accelerators
    (settings.tp, settings.pp, settings.ep, settings.dp) = (tp, pp, ep, dp)
    settings.precision = precision
    settings.engine = engine
    settings.speculative = speculative
    settings.date = try ImportOptions.day(date)
    (settings.input, settings.output, settings.concurrency) = (input, output, concurrency)
    return settings
  }
}
