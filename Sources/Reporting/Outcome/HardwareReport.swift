import Figures
public import HardwareKit
public import Planning
public import Units

/// Products as tables: all of them, one with its sources, or what fits a plan.
public enum HardwareReport {
  /// Every product with its main facts and what it rents for.
  public static func list(
    _ products: [String: ModelledProduct], facility: Facility, asOf: CivilDate?
  ) -> Report {
    let items = products.values.map(\.product).sorted { $0.id < $1.id }
    let date = asOf ?? items.newestDate
    let market = Market(
      asOf: date, ownership: facility.ownership, serverRatio: facility.serverRatio)
    let rows = items.map { product in
      let rent = market.rent(of: product, .onDemand)?.fact
      let facts = product.facts
      return Table.Row([
        Table.Cell(product.id), Table.Cell("\(product.released)"),
        quantity(facts.peaks[.bf16]), quantity(facts.peaks[.fp8]),
        quantity(facts.memory, .binaryBytes),
        quantity(facts.memoryBandwidth), quantity(facts.power),
        rent.map { .number($0.value, format($0.value, as: .dollarsPerHour)) } ?? .unknown,
        rent.map {
          Table.Cell(
            "\(format($0.low, as: .dollarsPerHour)) .. \(format($0.high, as: .dollarsPerHour))",
            raw: .interval(low: $0.low, high: $0.high))
        } ?? .unknown,
      ])
    }
    let table = Table(
      title: "Products", subtitle: "prices as of \(date)",
      columns: [
        Table.Column("product", heading: ["PRODUCT"], priority: 110),
        Table.Column("released", heading: ["RELEASED"], priority: 50),
        Table.Column(
          "peak_bf16_ops_per_s", heading: ["BF16", "dense"], alignment: .number, priority: 90),
        Table.Column(
          "peak_fp8_ops_per_s", heading: ["FP8", "dense"], alignment: .number, priority: 60),
        Table.Column("memory_b", heading: ["MEMORY"], alignment: .number, priority: 95),
        Table.Column(
          "memory_bandwidth_b_per_s", heading: ["BANDWIDTH"], alignment: .number, priority: 85),
        Table.Column("power_w", heading: ["POWER"], alignment: .number, priority: 40),
        Table.Column(
          "rent_usd_per_s", heading: ["RENT", "on-demand"], alignment: .number, priority: 105),
        Table.Column("rent_range_usd_per_s", heading: ["LOW .. HIGH"], priority: 70),
      ], rows: rows,
      notes: [
        "Rent per accelerator-hour, neocloud, median over providers of each one's newest quote; ? is unknown."
      ], isListing: true)
    return Report([.table(table)])
  }

  /// What a check of a datasheet file has proved.
  public static func proof(_ file: DatasheetFile) -> Report {
    let rows = file.catalog.products.map { product in
      let prices = product.prices
      return Table.Row([
        Table.Cell(product.id),
        .number(Double(product.facts.count), "\(product.facts.count)"),
        .number(Double(prices.rental.count), "\(prices.rental.count)"),
        .number(Double(prices.purchase.count), "\(prices.purchase.count)"),
        .number(Double(prices.endpoints.count), "\(prices.endpoints.count)"),
        .number(
          Double(file.points[product.id]?.count ?? 0), "\(file.points[product.id]?.count ?? 0)"),
      ])
    }
    return Report([
      .table(
        Table(
          title: "\(file.name) keeps the contract",
          columns: [
            Table.Column("product", heading: ["PRODUCT"], priority: 110),
            Table.Column("facts", heading: ["FACTS"], alignment: .number),
            Table.Column("rents", heading: ["RENTS"], alignment: .number),
            Table.Column("purchases", heading: ["PURCHASES"], alignment: .number),
            Table.Column("endpoints", heading: ["ENDPOINTS"], alignment: .number),
            Table.Column("measured", heading: ["MEASURED", "points"], alignment: .number),
          ], rows: rows,
          notes: [
            "Proved: every fact and price has a source and a date; no rate above peak arithmetic or bandwidth; more bandwidth never slower; a deeper model never faster; weights that do not fit refused; the same answer twice."
          ]))
    ])
  }

  /// What fits each workload of a plan, and why the rest does not.
  public static func fit(_ outcome: Outcome) -> Report {
    var blocks: [Report.Block] = []
    for item in outcome.cases {
      for workload in item.workloads {
        var seen: Set<String> = []
        let rows = workload.options.compactMap { option -> Table.Row? in
          guard seen.insert(option.product.id).inserted else { return nil }
          let best = workload.options.filter { $0.product.id == option.product.id }
            .compactMap(\.answer).min { $0.cost < $1.cost }
          let priced = best != nil
          let fit =
            option.fit
            ?? workload.options.first {
              $0.product.id == option.product.id && $0.fit != nil
            }?.fit
          let fits =
            if priced || fit != nil { "fits" } else if case .unknown = option.status { "?" } else {
              "does not"
            }
          return Table.Row(
            [
              Table.Cell(option.product.id), Table.Cell(fits),
              Table.Cell(fit?.layout.text ?? ""),
              EstimateReport.number(best?.accelerators ?? fit?.accelerators, .count),
              Table.Cell(limit(of: option, fit)),
              Table.Cell(priced ? "" : ReasonText.text(option)),
            ], style: priced ? .plain : .rejected)
        }
        blocks.append(
          .table(
            Table(
              title: "\(workload.planned.name): \(item.model.architecture.name)",
              columns: [
                Table.Column("product", heading: ["PRODUCT"], priority: 110),
                Table.Column("fits", heading: ["FITS"], priority: 109),
                Table.Column("layout", heading: ["LAYOUT"], priority: 60),
                Table.Column("accelerators", heading: ["ACCEL."], alignment: .number, priority: 70),
                Table.Column("limited_by", heading: ["LIMITED", "by"], priority: 65),
                Table.Column("why_not", heading: ["WHY NOT"], priority: 100),
              ], rows: rows, isListing: true)))
      }
    }
    if let fleet = outcome.fleet { blocks.append(.table(fit(fleet))) }
    return Report(blocks)
  }

  /// What keeps a product from more, or from any of it.
  private static func limit(of option: PlanOption, _ fit: Fit?) -> String {
    if let fit { return fit.bottleneck?.rawValue ?? "" }
    guard case .infeasible(let miss, _) = option.status else { return "" }
    return miss.limit == .memory || miss.limit == .systemSize ? Bottleneck.memory.rawValue : ""
  }

  /// Whether it is the record that lacks something, and not the product.
  private static func isUnknown(_ option: FleetOption) -> Bool {
    switch option.refusal {
    case .unknown, .unpriced: true
    default: false
    }
  }

  /// Which products a fleet could be made of, and why not of the rest.
  private static func fit(_ fleet: FleetOutcome) -> Table {
    var seen: Set<String> = []
    let rows = fleet.options.compactMap { option -> Table.Row? in
      guard seen.insert(option.product.id).inserted else { return nil }
      let ways = fleet.options.filter { $0.product.id == option.product.id }
      let fits = ways.contains { $0.refusal == nil }
      return Table.Row(
        [
          Table.Cell(option.product.id),
          Table.Cell(fits ? "fits" : isUnknown(option) ? "?" : "does not"),
          EstimateReport.number(option.cluster?.accelerators, .count),
          Table.Cell(fits ? "" : FleetReport.reason(option).text),
        ], style: fits ? .plain : .rejected)
    }
    return Table(
      title: "Fleet",
      columns: [
        Table.Column("product", heading: ["PRODUCT"], priority: 110),
        Table.Column("fits", heading: ["FITS"], priority: 109),
        Table.Column("accelerators", heading: ["ACCEL."], alignment: .number, priority: 70),
        Table.Column("why_not", heading: ["WHY NOT"], priority: 100),
      ], rows: rows, isListing: true)
  }

  private static func quantity<U: Unit>(
    _ fact: Fact<U>?, _ unit: DisplayUnit? = nil
  ) -> Table.Cell {
    guard let fact else { return .unknown }
    let mark: Table.Mark? = fact.provenance.evidence == .assumed ? .assumed : nil
    return .number(
      fact.value, format(fact.value, as: unit ?? .standard(U.dimension)), mark: mark)
  }
}
