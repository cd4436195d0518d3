import ArgumentParser
import Diagnostics
import Figures
import HardwareKit
import Planning
import PlanFiles
import Reporting

/// One plan: every product and way to have it, the chosen one marked, a reason for each other.
struct EstimateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "estimate",
    abstract: "Answer one plan: every product and way, the cheapest marked.",
    discussion: """
      headroom estimate Plans/inference-only.yaml
      headroom estimate Plans/inference-only.yaml --set assistant.traffic.peak='6 k output tokens/s'
      headroom estimate Plans/inference-only.yaml --check 'total.cost <= $2 M'
      headroom estimate Plans/inference-only.yaml --fields product,way,cost --top 5
      headroom estimate Plans/inference-only.yaml --pareto
      headroom estimate Plans/inference-only.yaml --layouts --top 10
      headroom estimate Plans/inference-only.yaml --simulate --seed 3
      """)

  @Argument(
    help: ArgumentHelp("The plan file; '-' reads standard input.", valueName: "plan"),
    completion: Completions.plans)
  var plan: String?

  @Flag(help: "Show the layouts that no other beats for accelerator and user at once.")
  var pareto = false

  @Flag(help: "Show every layout that was searched, with what it costs more or misses.")
  var layouts = false

  @Flag(help: "Play the options of each service request by request, beside the closed form.")
  var simulate = false

  @OptionGroup var planOptions: PlanOptions
  @OptionGroup var checkOptions: CheckOptions
  @OptionGroup var sampling: SamplingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let session = try Session(output, planOptions)
    let context = try session.context()
    let path = try PlanFinder.path(plan)
    let read = try session.read(path, planOptions, context, checks: checkOptions.checks)
    let planned = try session.outcome(of: read, planOptions, context)
    let outcome = planOptions.shown(planned)
    session.checkCorrelations([planned], sampling)
    let sampled = try session.sample([outcome], sampling, withOptions: true).first
    let moves = sampled.map { SampledOutcome(outcome, $0, withMoves: true) }
    var studies = ServiceStudies()
    if simulate { studies.played = outcome.simulated(seed: sampling.seed) }
    if layouts {
      studies.searched = try session.planner(of: outcome.plan, planOptions, context)
        .searched(outcome)
    }
    try outcome.plan.finance.writing {
      try output.emit(
        EstimateReport.report(
          outcome, bands: context.shared.bands, sampled: moves, pareto: pareto, studies: studies),
        of: [outcome], sampled: moves.map { [$0] } ?? [], studies: studies,
        redacting: planOptions.redaction([outcome]))
    }
    try Ending.check([(planned, read.sources)], session)
  }
}

/// Plans side by side, or scenarios of plans.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare plans side by side, like for like, or scenarios as columns.",
    discussion: """
      headroom compare Plans/train-from-scratch.yaml Plans/fine-tune-llama.yaml
      headroom compare Plans/inference-only.yaml --scenario trough-2025
      headroom compare Plans/inference-only.yaml --scenario peak-2023,trough-2025,today
      """)

  @Argument(
    help: ArgumentHelp("The plan files.", valueName: "plan"), completion: Completions.plans)
  var plans: [String]

  @OptionGroup var planOptions: PlanOptions
  @OptionGroup var checkOptions: CheckOptions
  @OptionGroup var sampling: SamplingOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let session = try Session(output, planOptions)
    let context = try session.context()
    let scenarios = planOptions.scenario?.split(separator: ",").map(String.init) ?? []
    var planned: [Outcome] = []
    var sources: [SourceMap] = []
    var failure: ExitCode?
    for plan in plans {
      for scenario in scenarios.isEmpty ? [nil] : scenarios.map(Optional.some) {
        var options = planOptions
        options.scenario = scenario
        // A plan that cannot be read does not hide the others.
        do {
          let read = try session.read(plan, options, context, checks: checkOptions.checks)
          planned.append(try session.outcome(of: read, options, context))
          sources.append(read.sources)
        } catch let code as ExitCode {
          failure = code
        }
      }
    }
    let outcomes = planned.map(planOptions.shown)
    // Plans side by side are told in the currency of the first.
    if let finance = outcomes.first?.plan.finance {
      session.checkCorrelations(planned, sampling)
      let sampled = try session.sample(outcomes, sampling, withOptions: false)
      try finance.writing {
        try output.emit(
          scenarios.count > 1
            ? ScenarioReport.report(outcomes, scenarios: scenarios, sampled: sampled)
            : CompareReport.report(outcomes, sampled: sampled),
          of: outcomes,
          sampled: zip(outcomes, sampled).map { SampledOutcome($0, $1, withMoves: false) },
          redacting: planOptions.redaction(outcomes))
      }
    }
    if let failure { throw failure }
    try Ending.check(Array(zip(planned, sources)), session)
  }
}

/// Where a figure comes from.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show a figure's formula, values and sources, down to the leaves.",
    discussion: """
      headroom explain Plans/train-from-scratch.yaml pretrain.accelerator-hours
      headroom explain Plans/inference-only.yaml          lists every figure

      Figures are those of the options that the plan chooses; --product and --way show another's:

      headroom explain Plans/inference-only.yaml assistant.price.rent \
          --product nvidia-b200 --way on-demand
      """)

  @Argument(
    help: ArgumentHelp("The plan file.", valueName: "plan"), completion: Completions.plans)
  var plan: String

  @Argument(
    help: ArgumentHelp("The figure; all are listed without one.", valueName: "figure"),
    completion: Completions.figures)
  var figure: String?

  @Option(help: ArgumentHelp("The model, where the plan has several.", valueName: "model"))
  var model: String?

  @Option(help: ArgumentHelp("The option on this product.", valueName: "product"))
  var product: String?

  @Option(help: ArgumentHelp("The option had in this way: on-demand, buy.", valueName: "way"))
  var way: String?

  @Option(help: ArgumentHelp("Open at most this many levels of formulas.", valueName: "levels"))
  var depth: Int = .max

  @OptionGroup var planOptions: PlanOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let session = try Session(output, planOptions)
    let context = try session.context()
    var read = try session.read(plan, planOptions, context)
    let wanted = try product.map { try session.productID($0) }
    guard read.plan.keepOptions(on: wanted, had: way) else {
      let option = [wanted, way].compactMap(\.self).joined(separator: ", ")
      throw ValidationError("no workload of the plan asks about '\(option)'")
    }
    let outcome = planOptions.shown(try session.outcome(of: read, planOptions, context))
    let sheet = try sheet(of: outcome)
    guard let figure else {
      try outcome.plan.finance.writing {
        try output.emit(
          FigureList.report(sheet), redacting: planOptions.redaction([outcome]))
      }
      return
    }
    guard let found = sheet[figure] else {
      session.report(
        DiagnosticList([.unknownFigure(figure, known: sheet.names, at: nil)]))
      throw ExitCode(1)
    }
    let notes = BandNotes.notes(on: found, of: outcome, bands: context.shared.bands)
    try outcome.plan.finance.writing {
      try output.emit(
        Explanation.report(
          found, in: sheet, depth: depth, notes: notes,
          behind: CrossingTable.derivation(
            of: figure, in: outcome, model: model, depth: min(depth, 2))),
        redacting: planOptions.redaction([outcome]))
    }
  }

  /// The sheet of a model, or of a fleet.
  private func sheet(of outcome: Outcome) throws -> Sheet {
    if let model {
      let known = outcome.cases.map(\.model.architecture.id)
      guard let item = outcome.cases.first(where: { $0.model.architecture.id == model }) else {
        throw ValidationError(
          "the plan has no model '\(model)'; it has \(known.joined(separator: ", "))")
      }
      return item.sheet
    }
    return outcome.sheets.first ?? Sheet()
  }
}

/// Files checked without planning.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Check plan files and print all mistakes at once.",
    discussion: "headroom validate Plans/*.yaml")

  @Argument(
    help: ArgumentHelp("The plan files.", valueName: "plan"), completion: Completions.plans)
  var plans: [String] = []

  @OptionGroup var planOptions: PlanOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let session = try Session(output, planOptions)
    let context = try session.context()
    var failed = false
    for plan in plans.isEmpty ? [try PlanFinder.path(nil)] : plans {
      do {
        let read = try session.read(plan, planOptions, context)
        // A mistake in a scenario shows only when it is applied.
        for name in planOptions.scenario == nil ? read.scenarios : [] {
          var options = planOptions
          options.scenario = name
          _ = try session.read(plan, options, context)
        }
        if !output.quiet {
          Streams.say("\(plan): \(Self.content(of: read.plan)), no mistakes\n")
        }
      } catch is ExitCode {
        failed = true
      }
    }
    if failed { throw ExitCode(1) }
  }

  /// `2 workloads`, `a fleet over 4 products`.
  private static func content(of plan: Plan) -> String {
    func counted(_ count: Int, _ noun: String) -> String {
      "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
    return plan.fleet.map { "a fleet over \(counted($0.products.count, "product"))" }
      ?? counted(plan.workloads.count, "workload")
  }
}

/// The plan that is meant when none is named.
enum PlanFinder {
  static func path(_ given: String?) throws -> String {
    if let given { return given }
    if Streams.exists("headroom.yaml") { return "headroom.yaml" }
    let plans = Streams.files(in: "Plans", ending: ".yaml")
    if plans.count == 1 { return plans[0] }
    throw ValidationError(
      plans.isEmpty
        ? "no plan named, and there is neither headroom.yaml nor a plan in Plans/"
        : "no plan named; Plans/ has \(plans.joined(separator: ", "))")
  }
}

/// The exit code that outcomes call for.
enum Ending {
  /// Nothing can do it. Told apart from a file that is wrong, so that a pipeline can.
  static let noAnswer = ExitCode(4)

  /// - Parameter outcomes: each with the text of its files, for the places of what is said.
  static func check(_ outcomes: [(Outcome, SourceMap)], _ session: Session) throws {
    // What was done is printed; that it is not all shows here.
    if Interruption.wasAsked { throw ExitCode(130) }
    for (outcome, sources) in outcomes where !outcome.isComplete {
      session.report(DiagnosticList(outcome.unanswered, sources: sources))
    }
    if outcomes.contains(where: { !$0.0.isComplete }) { throw noAnswer }
    for (outcome, _) in outcomes where outcome.failedChecks > 0 {
      let count = outcome.failedChecks
      Streams.say("error: \(outcome.plan.title): \(count) check\(count == 1 ? "" : "s") failed\n")
    }
    if outcomes.contains(where: { $0.0.failedChecks > 0 }) { throw ExitCode(3) }
  }
}
