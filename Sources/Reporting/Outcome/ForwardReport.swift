import Figures
public import HardwareKit
import Planning
import Units

/// What rents for one year and for three years say about the years between.
public enum ForwardReport {
  public static func report(_ products: [Product], market: Market) -> Report {
    let rows = products.sorted { $0.id < $1.id }.flatMap {
      ForwardRent.all(of: $0, in: market).map(row)
    }
    return Report([
      .table(
        Table(
          title: "Forward rents", subtitle: "as of \(market.asOf)",
          columns: [
            Table.Column("product", heading: ["PRODUCT"], priority: 110),
            Table.Column("segment", heading: ["SEGMENT"], priority: 90),
            Table.Column("seller", heading: ["SELLER"], priority: 100),
            Table.Column(
              "one_year_usd_per_s", heading: ["1 YEAR"], alignment: .number, priority: 105),
            Table.Column(
              "three_years_usd_per_s", heading: ["3 YEARS"], alignment: .number, priority: 105),
            Table.Column(
              "forward_usd_per_s", heading: ["YEARS 2-3", "implied"], alignment: .number,
              priority: 109),
            Table.Column(
              "ratio", heading: ["A YEAR", "constant"], alignment: .number, priority: 80),
            Table.Column("dates", heading: ["PRICES OF"], priority: 60),
          ], rows: rows,
          notes: rows.isEmpty
            ? ["No seller has both a one-year and a three-year rent on record."]
            : [
              "Implied: (3 · three-year rent - one-year rent) / 2, what the second and third year cost a buyer of three. Constant: the ratio of each year's rent to the one before that gives both. Prices of different days differ by the market's move between them too."
            ], isListing: true))
    ])
  }

  private static func row(_ forward: ForwardRent) -> Table.Row {
    func rent(_ value: Double) -> Table.Cell {
      .number(value, format(value, as: .dollarsPerHour))
    }
    return Table.Row([
      Table.Cell(forward.product), Table.Cell(forward.segment.rawValue),
      Table.Cell(forward.seller ?? "median"), rent(forward.oneYear), rent(forward.threeYears),
      forward.implied > 0 ? rent(forward.implied) : Table.Cell("none", raw: .absent),
      forward.ratio.map { .number($0 - 1, format($0 - 1, as: .percent)) } ?? .absent,
      Table.Cell(span(forward.dates)),
    ])
  }

  private static func span(_ dates: [PartialDate]) -> String {
    guard let first = dates.first, let last = dates.last else { return "the user" }
    return "\(first)" == "\(last)" ? "\(first)" : "\(first) .. \(last)"
  }
}
