public import HardwareKit
public import Planning
import Figures
import Units

/// The answer to one plan: a sentence, the checks, a table for each workload, and what it rests on.
public enum EstimateReport {
  /// - Parameters:
  ///   - bands: how far measurements lie from modelled figures.
  ///   - sampled: what samples say, with what moves each case.
  ///   - pareto: Show the layouts that no other beats, for each service.
  ///   - studies: what the services were asked besides: what was searched, and played.
  public static func report(
    _ outcome: Outcome, bands: ErrorBands = ErrorBands(),
    sampled: SampledOutcome? = nil, pareto: Bool = false,
    studies: ServiceStudies = ServiceStudies()
  ) -> Report {
    if let fleet = outcome.fleet {
      switch fleet.fleet.purpose {
      case .rentOut: return FleetReport.report(outcome, fleet, sampled)
      case .use: return NeedReport.report(outcome, fleet, sampled)
      }
    }
    var blocks: [Report.Block] = [.paragraph(answer(outcome, sampled?.uncertainty))]
    blocks += Checks.block(outcome, sampled: sampled?.uncertainty)
    for (index, item) in outcome.cases.enumerated() {
      for (place, workload) in item.workloads.enumerated() {
        var table = table(workload, item, outcome)
        link(&table, workload, item, ResultPart.key(outcome, item.model.architecture.id))
        if let uncertain = sampled?.uncertainty.cases[index].workloads[place] {
          table = sampledTable(table, workload, uncertain)
        }
        if let band = BandNotes.text(workload, model: item.model, bands: bands) {
          table.notes.append(band)
        }
        if let margin = margin(workload, item) { table.notes.append(margin) }
        blocks.append(.table(table))
        if let table = CrossingTable.table(workload, item, outcome) { blocks.append(.table(table)) }
        if pareto,
          let frontier = FrontierTable.table(workload, model: item.model.architecture.name)
        {
          blocks.append(.table(frontier))
        }
        for service in studies.searched
        where service.caseIndex == index && service.workloadIndex == place {
          if let table = ShapeTable.table(
            workload, service.shapes, model: item.model.architecture.name)
          {
            blocks.append(.table(table))
          }
        }
        for service in studies.played
        where service.caseIndex == index && service.workloadIndex == place {
          if let table = SimulationTable.table(workload, service.options) {
            blocks.append(.table(table))
          }
        }
      }
      if let bill = PlanBill.table(item, outcome) {
        blocks.append(.table(bill))
      }
      if let sampled {
        blocks += UncertaintyReport.blocks(
          sampled.uncertainty.cases[index], item, sampled.uncertainty.terms,
          sampled.moves[index])
      }
    }
    blocks.append(.note(Footer.text([outcome])))
    return Report(blocks)
  }

  /// What is left of the price of tokens that the plan sells.
  private static func margin(_ workload: WorkloadOutcome, _ item: Case) -> String? {
    let name = workload.planned.name
    guard let price = item.sheet["\(name).selling-price"],
      let margin = item.sheet["\(name).margin"],
      let choice = workload.choice
    else { return nil }
    let usage = item.sheet["\(name).margin.usage"].map {
      ", \(FigureText.value($0.value, $0.id)) at the full rate (usage)"
    }
    return
      "Sold at \(FigureText.value(price.value, price.id)), \(choice.product.id), \(choice.way.label), leaves a margin of \(FigureText.value(margin.value, margin.id)) of all that is paid (reservation)\(usage ?? "")."
  }

  /// The figures that stand for the columns of an option's row.
  private static let figures = [
    "replicas": "replicas", "tpot_s": "tpot", "ttft_s": "ttft", "cost_usd": "cost",
    "cost_usd_per_token": "cost-per-million-output-tokens", "accelerators": "fleet.accelerators",
    "mfu": "mfu", "duration_s": "duration", "accelerator_time_s": "accelerator-hours.all",
  ]

  /// Links the chosen row to its figures, and the cost of every other answer to where it comes from.
  private static func link(
    _ table: inout Table, _ workload: WorkloadOutcome, _ item: Case, _ part: String
  ) {
    let name = workload.planned.name
    let cost = table.columns.firstIndex { $0.key == "cost_usd" }
    for (row, option) in answered(workload).enumerated() where table.rows.indices.contains(row) {
      if workload.chosen == option {
        table.rows[row].cells = table.rows[row].cells.linked(
          table.columns, figures.mapValues { "\(name).\($0)" }, on: item.sheet, of: part)
      } else if let cost {
        table.rows[row].cells[cost].figure = FigureLink(
          part: part, figure: ResultPart.name(of: workload.options[option], name))
      }
    }
  }

  /// The percentiles of each answered option's cost, in the order of the rows.
  private static func sampledTable(
    _ table: Table, _ workload: WorkloadOutcome, _ sampled: UncertainWorkload
  ) -> Table {
    let cells = answered(workload).map { index in
      [
        UncertaintyReport.median(sampled.costs[index]),
        UncertaintyReport.interval(sampled.costs[index]),
        UncertaintyReport.share(sampled.wins[index]),
      ]
    }
    return table.inserting(UncertaintyReport.columns, before: "chosen", cells)
  }

  /// Options with an answer, cheapest first; those whose cost is hidden last.
  private static func answered(_ workload: WorkloadOutcome) -> [Int] {
    workload.options.indices.filter { workload.options[$0].answer != nil }
      .sorted { a, b in
        let x = workload.options[a].answer?.cost ?? .infinity
        let y = workload.options[b].answer?.cost ?? .infinity
        // What is hidden comes last, in the order of the plan.
        if x.isHidden || y.isHidden { return x.isHidden == y.isHidden ? a < b : y.isHidden }
        return x == y ? a < b : x < y
      }
  }

  // MARK: The answer

  static func answer(_ outcome: Outcome, _ sampled: Uncertainty? = nil) -> String {
    let name = outcome.plan.title
    var parts: [String] = []
    for (index, item) in outcome.cases.enumerated() {
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
      var range = ""
      if let summary = sampled?.cases[index].total, !summary.isHidden {
        let (low, high) = (summary.percentile(0.05), summary.percentile(0.95))
        range = ", between \(money(low)) and \(money(high)) in 90% of samples"
      }
      parts.append(
        "\(item.model.architecture.name) costs \(money(total))\(range) (\(ways.joined(separator: "; ")))"
      )
    }
    let months = outcome.plan.finance.months
    return
      "\(name): over \(months) \(months == 1 ? "month" : "months"), \(parts.joined(separator: "; ")). As of \(outcome.asOf), \(Currency.shown.code)."
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
    case .serve(let demand):
      serving(workload, demand, item, months: outcome.plan.finance.months)
    }
  }

  /// The answers cheapest first, the chosen one marked; then what has no answer, one row for a
  /// product and a reason, with the reason in full below the table.
  private static func rows(
    _ workload: WorkloadOutcome, _ cells: (PlanOption) -> [Table.Cell], columns: Int
  ) -> (rows: [Table.Row], legend: [String], notes: [String]) {
    var rows: [Table.Row] = []
    for index in answered(workload) {
      let isChosen = workload.chosen == index
      rows.append(
        Table.Row(
          cells(workload.options[index]) + [Table.Cell(isChosen ? "✔" : "")],
          style: isChosen ? .chosen : .plain))
    }
    let refusals = ReasonText.refusals(workload.options)
    // A product that answers in one way needs no row for the others; the notes name them.
    let answering = Set(workload.options.filter { $0.answer != nil }.map(\.product.id))
    for refusal in ReasonText.byReason(refusals) where !answering.contains(refusal.product) {
      var row = [Table.Cell(refusal.product), Table.Cell(refusal.ways)]
      if refusal.option.fit == nil {
        row.append(Table.Cell(refusal.short))
        row += [Table.Cell](repeating: .blank, count: max(0, columns - row.count - 1))
      } else {
        row += cells(refusal.option).dropFirst(row.count)
      }
      rows.append(Table.Row(row + [.blank], style: .rejected))
    }
    var legend: [String] = []
    let answers = workload.options.compactMap(\.answer?.acquisition)
    if answers.contains(where: \.isPrivate) { legend.append(PrivateQuotes.legend) }
    if answers.contains(where: { !$0.isPrivate && $0.evidence == .assumed }) {
      legend.append("* priced by an assumption of the plan.")
    }
    return (
      rows, legend,
      unknownLatencies(workload) + breakEvens(workload) + BillNotes.text(workload)
        + ReasonText.notes(refusals)
    )
  }

  /// What would cost less than the chosen option and was not chosen, since nobody has recorded how fast it
  /// answers; the cheapest alone.
  private static func unknownLatencies(_ workload: WorkloadOutcome) -> [String] {
    guard let chosen = workload.choice?.answer, chosen.tpot != nil || chosen.ttft != nil else {
      return []
    }
    let cheaper = workload.options.compactMap { option in
      option.answer.flatMap { answer in
        answer.cost < chosen.cost && (answer.tpot == nil || answer.ttft == nil)
          ? (option: option, cost: answer.cost) : nil
      }
    }
    guard let best = cheaper.min(by: { $0.cost < $1.cost }) else { return [] }
    return [
      "\(best.option.product.id) (\(best.option.way.label)) costs less, \(money(best.cost)), "
        + "but its latency is on no record; 'service-level: {allow-unknown: true}' lets it be chosen."
    ]
  }

  /// For what can be bought: what owning costs an hour of use, and when that beats renting.
  private static func breakEvens(_ workload: WorkloadOutcome) -> [String] {
    workload.options.compactMap { option in
      guard let answer = option.answer, let price = answer.breakEvenPrice else { return nil }
      if price.isHidden { return nil }
      let owned = "Owning \(option.product.id) costs \(format(price, as: .dollarsPerHour)) of use"
      guard let share = answer.breakEvenUtilisation, let rent = answer.comparedRent else {
        return owned + "."
      }
      if share.isHidden { return owned + "." }
      let against = "against \(format(rent, as: .dollarsPerHour)) on demand"
      return share > 0 && share <= 1
        ? "\(owned); \(against) it pays from \(format(share, as: .percent)) of hours used."
        : "\(owned); \(against) it never pays within the horizon."
    }
  }

  private static let chosenColumn = Table.Column("chosen", heading: ["CHOSEN"], priority: 98)

  private static func serving(
    _ workload: WorkloadOutcome, _ demand: ServingDemand, _ item: Case, months: Int
  ) -> Table {
    let model = item.model.architecture.name
    let rate =
      demand.users.map { "\(format($0.value, as: .count)) users who ask again" }
      ?? "peak \(format(demand.peak.value, as: .standard(Dimension(time: -1, tokens: 1)))) output"
    let level = format(demand.tpot.value, as: .standard(Dimension(time: 1)))
    var columns = [
      Table.Column("product", heading: ["PRODUCT"], priority: 110),
      Table.Column("way", heading: ["WAY"], priority: 108),
      Table.Column("layout", heading: ["LAYOUT"], priority: 95),
      Table.Column(
        "replicas", heading: ["REPLICAS", "month \(months)"], alignment: .number,
        priority: 70),
      Table.Column(
        "tpot_s", heading: ["TPOT", percentile(demand.tpotPercentile)], alignment: .number,
        priority: 65),
      Table.Column(
        "ttft_s", heading: ["TTFT", percentile(demand.ttftPercentile)], alignment: .number,
        priority: 50),
      Table.Column("limited_by", heading: ["LIMITED", "by"], priority: 45),
      Table.Column(
        "cost_usd", heading: ["COST", "\(months) \(months == 1 ? "month" : "months")"],
        alignment: .number,
        priority: 109),
      Table.Column(
        "cost_usd_per_token", heading: ["$ PER M", "output tok"], alignment: .number,
        priority: 90),
    ]
    columns.append(chosenColumn)
    let (rows, legend, notes) = rows(
      workload,
      { option in
        let answer = option.answer
        let rate = option.fit?.throughput
        return [
          Table.Cell(option.product.id), Table.Cell(option.way.label), layout(option),
          number(answer?.replicas ?? option.fit?.replicas, .count),
          number(rate?.tpot, .standard(Dimension(time: 1))),
          number(rate?.ttft, .standard(Dimension(time: 1))),
          Table.Cell(option.fit?.bottleneck?.rawValue ?? ""), cost(option),
          perMillion(answer?.costPerOutputToken),
        ]
      }, columns: columns.count)
    return Table(
      title: "\(workload.planned.name): serve \(model)",
      subtitle:
        "\(rate), TPOT <= \(level), \(formats(demand)), \(demand.engine.title)",
      columns: columns, rows: rows, notes: legend + limits(workload), rowNotes: notes,
      isListing: true)
  }

  /// What keeps a replica on each product, in the layout of its cheapest way, from carrying more; narrow
  /// terminals have no column for it.
  private static func limits(_ workload: WorkloadOutcome) -> [String] {
    var limits: [String: Bottleneck] = [:]
    for index in answered(workload) + workload.options.indices {
      let option = workload.options[index]
      guard limits[option.product.id] == nil else { continue }
      limits[option.product.id] = option.fit?.bottleneck
    }
    var products: [Bottleneck: [String]] = [:]
    for id in workload.planned.products {
      if let limit = limits[id] { products[limit, default: []].append(id) }
    }
    let parts = Bottleneck.allCases.compactMap { limit in
      products[limit].map { "\(limit.rawValue) (\($0.joined(separator: ", ")))" }
    }
    return parts.isEmpty ? [] : ["A replica is limited by \(parts.joined(separator: "; "))."]
  }

  /// The number formats of weights that the plan allows: `bf16 or fp8`.
  static func formats(_ demand: ServingDemand) -> String {
    demand.precisions.map(\.rawValue).joined(separator: " or ")
  }

  private static func perMillion(_ value: Double?) -> Table.Cell {
    guard let value else { return .unknown }
    let text = format(value * 1e6, as: .standard(Dimension(money: 1)))
    return .number(value, text)
  }

  private static func percentile(_ fact: Fact<Ratio>) -> String {
    "p\(Int(saturating: (fact.value * 100).rounded()))"
  }

  private static func training(
    _ workload: WorkloadOutcome, _ demand: TrainingDemand, _ item: Case
  ) -> Table {
    let verb = demand.method == .pretrain ? "train" : "fine-tune (\(demand.method.rawValue))"
    var columns = [
      Table.Column("product", heading: ["PRODUCT"], priority: 110),
      Table.Column("way", heading: ["WAY"], priority: 108),
      Table.Column("layout", heading: ["LAYOUT"], priority: 95),
      Table.Column("accelerators", heading: ["ACCEL."], alignment: .number, priority: 85),
      Table.Column("mfu", heading: ["MFU"], alignment: .number, priority: 65),
      Table.Column("duration_s", heading: ["FINAL", "RUN"], alignment: .number, priority: 90),
      Table.Column(
        "accelerator_time_s", heading: ["ALL", "ACCEL. HOURS"], alignment: .number, priority: 70),
      Table.Column("cost_usd", heading: ["COST"], alignment: .number, priority: 109),
    ]
    columns.append(chosenColumn)
    let (rows, legend, notes) = rows(
      workload,
      { option in
        let answer = option.answer
        let rate = option.fit?.throughput
        return [
          Table.Cell(option.product.id), Table.Cell(option.way.label), layout(option),
          number(answer?.accelerators ?? option.fit?.accelerators, .count),
          number(answer?.mfu ?? rate?.mfu, .percent),
          number(answer?.duration, .days), number(answer?.usedHours, .acceleratorHours),
          cost(option),
        ]
      }, columns: columns.count)
    return Table(
      title: "\(workload.planned.name): \(verb) \(item.model.architecture.name)",
      subtitle: subtitle(demand), columns: columns, rows: rows, notes: legend,
      rowNotes: notes, isListing: true)
  }

  /// What the run is, or where its accelerator-hours come from.
  private static func subtitle(_ demand: TrainingDemand) -> String {
    if let published = demand.publishedTime {
      let source = published.provenance.citations.first.map { ", \($0.title), \($0.date)" }
      return format(published.value, as: .acceleratorHours) + (source ?? ", assumed")
    }
    let tokens = format(demand.tokens.value, as: .standard(Dimension(tokens: 1)))
    let formats = demand.options.precisions
    let precision = (formats.isEmpty ? [demand.precision] : formats).map(\.rawValue)
    return "\(tokens), \(precision.joined(separator: " or ")), \(demand.stack.title)"
  }

  private static func layout(_ option: PlanOption) -> Table.Cell {
    option.fit.map { Table.Cell($0.layout.text) } ?? .absent
  }

  /// The cost, with a mark where its price is the user's own quote or an assumption; or why there is
  /// none.
  private static func cost(_ option: PlanOption) -> Table.Cell {
    guard let answer = option.answer else {
      return Table.Cell(ReasonText.short(option), raw: .unknown)
    }
    let mark: Table.Mark? =
      answer.acquisition.isPrivate
      ? .privateQuote
      : (answer.acquisition.evidence == .assumed ? .assumed : nil)
    return .number(answer.cost, money(answer.cost), mark: mark)
  }

  static func number(_ value: Double?, _ unit: DisplayUnit) -> Table.Cell {
    guard let value, value.isFinite || value.isHidden else { return .unknown }
    return .number(value, format(value, as: unit))
  }
}
