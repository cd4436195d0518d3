public import JSON
public import Planning
import Units

/// A result as it is handed over: what the command prints, what it looks like, and every figure with
/// its sources. Every form of a report is made from it, now or from a saved file.
public struct ResultDocument: Sendable, Hashable {
  /// Of the saved form. A change that an older reader cannot read has a new one.
  public static let version = 1

  public var report: Report
  public var charts: [Chart]
  public var plans: [ResultPlan]
  /// Each plan as it is saved.
  private var data: [JSONValue]

  /// - Parameter plans: what the report speaks of, as far as its figures link to them.
  public init(_ report: Report, on plans: [ResultPlan] = []) {
    self.report = report
    charts = []
    self.plans = plans
    data = []
  }

  /// - Parameters:
  ///   - sampled: what samples say, with what moves each case; one for each outcome, or none.
  ///   - studies: what the services of the only outcome were asked besides.
  public init(
    _ report: Report, of outcomes: [Outcome], sampled: [SampledOutcome] = [],
    studies: ServiceStudies = ServiceStudies()
  ) {
    self.report = report
    charts = OutcomeCharts.charts(outcomes, sampled: sampled)
    let plans = outcomes.map(ResultPlan.init)
    self.plans = plans
    data = outcomes.enumerated().map { index, outcome in
      OutcomeJSON.value(
        outcome, plans[index],
        sampled: sampled.indices.contains(index) ? sampled[index] : nil, studies: studies)
    }
  }

  /// Several results, one after the other.
  public init(joining all: [ResultDocument]) {
    report = Report(all.flatMap(\.report.blocks))
    charts = all.flatMap(\.charts)
    plans = all.flatMap(\.plans)
    data = all.flatMap(\.data)
  }
}

extension ResultDocument {
  /// The result as one page that a browser shows and prints.
  public var html: String { HTMLPage.text(self) }

  /// The result as data: raw numbers in base units, and the report as it was printed. Without plans
  /// the document of the command.
  public var json: JSONValue {
    guard !data.isEmpty else { return report.json }
    // Money counts in dollars here, and is handed over in the currency of its plan.
    let data = zip(data, plans).map { $0.converted(from: .dollar, to: $1.currency) }
    let shown = JSONValue.object([
      .init("blocks", report.saved), .init("charts", .array(charts.map(\.saved))),
    ])
    if data.count == 1, case .object(let members) = data[0] {
      return .object(members + [.init("report", shown)])
    }
    return .object([
      .init("headroom", .number(Double(Self.version))), .init("plans", .array(data)),
      .init("report", shown),
    ])
  }

  /// A result that `-o result.json` has saved.
  public init(saved value: JSONValue) throws(UnreadableResult) {
    guard value["headroom"] != nil else {
      throw UnreadableResult(
        message: "expected a result that 'estimate' or 'compare' has saved with '-o result.json'")
    }
    let whole = JSONReading(value, path: "")
    let plans = try (whole.optional("plans")?.list() ?? [whole]).map {
      plan throws(UnreadableResult) in
      let currency = try ResultPlan.currency(plan)
      return JSONReading(plan.value.converted(from: currency, to: .dollar), path: plan.path)
    }
    self.plans = try plans.map { plan throws(UnreadableResult) in try ResultPlan(saved: plan) }
    let shown = try whole["report"]
    report = try Report(saved: shown["blocks"])
    charts = try shown["charts"].list().map { item throws(UnreadableResult) in
      try Chart(saved: item)
    }
    data = plans.map { plan in
      guard case .object(let members) = plan.value else { return plan.value }
      return .object(members.filter { $0.key != "report" })
    }
  }
}
