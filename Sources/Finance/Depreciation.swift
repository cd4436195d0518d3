public import Figures

/// How the cost of a thing is spread over its life. Amounts are positive.
public enum Depreciation {
  /// The same every period, SLN.
  @inlinable
  public static func straightLine<N: Algebra>(cost: N, salvage: N, life: N) -> N {
    (cost - salvage) / life
  }

  /// A share of what is left, DDB: `factor / life` of the book value, and never below the salvage.
  ///
  ///     value(n) = max( cost · (1 - factor / life)^n , salvage )
  ///     amount   = value(period - 1) - value(period)
  ///
  /// Periods count from 1. `factor` 2 is double declining balance; it is at most `life`.
  @inlinable
  public static func decliningBalance<N: Algebra>(
    cost: N, salvage: N, life: N, period: N, factor: N
  ) -> N {
    let kept = 1 - factor / life
    return N.larger(cost * N.power(kept, period - 1), salvage)
      - N.larger(cost * N.power(kept, period), salvage)
  }

  /// By the sum of the digits of the years, SYD.
  ///
  ///     (cost - salvage) · (life - period + 1) · 2 / (life · (life + 1))
  @inlinable
  public static func sumOfDigits<N: Algebra>(cost: N, salvage: N, life: N, period: N) -> N {
    (cost - salvage) * (life - period + 1) * 2 / (life * (life + 1))
  }

  /// Shares of a cost by year: declining balance that turns to straight line where that gives more,
  /// with a part of a year at both ends.
  ///
  ///     left      = 1 - shares so far
  ///     remaining = life - years so far
  ///     share     = left                                          where remaining <= 1
  ///               = max( factor / life · left , left / remaining )   otherwise
  ///
  /// In the first year the declining share counts for `firstYear` of it. With `factor` 2, or 1.5 for
  /// classes of 15 and 20 years, this is the rule behind the MACRS tables; with `factor` 1 and a whole first
  /// year it is straight line.
  ///
  /// - Parameters:
  ///   - years: How many shares to give: the life, and one more where the first year is a part.
  ///
  /// Source: IRS Publication 946 (2024), "Figuring the Deduction Without Tables".
  @inlinable
  public static func schedule<N: Algebra>(
    life: N, factor: N, firstYear: N, years: Int
  ) -> [N] {
    var left: N = 1
    var remaining = life
    var shares: [N] = []
    for year in 0..<years {
      let declining = factor / life * left
      let share =
        year == 0
        ? declining * firstYear
        : N.select(
          remaining, atMost: 1, then: left,
          otherwise: N.larger(declining, left / remaining))
      shares.append(share)
      left = left - share
      remaining = remaining - (year == 0 ? firstYear : 1)
    }
    return shares
  }
}

/// What may be deducted from income for a purchase, by year.
public enum TaxDeduction {
  /// A bonus in the first year, and the shares of a table on what it leaves.
  ///
  ///     year 1     cost · bonus + cost · (1 - bonus) · share1
  ///     later      cost · (1 - bonus) · share
  @inlinable
  public static func amounts<N: Algebra>(cost: N, bonus: N, shares: [N]) -> [N] {
    shares.enumerated().map { index, share in
      let regular = cost * (1 - bonus) * share
      return index == 0 ? cost * bonus + regular : regular
    }
  }
}

/// Tax on income that may be negative.
public enum IncomeTax {
  /// Tax by year; losses are carried forward against later income.
  ///
  ///     used    = min( losses carried , limit · max(0, income) )
  ///     tax     = rate · ( max(0, income) - used )
  ///     carried = carried + max(0, -income) - used
  ///
  /// - Parameters:
  ///   - limit: The share of a year's income that old losses may take away: 1 where there is no
  ///     limit, 0.8 for losses of US companies after 2017 (26 U.S.C. § 172(a)(2)), 0 where losses are lost.
  @inlinable
  public static func amounts<N: Algebra>(incomes: [N], rate: N, limit: N) -> [N] {
    var carried: N = 0
    return incomes.enumerated().map { index, income in
      let gain = N.larger(income, 0)
      let loss = N.larger(0 - income, 0)
      guard index > 0 else {
        carried = loss
        return rate * gain
      }
      let used = N.smaller(carried, limit * gain)
      carried = carried + loss - used
      return rate * (gain - used)
    }
  }
}
