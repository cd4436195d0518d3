import Figures
import HardwareKit
public import Planning
public import Units

/// What a result says of one plan: whose it is, its figures and its text.
public struct ResultPlan: Sendable, Hashable {
  public var file: String
  public var title: String
  public var question: String?
  public var preparedFor: String?
  public var author: String?
  public var version: String?
  public var scenario: String?
  /// ISO date.
  public var asOf: String
  /// In which its money is written; its numbers count in dollars.
  public var currency: Currency
  public var months: Int
  public var inputs: [PlanInput]
  public var files: [PlanText]
  public var parts: [ResultPart]
  /// Whether secrets were taken out of it.
  public var isRedacted = false
}

/// The figures of a case, or those of a fleet.
public struct ResultPart: Sendable, Hashable {
  /// Tells it from every other part of a result: ``FigureLink/part``.
  public var key: String
  /// The model's id, or `fleet`.
  public var id: String
  /// What a reader calls it.
  public var name: String
  /// What each workload runs on; `nil` without an answer.
  public var choices: [Choice]
  public var figures: [ResultFigure]
  public var checks: [HeldCheck]
  /// The products of a fleet, whose names begin those of their figures.
  public var products: [String]
  /// Options that were not chosen.
  public var alternatives: [Alternative]

  public struct Choice: Sendable, Hashable {
    public var workload: String
    public var option: String?
  }

  /// A figure against a bound in base units; unknown where the bound is a figure without a value.
  public struct HeldCheck: Sendable, Hashable {
    public var figure: String
    public var relation: String
    public var written: String
    public var bound: Double?
    public var holds: Bool
  }

  /// Where the cost of an option that was not chosen comes from, as `explain` says it.
  public struct Alternative: Sendable, Hashable {
    /// ``FigureLink/figure`` of links to it.
    public var name: String
    public var lines: [String]
  }

  /// Whether the figures behind a name are those of the answer: all workloads, but of the products of
  /// a fleet the chosen one.
  func isChosen(_ head: String) -> Bool {
    guard products.contains(head) else { return true }
    return choices.contains { $0.option == head || $0.option?.hasPrefix("\(head), ") == true }
  }

  /// The key of a part of an outcome.
  static func key(_ outcome: Outcome, _ id: String) -> String {
    [outcome.plan.file, outcome.plan.scenario, "\(outcome.asOf)", id].compactMap(\.self)
      .joined(separator: " ")
  }
}

extension ResultPlan {
  public init(_ outcome: Outcome) {
    let plan = outcome.plan
    file = plan.file
    title = plan.title
    question = plan.question
    preparedFor = plan.preparedFor
    author = plan.author
    version = plan.version
    scenario = plan.scenario
    asOf = "\(outcome.asOf)"
    currency = plan.finance.currency
    months = plan.finance.months
    inputs = plan.inputs
    files = plan.files
    isRedacted = outcome.isRedacted
    parts =
      outcome.cases.map { ResultPart($0, of: outcome) }
      + [outcome.fleet].compactMap { $0.map { ResultPart($0, of: outcome) } }
  }
}

extension ResultPart {
  fileprivate init(_ item: Case, of outcome: Outcome) {
    id = item.model.architecture.id
    key = Self.key(outcome, id)
    name = item.model.architecture.name
    choices = item.workloads.map { workload in
      Choice(
        workload: workload.planned.name,
        option: workload.choice.map { "\($0.product.id), \($0.way.label)" })
    }
    figures = item.sheet.figures.map(ResultFigure.init)
    checks = item.checks.map(HeldCheck.init)
    products = []
    alternatives = item.workloads.flatMap { workload in
      workload.options.indices.compactMap { index in
        guard index != workload.chosen, let sheet = workload.sheet(of: index),
          let cost = sheet["\(workload.planned.name).cost"]
        else { return nil }
        return Alternative(
          name: Self.name(of: workload.options[index], workload.planned.name),
          lines: Explanation.lines(cost, in: sheet, depth: 2))
      }
    }
  }

  fileprivate init(_ fleet: FleetOutcome, of outcome: Outcome) {
    id = "fleet"
    key = Self.key(outcome, id)
    name = "Fleet"
    choices = [
      Choice(
        workload: "fleet",
        option: fleet.choice.map {
          [$0.product.id, $0.way].filter { !$0.isEmpty }.joined(separator: ", ")
        })
    ]
    figures = fleet.sheet.figures.map(ResultFigure.init)
    checks = fleet.checks.map(HeldCheck.init)
    products = fleet.fleet.products
    alternatives = []
  }

  /// What links to an option that was not chosen are called.
  static func name(of option: PlanOption, _ workload: String) -> String {
    "\(workload).cost on \(option.product.id), \(option.way.label)"
  }
}

extension ResultPart.HeldCheck {
  fileprivate init(_ result: CheckResult) {
    self.init(
      figure: result.figure?.name ?? result.check.figure,
      relation: result.check.relation.rawValue, written: result.check.written,
      bound: result.bound, holds: result.verdict == .passed)
  }
}

extension ResultPlan {
  /// The name of the file without folder and ending.
  var shortName: String {
    let file = self.file.split(separator: "/").last.map(String.init) ?? self.file
    return file.hasSuffix(".yaml") ? String(file.dropLast(5)) : file
  }
}
