import Accuracy
import ArgumentParser
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
    let values: [EvaluatedValue]
    do throws(DiagnosticList) {
      let evaluator = try Evaluator(registry: session.registry, shared: context.shared)
      values = try evaluator.evaluate(tables.flatMap(\.rows), products: ids)
    } catch {
      session.report(error)
      throw ExitCode(70)
    }
    let chosen = values.filter { wanted.isEmpty || $0.kind.map(wanted.contains) == true }
    try output.emit(
      AccuracyReport.report(chosen, everyRow: rows, namesFiles: tables.count > 1))
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
