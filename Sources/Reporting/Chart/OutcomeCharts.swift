import Figures
import HardwareKit
public import Planning
import Units

/// What outcomes look like: one picture for each question that has data.
public enum OutcomeCharts {
  /// - Parameter sampled: what samples say, with what moves each case; one for each outcome, or none.
  public static func charts(
    _ outcomes: [Outcome], sampled: [SampledOutcome] = []
  ) -> [Chart] {
    var charts = [
      MoneyChart.chart(outcomes), CashChart.chart(outcomes, sampled.map(\.uncertainty)),
    ]
    .compactMap(\.self)
    for outcome in outcomes {
      let who = outcomes.count > 1 ? "\(CompareReport.name(outcome)), " : ""
      if let fleet = outcome.fleet, let chart = PriceChart.chart(fleet, who) {
        charts.append(chart)
      }
      for item in outcome.cases {
        for workload in item.workloads {
          charts += [
            PriceChart.chart(workload, item, who), LatencyChart.chart(workload, item, who),
          ].compactMap(\.self)
        }
      }
    }
    for (outcome, all) in zip(outcomes, sampled) {
      charts += zip(outcome.cases, all.moves).compactMap { item, sensitivities in
        sensitivities.flatMap { TornadoChart.chart($0, item) }
      }
    }
    return charts
  }

  /// What a case is called among others.
  static func name(_ item: Case, of outcome: Outcome, among outcomes: [Outcome]) -> String {
    let plan = outcomes.count > 1 ? CompareReport.name(outcome) : ""
    let model =
      outcome.cases.count > 1 || outcomes.count == 1 ? item.model.architecture.name : ""
    return [plan, outcome.plan.scenario ?? "", model].filter { !$0.isEmpty }
      .joined(separator: ", ")
  }

  static func number(_ value: Double, _ unit: DisplayUnit) -> Table.Cell {
    .number(value, format(value, as: unit))
  }

  static func money(_ value: Double) -> Table.Cell { .number(value, EstimateReport.money(value)) }
}
