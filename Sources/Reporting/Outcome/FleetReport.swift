import Figures
import HardwareKit
import Planning
import Units

/// The answer to a plan of a fleet that is rented out: does it pay, what does it cost, and over the
/// plan's sweep, where does it pay.
enum FleetReport {
  static func report(
    _ outcome: Outcome, _ fleet: FleetOutcome, _ sampled: SampledOutcome? = nil
  ) -> Report {
    var blocks: [Report.Block] = [.paragraph(answer(outcome, fleet) + chance(sampled, fleet))]
    blocks += Checks.block(outcome, sampled: sampled?.uncertainty)
    blocks.append(.table(products(outcome, fleet)))
    if let choice = fleet.choice, let figures = choice.cluster {
      blocks.append(.table(bill(choice, figures, fleet, outcome)))
      blocks += OwnersTable.tables(choice, fleet).map(Report.Block.table)
      if let grid = fleet.grid { blocks.append(.table(FleetGridTable.table(grid, outcome))) }
    }
    blocks += samples(sampled, fleet)
    blocks.append(
      .note(([Footer.text([outcome])] + priceRecord(outcome, fleet)).joined(separator: " ")))
    return Report(blocks)
  }

  static func samples(_ sampled: SampledOutcome?, _ fleet: FleetOutcome) -> [Report.Block] {
    guard let sampled, let found = sampled.uncertainty.fleet else { return [] }
    return UncertaintyReport.blocks(
      found, fleet, sampled.uncertainty.terms, sampled.fleetMoves)
  }

  /// How sure it is, in a sentence.
  static func chance(_ sampled: SampledOutcome?, _ fleet: FleetOutcome) -> String {
    guard let found = sampled?.uncertainty.fleet else { return "" }
    return " " + chance(found, fleet)
  }

  static func chance(_ found: UncertainFleet, _ fleet: FleetOutcome) -> String {
    let low = money(found.objective.percentile(0.05))
    let high = money(found.objective.percentile(0.95))
    if found.objective.isHidden { return "" }
    guard let pays = fleet.chosen.flatMap({ found.options[$0]?.pays }) else {
      return "In 90% of samples it costs \(low) to \(high)."
    }
    return
      "It pays in \(format(pays, as: .percent)) of samples; in 90% of them it is worth \(low) to \(high)."
  }

  /// What rents did, beside what the plan says that they will do.
  private static func priceRecord(_ outcome: Outcome, _ fleet: FleetOutcome) -> [String] {
    guard case .rentOut(let sale) = fleet.fleet.purpose, let product = fleet.choice?.product else {
      return []
    }
    func sentence(_ name: String, _ path: PriceTerms, _ market: PriceRecord.Market) -> String? {
      PriceRecordTable.sentence(name, path, market, product, asOf: outcome.asOf)
    }
    return [
      sentence("market.price.change", sale.path, PriceRecord.Market(sale.commitment)),
      sale.spot.flatMap { sentence("market.spot.change", $0.path, .spot) },
    ].compactMap(\.self)
  }

  // MARK: The answer

  static func answer(_ outcome: Outcome, _ fleet: FleetOutcome) -> String {
    let needed = fleet.choice?.cluster.map { " \(self.needed($0))" } ?? ""
    return
      "\(outcome.plan.title): \(verdict(outcome, fleet))\(needed) As of \(outcome.asOf), \(Currency.shown.code)."
  }

  /// Whether it pays, in a sentence.
  static func verdict(_ outcome: Outcome, _ fleet: FleetOutcome) -> String {
    guard let choice = fleet.choice, let figures = choice.cluster else {
      return "no product on the list has an answer."
    }
    let answered = fleet.options.count { $0.cluster != nil }
    let rate = fleet.sheet["finance.discount"].map { FigureText.value($0.value, $0.id) } ?? "?"
    let size = "\(format(figures.accelerators, as: .count)) for \(money(figures.capital))"
    let id = choice.product.id
    let irr = figures.irr.isFinite ? ", IRR \(self.irr(figures.irr)) a year" : ""
    if figures.npv.isHidden {
      let best = answered > 1 ? "\(id) is the best of \(answered) products" : id
      return "\(best): \(size); what they are worth is not shown."
    }
    let value = money(abs(figures.npv))
    if figures.npv >= 0 {
      let best = answered > 1 ? "\(id) is the best of \(answered) products" : "\(id) pays"
      return
        "\(best): \(size) are worth \(value) more than they cost at \(rate)\(irr)."
    } else {
      let best =
        answered > 1
        ? "none of \(answered) products earns \(rate). \(id) comes closest"
        : "\(id) does not earn \(rate)"
      return "\(best): \(size) lose \(value) at present value\(irr)."
    }
  }

  /// The price that would do, and the use.
  private static func needed(_ figures: ClusterFigures<Double>) -> String {
    if figures.npv.isHidden || figures.breakEvenUtilisation.isHidden { return "" }
    let price = format(figures.breakEvenPrice, as: .dollarsPerHour)
    let pays = figures.npv >= 0 ? "pays" : "would pay"
    let use = figures.breakEvenUtilisation
    let sold =
      use > 0 && use <= 1
      ? "on this price path it pays from \(format(use, as: .percent)) of hours sold"
      : "on this price path no utilisation does"
    return "A price that stays at \(price) \(pays); \(sold)."
  }

  static func money(_ value: Double) -> String { EstimateReport.money(value) }

  /// A yearly rate to a tenth of a percent; more would be false precision.
  static func irr(_ value: Double) -> String {
    if value.isHidden { return Double.hiddenText }
    guard value.isFinite else { return "none" }
    return format((value * TimeSpan.year * 1000).rounded() / 1000, as: .percent)
  }

  // MARK: Products

  static func products(_ outcome: Outcome, _ fleet: FleetOutcome) -> Table {
    let columns = [
      Table.Column("product", heading: ["PRODUCT"], priority: 110),
      Table.Column("accelerators", heading: ["ACCEL."], alignment: .number, priority: 70),
      Table.Column("capital_usd", heading: ["CAPITAL"], alignment: .number, priority: 100),
      Table.Column(
        "price_usd_per_s", heading: ["PRICE", "month 1"], alignment: .number, priority: 95),
      Table.Column(
        "break_even_usd_per_s", heading: ["BREAK-EVEN", "if it stays"], alignment: .number,
        priority: 90),
      Table.Column("npv_usd", heading: ["NPV"], alignment: .number, priority: 108),
      Table.Column("irr_per_s", heading: ["IRR", "a year"], alignment: .number, priority: 109),
      Table.Column("payback_s", heading: ["PAYBACK"], alignment: .number, priority: 85),
      Table.Column("chosen", heading: ["CHOSEN"], priority: 98),
    ]
    let order = fleet.options.indices.sorted { a, b in
      let x = fleet.options[a].cluster?.npvOfCapital ?? -.infinity
      let y = fleet.options[b].cluster?.npvOfCapital ?? -.infinity
      // What is hidden comes last, in the order of the plan.
      if x.isHidden || y.isHidden { return x.isHidden == y.isHidden ? a < b : y.isHidden }
      return x == y ? a < b : x > y
    }
    let rows = order.compactMap { index -> Table.Row? in
      let option = fleet.options[index]
      // What has no figures is in the notes, with the reason.
      guard let figures = option.cluster else { return nil }
      let isChosen = fleet.chosen == index
      let start = price(fleet, option)
      let cells = [
        Table.Cell(option.product.id), number(figures.accelerators, .count),
        .number(
          figures.capital, money(figures.capital),
          mark: PrivateQuotes.mark(fleet.sheet["\(option.scope).price.purchase"])),
        start.map {
          .number(
            $0.value, format($0.value, as: .dollarsPerHour), mark: PrivateQuotes.mark($0))
        } ?? .unknown,
        number(figures.breakEvenPrice, .dollarsPerHour),
        .number(figures.npv, money(figures.npv)),
        .number(figures.irr, irr(figures.irr)),
        .number(figures.payback, payback(figures.payback)),
        Table.Cell(isChosen ? "✔" : ""),
      ]
      return Table.Row(
        cells.linked(
          columns, Self.figures.mapValues { "\(option.scope).\($0)" }, on: fleet.sheet,
          of: ResultPart.key(outcome, "fleet")), style: isChosen ? .chosen : .plain)
    }
    return Table(
      title: "Products over \(outcome.plan.finance.months) months", subtitle: terms(fleet),
      columns: columns, rows: rows,
      notes: PrivateQuotes.notes(rows) + manyRates(fleet) + otherPrices(fleet) + reasons(fleet),
      isListing: true)
  }

  /// The figures that stand for the columns of a product's row.
  private static let figures = [
    "accelerators": "fleet.accelerators", "capital_usd": "capital.total",
    "price_usd_per_s": "price.rent", "break_even_usd_per_s": "break-even.price", "npv_usd": "npv",
    "irr_per_s": "irr", "payback_s": "payback",
  ]

  /// The quoted price at the start: what the break-even is compared with.
  private static func price(_ fleet: FleetOutcome, _ option: FleetOption) -> Figure? {
    fleet.sheet["\(option.scope).price.rent"]
  }

  private static func terms(_ fleet: FleetOutcome) -> String {
    guard case .rentOut(let sale) = fleet.fleet.purpose else { return "" }
    let use = format(sale.utilisation.steady.value, as: .percent)
    let change = sale.path.change.value * TimeSpan.year / sale.path.period.value
    let isForward = fleet.choice.map { sale.path.forward[$0.product.id] != nil } ?? false
    let path =
      isForward
      ? "forward curve"
      : sale.path.change.value == 0
        ? "flat" : "\(format(sale.path.change.value, as: .percent)) per \(period(sale, change))"
    return "\(sale.segment.rawValue), \(sale.commitment.rawValue), \(path), \(use) sold"
  }

  private static func period(_ sale: SaleTerms, _ yearly: Double) -> String {
    sale.path.period.value == TimeSpan.year ? "year" : "month"
  }

  static func payback(_ value: Double) -> String {
    value.isFinite || value.isHidden ? format(value, as: .months) : "never"
  }

  static func number(_ value: Double, _ unit: DisplayUnit) -> Table.Cell {
    value.isFinite || value.isHidden
      ? .number(value, format(value, as: unit)) : Table.Cell("never", raw: .absent)
  }

  /// Why a product has no figures, in a word and in full.
  static func reason(_ option: FleetOption) -> (short: String, text: String) {
    guard let status = option.refusal else { return ("", "") }
    let same = PlanOption(
      product: option.product, way: .buy(life: nil, residual: nil), status: status)
    return (ReasonText.short(same), ReasonText.text(same))
  }

  /// Each reason once, with the products that it holds for, and the ways where not all share it.
  static func reasons(_ fleet: FleetOutcome) -> [String] {
    var notes: [(text: String, who: [(product: String, ways: [String])])] = []
    var later: [String] = []
    var seen: Set<String> = []
    for option in fleet.options {
      guard let status = option.refusal else { continue }
      if case .notReleased(let date) = status {
        if seen.insert(option.product.id).inserted { later.append("\(option.product.id) \(date)") }
        continue
      }
      let text = ReasonText.sharedText(
        PlanOption(product: option.product, way: .buy(life: nil, residual: nil), status: status))
      let note = notes.firstIndex { $0.text == text } ?? notes.count
      if note == notes.count { notes.append((text, [])) }
      if let known = notes[note].who.firstIndex(where: { $0.product == option.product.id }) {
        notes[note].who[known].ways.append(option.way)
      } else {
        notes[note].who.append((option.product.id, [option.way]))
      }
    }
    let waiting = later.isEmpty ? [] : ["Not available until: \(later.joined(separator: ", "))."]
    return waiting
      + notes.map { note in
        let who = note.who.map { product, ways -> String in
          let all = fleet.options.count { $0.product.id == product }
          return ways.count == all ? product : "\(product) (\(ways.joined(separator: ", ")))"
        }
        return "\(who.joined(separator: ", ")): \(note.text)."
      }
  }

  /// Flows that change sign more than once have no single rate of return.
  private static func manyRates(_ fleet: FleetOutcome) -> [String] {
    fleet.options.compactMap { option in
      guard let cluster = option.cluster, !cluster.cash.contains(where: \.isHidden) else {
        return nil
      }
      let rates = cluster.rates
      guard rates.roots.count > 1 else { return nil }
      let all = rates.roots.map { format($0, as: .percent) }.joined(separator: ", ")
      return
        "\(option.product.id) has no single IRR: its cash changes sign \(rates.signChanges) times, and \(all) a year would all do."
    }
  }

  /// Products whose price is not of the kind that the market names.
  private static func otherPrices(_ fleet: FleetOutcome) -> [String] {
    guard case .rentOut(let sale) = fleet.fleet.purpose else { return [] }
    let other = fleet.options.filter { ($0.cluster?.quoted ?? sale.commitment) != sale.commitment }
    guard let kind = other.first?.cluster?.quoted.rawValue else { return [] }
    return [
      "Priced by \(kind), as no \(sale.commitment.rawValue) is on record: "
        + "\(other.map(\.product.id).joined(separator: ", "))."
    ]
  }

  // MARK: The bill

  /// What is bought and what a year costs, of the chosen product.
  static func bill(
    _ choice: FleetOption, _ figures: ClusterFigures<Double>, _ fleet: FleetOutcome,
    _ outcome: Outcome
  ) -> Table {
    let months = outcome.plan.finance.months
    let key = ResultPart.key(outcome, "fleet")
    func parts(_ isCapital: Bool) -> [CostTree.Line] {
      figures.lines.filter { $0.isCapital == isCapital }.compactMap { line in
        guard var part = PlanBill.part(line.bill, of: choice.scope, in: fleet.sheet, key) else {
          return nil
        }
        if let name = line.name { part.name = name }
        return part
      }
    }
    let tree = CostTree([
      CostTree.Line("capital", cost: figures.capital, parts: parts(true)),
      CostTree.Line("operation", cost: figures.operation, parts: parts(false)),
    ])
    func value(_ id: String) -> String {
      fleet.sheet["\(choice.scope).\(id)"].map { FigureText.value($0.value, $0.id) } ?? "?"
    }
    return tree.table(
      title: "Where the money goes, \(choice.product.id)",
      subtitle: "over \(months) months, \(Currency.shown.code)",
      notes: [
        "\(value("capital.per-accelerator")) an accelerator in service; \(value("operation.per-accelerator-hour")) for an accelerator-hour before capital, \(value("cost-per-sold-hour")) for a sold one with it."
      ])
  }
}
