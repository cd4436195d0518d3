import Figures
import Finance
import HardwareKit
import Units

/// A workload's money: its cost over the horizon and by month, and the lines of its bill.
struct WorkloadBill<Number: Sendable> {
  let total: Number
  let months: [Number]
  let lines: [BillLine]
}

extension FlowBook {
  /// The bill of a workload, read from the flows of its line items.
  ///
  /// Of owned hardware the value that is left at the end comes off, of servers by their age and of all
  /// else by a straight line to nothing, and the average of the capital employed is charged for, the same
  /// every month.
  ///
  /// - Parameter used: The figure of the accelerator-time that is used.
  /// - Throws: ``Infeasible`` that names a line which the workload cannot place.
  static func bill<L: Ledger>(
    _ items: [LineItem<Number>], of product: String, acquisition: Acquisition,
    in calendar: FlowCalendar<Number>,
    used: FigureID, discount: Fact<PerSecond>?, ledger: inout L
  ) throws(Infeasible) -> WorkloadBill<Number> where L.Number == Number {
    var book = FlowBook(calendar)
    var lines: [BillLine] = []
    for item in items {
      try book.add(item, in: &ledger)
      lines.append(BillLine(item, used: used))
    }
    if case .purchase(_, let terms) = acquisition.kind, let held = calendar.heldMonths {
      let month = ledger.input(.month, .month)
      let capital = book.total([.capital]) ?? 0
      let age = month * held
      let servers = book.capital(.servers) ?? 0
      let share = ledger.define(
        .residualNow, terms.share(of: product, at: age, in: &ledger))
      var left = servers * share
      if let others = book.capital(but: .servers) {
        left =
          left
          + OwnedCapital.value(
            capital: others, residual: 0 * share, age: age, life: ledger.input(.life, terms.life))
      }
      let back = ledger.define(.endValue, 0 - left)
      let rate = ledger.input(.capitalChargeRate, discount ?? terms.capitalCharge)
      let charge = ledger.define(
        .capitalCharge,
        OwnedCapital.charge(capital: capital, endValue: left, rate: rate, time: month * held))
      book.add(
        FlowLine(.endValue, .servers, .value, back, .at(calendar.horizon), isIncome: false))
      book.add(
        FlowLine(.capitalCharge, .other, .interest, charge / held, .held), whole: charge)
      lines.append(BillLine(cost: .endValue))
      lines.append(BillLine(cost: .capitalCharge, rate: .capitalChargeRate))
    }
    let total = ledger.define(.cost, book.total(.all) ?? 0)
    let months = (1...calendar.lastMonth).map { month in
      ledger.define(.costOfMonth.at(month), book.cost(.all, inMonth: month) ?? 0)
    }
    return WorkloadBill(total: total, months: months, lines: lines)
  }
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
