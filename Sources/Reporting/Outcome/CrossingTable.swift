import Figures
import HardwareKit
public import Planning
import Units

/// At which traffic a service's ways to pay change places.
public enum CrossingTable {
  /// - Parameter plan: The plan's name where several stand side by side.
  static func table(
    _ workload: WorkloadOutcome, _ item: Case, _ outcome: Outcome, plan: String? = nil
  ) -> Table? {
    guard !workload.crossings.isEmpty else { return nil }
    let part = ResultPart.key(outcome, item.model.architecture.id)
    let rows = workload.crossings.map { crossing -> Table.Row in
      let first = crossing.isRepeated ? crossing.first : crossing.traffic
      return Table.Row([
        side(crossing.below, workload), side(crossing.above, workload),
        place(first).linked(
          crossing.figure + (crossing.isRepeated ? ".first" : ""), on: item.sheet, of: part),
        place(crossing.traffic).linked(crossing.figure, on: item.sheet, of: part),
        cost(crossing.below, crossing), cost(crossing.above, crossing),
      ])
    }
    let name = "\(workload.planned.name): where its ways to pay change places"
    var notes: [String] = []
    if let examined = workload.crossings.first?.examined {
      notes.append(
        "Peak output of the first month, examined from \(text(examined.lowerBound)) to \(text(examined.upperBound)); each way by its cheapest product and layout there; costs are those over the horizon where they change places for good. They climb in steps of whole replicas, so that two may change places more than once."
      )
    }
    return Table(
      title: plan.map { "\($0), \(name)" } ?? name, subtitle: item.model.architecture.name,
      columns: [
        Table.Column("below", heading: ["CHEAPER", "below"], priority: 110),
        Table.Column("above", heading: ["CHEAPER", "above"], priority: 109),
        Table.Column(
          "first_tokens_per_s", heading: ["FIRST", "at"], alignment: .number, priority: 90),
        Table.Column(
          "traffic_tokens_per_s", heading: ["FOR GOOD", "from"], alignment: .number, priority: 108),
        Table.Column(
          "below_usd", heading: ["COST THERE", "below"], alignment: .number, priority: 80),
        Table.Column(
          "above_usd", heading: ["COST THERE", "above"], alignment: .number, priority: 70),
      ], rows: rows, notes: notes)
  }

  private static func side(_ side: Crossing.Side, _ workload: WorkloadOutcome) -> Table.Cell {
    let option = workload.options[side.option]
    return Table.Cell("\(option.product.id), \(option.way.label)")
  }

  /// What a side costs where they change places for good; nothing where they do not.
  private static func cost(_ side: Crossing.Side, _ crossing: Crossing) -> Table.Cell {
    crossing.isNever ? .absent : .number(side.cost, EstimateReport.money(side.cost))
  }

  private static func place(_ traffic: Double) -> Table.Cell {
    .number(traffic, traffic.isInfinite ? "never" : text(traffic))
  }

  private static func text(_ traffic: Double) -> String {
    format(traffic, as: .standard(Dimension(time: -1, tokens: 1)))
  }

  /// What stands behind a crossing that `explain` is asked for: the cost of both sides there.
  ///
  /// - Parameters:
  ///   - model: The case that it is asked of, the first one by default.
  ///   - depth: How many levels of formulas are opened.
  public static func derivation(
    of figure: String, in outcome: Outcome, model: String?, depth: Int
  ) -> [[String]] {
    let item = outcome.cases.first { model == nil || $0.model.architecture.id == model }
    for workload in item?.workloads ?? [] {
      let found = workload.crossings.first {
        figure == $0.figure || figure == "\($0.figure).first"
      }
      guard let found else { continue }
      return [found.below, found.above].compactMap { side in
        let sheet = side.sheet()
        guard let cost = sheet["\(workload.planned.name).cost"] else { return nil }
        let option = workload.options[side.option]
        return ["\(option.product.id), \(option.way.label)"]
          + Explanation.lines(cost, in: sheet, depth: depth)
      }
    }
    return []
  }
}
