import Figures
import HardwareKit
import Planning
import Units

/// Fleets side by side: plans in rows, or scenarios of a plan in columns.
enum FleetComparison {
  /// A measure of a fleet: what it is called, and its text in an outcome.
  private struct Measure {
    let key: String
    let name: String
    let cell: (Outcome, FleetOutcome) -> Table.Cell

    static func figure(_ name: String, _ title: String) -> Measure {
      Measure(key: name, name: title) { _, fleet in
        guard let figure = fleet.sheet[name] else { return .unknown }
        // There are no more hours than all.
        if name == FleetComparison.use, figure.value > 1 {
          return .number(figure.value, "never")
        }
        return .number(figure.value, FigureText.value(figure.value, figure.id))
      }
    }

    /// The cell of an outcome, linked to its figure.
    func linked(_ outcome: Outcome, _ fleet: FleetOutcome) -> Table.Cell {
      cell(outcome, fleet).linked(key, on: fleet.sheet, of: ResultPart.key(outcome, "fleet"))
    }

    static var asOf: Measure {
      Measure(key: "as_of", name: "as of") { outcome, _ in Table.Cell("\(outcome.asOf)") }
    }

    static var product: Measure {
      Measure(key: "product", name: "product") { _, fleet in
        fleet.choice.map { Table.Cell($0.product.id) } ?? Table.Cell("no answer")
      }
    }

    static var way: Measure {
      Measure(key: "way", name: "cheapest way") { _, fleet in
        fleet.choice.map { Table.Cell($0.way) } ?? .absent
      }
    }
  }

  private static let use = "break-even.utilisation"

  private static var ofClusters: [Measure] {
    [
      .asOf, .product, .figure("capital.total", "capital"), .figure("npv", "NPV"),
      .figure("irr", "IRR"), .figure("payback", "payback"),
      .figure("break-even.price", "price that pays, kept"),
      .figure(use, "utilisation that pays"),
    ]
  }

  private static var ofNeeds: [Measure] {
    [
      .asOf, .product, .way, .figure("fleet.base", "held all the time"),
      .figure("present.cost", "cost at present value"),
      .figure("cost-per-needed-hour", "cost of an hour that is wanted"),
      .figure("saving", "less than renting all"),
      .figure(use, "use from which owning pays"),
    ]
  }

  private static func measures(_ fleet: FleetOutcome) -> [Measure] {
    if case .rentOut = fleet.fleet.purpose { ofClusters } else { ofNeeds }
  }

  /// One table for each plan, its scenarios or itself as columns.
  static func tables(_ outcomes: [Outcome]) -> [Table] {
    var order: [String] = []
    var groups: [String: [Outcome]] = [:]
    for outcome in outcomes where outcome.fleet != nil {
      if groups[outcome.plan.file] == nil { order.append(outcome.plan.file) }
      groups[outcome.plan.file, default: []].append(outcome)
    }
    return order.compactMap { groups[$0].map(table) }
  }

  private static func table(_ outcomes: [Outcome]) -> Table {
    let columns = outcomes.enumerated().map { index, outcome in
      let name = outcome.plan.scenario ?? "plan"
      return Table.Column(
        "scenario_\(index + 1)", heading: [name.uppercased()], alignment: .number, priority: 100)
    }
    let measures = outcomes.first?.fleet.map(measures) ?? []
    return Table(
      title: outcomes.first.map(CompareReport.name),
      subtitle: "over \(outcomes.first?.plan.finance.months ?? 0) months, USD",
      columns: [Table.Column("measure", heading: [""], priority: 110)] + columns,
      rows: measures.map { measure in
        Table.Row(
          [Table.Cell(measure.name)]
            + outcomes.map { outcome in
              outcome.fleet.map { measure.linked(outcome, $0) } ?? .absent
            })
      })
  }

  /// One sentence for each outcome.
  static func answers(_ outcomes: [Outcome]) -> [String] {
    outcomes.compactMap { outcome in
      guard let fleet = outcome.fleet else { return nil }
      let scenario = outcome.plan.scenario.map { "\($0): " } ?? ""
      switch fleet.fleet.purpose {
      case .rentOut: return scenario + FleetReport.verdict(outcome, fleet)
      case .use: return scenario + NeedReport.verdict(outcome, fleet)
      }
    }
  }

  /// The report of outcomes that are fleets, all of them.
  static func report(_ outcomes: [Outcome]) -> Report {
    var blocks: [Report.Block] = [.paragraph(answers(outcomes).joined(separator: "\n"))]
    let checks = outcomes.flatMap { outcome in
      Checks.lines(
        outcome,
        subject: [CompareReport.name(outcome), outcome.plan.scenario].compactMap(\.self)
          .joined(separator: " "))
    }
    if !checks.isEmpty { blocks.append(.checks(checks)) }
    blocks += tables(outcomes).map(Report.Block.table)
    blocks.append(.note(Footer.text(outcomes)))
    return Report(
      blocks,
      data: .object([
        JSONValue.Member("headroom", .number(1)),
        JSONValue.Member("plans", .array(outcomes.map(OutcomeJSON.value))),
      ]))
  }
}
