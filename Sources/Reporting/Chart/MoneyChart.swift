import Figures
import HardwareKit
import Planning

/// Where the money goes: a bar for each plan and model, or for each product of a fleet.
enum MoneyChart {
  private typealias Part = (bar: String, name: String, amount: Double)

  static func chart(_ outcomes: [Outcome]) -> Chart? {
    var parts: [Part] = []
    for outcome in outcomes {
      for item in outcome.cases where item.total != nil {
        let bar = OutcomeCharts.name(item, of: outcome, among: outcomes)
        for workload in item.workloads {
          let name = workload.planned.name
          for line in item.bills[name] ?? [] {
            guard let cost = item.sheet["\(name).\(line.cost.localName)"] else { continue }
            add((bar, "\(cost.id.title)", cost.value), to: &parts)
          }
        }
        add((bar, "further costs", item.sheet["total.further"]?.value ?? 0), to: &parts)
      }
      for option in outcome.fleet?.options ?? [] {
        guard let fleet = outcome.fleet, let lines = option.cluster?.lines ?? option.need?.lines
        else { continue }
        let plan = outcomes.count > 1 ? CompareReport.name(outcome) : ""
        let bar = [plan, option.product.id, option.way].filter { !$0.isEmpty }
          .joined(separator: ", ")
        for line in lines {
          guard let cost = fleet.sheet["\(option.scope).\(line.bill.cost.localName)"] else {
            continue
          }
          add((bar, line.name ?? "\(cost.id.title)", cost.value), to: &parts)
        }
      }
    }
    guard !parts.isEmpty else { return nil }
    return Chart(
      .bars, title: "Where the money goes",
      summary: "A bar for each alternative, divided by what is paid for; what is taken off stands "
        + "left of zero.",
      x: Chart.Axis("USD over the horizon", .money), y: Chart.Axis(""),
      table: Table(
        columns: [
          Table.Column("of", heading: ["OF"]), Table.Column("line", heading: ["LINE"]),
          Table.Column("cost_usd", heading: ["COST"], alignment: .number),
        ],
        rows: parts.map {
          Table.Row([
            Table.Cell($0.bar), Table.Cell($0.name), OutcomeCharts.money($0.amount),
          ])
        }))
  }

  /// Lines of one name are one part of a bar.
  private static func add(_ part: Part, to parts: inout [Part]) {
    guard part.amount != 0, part.amount.isFinite else { return }
    if let known = parts.firstIndex(where: { $0.bar == part.bar && $0.name == part.name }) {
      parts[known].amount += part.amount
    } else {
      parts.append(part)
    }
  }
}
