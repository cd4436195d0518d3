import Figures
import HardwareKit
public import Planning
import Units

/// Scenarios of plans as columns: what each plan costs under each, and what it would choose.
public enum ScenarioReport {
  /// - Parameter scenarios: In the order of the columns.
  /// - Parameter sampled: what samples say of each outcome; empty where none were asked for.
  public static func report(
    _ all: [Outcome], scenarios: [String], sampled: [Uncertainty] = []
  ) -> Report {
    let fleets = all.filter { $0.fleet != nil }
    let outcomes = all.filter { $0.fleet == nil }
    guard !outcomes.isEmpty else { return FleetComparison.report(fleets, sampled: sampled) }
    func samples(_ ofFleets: Bool) -> [Uncertainty] {
      zip(all, sampled).filter { ($0.0.fleet != nil) == ofFleets }.map(\.1)
    }
    let grid = Grid(outcomes, scenarios, samples(false))
    var blocks: [Report.Block] = [.paragraph(answer(grid)), .table(totals(grid))]
    if let terms = sampled.first?.terms { blocks.append(.table(intervals(grid, terms))) }
    let checks = checks(grid)
    if !checks.rows.isEmpty { blocks.append(.table(checks)) }
    blocks.append(.table(choices(grid)))
    blocks += FleetComparison.tables(fleets, sampled: samples(true)).map(Report.Block.table)
    blocks.append(.note(Footer.text(all)))
    return Report(blocks)
  }

  /// The cases of each plan and model, one for each scenario; `nil` where a plan was not readable.
  private struct Grid {
    struct Line {
      let plan: String
      let model: String
      var cases: [Case?]
      var sampled: [UncertainCase?]
    }

    let scenarios: [String]
    let dates: [String]
    let months: Int
    var lines: [Line] = []

    init(_ outcomes: [Outcome], _ scenarios: [String], _ sampled: [Uncertainty]) {
      self.scenarios = scenarios
      dates = scenarios.map { name in
        outcomes.first { $0.plan.scenario == name }.map { "\($0.asOf)" } ?? ""
      }
      months = outcomes.first?.plan.finance.months ?? 12
      for (index, outcome) in outcomes.enumerated() {
        guard let column = scenarios.firstIndex(of: outcome.plan.scenario ?? "") else { continue }
        for (place, item) in outcome.cases.enumerated() {
          let found = sampled.indices.contains(index) ? sampled[index].cases[place] : nil
          let plan = CompareReport.name(outcome)
          let model = item.model.architecture.name
          if let line = lines.firstIndex(where: { $0.plan == plan && $0.model == model }) {
            lines[line].cases[column] = item
            lines[line].sampled[column] = found
          } else {
            var line = Line(
              plan: plan, model: model, cases: .init(repeating: nil, count: scenarios.count),
              sampled: .init(repeating: nil, count: scenarios.count))
            line.cases[column] = item
            line.sampled[column] = found
            lines.append(line)
          }
        }
      }
    }
  }

  /// What samples say of each scenario: the median, and what nine samples in ten lie between.
  private static func intervals(_ grid: Grid, _ terms: SamplingTerms) -> Table {
    let rows = grid.lines.flatMap { line in
      [("P50", UncertaintyReport.median), ("P5..P95", UncertaintyReport.interval)].map {
        name, cell in
        Table.Row(
          [Table.Cell(line.plan), Table.Cell(line.model), Table.Cell(name)]
            + line.sampled.map { cell($0?.total) })
      }
    }
    return Table(
      title: "Cost over \(terms.samples) samples", subtitle: "seed \(terms.seed)",
      columns: [
        Table.Column("plan", heading: ["PLAN"], priority: 90),
        Table.Column("model", heading: ["MODEL"], priority: 95),
        Table.Column("percentile", heading: [""], priority: 110),
      ] + columns(grid, .number), rows: rows,
      notes: ["The same input has the same fortune in all scenarios and plans."])
  }

  /// How far the scenarios are apart, for each plan and model.
  private static func answer(_ grid: Grid) -> String {
    let parts = grid.lines.map { line -> String in
      let known = zip(grid.scenarios, line.cases).compactMap { name, item in
        item?.total.map { (name: name, total: $0) }
      }
      let who = "\(line.plan) with \(line.model)"
      if known.contains(where: { $0.total.isHidden }) {
        return "\(who) has an answer in \(known.map(\.name).joined(separator: ", "))"
      }
      guard let low = known.min(by: { $0.total < $1.total }),
        let high = known.max(by: { $0.total < $1.total })
      else { return "\(who) has no answer in any" }
      if known.count == 1 {
        return "\(who) has an answer in \(low.name) only, \(EstimateReport.money(low.total))"
      }
      if low.total == high.total {
        return "\(who) costs \(EstimateReport.money(low.total)) in all of them"
      }
      let lowText = "\(EstimateReport.money(low.total)) (\(low.name))"
      return "\(who) costs \(lowText) to \(EstimateReport.money(high.total)) (\(high.name))"
    }
    return "Under \(grid.scenarios.joined(separator: ", ")): \(parts.joined(separator: "; "))."
  }

  private static func columns(_ grid: Grid, _ alignment: Table.Alignment) -> [Table.Column] {
    zip(grid.scenarios, grid.dates).map { name, date in
      let key = name.map { $0.isLetter || $0.isNumber ? $0 : "_" }
      return Table.Column(
        alignment == .number ? "total_\(String(key))_usd" : String(key),
        heading: [name.uppercased(), date].filter { !$0.isEmpty }, alignment: alignment,
        priority: 100)
    }
  }

  private static func totals(_ grid: Grid) -> Table {
    let rows = grid.lines.map { line in
      Table.Row(
        [Table.Cell(line.plan), Table.Cell(line.model)]
          + line.cases.map { $0.map(total) ?? .absent })
    }
    return Table(
      title: "Cost over \(grid.months) \(grid.months == 1 ? "month" : "months")",
      subtitle: "\(Currency.shown.code), prices and products of the day under each scenario",
      columns: [
        Table.Column("plan", heading: ["PLAN"], priority: 110),
        Table.Column("model", heading: ["MODEL"], priority: 108),
      ] + columns(grid, .number), rows: rows, notes: PrivateQuotes.notes(rows), isListing: true)
  }

  /// The total; what is known of it, marked as a lower bound, where a workload has no answer.
  static func total(_ item: Case) -> Table.Cell {
    if let total = item.total {
      return .number(total, EstimateReport.money(total), mark: PrivateQuotes.mark(item.sheet))
    }
    let known = item.workloads.compactMap(\.choice?.answer?.cost)
    guard !known.isEmpty else { return .unknown }
    let least = known.reduce(0, +)
    return .number(least, EstimateReport.money(least), mark: .lowerBound)
  }

  /// A check in each row, what it says of each scenario in the columns.
  private static func checks(_ grid: Grid) -> Table {
    let rows = grid.lines.flatMap { line -> [Table.Row] in
      let count = line.cases.map { $0?.checks.count ?? 0 }.max() ?? 0
      return (0..<count).map { index in
        let all = line.cases.map { item in
          item.flatMap { $0.checks.indices.contains(index) ? $0.checks[index] : nil }
        }
        let check = all.compactMap(\.self).first?.check
        let text = check.map { "\($0.figure) \($0.relation.rawValue) \($0.written)" } ?? ""
        return Table.Row(
          [Table.Cell(line.plan), Table.Cell(line.model), Table.Cell(text)]
            + all.map { $0.map(verdict) ?? .absent })
      }
    }
    return Table(
      title: "Checks",
      columns: [
        Table.Column("plan", heading: ["PLAN"], priority: 80),
        Table.Column("model", heading: ["MODEL"], priority: 90),
        Table.Column("check", heading: ["CHECK"], priority: 110),
      ] + columns(grid, .text), rows: rows)
  }

  private static func verdict(_ result: CheckResult) -> Table.Cell {
    guard result.verdict != .undecided, let figure = result.figure else { return .unknown }
    let holds = result.verdict == .passed
    let mark =
      holds
      ? Table.Mark(symbol: "✓", meaning: "passed", leads: true)
      : Table.Mark(symbol: "✗", meaning: "failed", leads: true)
    return .number(
      figure.value, FigureText.value(figure.value, figure.id), mark: mark,
      judgement: holds ? .good : .bad)
  }

  private static func choices(_ grid: Grid) -> Table {
    let rows = grid.lines.flatMap { line -> [Table.Row] in
      let names = line.cases.compactMap(\.self).first?.workloads.map(\.planned.name) ?? []
      return names.enumerated().map { index, name in
        let cells = line.cases.map { item -> Table.Cell in
          guard let item, item.workloads.indices.contains(index) else { return .absent }
          guard let choice = item.workloads[index].choice else { return Table.Cell("no answer") }
          return Table.Cell("\(choice.product.id), \(choice.way.label)")
        }
        return Table.Row([Table.Cell(line.plan), Table.Cell(line.model), Table.Cell(name)] + cells)
      }
    }
    return Table(
      title: "What each would choose",
      columns: [
        Table.Column("plan", heading: ["PLAN"], priority: 90),
        Table.Column("model", heading: ["MODEL"], priority: 95),
        Table.Column("workload", heading: ["WORKLOAD"], priority: 92),
      ] + columns(grid, .text),
      rows: rows)
  }
}
