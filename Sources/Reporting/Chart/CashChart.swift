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
  }

  static func chart(_ outcomes: [Outcome]) -> Chart? {
    var lines: [Line] = []
    var earns = false
    for outcome in outcomes {
      for item in outcome.cases where item.total != nil {
        let months = item.sheet.figures.filter { $0.name.hasPrefix("total.month-") }
        lines.append(
          Line(
            name: OutcomeCharts.name(item, of: outcome, among: outcomes),
            sums: running([0] + months.map(\.value))))
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
      + lines.enumerated().map { index, line in
        Table.Column("line_\(index + 1)_usd", heading: [line.name], alignment: .number)
      }
    let rows = (0..<longest).map { month in
      Table.Row(
        [OutcomeCharts.number(Double(month), .count)]
          + lines.map { line in
            line.sums.indices.contains(month) ? OutcomeCharts.money(line.sums[month]) : .absent
          })
    }
    return Chart(
      .lines, title: earns ? "Cash so far" : "Cost so far",
      summary: earns
        ? "The running sum of what each product takes in less what is paid; it pays back where its "
          + "line crosses zero."
        : "The running sum of what each alternative costs, month by month.",
      x: Chart.Axis("month"), y: Chart.Axis("USD", .money),
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
