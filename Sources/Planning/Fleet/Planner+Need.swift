import Diagnostics
import Figures
import HardwareKit
import Units

/// Needs that are met by owning, reserving, renting, or a base and a peak.
extension Planner {
  /// A way that has figures, ready to be written once more.
  private struct Answered {
    let model: NeedModel
    let base: NeedModel.Base?
    let peak: Commitment
    let scope: String
  }

  func use(
    _ plan: Plan, _ fleet: FleetPlan, _ need: NeedTerms, asOf: CivilDate,
    problems: inout DiagnosticList
  ) -> FleetOutcome {
    var options: [FleetOption] = []
    var answered: [Answered] = []
    for id in fleet.products {
      guard let entry = entry(plan, id) else { continue }
      for option in need.options {
        let (result, found, dates) = solve(plan, fleet, need, option, entry, asOf: asOf)
        let scope = "\(id).\(option.slug)"
        if let found {
          answered.append(
            Answered(model: found.model, base: found.base, peak: found.peak, scope: scope))
        }
        options.append(
          FleetOption(
            product: entry.product, way: option.label, result: result, priceDates: dates,
            scope: scope))
      }
    }
    var sheet = Sheet()
    sheet.sharesPlan = true
    for item in answered {
      sheet.scope = item.scope
      sheet.subject = item.model.product.id
      // Feasible on doubles, so feasible here: the arithmetic is the same.
      _ = try? item.model.write(base: item.base, peak: item.peak, in: &sheet)
    }
    // An accelerator of one product is not one of another: ways are compared within the first
    // product of the plan that has an answer.
    let first = options.first { $0.need != nil }?.product.id
    let chosen = options.indices.filter {
      options[$0].product.id == first && options[$0].need != nil
    }
    .min { (options[$0].need?.cost ?? .infinity) < (options[$1].need?.cost ?? .infinity) }
    if let chosen, let item = answered.first(where: { $0.scope == options[chosen].scope }),
      case .owned = item.base, item.model.fleet.purchase.refresh == nil,
      let warning = Diagnostic.pastItsLife(
        item.model.product.id, months: item.model.runningMonths, item.model.ownership)
    {
      problems.append(warning)
    }
    if let chosen, let first {
      nameNeed(options, chosen: options[chosen], product: first, in: &sheet)
    }
    return outcome(plan, fleet, options, chosen, sheet, problems: &problems)
  }

  /// Short names of the first product's figures: of its cheapest way, and of owning.
  private func nameNeed(
    _ options: [FleetOption], chosen: FleetOption, product: String, in sheet: inout Sheet
  ) {
    name(
      [.presentCost, .needCost, .heldAccelerators, .levelisedNeed], of: chosen.scope, in: &sheet)
    let owned = options.first {
      $0.product.id == product && $0.need?.breakEvenUtilisation != nil
    }
    if let owned {
      name([.breakEvenUtilisation, .capitalTotal], of: owned.scope, in: &sheet)
    }
    let rented = "\(product).\(Commitment.onDemand.rawValue).\(FigureID.presentCost.localName)"
    let best = "\(chosen.scope).\(FigureID.presentCost.localName)"
    if let rented = sheet.reference(rented), let best = sheet.reference(best) {
      _ = sheet.define(.saving, rented - best)
    }
  }

  private typealias Found = (model: NeedModel, base: NeedModel.Base?, peak: Commitment)

  private func solve(
    _ plan: Plan, _ fleet: FleetPlan, _ need: NeedTerms, _ option: NeedTerms.Option,
    _ entry: ModelledProduct, asOf: CivilDate
  ) -> (FleetOption.Result, Found?, [PartialDate]) {
    let product = entry.product
    guard product.released.firstDay <= asOf else {
      return (.refused(.notReleased(product.released)), nil, [])
    }
    guard case .demand(let levels) = fleet.size else { return (.refused(.unknown([])), nil, []) }
    let (base, peak) = option.parts
    var rents: [Commitment: Fact<DollarsPerSecond>] = [:]
    var dates: [PartialDate] = []
    var missing: String?
    func rent(_ way: Way?, isNeeded: Bool) {
      guard case .rent(let commitment, let segment, let provider, let region) = way else { return }
      var market = market(plan, fleet, segment: segment, asOf: asOf)
      market.provider = provider
      market.region = region
      if let price = market.rent(of: product, commitment) {
        rents[commitment] = price.fact
        dates += price.quotes.map(\.date)
      } else if isNeeded {
        missing = "\(product.id).rent.\(segment.rawValue).\(commitment.rawValue)"
      }
    }
    let standIn = Way.rent(.onDemand, segment: .neocloud, provider: nil, region: nil)
    var purchase: Acquisition?
    var terms = fleet
    if case .lease(let lease) = option { terms.purchase.lease = lease }
    if case .buy(let life, let residual, _) = base {
      terms.purchase.life = life ?? terms.purchase.life
      terms.purchase.residual = residual ?? terms.purchase.residual
      let market = market(plan, terms, segment: .neocloud, asOf: asOf)
      purchase = entry.cost.acquisitions(in: market)
        .first { if case .purchase = $0.kind { true } else { false } }
      guard let purchase else { return (.refused(.unpriced("\(product.id).buy")), nil, []) }
      let unknown = entry.cost.unknowns(for: purchase)
      guard unknown.isEmpty else { return (.refused(.unknown(unknown)), nil, []) }
      dates += purchase.priceDates
      // Until delivery the need is rented; at once, rent is only what owning is compared with.
      rent(peak ?? standIn, isNeeded: peak != nil || fleet.purchase.deliveryMonths > 0)
    } else {
      rent(base, isNeeded: true)
      rent(peak, isNeeded: true)
    }
    if let missing { return (.refused(.unpriced(missing)), nil, []) }
    var model = NeedModel(
      fleet: terms, levels: levels,
      path: need.rents.fitted(to: product.prices, until: asOf), product: product, cost: entry.cost,
      purchase: purchase, ownership: terms.ownership(facility.ownership), rents: rents,
      discount: plan.finance.discount ?? facility.ownership.capitalCharge, finance: plan.finance)
    if option.isHybrid { model.baseReading = model.searchReading(base, peak: peak) }
    var scratch = Scratch()
    let peakCommitment = peak?.commitment ?? .onDemand
    do throws(Infeasible) {
      let found = try model.base(base, isSearched: option.isHybrid, peak: peakCommitment)
      let figures = try model.write(base: found, peak: peakCommitment, in: &scratch)
      return (.need(figures), (model, found, peakCommitment), dates)
    } catch {
      return (.refused(.infeasible(error, nil)), nil, [])
    }
  }
}

extension NeedModel {
  /// The base of a way: all that is wanted, or in a hybrid the one of lowest cost.
  func base(_ way: Way?, isSearched: Bool, peak: Commitment) throws(Infeasible) -> Base? {
    switch way {
    case .buy:
      isSearched
        ? try bestBase({ .owned(nodes: $0) }, step: perNode, peak: peak)
        : .owned(nodes: (most / perNode).rounded(.up))
    case .rent(let commitment, _, _, _):
      isSearched
        ? try bestBase({ .reserved(commitment, accelerators: $0) }, step: 1, peak: peak)
        : .reserved(commitment, accelerators: most)
    case .endpoint, .bill, nil: nil
    }
  }
}

extension NeedModel {
  /// What the search for a base of this kind reads.
  fileprivate func searchReading(_ way: Way?, peak: Way?) -> Taint {
    let peak = peak?.commitment ?? .onDemand
    switch way {
    case .buy: return reading(.owned(nodes: 1), peak: peak)
    case .rent(let commitment, _, _, _):
      return reading(.reserved(commitment, accelerators: 1), peak: peak)
    case .endpoint, .bill, nil: return []
    }
  }
}

extension NeedTerms.Option {
  /// What is held, and how the rest is rented.
  var parts: (base: Way?, peak: Way?) {
    switch self {
    case .hybrid(let base, let peak): return (base, peak)
    case .lease: return (.buy(life: nil, residual: nil), nil)
    case .one(let way):
      if case .rent(let commitment, _, _, _) = way, commitment.committedMonths == 0 {
        return (nil, way)
      }
      return (way, nil)
    }
  }

  var isHybrid: Bool { if case .hybrid = self { true } else { false } }

  /// The label as part of a figure's name: `buy-and-on-demand`.
  var slug: String {
    let words = label.lowercased().replacing(" + ", with: "-and-")
    return String(
      words.map { $0.isLetter || $0.isNumber ? $0 : "-" }.reduce(into: "") {
        if $1 != "-" || $0.last != "-" { $0.append($1) }
      })
  }
}

extension Way {
  var commitment: Commitment? {
    if case .rent(let commitment, _, _, _) = self { commitment } else { nil }
  }
}
