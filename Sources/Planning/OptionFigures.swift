import Figures
import Finance
import HardwareKit
import Units

/// The numbers of one option that a report shows, in one ledger.
struct OptionFigures<Number: Sendable>: Sendable {
  var cost: Number
  var months: [Number]
  var bill: [BillLine]
  /// Absent where tokens are bought and nobody says on what.
  var accelerators: Number?
  /// Of a run; of a replica of a service at the plan's peak.
  var throughput: Throughput<Number>?
  /// Of a replica of a service at the most that keeps the level.
  var capacity: Throughput<Number>?
  var usedHours: Number?
  var duration: Number?
  var allHours: Number?
  var replicas: Number?
  var costPerOutputToken: Number?
  /// Purchases: the rent at which owning costs the same, and the use that it needs at today's rent.
  var breakEven: (price: Number, utilisation: Number?)?
}

/// One option: a workload on a product, in a layout, had in one way.
struct OptionModel: Sendable {
  var planned: PlannedWorkload
  let model: ModelFacts
  let product: Product
  let throughput: any ThroughputModel
  let cost: any CostModel
  let finance: FinanceTerms
  var layout: Layout
  let acquisition: Acquisition
  /// The rent by the hour that owning is compared with, where there is one.
  let comparedRent: Fact<DollarsPerSecond>?

  /// Writes every figure of the option, from throughput to cost.
  ///
  /// - Throws: ``Infeasible`` with the limit that binds.
  func write<L: Ledger>(in ledger: inout L) throws(Infeasible) -> OptionFigures<L.Number> {
    switch planned.kind {
    case .train(let demand): try train(demand, in: &ledger)
    case .serve(let demand):
      try service(demand, layout, in: &ledger)
    }
  }

  /// Writes the figures of an option that the search found feasible; the sheet repeats the same
  /// arithmetic, and a refusal there is a fault that it keeps.
  @discardableResult
  func fill(_ sheet: inout Sheet) -> OptionFigures<Formula>? {
    do throws(Infeasible) {
      return try write(in: &sheet)
    } catch {
      sheet.note(error)
      return nil
    }
  }

  /// The figures of a service, in the layout that is meant for its traffic.
  ///
  /// - Throws: ``Infeasible`` with the limit that binds.
  /// - Parameter isTimed: Whether latencies are asked for at the plan's loads; costs need none.
  func service<L: Ledger>(
    _ demand: ServingDemand, _ layout: Layout, isTimed: Bool = true, in ledger: inout L
  ) throws(Infeasible) -> OptionFigures<L.Number> {
    if case .endpoint = acquisition.kind { return try buyTokens(demand, in: &ledger) }
    return try serve(demand, layout, isTimed: isTimed, in: &ledger)
  }

  /// Nodes of a fleet. Rents count accelerators, so that a product whose node is unknown can be rented.
  private func nodes<L: Ledger>(_ accelerators: L.Number, in ledger: inout L) -> L.Number {
    guard let size = product.facts.nodeAccelerators else { return accelerators }
    return ledger.define(
      .nodes, .ceiling(accelerators / ledger.input(.nodeAccelerators, size)))
  }

  /// Months for which a held fleet is paid: a committed term to its end, an owned fleet to the end
  /// of the horizon.
  private func heldMonths(used months: Int) -> Int {
    guard case .rental(let commitment, _) = acquisition.kind, commitment.committedMonths > 0
    else { return finance.months }
    let term = commitment.committedMonths
    return max(1, (months + term - 1) / term) * term
  }

  /// Whether the fleet is held for the busiest month; otherwise it is rented by the hour, and follows the
  /// traffic.
  private var isHeld: Bool {
    if case .rental(let commitment, _) = acquisition.kind { return commitment.committedMonths > 0 }
    return true
  }

  private func held<L: Ledger>(_ months: Int, in ledger: inout L) -> L.Number {
    ledger.input(
      .heldMonths,
      Fact<Count>(
        Double(months),
        Provenance(
          .definition("a committed term is paid to its end, an owned fleet to the horizon"),
          evidence: nil)))
  }

  // MARK: Training

  private func train<L: Ledger>(
    _ demand: TrainingDemand, in ledger: inout L
  ) throws(Infeasible) -> OptionFigures<L.Number> {
    let run = try RunModel(
      demand: demand, model: model, throughput: throughput, layout: layout,
      horizon: finance.horizon
    ).write(in: &ledger)
    let (accelerators, duration, busy) = (run.accelerators, run.duration, run.busy)
    _ = ledger.define(.acceleratorHours, accelerators * duration)
    var paid = accelerators
    if let spares = demand.reliability.spares {
      // Spares are held and paid for as long as the run is.
      paid = ledger.define(
        .withSpares, .ceiling(accelerators * (1 + ledger.input(.runSpares, spares))))
    }
    let all = ledger.define(.allAcceleratorHours, paid * busy)

    let month = ledger.input(.month, .month)
    var used: [L.Number] = []
    var start: L.Number = 0 * month
    for index in 1...finance.months {
      let part = L.Number.larger(0 * month, .smaller(busy - start, month))
      used.append(ledger.define(.usedHoursOfMonth.at(index), paid * part))
      start = start + month
    }
    let months = heldMonths(used: finance.months)
    let fleet = Fleet(
      accelerators: ledger.define(.fleetAccelerators, paid * 1),
      nodes: nodes(paid, in: &ledger),
      load: ledger.input(.trainingLoad, demand.load), months: held(months, in: &ledger))
    let bill = cost.lineItems(for: acquisition, of: fleet, in: &ledger)
    let paidFor = try FlowBook.bill(
      bill, of: product.id, acquisition: acquisition,
      in: FlowCalendar(
        horizon: finance.months, held: 1..<months + 1, heldMonths: fleet.months,
        paysAtStart: false, use: .hours(FlowRow(used, total: all))),
      used: .allAcceleratorHours, discount: finance.discount, ledger: &ledger)
    _ = ledger.define(.costPerAcceleratorHour, paidFor.total / all)
    var figures = OptionFigures(
      cost: paidFor.total, months: paidFor.months, bill: paidFor.lines,
      accelerators: fleet.accelerators,
      throughput: run.throughput, usedHours: all, duration: duration, allHours: all)
    if case .purchase = acquisition.kind {
      figures.breakEven = breakEven(
        owned: paidFor.total, heldHours: fleet.accelerators * fleet.months * month,
        usedHours: all, rent: comparedRent, in: &ledger)
    }
    return figures
  }

  // MARK: Serving

  private func serve<L: Ledger>(
    _ demand: ServingDemand, _ layout: Layout, isTimed: Bool, in ledger: inout L
  ) throws(Infeasible) -> OptionFigures<L.Number> {
    let service = ServiceModel(
      demand: demand, model: model, throughput: throughput, layout: layout,
      months: finance.months)
    let size = try service.size(in: &ledger)
    let throughput = size.capacity
    let rate = throughput.tokensPerSecond
    let traffic = size.traffic
    let replicas = size.replicas
    var now: Throughput<L.Number>?
    var peak = traffic.first
    if isTimed || demand.users != nil {
      let busiest = try service.run(size, at: .peak, isHeld: isHeld, in: &ledger)
      now = busiest
      if demand.users != nil {
        // Users ask in each month as fast as they are answered in the busiest one.
        peak = ledger.define(
          .usersTraffic,
          busiest.tokensPerSecond * (replicas - size.spares) * traffic.first
            / traffic.busiestPeak)
      }
    }
    if isTimed {
      _ = try service.run(size, at: .first, isHeld: isHeld, in: &ledger)
      _ = try service.run(size, at: .mean, isHeld: isHeld, in: &ledger)
    }
    let mean = ledger.input(.meanShare, demand.meanShare)
    let month = ledger.input(.month, .month)

    // Rented by the hour, the fleet follows the traffic month by month; held, it is there from the
    // start for the busiest month.
    let tokens = outputTokens(
      demand, peak: peak, growth: traffic.growth, month: month, in: &ledger)
    var used: [L.Number] = []
    var usedTotal = month * 0
    for (index, replicas) in size.months.enumerated() {
      let hours = ledger.define(
        .usedHoursOfMonth.at(index + 1), replicas * throughput.accelerators * month)
      used.append(hours)
      usedTotal = usedTotal + hours
    }
    let outputTokens = tokens.output
    let inputTokens = tokens.prompt
    let usedHours = ledger.define(.usedHours, usedTotal)

    let accelerators = ledger.define(
      .fleetAccelerators, replicas * throughput.accelerators)
    let months = heldMonths(used: finance.months)
    let fleet = Fleet(
      accelerators: accelerators, nodes: nodes(accelerators, in: &ledger), load: mean,
      months: held(months, in: &ledger), draw: throughput.draw, unit: throughput.accelerators)
    let bill = cost.lineItems(for: acquisition, of: fleet, in: &ledger)
    let paidFor = try FlowBook.bill(
      bill, of: product.id, acquisition: acquisition,
      in: FlowCalendar(
        horizon: finance.months, held: 1..<months + 1, heldMonths: fleet.months,
        paysAtStart: false, use: .hours(FlowRow(used, total: usedHours)),
        promptTokens: tokens.promptRow, outputTokens: tokens.outputRow),
      used: .usedHours, discount: finance.discount, ledger: &ledger)
    let total = paidFor.total
    let perOutput = ledger.define(.costPerOutputToken, total / outputTokens)
    let perToken = ledger.define(.costPerToken, total / (outputTokens + inputTokens))
    // The usage basis counts the hours in which the tokens fit at the full rate, and no others.
    let held = accelerators * fleet.months * month
    let paid = isHeld ? held : usedHours
    let busy = ledger.define(
      .busyShare, outputTokens / rate * throughput.accelerators / paid)
    let usage = ledger.define(.usageCostPerOutputToken, perOutput * busy)
    margin(demand, cost: total, usage: usage, tokens: outputTokens, in: &ledger)
    _ = ledger.define(.usageCostPerToken, perToken * busy)
    if let share = throughput.promptShare {
      let input = ledger.define(.inputCostPerToken, total * share / inputTokens)
      let output = ledger.define(.outputCostPerToken, total * (1 - share) / outputTokens)
      _ = ledger.define(.usageInputCostPerToken, input * busy)
      _ = ledger.define(.usageOutputCostPerToken, output * busy)
    }
    _ = ledger.define(.costPerAcceleratorHour, total / usedHours)
    var figures = OptionFigures(
      cost: total, months: paidFor.months, bill: paidFor.lines, accelerators: accelerators,
      throughput: now, capacity: throughput, usedHours: usedHours, replicas: replicas,
      costPerOutputToken: perOutput)
    if case .purchase = acquisition.kind {
      figures.breakEven = breakEven(
        owned: total, heldHours: accelerators * fleet.months * month, usedHours: usedHours,
        rent: comparedRent, in: &ledger)
    }
    return figures
  }

  /// What is left of the price of output tokens, where they are sold.
  ///
  ///     margin = (revenue - cost) / revenue
  ///
  /// - Parameter usage: Cost of an output token at the full rate, where something is held.
  private func margin<L: Ledger>(
    _ demand: ServingDemand, cost: L.Number, usage: L.Number?, tokens: L.Number,
    in ledger: inout L
  ) {
    guard let given = demand.sellingPrice else { return }
    let price = ledger.input(.sellingPrice, given)
    let revenue = ledger.define(.revenue, price * tokens)
    _ = ledger.define(.margin, (revenue - cost) / revenue)
    if let usage { _ = ledger.define(.usageMargin, (price - usage) / price) }
  }

  /// Tokens that the service writes and reads, by month and over the horizon.
  private func outputTokens<L: Ledger>(
    _ demand: ServingDemand, peak: L.Number, growth: L.Number, month: L.Number, in ledger: inout L
  ) -> TokensByMonth<L.Number> {
    let mean = ledger.input(.meanShare, demand.meanShare)
    var byMonth: [L.Number] = []
    var traffic = peak * mean
    var total: L.Number = 0
    for index in 1...finance.months {
      let tokens = ledger.define(.outputTokensOfMonth.at(index), traffic * month)
      byMonth.append(tokens)
      total = total + tokens
      traffic = traffic * growth
    }
    let output = ledger.define(.outputTokens, total)
    let prompt = ledger.input(.prompt, demand.prompt)
    let answer = ledger.input(.answer, demand.answer)
    return TokensByMonth(
      outputRow: FlowRow(byMonth, total: output),
      promptRow: FlowRow(
        byMonth.map { $0 * prompt / answer },
        total: ledger.define(.inputTokens, output * prompt / answer)))
  }

  /// A service bought by the token: no fleet, and no latency that the vendor does not publish.
  private func buyTokens<L: Ledger>(
    _ demand: ServingDemand, in ledger: inout L
  ) throws(Infeasible) -> OptionFigures<L.Number> {
    let month = ledger.input(.month, .month)
    let traffic = ServiceTraffic(demand, months: finance.months, in: &ledger)
    let tokens = outputTokens(
      demand, peak: traffic.first, growth: traffic.growth, month: month, in: &ledger)
    let nothing = Fleet<L.Number>(accelerators: 0, nodes: 0, load: 0, months: 0)
    let items = cost.lineItems(for: acquisition, of: nothing, in: &ledger)
    let isHeld = items.contains { $0.timing == .monthly }
    let paidFor = try FlowBook.bill(
      items, of: product.id, acquisition: acquisition,
      in: FlowCalendar(
        horizon: finance.months, held: 1..<finance.months + 1,
        heldMonths: isHeld ? held(finance.months, in: &ledger) : nil, paysAtStart: false,
        promptTokens: tokens.promptRow, outputTokens: tokens.outputRow),
      used: .usedHours, discount: finance.discount, ledger: &ledger)
    let perOutput = ledger.define(.costPerOutputToken, paidFor.total / tokens.output)
    _ = ledger.define(.costPerToken, paidFor.total / (tokens.output + tokens.prompt))
    margin(demand, cost: paidFor.total, usage: nil, tokens: tokens.output, in: &ledger)
    return OptionFigures(
      cost: paidFor.total, months: paidFor.months, bill: paidFor.lines,
      costPerOutputToken: perOutput)
  }
}

/// What a service writes and reads, by month and over the horizon.
private struct TokensByMonth<Number: Algebra> {
  let outputRow: FlowRow<Number>
  let promptRow: FlowRow<Number>

  var output: Number { outputRow.total }
  var prompt: Number { promptRow.total }
}
