import Figures
import HardwareKit
import Planning
import Units

/// Speed for a user against the cost of a token: a point for each option.
enum LatencyChart {
  static func chart(_ workload: WorkloadOutcome, _ item: Case, _ who: String) -> Chart? {
    guard case .serve(let demand) = workload.planned.kind else { return nil }
    struct Point {
      let option: Int
      let speed: Double
      let cost: Double
    }
    let points = workload.options.indices.compactMap { index -> Point? in
      guard let answer = workload.options[index].answer, let tpot = answer.tpot, tpot > 0,
        let cost = answer.costPerOutputToken, cost.isFinite
      else { return nil }
      return Point(option: index, speed: 1 / tpot, cost: cost)
    }
    guard points.count > 1 else { return nil }
    func rank(_ point: Point) -> String {
      if point.option == workload.chosen { return "chosen" }
      let isBeaten = points.contains {
        $0.speed >= point.speed && $0.cost <= point.cost
          && ($0.speed > point.speed || $0.cost < point.cost)
      }
      return isBeaten ? "dominated" : "frontier"
    }
    let level = 1 / demand.tpot.value
    return Chart(
      .points,
      title:
        "\(who)\(workload.planned.name) with \(item.model.architecture.name): speed against cost",
      summary: "Each option by the output tokens a second that a user gets and by what a million "
        + "output tokens cost. Options that another beats in both are faint.",
      x: Chart.Axis("output tokens a second for each user"),
      y: Chart.Axis("USD per million output tokens", .money),
      marks: demand.tpot.value.isFinite && demand.tpot.value > 0
        ? [Chart.Mark(.x, at: level, "slowest allowed: \(format(level, as: .number))")] : [],
      table: Table(
        columns: [
          Table.Column("option", heading: ["OPTION"]),
          Table.Column(
            "output_tokens_per_s", heading: ["TOKENS/S", "per user"], alignment: .number),
          Table.Column(
            "cost_usd_per_million_tokens", heading: ["$ PER M", "output tok"], alignment: .number),
          Table.Column("rank", heading: ["RANK"]),
        ],
        rows: points.map { point in
          Table.Row([
            Table.Cell(PriceChart.label(workload.options[point.option])),
            OutcomeCharts.number(point.speed, .number), OutcomeCharts.money(point.cost * 1e6),
            Table.Cell(rank(point)),
          ])
        }))
  }
}

/// What moves the total of a case, widest on top.
enum TornadoChart {
  static func chart(_ sensitivities: Sensitivities, _ item: Case) -> Chart? {
    guard !sensitivities.swings.isEmpty, let total = item.total else { return nil }
    let rows = zip(sensitivities.swings, sensitivities.inputs).prefix(10).map { swing, input in
      Table.Row([
        Table.Cell(input.name), .number(swing.inputLow, FigureText.value(swing.inputLow, input.id)),
        .number(swing.inputHigh, FigureText.value(swing.inputHigh, input.id)),
        OutcomeCharts.money(swing.atLow), OutcomeCharts.money(swing.atHigh),
        Table.Cell(flip(input, sensitivities.flips)),
      ])
    }
    return Chart(
      .tornado, title: "What moves the total of \(item.model.architecture.name)",
      summary: "The total with one input at its tenth and at its ninetieth percentile, the others "
        + "at their medians.",
      x: Chart.Axis("USD", .money), y: Chart.Axis(""),
      marks: [Chart.Mark(.x, at: total, EstimateReport.money(total))],
      table: Table(
        columns: [
          Table.Column("input", heading: ["INPUT"]),
          Table.Column("p10", heading: ["P10"], alignment: .number),
          Table.Column("p90", heading: ["P90"], alignment: .number),
          Table.Column("total_at_p10_usd", heading: ["TOTAL", "at P10"], alignment: .number),
          Table.Column("total_at_p90_usd", heading: ["TOTAL", "at P90"], alignment: .number),
          Table.Column("flips", heading: ["ANOTHER OPTION", "is cheaper"]),
        ], rows: Array(rows)))
  }

  /// From which value of the input another option would be chosen.
  private static func flip(_ input: Figure, _ flips: [Flip]) -> String {
    guard
      let flip = flips.first(where: { $0.input.sharedName == input.sharedName && $0.value != nil }),
      let value = flip.value
    else { return "–" }
    let side = value > input.value ? "above" : "below"
    return "\(side) \(FigureText.value(value, input.id)): \(flip.other.product.id)"
  }
}
