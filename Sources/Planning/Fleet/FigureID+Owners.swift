import Figures
import Units

/// What owners and lenders of a fleet look at.
extension FigureID {
  private static var time: Dimension { Dimension(time: 1) }
  private static var money: Dimension { Dimension(money: 1) }

  static var residualNow: FigureID {
    FigureID(
      "residual.at-end", "Share of the price of servers at the end of the horizon",
      .none, .share)
  }
  static var residualAtLife: FigureID {
    FigureID(
      "residual.at-life", "Share of the price of servers at the end of their life", .none, .share)
  }
  static var successorStep: FigureID {
    FigureID(
      "residual.successor", "What the launch of a successor takes from servers",
      .none, .share)
  }
  static var operatingMarginOfMonth: FigureID {
    FigureID(
      "margin.operating.month", "Revenue less operation of the month, of its revenue", .none, .share
    )
  }
  static var dayOfMonth: FigureID {
    FigureID(
      "cash.day.month", "Days from the start to the end of the month", time, .days, planWide: true)
  }
  static var datedValue: FigureID {
    FigureID("npv.dated", "Net present value with flows on calendar days (XNPV)", money)
  }
  static var datedReturn: FigureID {
    FigureID(
      "irr.dated", "Internal rate of return with flows on calendar days (XIRR)",
      Dimension(time: -1), .yearlyRate)
  }
  static var leaseRate: FigureID {
    FigureID(
      "lease.rate", "Interest in the payments of the lease", Dimension(time: -1), .yearlyRate)
  }
  static var leaseTerm: FigureID { FigureID("lease.term", "Term of the lease", time, .months) }
  static var buyOutShare: FigureID {
    FigureID("lease.buy-out-share", "Price at the end of the lease, of the capital", .none, .share)
  }
  static var leaseBuyOut: FigureID {
    FigureID("lease.buy-out", "Price at the end of the lease", money)
  }
  static var leasePayment: FigureID {
    FigureID("lease.payment", "Monthly payment of the lease", money)
  }
  static var leaseAdvantage: FigureID {
    FigureID(
      "lease.advantage", "Capital less the lease's payments, at present value at the discount rate",
      money)
  }
  static var refreshChange: FigureID {
    FigureID("refresh.change", "Change of the price of servers", .none, .share)
  }
  static var refreshPeriod: FigureID {
    FigureID("refresh.change.period", "Time for which the change of the price of servers is", time)
  }
  static var refreshCost: FigureID {
    FigureID("refresh.cost.month", "Servers bought anew at the end of the month", money)
  }
  static var refreshSale: FigureID {
    FigureID("refresh.sale.month", "What the old servers bring", money)
  }
  static var demandChange: FigureID {
    FigureID("market.utilisation.change", "Change of the demand for hours", .none, .share)
  }
  static var demandPeriod: FigureID {
    FigureID("market.utilisation.change.period", "Time for which the change of demand is", time)
  }
  static var demandStep: FigureID {
    FigureID("market.utilisation.step", "Jump of the demand for hours", .none, .share)
  }
  static var demandOfMonth: FigureID {
    FigureID("market.demand.month", "What is left of the demand of the start", .none, .share)
  }
  static var depositShare: FigureID {
    FigureID("capital.deposit-share", "Deposit, of the capital", .none, .share)
  }
  static var deposit: FigureID { FigureID("capital.deposit", "Paid before delivery", money) }
  static var operatingOfMonth: FigureID {
    FigureID("operating.month", "Revenue less operation of the month", money)
  }
  static var operatingOfYear: FigureID {
    FigureID("operating.year", "Revenue less operation of the year (EBITDA)", money)
  }
  static var operatingTotal: FigureID {
    FigureID("operating.total", "Revenue less operation over the horizon (EBITDA)", money)
  }
  static var operatingMargin: FigureID {
    FigureID(
      "margin.operating", "Revenue less operation, of revenue (EBITDA margin)",
      .none, .share)
  }
  static var depreciatedMargin: FigureID {
    FigureID("margin.after-depreciation", "The same less depreciation (EBIT margin)", .none, .share)
  }
  static var spreadsheetValue: FigureID {
    FigureID(
      "npv.spreadsheet", "Net present value with the first flow discounted too, as spreadsheets do",
      money)
  }
  static var modifiedReturn: FigureID {
    FigureID(
      "mirr", "Modified internal rate, both rates the discount rate",
      Dimension(time: -1), .yearlyRate)
  }
  static var discountedPayback: FigureID {
    FigureID("payback.discounted", "Time until discounted flows add up to zero", time, .months)
  }
  static var taxRate: FigureID { FigureID("tax.rate", "Tax on income", .none, .share) }
  static var lossLimit: FigureID {
    FigureID("tax.loss-limit", "What old losses may take from a year's income", .none, .share)
  }
  static var depreciationShare: FigureID {
    FigureID("tax.depreciation.share", "Deducted in the year, of the cost", .none, .share)
  }
  static var depreciationBonus: FigureID {
    FigureID("tax.depreciation.bonus", "Deducted at once, of the cost", .none, .share)
  }
  static var partDepreciationShare: FigureID {
    FigureID(
      "tax.part.share", "Deducted of a part of its own in the year, of its cost", .none, .share)
  }
  static var partBonus: FigureID {
    FigureID("tax.part.bonus", "Deducted of a part of its own at once, of its cost", .none, .share)
  }
  /// Part and year as one number: `tax.part.share-203` is the third year of the second part.
  static func place(_ part: Int, ofYear year: Int) -> Int { 100 * (part + 1) + year + 1 }
  static var deductionOfYear: FigureID {
    FigureID("tax.depreciation.year", "Deducted in the year for the purchase", money)
  }
  static var gainAtEnd: FigureID {
    FigureID("tax.gain", "What is left at the end over its book value for tax", money)
  }
  static var incomeOfYear: FigureID {
    FigureID("tax.income.year", "Taxable income of the year", money)
  }
  static var taxOfYear: FigureID {
    FigureID("tax.year", "Tax of the year, paid in its last month", money)
  }
  static var valueAfterTax: FigureID {
    FigureID("npv.after-tax", "Net present value after tax", money)
  }
  static var returnAfterTax: FigureID {
    FigureID("irr.after-tax", "Internal rate of return after tax", Dimension(time: -1), .yearlyRate)
  }
  static var debtShare: FigureID { FigureID("debt.share", "Debt, of the capital", .none, .share) }
  static var debtRate: FigureID {
    FigureID(
      "debt.rate", "Interest of a year, a twelfth each month",
      Dimension(time: -1), .yearlyRate)
  }
  static var debtTotal: FigureID { FigureID("debt.total", "Borrowed", money) }
  static var debtBalanceOfMonth: FigureID {
    FigureID("debt.balance.month", "Debt at the end of the month", money)
  }
  static var lossesOfYear: FigureID {
    FigureID("tax.losses.year", "Losses carried out of the year", money)
  }
  static var debtInterestOfMonth: FigureID {
    FigureID("debt.interest.month", "Interest of the month on debt", money)
  }
  static var debtServiceOfMonth: FigureID {
    FigureID("debt.service.month", "Interest and principal of the month", money)
  }
  static var serviceOfYear: FigureID {
    FigureID("debt.service.year", "Interest and principal of the year", money)
  }
  static var coverageOfYear: FigureID {
    FigureID("dscr.year", "Operation of the year over debt service (DSCR)", .none, .multiple)
  }
  static var lowestCoverage: FigureID {
    FigureID("dscr", "Operation over debt service in the worst year (DSCR)", .none, .multiple)
  }
  static var ownersAtStart: FigureID {
    FigureID("owners.start", "Cash of the owners at the start", money)
  }
  static var ownersOfMonth: FigureID {
    FigureID("owners.month", "Cash of the owners in the month", money)
  }
  static var valueOfEquity: FigureID {
    FigureID("npv.equity", "Net present value to the owners, after tax and debt", money)
  }
  static var returnOnEquity: FigureID {
    FigureID(
      "irr.equity", "Internal rate of return of the owners (levered)",
      Dimension(time: -1), .yearlyRate)
  }
}
