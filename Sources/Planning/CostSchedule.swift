public import Figures
import Finance
import HardwareKit
import Units

/// A workload's bill over the horizon and by month.
struct CostSchedule<Number: Sendable> {
  let total: Number
  let months: [Number]
  let bill: [BillLine]
}

/// A line of a bill, by the figures that a reader looks at: what it costs, how much of it there is,
/// at which price or share, and for how many months where it falls due monthly.
public struct BillLine: Sendable {
  public let cost: FigureID
  public var quantity: FigureID?
  public var rate: FigureID?
  public var months: FigureID?
}

extension BillLine {
  /// - Parameter used: The figure of the accelerator-time that is used.
  init<Number>(_ item: LineItem<Number>, used: FigureID) {
    cost = item.id
    rate = item.rate
    let isMonthly = item.timing == .monthly
    switch item.measure {
    case .accelerators: (quantity, months) = (.fleetAccelerators, isMonthly ? .heldMonths : nil)
    case .nodes: (quantity, months) = (.nodes, isMonthly ? .heldMonths : nil)
    case .each(let figure): (quantity, months) = (figure, isMonthly ? .heldMonths : nil)
    case .all(let figure): (quantity, months) = (figure, nil)
    case .timing:
      switch item.timing {
      case .perHourUsed: quantity = used
      case .perPromptToken: quantity = .inputTokens
      case .perOutputToken: quantity = .outputTokens
      case .once, .atEnd, .monthly: break
      }
    }
  }
}

/// What a bill is made from: the fleet, and the time that it is held and used.
struct BillingBasis<Number: Sendable> {
  let fleet: Fleet<Number>
  /// Accelerator-time used in each month, and over the horizon.
  let used: [Number]
  let usedTotal: Number
  /// The figure of that total.
  let usedFigure: FigureID
  let month: Number
  /// Months for which monthly items are paid.
  let heldMonths: Int
}

/// Turns line items into cash by month and a total; adds what owning capital costs.
///
/// Each item becomes a figure with its cost over the horizon. Of owned hardware the value that is
/// left at the end comes off, and the average of the capital employed is charged for.
func schedule<L: Ledger>(
  _ items: [LineItem<L.Number>], acquisition: Acquisition, basis: BillingBasis<L.Number>,
  discount: Fact<PerSecond>?, months: Int, in ledger: inout L
) -> CostSchedule<L.Number> {
  var total: L.Number = 0
  var byMonth = [L.Number](repeating: 0, count: max(months, basis.heldMonths))
  var capital: L.Number = 0
  var bill = items.map { BillLine($0, used: basis.usedFigure) }
  for item in items {
    let amount = item.quantity * item.unitPrice
    let cost: L.Number
    switch item.timing {
    case .once(let month):
      cost = amount
      let index = min(max(month, 1), byMonth.count) - 1
      byMonth[index] = byMonth[index] + amount
      capital = capital + amount
    case .atEnd:
      cost = amount
      byMonth[byMonth.count - 1] = byMonth[byMonth.count - 1] + amount
    case .monthly:
      cost = amount * basis.fleet.months
      for month in 0..<basis.heldMonths { byMonth[month] = byMonth[month] + amount }
    case .perPromptToken, .perOutputToken:
      // Tokens are billed where tokens are counted; a fleet has no such item.
      cost = amount * 0
    case .perHourUsed:
      cost = amount * basis.usedTotal
      for (month, used) in basis.used.enumerated() {
        byMonth[month] = byMonth[month] + amount * used
      }
    }
    total = total + ledger.define(item.id, cost)
  }
  if case .purchase(_, let terms) = acquisition.kind {
    let held = basis.month * basis.fleet.months
    let left = OwnedCapital.value(
      capital: capital, residual: ledger.input(.residual, terms.residual), age: held,
      life: ledger.input(.life, terms.life))
    let back = ledger.define(.endValue, 0 - left)
    let rate = ledger.input(.capitalChargeRate, discount ?? terms.capitalCharge)
    let charge = ledger.define(
      .capitalCharge,
      OwnedCapital.charge(capital: capital, endValue: left, rate: rate, time: held))
    total = total + back + charge
    bill.append(BillLine(cost: .endValue))
    bill.append(BillLine(cost: .capitalCharge, rate: .capitalChargeRate))
    let monthlyCharge = charge / basis.fleet.months
    for month in 0..<basis.heldMonths { byMonth[month] = byMonth[month] + monthlyCharge }
    byMonth[byMonth.count - 1] = byMonth[byMonth.count - 1] + back
  }
  let cost = ledger.define(.cost, total)
  let named = byMonth.enumerated().map { index, amount in
    ledger.define(.costOfMonth.at(index + 1), amount)
  }
  return CostSchedule(total: cost, months: named, bill: bill)
}

/// The rent at which owning would cost the same, and how much use that needs at the going rent.
///
/// Owning costs the same whether the fleet is used or not, but for the part of its power that
/// follows the load; that part is small and counted as fixed here.
func breakEven<L: Ledger>(
  owned: L.Number, heldHours: L.Number, usedHours: L.Number, rent: Fact<DollarsPerSecond>?,
  in ledger: inout L
) -> (price: L.Number, utilisation: L.Number?) {
  let paid = ledger.define(.breakEvenPrice, owned / usedHours)
  guard let rent else { return (paid, nil) }
  let price = ledger.input(.rentToCompare, rent)
  let zero = owned * 0 / heldHours
  let share = ledger.define(
    .breakEvenUtilisation,
    BreakEven.utilisation(fixed: owned / heldHours, variable: zero, rent: price))
  return (paid, share)
}
