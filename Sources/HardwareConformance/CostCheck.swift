import Diagnostics
import Figures
import Finance
import HardwareKit
import Units

/// Holds one product's cost model against what a bill is, by asking it for the bill of a fleet in every
/// way in which the product can be had.
struct CostCheck {
  let cost: any CostModel
  let product: Product
  let facility: Facility
  var problems = DiagnosticList()

  /// Long enough for any committed term.
  private static let horizon = 60

  init(cost: any CostModel, product: Product, facility: Facility) {
    self.cost = cost
    self.product = product
    self.facility = facility
  }

  mutating func run() {
    for acquisition in acquisitions {
      if let price = acquisition.prices.first(where: { !($0 >= 0 && $0.isFinite) }) {
        fail("\(acquisition.label): the price is \(price)")
        continue
      }
      guard cost.unknowns(for: acquisition).isEmpty else { continue }
      check(acquisition)
    }
  }

  /// Of every kind of seller on the newest day on record, and of tokens of each model; a label once.
  private var acquisitions: [Acquisition] {
    var seen: Set<String> = []
    let models: [String?] = [nil] + Set(product.prices.endpoints.map(\.model)).sorted()
    let offers = models.flatMap { model in
      Segment.allCases.flatMap { segment in
        cost.acquisitions(
          in: Market(
            asOf: [product].newestDate, segment: segment, model: model,
            ownership: facility.ownership, serverRatio: facility.serverRatio))
      }
    }
    return offers.filter { seen.insert($0.label).inserted }
  }

  /// A fleet of so many nodes at half of its load.
  private func fleet<L: Ledger>(_ nodes: Double, in ledger: inout L) -> Fleet<L.Number> {
    func number(_ name: StaticString, _ value: Double) -> L.Number {
      ledger.input(
        FigureID(name, "Of the fleet that is tried"),
        Fact<Ratio>(value, Provenance(.definition("the fleet that is tried"), evidence: nil)))
    }
    let perNode = product.facts.nodeAccelerators?.value ?? 1
    return Fleet(
      accelerators: number("tried.accelerators", nodes * perNode),
      nodes: number("tried.nodes", nodes), load: number("tried.load", 1 / 2),
      months: number("tried.months", Double(Self.horizon)))
  }

  /// A calendar that has everything: months held, hours used, and tokens.
  private func book(nodes: Double) -> FlowBook<Double> {
    let hours = nodes * (product.facts.nodeAccelerators?.value ?? 1) * TimeSpan.month / 2
    let row = { (weight: Double) in
      FlowRow(
        [Double](repeating: weight, count: Self.horizon), total: weight * Double(Self.horizon))
    }
    return FlowBook(
      FlowCalendar(
        horizon: Self.horizon, held: 1..<Self.horizon + 1, heldMonths: Double(Self.horizon),
        paysAtStart: false, use: .hours(row(hours)), promptTokens: row(1e9),
        outputTokens: row(1e9)))
  }

  private func items(_ nodes: Double, _ acquisition: Acquisition) -> [LineItem<Double>] {
    var scratch = Scratch()
    return cost.lineItems(for: acquisition, of: fleet(nodes, in: &scratch), in: &scratch)
  }

  private mutating func check(_ acquisition: Acquisition) {
    let items = items(2, acquisition)
    guard !items.isEmpty else { return fail("\(acquisition.label): the bill has no line") }
    let names = items.map(\.id.localName)
    for name in Set(names) where names.count(where: { $0 == name }) > 1 {
      fail("\(acquisition.label): two lines have the name '\(name)'")
    }
    for item in items {
      let amount = item.quantity * item.unitPrice
      if !amount.isFinite || !item.quantity.isFinite || item.quantity < 0 {
        fail(
          "\(acquisition.label): '\(item.id.localName)' is \(item.quantity) at \(item.unitPrice)")
      } else if item.flowClass == .capital, amount < 0 {
        fail("\(acquisition.label): '\(item.id.localName)' is bought for less than nothing")
      }
    }
    if case .purchase = acquisition.kind,
      !items.contains(where: {
        $0.role == .servers && $0.flowClass == .capital && $0.quantity * $0.unitPrice > 0
      })
    {
      fail("\(acquisition.label): nothing that is bought has the role of servers")
    }
    for item in items where ![.capital, .operation, .expense].contains(item.flowClass) {
      fail(
        "\(acquisition.label): '\(item.id.localName)' is \(item.flowClass.rawValue), not a cost of hardware"
      )
    }
    checkSums(acquisition, items)
    checkSheet(acquisition, items)
  }

  /// Every line falls due, the same twice, and a fleet twice as large costs no less.
  private mutating func checkSums(_ acquisition: Acquisition, _ items: [LineItem<Double>]) {
    guard let sum = total(items, nodes: 2, acquisition) else { return }
    let again = self.items(2, acquisition)
    if zip(items, again).contains(where: {
      $0.unitPrice.bitPattern != $1.unitPrice.bitPattern
        || $0.quantity.bitPattern != $1.quantity.bitPattern
    }) || again.count != items.count {
      fail("\(acquisition.label): two answers to one question")
    }
    if let larger = total(self.items(4, acquisition), nodes: 4, acquisition),
      larger < sum * (1 - 1e-12)
    {
      fail("\(acquisition.label): a fleet twice as large costs less")
    }
  }

  private mutating func total(
    _ items: [LineItem<Double>], nodes: Double, _ acquisition: Acquisition
  ) -> Double? {
    var scratch = Scratch()
    var book = book(nodes: nodes)
    do throws(Infeasible) {
      for item in items { try book.add(item, in: &scratch) }
    } catch {
      fail("\(acquisition.label): \(error.subject?.text ?? "a line falls due at no time")")
      return nil
    }
    return book.total(Set(FlowClass.allCases))
  }

  /// On a sheet the bill is the same, its dimensions agree, and what it refers to is there.
  private mutating func checkSheet(_ acquisition: Acquisition, _ items: [LineItem<Double>]) {
    var sheet = Sheet()
    let fleet = fleet(2, in: &sheet)
    let written = cost.lineItems(for: acquisition, of: fleet, in: &sheet)
    for (item, known) in zip(written, items) {
      let name = item.id.localName
      if item.unitPrice.value.bitPattern != known.unitPrice.bitPattern
        || item.quantity.value.bitPattern != known.quantity.bitPattern
      {
        fail("\(acquisition.label): '\(name)' has another price on a sheet")
      }
      var figures = [item.rate].compactMap(\.self)
      switch item.measure {
      case .each(let figure), .all(let figure): figures.append(figure)
      case .accelerators, .nodes, .timing: break
      }
      for figure in figures where sheet.reference(figure.localName) == nil {
        fail(
          "\(acquisition.label): '\(name)' refers to '\(figure.localName)', which is not written")
      }
    }
    do throws(Infeasible) {
      let calendar = FlowCalendar<Formula>(
        horizon: Self.horizon, held: 1..<Self.horizon + 1, heldMonths: fleet.months,
        paysAtStart: false)
      var book = FlowBook(calendar)
      for item in written {
        switch item.timing {
        case .once, .atEnd, .monthly: try book.add(item, in: &sheet)
        case .perHourUsed, .perPromptToken, .perOutputToken: break
        }
      }
    } catch {
      // Said already of the same bill on doubles.
    }
    for fault in sheet.faults {
      fail("\(acquisition.label): '\(fault.figure)': \(fault.problem)")
    }
  }

  private mutating func fail(_ message: String) {
    problems.append(.breach(.cost, product.id, message))
  }
}

extension Acquisition {
  /// What it is paid by.
  fileprivate var prices: [Double] {
    switch kind {
    case .rental(_, let price): [price.value]
    case .purchase(let price, _), .amortised(let price, _): [price.value]
    // A vendor may give prompt tokens away.
    case .endpoint(_, _, let output): [output.value]
    }
  }
}
