import Figures
import Finance
import HardwareKit
import Units

/// Something that a fleet buys, as tax and its value at the end see it.
struct Purchase<Number: Algebra>: Sendable {
  let role: LineRole
  let cost: Number
  /// The end of the month in which it is paid; 0 is the start.
  let month: Int
  /// Its own useful life, such as a building's; `nil` for that of the servers.
  var life: Number?
  /// How tax writes it off, where that is not as the servers.
  var depreciation: DepreciationTerms?
  /// What the old servers bring, where these are bought in their place.
  var sold: Number?

  var isRenewal: Bool { sold != nil }
  var isServersOfStart: Bool { role == .servers && month == 0 }

  /// The year of the plan in which it is bought, counted from 0.
  var year: Int { max(0, month - 1) / FinanceTerms.monthsOfYear }
}

/// The flows of a fleet that is bought, and what it consists of.
struct FleetBook<Number: Algebra>: Sendable {
  var flows: FlowBook<Number>
  private(set) var purchases: [Purchase<Number>] = []
  /// All that the bill buys, and what is spent on running it over the horizon.
  let capital: Number
  let operation: Number
  /// Operation of a month without use, and what a month of full use adds.
  let fixed: Number
  let variable: Number
  let lines: [FleetLine]
  /// What keeping the hardware costs at the end of a lease that ends with the horizon.
  var buyOutAtEnd: Number?

  /// - Throws: ``Infeasible`` that names a line which a fleet cannot place.
  init<L: Ledger>(
    _ bill: [FleetItem<Number>], in calendar: FlowCalendar<Number>, ledger: inout L
  ) throws(Infeasible) where L.Number == Number {
    flows = FlowBook(calendar)
    for entry in bill {
      let item = entry.item
      let cost = try flows.add(item, in: &ledger)
      guard item.flowClass == .capital, case .at(let month) = flows.lines.last?.profile else {
        continue
      }
      purchases.append(
        Purchase(
          role: item.role, cost: cost, month: month, life: entry.life,
          depreciation: entry.depreciation))
    }
    lines = bill.map(\.line)
    operation = flows.total([.operation, .expense]) ?? 0
    fixed = ledger.define(.fixedOperation, flows.amount(.operation, .held) ?? 0)
    variable = ledger.define(.variableOperation, flows.amount(.operation, .used) ?? 0)
    flows.name(.operation, .held, fixed)
    flows.name(.operation, .used, variable)
    capital = ledger.define(.capitalTotal, flows.total([.capital]) ?? 0)
    if purchases.allSatisfy({ $0.month == 0 }) { flows.name(.capital, .at(0), capital) }
  }

  /// Adds servers bought anew, and what the old ones bring.
  mutating func renew(at month: Int, cost price: Number, sold: Number) {
    purchases.append(Purchase(role: .servers, cost: price, month: month, sold: sold))
    flows.add(FlowLine(.refreshCost.at(month), .servers, .capital, price, .at(month)))
    flows.add(FlowLine(.refreshSale.at(month), .servers, .value, sold, .at(month)))
  }

  /// What is bought at the start.
  var atStart: Number { flows.amount(.capital, .at(0)) ?? 0 }

  /// What the servers of the start cost.
  var servers: Number { sum { $0.isServersOfStart } }

  /// All that was bought, less what old servers brought.
  var spent: Number {
    purchases.reduce(capital) { sum, purchase in
      purchase.sold.map { sum + (purchase.cost - $0) } ?? sum
    }
  }

  /// What was bought of some kind.
  func sum(_ isMeant: (Purchase<Number>) -> Bool) -> Number {
    var sum: Number?
    for purchase in purchases where isMeant(purchase) {
      sum = sum.map { $0 + purchase.cost } ?? purchase.cost
    }
    return sum ?? 0
  }
}
