import Figures
import Finance
import HardwareKit
import Units

/// A fleet of one product that is bought and rented out: what it costs, earns, and is worth.
///
/// Money flows at the ends of months; what is bought is paid at the start, before the first. The
/// hours of a month are sold at the mean of three ways, contracts at the price of the month in which
/// they were signed.
struct ClusterModel: Sendable {
  let fleet: FleetPlan
  let sale: SaleTerms
  let product: Product
  let cost: any CostModel
  let acquisition: Acquisition
  let ownership: Ownership
  /// The price on record or in the plan, and what it is a price of.
  let start: Fact<DollarsPerSecond>
  let startCommitment: Commitment
  /// Where spot is a market of its own.
  let spotStart: Fact<DollarsPerSecond>?
  let discount: Fact<PerSecond>
  let finance: FinanceTerms
  /// The day on which the first money flows.
  let asOf: CivilDate

  func bill<L: Ledger>(
    _ count: FleetCount<L.Number>, load: L.Number, months: L.Number, in ledger: inout L
  ) -> [FleetItem<L.Number>] {
    FleetBill(fleet: fleet, cost: cost, acquisition: acquisition)
      .items(count, load: load, months: months, in: &ledger)
  }

  /// Writes every figure, from the nodes to the internal rate of return.
  ///
  /// - Throws: ``Infeasible`` when power or budget do not hold one node, or that names a line of the bill
  ///   which a fleet cannot place.
  func write<L: Ledger>(in ledger: inout L) throws(Infeasible) -> ClusterFigures<L.Number> {
    let month = ledger.input(.month, .month)
    let perNode = ledger.input(.nodeAccelerators, product.facts.nodeAccelerators ?? .unknown)
    let count = try size(perNode: perNode, in: &ledger)
    let use = utilisation(month: month, in: &ledger)
    // Nodes held ready draw what those in service draw at no load.
    let inService = count.service / count.nodes
    let load = use.mean * inService
    let months = heldMonths(in: &ledger)
    let hours = count.accelerators * month
    let delay = fleet.purchase.deliveryMonths
    let shares = [L.Number?](repeating: nil, count: delay) + use.months
    let book = try FleetBook(
      bill(count, load: load, months: months, in: &ledger),
      in: FlowCalendar(
        horizon: finance.months, held: delay + 1..<finance.months + 1, heldMonths: months,
        paysAtStart: true,
        use: .shares(
          FlowRow(shares, total: use.mean * months), fullHours: hours, meanLoad: load,
          loadOfUse: inService)),
      ledger: &ledger)
    let hour = ledger.define(.cashCostOfHour, (book.fixed + book.variable) / hours)
    let prices = prices(operatingCost: hour, in: &ledger)
    return value(book, count: count, use: use, prices: prices, month: month, in: &ledger)
  }

  // MARK: Use and prices

  var runningMonths: Int { max(0, finance.months - fleet.purchase.deliveryMonths) }

  private func heldMonths<L: Ledger>(in ledger: inout L) -> L.Number {
    ledger.input(
      .heldMonths,
      Fact<Count>(
        Double(runningMonths),
        Provenance(.definition("the horizon without the time of delivery"), evidence: nil)))
  }

  private func utilisation<L: Ledger>(
    month: L.Number, in ledger: inout L
  ) -> Use<L.Number> {
    let (start, ramps, months, falls) = sale.utilisation.shares(
      months: runningMonths, after: fleet.purchase.deliveryMonths, month: month, in: &ledger)
    var sum: L.Number = 0
    for share in months { sum = sum + share }
    let mean = ledger.define(.meanUtilisation, sum / heldMonths(in: &ledger))
    return Use(start: start, ramps: ramps, months: months, falls: falls, mean: mean)
  }

  /// Mean prices of an hour sold, by month; and the share of the price on demand that they are.
  private func prices<L: Ledger>(
    operatingCost: L.Number, in ledger: inout L
  ) -> Prices<L.Number> {
    let mix = (
      reserved: ledger.input(.reservedMix, sale.mix.reserved),
      onDemand: ledger.input(.onDemandMix, sale.mix.onDemand),
      spot: ledger.input(.spotMix, sale.mix.spot)
    )
    let reserved = 1 - ledger.input(.reservedDiscount, sale.discounts.reserved)
    let spot = 1 - ledger.input(.spotDiscount, sale.discounts.spot)
    let given = ledger.input(.rentPrice, start)
    let quoted: L.Number? =
      switch startCommitment {
      case .reserved1Year, .reserved3Years: reserved
      case .spot: spot
      case .onDemand, .capacityBlock: nil
      }
    let list = ledger.define(.listPrice, quoted.map { given / $0 } ?? given)
    // The market does not wait for the delivery.
    let delay = fleet.purchase.deliveryMonths
    let series = sale.path.prices(
      from: list, along: sale.path.curve(of: product.id, first: given, in: &ledger),
      months: finance.months, operatingCost: operatingCost, .market, in: &ledger
    ).dropFirst(delay).map(\.self)
    let spotSeries = spotStart.map { fact in
      (sale.spot?.path ?? .flat).prices(
        from: ledger.input(.spotStart, fact), months: finance.months,
        operatingCost: operatingCost, .spot, in: &ledger
      ).dropFirst(delay).map(\.self)
    }
    let term = max(1, Int(saturating: (sale.contract.value / TimeSpan.month).rounded()))
    var means: [L.Number] = []
    for (index, price) in series.enumerated() {
      let signed = series[index / term * term]
      let contracts = mix.reserved * reserved * signed
      let offered = mix.onDemand * price
      let spots = mix.spot * (spotSeries?[index] ?? spot * price)
      means.append(
        ledger.define(.priceOfMonth.at(delay + index + 1), contracts + offered + spots))
    }
    // What the price on demand is multiplied by; spot of its own does not follow it.
    let follows = mix.reserved * reserved + mix.onDemand
    return Prices(
      means: means, quoted: quoted,
      weight: spotSeries == nil ? follows + mix.spot * spot : follows,
      apart: spotSeries?.map { mix.spot * $0 })
  }

  // MARK: Value

  /// What the flows are worth, and the price and the use that would be enough.
  ///
  /// Costs are linear in use and revenue in price, so that both break-evens have a formula:
  ///
  ///     cost        = capital + fixed · months + variable · use - value at the end    (all present)
  ///     price       = (cost - spot sold at its own price) / (hours sold · weight of the price)
  ///     utilisation = (cost at no use - start · (margin - ramped)) / ramped margin
  ///
  /// where the margin of a month is what full use earns in it over none, and the ramped margin
  /// counts each month as far as the ramp has come.
  private func value<L: Ledger>(
    _ bill: FleetBook<L.Number>, count: FleetCount<L.Number>, use: Use<L.Number>,
    prices: Prices<L.Number>, month: L.Number, in ledger: inout L
  ) -> ClusterFigures<L.Number> {
    var book = bill
    let worth = Discounting(
      discount, per: finance.discountPeriod, months: finance.months, month: month, in: &ledger)
    let capital = book.capital
    fleet.purchase.pay(
      &book, of: product.id, ownership: ownership, finance: finance, worth, month: month,
      in: &ledger)
    let left = book.writeEndValue(
      of: product.id, ownership: ownership, purchase: fleet.purchase, horizon: finance.horizon,
      in: &ledger)
    let interest = interest(book, left: left, month: month, in: &ledger)
    if let interest {
      book.flows.add(FlowLine(.interestOfMonth, .other, .interest, interest, .always))
    }
    let hours = count.accelerators * month
    sell(hours, use: use, prices: prices, &book)
    let flows = cash(book, hours: hours, prices: prices, in: &ledger)

    // The months in which the fleet runs; nothing falls due before delivery.
    let first = fleet.purchase.deliveryMonths + 1
    func present(_ months: [L.Number]) -> L.Number { worth.present(months, from: first) }
    let running = ledger.define(
      .discountedMonths, worth.months(from: first, count: runningMonths))
    let used = ledger.define(.presentUse, present(use.months))
    book.flows.namePresent(.held, running)
    let horizon = ledger.input(.horizon, finance.horizon)
    let back = ledger.define(.presentEndValue, left * worth.factors[finance.months - 1])
    book.flows.namePresent(.value, .at(finance.months), back)
    let unused = book.flows.presentCost(.costs, without: [.used], factors: worth.factors) ?? 0
    let presentCost = ledger.define(.presentCost, unused + book.variable * used)
    let presentHours = ledger.define(.presentHours, hours * used)
    let npv = ledger.define(
      .netPresentValue, flows.cash[0] + worth.present(Array(flows.cash.dropFirst())))
    let year = ledger.input(.year, .year)
    let irr = ledger.define(
      .internalRate,
      (.power(1 + .solved(.internalRate, flows.cash), year / month) - 1) / year)
    let payback = ledger.define(.payback, month * .solved(.payback, flows.cash))
    _ = ledger.define(.levelisedCost, presentCost / presentHours)
    let installed = ledger.define(.presentInstalled, hours * running)
    _ = ledger.define(.levelisedInstalled, presentCost / installed)
    let apart = prices.apart.map { spot in
      ledger.define(
        .presentSpot, hours * present(zip(spot, use.months).map { $0 * $1 }))
    }
    let covered = apart.map { presentCost - $0 } ?? presentCost
    let flat = covered / (presentHours * prices.weight)
    let price = ledger.define(.breakEvenPrice, prices.quoted.map { flat * $0 } ?? flat)
    let margin = ledger.define(.presentMargin, present(use.full(flows.margins)))
    let ramped = ledger.define(
      .utilisationGain, present(zip(flows.margins, use.ramps).map { $0 * $1 }))
    // Where full use does not even pay its power, the quotient is infinite: never.
    let utilisation = ledger.define(
      .breakEvenUtilisation,
      (unused - use.start * (margin - ramped)) / .larger(0, ramped))
    let operation = ledger.define(.operationTotal, book.operation)
    let lost = ledger.define(.depreciation, book.spent - left)
    let whole = interest.map {
      lost + ledger.define(.capitalCharge, $0 * horizon / month) + operation
    }
    owners(
      Owners(book: book, flows: flows, left: left, worth: worth, month: month, npv: npv),
      in: &ledger)
    return ClusterFigures(
      accelerators: count.accelerators, nodes: count.nodes, capital: capital,
      capitalPerAccelerator: ledger.define(
        .capitalPerAccelerator, capital / count.accelerators),
      operation: operation,
      ownership: ledger.define(.ownershipCost, whole ?? lost + operation),
      revenue: ledger.define(.lifetimeRevenue, flows.revenue), npv: npv,
      npvOfCapital: ledger.define(.valueOfCapital, npv / capital), irr: irr, payback: payback,
      breakEvenPrice: price, breakEvenUtilisation: utilisation, cash: flows.cash,
      quoted: startCommitment, lines: book.lines)
  }

  /// Adds what the hours bring: use by month at its price, of all hours.
  private func sell<N: Algebra>(
    _ hours: N, use: Use<N>, prices: Prices<N>, _ book: inout FleetBook<N>
  ) {
    let none = [N?](repeating: nil, count: fleet.purchase.deliveryMonths)
    let sold = FlowRow(none + zip(use.months, prices.means).map { $0 * $1 })
    book.flows.add(
      FlowLine(.lifetimeRevenue, .rent, .revenue, hours, book.flows.add(sold)))
  }

  /// Cash by month, from the start; revenue; and what full use earns in each month over none.
  private func cash<L: Ledger>(
    _ book: FleetBook<L.Number>, hours: L.Number, prices: Prices<L.Number>, in ledger: inout L
  ) -> Flows<L.Number> {
    let start = book.flows.cash([.capital, .payment], inMonth: 0) ?? 0 * book.capital
    var cash = [ledger.define(.cashAtStart, start)]
    var operating: [L.Number] = []
    var revenue: L.Number = 0
    var revenues: [L.Number] = []
    var margins: [L.Number] = []
    for index in 1...finance.months {
      var earned: L.Number?
      if let sold = book.flows.cash([.revenue], inMonth: index) {
        let named = ledger.define(.revenueOfMonth.at(index), sold)
        revenue = revenue + named
        revenues.append(named)
        let place = index - fleet.purchase.deliveryMonths - 1
        margins.append(
          ledger.define(.marginOfMonth.at(index), hours * prices.means[place] - book.variable))
        earned = named
      }
      let earnings = ledger.define(
        .operatingOfMonth.at(index),
        book.flows.cash([.operation, .expense], inMonth: index, after: earned) ?? 0)
      operating.append(earnings)
      // What comes back at the end, and interest, whether the fleet runs or not.
      let flow = book.flows.cash(
        [.value, .interest, .capital, .payment], inMonth: index, after: earnings)
      cash.append(ledger.define(.cashOfMonth.at(index), flow ?? earnings))
    }
    return Flows(
      cash: cash, revenue: revenue, revenues: revenues, margins: margins, operating: operating)
  }

  /// Interest of a month on the capital employed, where the plan pays it: on its average, or as what
  /// level payments over each life are more than the straight line.
  private func interest<L: Ledger>(
    _ book: FleetBook<L.Number>, left: L.Number, month: L.Number, in ledger: inout L
  ) -> L.Number? {
    guard let charge = fleet.purchase.capitalCharge else { return nil }
    let yearly = ledger.input(.capitalChargeRate, charge.rate)
    switch charge.method {
    case .average:
      return ledger.define(
        .interestOfMonth,
        OwnedCapital.charge(capital: book.capital, endValue: left, rate: yearly, time: month))
    case .recovery:
      let life = ledger.input(.life, ownership.life)
      let residual = ledger.define(
        .residualAtLife, ownership.share(of: product.id, at: life, in: &ledger))
      func over(_ cost: L.Number, left: L.Number, _ life: L.Number) -> L.Number {
        OwnedCapital.recoveryInterest(
          capital: cost, endValue: left, rate: yearly * month, periods: life / month)
      }
      var sum = over(book.servers, left: book.servers * residual, life)
      sum = sum + over(book.others, left: 0, life)
      for part in book.purchases where part.life != nil || part.month > 0 {
        sum = sum + over(part.cost, left: 0, part.life ?? life)
      }
      return ledger.define(.interestOfMonth, sum)
    }
  }
}

/// Money by month, from the start.
struct Flows<Number: Sendable> {
  let cash: [Number]
  let revenue: Number
  /// Of the months in which the fleet runs.
  let revenues: [Number]
  /// What full use earns in each month over none.
  let margins: [Number]
  /// Revenue less operation of each month.
  let operating: [Number]
}

/// How much is used: the start, how far the ramp has come, and shares by month.
private struct Use<Number: Algebra> {
  let start: Number
  let ramps: [Number]
  let months: [Number]
  /// What is left of demand in each month, where it falls.
  let falls: [Number]?
  let mean: Number

  /// What a demand that does not fall would earn, as far as it has not fallen.
  func full(_ margins: [Number]) -> [Number] {
    guard let falls else { return margins }
    return zip(margins, falls).map { $0 * $1 }
  }
}

/// What hours are sold for.
private struct Prices<Number: Sendable> {
  let means: [Number]
  /// The price that the plan quotes over the price on demand, where it is another.
  let quoted: Number?
  /// The mean price over the price on demand, without what does not follow it.
  let weight: Number
  /// What does not follow it, by month.
  let apart: [Number]?
}
