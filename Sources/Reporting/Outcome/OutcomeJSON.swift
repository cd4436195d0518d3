import JSON
import Planning
import Figures
import HardwareKit
import Units

/// An outcome as data: raw numbers in base units, with the unit in each key.
enum OutcomeJSON {
  /// - Parameters:
  ///   - plan: the same with its figures and sources.
  ///   - sampled: what samples say, with what moves each case.
  ///   - studies: what the services were asked besides.
  static func value(
    _ outcome: Outcome, _ plan: ResultPlan, sampled: SampledOutcome?,
    studies: ServiceStudies = ServiceStudies()
  ) -> JSONValue {
    let citations = plan.citations
    var members = plan.savedHead
    members.append(
      JSONValue.Member(
        "sources",
        .array(
          citations.map {
            [
              "title": .string($0.title), "publisher": .string($0.publisher),
              "date": .string($0.date), "place": .string($0.locator),
            ]
          })))
    members.append(
      JSONValue.Member(
        "cases",
        .array(
          zip(outcome.cases, plan.parts).map { item, part in
            .object(value(item) + part.saved(citations))
          })))
    if let fleet = outcome.fleet, let part = plan.parts.last {
      members.append(
        JSONValue.Member("fleet", .object(value(fleet) + part.saved(citations))))
    }
    if let sampled {
      let uncertainty = sampled.uncertainty
      let cases = zip(outcome.cases, uncertainty.cases).enumerated().map { index, pair in
        UncertaintyReport.json(pair.1, pair.0, sampled.moves[index])
      }
      var fleet = JSONValue.null
      if let found = uncertainty.fleet, let planned = outcome.fleet {
        fleet = UncertaintyReport.json(found, planned, sampled.fleetMoves)
      }
      members.append(
        JSONValue.Member(
          "uncertainty",
          .object([
            JSONValue.Member("samples", .number(Double(uncertainty.terms.samples))),
            JSONValue.Member("seed", .string("\(uncertainty.terms.seed)")),
            JSONValue.Member("resized", .bool(uncertainty.terms.resizes)),
            JSONValue.Member("cases", .array(cases)),
            JSONValue.Member("fleet", fleet),
          ])))
    }
    func add(_ key: String, _ services: [(case: Int, workload: Int, found: JSONValue.Member)]) {
      guard !services.isEmpty else { return }
      let all = services.map { service -> JSONValue in
        let item = outcome.cases[service.case]
        return .object([
          JSONValue.Member("model", .string(item.model.architecture.id)),
          JSONValue.Member("workload", .string(item.workloads[service.workload].planned.name)),
          service.found,
        ])
      }
      members.append(JSONValue.Member(key, .array(all)))
    }
    add(
      "simulations",
      studies.played.map {
        ($0.caseIndex, $0.workloadIndex, .init("options", SimulationTable.json($0.options)))
      })
    add(
      "searches",
      studies.searched.map {
        ($0.caseIndex, $0.workloadIndex, .init("layouts", ShapeTable.json($0.shapes)))
      })
    return .object(members)
  }

  private static func value(_ fleet: FleetOutcome) -> [JSONValue.Member] {
    var members = [
      JSONValue.Member("chosen", fleet.chosen.map { .number(Double($0)) } ?? .null),
      JSONValue.Member("checks", .array(fleet.checks.map(value))),
      JSONValue.Member("options", .array(fleet.options.map { value($0, fleet.sheet) })),
    ]
    if let grid = fleet.grid { members.append(JSONValue.Member("sweep", value(grid))) }
    return members
  }

  private static func value(_ option: FleetOption, _ sheet: Sheet) -> JSONValue {
    var members = [
      JSONValue.Member("product", .string(option.product.id)),
      JSONValue.Member("way", option.way.isEmpty ? .null : .string(option.way)),
      JSONValue.Member(
        "private_quote", .bool(PrivateQuotes.mark(sheet, below: option.scope) != nil)),
    ]
    switch option.result {
    case .refused:
      members.append(JSONValue.Member("reason", .string(FleetReport.reason(option).text)))
    case .cluster(let figures): members += value(figures)
    case .need(let figures):
      members += [
        JSONValue.Member("present_cost_usd", number(figures.cost)),
        JSONValue.Member("cost_usd", number(figures.cash)),
        JSONValue.Member("capital_usd", number(figures.capital)),
        JSONValue.Member("held", number(figures.held)),
        JSONValue.Member("cost_usd_per_accelerator_s", number(figures.costPerHour)),
        JSONValue.Member("break_even_utilisation", number(figures.breakEvenUtilisation)),
      ]
    }
    return .object(members)
  }

  private static func value(_ figures: ClusterFigures<Double>) -> [JSONValue.Member] {
    [
      JSONValue.Member("accelerators", number(figures.accelerators)),
      JSONValue.Member("nodes", number(figures.nodes)),
      JSONValue.Member("capital_usd", number(figures.capital)),
      JSONValue.Member("operation_usd", number(figures.operation)),
      JSONValue.Member("ownership_usd", number(figures.ownership)),
      JSONValue.Member("revenue_usd", number(figures.revenue)),
      JSONValue.Member("npv_usd", number(figures.npv)),
      JSONValue.Member("irr_per_s", number(figures.irr)),
      JSONValue.Member("payback_s", number(figures.payback)),
      JSONValue.Member("break_even_usd_per_s", number(figures.breakEvenPrice)),
      JSONValue.Member("break_even_utilisation", number(figures.breakEvenUtilisation)),
      JSONValue.Member("cash_usd", .array(figures.cash.map { .number($0) })),
    ]
  }

  private static func value(_ grid: FleetGrid) -> JSONValue {
    func axis(_ axis: FleetGrid.Axis) -> JSONValue {
      .object([
        JSONValue.Member("path", .string(axis.path)),
        JSONValue.Member("values", .array(axis.values.map { .number($0) })),
      ])
    }
    return .object([
      JSONValue.Member("rows", axis(grid.rows)),
      JSONValue.Member("columns", grid.columns.map(axis) ?? .null),
      JSONValue.Member(
        "irr_per_s", .array(grid.cells.map { .array($0.map { number($0?.irr) }) })),
      JSONValue.Member(
        "npv_usd", .array(grid.cells.map { .array($0.map { number($0?.npv) }) })),
    ])
  }

  private static func value(_ item: Case) -> [JSONValue.Member] {
    [
      JSONValue.Member("model", .string(item.model.architecture.id)),
      JSONValue.Member("total_usd", number(item.total)),
      JSONValue.Member("checks", .array(item.checks.map(value))),
      JSONValue.Member("workloads", .array(item.workloads.map(value))),
    ]
  }

  private static func value(_ result: CheckResult) -> JSONValue {
    let verdict =
      switch result.verdict {
      case .passed: "passed"
      case .failed: "failed"
      case .undecided: "undecided"
      }
    return .object([
      JSONValue.Member("figure", .string(result.check.figure)),
      JSONValue.Member("relation", .string(result.check.relation.rawValue)),
      JSONValue.Member("key", .maybe(result.figure.map(FigureText.key))),
      JSONValue.Member("bound", number(result.bound)),
      JSONValue.Member("written", .string(result.check.written)),
      JSONValue.Member("value", number(result.figure?.value)),
      JSONValue.Member("verdict", .string(verdict)),
    ])
  }

  private static func value(_ workload: WorkloadOutcome) -> JSONValue {
    var members = [
      JSONValue.Member("name", .string(workload.planned.name)),
      JSONValue.Member("chosen", workload.chosen.map { .number(Double($0)) } ?? .null),
      JSONValue.Member("options", .array(workload.options.map(value))),
    ]
    if case .serve = workload.planned.kind {
      members.append(JSONValue.Member("pareto", FrontierTable.json(workload)))
    }
    return .object(members)
  }

  private static func value(_ option: PlanOption) -> JSONValue {
    var members = [
      JSONValue.Member("product", .string(option.product.id)),
      JSONValue.Member("way", .string(option.way.label)),
    ]
    guard let answer = option.answer else {
      members.append(JSONValue.Member("reason", .string(ReasonText.text(option))))
      return .object(members)
    }
    members += [
      JSONValue.Member("layout", answer.layout.map { .string($0.text) } ?? .null),
      JSONValue.Member("cost_usd", number(answer.cost)),
      JSONValue.Member("private_quote", .bool(answer.acquisition.isPrivate)),
      JSONValue.Member("accelerators", number(answer.accelerators)),
      JSONValue.Member("accelerator_time_s", number(answer.usedHours)),
      JSONValue.Member("rate_tokens_per_s", number(answer.tokensPerSecond)),
      JSONValue.Member("replicas", number(answer.replicas)),
      JSONValue.Member("ttft_s", number(answer.ttft)),
      JSONValue.Member("tpot_s", number(answer.tpot)),
      JSONValue.Member(
        "limited_by", (option.fit?.bottleneck?.rawValue).map { .string($0) } ?? .null),
      JSONValue.Member("mfu", number(answer.mfu)),
      JSONValue.Member("duration_s", number(answer.duration)),
      JSONValue.Member("cost_usd_per_output_token", number(answer.costPerOutputToken)),
      JSONValue.Member("break_even_usd_per_s", number(answer.breakEvenPrice)),
      JSONValue.Member("break_even_utilisation", number(answer.breakEvenUtilisation)),
      JSONValue.Member("cost_by_month_usd", .array(answer.months.map { .number($0) })),
    ]
    return .object(members)
  }

  private static func number(_ value: Double?) -> JSONValue {
    value.map { .number($0) } ?? .null
  }
}
