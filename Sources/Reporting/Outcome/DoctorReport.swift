public import HardwareKit
import Units

/// What was found about an installation, and how old the data of each plugin are.
public enum DoctorReport {
  public struct Finding: Sendable {
    public enum Verdict: Sendable {
      case passed, failed
      /// Worth knowing, and nothing wrong.
      case remark
    }

    public let verdict: Verdict
    let what: String
    let value: String
    let advice: String

    public init(_ verdict: Verdict, _ what: String, _ value: String, _ advice: String = "") {
      self.verdict = verdict
      self.what = what
      self.value = value
      self.advice = advice
    }
  }

  public struct Plugin: Sendable {
    let id: String
    let products: Int
    let facts: Int
    /// Of every dated price.
    let dates: [PartialDate]

    public init(_ id: String, _ products: [Product]) {
      self.id = id
      self.products = products.count
      facts = products.reduce(0) { $0 + $1.facts.count }
      dates = products.flatMap { product in
        product.prices.rental.map(\.date) + product.prices.purchase.map(\.date)
          + product.prices.endpoints.map(\.date)
      }.sorted { $0.firstDay < $1.firstDay }
    }
  }

  public static func report(_ findings: [Finding], plugins: [Plugin]) -> Report {
    let rows = findings.map { finding in
      let sign: Table.Cell =
        switch finding.verdict {
        case .passed: Table.Cell("✓", judgement: .good)
        case .failed: Table.Cell("✗", judgement: .bad)
        case .remark: Table.Cell("!")
        }
      return Table.Row([
        sign, Table.Cell(finding.what), Table.Cell(finding.value), Table.Cell(finding.advice),
      ])
    }
    let soundness = Table(
      columns: [
        Table.Column("verdict", heading: [""], priority: 120),
        Table.Column("what", heading: ["WHAT"], priority: 110),
        Table.Column("value", heading: ["FOUND"], priority: 105),
        Table.Column("advice", heading: ["ADVICE"], priority: 100),
      ], rows: rows)
    return Report([.table(soundness), .table(age(plugins))])
  }

  /// Ages count from the newest price of all, never from the clock.
  private static func age(_ plugins: [Plugin]) -> Table {
    let newest = plugins.compactMap { $0.dates.last?.lastDay }.max()
    return Table(
      title: "Plugins", subtitle: newest.map { "ages against \($0), the newest price of all" },
      columns: [
        Table.Column("plugin", heading: ["PLUGIN"], priority: 110),
        Table.Column("products", heading: ["PRODUCTS"], alignment: .number, priority: 100),
        Table.Column("facts", heading: ["FACTS"], alignment: .number, priority: 90),
        Table.Column("prices", heading: ["PRICES"], alignment: .number, priority: 95),
        Table.Column("oldest", heading: ["OLDEST"], priority: 80),
        Table.Column("newest", heading: ["NEWEST"], priority: 105),
        Table.Column("age_days", heading: ["AGE", "days"], alignment: .number, priority: 104),
      ],
      rows: plugins.map { plugin in
        let age = newest.flatMap { day in plugin.dates.last.map { $0.lastDay.days(to: day) } }
        return Table.Row([
          Table.Cell(plugin.id), count(plugin.products), count(plugin.facts),
          count(plugin.dates.count), date(plugin.dates.first), date(plugin.dates.last),
          age.map(count) ?? .absent,
        ])
      }, isListing: true)
  }

  private static func count(_ number: Int) -> Table.Cell { .number(Double(number), "\(number)") }

  private static func date(_ date: PartialDate?) -> Table.Cell {
    date.map { Table.Cell("\($0)", raw: .date("\($0)")) } ?? .absent
  }
}
