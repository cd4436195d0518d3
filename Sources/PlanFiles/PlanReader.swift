public import Diagnostics
import Documents
import Figures
import HardwareKit
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
  var diagnostics = DiagnosticList()
  var root = document.root
  var patches = PatchSet()
  let scenarios = root.mapping?["scenarios"]?.mapping?.keys ?? []
  if let scenario {
    if let map = root.mapping?["scenarios"]?.mapping?[scenario] {
      let list = (map.mapping?.entries ?? []).map {
        PlanPatch(
          path: $0.key.split(separator: ".").map(String.init), value: $0.value, place: $0.keySpan)
      }
      patches.apply(list, to: &root, registry: context.registry, into: &diagnostics)
    } else {
      diagnostics.append(.unknownScenario(scenario, known: scenarios))
    }
  }
  var given = settings
  if let asOf {
    if (try? PartialDate(parsing: asOf)) == nil {
      diagnostics.append(.asOfOption(asOf))
    } else {
      given.append("finance.as-of=\(asOf)")
    }
  }
  let list = PlanPatch.settings(given, into: &diagnostics)
  patches.apply(list, to: &root, registry: context.registry, into: &diagnostics)

  let expressions = PlanReader.nodes(of: checks, into: &diagnostics)
  var reader = PlanReader(context: context, file: path, patches: patches, checks: expressions)
  let rates = PlanReader.exchange(in: root, into: &diagnostics)
  var plan = Currency.$known.withValue(rates) {
    var plan = reader.plan(root, into: &diagnostics)
    if sweeps, !diagnostics.hasErrors {
      plan.sweep = reader.sweep(of: root, for: plan, into: &diagnostics)
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
  diagnostics.sources.merge(document.sources) { _, file in file }
  let found = diagnostics
  if found.hasErrors { throw found }
  return ReadPlan(
    plan: plan, sources: found.sources, files: document.files, notes: found,
    scenarios: scenarios)
}

/// Reads the sections of a plan in turn; each section has a file of its own.
struct PlanReader {
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

  mutating func plan(_ root: Node, into diagnostics: inout DiagnosticList) -> Plan {
    var reader = MappingReader(root, what: "the plan", into: &diagnostics)
    if let version = reader.required("headroom", into: &diagnostics),
      let text = version.text("'headroom'", into: &diagnostics), text != "1"
    {
      diagnostics.append(.version(text, at: version.span))
    }
    var plan = Plan(
      file: file,
      title: reader.optional("plan")?.text("'plan'", into: &diagnostics) ?? file)
    plan.question = reader.optional("question")?.text("'question'", into: &diagnostics)
    plan.preparedFor = reader.optional("prepared-for")?.text("'prepared-for'", into: &diagnostics)
    plan.author = reader.optional("author")?.text("'author'", into: &diagnostics)
    plan.version = reader.optional("version")?.text("'version'", into: &diagnostics)
    plan.finance = finance(reader.optional("finance"), into: &diagnostics)
    let costNode = reader.optional("costs")
    plan.checks = checks(reader.optional("checks"), into: &diagnostics)
    plan.correlations = correlations(reader.optional("correlations"), into: &diagnostics)
    let fleet = reader.optional("fleet")
    let acquire = reader.optional("acquire")
    if let fleet {
      plan.overrides = overrides(
        reader.optional("assumptions"), asOf: plan.finance.asOf, into: &diagnostics)
      let nodes = FleetNodes(
        fleet: fleet, buy: reader.optional("buy"), operate: reader.optional("operate"),
        market: reader.optional("market"), acquire: acquire)
      plan.fleet = self.fleet(
        nodes, finance: plan.finance, overrides: &plan.overrides, into: &diagnostics)
      plan.fleet?.costs = costs(
        costNode, months: plan.finance.months, ofFleet: true, into: &diagnostics)
      if let other = reader.optional("workloads") {
        diagnostics.append(.conflict("fleet", "workloads", at: other.span))
      }
    } else {
      workloads(&reader, acquire: acquire, plan: &plan, into: &diagnostics)
      plan.costs = costs(
        costNode, months: plan.finance.months, ofFleet: false, into: &diagnostics)
      plan.overrides = overrides(
        reader.optional("assumptions"), asOf: plan.finance.asOf, into: &diagnostics)
    }
    checkSweep(reader.optional("sweep"), into: &diagnostics)
    checkScenarios(reader.optional("scenarios"), into: &diagnostics)
    reader.finish(
      PlanKeys.of(isFleet: fleet != nil), into: &diagnostics)
    return plan
  }

  /// Models, and workloads with what each may run on.
  private func workloads(
    _ reader: inout MappingReader, acquire: Node?, plan: inout Plan,
    into diagnostics: inout DiagnosticList
  ) {
    plan.models = models(reader.required("model", into: &diagnostics), into: &diagnostics)
    let hardware = reader.optional("hardware")
    let workloads = reader.required("workloads", into: &diagnostics)
    let names = workloads?.mapping?.keys ?? []
    checkNames(hardware, "hardware", names, into: &diagnostics)
    if !isOneWay(acquire) { checkNames(acquire, "acquire", names, into: &diagnostics) }
    for entry in workloads?.mapping?.entries ?? [] {
      checkName(of: entry, into: &diagnostics)
      let workload = workload(
        entry, products: products(hardware, for: entry.key, into: &diagnostics),
        ways: ways(acquire, for: entry.key, into: &diagnostics), into: &diagnostics)
      if let workload { plan.workloads.append(workload) }
    }
    if let workloads, names.isEmpty {
      if workloads.mapping == nil {
        diagnostics.append(.wrongKind(expected: "a map", for: "'workloads'", found: workloads))
      } else {
        diagnostics.append(.noWorkload(at: workloads.span))
      }
    }
    checkUnpublished(plan.models, plan.workloads, into: &diagnostics)
  }

  /// The name of a workload begins its figures and the paths of `--set`.
  private func checkName(of entry: Mapping.Entry, into diagnostics: inout DiagnosticList) {
    let name = entry.key
    let isWord =
      name.first?.isLetter == true
      && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    let isTaken =
      (PlanKeys.top + ["total", "unit", "as-of"]).contains(name)
      || context.registry.resolve(name) != .unknown
    if !isWord || isTaken {
      diagnostics.append(.workloadName(name, isTaken: isTaken, at: entry.keySpan))
    }
  }

  /// Maps by workload may name only workloads that there are.
  private func checkNames(
    _ node: Node?, _ key: String, _ names: [String], into diagnostics: inout DiagnosticList
  ) {
    for entry in node?.mapping?.entries ?? [] where !names.contains(entry.key) {
      diagnostics.append(
        .unknownKey(entry.key, in: "'\(key)'", among: names, at: entry.keySpan))
    }
  }

  /// Only the chosen scenario is applied; each must at least be a map, which may be empty.
  private func checkScenarios(_ node: Node?, into diagnostics: inout DiagnosticList) {
    guard let node else { return }
    guard let map = node.mapping else {
      diagnostics.append(.wrongKind(expected: "a map", for: "'scenarios'", found: node))
      return
    }
    for entry in map.entries where entry.value.mapping == nil && !entry.value.isNull {
      diagnostics.append(
        .wrongKind(expected: "a map", for: "scenario '\(entry.key)'", found: entry.value))
    }
  }

  /// Bounds of a sweep are read so that mistakes show, whether a plan's answer runs it or not.
  private func checkSweep(_ node: Node?, into diagnostics: inout DiagnosticList) {
    guard let node else { return }
    guard let map = node.mapping else {
      diagnostics.append(.wrongKind(expected: "a map", for: "'sweep'", found: node))
      return
    }
    for entry in map.entries {
      guard let text = entry.value.text("'\(entry.key)'", into: &diagnostics) else { continue }
      if !text.contains("..") {
        diagnostics.append(
          Diagnostic(
            .error, .quantity, "expected two bounds such as '100 .. 1000', found '\(text)'",
            at: entry.value.span))
      }
    }
  }
}
