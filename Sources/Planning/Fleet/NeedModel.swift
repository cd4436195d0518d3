import Figures
import Finance
import HardwareKit
import Units

/// A need for accelerators over a load-duration curve, met with one product: a base that is held,
/// owned or reserved, and the rest rented by the hour.
///
/// Each level of the curve wants so many accelerators for a share of the hours of every month. A
/// base serves what it can of each level; what is above it is rented. Buying everything, reserving
/// everything and renting everything are the ends of this.
struct NeedModel: Sendable {
  /// What is held all the time.
  enum Base: Sendable {
    case owned(nodes: Double)
    case reserved(Commitment, accelerators: Double)
  }

  let fleet: FleetPlan
  let levels: [DemandLevel]
  let path: PriceTerms
  let product: Product
  let cost: any CostModel
  /// Absent where nobody sells the product.
  let purchase: Acquisition?
  let ownership: Ownership
  /// Rents on record, by commitment.
  let rents: [Commitment: Fact<DollarsPerSecond>]
  let discount: Fact<PerSecond>
  let finance: FinanceTerms
  /// What the search for the base read; empty where the base is not searched.
  var baseReading: Taint = []

  /// The most that is wanted at once.
  var most: Double { levels.map(\.accelerators.value).max() ?? 0 }
  /// The months in which an owned base can be used.
  var runningMonths: Int { max(0, finance.months - fleet.purchase.deliveryMonths) }
  var perNode: Double { product.facts.nodeAccelerators?.value ?? .nan }

  // MARK: One option

  /// Writes what a base and the rents above it cost.
  ///
  /// - Parameter peak: How the rest is rented; also what stands in until an owned base is delivered.
  /// - Throws: ``Infeasible`` that names a line of the bill which a need cannot place.
  func write<L: Ledger>(
    base: Base?, peak: Commitment, in ledger: inout L
  ) throws(Infeasible) -> NeedFigures<L.Number> {
    let month = ledger.input(.month, .month)
    let held = hold(base, in: &ledger)
    let curve = levels.enumerated().map { index, level in
      (
        wanted: ledger.input(.demandLevel.at(index + 1), level.accelerators),
        share: ledger.input(.demandShare.at(index + 1), level.share ?? .always)
      )
    }
    var wanted: L.Number = 0
    var served: L.Number = 0
    for level in curve {
      wanted = wanted + level.share * level.wanted
      served = served + level.share * .smaller(level.wanted, held)
    }
    let need = ledger.define(.neededHours, wanted * month)
    let inBase = ledger.define(.baseHours, served * month)
    let above = ledger.define(.peakHours, need - inBase)
    let worth = Discounting(
      discount, per: finance.discountPeriod, months: max(finance.months, paidMonths(base)),
      month: month, in: &ledger)
    let prices = peakPrices(peak, in: &ledger)
    var flows = FlowBook<L.Number>(
      FlowCalendar(
        horizon: finance.months, held: 1..<1, heldMonths: nil, paysAtStart: true))
    var capital: L.Number = 0
    var lines: [FleetLine] = []
    var delay = 0
    var breakEven: L.Number?
    switch base {
    case .owned:
      delay = fleet.purchase.deliveryMonths
      if let book = try own(held, inBase: inBase, month: month, worth: worth, in: &ledger) {
        breakEven = breakEvenUse(book, held, prices, month: month, worth: worth, in: &ledger)
        (flows, capital, lines) = (book.flows, book.capital, book.lines)
      }
    case .reserved(let commitment, _):
      reserve(commitment, held, month: month, flows: &flows, in: &ledger)
    case nil: break
    }
    if let prices {
      rent(need: need, above: above, prices: prices, after: delay, flows: &flows, in: &ledger)
    } else {
      _ = ledger.define(.peakRent, 0)
    }
    let start = ledger.define(.costAtStart, flows.cost(.all, inMonth: 0) ?? 0)
    let months = (1...flows.calendar.lastMonth).map { month in
      ledger.define(.costOfMonth.at(month), flows.cost(.all, inMonth: month) ?? 0)
    }
    let present = ledger.define(.presentCost, start + worth.present(months))
    var cash = start
    for flow in months { cash = cash + flow }
    let whole = ledger.input(.horizon, finance.horizon) / month
    let all = ledger.define(.discountedHorizon, worth.months(count: finance.months))
    let perHour = ledger.define(.levelisedNeed, present / (need * all))
    _ = ledger.define(.neededTotal, need * whole)
    return NeedFigures(
      cost: present, cash: ledger.define(.needCost, cash), capital: capital,
      held: held, costPerHour: perHour, breakEvenUtilisation: breakEven, lines: lines)
  }

  /// Months for which something is paid: committed terms to their end.
  private func paidMonths(_ base: Base?) -> Int {
    guard case .reserved(let commitment, _) = base else { return finance.months }
    let term = max(1, commitment.committedMonths)
    return (finance.months + term - 1) / term * term
  }

  /// Accelerators of the base; found by search in a hybrid, so that they are an input here.
  private func hold<L: Ledger>(_ base: Base?, in ledger: inout L) -> L.Number {
    let value: Double
    switch base {
    case .owned(let nodes): value = nodes * perNode
    case .reserved(_, let accelerators): value = accelerators
    case nil: value = 0
    }
    return ledger.input(
      .heldAccelerators,
      Fact<Count>(
        value,
        Provenance(
          .solved("the base of lowest cost, or all that is wanted", reading: baseReading),
          evidence: nil))
    )
  }

  private func peakPrices<L: Ledger>(
    _ peak: Commitment, in ledger: inout L
  ) -> [L.Number]? {
    guard let rent = rents[peak] else { return nil }
    return path.prices(
      from: ledger.input(.rentPrice, rent), months: finance.months, operatingCost: 0, .market,
      in: &ledger)
  }

  /// What is rented by the hour: all that is wanted until an owned base is delivered, and then what is
  /// above it.
  private func rent<L: Ledger>(
    need: L.Number, above: L.Number, prices: [L.Number], after delay: Int,
    flows: inout FlowBook<L.Number>, in ledger: inout L
  ) {
    var rented: L.Number = 0
    func pay(_ hours: L.Number, _ row: FlowRow<L.Number>) {
      let cost = hours * row.total
      rented = rented + cost
      flows.add(FlowLine(.peakRent, .rent, .operation, hours, flows.add(row)), whole: cost)
    }
    if delay > 0 { pay(need, FlowRow(prices.prefix(delay).map(\.self))) }
    let late = prices.enumerated().map { index, price in index < delay ? nil : price }
    pay(above, FlowRow(late))
    _ = ledger.define(.peakRent, rented)
  }

  /// What owning the base costs.
  private func own<L: Ledger>(
    _ held: L.Number, inBase: L.Number, month: L.Number, worth: Discounting<L.Number>,
    in ledger: inout L
  ) throws(Infeasible) -> FleetBook<L.Number>? {
    guard let purchase else { return nil }
    let delay = fleet.purchase.deliveryMonths
    let running = runningMonths
    let perNode = ledger.input(.nodeAccelerators, product.facts.nodeAccelerators ?? .unknown)
    let count = FleetCount<L.Number>.holding(
      held, perNode: perNode, spares: fleet.spares, in: &ledger)
    let months = ledger.input(
      .heldMonths,
      Fact<Count>(
        Double(running),
        Provenance(.definition("the horizon without the time of delivery"), evidence: nil)))
    let hours = count.nodes * perNode * month
    let load = ledger.define(.meanUtilisation, inBase / hours)
    let use = (0..<finance.months).map { $0 < delay ? nil : load }
    let items = FleetBill(fleet: fleet, cost: cost, acquisition: purchase)
      .items(count, load: load, months: months, in: &ledger)
    var book = try FleetBook(
      items,
      in: FlowCalendar(
        horizon: finance.months, held: delay + 1..<finance.months + 1, heldMonths: months,
        paysAtStart: true,
        use: .shares(
          FlowRow(use, total: load * months), fullHours: hours, meanLoad: load, loadOfUse: nil)),
      ledger: &ledger)
    fleet.purchase.pay(
      &book, of: product.id, ownership: ownership, finance: finance, worth, month: month,
      in: &ledger)
    _ = book.writeEndValue(
      of: product.id, ownership: ownership, purchase: fleet.purchase, horizon: finance.horizon,
      in: &ledger)
    return book
  }

  /// The share of hours used from which owning pays; `nil` where there is no rent to compare it with.
  private func breakEvenUse<L: Ledger>(
    _ book: FleetBook<L.Number>, _ held: L.Number, _ prices: [L.Number]?, month: L.Number,
    worth: Discounting<L.Number>, in ledger: inout L
  ) -> L.Number? {
    guard let prices else { return nil }
    var flows = book.flows
    // The months in which the base can be used; before, all is rented whatever follows.
    let delay = fleet.purchase.deliveryMonths
    let running = runningMonths
    let ran = ledger.define(.discountedMonths, worth.months(from: delay + 1, count: running))
    flows.namePresent(.held, ran)
    let end = FlowProfile.at(finance.months)
    if let left = flows.amount(.value, end) {
      let back = ledger.define(.presentEndValue, left * worth.factors[finance.months - 1])
      flows.namePresent(.value, end, back)
    }
    let rent = held * month * worth.present(Array(prices.dropFirst(delay)), from: delay + 1)
    let gain = ledger.define(.utilisationGain, rent - book.variable * ran)
    let standing = flows.presentCost(without: [.used], factors: worth.factors) ?? 0
    return ledger.define(.breakEvenUtilisation, standing / .larger(0, gain))
  }

  /// What reserving the base costs: every hour of every term, to the end of the last.
  private func reserve<L: Ledger>(
    _ commitment: Commitment, _ held: L.Number, month: L.Number,
    flows: inout FlowBook<L.Number>, in ledger: inout L
  ) {
    guard let rent = rents[commitment] else { return }
    let term = max(1, commitment.committedMonths)
    let months = paidMonths(.reserved(commitment, accelerators: 0))
    let series = path.prices(
      from: ledger.input(.reservedRent, rent), months: months, every: term, operatingCost: 0,
      .reserved, in: &ledger)
    let row = FlowRow<L.Number>(series)
    let total = held * month * row.total
    flows.add(
      FlowLine(.baseRent, .rent, .operation, held * month, flows.add(row)), whole: total)
    _ = ledger.define(.baseRent, total)
  }

  // MARK: The base of lowest cost

  /// The base for which the whole costs least.
  ///
  /// Between two levels of the curve the cost is linear in the base but for whole nodes, so that
  /// the least stands at a level, at a node beside it, or at an end.
  func bestBase(
    _ kind: (Double) -> Base, step: Double, peak: Commitment
  ) throws(Infeasible) -> Base? {
    var sizes: Set<Double> = [0, 1, 2, (most / step).rounded(.up)]
    for level in levels {
      let units = level.accelerators.value / step
      sizes.formUnion([units.rounded(.down), units.rounded(.up)])
    }
    var best: (base: Base?, cost: Double)?
    for size in sizes.sorted() where size * step < most + step {
      let base = size > 0 ? kind(size) : nil
      var scratch = Scratch()
      let cost = try write(base: base, peak: peak, in: &scratch).cost
      if cost < best?.cost ?? .infinity { best = (base, cost) }
    }
    return best?.base
  }

  /// What such a search reads, whatever the size.
  func reading(_ base: Base, peak: Commitment) -> Taint {
    var reading = TaintLedger()
    // What is refused is not searched; it tells all that there may be.
    guard (try? write(base: base, peak: peak, in: &reading)) != nil else { return .secret }
    return reading.taint
  }
}

extension Fact where U == Ratio {
  /// A demand without a share stands all the time.
  static var always: Fact<Ratio> {
    Fact(1, Provenance(.definition("wanted all the time"), evidence: nil))
  }
}

extension Fact where U == Seconds {
  /// 8,760 hours.
  static var year: Fact<Seconds> {
    Fact(TimeSpan.year, Provenance(.definition("a year is 8760 hours"), evidence: nil))
  }
}
