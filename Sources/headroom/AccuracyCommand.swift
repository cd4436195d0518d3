public import Accuracy
public import ArgumentParser
import Diagnostics
import HardwareKit
import PlanFiles
import Reporting

/// Modelled against measured, over the plugins' measurements or the user's own.
struct AccuracyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accuracy",
    abstract: "Put what the models say beside what others measured.",
    discussion: """
      headroom accuracy
      headroom accuracy --product h100-sxm-80gb --kind throughput --rows
      headroom accuracy --against my-runs.csv --format json
      """)

  @Option(
    name: .customLong("against"),
    help: ArgumentHelp(
      "A table of your own instead of the plugins' measurements; may be given again.",
      valueName: "file"))
  var files: [String] = []

  @Flag(help: "Show every row, not only the summary.")
  var rows = false

  @Option(
    name: .customLong("product"),
    help: ArgumentHelp("Only rows of this product; may be given again.", valueName: "product"))
  var products: [String] = []

  @Option(
    name: .customLong("kind"),
    help: ArgumentHelp(
      "Only values of this kind: \(MeasuredKind.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "kind"))
  var kinds: [String] = []

  @Option(
    name: .customLong("fit"),
    help: ArgumentHelp(
      "Fit the constants of a model anew, \(CalibrationSets.names.joined(separator: " or ")), and print them beside today's.",
      valueName: "model"))
  var fits: [String] = []

  @Option(
    name: .customLong("leave-out"),
    help: ArgumentHelp(
      "With --fit: leave each out of a fit of its own, whole, and print how far it is then: \(LeftOut.allCases.map(\.rawValue).joined(separator: ", ")); may be given again.",
      valueName: "what"))
  var leaveOut: [LeftOut] = []

  @Option(
    name: .customLong("bands"),
    help: ArgumentHelp(
      "Learn the error bands from these rows and write them to a file; with --fit those of that model alone, from held-out rows.",
      valueName: "file"))
  var bands: String?

  @OptionGroup var output: OutputOptions

  func run() throws {
    let wanted = try Set(
      kinds.map { name in
        guard let kind = MeasuredKind(rawValue: name) else {
          throw ValidationError(
            "there is no kind '\(name)'; the kinds are \(MeasuredKind.allCases.map(\.rawValue).joined(separator: ", "))"
          )
        }
        return kind
      })
    let session = Session(output)
    let ids = try Set(products.map(session.productID))
    let context = try session.context()
    let tables = try tables(session)
    for name in fits where !CalibrationSets.names.contains(name) {
      throw ValidationError(
        "there is no model '\(name)' to fit; there are \(CalibrationSets.names.joined(separator: " and "))"
      )
    }
    let values: [EvaluatedValue]
    var reports: [CalibrationReport] = []
    do throws(DiagnosticList) {
      let evaluator = try Evaluator(registry: session.registry, shared: context.shared)
      values = try evaluator.evaluate(tables.flatMap(\.rows), products: ids)
      let sets = try CalibrationSets.make(
        Set(fits), questions: fits.isEmpty ? [] : evaluator.questions(tables.flatMap(\.rows)),
        shared: context.shared)
      for set in sets {
        reports.append(
          CalibrationReport(set, bands: context.shared.bands, leaving: leaveOut) { text in
            if !output.quiet { Streams.say("\(text)\n") }
          })
      }
    } catch {
      session.report(error)
      throw ExitCode(70)
    }
    if let bands { try write(context.shared.bands.learnt(from: values, fits: reports), to: bands) }
    guard fits.isEmpty else {
      try output.emit(FitReport.report(reports))
      return
    }
    let chosen = values.filter { wanted.isEmpty || $0.kind.map(wanted.contains) == true }
    try output.emit(
      AccuracyReport.report(chosen, everyRow: rows, namesFiles: tables.count > 1))
  }

  /// Writes a bands file: the hand-written part of today's, and what was learnt.
  private func write(_ learnt: ErrorBands, to path: String) throws {
    let today = String(decoding: EmbeddedFile.bytes("bands.yaml") ?? [], as: UTF8.self)
    let rows = files.isEmpty ? "the plugins' rows" : "rows of \(files.joined(separator: ", "))"
    let residuals = fits.isEmpty ? "residuals of today's constants" : "held-out residuals"
    do throws(OutputFile.Failure) {
      try OutputFile.write(
        learnt.yaml(header: ErrorBands.header(of: today), note: "\(rows), \(residuals)"), to: path)
    } catch {
      Streams.say("error: \(error.message)\n")
      throw ExitCode(1)
    }
  }

  /// The tables of `--against`, or those of the plugins. Warnings go to standard error.
  private func tables(_ session: Session) throws -> [MeasuredTable] {
    do throws(DiagnosticList) {
      var tables: [MeasuredTable] = []
      for path in files {
        tables.append(try MeasuredTable(name: path, bytes: try session.file(path)))
      }
      if files.isEmpty {
        for file in session.registry.measurements {
          tables.append(try MeasuredTable(name: file.name, bytes: file.bytes))
        }
      }
      for table in tables { session.report(table.warnings) }
      return tables
    } catch {
      session.report(error)
      throw ExitCode(1)
    }
  }
}

extension LeftOut: ExpressibleByArgument {}
