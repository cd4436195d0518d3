import Figures
import HardwareKit
import Planning
import Units

/// What the price of an accelerator-hour does: to the total of a workload, or over time.
enum PriceChart {
  /// A workload's cost over the rent of the best product that is rented, against the other options as
  /// they stand, with the plan's price and the prices at which the order changes.
  static func chart(_ workload: WorkloadOutcome, _ item: Case, _ who: String) -> Chart? {
    let name = workload.planned.name
    let ranked = workload.options.indices.filter { workload.options[$0].answer != nil }
      .sorted { cost(workload, $0) < cost(workload, $1) }
    let rented = ranked.first { isRented(workload.options[$0]) }
    guard let rented, let sheet = workload.sheet(of: rented),
      let price = sheet["\(name).price.rent"], price.value > 0,
      let formula = sheet.reference("\(name).cost")
    else { return nil }
    let tape = Tape(sheet, outputs: [formula], varying: [price.name])
    func total(at price: Double) -> Double { tape.evaluate([price]).first ?? .nan }
    let others = ranked.filter { $0 != rented }.prefix(4)
    let low = min(1.5 / TimeSpan.hour, price.value / 2)
    let high = max(8 / TimeSpan.hour, price.value * 1.5)
    var marks = [
      Chart.Mark(.x, at: price.value, "the plan: \(format(price.value, as: .dollarsPerHour))")
    ]
    var places = (0...16).map { low + (high - low) * Double($0) / 16 } + [price.value]
    for other in others {
      let level = cost(workload, other)
      // The cost is a straight line over the price.
      let slope = (total(at: high) - total(at: low)) / (high - low)
      let crossing = low + (level - total(at: low)) / slope
      guard slope != 0, crossing > low, crossing < high else { continue }
      places.append(crossing)
      marks.append(
        Chart.Mark(
          .x, at: crossing,
          "\(format(crossing, as: .dollarsPerHour)): as much as \(label(workload.options[other]))"))
    }
    let chosen = workload.options[rented]
    let columns =
      [
        Table.Column("price_usd_per_s", heading: ["PRICE"], alignment: .number),
        Table.Column("cost_usd", heading: [label(chosen)], alignment: .number),
      ]
      + others.enumerated().map { index, other in
        Table.Column(
          "other_\(index + 1)_usd", heading: [label(workload.options[other])], alignment: .number)
      }
    let rows = places.sorted().map { place in
      Table.Row(
        [
          OutcomeCharts.number(place, .dollarsPerHour), OutcomeCharts.money(total(at: place)),
        ] + others.map { OutcomeCharts.money(cost(workload, $0)) })
    }
    return Chart(
      .lines,
      title:
        "\(who)\(name) with \(item.model.architecture.name): what the rent of \(chosen.product.id) decides",
      summary: "The cost of \(label(chosen)) over its price for an accelerator-hour, and the other "
        + "options at their own prices.",
      x: Chart.Axis("USD for an accelerator-hour", .moneyPerHour), y: Chart.Axis("USD", .money),
      marks: marks, table: Table(columns: columns, rows: rows))
  }

  /// The price that a fleet sells at, month by month, with the price that would pay if it stayed.
  static func chart(_ fleet: FleetOutcome, _ who: String) -> Chart? {
    guard let choice = fleet.choice, let figures = choice.cluster else { return nil }
    let prefix = "\(choice.scope).price.month-"
    let prices = fleet.sheet.figures.filter { $0.name.hasPrefix(prefix) }
    guard prices.count > 1 else { return nil }
    var marks: [Chart.Mark] = []
    if figures.breakEvenPrice.isFinite {
      marks.append(
        Chart.Mark(
          .y, at: figures.breakEvenPrice,
          "pays, if it stays: \(format(figures.breakEvenPrice, as: .dollarsPerHour))"))
    }
    return Chart(
      .lines, title: "\(who)price path of \(choice.product.id)",
      summary: "The price of a sold accelerator-hour, month by month.",
      x: Chart.Axis("month"), y: Chart.Axis("USD for an accelerator-hour", .moneyPerHour),
      marks: marks,
      table: Table(
        columns: [
          Table.Column("month", heading: ["MONTH"], alignment: .number),
          Table.Column(
            "price_usd_per_s", heading: [choice.product.id], alignment: .number),
        ],
        rows: prices.enumerated().map { index, figure in
          Table.Row([
            OutcomeCharts.number(Double(index + 1), .count),
            OutcomeCharts.number(figure.value, .dollarsPerHour),
          ])
        }))
  }

  private static func cost(_ workload: WorkloadOutcome, _ option: Int) -> Double {
    workload.options[option].answer?.cost ?? .infinity
  }

  private static func isRented(_ option: PlanOption) -> Bool {
    if case .rental = option.answer?.acquisition.kind { true } else { false }
  }

  static func label(_ option: PlanOption) -> String { "\(option.product.id), \(option.way.label)" }
}
