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
  /// P90 with the slope of its own half; the density has a step at the median. The same rule joins
  /// the ends of an interval to its median, and any number of percentiles to each other.
  ///
  ///     uniform      min + p (max − min)
  ///     beta         min + I⁻¹(p; a, b) (max − min)
  ///     observed     linear between the values in order
  ///     discrete     the first value up to which more than p lies
  ///     truncated    the whole shape's quantile at F(from) + p (F(to) − F(from))
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
      return Self.halves(p10, p50, p90, at: score, inLogarithms: p10 > 0)
    case .ends:
      let score = normalQuantile(p) / Self.score95
      return Self.halves(low, central, high, at: score, inLogarithms: low > 0)
    case .triangular(let min, let mode, let max):
      return Self.triangle(min, mode, max, at: p)
    case .uniform(let min, let max):
      return min + p * (max - min)
    case .beta(let a, let b, let min, let max):
      return min + betaQuantile(p, a, b) * (max - min)
    case .percentiles(let points):
      return Self.joined(points, at: normalQuantile(p))
    case .observed(let values):
      return Self.between(values, at: p)
    case .discrete(let points):
      return Self.step(points, at: p)
    case .truncated(let whole, let from, let to):
      let (start, end) = (whole.share(below: from), whole.share(below: to))
      return Swift.min(to, Swift.max(from, whole.quantile(start + p * (end - start))))
    }
  }

  /// Two half-curves, each linear in the normal score, joined at the median.
  ///
  /// - Parameter score: the normal score over that of the high end.
  private static func halves(
    _ low: Double, _ median: Double, _ high: Double, at score: Double, inLogarithms: Bool
  ) -> Double {
    let side = score < 0 ? low : high
    if side == median || score == 0 { return median }
    if inLogarithms {
      return median * Elementary.exp(abs(score) * (Elementary.log(side) - Elementary.log(median)))
    }
    return median + abs(score) * (side - median)
  }

  /// Points joined by lines over the normal score, in logarithms where all are positive. Beyond the
  /// outermost points their lines go on.
  private static func joined(_ points: [Point], at score: Double) -> Double {
    let inLogarithms = points[0].value > 0
    func height(_ index: Int) -> Double {
      inLogarithms ? Elementary.log(points[index].value) : points[index].value
    }
    func place(_ index: Int) -> Double { normalQuantile(points[index].share) }
    var right = 1
    while right < points.count - 1, place(right) < score { right += 1 }
    let slope = (height(right) - height(right - 1)) / (place(right) - place(right - 1))
    // At the ends of the scale a level line stays level.
    let line = slope == 0 ? height(right) : height(right) + slope * (score - place(right))
    return inLogarithms ? Elementary.exp(line) : line
  }

  /// Between neighbours in a row, as most programs do ("type 7").
  private static func between(_ values: [Double], at p: Double) -> Double {
    let position = p * Double(values.count - 1)
    let index = Swift.min(values.count - 2, Swift.max(0, Int(saturating: position)))
    let part = position - Double(index)
    return values[index] * (1 - part) + values[index + 1] * part
  }

  private static func step(_ points: [Point], at p: Double) -> Double {
    var sum = 0.0
    for point in points {
      sum += point.share
      if p < sum { return point.value }
    }
    return points[points.count - 1].value
  }

  static func triangle(_ min: Double, _ mode: Double, _ max: Double, at p: Double) -> Double {
    let width = max - min
    if p * width <= mode - min { return min + (p * width * (mode - min)).squareRoot() }
    return max - ((1 - p) * width * (max - mode)).squareRoot()
  }

  static let score95 = normalQuantile(0.95)
  static let score90 = normalQuantile(0.90)
}
