import ArgumentParser
import Planning
import Reporting
import Units

/// What changed between two plans, scenarios, dates or saved results.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show the inputs that changed between two results, then the figures that moved.",
    discussion: """
      headroom diff Plans/fine-tune-llama.yaml Plans/inference-only.yaml
      headroom diff Plans/train-from-scratch.yaml --scenario peak-2023,trough-2025
      headroom diff Plans/inference-only.yaml --as-of 2025-10-01,2026-11-01

      Results that 'estimate -o result.json' has saved can be compared too.
      """)

  @Argument(
    help: ArgumentHelp(
      "The old one: a plan, or a saved result that ends in .json.", valueName: "old"),
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var old: String

  @Argument(
    help: ArgumentHelp(
      "The new one; left out where two scenarios or dates of one plan are compared.",
      valueName: "new"),
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var new: String?

  @Option(
    help: ArgumentHelp("Show figures that moved by more than this share.", valueName: "share"))
  var threshold: String = "1%"

  @Flag(help: "Show every figure that moved, not only the results.")
  var all = false

  @Flag(name: .customLong("exit-code"), help: "End with 2 where there is a difference.")
  var exitCode = false

  @OptionGroup var planOptions: PlanOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let least: Double
    do throws(QuantityError) {
      least = try parseQuantity(threshold, dimension: .none, expecting: "a share such as '1%'")
    } catch {
      throw ValidationError("'--threshold': \(error.message)")
    }
    guard least >= 0 else { throw ValidationError("'--threshold' is a share of 0% or more") }
    let session = try Session(output, planOptions)
    let (first, second) = try sides()
    let before = try plan(first, session)
    let after = try plan(second, session)
    func snapshot(_ plan: ResultPlan, _ side: Side) -> ResultSnapshot {
      var result = ResultSnapshot(plan)
      if side.path.hasSuffix(".json") { result.name = side.path }
      if !side.label.isEmpty { result.name += " (\(side.label))" }
      return result
    }
    let difference = ResultDifference(
      from: snapshot(before, first), to: snapshot(after, second), threshold: least, showsAll: all)
    try output.emit(
      difference.report, on: [before, after],
      redacting: planOptions.redact
        ? [before, after].contains(where: \.isRedacted) ? .done : .unneeded : nil)
    if exitCode, !difference.isEmpty {
      Streams.say("\(old) and \(new ?? old) differ\n")
      throw ExitCode(2)
    }
  }

  /// A plan or a saved result, with the scenario and the date that go with it.
  private struct Side {
    var path: String
    var scenario: String?
    var asOf: String?
    /// What tells it from the other side, where they share a file.
    var label = ""
  }

  private func sides() throws -> (Side, Side) {
    func pair(_ text: String?, _ option: String) throws -> (String?, String?) {
      guard let text else { return (nil, nil) }
      let names = text.split(separator: ",").map(String.init)
      switch names.count {
      case 1: return (names[0], names[0])
      case 2: return (names[0], names[1])
      default: throw ValidationError("expected one or two values for '\(option)', found '\(text)'")
      }
    }
    let scenarios = try pair(planOptions.scenario, "--scenario")
    let dates = try pair(planOptions.asOf, "--as-of")
    var first = Side(path: old, scenario: scenarios.0, asOf: dates.0)
    var second = Side(path: new ?? old, scenario: scenarios.1, asOf: dates.1)
    guard new != nil || scenarios.0 != scenarios.1 || dates.0 != dates.1 else {
      throw ValidationError(
        "nothing to compare '\(old)' with; name a second plan, or two scenarios or dates with a comma between them"
      )
    }
    if scenarios.0 != scenarios.1 {
      first.label = scenarios.0 ?? ""
      second.label = scenarios.1 ?? ""
    } else if dates.0 != dates.1 {
      first.label = dates.0 ?? ""
      second.label = dates.1 ?? ""
    }
    return (first, second)
  }

  private func plan(_ side: Side, _ session: Session) throws -> ResultPlan {
    if side.path.hasSuffix(".json") {
      let saved = try session.saved(side.path)
      guard saved.plans.count == 1 else {
        Streams.say(
          "error: \(side.path): expected the result of one plan, found \(saved.plans.count)\n")
        throw ExitCode(1)
      }
      return planOptions.redact ? saved.plans[0].redacted() : saved.plans[0]
    }
    let context = try session.context()
    var options = planOptions
    options.scenario = side.scenario
    options.asOf = side.asOf
    let read = try session.read(side.path, options, context)
    return ResultPlan(options.shown(try session.outcome(of: read, options, context)))
  }
}
