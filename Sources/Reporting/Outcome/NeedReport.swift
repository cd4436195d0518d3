import Figures
import HardwareKit
import Planning
import Units

/// The answer to a plan of a need: what each way costs for each product, and the base to own.
enum NeedReport {
  static func report(
    _ outcome: Outcome, _ fleet: FleetOutcome, _ sampled: SampledOutcome? = nil
  ) -> Report {
    var blocks: [Report.Block] = [
      .paragraph(answer(outcome, fleet) + FleetReport.chance(sampled, fleet))
    ]
    blocks += Checks.block(outcome, sampled: sampled?.uncertainty)
    blocks.append(.table(ways(outcome, fleet)))
    blocks += FleetReport.samples(sampled, fleet)
    blocks.append(
      .note(([Footer.text([outcome])] + priceRecord(outcome, fleet)).joined(separator: " ")))
    return Report(blocks)
  }

  /// What rents did, beside what the plan says that they will do.
  private static func priceRecord(_ outcome: Outcome, _ fleet: FleetOutcome) -> [String] {
    guard case .use(let need) = fleet.fleet.purpose, let product = fleet.choice?.product else {
      return []
    }
    let told = PriceRecordTable.sentence(
      "market.price.change", need.rents, .onDemand, product, asOf: outcome.asOf)
    return told.map { [$0] } ?? []
  }

  static func answer(_ outcome: Outcome, _ fleet: FleetOutcome) -> String {
    "\(outcome.plan.title): \(verdict(outcome, fleet)) As of \(outcome.asOf), \(Currency.shown.code)."
  }

  /// The cheapest way and from which use owning pays, in a sentence or two.
  static func verdict(_ outcome: Outcome, _ fleet: FleetOutcome) -> String {
    guard let choice = fleet.choice, let figures = choice.need else {
      return "no product on the list has an answer."
    }
    let base =
      figures.held > 0 && choice.way.contains("+")
      ? " with a base of \(format(figures.held, as: .count))" : ""
    let money = FleetReport.money(figures.cost)
    var text =
      "\(choice.way)\(base) is the cheapest way to have \(choice.product.id), \(money) at present "
      + "value over \(outcome.plan.finance.months) months, "
      + "\(format(figures.costPerHour, as: .dollarsPerHour)) for an hour that is wanted"
    if let saving = fleet.sheet["saving"], saving.value > 0 {
      text += ", \(FleetReport.money(saving.value)) less than renting all by the hour"
    }
    text += "."
    if let use = fleet.sheet["break-even.utilisation"]?.value, !use.isHidden {
      text +=
        use > 0 && use <= 1
        ? " Owning pays for what is used in \(format(use, as: .percent)) of the hours or more."
        : " Owning does not pay within the horizon, whatever the use."
    }
    return text
  }

  private static func ways(_ outcome: Outcome, _ fleet: FleetOutcome) -> Table {
    var rows: [Table.Row] = []
    var cheapest: [String: Double] = [:]
    for option in fleet.options {
      if let cost = option.need?.cost {
        cheapest[option.product.id] = min(cost, cheapest[option.product.id] ?? .infinity)
      }
    }
    for id in fleet.fleet.products {
      let all = fleet.options.filter { $0.product.id == id && $0.need != nil }
      // Where a cost is hidden, the order of the plan tells nothing, nor does the cheapest.
      let isHidden = all.contains { $0.need?.cost.isHidden == true }
      let options =
        isHidden ? all : all.sorted { ($0.need?.cost ?? 0) < ($1.need?.cost ?? 0) }
      for (index, option) in options.enumerated() {
        func linked(_ cell: Table.Cell, _ figure: String) -> Table.Cell {
          cell.linked(
            "\(option.scope).\(figure)", on: fleet.sheet, of: ResultPart.key(outcome, "fleet"))
        }
        guard let figures = option.need, let lowest = cheapest[id] else { continue }
        let best = isHidden ? .hidden : lowest
        let isBest = isHidden ? option.scope == fleet.choice?.scope : index == 0
        rows.append(
          Table.Row(
            [
              Table.Cell(index == 0 ? id : ""), Table.Cell(option.way),
              figures.held > 0 || figures.held.isHidden
                ? FleetReport.number(figures.held, .count) : .absent,
              figures.capital > 0 || figures.capital.isHidden
                ? .number(figures.capital, FleetReport.money(figures.capital)) : .absent,
              linked(
                .number(
                  figures.cost, FleetReport.money(figures.cost),
                  mark: PrivateQuotes.mark(fleet.sheet, below: option.scope)), "present.cost"),
              linked(
                FleetReport.number(figures.costPerHour, .dollarsPerHour), "cost-per-needed-hour"),
              .number(figures.cost / best, format(figures.cost / best, as: .number) + " ×"),
              Table.Cell(isBest ? "✔" : ""),
            ], style: isBest ? .chosen : .plain))
      }
    }
    return Table(
      title: "Ways to have them over \(outcome.plan.finance.months) months", subtitle: curve(fleet),
      columns: [
        Table.Column("product", heading: ["PRODUCT"], priority: 110),
        Table.Column("way", heading: ["WAY"], priority: 109),
        Table.Column("held", heading: ["HELD"], alignment: .number, priority: 90),
        Table.Column("capital_usd", heading: ["CAPITAL"], alignment: .number, priority: 80),
        Table.Column(
          "cost_usd", heading: ["COST", "present value"], alignment: .number, priority: 108),
        Table.Column(
          "cost_usd_per_s", heading: ["$ PER HOUR", "wanted"], alignment: .number, priority: 100),
        Table.Column("versus_best", heading: ["VERSUS", "BEST"], alignment: .number, priority: 70),
        Table.Column("chosen", heading: ["CHEAPEST"], priority: 98),
      ], rows: rows, notes: PrivateQuotes.notes(rows) + FleetReport.reasons(fleet))
  }

  private static func curve(_ fleet: FleetOutcome) -> String {
    guard case .demand(let levels) = fleet.fleet.size else { return "" }
    return levels.map { level in
      let share = level.share.map { " for \(format($0.value, as: .percent))" } ?? ""
      return "\(format(level.accelerators.value, as: .count))\(share)"
    }.joined(separator: ", ")
  }
}
