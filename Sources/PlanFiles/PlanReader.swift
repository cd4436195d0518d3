public import Diagnostics
import Documents
import Figures
import HardwareKit
import Keys
public import Planning
import Units

/// A plan with the text of its files, and what is worth telling about it.
public struct ReadPlan: Sendable {
  public var plan: Plan
  public let sources: SourceMap
  public let files: [String]
  /// Warnings and notes; errors are thrown.
  public let notes: DiagnosticList
  /// Scenarios that the plan has.
  public let scenarios: [String]
}

/// Reads a plan file, applies a scenario and settings, and checks everything at once.
///
/// What wins, strongest first: `--set`, the scenario, `assumptions:`, the catalogue.
///
/// - Parameters:
///   - checks: Expressions that are held against the figures as the plan's own are.
///   - sweeps: Whether the points of the plan's own sweep are read too.
/// - Throws: Every mistake of the file, with the texts for excerpts.
public func readPlan(
  _ path: String, scenario: String? = nil, settings: [String] = [], asOf: String? = nil,
  checks: [String] = [], sweeps: Bool = true, context: PlanContext
) throws(DiagnosticList) -> ReadPlan {
  let document = try loadDocument(path, reader: context.reader)
  let reading = Reading()
  var root = document.root
  var patches = PatchSet()
  let scenarios = root.mapping?["scenarios"]?.mapping?.keys ?? []
  if let scenario {
    if let map = root.mapping?["scenarios"]?.mapping?[scenario] {
      let list = (map.mapping?.entries ?? []).map {
        PlanPatch(
          path: $0.key.split(separator: ".").map(String.init), value: $0.value, place: $0.keySpan)
      }
      patches.apply(list, to: &root, context: context, reading)
    } else {
      reading.report(.unknownScenario(scenario, known: scenarios))
    }
  }
  var given = settings
  if let asOf {
    if (try? PartialDate(parsing: asOf)) == nil {
      reading.report(.asOfOption(asOf))
    } else {
      given.append("finance.as-of=\(asOf)")
    }
  }
  patches.apply(
    PlanPatch.settings(given, reading), to: &root, context: context, reading)

  let reader = PlanReader(
    context: context, file: path, patches: patches,
    checks: PlanReader.nodes(of: checks, reading))
  let rates = PlanReader.exchange(in: root, reading)
  var plan = Currency.$known.withValue(rates) {
    var plan = reader.plan(root, reading)
    if sweeps, !reading.found.hasErrors {
      plan.sweep = reader.sweep(of: root, for: plan, reading)
    }
    return plan
  }
  plan.scenario = scenario
  plan.inputs = PlanInput.all(in: root, patches: patches)
  plan.files = document.files.compactMap { name in
    document.sources[name].map {
      PlanText(name: name, text: String(decoding: $0.bytes, as: UTF8.self))
    }
  }
  var found = reading.found
  found.sources.merge(document.sources) { _, file in file }
  for problem in plan.overBudget { found.append(problem) }
  if found.hasErrors { throw found }
  return ReadPlan(
    plan: plan, sources: found.sources, files: document.files, notes: found,
    scenarios: scenarios)
}

/// Reads plans with what their files may name; each map of a plan has a section in `Sections/`.
struct PlanReader: Sendable {
  let context: PlanContext
  let file: String
  let patches: PatchSet
  /// Checks of the command line.
  let given: [Node]

  init(context: PlanContext, file: String, patches: PatchSet, checks: [Node] = []) {
    self.context = context
    self.file = file
    self.patches = patches
    given = checks
  }

  func plan(_ root: Node, _ reading: Reading) -> Plan {
    planSection.read(Place(root, path: "", noun: "the plan", word: "plan"), reading)
      ?? Plan(file: file, title: file)
  }
}
