public import Planning

/// A result as it is handed over: what the command prints, what it looks like, and every figure with
/// its sources. Files are made from it, now or from a saved one.
public struct ResultDocument: Sendable, Hashable {
  public var report: Report
  public var charts: [Chart]
  public var plans: [ResultPlan]

  public init(_ report: Report, charts: [Chart] = [], plans: [ResultPlan] = []) {
    self.report = report
    self.charts = charts
    self.plans = plans
  }

  public init(
    _ report: Report, of outcomes: [Outcome], sampled: [(Uncertainty, [Sensitivities?])] = []
  ) {
    self.init(
      report, charts: OutcomeCharts.charts(outcomes, sampled: sampled),
      plans: outcomes.map(ResultPlan.init))
  }
}

extension ResultDocument {
  /// The result as one page that a browser shows and prints.
  public var html: String { HTMLPage.text(self) }
}
