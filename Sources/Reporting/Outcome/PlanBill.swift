import Figures
import HardwareKit
import Planning
import Units

/// Where the money of a plan goes: the bills of its chosen options, line by line.
enum PlanBill {
  /// Nothing without an answer.
  static func table(_ item: Case, _ outcome: Outcome) -> Table? {
    let months = outcome.plan.finance.months
    guard let total = item.total else { return nil }
    let key = ResultPart.key(outcome, item.model.architecture.id)
    var lines = item.workloads.compactMap { line($0, item, key) }
    if let further = item.sheet["total.further"], further.value != 0 {
      var line = CostTree.Line("further costs", cost: further.value)
      line.figure = FigureLink(part: key, figure: further.name)
      lines.append(line)
    }
    var whole = CostTree.Line("total", cost: total, isTotal: true)
    whole.figure = FigureLink(part: key, figure: "total.cost")
    // The total of one line is that line.
    let tree =
      lines.count == 1
      ? CostTree(lines) : CostTree(lines, total: whole)
    return tree.table(
      title: "Where the money goes, \(item.model.architecture.name)",
      subtitle: "over \(months) \(months == 1 ? "month" : "months"), USD")
  }

  /// A workload with the lines of its bill; one line stands beside the workload's name.
  private static func line(
    _ workload: WorkloadOutcome, _ item: Case, _ key: String
  ) -> CostTree.Line? {
    let name = workload.planned.name
    guard let cost = item.sheet["\(name).cost"], let choice = workload.choice else { return nil }
    let parts = (item.bills[name] ?? []).compactMap {
      part($0, of: name, in: item.sheet, key)
    }
    let title = "\(name): \(choice.product.id), \(choice.way.label)"
    guard parts.count == 1, var only = parts.first else {
      var line = CostTree.Line(title, cost: cost.value, parts: parts)
      line.figure = FigureLink(part: key, figure: cost.name)
      return line
    }
    only.name = "\(title), \(only.name)"
    return only
  }

  /// A line of a bill whose figures stand behind a name.
  static func part(
    _ line: BillLine, of workload: String, in sheet: Sheet, _ key: String
  ) -> CostTree.Line? {
    func figure(_ id: FigureID?) -> Figure? {
      id.flatMap { sheet["\(workload).\($0.localName)"] }
    }
    guard let cost = figure(line.cost), cost.value != 0 else { return nil }
    var name = "\(cost.id.title)".lowercasedFirst
    if let rate = figure(line.rate) { name += " at \(FigureText.value(rate.value, rate.id))" }
    let quantity = figure(line.quantity).map { Measured($0, months: figure(line.months)?.value) }
    var part = CostTree.Line(
      name,
      quantity: quantity?.cell.linked(
        to: figure(line.quantity).map { FigureLink(part: key, figure: $0.name) }) ?? .blank,
      unit: quantity?.unit ?? "", cost: cost.value,
      isAssumed: cost.evidence == .assumed)
    part.figure = FigureLink(part: key, figure: cost.name)
    return part
  }

  /// A figure as quantity and unit.
  private struct Measured {
    let cell: Table.Cell
    let unit: String

    init(_ figure: Figure, months: Double?) {
      let shown = DisplayedQuantity(
        figure.value, as: FigureText.unit(of: figure.id.style, figure.id.dimension))
      cell = .number(shown.value, shown.digits)
      var unit = shown.unit
      switch figure.id.style {
      // What is counted is the last word of the figure's name: nodes, accelerators.
      case .count: unit += " " + (figure.name.split(separator: ".").last ?? "")
      case .hours where unit.hasSuffix("h"): unit = unit.dropLast() + "accelerator-hours"
      default: break
      }
      if let months {
        unit += ", \(format(months, as: .count)) \(months == 1 ? "month" : "months")"
      }
      self.unit = String(unit.drop { $0 == " " })
    }
  }
}

extension String {
  /// `Rent` inside a line; an abbreviation such as `PUE` stays.
  fileprivate var lowercasedFirst: String {
    guard let first, !dropFirst().prefix(1).allSatisfy(\.isUppercase) else { return self }
    return first.lowercased() + dropFirst()
  }
}
