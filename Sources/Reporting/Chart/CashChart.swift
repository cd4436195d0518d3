import Figures
import HardwareKit
import Planning
import Units

/// Money over time: what has been paid so far, or what a fleet has earned so far.
enum CashChart {
  private struct Line {
    let name: String
    /// The running sum, from the start.
    let sums: [Double]
    /// P5 and P95 of the running sum, where it was sampled.
    var band: [(low: Double, high: Double)] = []
  }

  static func chart(_ outcomes: [Outcome], _ sampled: [Uncertainty]) -> Chart? {
    var lines: [Line] = []
    var earns = false
    for (index, outcome) in outcomes.enumerated() {
      for (place, item) in outcome.cases.enumerated() where item.total != nil {
        let summaries =
          sampled.indices.contains(index) ? sampled[index].cases[place].runningTotals : []
        let months = item.sheet.figures.filter { $0.name.hasPrefix("total.month-") }
        lines.append(
          Line(
            name: OutcomeCharts.name(item, of: outcome, among: outcomes),
            sums: running([0] + months.map(\.value)),
            band: summaries.isEmpty
              ? [] : [(0, 0)] + summaries.map { ($0.percentile(0.05), $0.percentile(0.95)) }))
      }
      guard let fleet = outcome.fleet else { continue }
      let plan = outcomes.count > 1 ? "\(CompareReport.name(outcome)), " : ""
      for option in fleet.options {
        guard let cash = option.cluster?.cash else { continue }
        earns = true
        lines.append(Line(name: plan + option.product.id, sums: running(cash)))
      }
    }
    let longest = lines.map(\.sums.count).max() ?? 0
    guard longest > 2 else { return nil }
    let columns =
      [Table.Column("month", heading: ["MONTH"], alignment: .number)]
      + lines.enumerated().flatMap { index, line in
        let key = "line_\(index + 1)_usd"
        let own = Table.Column(key, heading: [line.name], alignment: .number)
        guard !line.band.isEmpty else { return [own] }
        return [
          own, Table.Column("\(key)_p5", heading: [line.name, "P5"], alignment: .number),
          Table.Column("\(key)_p95", heading: [line.name, "P95"], alignment: .number),
        ]
      }
    let rows = (0..<longest).map { month in
      Table.Row(
        [OutcomeCharts.number(Double(month), .count)]
          + lines.flatMap { line -> [Table.Cell] in
            let own =
              line.sums.indices.contains(month) ? OutcomeCharts.money(line.sums[month]) : .absent
            guard !line.band.isEmpty else { return [own] }
            guard line.band.indices.contains(month) else { return [own, .absent, .absent] }
            let (low, high) = line.band[month]
            return [own, OutcomeCharts.money(low), OutcomeCharts.money(high)]
          })
    }
    return Chart(
      .lines, title: earns ? "Cash so far" : "Cost so far",
      summary: earns
        ? "The running sum of what each product takes in less what is paid; it pays back where its "
          + "line crosses zero."
        : "The running sum of what each alternative costs, month by month.",
      x: Chart.Axis("month"), y: Chart.Axis(Currency.shown.code, .money),
      marks: earns ? [Chart.Mark(.y, at: 0, "paid back")] : [],
      table: Table(columns: columns, rows: rows))
  }

  private static func running(_ amounts: [Double]) -> [Double] {
    var sum = 0.0
    return amounts.map { amount in
      sum += amount
      return sum
    }
  }
}
