import Figures
public import HardwareKit
import Planning
public import Units

/// Dated prices as series of one kind each, and whether a change can be fitted to them.
public enum PriceRecordTable {
  /// Every series of some products, contracts, rents on demand and spot apart.
  public static func report(_ products: [Product], asOf: CivilDate) -> Report {
    var blocks: [Report.Block] = []
    for product in products.sorted(by: { $0.id < $1.id }) {
      for market in PriceRecord.Market.allCases {
        let records = PriceRecord.all(of: product.prices, until: asOf)
          .filter { $0.market == market && $0.points.count > 1 }
        guard !records.isEmpty else { continue }
        blocks.append(
          .table(table(records, title: "\(product.id), \(market.rawValue)", subtitle: "to \(asOf)"))
        )
      }
    }
    guard !blocks.isEmpty else {
      return Report([.paragraph("No kind of price of these products has two dates on record.")])
    }
    return Report(blocks + [.note(rule)])
  }

  /// The record beside the price path of a plan, in a sentence: whether its change is fitted or assumed.
  static func sentence(
    _ name: String, _ path: PriceTerms, _ market: PriceRecord.Market, _ product: Product,
    asOf: CivilDate
  ) -> String? {
    let curve = path.forward[product.id]
    guard path.change.value != 0 || path.series != nil || curve != nil else { return nil }
    let all = PriceRecord.all(of: product.prices, until: asOf)
    if let series = path.series {
      guard let record = all.first(where: { $0.kind == series }) else {
        return "'\(name)' is assumed: no \(series) on record."
      }
      switch record.fit {
      case .fitted(let change, let low, let high, let leftOut):
        return
          "'\(name)' is fitted, \(yearly(change)) a year (\(yearly(low)) .. \(yearly(high))), to \(told(record)); without the last year it is \(yearly(leftOut)) off there."
      case .few(let count):
        return "'\(name)' is assumed: \(told(record)) \(count == 1 ? "is" : "are") too few to fit."
      case .short(let before):
        let reach = before == 0 ? "lie in one year" : "have \(before) before their last year"
        return
          "'\(name)' is assumed: \(told(record)) \(reach), and a fit is checked by leaving the last year out."
      }
    }
    return all.first { $0.market == market && $0.points.count > 1 }.map { record in
      curve == nil
        ? "'\(name)' is assumed, beside \(told(record))."
        : "'market.price.forward' stands beside \(told(record))."
    }
  }

  /// `13 dates of neocloud median on-demand, 2026-02 $2.99/h .. 2026-10 $4.02/h`.
  private static func told(_ record: PriceRecord) -> String {
    let ends = [record.points.first, record.points.last].compactMap(\.self).map {
      "\($0.date.firstDay.yearMonth) \(format($0.price, as: .dollarsPerHour))"
    }
    let own = record.points.contains(where: \.isPrivate) ? ", private quotes" : ""
    let count = record.points.count
    return
      "\(count) \(count == 1 ? "date" : "dates") of \(record.kind), \(ends.joined(separator: " .. "))\(own)"
  }

  private static let rule =
    "Fitted: a steady change through \(PriceRecord.fewest) dates or more of one kind, \(PriceRecord.fewestBefore) of them before its last year. Year left out: how far a fit of all but the last year is from that year's prices."

  private static func table(
    _ records: [PriceRecord], title: String, subtitle: String
  ) -> Table {
    Table(
      title: title, subtitle: subtitle,
      columns: [
        Table.Column("series", heading: ["SERIES"], priority: 110),
        Table.Column("points", heading: ["DATES"], alignment: .number, priority: 90),
        Table.Column("from", heading: ["FROM"], priority: 80),
        Table.Column("to", heading: ["TO"], priority: 80),
        Table.Column("first_usd_per_s", heading: ["FIRST"], alignment: .number, priority: 100),
        Table.Column("last_usd_per_s", heading: ["LAST"], alignment: .number, priority: 100),
        Table.Column("change", heading: ["FITTED", "a year"], alignment: .number, priority: 105),
        Table.Column(
          "left_out", heading: ["YEAR", "left out"], alignment: .number, priority: 104),
      ], rows: records.map(row))
  }

  private static func row(_ record: PriceRecord) -> Table.Row {
    func rent(_ point: PriceRecord.Point?) -> Table.Cell {
      point.map {
        .number(
          $0.price, format($0.price, as: .dollarsPerHour),
          mark: $0.isPrivate ? .privateQuote : nil)
      } ?? .absent
    }
    let fitted: [Table.Cell]
    switch record.fit {
    case .fitted(let change, _, _, let leftOut):
      fitted = [.number(change, yearly(change)), .number(leftOut, yearly(leftOut))]
    case .few: fitted = [Table.Cell("too few", raw: .absent), .absent]
    case .short: fitted = [Table.Cell("one year", raw: .absent), .absent]
    }
    return Table.Row(
      [
        Table.Cell(record.kind), .number(Double(record.points.count), "\(record.points.count)"),
        day(record.points.first), day(record.points.last), rent(record.points.first),
        rent(record.points.last),
      ] + fitted)
  }

  private static func day(_ point: PriceRecord.Point?) -> Table.Cell {
    point.map { Table.Cell("\($0.date)", raw: .date("\($0.date)")) } ?? .absent
  }

  private static func yearly(_ value: Double) -> String { format(value, as: .percent) }
}
