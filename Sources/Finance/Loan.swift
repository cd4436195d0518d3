public import Figures

/// A loan by period: what is drawn, and what is paid. Amounts are positive.
public struct Loan<N: Algebra>: Sendable {
  /// How a loan is paid back after its draws.
  public enum Repayment: Sendable, Hashable {
    /// The same payment every period; interest falls and principal rises.
    case levelPayment
    /// The same principal every period; payments fall.
    case levelPrincipal
    /// Interest alone, and all principal in the last period.
    case interestOnly
  }

  /// Drawn at the beginning of each period.
  public let draws: [N]
  public let interest: [N]
  public let principal: [N]
  /// Owed at the end of each period.
  public let balances: [N]

  /// Interest and principal together.
  public var service: [N] { zip(interest, principal).map { $0 + $1 } }

  /// A loan drawn in one or several periods, with interest paid from the first and principal from
  /// the period after a grace.
  ///
  ///     interest(t)  = rate · (balance(t - 1) + draw(t))
  ///     principal(t) = 0 up to the grace; then by the kind of repayment
  ///
  /// A level payment is figured anew from the balance and the periods that are left, so that it is
  /// level once the draws have ended, and a later draw is paid back by the end too.
  ///
  /// - Parameters:
  ///   - draws: Money received at the beginning of each period from the first; later ones are zero.
  ///   - rate: Interest of one period.
  ///   - periods: Length of the loan, draws and grace included.
  ///   - grace: Periods in which interest alone is paid; fewer than `periods`.
  @inlinable
  public init(draws: [N], rate: N, periods: Int, grace: Int = 0, repayment: Repayment) {
    var balance: N = 0
    var drawn: [N] = []
    var interest: [N] = []
    var principal: [N] = []
    var balances: [N] = []
    // Payments that are left at each period, counted without literals for whole numbers.
    var left: [N] = []
    for index in 0..<periods { left.append(index == 0 ? 1 : left[index - 1] + 1) }
    for index in 0..<periods {
      let draw: N = index < draws.count ? draws[index] : 0
      let owed = balance + draw
      let due = owed * rate
      let remaining = left[periods - 1 - index]
      let back: N
      if index < grace {
        back = owed * 0
      } else {
        switch repayment {
        case .interestOnly: back = index == periods - 1 ? owed : owed * 0
        case .levelPrincipal: back = owed / remaining
        case .levelPayment:
          back =
            0
            - Annuity.payment(
              rate: rate, periods: remaining, presentValue: owed, futureValue: 0) - due
        }
      }
      balance = owed - back
      drawn.append(draw)
      interest.append(due)
      principal.append(back)
      balances.append(balance)
    }
    self.draws = drawn
    self.interest = interest
    self.principal = principal
    self.balances = balances
  }
}

/// How well a project carries its debt.
public enum Coverage {
  /// Cash before debt over debt service, by period: DSCR. Periods without service give no number;
  /// leave them out.
  @inlinable
  public static func ratios<N: Algebra>(cash: [N], service: [N]) -> [N] {
    zip(cash, service).map { $0 / $1 }
  }

  /// The worst of several ratios; `nil` of none.
  @inlinable
  public static func worst<N: Algebra>(_ ratios: [N]) -> N? {
    ratios.dropFirst().reduce(ratios.first) { worst, next in
      worst.map { N.smaller($0, next) }
    }
  }

  /// What is left to the owners: flows of the project, with the draws and without the service.
  /// The internal rate of these is the levered one.
  @inlinable
  public static func equityFlows<N: Algebra>(project: [N], draws: [N], service: [N]) -> [N] {
    project.indices.map { index in
      var flow = project[index]
      if index < draws.count { flow = flow + draws[index] }
      if index < service.count { flow = flow - service[index] }
      return flow
    }
  }
}

/// Leasing against buying.
public enum Lease {
  /// What leasing is worth more than buying, positive when leasing is better.
  ///
  ///     price  -  PV( rent · (1 - tax) )  -  PV( deduction · tax )  -  PV( residual )
  ///
  /// Rents and deductions are discounted at the rate of debt after tax, the residual at its own,
  /// higher rate, because it is less certain. Rents are paid at period ends unless the first is now.
  ///
  /// Source: S. C. Myers, D. A. Dill, A. J. Bautista, "Valuation of Financial Lease Contracts",
  /// Journal of Finance 31(3), 1976; R. Brealey and S. Myers, chapter on leasing.
  @inlinable
  public static func advantage<N: Algebra>(
    price: N, rents: [N], firstRent: PresentValue.FirstFlow, deductions: [N], tax: N, debtRate: N,
    residual: N, residualRate: N, periods: N
  ) -> N {
    let afterTax = debtRate * (1 - tax)
    let paid = PresentValue.ofFlows(
      rents.map { $0 * (1 - tax) }, rate: afterTax, first: firstRent)
    let shield = PresentValue.ofFlows(
      deductions.map { $0 * tax }, rate: afterTax, first: .afterOnePeriod)
    return price - paid - shield - residual / N.power(1 + residualRate, periods)
  }
}
