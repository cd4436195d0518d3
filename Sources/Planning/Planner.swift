import Diagnostics
import Figures
public import HardwareKit
import Units

/// Finds what follows from a plan.
///
/// For every model, workload, product and way it searches the layout on plain doubles, sizes the
/// fleet and prices it; then it writes the cheapest option of each workload on a sheet.
public struct Planner: Sendable {
  let products: [String: ModelledProduct]
  let facility: Facility
  /// How far the throughput models are off.
  let bands: ErrorBands

  /// - Parameter products: Everything that plans may name, by SKU id.
  public init(
    products: [String: ModelledProduct], facility: Facility, bands: ErrorBands = ErrorBands()
  ) {
    self.products = products
    self.facility = facility
    self.bands = bands
  }

  public func outcome(of plan: Plan) -> Outcome {
    let named = plan.productIDs.compactMap { products[$0]?.product }
    let asOf = plan.finance.asOf ?? named.newestDate
    var problems = DiagnosticList()
    var cases: [Case] = []
    for model in plan.models {
      cases.append(solve(plan, model: model, asOf: asOf, problems: &problems))
    }
    let fleet = plan.fleet.map { solve(plan, $0, asOf: asOf, problems: &problems) }
    let dates = Self.priceDates(cases, fleet)
    for choice in cases.flatMap(\.workloads).compactMap(\.choice) {
      if case .purchase(_, let terms)? = choice.answer?.acquisition.kind,
        let warning = Diagnostic.pastItsLife(
          choice.product.id, months: plan.finance.months, terms),
        !problems.diagnostics.contains(warning)
      {
        problems.append(warning)
      }
      // Hardware that was bought long ago has a price of then.
      if case .bill(.amortised) = choice.way { continue }
      guard let dates = choice.answer?.acquisition.priceDates,
        let newest = dates.max(by: { $0.firstDay < $1.firstDay }),
        newest.lastDay.days(to: asOf) > Market.staleDays
      else { continue }
      let warning = Diagnostic.stalePrices(
        choice.product.id, choice.way.label, newest: newest, asOf: asOf)
      if !problems.diagnostics.contains(warning) { problems.append(warning) }
    }
    return Outcome(
      plan: plan, asOf: asOf, cases: cases, fleet: fleet, priceDates: dates, problems: problems,
      sharedErrors: bands.shared)
  }

  /// The market of a way, at a date, with the plan's own prices on top.
  private func market(
    _ plan: Plan, _ way: Way, model: ModelFacts, asOf: CivilDate
  ) -> Market {
    var ownership = facility.ownership
    var segment = Segment.neocloud
    var provider: String?
    var region: String?
    switch way {
    case .rent(_, let wanted, let from, let place):
      segment = wanted
      provider = from
      region = place
    case .buy(let life, let residual, _):
      ownership.life = life ?? ownership.life
      ownership.residual = residual ?? ownership.residual
    case .endpoint(let from): provider = from
    case .bill(.cloudPrice(_, let wanted, let from, let place)):
      segment = wanted
      provider = from
      region = place
    case .bill(.amortised(_, let terms)): ownership = terms.ownership(ownership)
    }
    return Market(
      asOf: asOf, segment: segment, provider: provider, region: region,
      model: model.architecture.id, ownership: ownership,
      serverRatio: facility.serverRatio, givenRents: plan.overrides.rents,
      givenPurchases: plan.overrides.purchases)
  }

  private func solve(
    _ plan: Plan, model: ModelFacts, asOf: CivilDate, problems: inout DiagnosticList
  ) -> Case {
    var sheet = Sheet()
    var outcomes: [WorkloadOutcome] = []
    var bills: [String: [BillLine]] = [:]
    var totals: [(isTraining: Bool, figures: OptionFigures<Formula>)] = []
    for planned in plan.workloads {
      let (outcome, chosen) = solve(plan, planned, model: model, asOf: asOf)
      outcomes.append(outcome)
      guard let chosen else { continue }
      sheet.scope = planned.name
      sheet.subject = chosen.product.id
      if let figures = chosen.fill(&sheet) {
        bills[planned.name] = figures.bill
        if case .train = planned.kind {
          totals.append((true, figures))
        } else {
          totals.append((false, figures))
        }
      }
      for crossing in outcome.crossings { crossing.write(in: &sheet) }
    }
    sheet.scope = ""
    sheet.subject = ""
    if outcomes.allSatisfy({ $0.chosen != nil }) { total(plan, totals, in: &sheet) }
    let complete = outcomes.allSatisfy { $0.chosen != nil }
    let checks = plan.checks.map {
      CheckResult($0, on: sheet, isComplete: complete, outcomes: outcomes, problems: &problems)
    }
    return Case(model: model, workloads: outcomes, sheet: sheet, bills: bills, checks: checks)
  }

  /// Sums over the plan: training, serving, further lines; by month too.
  private func total(
    _ plan: Plan, _ parts: [(isTraining: Bool, figures: OptionFigures<Formula>)],
    in sheet: inout Sheet
  ) {
    func sum(_ values: [Formula]) -> Formula { values.reduce(0, +) }
    let count = max(plan.finance.months, parts.map(\.figures.months.count).max() ?? 0)
    var byMonth = [Formula](repeating: 0, count: count)
    for part in parts {
      for (month, amount) in part.figures.months.enumerated() {
        byMonth[month] = byMonth[month] + amount
      }
    }
    var further: [Formula] = []
    for (index, line) in plan.costs.enumerated() {
      // Shares are of fleets, which are planned elsewhere.
      guard case .dollars(let fact, _) = line.amount else { continue }
      let amount = line.timing.due(sheet.input(.furtherCost.at(index + 1), fact), in: &sheet)
      switch line.timing {
      case .once(let month):
        byMonth[min(month, count) - 1] = byMonth[min(month, count) - 1] + amount
        further.append(amount)
      case .monthly, .yearly:
        for month in 0..<plan.finance.months {
          byMonth[month] = byMonth[month] + amount
          further.append(amount)
        }
      }
    }
    let training = sheet.define(
      .totalTraining, sum(parts.filter(\.isTraining).map(\.figures.cost)))
    let serving = sheet.define(
      .totalServing, sum(parts.filter { !$0.isTraining }.map(\.figures.cost)))
    let lines = sheet.define(.totalFurther, sum(further))
    _ = sheet.define(.totalCost, training + serving + lines)
    for (month, amount) in byMonth.enumerated() {
      _ = sheet.define(.totalOfMonth.at(month + 1), amount)
    }
  }

  // MARK: One workload

  private func solve(
    _ plan: Plan, _ planned: PlannedWorkload, model: ModelFacts, asOf: CivilDate
  ) -> (WorkloadOutcome, OptionModel?) {
    var options: [PlanOption] = []
    var best: (index: Int, cost: Double, model: OptionModel)?
    // The cheapest of those whose latency nobody has recorded: chosen only where nothing else answers.
    var unknown: (index: Int, cost: Double, model: OptionModel)?
    var costs: [TrafficCosts.Entry] = []
    for id in planned.products {
      guard let entry = products[id] else { continue }
      let known = plan.overrides.facts[id].map(entry.with) ?? entry
      let planned = planned.with(bands, on: known.product, model, plan.overrides.modelErrors)
      let searched = LayoutSearch(
        planned: planned, model: model, entry: known, finance: plan.finance)
      let found: Result<LayoutSearch.Found, LayoutSearch.Failure>? =
        known.product.released.firstDay > asOf ? nil : searched.run()
      // Ways that are paid alike, and most others too, have the same layout.
      var fits: [Layout: Fit] = [:]
      for way in planned.ways {
        var fit: Fit?
        if case .success(let found) = found {
          let layout = found.layout(way.payment)
          fit = fits[layout] ?? searched.fit(of: layout, frontier: found.frontier)
          fits[layout] = fit
        }
        let priced = price(
          plan, planned, model: model, entry: known, way: way, layout: found, asOf: asOf)
        for (way, status, option) in priced {
          let isEndpoint = if case .endpoint = way { true } else { false }
          options.append(
            PlanOption(
              product: known.product, way: way, fit: isEndpoint ? nil : fit, status: status,
              model: option))
          guard case .answer(let answer) = status, let option else { continue }
          let choice = (options.count - 1, answer.cost, option)
          if plan.knowsLatency(answer, of: planned) {
            if answer.cost < best?.cost ?? .infinity { best = choice }
          } else if answer.cost < unknown?.cost ?? .infinity {
            unknown = choice
          }
          if let payer = Payer(way) {
            costs.append(
              TrafficCosts.Entry(
                option: options.count - 1, payer: payer, payment: way.payment, model: option,
                candidates: (isEndpoint ? nil : try? found?.get().candidates)
                  ?? LayoutSearch.Candidates()))
          }
        }
      }
    }
    best = best ?? unknown
    var traffic: TrafficCosts?
    if case .serve(let demand) = planned.kind {
      traffic = TrafficCosts(
        workload: planned.name, demand: demand, months: plan.finance.months, entries: costs)
    }
    return (
      WorkloadOutcome(
        planned: planned, options: options, chosen: best?.index, trafficCosts: traffic),
      best?.model
    )
  }

  /// A product had in one way; every provider of an endpoint is a row of its own.
  private func price(
    _ plan: Plan, _ planned: PlannedWorkload, model: ModelFacts, entry: ModelledProduct, way: Way,
    layout: Result<LayoutSearch.Found, LayoutSearch.Failure>?, asOf: CivilDate
  ) -> [(Way, PlanOption.Status, OptionModel?)] {
    guard let layout else { return [(way, .notReleased(entry.product.released), nil)] }
    let market = market(plan, way, model: model, asOf: asOf)
    let offers = entry.cost.acquisitions(in: market)
    func option(_ layout: Layout?, _ offer: Acquisition) -> OptionModel {
      OptionModel(
        planned: planned, model: model, product: entry.product, throughput: entry.throughput,
        cost: entry.cost, finance: plan.finance, layout: layout ?? Layout(), acquisition: offer,
        comparedRent: market.rent(of: entry.product, .onDemand)?.fact)
    }
    let offer: Acquisition?
    switch way {
    case .rent(let commitment, _, _, _):
      offer = offers.first {
        if case .rental(commitment, _) = $0.kind { true } else { false }
      }
    case .buy:
      offer = offers.first { if case .purchase = $0.kind { true } else { false } }
    case .bill(let method):
      guard case .train = planned.kind else {
        return [(way, .notSold("a bill by this method is one of training"), nil)]
      }
      switch billed(method, entry, market) {
      case .success(let found): offer = found
      case .failure(let refusal): return [(way, refusal.status, nil)]
      }
    case .endpoint:
      guard case .serve(let demand) = planned.kind else {
        return [(way, .notSold("endpoints serve, they do not train"), nil)]
      }
      guard demand.users == nil else {
        return [
          (way, .notSold("what users get from an endpoint hangs on its speed, not on record"), nil)
        ]
      }
      let hosted = offers.filter { if case .endpoint = $0.kind { true } else { false } }
      guard !hosted.isEmpty else {
        return [(way, .notSold("no endpoint with this model is on record at this date"), nil)]
      }
      return hosted.map { offer in
        let option = option(nil, offer)
        let name = if case .endpoint(let provider, _, _) = offer.kind { provider } else { "" }
        return (.endpoint(provider: name), Self.answer(option, layout: nil), option)
      }
    }
    switch layout {
    case .failure(.unknown(let keys)): return [(way, .unknown(keys), nil)]
    case .failure(.infeasible(let limit, let closest)):
      return [(way, .infeasible(limit, closest), nil)]
    case .failure(.refused(let reason)): return [(way, .notSold(reason), nil)]
    case .success(let found):
      let chosen = found.layout(way.payment)
      guard let offer else {
        return [(way, .unpriced(Self.path(of: way, entry.product, market)), nil)]
      }
      let missing = entry.cost.unknowns(for: offer)
      guard missing.isEmpty else { return [(way, .unknown(missing), nil)] }
      let option = option(chosen, offer)
      let isPublished =
        if case .train(let run) = planned.kind { run.publishedTime != nil } else { false }
      let status = Self.answer(option, layout: isPublished ? nil : chosen)
      if case .answer = status { return [(way, status, option)] }
      return [(way, status, nil)]
    }
  }

  private static func answer(_ option: OptionModel, layout: Layout?) -> PlanOption.Status {
    var scratch = Scratch()
    do throws(Infeasible) {
      let figures = try option.write(in: &scratch)
      return .answer(
        Answer(
          layout: layout, acquisition: option.acquisition, cost: figures.cost,
          months: figures.months, accelerators: figures.accelerators,
          tokensPerSecond: figures.throughput?.tokensPerSecond,
          capacity: figures.capacity?.tokensPerSecond, usedHours: figures.usedHours,
          ttft: figures.throughput?.ttft, tpot: figures.throughput?.tpot,
          mfu: figures.throughput?.mfu, duration: figures.duration, replicas: figures.replicas,
          costPerOutputToken: figures.costPerOutputToken,
          breakEvenPrice: figures.breakEven?.price, comparedRent: option.comparedRent?.value,
          breakEvenUtilisation: figures.breakEven?.utilisation))
    } catch {
      return .infeasible(error, layout)
    }
  }

  /// The key with which a plan would give a missing price.
  private static func path(of way: Way, _ product: Product, _ market: Market) -> String {
    switch way {
    case .rent(let commitment, let segment, _, _):
      "\(product.id).rent.\(segment.rawValue).\(commitment.rawValue)"
    case .buy, .bill(.amortised): "\(product.id).buy"
    case .bill(.cloudPrice(let commitment, let segment, _, _)):
      "\(product.id).rent.\(segment.rawValue).\(commitment.rawValue)"
    case .endpoint: "\(product.id).endpoint"
    }
  }

  // MARK: Dates and checks

  private static func priceDates(
    _ cases: [Case], _ fleet: FleetOutcome?
  ) -> (oldest: PartialDate, newest: PartialDate)? {
    let dates =
      cases.flatMap(\.workloads).compactMap(\.choice?.answer?.acquisition).flatMap(\.priceDates)
      + (fleet?.choice?.priceDates ?? [])
    guard let oldest = dates.min(by: { $0.firstDay < $1.firstDay }),
      let newest = dates.max(by: { $0.firstDay < $1.firstDay })
    else { return nil }
    return (oldest, newest)
  }
}
