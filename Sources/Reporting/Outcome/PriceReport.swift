import Figures
public import HardwareKit
public import Units

/// The dated price record as tables: what is quoted now, and how it came to be.
public enum PriceReport {
  /// The newest quote of every provider, by product, segment and commitment.
  public static func list(_ products: [Product], asOf: CivilDate) -> Report {
    var rows: [Table.Row] = []
    for product in products.sorted(by: { $0.id < $1.id }) {
      var newest: [String: Quote] = [:]
      for quote in product.prices.rental where quote.date.firstDay <= asOf {
        let key =
          "\(quote.segment.rawValue) \(quote.commitment.rawValue) \(quote.provider) \(quote.region)"
        if let other = newest[key], other.date.firstDay >= quote.date.firstDay { continue }
        newest[key] = quote
      }
      let quotes = newest.sorted { ($0.key, $0.value.price) < ($1.key, $1.value.price) }.map(
        \.value)
      rows += quotes.map { quote in
        let isStale = quote.date.lastDay.days(to: asOf) > Market.staleDays
        return Table.Row(
          [
            Table.Cell(product.id), Table.Cell(quote.segment.rawValue),
            Table.Cell(quote.commitment.rawValue), Table.Cell(quote.provider),
            Table.Cell(quote.region),
            .number(
              quote.price, format(quote.price, as: .dollarsPerHour),
              mark: quote.isPrivate ? .privateQuote : nil),
            date(quote.date), Table.Cell(isStale ? "stale" : ""),
          ], style: isStale ? .rejected : .plain)
      }
      rows += purchases(product, asOf: asOf) + endpoints(product, asOf: asOf)
    }
    return Report([
      .table(
        Table(
          title: "Prices", subtitle: "as of \(asOf)",
          columns: [
            Table.Column("product", heading: ["PRODUCT"], priority: 110),
            Table.Column("segment", heading: ["SEGMENT"], priority: 90),
            Table.Column("commitment", heading: ["COMMITMENT"], priority: 95),
            Table.Column("provider", heading: ["PROVIDER"], priority: 100),
            Table.Column("region", heading: ["REGION"], priority: 40),
            Table.Column("price_usd", heading: ["PRICE"], alignment: .number, priority: 109),
            Table.Column("date", heading: ["DATE"], priority: 105),
            Table.Column("age", heading: ["AGE"], priority: 50),
          ], rows: rows,
          notes: [
            "Rents per accelerator-hour; purchases per accelerator; endpoints as input / output per million tokens. Stale: older than \(Market.staleDays) days."
          ], isListing: true))
    ])
  }

  /// Prices of hardware to own, each accelerator of the offer.
  private static func purchases(_ product: Product, asOf: CivilDate) -> [Table.Row] {
    let quotes = product.prices.purchase.filter { $0.date.firstDay <= asOf }
      .sorted { ($0.item, $0.date.firstDay) < ($1.item, $1.date.firstDay) }
    return quotes.map { quote in
      let isStale = quote.date.lastDay.days(to: asOf) > Market.staleDays
      return Table.Row(
        [
          Table.Cell(product.id), Table.Cell("buy"), Table.Cell(quote.form.rawValue),
          Table.Cell(quote.item), .absent,
          .number(
            quote.pricePerAccelerator, format(quote.pricePerAccelerator, as: .standard(money)),
            mark: quote.isPrivate ? .privateQuote : nil), date(quote.date),
          Table.Cell(isStale ? "stale" : ""),
        ], style: isStale ? .rejected : .plain)
    }
  }

  private static func endpoints(_ product: Product, asOf: CivilDate) -> [Table.Row] {
    var newest: [String: EndpointQuote] = [:]
    for quote in product.prices.endpoints where quote.date.firstDay <= asOf {
      let key = "\(quote.model) \(quote.provider)"
      if let other = newest[key], other.date.firstDay >= quote.date.firstDay { continue }
      newest[key] = quote
    }
    return newest.sorted { $0.key < $1.key }.map(\.value).map { quote in
      let isStale = quote.date.lastDay.days(to: asOf) > Market.staleDays
      let text = [quote.input, quote.output].map { format($0 * 1e6, as: .standard(money)) }
        .joined(separator: " / ")
      return Table.Row(
        [
          Table.Cell(product.id), Table.Cell("endpoint"), Table.Cell(quote.model),
          Table.Cell(quote.provider), .absent,
          .number(quote.output, text, mark: quote.isPrivate ? .privateQuote : nil),
          date(quote.date),
          Table.Cell(isStale ? "stale" : ""),
        ], style: isStale ? .rejected : .plain)
    }
  }

  /// Every dated price of one product, oldest first: quotes, and the record of indices and surveys.
  public static func history(_ product: Product) -> Report {
    struct Line {
      let date: PartialDate
      let what: String
      let price: Double
      let source: String
    }
    var lines = product.prices.rental.map { quote in
      Line(
        date: quote.date,
        what:
          "\(quote.provider), \(quote.segment.rawValue), \(quote.commitment.rawValue), \(quote.region)",
        price: quote.price, source: quote.citation.publisher)
    }
    lines += product.prices.history.map {
      Line(date: $0.date, what: $0.kind, price: $0.price, source: $0.citation.publisher)
    }
    lines.sort { ($0.date.firstDay, $0.what) < ($1.date.firstDay, $1.what) }
    return Report([
      .table(
        Table(
          title: "Rents of \(product.name)", subtitle: "\(lines.count) dated prices",
          columns: [
            Table.Column("date", heading: ["DATE"], priority: 110),
            Table.Column("what", heading: ["PROVIDER OR KIND"], priority: 105),
            Table.Column("rent_usd_per_s", heading: ["RENT"], alignment: .number, priority: 109),
            Table.Column("source", heading: ["SOURCE"], priority: 60),
          ],
          rows: lines.map { line in
            Table.Row([
              date(line.date), Table.Cell(line.what),
              .number(line.price, format(line.price, as: .dollarsPerHour)),
              Table.Cell(line.source),
            ])
          },
          notes: [
            "Kinds are not comparable with each other: segment, commitment and form each move a price by 2×."
          ], isListing: true))
    ])
  }

  private static let money = Dimension(money: 1)

  private static func date(_ date: PartialDate) -> Table.Cell {
    Table.Cell("\(date)", raw: .date("\(date)"))
  }
}
