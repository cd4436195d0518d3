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
  ///
  /// - Parameter sampled: what samples say, an outcome each; empty where none were asked for.
  static func tables(_ outcomes: [Outcome], sampled: [Uncertainty] = []) -> [Table] {
    var order: [String] = []
    var groups: [String: [(Outcome, Uncertainty?)]] = [:]
    for (index, outcome) in outcomes.enumerated() where outcome.fleet != nil {
      if groups[outcome.plan.file] == nil { order.append(outcome.plan.file) }
      groups[outcome.plan.file, default: []].append(
        (outcome, sampled.indices.contains(index) ? sampled[index] : nil))
    }
    return order.compactMap { groups[$0].map(table) }
  }

  /// What samples say of each, in rows of their own.
  private static func sampledRows(_ all: [UncertainFleet?], _ outcomes: [Outcome]) -> [Table.Row] {
    guard all.contains(where: { $0 != nil }) else { return [] }
    func row(_ name: String, _ cell: (UncertainFleet, FleetOutcome) -> Table.Cell) -> Table.Row {
      Table.Row(
        [Table.Cell(name)]
          + zip(all, outcomes).map { sampled, outcome in
            guard let sampled, let fleet = outcome.fleet else { return .unknown }
            return cell(sampled, fleet)
          })
    }
    let isCluster = outcomes.first?.fleet?.choice?.cluster != nil
    let name = isCluster ? "NPV" : "cost"
    var rows = [
      row("\(name), P50 of samples") { sampled, _ in UncertaintyReport.median(sampled.objective) },
      row("\(name), P5..P95") { sampled, _ in UncertaintyReport.interval(sampled.objective) },
    ]
    if isCluster {
      rows.append(
        row("pays in samples") { sampled, fleet in
          UncertaintyReport.share(fleet.chosen.flatMap { sampled.options[$0]?.pays })
        })
    }
    rows.append(
      row("best choice in samples") { sampled, fleet in
        UncertaintyReport.share(fleet.chosen.flatMap { sampled.options[$0]?.wins })
      })
    return rows
  }

  private static func table(_ all: [(Outcome, Uncertainty?)]) -> Table {
    let outcomes = all.map(\.0)
    let columns = outcomes.enumerated().map { index, outcome in
      let name = outcome.plan.scenario ?? "plan"
      return Table.Column(
        "scenario_\(index + 1)", heading: [name.uppercased()], alignment: .number, priority: 100)
    }
    let measures = outcomes.first?.fleet.map(measures) ?? []
    return Table(
      title: outcomes.first.map(CompareReport.name),
      subtitle: "over \(outcomes.first?.plan.finance.months ?? 0) months, \(Currency.shown.code)",
      columns: [Table.Column("measure", heading: [""], priority: 110)] + columns,
      rows: measures.map { measure in
        Table.Row(
          [Table.Cell(measure.name)]
            + outcomes.map { outcome in
              outcome.fleet.map { measure.linked(outcome, $0) } ?? .absent
            })
      } + sampledRows(all.map { $0.1?.fleet }, outcomes))
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
  static func report(_ outcomes: [Outcome], sampled: [Uncertainty] = []) -> Report {
    var blocks: [Report.Block] = [.paragraph(answers(outcomes).joined(separator: "\n"))]
    let checks = outcomes.enumerated().flatMap { index, outcome in
      Checks.lines(
        outcome,
        subject: [CompareReport.name(outcome), outcome.plan.scenario].compactMap(\.self)
          .joined(separator: " "),
        sampled: sampled.indices.contains(index) ? sampled[index] : nil)
    }
    if !checks.isEmpty { blocks.append(.checks(checks)) }
    blocks += tables(outcomes, sampled: sampled).map(Report.Block.table)
    blocks.append(.note(Footer.text(outcomes)))
    return Report(blocks)
  }
}
