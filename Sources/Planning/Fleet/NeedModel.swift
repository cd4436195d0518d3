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

  /// The most that is wanted at once.
  var most: Double { levels.map(\.accelerators.value).max() ?? 0 }
  var perNode: Double { product.facts.nodeAccelerators?.value ?? .nan }

  // MARK: One option

  /// Writes what a base and the rents above it cost.
  ///
  /// - Parameter peak: How the rest is rented; also what stands in until an owned base is delivered.
  func write<L: Ledger>(
    base: Base?, peak: Commitment, in ledger: inout L
  ) -> NeedFigures<L.Number> {
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
      discount, months: max(finance.months, paidMonths(base)), month: month, in: &ledger)
    var bills = Bills<L.Number>(months: finance.months)
    let prices = peakPrices(peak, in: &ledger)
    let delay: Int
    var breakEven: L.Number?
    switch base {
    case .owned:
      delay = fleet.purchase.deliveryMonths
      breakEven = own(
        held, inBase: inBase, prices: prices, month: month, worth: worth, bills: &bills, in: &ledger
      )
    case .reserved(let commitment, _):
      delay = 0
      reserve(commitment, held, month: month, bills: &bills, in: &ledger)
    case nil: delay = 0
    }
    var rented: L.Number = 0
    if let prices {
      for (index, price) in prices.enumerated() {
        let hours = index < delay ? need : above
        bills.pay(hours * price, inMonth: index + 1)
        rented = rented + hours * price
      }
    }
    _ = ledger.define(.peakRent, rented)
    let start = ledger.define(.costAtStart, bills.start)
    let flows = bills.months.enumerated().map { ledger.define(.costOfMonth.at($0 + 1), $1) }
    let present = ledger.define(.presentCost, start + worth.present(flows))
    var cash = start
    for flow in flows { cash = cash + flow }
    let months = ledger.input(.horizon, finance.horizon) / month
    let all = ledger.define(.discountedHorizon, worth.months(count: finance.months))
    let perHour = ledger.define(.levelisedNeed, present / (need * all))
    _ = ledger.define(.neededTotal, need * months)
    return NeedFigures(
      cost: present, cash: ledger.define(.needCost, cash), capital: bills.capital,
      held: held, costPerHour: perHour, breakEvenUtilisation: breakEven, lines: bills.lines)
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
        value, Provenance(.solved("the base of lowest cost, or all that is wanted"), evidence: nil))
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

  /// Adds what owning the base costs; returns the share of hours used from which it pays.
  private func own<L: Ledger>(
    _ held: L.Number, inBase: L.Number, prices: [L.Number]?, month: L.Number,
    worth: Discounting<L.Number>, bills: inout Bills<L.Number>, in ledger: inout L
  ) -> L.Number? {
    guard let purchase else { return nil }
    let delay = fleet.purchase.deliveryMonths
    let running = max(0, finance.months - delay)
    let perNode = ledger.input(.nodeAccelerators, product.facts.nodeAccelerators ?? .unknown)
    let count = FleetCount<L.Number>.holding(
      held, perNode: perNode, spares: fleet.spares, in: &ledger)
    let months = ledger.input(
      .heldMonths,
      Fact<Count>(
        Double(running),
        Provenance(.definition("the horizon without the time of delivery"), evidence: nil)))
    let load = ledger.define(.meanUtilisation, inBase / (count.nodes * perNode * month))
    let items = FleetBill(fleet: fleet, cost: cost, acquisition: purchase)
      .items(count, load: load, months: months, in: &ledger)
    let books = Books(items, load: load, serviceShare: 1, months: months, in: &ledger)
    let capital = ledger.define(.capitalTotal, books.capital)
    let paid = fleet.purchase.paid(
      books, capital: capital, ownership: ownership, finance: finance, worth, month: month,
      in: &ledger)
    let left = OwnedCapital.left(
      books, ownership: ownership, purchase: fleet.purchase, horizon: finance.horizon, paid,
      in: &ledger)
    let operation = books.fixed + books.variable * load
    bills.capital = capital
    bills.start = bills.start + paid.atStart
    bills.lines = books.lines
    for index in 1...finance.months {
      let back = index == finance.months ? 0 - left : 0 * left
      bills.pay(index > delay ? operation + back : back, inMonth: index)
      if let due = paid.byMonth[index] { bills.pay(due, inMonth: index) }
    }
    for (index, amount) in books.expenses { bills.pay(amount, inMonth: index) }
    guard let prices else { return nil }
    // The months in which the base can be used; before, all is rented whatever follows.
    let first = delay + 1
    let ran = ledger.define(.discountedMonths, worth.months(from: first, count: running))
    let back = ledger.define(.presentEndValue, left * worth.factors[finance.months - 1])
    let rent = held * month * worth.present(Array(prices.dropFirst(delay)), from: first)
    let gain = ledger.define(.utilisationGain, rent - books.variable * ran)
    let standing = books.presentExpenses(worth).map { paid.present + $0 } ?? paid.present
    return ledger.define(
      .breakEvenUtilisation, (standing + books.fixed * ran - back) / .larger(0, gain))
  }

  /// Adds what reserving the base costs: every hour of every term, to the end of the last.
  private func reserve<L: Ledger>(
    _ commitment: Commitment, _ held: L.Number, month: L.Number, bills: inout Bills<L.Number>,
    in ledger: inout L
  ) {
    guard let rent = rents[commitment] else { return }
    let term = max(1, commitment.committedMonths)
    let months = paidMonths(.reserved(commitment, accelerators: 0))
    let series = path.prices(
      from: ledger.input(.reservedRent, rent), months: months, every: term, operatingCost: 0,
      .reserved, in: &ledger)
    var total: L.Number = 0
    for index in 0..<months {
      let due = held * month * series[index]
      bills.pay(due, inMonth: index + 1)
      total = total + due
    }
    _ = ledger.define(.baseRent, total)
  }

  // MARK: The base of lowest cost

  /// The base for which the whole costs least.
  ///
  /// Between two levels of the curve the cost is linear in the base but for whole nodes, so that
  /// the least stands at a level, at a node beside it, or at an end.
  func bestBase(_ kind: (Double) -> Base, step: Double, peak: Commitment) -> Base? {
    var sizes: Set<Double> = [0, 1, 2, (most / step).rounded(.up)]
    for level in levels {
      let units = level.accelerators.value / step
      sizes.formUnion([units.rounded(.down), units.rounded(.up)])
    }
    var best: (base: Base?, cost: Double)?
    for size in sizes.sorted() where size * step < most + step {
      let base = size > 0 ? kind(size) : nil
      var scratch = Scratch()
      let cost = write(base: base, peak: peak, in: &scratch).cost
      if cost < best?.cost ?? .infinity { best = (base, cost) }
    }
    return best?.base
  }
}

/// What is paid, and when.
private struct Bills<Number: Algebra> {
  var start: Number = 0
  var months: [Number]
  var capital: Number = 0
  var lines: [FleetLine] = []

  init(months: Int) { self.months = [Number](repeating: 0, count: months) }

  /// - Parameter month: Counted from 1; a committed term may end after the horizon.
  mutating func pay(_ amount: Number, inMonth month: Int) {
    while months.count < month { months.append(0) }
    months[month - 1] = months[month - 1] + amount
  }
}

extension OwnedCapital {
  /// What a fleet is worth at the end of the horizon. Only servers find a second buyer; the rest is
  /// worth nothing at the end of its life, which is that of the servers or its own.
  ///
  /// Servers are worth what a curve says where the plan gives one, else a straight line to their
  /// residual; the launch of a successor takes a share of that at once.
  static func left<L: Ledger>(
    _ books: Books<L.Number>, ownership: Ownership, purchase: PurchaseTerms,
    horizon: Fact<Seconds>, _ paid: PaidCapital<L.Number>, in ledger: inout L
  ) -> L.Number {
    let whole = ledger.input(.horizon, horizon)
    // Renewed servers are younger than the rest.
    let age = paid.last.map { whole - PriceTerms.elapsed($0.month, in: &ledger) } ?? whole
    let bought = paid.last?.cost ?? books.servers
    let residual = ledger.input(.residual, ownership.residual)
    let life = ledger.input(.life, ownership.life)
    var servers = value(capital: bought, residual: residual, age: age, life: life)
    if !purchase.residualCurve.isEmpty {
      let points = purchase.residualCurve.enumerated().map { index, point in
        (
          age: ledger.input(.residualAge.at(index + 1), point.age),
          share: ledger.input(.residualShare.at(index + 1), point.share)
        )
      }
      servers =
        bought * ledger.define(.residualNow, PricePath.alongPoints(points, age: age))
    }
    if let successor = purchase.successor,
      Double(successor.month) * TimeSpan.month <= horizon.value
    {
      servers = servers * (1 + ledger.input(.successorStep, successor.change))
    }
    var others = books.capital - books.servers
    for part in books.lasting { others = others - part.cost }
    var rest = value(capital: others, residual: 0 * residual, age: whole, life: life)
    for part in books.lasting {
      rest = rest + value(capital: part.cost, residual: 0 * residual, age: whole, life: part.life)
    }
    // A lease that ends with the horizon is bought out where that is worth more than it costs.
    if let price = paid.buyOutAtEnd {
      return ledger.define(.endValue, .larger(0, servers + rest - price))
    }
    return ledger.define(.endValue, servers + rest)
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
