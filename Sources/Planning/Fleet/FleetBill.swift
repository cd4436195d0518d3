import Figures
import Finance
import HardwareKit
import Units

/// A line of a fleet's bill: the item, and the name that the plan gives it, where it gives one.
struct FleetItem<Number: Sendable> {
  let item: LineItem<Number>
  var name: String?
  /// Its own useful life, where it is not that of the servers.
  var life: Number?
  /// How tax writes it off, where that is not as the servers.
  var depreciation: DepreciationTerms?

  var line: FleetLine {
    FleetLine(
      bill: BillLine(item, used: .usedHours), name: name,
      isCapital: item.flowClass == .capital)
  }
}

/// The same for a reader of the outcome.
public struct FleetLine: Sendable {
  public let bill: BillLine
  public let name: String?
  /// Bought at the start, not paid while the fleet runs.
  public let isCapital: Bool
}

/// What hardware costs by its own model, and what the plan adds to it.
struct FleetBill: Sendable {
  let fleet: FleetPlan
  let cost: any CostModel
  let acquisition: Acquisition

  /// Every line for a fleet that runs for some months at a mean load.
  ///
  ///     network    servers · share, or counted parts
  ///     storage    servers · share
  ///     part       count of its basis · price
  ///     support    servers · yearly share
  ///     staff      yearly amount
  ///     further    count of its basis · amount, or a share of servers or of all that is bought
  func items<L: Ledger>(
    _ count: FleetCount<L.Number>, load: L.Number, months: L.Number, in ledger: inout L
  ) -> [FleetItem<L.Number>] {
    let month = ledger.input(.month, .month)
    let held = Fleet(
      accelerators: count.accelerators, nodes: count.nodes, load: load, months: months)
    let hardware = cost.lineItems(for: acquisition, of: held, in: &ledger)
    var servers: L.Number = 0
    for item in hardware where item.role == .servers && item.flowClass == .capital {
      servers = servers + item.quantity * item.unitPrice
    }
    var result = hardware.map { FleetItem(item: $0) }
    if let share = fleet.network.share {
      result.append(
        FleetItem(
          item: LineItem(
            .fabricCost, .network, quantity: servers, unitPrice: ledger.input(.fabricShare, share),
            .once(month: 1), rate: .fabricShare),
          name: fleet.network.fabric.map { "network, \($0)" }))
    }
    result += parts(
      fleet.network.parts, .network, .fabricPartPrice, .fabricPartCount, .fabricPartCost,
      .fabricPartLife,
      count, &ledger)
    if let share = fleet.purchase.storage {
      result.append(
        FleetItem(
          item: LineItem(
            .storageCost, .storage, quantity: servers,
            unitPrice: ledger.input(.storageShare, share),
            .once(month: 1), rate: .storageShare)))
    }
    result += parts(
      fleet.purchase.parts, .other, .partPrice, .partCount, .partCost, .partLife, count, &ledger)
    if let support = fleet.operation.support {
      result.append(
        FleetItem(
          item: LineItem(
            .supportCost, .support, quantity: servers,
            unitPrice: ledger.input(.supportShare, support) * month, .monthly,
            rate: .supportShare)))
    }
    if let staff = fleet.operation.staff {
      result.append(
        FleetItem(
          item: LineItem(
            .staffCost, .staff, quantity: 1, unitPrice: ledger.input(.staffPrice, staff) * month,
            .monthly, rate: .staffPrice)))
    }
    for (index, line) in fleet.operation.lines.enumerated() {
      let price = ledger.input(.linePrice.at(index + 1), line.price)
      result.append(
        FleetItem(
          item: LineItem(
            .lineCost.at(index + 1), .other, quantity: basis(line.basis, count),
            unitPrice: price * month, .monthly, rate: .linePrice.at(index + 1)),
          name: line.name))
    }
    var capital: L.Number = 0
    for entry in result where entry.item.flowClass == .capital {
      capital = capital + entry.item.quantity * entry.item.unitPrice
    }
    for (index, line) in fleet.costs.enumerated() {
      result.append(
        further(line, index + 1, servers: servers, capital: capital, count, &ledger))
    }
    return result
  }

  private func further<L: Ledger>(
    _ line: FurtherCost, _ place: Int, servers: L.Number, capital: L.Number,
    _ count: FleetCount<L.Number>, _ ledger: inout L
  ) -> FleetItem<L.Number> {
    let quantity: L.Number
    let price: L.Number
    let rate: FigureID
    switch line.amount {
    case .dollars(let fact, let basis):
      rate = .furtherCost.at(place)
      (quantity, price) = (self.basis(basis, count), ledger.input(rate, fact))
    case .ofServers(let fact):
      rate = .furtherShare.at(place)
      (quantity, price) = (servers, ledger.input(rate, fact))
    case .ofCapital(let fact):
      rate = .furtherShare.at(place)
      (quantity, price) = (capital, ledger.input(rate, fact))
    }
    let due: LineItem<L.Number>.Timing
    let flowClass: FlowClass
    switch line.timing {
    case .once(let month): (due, flowClass) = (.once(month: month), .expense)
    case .monthly, .yearly: (due, flowClass) = (.monthly, .operation)
    }
    return FleetItem(
      item: LineItem(
        .furtherLine.at(place), .other, quantity: quantity,
        unitPrice: line.timing.due(price, in: &ledger), due, as: flowClass, rate: rate),
      name: line.name)
  }

  private func parts<L: Ledger>(
    _ parts: [FleetPart], _ role: LineRole, _ price: FigureID, _ number: FigureID, _ cost: FigureID,
    _ life: FigureID, _ count: FleetCount<L.Number>, _ ledger: inout L
  ) -> [FleetItem<L.Number>] {
    parts.enumerated().map { index, part in
      let each = ledger.input(number.at(index + 1), part.count)
      return FleetItem(
        item: LineItem(
          cost.at(index + 1), role, quantity: each * basis(part.basis, count),
          unitPrice: ledger.input(price.at(index + 1), part.price), .once(month: 1),
          rate: price.at(index + 1)),
        name: part.name, life: part.life.map { ledger.input(life.at(index + 1), $0) },
        depreciation: part.depreciation)
    }
  }

  private func basis<N>(_ basis: CostBasis, _ count: FleetCount<N>) -> N where N: Algebra {
    switch basis {
    case .fleet: 1
    case .node: count.nodes
    case .accelerator: count.accelerators
    }
  }
}

extension FleetPlan {
  /// Terms of ownership: the catalogue's, with what the plan says in their place.
  func ownership(_ standard: Ownership) -> Ownership {
    var terms = standard
    terms.life = purchase.life ?? terms.life
    terms.residual = purchase.residual ?? terms.residual
    terms.givenCurve = purchase.residualCurve
    terms.electricity = operation.electricity ?? terms.electricity
    terms.colocation = operation.colocation ?? terms.colocation
    terms.pue = power.pue ?? terms.pue
    terms.idlePower = power.idle ?? terms.idlePower
    terms.usedPower = power.used ?? terms.usedPower
    // What the plan lists itself is not taken from the catalogue too.
    if network.share != nil || !network.parts.isEmpty {
      terms.networkShare = .listed
      terms.fabric = nil
    }
    if operation.namesOperations { terms.operations = .listed }
    return terms
  }
}

extension Fact {
  static var listed: Fact {
    Fact(0, Provenance(.definition("the plan lists these costs itself"), evidence: nil))
  }
}
