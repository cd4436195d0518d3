public import Planning
import Figures
import HardwareKit
import Units

/// The answer to one plan: a sentence, the checks, a table for each workload, and what it rests on.
public enum EstimateReport {
  public static func report(_ outcome: Outcome) -> Report {
    var blocks: [Report.Block] = [.paragraph(answer(outcome))]
    blocks += Checks.block(outcome)
    for item in outcome.cases {
      for workload in item.workloads { blocks.append(.table(table(workload, item, outcome))) }
      if let totals = totals(item) { blocks.append(.table(totals)) }
    }
    blocks.append(.note(Footer.text([outcome])))
    return Report(blocks, data: OutcomeJSON.value(outcome))
  }

  // MARK: The answer

  static func answer(_ outcome: Outcome) -> String {
    let name = outcome.plan.title
    var parts: [String] = []
    for item in outcome.cases {
      guard let total = item.total else {
        let missing = item.workloads.filter { $0.chosen == nil }.map { "'\($0.planned.name)'" }
        parts.append(
          "\(item.model.architecture.name) has no answer: nothing on the list can do \(missing.joined(separator: " and "))"
        )
        continue
      }
      let ways = item.workloads.compactMap { workload in
        workload.choice.map { "\(workload.planned.name) on \($0.product.id), \($0.way.label)" }
      }
      parts.append(
        "\(item.model.architecture.name) costs \(money(total)) (\(ways.joined(separator: "; ")))")
    }
    let months = outcome.plan.finance.months
    return
      "\(name): over \(months) months, \(parts.joined(separator: "; ")). As of \(outcome.asOf), USD."
  }

  static func money(_ value: Double) -> String {
    format(value, as: .standard(Dimension(money: 1)))
  }

  // MARK: Tables

  private static func table(
    _ workload: WorkloadOutcome, _ item: Case, _ outcome: Outcome
  ) -> Table {
    switch workload.planned.kind {
    case .train(let demand): training(workload, demand, item)
    case .serve(let demand): serving(workload, demand, item)
    }
  }

  /// The rows cheapest first, the chosen one marked, those without an answer last with the reason.
  private static func rows(
    _ workload: WorkloadOutcome, _ cells: (PlanOption, Answer?) -> [Table.Cell]
  ) -> [Table.Row] {
    let order = workload.options.indices.sorted { a, b in
      let x = workload.options[a].answer?.cost ?? .infinity
      let y = workload.options[b].answer?.cost ?? .infinity
      return x == y ? a < b : x < y
    }
    return order.map { index in
      let option = workload.options[index]
      let isChosen = workload.chosen == index
      let mark = Table.Cell(isChosen ? "✔" : "")
      return Table.Row(
        cells(option, option.answer) + [mark, Table.Cell(ReasonText.text(option))],
        style: isChosen ? .chosen : (option.answer == nil ? .rejected : .plain))
    }
  }

  private static let lastColumns = [
    Table.Column("chosen", heading: ["CHOSEN"], priority: 98),
    Table.Column("why_not", heading: ["WHY NOT"], priority: 99),
  ]

  private static func serving(
    _ workload: WorkloadOutcome, _ demand: ServingDemand, _ item: Case
  ) -> Table {
    let model = item.model.architecture.name
    let months = workload.choice?.answer?.months.count ?? 0
    let rate = format(demand.peak.value, as: .standard(Dimension(time: -1, tokens: 1)))
    let level = format(demand.tpot.value, as: .standard(Dimension(time: 1)))
    var columns = [
      Table.Column("product", heading: ["PRODUCT"], priority: 110),
      Table.Column("way", heading: ["WAY"], priority: 108),
      Table.Column("layout", heading: ["LAYOUT"], priority: 60),
      Table.Column(
        "replicas", heading: ["REPLICAS", "month \(max(1, months))"], alignment: .number,
        priority: 70),
      Table.Column(
        "tpot_s", heading: ["TPOT", percentile(demand.tpotPercentile)], alignment: .number,
        priority: 65),
      Table.Column(
        "ttft_s", heading: ["TTFT", percentile(demand.ttftPercentile)], alignment: .number,
        priority: 50),
      Table.Column(
        "cost_usd", heading: ["COST", "\(max(1, months)) months"], alignment: .number,
        priority: 109),
      Table.Column(
        "cost_usd_per_token", heading: ["$ PER M", "output tok"], alignment: .number,
        priority: 90),
    ]
    columns += lastColumns
    return Table(
      title: "\(workload.planned.name): serve \(model)",
      subtitle:
        "peak \(rate) output, TPOT <= \(level), \(demand.precision.rawValue), \(demand.engine.title)",
      columns: columns,
      rows: rows(workload) { option, answer in
        guard let answer else {
          return [Table.Cell(option.product.id), Table.Cell(option.way.label)]
            + [Table.Cell](repeating: .blank, count: 6)
        }
        return [
          Table.Cell(option.product.id), Table.Cell(option.way.label),
          Table.Cell(answer.layout.text),
          number(answer.replicas, .count), number(answer.tpot, .standard(Dimension(time: 1))),
          number(answer.ttft, .standard(Dimension(time: 1))),
          number(answer.cost, .standard(Dimension(money: 1))),
          perMillion(answer.costPerOutputToken),
        ]
      })
  }

  private static func perMillion(_ value: Double?) -> Table.Cell {
    guard let value else { return .unknown }
    let text = format(value * 1e6, as: .standard(Dimension(money: 1)))
    return .number(value, text)
  }

  private static func percentile(_ fact: Fact<Ratio>) -> String {
    "p\(Int((fact.value * 100).rounded()))"
  }

  private static func training(
    _ workload: WorkloadOutcome, _ demand: TrainingDemand, _ item: Case
  ) -> Table {
    let verb = demand.method == .pretrain ? "train" : "fine-tune (\(demand.method.rawValue))"
    let tokens = format(demand.tokens.value, as: .standard(Dimension(tokens: 1)))
    var columns = [
      Table.Column("product", heading: ["PRODUCT"], priority: 110),
      Table.Column("way", heading: ["WAY"], priority: 108),
      Table.Column("accelerators", heading: ["ACCEL."], alignment: .number, priority: 85),
      Table.Column("layout", heading: ["LAYOUT"], priority: 60),
      Table.Column("mfu", heading: ["MFU"], alignment: .number, priority: 65),
      Table.Column("duration_s", heading: ["FINAL", "RUN"], alignment: .number, priority: 90),
      Table.Column(
        "accelerator_time_s", heading: ["ALL", "ACCEL. HOURS"], alignment: .number, priority: 70),
      Table.Column("cost_usd", heading: ["COST"], alignment: .number, priority: 109),
    ]
    columns += lastColumns
    return Table(
      title: "\(workload.planned.name): \(verb) \(item.model.architecture.name)",
      subtitle: "\(tokens), \(demand.precision.rawValue), \(demand.stack.title)",
      columns: columns,
      rows: rows(workload) { option, answer in
        guard let answer else {
          return [Table.Cell(option.product.id), Table.Cell(option.way.label)]
            + [Table.Cell](repeating: .blank, count: 6)
        }
        return [
          Table.Cell(option.product.id), Table.Cell(option.way.label),
          number(answer.accelerators, .count), Table.Cell(answer.layout.text),
          number(answer.mfu, .percent), number(answer.duration, .days),
          number(answer.usedHours, .acceleratorHours),
          number(answer.cost, .standard(Dimension(money: 1))),
        ]
      })
  }

  static func number(_ value: Double?, _ unit: DisplayUnit) -> Table.Cell {
    guard let value, value.isFinite else { return .unknown }
    return .number(value, format(value, as: unit))
  }

  // MARK: Totals

  /// The plan's bill by line, footed as it is shown.
  private static func totals(_ item: Case) -> Table? {
    guard let total = item.total else { return nil }
    var rows: [Table.Row] = []
    func line(
      _ name: String, _ value: Double, _ level: Int, isTotal: Bool = false, mark: Table.Mark? = nil
    ) {
      rows.append(
        Table.Row(
          [Table.Cell(name), .number(value, money(value), mark: mark)],
          style: isTotal ? .total : .plain, level: level))
    }
    for workload in item.workloads {
      let name = workload.planned.name
      guard let cost = item.sheet["\(name).cost"] else { continue }
      line(name, cost.value, 0)
      let items = item.sheet.figures.filter {
        $0.name.hasPrefix("\(name).cost.") && !$0.name.hasPrefix("\(name).cost.month")
          && $0.id.dimension == Dimension(money: 1)
      }
      guard items.count > 1 else { continue }
      for figure in items where figure.value != 0 {
        line(
          "\(figure.id.title)", figure.value, 1, mark: figure.evidence == .assumed ? .assumed : nil)
      }
    }
    if let further = item.sheet["total.further"], further.value != 0 {
      line("further costs", further.value, 0)
    }
    line("total", total, 0, isTotal: true)
    return Table(
      title: "Where the money goes, \(item.model.architecture.name)",
      columns: [
        Table.Column("line", heading: ["LINE"], priority: 110),
        Table.Column("cost_usd", heading: ["COST"], alignment: .number, priority: 109),
      ], rows: rows)
  }
}

/// Check lines of outcomes.
enum Checks {
  static func block(_ outcome: Outcome, subject: String = "") -> [Report.Block] {
    let lines = self.lines(outcome, subject: subject)
    return lines.isEmpty ? [] : [.checks(lines)]
  }

  static func lines(_ outcome: Outcome, subject: String = "") -> [CheckLine] {
    outcome.cases.flatMap { item in
      item.checks.map { result in
        let verdict: CheckLine.Verdict =
          switch result.verdict {
          case .passed: .passed
          case .failed: .failed
          case .undecided: .undecided
          }
        let name = outcome.cases.count > 1 ? item.model.architecture.id : ""
        return CheckLine(
          verdict, subject: [subject, name].filter { !$0.isEmpty }.joined(separator: " "),
          figure: result.check.figure,
          value: result.figure.map { FigureText.value($0.value, $0.id) } ?? "?",
          bound: "\(result.check.relation.rawValue) \(result.check.written)")
      }
    }
  }
}

/// What a result rests on, in a few lines.
enum Footer {
  static func text(_ outcomes: [Outcome]) -> String {
    var parts: [String] = []
    let figures = outcomes.flatMap(\.cases).flatMap { item in
      item.workloads.compactMap { item.sheet["\($0.planned.name).cost"] }
    }
    if let weakest = figures.compactMap(\.evidence).max() {
      let names = figures.filter { $0.evidence == weakest }.flatMap(\.weakest)
      var seen: Set<String> = []
      let first = names.filter { seen.insert($0).inserted }.prefix(3)
      parts.append("Weakest evidence: \(weakest.name) (\(first.joined(separator: ", "))).")
    }
    let dates = outcomes.compactMap(\.priceDates)
    if let oldest = dates.map(\.oldest).min(by: { $0.firstDay < $1.firstDay }),
      let newest = dates.map(\.newest).max(by: { $0.firstDay < $1.firstDay })
    {
      parts.append("Prices \(oldest) .. \(newest), segment neocloud unless said; a month is 730 h.")
    }
    let scenarios = Set(outcomes.compactMap(\.plan.scenario)).sorted()
    if !scenarios.isEmpty { parts.append("Scenario \(scenarios.joined(separator: ", ")).") }
    parts.append("headroom explain PLAN FIGURE shows where any figure comes from.")
    return parts.joined(separator: " ")
  }
}
