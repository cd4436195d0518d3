import Figures
public import Planning
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
    guard let sensitivities, !sensitivities.swings.isEmpty, let total = item.total else {
      return blocks
    }
    let title = "What moves the total of \(item.model.architecture.name)"
    blocks.append(
      .preformatted(
        Tornado.lines(
          sensitivities.swings, inputs: sensitivities.inputs, central: total, title: title,
          EstimateReport.money)))
    blocks.append(.table(inputs(sensitivities, title: title)))
    return blocks
  }

  /// P5 to P95 of the total and of what the checks hold.
  private static func percentiles(
    _ sampled: UncertainCase, _ item: Case, _ terms: SamplingTerms
  ) -> Table {
    var rows: [Table.Row] = []
    func add(_ name: String, _ summary: Summary, _ id: FigureID, share: Double?) {
      func cell(_ value: Double) -> Table.Cell { .number(value, FigureText.value(value, id)) }
      rows.append(
        Table.Row(
          [Table.Cell(name)] + Summary.shares.map { cell(summary.percentile($0)) } + [
            cell(summary.mean), cell(summary.standardError(0.5)),
            share.map { .number($0, format($0, as: .percent)) } ?? .blank,
          ]))
    }
    if let total = sampled.total, let id = item.sheet["total.cost"]?.id {
      add("total.cost", total, id, share: nil)
    }
    for (result, check) in zip(item.checks, sampled.checks) {
      guard let check, let id = result.figure?.id else { continue }
      add(result.check.figure, check.figure, id, share: check.share)
    }
    var notes = sampled.brokenLimits.map {
      "\(LimitText(of: $0.limit).title): broken in \(format($0.share, as: .percent)) of samples."
    }
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
    func column(_ key: String, _ heading: String, _ priority: Int) -> Table.Column {
      Table.Column(key, heading: [heading], alignment: .number, priority: priority)
    }
    return Table(
      title: "\(item.model.architecture.name) over \(terms.samples) samples",
      subtitle: "seed \(terms.seed)",
      columns: [
        Table.Column("figure", heading: ["FIGURE"], priority: 110), column("p5", "P5", 105),
        column("p10", "P10", 60), column("p50", "P50", 109), column("p90", "P90", 60),
        column("p95", "P95", 106), column("mean", "MEAN", 70),
        Table.Column(
          "p50_error", heading: ["P50", "error"], alignment: .number, priority: 50),
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
    let other = "\(flip.other.product.id), \(flip.other.way.label)"
    func text(_ value: Double) -> String { FigureText.value(value, flip.input.id) }
    guard let value = flip.value else {
      return
        "\(flip.input.name): \(other) never becomes cheaper between \(text(flip.low)) and \(text(flip.high))."
    }
    let side = value > flip.input.value ? "above" : "below"
    return
      "\(flip.input.name): \(other) becomes cheaper \(side) \(text(value)); the plan has \(text(flip.input.value))."
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
      JSONValue.Member("p\(Int((share * 100).rounded()))", number(summary.percentile(share)))
    }
    members.append(JSONValue.Member("mean", number(summary.mean)))
    members.append(
      JSONValue.Member("p50_standard_error", number(summary.standardError(0.5))))
    return .object(members)
  }

  static func json(
    _ sampled: UncertainCase, _ item: Case, _ sensitivities: Sensitivities?
  ) -> JSONValue {
    var members = [
      JSONValue.Member("total_usd", sampled.total.map { json($0) } ?? .null),
      JSONValue.Member(
        "checks",
        .array(
          sampled.checks.map { check in
            guard let check else { return .null }
            return .object([
              JSONValue.Member("figure", json(check.figure)),
              JSONValue.Member("share_holding", number(check.share)),
            ])
          })),
      JSONValue.Member(
        "limits",
        .array(
          sampled.brokenLimits.map {
            .object([
              JSONValue.Member("limit", .string(LimitText(of: $0.limit).title)),
              JSONValue.Member("share_broken", number($0.share)),
            ])
          })),
      JSONValue.Member("workloads", .array(sampled.workloads.map(json))),
    ]
    guard let sensitivities else { return .object(members) }
    members.append(
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
          })))
    members.append(
      JSONValue.Member(
        "flips",
        .array(
          sensitivities.flips.map { flip in
            .object([
              JSONValue.Member("workload", .string(flip.workload)),
              JSONValue.Member("input", .string(flip.input.name)),
              JSONValue.Member("central", number(flip.input.value)),
              JSONValue.Member("value", flip.value.map { number($0) } ?? .null),
              JSONValue.Member("searched_from", number(flip.low)),
              JSONValue.Member("searched_to", number(flip.high)),
              JSONValue.Member("product", .string(flip.other.product.id)),
              JSONValue.Member("way", .string(flip.other.way.label)),
            ])
          })))
    return .object(members)
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

  private static func number(_ value: Double) -> JSONValue {
    value.isFinite ? .number(value) : .null
  }

  /// Every sample as a row: the inputs by the names that plans share, then the total, in base units.
  public static func samples(_ all: [(plan: String, sampled: Uncertainty, outcome: Outcome)])
    -> String
  {
    var columns: [(key: String, values: [Double])] = []
    var seen: Set<String> = []
    for (plan, sampled, outcome) in all {
      for (item, solved) in zip(sampled.cases, outcome.cases) {
        let model = solved.model.architecture.id
        for input in item.inputs {
          let known = columns.contains { $0.key == input.name && $0.values == input.values }
          if known { continue }
          let key = seen.insert(input.name).inserted ? input.name : "\(plan) \(model) \(input.name)"
          columns.append((key, input.values))
        }
        if !item.totals.isEmpty { columns.append(("\(plan) \(model) total_usd", item.totals)) }
      }
    }
    var text = (["sample"] + columns.map { Table.csvField($0.key) }).joined(separator: ",") + "\r\n"
    for row in 0..<(columns.first?.values.count ?? 0) {
      text += "\(row + 1)"
      for column in columns { text += "," + shortest(column.values[row]) }
      text += "\r\n"
    }
    return text
  }
}

extension Table {
  /// The table with further columns before one, their cells row by row.
  func inserting(_ columns: [Column], before key: String, _ cells: [[Cell]]) -> Table {
    guard let place = self.columns.firstIndex(where: { $0.key == key }) else { return self }
    var table = self
    table.columns.insert(contentsOf: columns, at: place)
    for index in table.rows.indices {
      let row = table.rows[index]
      guard row.style != .section, row.cells.count >= place else { continue }
      let more = index < cells.count ? cells[index] : columns.map { _ in Cell.blank }
      table.rows[index].cells.insert(contentsOf: more, at: place)
    }
    return table
  }
}
