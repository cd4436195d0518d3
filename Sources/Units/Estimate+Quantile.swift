extension Estimate {
  /// The value below which a share `p` of cases lies. With z the normal quantile and a, b the ends:
  ///
  ///     lognormal    √(ab) · exp(z(p) / z(0.95) · ln(b/a) / 2)
  ///     normal       (a+b)/2 + z(p) / z(0.95) · (b−a) / 2
  ///     triangular   min + √(p (max−min) (mode−min))              up to the mode
  ///                  max − √((1−p) (max−min) (max−mode))          beyond it
  ///     quantiles    p50 + z(p) / z(0.90) · (p90 − p50)            above the median
  ///                  p50 + z(p) / z(0.90) · (p50 − p10)            below it
  ///
  /// For three positive quantiles the last rule holds for their logarithms, so that a price never
  /// turns negative. It passes through the three points, never falls, and goes on beyond P10 and
  /// P90 with the slope of its own half; the density has a step at the median.
  ///
  /// - Parameter p: A share between 0 and 1. Unbounded shapes are infinite at 0 and 1.
  /// - Returns: A value in base units.
  public func quantile(_ p: Double) -> Double {
    switch shape {
    case .exact:
      return central
    case .lognormal:
      let score = normalQuantile(p) / Self.score95
      return central * Elementary.exp(score * (Elementary.log(high) - Elementary.log(low)) / 2)
    case .normal:
      return central + normalQuantile(p) / Self.score95 * (high / 2 - low / 2)
    case .quantiles(let p10, let p50, let p90):
      let score = normalQuantile(p) / Self.score90
      let side = score < 0 ? p10 : p90
      if side == p50 || score == 0 { return p50 }
      if p10 > 0 {
        return p50 * Elementary.exp(abs(score) * (Elementary.log(side) - Elementary.log(p50)))
      }
      return p50 + abs(score) * (side - p50)
    case .triangular(let min, let mode, let max):
      return Self.triangle(min, mode, max, at: p)
    }
  }

  static func triangle(_ min: Double, _ mode: Double, _ max: Double, at p: Double) -> Double {
    let width = max - min
    if p * width <= mode - min { return min + (p * width * (mode - min)).squareRoot() }
    return max - ((1 - p) * width * (max - mode)).squareRoot()
  }

  private static let score95 = normalQuantile(0.95)
  private static let score90 = normalQuantile(0.90)
}
