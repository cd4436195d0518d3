public import Figures

/// The time value of owned hardware, written once for every ledger.
public enum OwnedCapital {
  /// What is left of a purchase after some time, by straight line to the residual.
  ///
  ///     value = capital · ( 1 - (1 - residual) · min(1, age / life) )
  ///
  /// `age` and `life` in the same unit; the result in the unit of `capital`.
  @inlinable
  public static func value<N: Algebra>(capital: N, residual: N, age: N, life: N) -> N {
    capital * (1 - (1 - residual) * N.smaller(1, age / life))
  }

  /// The yearly charge on the capital employed over a holding period, on its average balance.
  ///
  ///     charge = rate · (capital + value at the end) / 2 · time
  ///
  /// The simple convention of published own-or-rent calculators; `rate` a share for each unit of
  /// `time`. It leaves the order of the cash flows out: a present value does not.
  @inlinable
  public static func charge<N: Algebra>(capital: N, endValue: N, rate: N, time: N) -> N {
    rate * (capital + endValue) / 2 * time
  }

  /// The interest of a period where capital is recovered in level payments over its life.
  ///
  ///     interest = PMT(rate, periods, -capital, endValue) - (capital - endValue) / periods
  ///
  /// With a straight line beside it depreciation and interest are the level payment. `rate` is a share
  /// for a period, not zero.
  ///
  /// Source: J. Hamilton, "Overall Data Center Costs", 2010, where servers, network and facility are
  /// each recovered over a life of their own.
  @inlinable
  public static func recoveryInterest<N: Algebra>(
    capital: N, endValue: N, rate: N, periods: N
  ) -> N {
    Annuity.payment(
      rate: rate, periods: periods, presentValue: 0 - capital, futureValue: endValue)
      - (capital - endValue) / periods
  }
}

/// Where owning and renting cost the same.
public enum BreakEven {
  /// The share of hours that must be used for owning to cost no more than renting by the hour.
  ///
  ///     u = fixed / (rent - variable)
  ///
  /// `fixed` is what a held accelerator-hour costs however little it is used, `variable` what an hour
  /// of use adds, `rent` the price of an hour. Above 1, or when `rent` is not above `variable`, the
  /// answer is never; the formula then gives a value above 1 or below 0.
  @inlinable
  public static func utilisation<N: Algebra>(fixed: N, variable: N, rent: N) -> N {
    fixed / (rent - variable)
  }
}

extension BreakEven {
  /// Where a measure that is linear in an input is zero, from its values at two inputs.
  ///
  ///     low + (high - low) · (-atLow) / (atHigh - atLow)
  ///
  /// Exact for a net present value by price; not a number when the input makes no difference.
  @inlinable
  public static func zero<N: Algebra>(low: N, high: N, atLow: N, atHigh: N) -> N {
    low - (high - low) * atLow / (atHigh - atLow)
  }
}
