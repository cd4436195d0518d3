public import Figures
import Finance
import HardwareKit
public import Units

/// When what is bought is paid: at the start, by a deposit and the rest on delivery, or by the month of
/// a lease; and again where servers are renewed.
struct PaidCapital<Number: Algebra> {
  var atStart: Number
  /// What falls due at the end of a month, counted from 1, less what old servers bring.
  var byMonth: [Int: Number] = [:]
  /// All of it at the start.
  var present: Number
  /// Of the servers that stand at the end: what they cost, and when they were bought.
  var last: (cost: Number, month: Int)?
  /// What was spent on renewals, and what the old servers brought, by month.
  var renewals: [(month: Int, cost: Number, sold: Number)] = []
  /// What keeping the hardware costs at the end of a lease that ends with the horizon.
  var buyOutAtEnd: Number?
  /// Payments of a lease by month, which tax takes in place of depreciation.
  var lease: [Number]?

  fileprivate mutating func pay(
    _ amount: Number, inMonth month: Int, _ worth: Discounting<Number>
  ) {
    byMonth[month] = byMonth[month].map { $0 + amount } ?? amount
    present = present + amount * worth.factors[month - 1]
  }
}

extension PurchaseTerms {
  /// What is paid when, for a fleet that runs to the end of the horizon.
  ///
  /// - Parameter life: after which servers are renewed, where the plan renews them.
  func paid<L: Ledger>(
    _ books: Books<L.Number>, capital: L.Number, ownership: Ownership, finance: FinanceTerms,
    _ worth: Discounting<L.Number>, month: L.Number, in ledger: inout L
  ) -> PaidCapital<L.Number> {
    var paid: PaidCapital<L.Number>
    if let lease {
      paid = leased(lease, capital, finance: finance, worth, month: month, in: &ledger)
    } else if let deposit, deliveryMonths > 0 {
      let first = ledger.define(.deposit, capital * ledger.input(.depositShare, deposit))
      paid = PaidCapital(atStart: first, present: first)
      paid.pay(capital - first, inMonth: deliveryMonths, worth)
    } else {
      paid = PaidCapital(atStart: capital, present: capital)
    }
    if let refresh {
      renew(
        refresh, books, ownership: ownership, finance: finance, worth, into: &paid, in: &ledger)
    }
    return paid
  }

  /// Level payments that leave the buy-out at the end of the term.
  private func leased<L: Ledger>(
    _ terms: LeaseTerms, _ capital: L.Number, finance: FinanceTerms,
    _ worth: Discounting<L.Number>, month: L.Number, in ledger: inout L
  ) -> PaidCapital<L.Number> {
    let rate = ledger.input(.leaseRate, terms.rate) * month
    let periods = ledger.input(.leaseTerm, terms.term) / month
    let buyOut = ledger.define(.leaseBuyOut, capital * ledger.input(.buyOutShare, terms.buyOut))
    let payment = ledger.define(
      .leasePayment,
      Annuity.payment(
        rate: rate, periods: periods, presentValue: 0 - capital, futureValue: buyOut))
    var paid = PaidCapital<L.Number>(atStart: 0 * capital, present: 0 * capital)
    var flows: [L.Number] = []
    for index in 1...terms.months {
      paid.pay(payment, inMonth: index, worth)
      flows.append(payment)
    }
    if terms.months < finance.months {
      paid.pay(buyOut, inMonth: terms.months, worth)
      flows[terms.months - 1] = flows[terms.months - 1] + buyOut
    } else {
      paid.buyOutAtEnd = buyOut
    }
    paid.lease = flows
    _ = ledger.define(.leaseAdvantage, capital - paid.present)
    return paid
  }

  /// Servers bought anew at the end of each life within the horizon, at the price of that day; the old
  /// ones bring their residual. Network, storage and racks serve on.
  private func renew<L: Ledger>(
    _ terms: RefreshTerms, _ books: Books<L.Number>, ownership: Ownership, finance: FinanceTerms,
    _ worth: Discounting<L.Number>, into paid: inout PaidCapital<L.Number>, in ledger: inout L
  ) {
    let life = max(1, Int((ownership.life.value / TimeSpan.month).rounded()))
    let change = ledger.input(.refreshChange, terms.change)
    let period = ledger.input(.refreshPeriod, terms.period)
    let residual = ledger.input(.residual, ownership.residual)
    var old = books.servers
    for month in stride(from: deliveryMonths + life, to: finance.months, by: life) {
      let time = PriceTerms.elapsed(month, in: &ledger)
      let cost = ledger.define(
        .refreshCost.at(month),
        PricePath.steady(start: books.servers, change: change, time: time / period))
      let sold = ledger.define(.refreshSale.at(month), old * residual)
      paid.pay(cost - sold, inMonth: month, worth)
      paid.renewals.append((month, cost, sold))
      paid.last = (cost, month)
      old = cost
    }
  }
}

/// A fleet that is leased: level monthly payments, and a price at which it may be kept.
public struct LeaseTerms: Sendable {
  /// Nominal, a twelfth of it each month.
  public var rate: Fact<PerSecond>
  /// Whole months, at most the horizon.
  public var term: Fact<Seconds>
  /// Of the capital, at the end of the term.
  public var buyOut: Fact<Ratio>

  public var months: Int { max(1, Int((term.value / TimeSpan.month).rounded())) }

  public init(rate: Fact<PerSecond>, term: Fact<Seconds>, buyOut: Fact<Ratio>) {
    self.rate = rate
    self.term = term
    self.buyOut = buyOut
  }
}

/// Servers are bought anew at the end of their life, at a price that has changed meanwhile.
public struct RefreshTerms: Sendable {
  /// Of the price of servers, for each period.
  public var change: Fact<Ratio>
  public var period: Fact<Seconds>

  public init(change: Fact<Ratio>, period: Fact<Seconds>) {
    self.change = change
    self.period = period
  }
}
