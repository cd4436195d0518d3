import ArgumentParser
import PlanFiles
import Reporting

/// The keys of a plan, for editors and for people.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print every key of a plan: a JSON Schema for editors, or tables.",
    discussion: """
      headroom schema -o plan.schema.json
      headroom schema --format table

      An editor with a YAML language server reads the schema from the first line of a plan:
      # yaml-language-server: $schema=plan.schema.json
      """)

  @OptionGroup var output: OutputOptions

  static let fileName = "plan.schema.json"

  static var report: Report {
    KeyTable.plan.report(title: "Keys of a Headroom plan", id: fileName)
  }

  /// The text of the schema file.
  static var text: String { report.text(as: .json) }

  func run() throws {
    var options = output
    if options.format == nil, options.output == nil { options.format = .json }
    try options.emit(Self.report)
  }
}
