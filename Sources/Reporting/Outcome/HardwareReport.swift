public import Figures
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
    let date = asOf ?? newest(items)
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

  /// One product: each fact with its source, and each way to have it with its quotes.
  public static func show(
    _ item: ModelledProduct, facility: Facility, asOf: CivilDate?
  ) -> Report {
    let product = item.product
    let date = asOf ?? newest([product])
    var rows: [Table.Row] = []
    var sources: [Citation] = []
    func add<U: Unit>(_ name: String, _ fact: Fact<U>?, _ unit: DisplayUnit? = nil) {
      guard let fact else {
        rows.append(Table.Row([Table.Cell(name), .unknown, Table.Cell("?"), .absent, .blank]))
        return
      }
      let numbers = fact.provenance.citations.map { citation -> String in
        if let known = sources.firstIndex(of: citation) { return "[\(known + 1)]" }
        sources.append(citation)
        return "[\(sources.count)]"
      }
      rows.append(
        Table.Row([
          Table.Cell(name),
          .number(fact.value, format(fact.value, as: unit ?? .standard(U.dimension))),
          Table.Cell(fact.provenance.evidence?.name ?? "–"),
          Table.Cell(numbers.joined()), Table.Cell(fact.provenance.note ?? ""),
        ]))
    }
    let facts = product.facts
    for precision in Precision.allCases where facts.peaks[precision] != nil {
      add("peak-\(precision.rawValue)", facts.peaks[precision])
    }
    add("memory", facts.memory, .binaryBytes)
    add("on-chip-memory", facts.onChipMemory)
    add("far-memory", facts.farMemory)
    add("memory-bandwidth", facts.memoryBandwidth)
    add("scale-up-bandwidth", facts.scaleUpBandwidth)
    add("scale-up-domain", facts.scaleUpDomain, .count)
    add("scale-out-bandwidth", facts.scaleOutBandwidth)
    add("power", facts.power)
    add("node-accelerators", facts.nodeAccelerators, .count)
    add("node-power", facts.nodePower)
    let factTable = Table(
      title: "\(product.name) (\(product.id))",
      subtitle: "\(product.vendor), \(product.form), released \(product.released)",
      columns: [
        Table.Column("fact", heading: ["FACT"], priority: 110),
        Table.Column("value", heading: ["VALUE"], alignment: .number, priority: 109),
        Table.Column("evidence", heading: ["EVIDENCE"], priority: 90),
        Table.Column("source", heading: ["SOURCE"], priority: 100),
        Table.Column("note", heading: ["NOTE"], priority: 30),
      ], rows: rows)
    var blocks: [Report.Block] = [.table(factTable), .table(prices(product, facility, date))]
    let lines = sources.enumerated().flatMap { index, citation in
      "[\(index + 1)] \(citation.title). \(citation.publisher), \(citation.date). \(citation.locator)"
        .wrapped(width: 98, indent: 4)
    }
    blocks.append(.preformatted(["Sources"] + lines.map { "  " + $0 }))
    return Report(blocks)
  }

  /// The newest quote of each provider, by segment and commitment.
  private static func prices(
    _ product: Product, _ facility: Facility, _ date: CivilDate
  ) -> Table {
    var rows: [Table.Row] = []
    for segment in Segment.allCases {
      for commitment in Commitment.allCases {
        let market = Market(
          asOf: date, segment: segment, ownership: facility.ownership,
          serverRatio: facility.serverRatio)
        guard let price = market.rent(of: product, commitment) else { continue }
        rows.append(
          Table.Row(
            [
              Table.Cell(segment.rawValue), Table.Cell(commitment.rawValue),
              .number(price.fact.value, format(price.fact.value, as: .dollarsPerHour)),
              Table.Cell("median of \(price.quotes.count)"), .blank, .blank,
            ], style: .total))
        for quote in price.quotes {
          rows.append(
            Table.Row(
              [
                Table.Cell(quote.provider), Table.Cell(quote.region),
                .number(quote.price, format(quote.price, as: .dollarsPerHour)), .blank,
                Table.Cell("\(quote.date)", raw: .date("\(quote.date)")),
                Table.Cell(quote.citation.publisher),
              ], level: 1))
        }
      }
    }
    return Table(
      title: "Rents of one accelerator", subtitle: "as of \(date)",
      columns: [
        Table.Column("segment", heading: ["SEGMENT", "provider"], priority: 110),
        Table.Column("commitment", heading: ["COMMITMENT", "region"], priority: 105),
        Table.Column("rent_usd_per_s", heading: ["RENT"], alignment: .number, priority: 109),
        Table.Column("basis", heading: ["BASIS"], priority: 60),
        Table.Column("date", heading: ["DATE"], priority: 90),
        Table.Column("source", heading: ["SOURCE"], priority: 80),
      ], rows: rows)
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
          let fits: String
          switch option.status {
          case .answer, .unpriced: fits = "fits"
          case .unknown: fits = priced ? "fits" : "?"
          default: fits = priced ? "fits" : "does not"
          }
          return Table.Row(
            [
              Table.Cell(option.product.id), Table.Cell(fits),
              Table.Cell(best?.layout?.text ?? ""),
              EstimateReport.number(best?.accelerators, .count),
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
                Table.Column("why_not", heading: ["WHY NOT"], priority: 100),
              ], rows: rows, isListing: true)))
      }
    }
    return Report(blocks)
  }

  private static func quantity<U: Unit>(
    _ fact: Fact<U>?, _ unit: DisplayUnit? = nil
  ) -> Table.Cell {
    guard let fact else { return .unknown }
    let mark: Table.Mark? = fact.provenance.evidence == .assumed ? .assumed : nil
    return .number(
      fact.value, format(fact.value, as: unit ?? .standard(U.dimension)), mark: mark)
  }

  private static func newest(_ products: [Product]) -> CivilDate {
    let dates = products.flatMap { product in
      product.prices.rental.map(\.date.lastDay) + [product.released.lastDay]
    }
    return dates.max() ?? CivilDate(dayNumber: 0) ?? products[0].released.firstDay
  }
}

/// Every figure of a sheet in a line each.
public enum FigureList {
  public static func report(_ sheet: Sheet) -> Report {
    let rows = sheet.figures.map { figure in
      Table.Row([
        Table.Cell(figure.name),
        .number(figure.value, FigureText.value(figure.value, figure.id)),
        Table.Cell(figure.evidence?.name ?? "–"),
      ])
    }
    return Report([
      .table(
        Table(
          columns: [
            Table.Column("figure", heading: ["FIGURE"], priority: 110),
            Table.Column("value", heading: ["VALUE"], alignment: .number, priority: 109),
            Table.Column("evidence", heading: ["EVIDENCE"], priority: 60),
          ], rows: rows, isListing: true))
    ])
  }
}
