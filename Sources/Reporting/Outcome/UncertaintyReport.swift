import Figures
import JSON
import Planning
import HardwareKit
import Units

/// What samples say, for reports: a sentence, the percentiles, the tornado and what flips the choice.
public enum UncertaintyReport {
  /// Blocks of one case, to stand after its tables.
  static func blocks(
    _ sampled: UncertainCase, _ item: Case, _ terms: SamplingTerms, _ sensitivities: Sensitivities?
  ) -> [Report.Block] {
    var blocks: [Report.Block] = []
    blocks.append(.table(percentiles(sampled, item, terms)))
    if let id = item.sheet["total.cost"]?.id {
      blocks += moves(
        sensitivities, central: item.total, id,
        title: "What moves the total of \(item.model.architecture.name)")
    }
    return blocks
  }

  /// The tornado, its numbers, and what would change the decision.
  static func moves(
    _ sensitivities: Sensitivities?, central: Double?, _ id: FigureID, title: String
  ) -> [Report.Block] {
    guard let sensitivities, !sensitivities.swings.isEmpty, let central else { return [] }
    return [
      .plot(
        Tornado.lines(
          sensitivities.swings, inputs: sensitivities.inputs, central: central, title: title
        ) { FigureText.value($0, id) }),
      .table(inputs(sensitivities, title: title)),
    ]
  }

  /// P5 to P95 of the total and of what the checks hold.
  private static func percentiles(
    _ sampled: UncertainCase, _ item: Case, _ terms: SamplingTerms
  ) -> Table {
    var figures: [SampledFigure] = []
    if let total = sampled.total, let id = item.sheet["total.cost"]?.id {
      figures.append(SampledFigure(name: "total.cost", id: id, summary: total))
    }
    figures += SampledFigure.checks(item.checks, sampled.checks)
    var notes = limits(sampled.brokenLimits)
    for workload in sampled.workloads {
      if let regret = workload.regret, regret > 0 {
        notes.append(
          "\(workload.name): the choice costs \(EstimateReport.money(regret)) more than the best of each sample, on average."
        )
      }
      if let short = workload.shortfall {
        notes.append(
          "\(workload.name): the fleet is too small in \(format(short, as: .percent)) of samples.")
      }
    }
    return percentiles(
      figures, title: "\(item.model.architecture.name) over \(terms.samples) samples", terms,
      notes: notes)
  }

  static func limits(_ broken: [BrokenLimit]) -> [String] {
    broken.map {
      "\(LimitText(of: $0.limit).title): broken in \(format($0.share, as: .percent)) of samples."
    }
  }

  static func percentiles(
    _ figures: [SampledFigure], title: String, _ terms: SamplingTerms, notes: [String]
  ) -> Table {
    let rows = figures.map { figure in
      func cell(_ value: Double) -> Table.Cell {
        // Infinite is never, as of a payback; what is not a number is not there.
        value.isFinite || value.isHidden
          ? .number(value, FigureText.value(value, figure.id))
          : Table.Cell(value.isNaN ? "?" : "never", raw: .absent)
      }
      let summary = figure.summary
      return Table.Row(
        [Table.Cell(figure.name)] + Summary.shares.map { cell(summary.percentile($0)) }
          + [cell(summary.mean)] + [0.05, 0.5, 0.95].map { cell(summary.standardError($0)) } + [
            figure.share.map { .number($0, format($0, as: .percent)) } ?? .blank
          ])
    }
    func column(_ key: String, _ heading: String, _ priority: Int) -> Table.Column {
      Table.Column(key, heading: [heading], alignment: .number, priority: priority)
    }
    return Table(
      title: title,
      subtitle: "seed \(terms.seed)",
      columns: [
        Table.Column("figure", heading: ["FIGURE"], priority: 110), column("p5", "P5", 105),
        column("p10", "P10", 60), column("p50", "P50", 109), column("p90", "P90", 60),
        column("p95", "P95", 106), column("mean", "MEAN", 70),
        Table.Column("p5_error", heading: ["P5", "error"], alignment: .number, priority: 40),
        Table.Column(
          "p50_error", heading: ["P50", "error"], alignment: .number, priority: 50),
        Table.Column("p95_error", heading: ["P95", "error"], alignment: .number, priority: 40),
        Table.Column(
          "check_holds", heading: ["CHECK", "holds"], alignment: .number, priority: 90),
      ], rows: rows, notes: notes)
  }

  private static func inputs(_ sensitivities: Sensitivities, title: String) -> Table {
    let rows = zip(sensitivities.swings, sensitivities.inputs).enumerated().map { index, pair in
      let (swing, input) = pair
      func own(_ value: Double) -> Table.Cell { .number(value, FigureText.value(value, input.id)) }
      func total(_ value: Double) -> Table.Cell { .number(value, EstimateReport.money(value)) }
      func share(_ value: Double) -> Table.Cell {
        // Estimates of what is nothing scatter around zero.
        let value = max(0, min(1, value))
        return .number(value, format(value, as: .percent))
      }
      return Table.Row([
        Table.Cell(input.name), own(swing.inputLow), own(swing.inputHigh), total(swing.atLow),
        total(swing.atHigh), share(sensitivities.first[index]), share(sensitivities.all[index]),
      ])
    }
    func column(_ key: String, _ heading: [String], _ priority: Int) -> Table.Column {
      Table.Column(key, heading: heading, alignment: .number, priority: priority)
    }
    return Table(
      title: title,
      columns: [
        Table.Column("input", heading: ["INPUT"], priority: 110), column("p10", ["P10"], 90),
        column("p90", ["P90"], 90), column("total_at_p10_usd", ["TOTAL", "at P10"], 100),
        column("total_at_p90_usd", ["TOTAL", "at P90"], 100),
        column("variance_alone", ["VARIANCE", "alone"], 80),
        column("variance_in_all", ["VARIANCE", "in all"], 70),
      ], rows: rows, notes: sensitivities.flips.map(sentence))
  }

  private static func sentence(_ flip: Flip) -> String {
    let who = flip.way.isEmpty ? flip.product : "\(flip.product), \(flip.way)"
    func text(_ value: Double) -> String { FigureText.value(value, flip.input.id) }
    let (change, never) =
      switch flip.change {
      case .cheaper: ("becomes cheaper", "never becomes cheaper")
      case .better: ("becomes the better choice", "never becomes the better choice")
      case .pays: ("pays", "never pays")
      case .loses: ("no longer pays", "pays everywhere")
      }
    guard let value = flip.value else {
      return
        "\(flip.input.sharedName): \(who) \(never) between \(text(flip.low)) and \(text(flip.high))."
    }
    let side = value > flip.input.value ? "above" : "below"
    return
      "\(flip.input.sharedName): \(who) \(change) \(side) \(text(value)); the plan has \(text(flip.input.value))."
  }

  // MARK: Cells and data

  static func median(_ summary: Summary?) -> Table.Cell {
    guard let summary else { return .unknown }
    let value = summary.percentile(0.5)
    return .number(value, EstimateReport.money(value))
  }

  static func interval(_ summary: Summary?) -> Table.Cell {
    guard let summary else { return .unknown }
    let low = summary.percentile(0.05)
    let high = summary.percentile(0.95)
    return Table.Cell(
      "\(EstimateReport.money(low)) .. \(EstimateReport.money(high))",
      raw: .interval(low: low, high: high))
  }

  static func share(_ value: Double?) -> Table.Cell {
    value.map { .number($0, format($0, as: .percent)) } ?? .absent
  }

  static let columns = [
    Table.Column("cost_p50_usd", heading: ["COST", "P50"], alignment: .number, priority: 107),
    Table.Column(
      "cost_p5_p95_usd", heading: ["COST", "P5..P95"], alignment: .number, priority: 106),
    Table.Column("cheapest", heading: ["CHEAPEST", "in"], alignment: .number, priority: 97),
  ]

  static func json(_ summary: Summary) -> JSONValue {
    var members = Summary.shares.map { share in
      JSONValue.Member(
        "p\(Int(saturating: (share * 100).rounded()))", number(summary.percentile(share)))
    }
    members.append(JSONValue.Member("mean", number(summary.mean)))
    for share in Summary.shares {
      members.append(
        JSONValue.Member(
          "p\(Int(saturating: (share * 100).rounded()))_standard_error",
          number(summary.standardError(share))))
    }
    if summary.undefined > 0 {
      members.append(JSONValue.Member("undefined", .number(Double(summary.undefined))))
    }
    return .object(members)
  }

  static func json(
    _ sampled: UncertainCase, _ item: Case, _ sensitivities: Sensitivities?
  ) -> JSONValue {
    var members = [
      JSONValue.Member("total_usd", sampled.total.map { json($0) } ?? .null),
      JSONValue.Member("checks", json(sampled.checks)),
      JSONValue.Member("limits", json(sampled.brokenLimits)),
      JSONValue.Member("workloads", .array(sampled.workloads.map(json))),
    ]
    if let sensitivities { members += json(sensitivities) }
    return .object(members)
  }

  static func json(_ checks: [UncertainCheck?]) -> JSONValue {
    .array(
      checks.map { check in
        guard let check else { return .null }
        return .object([
          JSONValue.Member("figure", json(check.figure)),
          JSONValue.Member("share_holding", number(check.share)),
        ])
      })
  }

  static func json(_ limits: [BrokenLimit]) -> JSONValue {
    .array(
      limits.map {
        .object([
          JSONValue.Member("limit", .string(LimitText(of: $0.limit).title)),
          JSONValue.Member("share_broken", number($0.share)),
        ])
      })
  }

  static func json(_ sensitivities: Sensitivities) -> [JSONValue.Member] {
    [
      JSONValue.Member(
        "inputs",
        .array(
          sensitivities.swings.enumerated().map { index, swing in
            .object([
              JSONValue.Member("input", .string(swing.input)),
              JSONValue.Member("p10", number(swing.inputLow)),
              JSONValue.Member("p90", number(swing.inputHigh)),
              JSONValue.Member("total_at_p10_usd", number(swing.atLow)),
              JSONValue.Member("total_at_p90_usd", number(swing.atHigh)),
              JSONValue.Member("variance_alone", number(sensitivities.first[index])),
              JSONValue.Member("variance_in_all", number(sensitivities.all[index])),
            ])
          })),
      JSONValue.Member(
        "flips",
        .array(
          sensitivities.flips.map { flip in
            .object([
              JSONValue.Member("workload", .string(flip.workload)),
              JSONValue.Member("input", .string(flip.input.name)),
              JSONValue.Member("shared_name", .string(flip.input.sharedName)),
              JSONValue.Member("central", number(flip.input.value)),
              JSONValue.Member("value", flip.value.map { number($0) } ?? .null),
              JSONValue.Member("searched_from", number(flip.low)),
              JSONValue.Member("searched_to", number(flip.high)),
              JSONValue.Member("change", .string(flip.change.rawValue)),
              JSONValue.Member("product", .string(flip.product)),
              JSONValue.Member("way", .string(flip.way)),
            ])
          })),
    ]
  }

  private static func json(_ workload: UncertainWorkload) -> JSONValue {
    .object([
      JSONValue.Member("name", .string(workload.name)),
      JSONValue.Member("regret_usd", workload.regret.map { number($0) } ?? .null),
      JSONValue.Member("shortfall", workload.shortfall.map { number($0) } ?? .null),
      JSONValue.Member(
        "options",
        .array(
          workload.costs.keys.sorted().map { index in
            .object([
              JSONValue.Member("option", .number(Double(index))),
              JSONValue.Member("cost_usd", workload.costs[index].map { json($0) } ?? .null),
              JSONValue.Member("wins", workload.wins[index].map { number($0) } ?? .null),
            ])
          })),
    ])
  }

  static func number(_ value: Double) -> JSONValue {
    value.isFinite ? .number(value) : .null
  }
}
