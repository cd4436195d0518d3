import Figures
import Finance
import HardwareKit
import Units

/// What tax, debt and other conventions are computed from.
struct Owners<Number: Algebra> {
  var book: FleetBook<Number>
  let flows: Flows<Number>
  let left: Number
  let worth: Discounting<Number>
  let month: Number
  let npv: Number

  var capital: Number { book.capital }
}

extension ClusterModel {
  /// Writes what owners and lenders look at: margins, other conventions of value and return, tax, and
  /// debt. The operation of a month is revenue less what running the fleet costs.
  func owners<L: Ledger>(_ given: Owners<L.Number>, in ledger: inout L) {
    let cash = given.flows.cash
    let year = ledger.input(.year, .year)
    func yearly(_ monthly: L.Number) -> L.Number {
      (L.Number.power(1 + monthly, year / given.month) - 1) / year
    }
    var operating: L.Number = 0
    for amount in given.flows.operating { operating = operating + amount }
    let earned = ledger.define(.operatingTotal, operating)
    _ = ledger.define(.operatingMargin, earned / given.flows.revenue)
    let lost = given.book.spent - given.left
    _ = ledger.define(.depreciatedMargin, (earned - lost) / given.flows.revenue)
    for (index, amount) in given.flows.operating.enumerated()
    where index >= fleet.purchase.deliveryMonths {
      _ = ledger.define(
        .operatingMarginOfMonth.at(index + 1),
        amount / given.flows.revenues[index - fleet.purchase.deliveryMonths])
    }
    _ = ledger.define(.spreadsheetValue, given.npv / (1 + given.worth.rate))
    dated(given, in: &ledger)
    _ = ledger.define(
      .modifiedReturn,
      yearly(
        ModifiedReturn.rate(
          ofFlows: cash, finance: given.worth.rate, reinvestment: given.worth.rate)))
    let discounted = [cash[0]] + zip(cash.dropFirst(), given.worth.factors).map { $0 * $1 }
    _ = ledger.define(.discountedPayback, given.month * .solved(.payback, discounted))

    let loan = debt(given, in: &ledger)
    let years = byYear(given.flows.operating)
    for (index, amount) in years.enumerated() {
      _ = ledger.define(.operatingOfYear.at(index + 1), amount)
    }
    let taxes = tax(given, years: years, interest: loan.map { byYear($0.interest) }, in: &ledger)
    guard loan != nil || taxes != nil else { return }
    var flows = given.book.flows
    if let taxes {
      // Tax of a year falls due in its last month.
      for (index, amount) in taxes.enumerated() {
        let last = min((index + 1) * FinanceTerms.monthsOfYear, finance.months)
        flows.add(FlowLine(.taxOfYear.at(index + 1), .other, .tax, amount, .at(last)))
      }
      let own = flow(cash, with: [.tax], of: flows)
      _ = ledger.define(.valueAfterTax, own[0] + given.worth.present(Array(own.dropFirst())))
      _ = ledger.define(.returnAfterTax, yearly(.solved(.internalRate, own)))
    }
    guard let loan else { return }
    lenders(loan, years: years, in: &ledger)
    for (month, amount) in loan.draws.enumerated() {
      flows.add(FlowLine(.debtTotal, .other, .draw, amount, .at(month)))
    }
    for (index, amount) in loan.service.enumerated() {
      flows.add(
        FlowLine(.debtServiceOfMonth.at(index + 1), .other, .service, amount, .at(index + 1)))
    }
    let named = flow(cash, with: [.tax, .draw, .service], of: flows).enumerated().map {
      $0 == 0 ? ledger.define(.ownersAtStart, $1) : ledger.define(.ownersOfMonth.at($0), $1)
    }
    _ = ledger.define(
      .valueOfEquity, named[0] + given.worth.present(Array(named.dropFirst())))
    _ = ledger.define(.returnOnEquity, yearly(.solved(.internalRate, named)))
  }

  /// Cash by month with what owners settle with the state and with lenders.
  private func flow<N>(_ cash: [N], with classes: Set<FlowClass>, of flows: FlowBook<N>) -> [N] {
    cash.enumerated().map { flows.cash(classes, inMonth: $0, after: $1) ?? $1 }
  }

  /// Value and return with flows on calendar days, the plan's and so many months after it, as XNPV and
  /// XIRR count them: `(1 + rate)^(days / 365)`.
  private func dated<L: Ledger>(_ given: Owners<L.Number>, in ledger: inout L) {
    let year = ledger.input(.year, .year)
    let rate = given.worth.yearly
    var fractions: [L.Number] = [0]
    for month in 1..<given.flows.cash.count {
      let days = asOf.days(to: asOf.adding(months: month))
      let elapsed = ledger.input(
        .dayOfMonth.at(month),
        Fact<Seconds>(
          Double(days) * TimeSpan.day,
          Provenance(
            .definition("to the same day of the calendar month, or its last"), evidence: nil)))
      fractions.append(elapsed / year)
    }
    _ = ledger.define(
      .datedValue,
      given.flows.cash[0]
        + PresentValue.ofFlows(
          Array(given.flows.cash.dropFirst()), at: Array(fractions.dropFirst()), rate: rate))
    // The rate is that of any multiple of the flows.
    let shares = given.flows.cash.map { $0 / given.capital }
    _ = ledger.define(.datedReturn, .solved(.datedRate, shares + fractions) / year)
  }

  /// Amounts of months added up by year; the last may be a part.
  private func byYear<N: Algebra>(_ months: [N]) -> [N] {
    let year = FinanceTerms.monthsOfYear
    return stride(from: 0, to: finance.months, by: year).map { first in
      var sum: N = 0
      for index in first..<min(first + year, finance.months) where index < months.count {
        sum = sum + months[index]
      }
      return sum
    }
  }

  // MARK: Tax

  /// Tax by year on operation less depreciation and interest; what is left at the end is taxed over
  /// its book value.
  private func tax<L: Ledger>(
    _ given: Owners<L.Number>, years: [L.Number], interest: [L.Number]?, in ledger: inout L
  ) -> [L.Number]? {
    guard let terms = finance.tax else { return nil }
    if let lease = fleet.purchase.lease {
      return leaseTax(terms, lease, years: years, given, in: &ledger)
    }
    let schedule =
      fleet.purchase.depreciation ?? .straightLine(years: DepreciationTerms.years(ownership.life))
    let shares = schedule.shares.enumerated().map { index, share in
      ledger.input(.depreciationShare.at(index + 1), share)
    }
    let bonus = ledger.input(.depreciationBonus, schedule.bonus)
    let purchases = given.book.purchases
    // What is bought at the start is written off as the servers are, but for what has a way of its own.
    var rest = given.capital
    for part in purchases where !part.isRenewal && (part.depreciation != nil || part.month > 0) {
      rest = rest - part.cost
    }
    // Written off from the year in which it is placed in service, that of the delivery.
    let placed = fleet.purchase.deliveryMonths / FinanceTerms.monthsOfYear
    var yearly = Array(
      ([L.Number](repeating: 0 * given.capital, count: placed)
        + TaxDeduction.amounts(cost: rest, bonus: bonus, shares: shares)).prefix(years.count))
    func write(_ amounts: [L.Number], from first: Int) {
      while yearly.count < years.count { yearly.append(0 * given.capital) }
      for (index, amount) in amounts.enumerated() where first + index < years.count {
        yearly[first + index] = yearly[first + index] + amount
      }
    }
    var places = 0
    for part in purchases {
      guard let terms = part.depreciation else {
        // All else that is bought later is written off from the year of its purchase; what old servers
        // bring is income.
        if part.month > 0 {
          write(
            TaxDeduction.amounts(cost: part.cost, bonus: bonus, shares: shares), from: part.year)
        }
        if let sold = part.sold { yearly[part.year] = yearly[part.year] - sold }
        continue
      }
      let place = places
      places += 1
      let bonus = ledger.input(.partBonus.at(place + 1), terms.bonus)
      let shares = terms.shares.prefix(years.count).enumerated().map {
        ledger.input(.partDepreciationShare.at(FigureID.place(place, ofYear: $0)), $1)
      }
      write(
        TaxDeduction.amounts(cost: part.cost, bonus: bonus, shares: shares),
        from: max(part.year, placed))
    }
    let deductions = yearly.enumerated().map { ledger.define(.deductionOfYear.at($0 + 1), $1) }
    var book = given.book.spent
    for amount in deductions { book = book - amount }
    let gain = ledger.define(.gainAtEnd, given.left - book)
    let incomes = years.indices.map { index -> L.Number in
      var income = years[index]
      if index < deductions.count { income = income - deductions[index] }
      if let interest, index < interest.count { income = income - interest[index] }
      if index == years.count - 1 { income = income + gain }
      return ledger.define(.incomeOfYear.at(index + 1), income)
    }
    return taxes(terms, on: incomes, in: &ledger)
  }

  private func taxes<L: Ledger>(
    _ terms: TaxTerms, on incomes: [L.Number], in ledger: inout L
  ) -> [L.Number] {
    let rate = ledger.input(.taxRate, terms.rate)
    let limit = ledger.input(.lossLimit, terms.lossLimit)
    return IncomeTax.amounts(
      incomes: incomes, rate: rate, limit: limit,
      name: { ledger.define(.lossesOfYear.at($0), $1) }
    ).enumerated().map { ledger.define(.taxOfYear.at($0 + 1), $1) }
  }

  /// Tax where the fleet is leased: payments are deducted when they are made, and what is kept at the
  /// end is income.
  private func leaseTax<L: Ledger>(
    _ terms: TaxTerms, _ lease: LeaseTerms, years: [L.Number], _ given: Owners<L.Number>,
    in ledger: inout L
  ) -> [L.Number] {
    let paid = (1...lease.months).map {
      given.book.flows.cost([.payment], inMonth: $0) ?? 0 * given.capital
    }
    let deductions = byYear(paid).enumerated().map {
      ledger.define(.deductionOfYear.at($0 + 1), $1)
    }
    let incomes = years.indices.map { index -> L.Number in
      var income = years[index] - deductions[index]
      if index == years.count - 1 { income = income + given.left }
      return ledger.define(.incomeOfYear.at(index + 1), income)
    }
    return taxes(terms, on: incomes, in: &ledger)
  }

  // MARK: Debt

  /// The loan by month; what is owed at the end of the horizon is paid back then.
  private func debt<L: Ledger>(
    _ given: Owners<L.Number>, in ledger: inout L
  ) -> LoanByMonth<L.Number>? {
    guard let terms = fleet.purchase.debt else { return nil }
    let borrowed = ledger.define(
      .debtTotal, given.capital * ledger.input(.debtShare, terms.share))
    let rate = ledger.input(.debtRate, terms.rate) * given.month
    var parts: L.Number = 0
    for _ in 0..<terms.drawMonths { parts = parts + 1 }
    let draws = [L.Number](repeating: borrowed / parts, count: terms.drawMonths)
    let loan = Loan(
      draws: draws, rate: rate, periods: terms.months, grace: terms.graceMonths,
      repayment: terms.repayment.kind(),
      name: { ledger.define(.debtBalanceOfMonth.at($0), $1) })
    let held = min(terms.months, finance.months)
    var principal = Array(loan.principal.prefix(held))
    if held < terms.months { principal[held - 1] = principal[held - 1] + loan.balances[held - 1] }
    let interest = loan.interest.prefix(held).enumerated().map {
      ledger.define(.debtInterestOfMonth.at($0 + 1), $1)
    }
    let service = interest.indices.map {
      ledger.define(.debtServiceOfMonth.at($0 + 1), interest[$0] + principal[$0])
    }
    return LoanByMonth(draws: draws, interest: interest, service: service)
  }

  /// What the lender sees: operation over debt service, by year and at its worst.
  private func lenders<L: Ledger>(
    _ loan: LoanByMonth<L.Number>, years: [L.Number], in ledger: inout L
  ) {
    let service = byYear(loan.service).enumerated().prefix {
      $0.offset * FinanceTerms.monthsOfYear < loan.service.count
    }
    .map { ledger.define(.serviceOfYear.at($0.offset + 1), $0.element) }
    let ratios = Coverage.ratios(cash: years, service: service).enumerated()
      .map { ledger.define(.coverageOfYear.at($0 + 1), $1) }
    if let worst = Coverage.worst(ratios) { _ = ledger.define(.lowestCoverage, worst) }
  }
}

/// A loan as the owners see it.
private struct LoanByMonth<Number: Sendable> {
  /// At the start, and at the end of each month after it.
  let draws: [Number]
  /// Of each month from the first.
  let interest: [Number]
  let service: [Number]
}

extension DebtTerms.Repayment {
  fileprivate func kind<N: Algebra>() -> Loan<N>.Repayment {
    switch self {
    case .levelPayment: .levelPayment
    case .levelPrincipal: .levelPrincipal
    case .interestOnly: .interestOnly
    }
  }
}
