import Diagnostics
import Documents
import Figures
import HardwareKit
import Keys
import Planning
import Units

/// The whole of a plan file.
extension PlanReader {
  var planSection: Section<Plan> {
    Section("plan", "A plan", what: "the plan") { keys in
      _ = keys.required("headroom", Self.version, "the version of the format, 1")
      let models =
        keys.optional(
          "model", models,
          "a name of the catalogue, the path of a Hugging Face config.json beside the plan, or a list: a case each",
          without: "required, but for a fleet") ?? []
      // Read below, each with what it may run on.
      _ = keys.optional(
        "workloads", Form<[Named<PlannedWorkload.Kind>]>.named(workload).readElsewhere,
        "what is wanted, a name for each workload", without: "required, but for a fleet")
      var plan = Plan(
        file: file,
        title: keys.optional("plan", .text, "the title", without: "the file's name") ?? file)
      plan.models = models
      plan.question = keys.optional("question", .text, "the question that the plan answers")
      plan.preparedFor = keys.optional("prepared-for", .text, "for whom")
      plan.author = keys.optional("author", .text, "by whom")
      plan.version = keys.optional("version", .text, "which version of the plan")
      _ = keys.optional(
        "import", Form<[String]>.several(.text).readElsewhere,
        "files whose keys are merged under this one's")
      _ = keys.optional(
        "hardware", .either(productList, Form<[Named<[String]>]>.named(productList)),
        "products for all workloads, or a map with a list for each; -name takes one out",
        without: "every product")
      _ = keys.optional(
        "acquire", .either(.either(Way.form, Way.byWorkload), NeedWay.form),
        "ways for all workloads, or a map with a list for each; of a fleet, ways to meet a need",
        without: "rent on demand")
      _ = keys.optional(
        "costs", .either(Self.costs, Self.fleetCosts), "lines that no model gives")
      plan.finance =
        keys.optional(
          "finance", .section(FinanceTerms.section), "currency, date, horizon, discount")
        ?? FinanceTerms()
      let assumptions =
        keys.optional(
          "assumptions", .several(.section(Assumption.section)),
          "figures that the plan knows better, with sources") ?? []
      _ = keys.optional("scenarios", Self.scenarios, "by name, maps of path and value")
      _ = keys.optional("sweep", Self.sweepBounds, "by path, two bounds: low .. high")
      let checks =
        keys.optional("checks", .several(Self.check), "such as total.cost <= $200 M") ?? []
      plan.correlations =
        keys.optional(
          "correlations", .several(.section(PlannedCorrelation.section)),
          "figures that vary together") ?? []
      let fleet = keys.optional(
        "fleet", .section(fleetSection), "a fleet in place of workloads")
      let purchase = keys.optional(
        "buy", .section(GivenPurchase.section(self)), "what the fleet costs at the start")
      let operation = keys.optional(
        "operate", .section(OperationTerms.section), "what the fleet costs to run")
      let isUse = keys.has("acquire")
      let isFleet = keys.has("fleet")
      _ = keys.optional(
        "market", .either(.section(market), .section(needMarket)),
        "prices and utilisation of what the fleet sells or rents")

      plan.checks =
        checks + given.compactMap { Self.check.read(Self.checkPlace($0), keys.reading) }
      plan.overrides = overrides(assumptions, asOf: plan.finance.asOf, keys.reading)
      if isFleet {
        keys.forget(["model", "hardware"])
        keys.refuse("workloads", with: "fleet")
        if let fleet {
          let given = GivenFleetPlan(
            fleet: fleet, purchase: purchase, operation: operation,
            market: isUse ? nil : keys.read("market", .section(market)),
            isMarketWritten: keys.has("market"),
            rents: isUse ? keys.read("market", .section(needMarket)) : nil,
            ways: keys.place(of: "acquire").map {
              (NeedWay.form.read($0, keys.reading) ?? [], $0)
            })
          plan.fleet = self.fleet(given, plan: &plan, keys.reading)
        }
        let costs = costs(keys, Self.fleetCosts, plan)
        plan.fleet?.costs = costs
      } else {
        keys.forget(["fleet", "buy", "operate", "market"])
        if !keys.has("model") { keys.missing("model") }
        workloads(keys, plan: &plan)
        plan.costs = costs(keys, Self.costs, plan)
      }
      return plan
    }
  }

  private static let version = Form<String>(.number("1")) { place, reading in
    let text = Form<String>.text.read(place, reading)
    if let text, text != "1" { reading.report(.version(text, at: place.node.span)) }
    return text
  }

  static let costs = Form<[GivenCost]>.several(.section(GivenCost.section))
  static let fleetCosts = Form<[GivenCost]>.several(.section(GivenCost.ofFleet))

  private func costs(_ keys: Keys, _ form: Form<[GivenCost]>, _ plan: Plan) -> [FurtherCost] {
    (keys.read("costs", form) ?? []).map {
      $0.checked(months: plan.finance.months, keys.reading)
    }
  }

  // MARK: Workloads

  var workload: Form<PlannedWorkload.Kind> {
    .kinds(
      of: "kind", [("train", train), ("fine-tune", fineTune), ("serve", serve)],
      noun: { "workload \($0.noun)" })
  }

  /// Models, and workloads with what each may run on.
  private func workloads(_ keys: Keys, plan: inout Plan) {
    let reading = keys.reading
    if !keys.has("workloads") { keys.missing("workloads") }
    let hardware = keys.place(of: "hardware")
    let acquire = keys.place(of: "acquire")
    let place = keys.place(of: "workloads")
    let entries = place?.node.mapping?.entries ?? []
    let names = entries.map(\.key)
    checkNames(hardware?.node, "hardware", names, reading)
    let ways = acquire.map { given in
      let isByName = given.node.mapping.map {
        !$0.keys.contains(where: Way.wayKeys.contains)
      }
      return (given, isByName ?? false)
    }
    if let ways, ways.1 { checkNames(ways.0.node, "acquire", names, reading) }
    let shared = ways.flatMap { $0.1 ? nil : Way.form.read($0.0, reading) }
    for entry in entries {
      checkName(of: entry, reading)
      var products = context.registry.productIDs
      if let hardware, let own = hardware.node.mapping == nil ? hardware : hardware.below(entry.key)
      {
        products = self.products(own, reading)
      }
      var own: [Way]? = shared
      if let ways, ways.1, let place = ways.0.below(entry.key) {
        own = Way.form.read(place, reading) ?? []
      }
      // A workload goes by its name alone, as in `--set`.
      let place = Place(
        entry.value, path: entry.key, noun: "'\(entry.key)'", word: entry.key)
      if let kind = workload.read(place, reading) {
        plan.workloads.append(
          PlannedWorkload(
            name: entry.key, kind: kind, products: products,
            ways: own ?? [.rent(.onDemand, segment: .neocloud, provider: nil, region: nil)],
            span: entry.keySpan))
      }
    }
    if let place, names.isEmpty {
      reading.report(
        place.node.mapping == nil
          ? .wrongKind(expected: "a map", for: "'workloads'", found: place.node)
          : .noWorkload(at: place.node.span))
    }
    checkUnpublished(plan.models, plan.workloads, reading)
  }

  /// The name of a workload begins its figures and the paths of `--set`.
  private func checkName(of entry: Mapping.Entry, _ reading: Reading) {
    let name = entry.key
    let isWord =
      name.first?.isLetter == true
      && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    let isTaken =
      (context.topKeys + ["total", "unit", "as-of"]).contains(name)
      || context.registry.resolve(name) != .unknown
    if !isWord || isTaken {
      reading.report(.workloadName(name, isTaken: isTaken, at: entry.keySpan))
    }
  }

  /// Maps by workload may name only workloads that there are.
  private func checkNames(_ node: Node?, _ key: String, _ names: [String], _ reading: Reading) {
    for entry in node?.mapping?.entries ?? [] where !names.contains(entry.key) {
      reading.report(.unknownKey(entry.key, in: "'\(key)'", among: names, at: entry.keySpan))
    }
  }

  // MARK: Scenarios and sweeps

  /// Only the chosen scenario is applied; each must at least be a map, which may be empty.
  private static let scenarios = Form<Void>(
    .named(.either([.named(.either([.text, .list(.text), .named(.text)])), .empty]))
  ) { place, reading in
    guard let map = place.node.mapping else {
      reading.report(.wrongKind(expected: "a map", for: "'scenarios'", found: place.node))
      return nil
    }
    for entry in map.entries where entry.value.mapping == nil && !entry.value.isNull {
      reading.report(
        .wrongKind(expected: "a map", for: "scenario '\(entry.key)'", found: entry.value))
    }
    return ()
  }

  /// Bounds of a sweep are read so that mistakes show, whether a plan's answer runs it or not.
  private static let sweepBounds = Form<[Named<Void>]>.named(
    Form<String>.text.then { text, place, reading -> Void? in
      if !text.contains("..") {
        reading.report(
          Diagnostic(
            .error, .quantity, "expected two bounds such as '100 .. 1000', found '\(text)'",
            at: place.node.span))
      }
      return ()
    })
}

extension Place {
  /// The value below a name of the map that stands here; nil without one.
  func below(_ name: String) -> Place? {
    guard let node = node.mapping?[name], !node.isNull else { return nil }
    return Place(node, path: "\(path).\(name)", noun: noun, word: word)
  }
}

extension PlannedCorrelation {
  /// Pairs of figures that vary together.
  static let section = Section<PlannedCorrelation>(
    "correlation", "A correlation", merged: false, what: "a correlation"
  ) { keys in
    let figures = keys.required("between", Form<[String]>.list(.text), "two figures")
    let number = keys.required("correlation", share, "from -1 to 1")
    guard let figures else { return nil }
    guard figures.count == 2, figures[0] != figures[1] else {
      keys.refuse("between", "two figures", found: "\(figures.count) of them")
      return nil
    }
    guard let number, let place = keys.place else { return nil }
    return PlannedCorrelation(figures[0], figures[1], number, span: place.node.span)
  }

  private static let share = Form<String>.text.then { text, _, _ -> Double? in
    Double(text).flatMap { $0 >= -1 && $0 <= 1 ? $0 : nil }
  }.shown(as: .singleNumber("0.6")).orRefuse("between -1 and 1")
}
