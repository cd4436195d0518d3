import Figures
public import HardwareKit
public import Units

extension HardwareReport {
  /// One product: each fact with its source, and each way to have it with its quotes.
  public static func show(
    _ item: ModelledProduct, facility: Facility, asOf: CivilDate?
  ) -> Report {
    let product = item.product
    let date = asOf ?? [product].newestDate
    var rows: [Table.Row] = []
    var sources: [Citation] = []
    func reference(_ citations: [Citation]) -> Table.Cell {
      let numbers = citations.map { citation -> String in
        if let known = sources.firstIndex(of: citation) { return "[\(known + 1)]" }
        sources.append(citation)
        return "[\(sources.count)]"
      }
      return Table.Cell(numbers.joined())
    }
    func add<U: Unit>(_ name: String, _ fact: Fact<U>?, _ unit: DisplayUnit? = nil) {
      guard let fact else {
        rows.append(Table.Row([Table.Cell(name), .unknown, Table.Cell("?"), .absent, .blank]))
        return
      }
      rows.append(
        Table.Row([
          Table.Cell(name),
          .number(fact.value, format(fact.value, as: unit ?? .standard(U.dimension))),
          Table.Cell(fact.provenance.evidence?.name ?? "–"),
          reference(fact.provenance.citations), Table.Cell(fact.provenance.note ?? ""),
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
    var blocks: [Report.Block] = [.table(factTable)]
    if !product.calibration.isEmpty {
      let lines = product.calibration.map { line in
        Table.Row([
          Table.Cell(line.name), Table.Cell(line.value), Table.Cell(line.evidence.name),
          reference([line.citation].compactMap(\.self)), Table.Cell(line.note ?? ""),
        ])
      }
      blocks.append(
        .table(
          Table(
            title: "Constants of its models",
            columns: [
              Table.Column("constant", heading: ["CONSTANT"], priority: 110),
              Table.Column("value", heading: ["VALUE"], priority: 109),
              Table.Column("evidence", heading: ["EVIDENCE"], priority: 90),
              Table.Column("source", heading: ["SOURCE"], priority: 100),
              Table.Column("note", heading: ["NOTE"], priority: 30),
            ], rows: lines)))
    }
    blocks += prices(product, facility, date)
    let lines = sources.enumerated().flatMap { index, citation in
      "[\(index + 1)] \(citation.title). \(citation.publisher), \(citation.date). \(citation.locator)"
        .wrapped(width: 98, indent: 4)
    }
    blocks.append(.preformatted(["Sources"] + lines.map { "  " + $0 }))
    return Report(blocks)
  }

  /// Every way to have the product that has a price at the date.
  private static func prices(
    _ product: Product, _ facility: Facility, _ date: CivilDate
  ) -> [Report.Block] {
    let tables = [
      rents(product, facility, date), purchases(product, facility, date),
      endpoints(product, facility, date),
    ]
    let known = tables.filter { !$0.rows.isEmpty }
    return known.isEmpty
      ? [.paragraph("No price on record at \(date).")] : known.map { .table($0) }
  }

  private static func purchases(
    _ product: Product, _ facility: Facility, _ date: CivilDate
  ) -> Table {
    let market = Market(
      asOf: date, ownership: facility.ownership, serverRatio: facility.serverRatio)
    let price = market.purchase(of: product)
    var rows: [Table.Row] = []
    if let price {
      rows.append(
        Table.Row(
          [
            Table.Cell("in a server"), .blank,
            .number(price.fact.value, format(price.fact.value, as: .standard(money))),
            Table.Cell(price.fact.provenance.note ?? ""), .blank, .blank,
          ], style: .total))
    }
    for quote in price?.quotes ?? [] {
      rows.append(
        Table.Row(
          [
            Table.Cell(quote.item), Table.Cell(quote.form.rawValue),
            .number(
              quote.pricePerAccelerator, format(quote.pricePerAccelerator, as: .standard(money)),
              mark: quote.isPrivate ? .privateQuote : nil), .blank,
            Table.Cell("\(quote.date)", raw: .date("\(quote.date)")),
            Table.Cell(quote.citation.publisher),
          ], level: 1))
    }
    return Table(
      title: "Price of one accelerator to own", subtitle: "as of \(date)",
      columns: [
        Table.Column("item", heading: ["ITEM"], priority: 110),
        Table.Column("form", heading: ["FORM"], priority: 105),
        Table.Column("price_usd", heading: ["PRICE"], alignment: .number, priority: 109),
        Table.Column("basis", heading: ["BASIS"], priority: 60),
        Table.Column("date", heading: ["DATE"], priority: 90),
        Table.Column("source", heading: ["SOURCE"], priority: 80),
      ], rows: rows)
  }

  private static func endpoints(
    _ product: Product, _ facility: Facility, _ date: CivilDate
  ) -> Table {
    let rows = Set(product.prices.endpoints.map(\.model)).sorted().flatMap { model in
      Market(
        asOf: date, model: model, ownership: facility.ownership, serverRatio: facility.serverRatio
      ).endpoints(of: product).map { quote in
        func price(_ value: Double) -> Table.Cell {
          .number(
            value, format(value * 1e6, as: .standard(money)),
            mark: quote.isPrivate ? .privateQuote : nil)
        }
        return Table.Row([
          Table.Cell(model), Table.Cell(quote.provider), price(quote.input), price(quote.output),
          Table.Cell("\(quote.date)", raw: .date("\(quote.date)")),
          Table.Cell(quote.citation.publisher),
        ])
      }
    }
    return Table(
      title: "Tokens of hosted models", subtitle: "as of \(date)",
      columns: [
        Table.Column("model", heading: ["MODEL"], priority: 110),
        Table.Column("provider", heading: ["PROVIDER"], priority: 105),
        Table.Column(
          "input_usd_per_token", heading: ["$ PER M", "prompt tok"], alignment: .number,
          priority: 108),
        Table.Column(
          "output_usd_per_token", heading: ["$ PER M", "output tok"], alignment: .number,
          priority: 109),
        Table.Column("date", heading: ["DATE"], priority: 90),
        Table.Column("source", heading: ["SOURCE"], priority: 80),
      ], rows: rows)
  }

  private static let money = Dimension(money: 1)

  /// The newest quote of each provider, by segment and commitment.
  private static func rents(
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
}
