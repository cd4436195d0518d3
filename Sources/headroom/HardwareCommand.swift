import ArgumentParser
import BuiltInPlugins
import Diagnostics
import HardwareConformance
import HardwareKit
import PlanFiles
import Planning
import Reporting
import Units

/// Products, their facts and prices.
struct HardwareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hardware", abstract: "List products, or show one with its sources.",
    subcommands: [
      HardwareListCommand.self, HardwareShowCommand.self, HardwareValidateCommand.self,
    ],
    defaultSubcommand: HardwareListCommand.self)

  static func date(_ text: String?) throws -> CivilDate? {
    guard let text else { return nil }
    do throws(QuantityError) {
      return try CivilDate(parsing: text)
    } catch {
      throw ValidationError("'--as-of': \(error.message)")
    }
  }
}

struct HardwareListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List every product with its price; with --for, whether it fits a plan.",
    discussion: """
      headroom hardware list
      headroom hardware list --for Plans/inference-only.yaml
      """)

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("Try every product on the workloads of a plan.", valueName: "plan"),
    completion: Completions.plans)
  var plan: String?

  @OptionGroup var planOptions: PlanOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let session = try Session(output, planOptions)
    let context = try session.context()
    guard let plan else {
      let products = try session.products(session.registry.productIDs, planOptions.forListing)
      let asOf = try HardwareCommand.date(planOptions.asOf)
      try output.emit(
        HardwareReport.list(products, facility: context.shared.facility, asOf: asOf))
      return
    }
    var read = try session.read(plan, planOptions, context).plan
    for index in read.workloads.indices {
      read.workloads[index].products = session.registry.productIDs
    }
    read.fleet?.products = session.registry.productIDs
    let products = try session.products(session.registry.productIDs, planOptions.forListing)
    let planner = Planner(
      products: products, facility: context.shared.facility, bands: context.shared.bands)
    try output.emit(HardwareReport.fit(planner.outcome(of: read)))
  }
}

struct HardwareShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a product: facts, calibration and prices with sources.",
    discussion: "headroom hardware show nvidia-h100-sxm5")

  @Argument(
    help: ArgumentHelp("A product id or one of its other names.", valueName: "product"),
    completion: Completions.products)
  var product: String

  @Option(name: .customLong("as-of"), help: ArgumentHelp("Prices of this date.", valueName: "date"))
  var asOf: String?

  @OptionGroup var output: OutputOptions

  func run() throws {
    let session = Session(output)
    let context = try session.context()
    let id = try session.productID(product)
    guard let found = try session.products([id])[id] else {
      throw Interruption.faulted("no product '\(id)'")
    }
    let date = try HardwareCommand.date(asOf)
    try output.emit(
      HardwareReport.show(found, facility: context.shared.facility, asOf: date))
  }
}

struct HardwareValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check a datasheet file against the contract of hardware plugins.",
    discussion: "headroom hardware validate my-chip.yaml")

  @Argument(
    help: ArgumentHelp("The datasheet file.", valueName: "file"), completion: Completions.plans)
  var path: String

  @OptionGroup var output: OutputOptions

  func run() throws {
    let session = Session(output)
    let problems: DiagnosticList
    let file: DatasheetFile
    do throws(DiagnosticList) {
      file = try DatasheetFile(bytes: try session.file(path), name: path)
      problems = checkDatasheet(file)
    } catch {
      session.report(error)
      throw ExitCode(1)
    }
    session.report(problems)
    if problems.hasErrors { throw ExitCode(1) }
    try output.emit(HardwareReport.proof(file))
  }
}
