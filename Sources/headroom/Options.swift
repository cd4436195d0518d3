import ArgumentParser
import Planning
import Reporting

/// The forms in which a result is written.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case table, json, csv, markdown, html

  var rendering: Report.Format {
    switch self {
    case .table: .table
    case .json: .json
    case .csv: .csv
    case .markdown: .markdown
    case .html: .html
    }
  }
}

enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}

/// Options of every command that has a result.
struct OutputOptions: ParsableArguments {
  @Option(help: "How the result is written.")
  var format: OutputFormat?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write the result to a file; the ending picks the format (.html, .xlsx, .json, .csv, .md, .txt).",
      valueName: "file"), completion: .file())
  var output: String?

  @Option(help: "Colour on the terminal.")
  var color: ColorChoice = .auto

  @Option(
    help: ArgumentHelp(
      "Only these columns of the tables that list things, by their keys.", valueName: "keys"))
  var fields: String?

  @Option(
    help: ArgumentHelp(
      "Sort by a column: --sort cost, or --sort cost:desc.", valueName: "key"))
  var sort: String?

  @Option(help: ArgumentHelp("At most this many rows, and how many there are.", valueName: "rows"))
  var top: Int?

  @Flag(name: .shortAndLong, help: "Print errors only, besides the result.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Print which files were read.")
  var verbose = false
}

/// Options of commands that read plans.
struct PlanOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Apply a scenario of the plan.", valueName: "name"),
    completion: Completions.scenarios)
  var scenario: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Put a value at a path: --set assistant.traffic.peak='6000 output tokens/s'.",
      valueName: "path=value"),
    completion: Completions.settings)
  var settings: [String] = []

  @Option(
    name: .customLong("hardware"),
    help: ArgumentHelp("Add the products of a datasheet file of your own.", valueName: "file"),
    completion: Completions.plans)
  var hardware: [String] = []

  @Option(
    help: ArgumentHelp("Quotes of your own, which go before the catalogue's.", valueName: "file"),
    completion: Completions.plans)
  var prices: String?

  @Flag(
    help: "Hide private quotes, prices that the plan states and all that follows from them.")
  var redact = false

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("Plan at another date, with the prices of then.", valueName: "date"))
  var asOf: String?
}

extension PlanOptions {
  /// What is reported of an outcome: all of it, or with its secrets taken out.
  func shown(_ outcome: Outcome) -> Outcome { redact ? outcome.redacted() : outcome }

  /// What a report says of outcomes that are shown; `nil` where nothing was asked to be hidden.
  func redaction(_ shown: [Outcome]) -> Redaction? {
    guard redact else { return nil }
    return shown.contains(where: \.isRedacted) ? .done : .unneeded
  }

  /// Listings of prices that are shared leave the user's own quotes out.
  var forListing: PlanOptions {
    var options = self
    if redact { options.prices = nil }
    return options
  }
}

/// Options of commands that sample what is uncertain.
struct SamplingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Sample the uncertain inputs: a number, or 'auto' for as many as the precision needs.",
      valueName: "number"))
  var samples: String?

  @Option(help: ArgumentHelp("The seed of samples and simulations.", valueName: "number"))
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      "With --samples auto: the standard error of P5, P50 and P95 of the total, over P50.",
      valueName: "share"))
  var precision: String = "0.5%"

  @Flag(help: "Let fleets that are held follow each sample's demand.")
  var resize = false

  @Option(
    help: ArgumentHelp("Write every sample to a CSV file.", valueName: "file"))
  var samplesFile: String?
}

/// Checks of the command line, for commands that hold them against figures.
struct CheckOptions: ParsableArguments {
  @Option(
    name: .customLong("check"),
    help: ArgumentHelp(
      "Hold a figure against a bound: --check 'total.cost <= $1 M'. A failed check ends with 3.",
      valueName: "expression"))
  var checks: [String] = []
}
