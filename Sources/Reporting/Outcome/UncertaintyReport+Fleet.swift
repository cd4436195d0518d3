import Figures
import HardwareKit
import JSON
import Planning
import Units

/// What samples say of a fleet.
extension UncertaintyReport {
  /// Blocks to stand after the tables of a fleet.
  static func blocks(
    _ sampled: UncertainFleet, _ fleet: FleetOutcome, _ terms: SamplingTerms,
    _ sensitivities: Sensitivities?
  ) -> [Report.Block] {
    guard let chosen = fleet.choice, let option = fleet.chosen.flatMap({ sampled.options[$0] })
    else { return [] }
    var figures = option.figures.map {
      SampledFigure(name: $0.id.localName, id: $0.id, summary: $0.summary)
    }
    figures += SampledFigure.checks(fleet.checks, sampled.checks)
    var notes = limits(sampled.brokenLimits)
    let regret = EstimateReport.money(sampled.regret)
    if sampled.regret > 0 {
      notes.append(
        chosen.cluster != nil
          ? "The choice is worth \(regret) less than the best of each sample, on average."
          : "The choice costs \(regret) more than the best of each sample, on average.")
    }
    if let short = sampled.shortfall {
      notes.append("More is wanted than is held in \(format(short, as: .percent)) of samples.")
    }
    notes += option.figures.filter { $0.summary.undefined > 0 }.map { id, summary in
      let share = Double(summary.undefined) / Double(terms.samples)
      return "\(id.localName): none in \(format(share, as: .percent)) of samples, left out."
    }
    let objective = sampled.objectiveID
    return [
      .table(options(sampled, fleet, terms)),
      .table(
        percentiles(
          figures, title: "\(chosen.product.id)\(way(chosen)) over \(terms.samples) samples", terms,
          notes: notes)),
    ]
      + moves(
        sensitivities, central: fleet.objective?.formula.value, objective,
        title: "What moves \(objective.localName) of \(chosen.product.id)\(way(chosen))")
  }

  private static func way(_ option: FleetOption) -> String {
    option.way.isEmpty ? "" : ", \(option.way)"
  }

  /// Each option's distribution, in the order of the plan.
  private static func options(
    _ sampled: UncertainFleet, _ fleet: FleetOutcome, _ terms: SamplingTerms
  ) -> Table {
    let isCluster = fleet.choice?.cluster != nil
    let judged = isCluster ? "npv" : "present.cost"
    let rows = fleet.options.indices.compactMap { index -> Table.Row? in
      guard let option = sampled.options[index] else { return nil }
      let own = fleet.options[index]
      let summary = option.summary(of: judged)
      var cells = [Table.Cell(own.product.id)]
      if !isCluster { cells.append(Table.Cell(own.way)) }
      cells += [median(summary), interval(summary)]
      if isCluster {
        cells += [
          rates(option.summary(of: "irr")), share(option.pays),
        ]
      }
      cells += [share(option.wins), Table.Cell(fleet.chosen == index ? "✔" : "")]
      return Table.Row(cells, style: fleet.chosen == index ? .chosen : .plain)
    }
    func column(_ key: String, _ heading: [String], _ priority: Int) -> Table.Column {
      Table.Column(key, heading: heading, alignment: .number, priority: priority)
    }
    var columns = [Table.Column("product", heading: ["PRODUCT"], priority: 110)]
    if isCluster {
      columns += [
        column("npv_p50_usd", ["NPV", "P50"], 107),
        column("npv_p5_p95_usd", ["NPV", "P5..P95"], 106),
        column("irr_p5_p95_per_s", ["IRR a year", "P5..P95"], 90),
        column("pays", ["PAYS", "in"], 105),
        column("best", ["BEST", "in"], 104),
      ]
    } else {
      columns += [
        Table.Column("way", heading: ["WAY"], priority: 109),
        column("cost_p50_usd", ["COST", "P50"], 107),
        column("cost_p5_p95_usd", ["COST", "P5..P95"], 106),
        column("cheapest", ["CHEAPEST", "in"], 104),
      ]
    }
    columns.append(Table.Column("chosen", heading: ["CHOSEN"], priority: 98))
    return Table(
      title: "\(isCluster ? "Products" : "Ways") over \(terms.samples) samples",
      subtitle: "seed \(terms.seed)", columns: columns, rows: rows,
      notes: [
        "All have the same fortunes; what is bought stays as it was sized for the central case."
      ])
  }

  private static func rates(_ summary: Summary?) -> Table.Cell {
    guard let summary, summary.count > 0 || summary.isHidden else { return .unknown }
    let low = summary.percentile(0.05)
    let high = summary.percentile(0.95)
    return Table.Cell(
      "\(FleetReport.irr(low)) .. \(FleetReport.irr(high))", raw: .interval(low: low, high: high))
  }

  static func json(
    _ sampled: UncertainFleet, _ fleet: FleetOutcome, _ sensitivities: Sensitivities?
  ) -> JSONValue {
    let options = sampled.options.keys.sorted().map { index -> JSONValue in
      let option = sampled.options[index]
      return .object([
        JSONValue.Member("option", .number(Double(index))),
        JSONValue.Member("pays", option?.pays.map { number($0) } ?? .null),
        JSONValue.Member("wins", option.map { number($0.wins) } ?? .null),
        JSONValue.Member(
          "figures",
          .object(
            (option?.figures ?? []).map { JSONValue.Member($0.id.localName, json($0.summary)) })),
      ])
    }
    var members = [
      JSONValue.Member("objective", .string(sampled.objectiveID.localName)),
      JSONValue.Member("options", .array(options)),
      JSONValue.Member("regret_usd", number(sampled.regret)),
      JSONValue.Member("shortfall", sampled.shortfall.map { number($0) } ?? .null),
      JSONValue.Member("checks", json(sampled.checks)),
      JSONValue.Member("limits", json(sampled.brokenLimits)),
    ]
    if let sensitivities { members += json(sensitivities) }
    return .object(members)
  }
}
