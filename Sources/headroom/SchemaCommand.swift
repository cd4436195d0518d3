import Accuracy
import ArgumentParser
import BuiltInPlugins
import HardwareKit
import Keys
import PlanFiles
import Reporting

/// The keys of a plan, of a hardware file or of a saved result, for editors and for people.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract:
      "Print every key of a plan, a hardware file, a result or a table of rows: JSON Schema, or tables.",
    discussion: """
      headroom schema -o plan.schema.json
      headroom schema --format table
      headroom schema hardware -o hardware.schema.json
      headroom schema result
      headroom schema rows

      An editor with a YAML language server reads the schema from the first line of a plan:
      # yaml-language-server: $schema=plan.schema.json
      """)

  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case plan, hardware, result, rows
  }

  @Argument(help: "What is described.")
  var subject: Subject = .plan

  @OptionGroup var output: OutputOptions

  static let fileName = "plan.schema.json"

  static func report() throws -> Report {
    let context = PlanContext(
      registry: ProductRegistry(builtInPlugins), shared: try SharedData.embedded())
    return KeyTable.plan(context).report(title: "Keys of a Headroom plan", id: fileName)
  }

  /// The text of the schema file.
  static func text() throws -> String { try report().text(as: .json) }

  /// The columns of tables of measurements.
  private static var rows: Report {
    let tables = [
      ("Measured services (inference-measured)", RowColumn.serving),
      ("Training runs (training-measured)", RowColumn.training),
    ].map { title, columns in
      Report.Block.table(
        Table(
          title: title,
          columns: [
            Table.Column("column", heading: ["COLUMN"], priority: 110),
            Table.Column("holds", heading: ["HOLDS"], priority: 105),
            Table.Column("needed", heading: ["NEEDED"], priority: 100),
          ],
          rows: columns.map {
            Table.Row([
              Table.Cell($0.name), Table.Cell($0.help), Table.Cell($0.isNeeded ? "yes" : ""),
            ])
          }))
    }
    return Report(tables)
  }

  func run() throws {
    var options = output
    if options.format == nil, options.output == nil, subject != .rows { options.format = .json }
    switch subject {
    case .plan: try options.emit(Self.report())
    case .hardware:
      try options.emit(
        KeyTable.hardware.report(
          title: "Keys of a Headroom hardware file", id: "hardware.schema.json"))
    case .rows: try options.emit(Self.rows)
    case .result:
      guard (options.format ?? .json) == .json else {
        throw ValidationError("the schema of a result is JSON; there are no tables of it")
      }
      try options.emit(Report([], data: ResultSchema.value))
    }
  }
}
