public import Figures

/// Prices over time. A change is a share for one period, a time is counted in periods.
public enum PricePath {
  /// Falls or rises by the same share every period, without a floor.
  ///
  ///     start · (1 + change)^time
  @inlinable
  public static func steady<N: Algebra>(start: N, change: N, time: N) -> N {
    start * N.power(1 + change, time)
  }

  /// Falls towards a floor, and stands there if it starts below it.
  ///
  ///     floor + max(0, start - floor) · (1 + change)^time
  ///
  /// For `change` below zero. With `change = e^(-k) - 1` this is the exponential decay at the rate k.
  @inlinable
  public static func falling<N: Algebra>(start: N, floor: N, change: N, time: N) -> N {
    floor + N.larger(start - floor, 0) * N.power(1 + change, time)
  }

  /// Either: towards the floor while prices fall, and free of it where they rise.
  @inlinable
  public static func twoSided<N: Algebra>(start: N, floor: N, change: N, time: N) -> N {
    N.select(
      change, atMost: 0,
      then: falling(start: start, floor: floor, change: change, time: time),
      otherwise: steady(start: start, change: change, time: time))
  }

  /// A price with a step from a time on, as at the launch of a successor.
  ///
  ///     price · (1 + step)    where at <= time
  @inlinable
  public static func stepped<N: Algebra>(_ price: N, step: N, at launch: N, time: N) -> N {
    N.select(launch, atMost: time, then: price * (1 + step), otherwise: price)
  }

  /// Value along given ages, straight lines between them: a residual curve.
  ///
  /// - Parameters:
  ///   - points: Age and share of the price, ages rising. Before the first age the share runs from
  ///     1 at age 0; after the last it stays.
  @inlinable
  public static func alongPoints<N: Algebra>(_ points: [(age: N, share: N)], age: N) -> N {
    var share: N = points.last?.share ?? 1
    for index in points.indices.reversed() {
      let (endAge, end) = points[index]
      let (startAge, start): (N, N) =
        index == 0 ? (endAge * 0, 1) : (points[index - 1].age, points[index - 1].share)
      let between = start + (end - start) * (age - startAge) / (endAge - startAge)
      share = N.select(endAge, atMost: age, then: share, otherwise: between)
    }
    return share
  }
}

/// Price by cumulated volume.
public enum LearningCurve {
  /// What a price falls to when the volume made so far grows.
  ///
  ///     start · volumeRatio^(log2(progress)),  progress the price ratio of each doubling
  ///
  /// Source: T. P. Wright, "Factors Affecting the Cost of Airplanes", Journal of the Aeronautical
  /// Sciences 3(4), 1936.
  @inlinable
  public static func price<N: Algebra>(start: N, volumeRatio: N, progress: N) -> N {
    start * N.power(volumeRatio, N.logarithm(progress) / N.logarithm(2))
  }
}

/// What prices for different terms say about the years between them.
public enum TermStructure {
  /// The mean price from the end of a shorter term to the end of a longer one.
  ///
  ///     (long · longPrice - short · shortPrice) / (long - short)
  ///
  /// Both prices are means over their terms, as committed rents are; interest is left out.
  @inlinable
  public static func forward<N: Algebra>(
    short: N, shortPrice: N, long: N, longPrice: N
  ) -> N {
    (long * longPrice - short * shortPrice) / (long - short)
  }
}

/// What better hardware takes from the value of old hardware.
public enum Progress {
  /// What a price has come to.
  ///
  ///     price · e^(-rate · age)
  ///
  /// The rate, in the unit of 1 / age, is also the share of the value that is lost in a short
  /// time: hardware whose value is `v` loses `rate · v` a year.
  @inlinable
  public static func value<N: Algebra>(price: N, rate: N, age: N) -> N {
    price * N.exponential(0 - rate * age)
  }
}
