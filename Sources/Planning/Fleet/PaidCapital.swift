public import Figures
import Finance
import HardwareKit
public import Units

extension PurchaseTerms {
  /// Writes when what is bought is paid, for a fleet that runs to the end of the horizon: at the start,
  /// by a deposit and the rest on delivery, or by the month of a lease; and again where servers are
  /// renewed.
  func pay<L: Ledger>(
    _ book: inout FleetBook<L.Number>, of product: String, ownership: Ownership,
    finance: FinanceTerms, _ worth: Discounting<L.Number>, month: L.Number, in ledger: inout L
  ) {
    if let lease {
      leased(lease, &book, finance: finance, worth, month: month, in: &ledger)
    } else if let deposit, deliveryMonths > 0 {
      let whole = book.atStart
      let first = ledger.define(.deposit, whole * ledger.input(.depositShare, deposit))
      book.flows.bookWithoutPaying()
      book.flows.add(FlowLine(.deposit, .other, .payment, first, .at(0)))
      book.flows.add(
        FlowLine(.capitalTotal, .other, .payment, whole - first, .at(deliveryMonths)))
    }
    if let refresh {
      renew(refresh, &book, of: product, ownership: ownership, finance: finance, in: &ledger)
    }
  }

  /// Level payments that leave the buy-out at the end of the term.
  private func leased<L: Ledger>(
    _ terms: LeaseTerms, _ book: inout FleetBook<L.Number>, finance: FinanceTerms,
    _ worth: Discounting<L.Number>, month: L.Number, in ledger: inout L
  ) {
    let capital = book.atStart
    let rate = ledger.input(.leaseRate, terms.rate) * month
    let periods = ledger.input(.leaseTerm, terms.term) / month
    let buyOut = ledger.define(.leaseBuyOut, capital * ledger.input(.buyOutShare, terms.buyOut))
    let payment = ledger.define(
      .leasePayment,
      Annuity.payment(
        rate: rate, periods: periods, presentValue: 0 - capital, futureValue: buyOut))
    book.flows.bookWithoutPaying()
    for index in 1...terms.months {
      book.flows.add(FlowLine(.leasePayment, .other, .payment, payment, .at(index)))
    }
    if terms.months < finance.months {
      book.flows.add(FlowLine(.leaseBuyOut, .other, .payment, buyOut, .at(terms.months)))
    } else {
      book.buyOutAtEnd = buyOut
    }
    let paid = book.flows.presentCost([.payment], factors: worth.factors) ?? 0
    _ = ledger.define(.leaseAdvantage, capital - paid)
  }

  /// Servers bought anew at the end of each life within the horizon, at the price of that day; the old
  /// ones bring what they are worth at that age. Network, storage and racks serve on.
  private func renew<L: Ledger>(
    _ terms: RefreshTerms, _ book: inout FleetBook<L.Number>, of product: String,
    ownership: Ownership, finance: FinanceTerms, in ledger: inout L
  ) {
    let life = max(1, Int(saturating: (ownership.life.value / TimeSpan.month).rounded()))
    let change = ledger.input(.refreshChange, terms.change)
    let period = ledger.input(.refreshPeriod, terms.period)
    let end = ledger.input(.life, ownership.life)
    let residual = ledger.define(
      .residualAtLife, ownership.share(of: product, at: end, in: &ledger))
    let servers = book.servers
    var old = servers
    for month in stride(from: deliveryMonths + life, to: finance.months, by: life) {
      let time = PriceTerms.elapsed(month, in: &ledger)
      let cost = ledger.define(
        .refreshCost.at(month),
        PricePath.steady(start: servers, change: change, time: time / period))
      book.renew(
        at: month, cost: cost, sold: ledger.define(.refreshSale.at(month), old * residual))
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
  /// What tells it from other leases of the same list: `36 months`.
  public var apart: String?

  public var months: Int { max(1, Int(saturating: (term.value / TimeSpan.month).rounded())) }

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
