import Diagnostics
import Figures
import HardwareKit
import Units

/// Plans of fleets: every product and way on plain doubles, then all of them on one sheet.
extension Planner {
  func solve(
    _ plan: Plan, _ fleet: FleetPlan, asOf: CivilDate, problems: inout DiagnosticList
  ) -> FleetOutcome {
    switch fleet.purpose {
    case .rentOut(let sale):
      rentOut(plan, fleet, sale, asOf: asOf, problems: &problems)
    case .use(let need): use(plan, fleet, need, asOf: asOf, problems: &problems)
    }
  }

  func market(_ plan: Plan, _ fleet: FleetPlan, segment: Segment, asOf: CivilDate) -> Market {
    Market(
      asOf: asOf, segment: segment, ownership: fleet.ownership(facility.ownership),
      serverRatio: facility.serverRatio, givenRents: plan.overrides.rents,
      givenPurchases: plan.overrides.purchases)
  }

  func entry(_ plan: Plan, _ id: String) -> ModelledProduct? {
    products[id].map { entry in plan.overrides.facts[id].map(entry.with) ?? entry }
  }

  // MARK: Rented out

  /// A product with all that its figures need, or the reason why there are none.
  private func cluster(
    _ plan: Plan, _ fleet: FleetPlan, _ sale: SaleTerms, _ entry: ModelledProduct,
    asOf: CivilDate
  ) -> Result<(model: ClusterModel, dates: [PartialDate]), Refusal> {
    let product = entry.product
    guard product.released.firstDay <= asOf else {
      return .failure(Refusal(.notReleased(product.released)))
    }
    let market = market(plan, fleet, segment: sale.segment, asOf: asOf)
    let path = "\(product.id).rent.\(sale.segment.rawValue).\(sale.commitment.rawValue)"
    let quoted = market.rent(of: product, sale.commitment)
    // A price on demand is on record more often than any other.
    guard let price = quoted ?? market.rent(of: product, .onDemand) else {
      return .failure(Refusal(.unpriced(path)))
    }
    let offers = entry.cost.acquisitions(in: market)
    let purchase = offers.first { if case .purchase = $0.kind { true } else { false } }
    guard let purchase, case .purchase(_, let terms) = purchase.kind else {
      return .failure(Refusal(.unpriced("\(product.id).buy")))
    }
    let missing = entry.cost.unknowns(for: purchase)
    guard missing.isEmpty else { return .failure(Refusal(.unknown(missing))) }
    var sale = sale
    sale.path = sale.path.fitted(to: product.prices, until: asOf)
    if let path = sale.spot?.path {
      sale.spot?.path = path.fitted(to: product.prices, until: asOf)
    }
    let spot = sale.spot.flatMap { $0.start ?? market.rent(of: product, .spot)?.fact }
    let model = ClusterModel(
      fleet: fleet, sale: sale, product: product, cost: entry.cost, acquisition: purchase,
      ownership: terms, start: price.fact,
      startCommitment: quoted == nil ? .onDemand : sale.commitment, spotStart: spot,
      discount: plan.finance.discount ?? facility.ownership.capitalCharge, finance: plan.finance,
      asOf: asOf)
    return .success((model, price.quotes.map(\.date)))
  }

  /// Why a product of a fleet has no figures.
  private struct Refusal: Error {
    let status: PlanOption.Status
    init(_ status: PlanOption.Status) { self.status = status }
  }

  private func rentOut(
    _ plan: Plan, _ fleet: FleetPlan, _ sale: SaleTerms, asOf: CivilDate,
    problems: inout DiagnosticList
  ) -> FleetOutcome {
    var options: [FleetOption] = []
    var models: [(model: ClusterModel, scope: String, dates: [PartialDate])] = []
    var best: (index: Int, value: Double)?
    var sheet = Sheet()
    for id in fleet.products {
      guard let entry = entry(plan, id) else { continue }
      func option(_ result: FleetOption.Result, _ dates: [PartialDate]) -> FleetOption {
        FleetOption(
          product: entry.product, way: "", result: result, priceDates: dates, scope: id)
      }
      switch cluster(plan, fleet, sale, entry, asOf: asOf) {
      case .failure(let reason): options.append(option(.refused(reason.status), []))
      case .success(let (model, dates)):
        var scratch = Scratch()
        do throws(Infeasible) {
          let figures = try model.write(in: &scratch)
          if figures.npvOfCapital > best?.value ?? -.infinity {
            best = (options.count, figures.npvOfCapital)
          }
          options.append(
            option(.cluster(figures), dates + model.acquisition.priceDates))
          models.append((model, id, dates))
        } catch {
          options.append(option(.refused(.infeasible(error, nil)), []))
        }
      }
    }
    sheet.sharesPlan = true
    for (model, scope, dates) in models {
      sheet.scope = scope
      sheet.subject = model.product.id
      if let best, options[best.index].scope == scope {
        warnIfStale(model.product, dates, asOf: asOf, into: &problems)
        if fleet.purchase.refresh == nil,
          let warning = Diagnostic.pastItsLife(
            model.product.id, months: model.runningMonths, model.ownership)
        {
          problems.append(warning)
        }
      }
      // Feasible on doubles, so feasible here: the arithmetic is the same.
      _ = try? model.write(in: &sheet)
    }
    let chosen = best.map { options[$0.index] }
    if let chosen { name(FigureID.ofCluster, of: chosen.scope, in: &sheet) }
    return outcome(
      plan, fleet, options, best?.index, sheet,
      grid: chosen.flatMap { grid(plan, product: $0.product.id, asOf: asOf) },
      problems: &problems)
  }

  /// The plan's sweep for one product, on doubles.
  private func grid(_ plan: Plan, product: String, asOf: CivilDate) -> FleetGrid? {
    guard let sweep = plan.sweep else { return nil }
    let cells = sweep.plans.map { row in
      row.map { plan -> ClusterFigures<Double>? in
        guard let fleet = plan.fleet, case .rentOut(let sale) = fleet.purpose,
          let entry = entry(plan, product),
          case .success(let (model, _)) = cluster(
            plan, fleet, sale, entry, asOf: plan.finance.asOf ?? asOf)
        else { return nil }
        var scratch = Scratch()
        return try? model.write(in: &scratch)
      }
    }
    return FleetGrid(rows: sweep.rows, columns: sweep.columns, cells: cells)
  }

  // MARK: Both

  /// Gives the figures of the chosen option a short name, `irr` for `nvidia-h100-sxm5.irr`.
  func name(_ ids: [FigureID], of scope: String, in sheet: inout Sheet) {
    sheet.scope = ""
    sheet.subject = ""
    for id in ids {
      guard let figure = sheet.reference("\(scope).\(id.localName)") else { continue }
      _ = sheet.define(id, figure)
    }
  }

  func outcome(
    _ plan: Plan, _ fleet: FleetPlan, _ options: [FleetOption], _ chosen: Int?, _ sheet: Sheet,
    grid: FleetGrid? = nil, problems: inout DiagnosticList
  ) -> FleetOutcome {
    let checks = plan.checks.map { check in
      chosen == nil
        ? CheckResult(check: check, verdict: .undecided, figure: nil, bound: nil)
        : CheckResult(check, on: sheet, isComplete: true, outcomes: [], problems: &problems)
    }
    return FleetOutcome(
      fleet: fleet, options: options, chosen: chosen, sheet: sheet, checks: checks, grid: grid)
  }

  func warnIfStale(
    _ product: Product, _ dates: [PartialDate], asOf: CivilDate, into problems: inout DiagnosticList
  ) {
    guard let newest = dates.max(by: { $0.firstDay < $1.firstDay }),
      newest.lastDay.days(to: asOf) > Market.staleDays
    else { return }
    problems.append(.stalePrices(product.id, "rent", newest: newest, asOf: asOf))
  }
}

extension FigureID {
  /// Figures of the chosen product of a fleet that is rented out, which have a short name too.
  static var ofCluster: [FigureID] {
    [
      .fleetAccelerators, .nodes, .meanUtilisation, .capitalTotal, .capitalPerAccelerator,
      .cashCostOfHour, .operationTotal, .depreciation, .ownershipCost, .lifetimeRevenue,
      .netPresentValue, .valueOfCapital, .internalRate, .payback, .levelisedCost,
      .levelisedInstalled, .breakEvenPrice,
      .breakEvenUtilisation, .operatingMargin, .depreciatedMargin, .spreadsheetValue, .datedValue,
      .datedReturn, .modifiedReturn, .discountedPayback, .valueAfterTax, .returnAfterTax,
      .debtTotal,
      .lowestCoverage, .leasePayment, .leaseAdvantage, .valueOfEquity, .returnOnEquity,
    ]
  }
}
