public import Figures
import HardwareKit
import Units

/// Results for sharing.
///
/// Secrets leave the result before anybody writes about it. A report is a function of the outcome; when
/// the outcome holds no secret, no sentence, table, chart or file can, and two outcomes that differ
/// in secrets alone are one after this. What stays is the choice: what was bought, and in which layout.
extension Outcome {
  /// Whether anything in it tells a secret: a price of any option, or what was found from one.
  public func tells(_ secret: Taint = .secret) -> Bool {
    sheets.contains { $0.tells(secret) }
      || cases.flatMap(\.workloads).contains { workload in
        workload.crossings.contains { !$0.reading.isDisjoint(with: secret) }
          || workload.options.indices.contains { workload.sheet(of: $0)?.tells(secret) ?? false }
      }
  }

  /// The outcome without any value that tells a secret: each is ``Swift/Double/hidden``, and whatever a
  /// reader computes from it is too. The outcome itself where there is none.
  public func redacted(_ secret: Taint = .secret) -> Outcome {
    guard tells(secret) else { return self }
    var copy = self
    copy.plan = plan.redacted()
    copy.cases = cases.map { $0.redacted(secret) }
    copy.fleet = fleet?.redacted(secret)
    copy.isRedacted = true
    return copy
  }
}

extension Plan {
  /// Without amounts that it states and without words of a person that hold a digit; the planner has
  /// read it, and reports show what is left.
  fileprivate func redacted() -> Plan {
    func words(_ text: String?) -> String? {
      text.flatMap { $0.contains(where: \.isNumber) ? nil : $0 }
    }
    var copy = self
    let file = file.split(separator: "/").last.map(String.init) ?? file
    copy.title = words(title) ?? (file.hasSuffix(".yaml") ? String(file.dropLast(5)) : file)
    copy.question = words(question)
    copy.preparedFor = words(preparedFor)
    copy.author = words(author)
    copy.version = words(version)
    copy.inputs = inputs.map(\.redacted)
    copy.files = []
    copy.sweep = nil
    copy.overrides.rents = overrides.rents.mapValues { $0.redacted() }
    copy.overrides.purchases = overrides.purchases.mapValues { $0.redacted() }
    return copy
  }
}

extension PlanInput {
  /// The input for sharing.
  ///
  /// A value stays where it is a list of single words, has no digit, or is a quantity that is no money. Whatever else
  /// holds a digit may be an amount.
  public var redacted: PlanInput {
    let isMoney = text.contains("$") || text.contains("USD") || Currency.foreign(in: text) != nil
    let quantity = try? ParsedQuantity(parsing: text)
    let isList = text.split(separator: ",").allSatisfy { !$0.drop { $0 == " " }.contains(" ") }
    let isPlain =
      !text.contains(where: \.isNumber) || isList || quantity?.dimension.money == 0
      || (try? parseRate(text)) != nil
    return isPlain && !isMoney
      ? self : PlanInput(path: path, text: Double.hiddenText, place: place)
  }
}

// MARK: Workloads

extension Case {
  fileprivate func redacted(_ secret: Taint) -> Case {
    var copy = self
    copy.sheet = sheet.redacted(secret)
    copy.workloads = workloads.map { $0.redacted(secret) }
    copy.checks = checks.map { $0.redacted(on: copy.sheet) }
    return copy
  }
}

extension WorkloadOutcome {
  /// A break-even that was found from a secret is not there at all: which side is the cheaper below it
  /// would tell.
  fileprivate func redacted(_ secret: Taint) -> WorkloadOutcome {
    var copy = self
    copy.hidden = secret
    copy.crossings = crossings.filter { $0.reading.isDisjoint(with: secret) }
    copy.options = options.map { $0.redacted(planned.name, secret) }
    return copy
  }
}

extension PlanOption {
  fileprivate func redacted(_ workload: String, _ secret: Taint) -> PlanOption {
    let status: Status =
      switch status {
      case .answer(let answer): .answer(answer.redacted(model, workload, secret))
      case .infeasible(let miss, let layout): .infeasible(miss.redacted, layout)
      case .unknown, .unpriced, .notReleased, .notSold: status
      }
    return PlanOption(
      product: product.redacted, way: way, fit: fit, status: status, model: model)
  }
}

extension Product {
  /// What a reader of an outcome sees of its prices: nothing, where some are the user's own.
  fileprivate var redacted: Product {
    let isPrivate =
      prices.rental.contains(where: \.isPrivate) || prices.purchase.contains(where: \.isPrivate)
      || prices.endpoints.contains(where: \.isPrivate)
      || prices.history.contains(where: \.isPrivate)
    return isPrivate ? with(prices: PriceBook()) : self
  }
}

extension Infeasible {
  fileprivate var redacted: Infeasible {
    limit == .budget ? Infeasible(limit, needed: .hidden, available: .hidden) : self
  }
}

extension Answer {
  /// The option's own formulas say what each number tells.
  fileprivate func redacted(_ model: OptionModel?, _ workload: String, _ secret: Taint) -> Answer {
    var sheet = Sheet()
    sheet.scope = workload
    let figures = try? model?.write(in: &sheet)
    func number(_ value: Double?, _ formula: Formula?) -> Double? {
      // Without its formula nobody knows what a number tells.
      guard figures != nil, formula?.taint.isDisjoint(with: secret) ?? true else {
        return value.map { _ in .hidden }
      }
      return value
    }
    var copy = self
    copy.cost = number(cost, figures?.cost) ?? .hidden
    copy.months = months.enumerated().map { index, amount in
      number(amount, figures?.months[index]) ?? .hidden
    }
    copy.accelerators = number(accelerators, figures?.accelerators)
    copy.tokensPerSecond = number(tokensPerSecond, figures?.throughput?.tokensPerSecond)
    copy.usedHours = number(usedHours, figures?.usedHours)
    copy.ttft = number(ttft, figures?.throughput?.ttft)
    copy.tpot = number(tpot, figures?.throughput?.tpot)
    copy.mfu = number(mfu, figures?.throughput?.mfu)
    copy.duration = number(duration, figures?.duration)
    copy.replicas = number(replicas, figures?.replicas)
    copy.costPerOutputToken = number(costPerOutputToken, figures?.costPerOutputToken)
    copy.breakEvenPrice = number(breakEvenPrice, figures?.breakEven?.price)
    copy.breakEvenUtilisation = number(
      breakEvenUtilisation, figures?.breakEven?.utilisation)
    copy.comparedRent = model?.comparedRent?.redacted(secret).value
    copy.acquisition = acquisition.redacted(secret)
    return copy
  }
}

extension Acquisition {
  fileprivate func redacted(_ secret: Taint) -> Acquisition {
    let kind: Kind =
      switch kind {
      case .rental(let commitment, let price): .rental(commitment, price.redacted(secret))
      case .purchase(let price, let terms): .purchase(price.redacted(secret), terms)
      case .amortised(let price, let terms): .amortised(price.redacted(secret), terms)
      case .endpoint(let provider, let input, let output):
        .endpoint(
          provider: provider, input: input.redacted(secret), output: output.redacted(secret))
      }
    return Acquisition(kind, priceDates: priceDates, isPrivate: isPrivate)
  }
}

extension CheckResult {
  /// Whether a check passes tells of its figure as the figure does.
  fileprivate func redacted(on sheet: Sheet) -> CheckResult {
    var check = check
    var bound = bound
    switch check.bound {
    case .quantity(_, let dimension) where dimension.money != 0:
      bound = bound.map { _ in .hidden }
      check.bound = .quantity(.hidden, dimension)
      check.written = Double.hiddenText
    case .quantity: break
    case .figure(let name): bound = sheet[name]?.value ?? bound.map { _ in .hidden }
    }
    let figure = figure.flatMap { sheet[$0.name] }
    let isHidden = figure?.value.isHidden == true || bound?.isHidden == true
    return CheckResult(
      check: check, verdict: isHidden ? .undecided : verdict, figure: figure, bound: bound)
  }
}

// MARK: Fleets

extension FleetOutcome {
  fileprivate func redacted(_ secret: Taint) -> FleetOutcome {
    let shown = sheet.redacted(secret)
    let tells = Set(
      options.map(\.scope).filter { scope in
        shown.figures.contains { $0.value.isHidden && $0.name.hasPrefix("\(scope).") }
      })
    /// Whether a number of an option is hidden: as its figure is, or as any is where it has none.
    func hides(_ scope: String) -> (FigureID) -> Bool {
      { id in shown["\(scope).\(id.localName)"]?.value.isHidden ?? tells.contains(scope) }
    }
    return FleetOutcome(
      fleet: fleet,
      options: options.map { $0.redacted(hides($0.scope)) },
      chosen: chosen, sheet: shown, checks: checks.map { $0.redacted(on: shown) },
      grid: grid?.redacted(choice.map { hides($0.scope) } ?? { _ in true }))
  }
}

extension FleetOption {
  fileprivate func redacted(_ hides: (FigureID) -> Bool) -> FleetOption {
    let result: Result =
      switch result {
      case .cluster(let figures): .cluster(figures.redacted(hides))
      case .need(let figures): .need(figures.redacted(hides))
      case .refused(.infeasible(let miss, let layout)):
        .refused(.infeasible(miss.redacted, layout))
      case .refused: result
      }
    return FleetOption(
      product: product.redacted, way: way, result: result, priceDates: priceDates, scope: scope)
  }
}

extension FleetLine {
  /// A name that a person wrote is left out where it has a digit; the line then has that of its figure.
  fileprivate var redacted: FleetLine {
    FleetLine(
      bill: bill, name: name.flatMap { $0.contains(where: \.isNumber) ? nil : $0 },
      isCapital: isCapital)
  }
}

extension ClusterFigures where Number == Double {
  fileprivate func redacted(_ hides: (FigureID) -> Bool) -> ClusterFigures {
    func number(_ value: Double, _ id: FigureID) -> Double { hides(id) ? .hidden : value }
    return ClusterFigures(
      accelerators: number(accelerators, .fleetAccelerators), nodes: number(nodes, .nodes),
      capital: number(capital, .capitalTotal),
      capitalPerAccelerator: number(capitalPerAccelerator, .capitalPerAccelerator),
      operation: number(operation, .operationTotal), ownership: number(ownership, .ownershipCost),
      revenue: number(revenue, .lifetimeRevenue), npv: number(npv, .netPresentValue),
      npvOfCapital: number(npvOfCapital, .valueOfCapital), irr: number(irr, .internalRate),
      payback: number(payback, .payback), breakEvenPrice: number(breakEvenPrice, .breakEvenPrice),
      breakEvenUtilisation: number(breakEvenUtilisation, .breakEvenUtilisation),
      cash: cash.map { number($0, .netPresentValue) }, quoted: quoted, lines: lines.map(\.redacted))
  }
}

extension NeedFigures where Number == Double {
  fileprivate func redacted(_ hides: (FigureID) -> Bool) -> NeedFigures {
    func number(_ value: Double, _ id: FigureID) -> Double { hides(id) ? .hidden : value }
    return NeedFigures(
      cost: number(cost, .presentCost), cash: number(cash, .needCost),
      // Where nothing is bought there is no such figure, and nothing to hide.
      capital: capital == 0 ? 0 : number(capital, .capitalTotal),
      held: number(held, .heldAccelerators), costPerHour: number(costPerHour, .levelisedNeed),
      breakEvenUtilisation: breakEvenUtilisation.map { number($0, .breakEvenUtilisation) },
      lines: lines.map(\.redacted))
  }
}

extension FleetGrid {
  /// Values that an axis states are secret where they are money, and then so is all that follows.
  fileprivate func redacted(_ hides: @escaping (FigureID) -> Bool) -> FleetGrid {
    let isMoney = rows.isMoney || columns?.isMoney == true
    let counts = [FigureID.fleetAccelerators.localName, FigureID.nodes.localName]
    return FleetGrid(
      rows: rows.redacted, columns: columns?.redacted,
      cells: cells.map { row in
        row.map { figures in
          figures?.redacted { id in hides(id) || isMoney && !counts.contains(id.localName) }
        }
      })
  }
}

extension FleetGrid.Axis {
  /// Whether its values are amounts of money.
  public var isMoney: Bool {
    written.contains { text in
      (try? ParsedQuantity(parsing: text)).map { $0.dimension.money != 0 } ?? text.contains("$")
    }
  }

  /// The same without its values where they are money.
  public var redacted: FleetGrid.Axis {
    guard isMoney else { return self }
    return FleetGrid.Axis(
      path: path, values: values.map { _ in .hidden },
      written: written.map { _ in Double.hiddenText })
  }
}
