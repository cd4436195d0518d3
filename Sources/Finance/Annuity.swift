public import Figures

/// When level payments fall due: at the end of their period, as loans do, or at its beginning, as
/// rents do.
public enum PaymentTiming: Sendable, Hashable {
  case end, beginning

  /// Periods by which a payment is earlier than the end of its period.
  @inlinable
  func lead<N: Algebra>() -> N {
    switch self {
    case .end: 0
    case .beginning: 1
    }
  }
}

/// Level payments over whole periods, with the signs of spreadsheets: what is received is positive,
/// what is paid negative.
///
/// All of it follows from one balance, with `g = (1 + rate)^periods`:
///
///     present · g  +  payment · (1 + rate · lead) · (g - 1) / rate  +  future  =  0
///
/// At a rate of zero `(g - 1) / rate` is the number of periods. Rates below about 1e-9 lose digits in
/// that quotient; no loan has one.
///
/// Source: OpenDocument 1.2 part 2, section 6.12 (PMT, PV, FV, NPER, IPMT, PPMT, CUMIPMT, CUMPRINC);
/// numpy-financial 1.0.0.
public enum Annuity {
  /// The level payment, PMT.
  ///
  /// With `presentValue` a purchase and `futureValue` minus its residual this is capital recovery:
  /// depreciation and interest in one level amount.
  @inlinable
  public static func payment<N: Algebra>(
    rate: N, periods: N, presentValue: N, futureValue: N, due timing: PaymentTiming = .end
  ) -> N {
    let growth = N.power(1 + rate, periods)
    return 0 - (presentValue * growth + futureValue)
      / (accumulation(rate: rate, periods: periods) * (1 + rate * timing.lead()))
  }

  /// What level payments and a last amount are worth now, PV.
  @inlinable
  public static func presentValue<N: Algebra>(
    rate: N, periods: N, payment: N, futureValue: N, due timing: PaymentTiming = .end
  ) -> N {
    let growth = N.power(1 + rate, periods)
    let paid = payment * (1 + rate * timing.lead()) * accumulation(rate: rate, periods: periods)
    return 0 - (futureValue + paid) / growth
  }

  /// What a first amount and level payments grow to, FV.
  @inlinable
  public static func futureValue<N: Algebra>(
    rate: N, periods: N, payment: N, presentValue: N, due timing: PaymentTiming = .end
  ) -> N {
    let growth = N.power(1 + rate, periods)
    let paid = payment * (1 + rate * timing.lead()) * accumulation(rate: rate, periods: periods)
    return 0 - (presentValue * growth + paid)
  }

  /// How many periods level payments take, NPER.
  ///
  ///     ln( (payment · (1 + rate · lead) - future · rate) / (present · rate + payment · (1 + rate · lead)) )
  ///     ─────────────────────────────────────────────────────────────────────────────────────
  ///                                        ln(1 + rate)
  ///
  /// At a rate of zero `-(present + future) / payment`. Not a number when the payments never get
  /// there, as where they do not cover the interest.
  @inlinable
  public static func periods<N: Algebra>(
    rate: N, payment: N, presentValue: N, futureValue: N, due timing: PaymentTiming = .end
  ) -> N {
    let due = payment * (1 + rate * timing.lead())
    return N.select(
      rate * rate, atMost: 0, then: 0 - (presentValue + futureValue) / payment,
      otherwise: N.logarithm((due - futureValue * rate) / (presentValue * rate + due))
        / N.logarithm(1 + rate))
  }

  /// What is owed before a payment is made, as a positive amount for a loan received: the balance
  /// after `done` payments.
  @inlinable
  public static func balance<N: Algebra>(
    rate: N, done: N, payment: N, presentValue: N, due timing: PaymentTiming = .end
  ) -> N {
    0
      - futureValue(
        rate: rate, periods: done, payment: payment, presentValue: presentValue, due: timing)
  }

  /// The interest in one payment of a loan that is paid at period ends, IPMT. Periods count from 1.
  @inlinable
  public static func interest<N: Algebra>(
    rate: N, period: N, periods: N, presentValue: N, futureValue: N
  ) -> N {
    let level = payment(
      rate: rate, periods: periods, presentValue: presentValue, futureValue: futureValue)
    return 0 - rate
      * balance(rate: rate, done: period - 1, payment: level, presentValue: presentValue)
  }

  /// The principal in one payment of a loan that is paid at period ends, PPMT.
  @inlinable
  public static func principal<N: Algebra>(
    rate: N, period: N, periods: N, presentValue: N, futureValue: N
  ) -> N {
    payment(rate: rate, periods: periods, presentValue: presentValue, futureValue: futureValue)
      - interest(
        rate: rate, period: period, periods: periods, presentValue: presentValue,
        futureValue: futureValue)
  }

  /// The principal in the payments from one period to another, both included, CUMPRINC: what the
  /// balance falls by.
  @inlinable
  public static func cumulativePrincipal<N: Algebra>(
    rate: N, periods: N, presentValue: N, from first: N, through last: N
  ) -> N {
    let level = payment(rate: rate, periods: periods, presentValue: presentValue, futureValue: 0)
    return balance(rate: rate, done: last, payment: level, presentValue: presentValue)
      - balance(rate: rate, done: first - 1, payment: level, presentValue: presentValue)
  }

  /// The interest in the payments from one period to another, both included, CUMIPMT.
  @inlinable
  public static func cumulativeInterest<N: Algebra>(
    rate: N, periods: N, presentValue: N, from first: N, through last: N
  ) -> N {
    payment(rate: rate, periods: periods, presentValue: presentValue, futureValue: 0)
      * (last - first + 1)
      - cumulativePrincipal(
        rate: rate, periods: periods, presentValue: presentValue, from: first, through: last)
  }

  /// What payments of one a period add up to, `(g - 1) / rate`.
  @inlinable
  static func accumulation<N: Algebra>(rate: N, periods: N) -> N {
    N.select(
      rate * rate, atMost: 0, then: periods,
      otherwise: (N.power(1 + rate, periods) - 1) / rate)
  }
}

/// The same yearly interest, told in two ways.
public enum CompoundInterest {
  /// What a nominal yearly rate comes to when it is paid several times a year, EFFECT.
  ///
  ///     (1 + nominal / times)^times - 1
  @inlinable
  public static func effective<N: Algebra>(nominal: N, times: N) -> N {
    N.power(1 + nominal / times, times) - 1
  }

  /// The inverse, NOMINAL.
  @inlinable
  public static func nominal<N: Algebra>(effective: N, times: N) -> N {
    (N.power(1 + effective, 1 / times) - 1) * times
  }

  /// The rate of a shorter period that compounds to an effective rate of a longer one.
  @inlinable
  public static func rate<N: Algebra>(effective: N, parts: N) -> N {
    N.power(1 + effective, 1 / parts) - 1
  }
}
