extension Estimate {
  /// The share of cases in which the quantity is at most `x`: the inverse of ``quantile(_:)``.
  public func share(below x: Double) -> Double {
    switch shape {
    case .exact:
      return x < central ? 0 : 1
    case .lognormal:
      guard x > 0 else { return 0 }
      let width = (Elementary.log(high) - Elementary.log(low)) / 2
      let height = Elementary.log(x) - Elementary.log(central)
      return Elementary.normalShare(below: height / width * Self.score95)
    case .normal:
      let score = (x - central) / (high / 2 - low / 2)
      return Elementary.normalShare(below: score * Self.score95)
    case .quantiles(let p10, let p50, let p90):
      return Self.halves(p10, p50, p90, below: x, Self.score90)
    case .ends:
      return Self.halves(low, central, high, below: x, Self.score95)
    case .triangular(let min, let mode, let max):
      if x <= min { return 0 }
      if x >= max { return 1 }
      return x <= mode
        ? (x - min) * (x - min) / ((max - min) * (mode - min))
        : 1 - (max - x) * (max - x) / ((max - min) * (max - mode))
    case .uniform(let min, let max):
      return Swift.min(1, Swift.max(0, (x - min) / (max - min)))
    case .beta(let a, let b, let min, let max):
      return betaShare(below: Swift.min(1, Swift.max(0, (x - min) / (max - min))), a, b)
    case .percentiles, .observed:
      return found(x)
    case .discrete(let points):
      return points.reduce(0) { $1.value <= x ? $0 + $1.share : $0 }
    case .truncated(let whole, let from, let to):
      let (start, end) = (whole.share(below: from), whole.share(below: to))
      return Swift.min(1, Swift.max(0, (whole.share(below: x) - start) / (end - start)))
    }
  }

  private static func halves(
    _ low: Double, _ median: Double, _ high: Double, below x: Double, _ end: Double
  ) -> Double {
    let side = x < median ? low : high
    let sign: Double = x < median ? -1 : 1
    if x == median { return 0.5 }
    if low > 0 {
      guard x > 0, side != median else { return x < median ? 0 : 1 }
      let height = Elementary.log(x) - Elementary.log(median)
      let width = Elementary.log(side) - Elementary.log(median)
      return Elementary.normalShare(below: sign * end * height / width)
    }
    guard side != median else { return x < median ? 0 : 1 }
    return Elementary.normalShare(below: sign * end * (x - median) / (side - median))
  }

  /// By halving, for shapes whose quantiles are lines between points.
  private func found(_ x: Double) -> Double {
    var (left, right) = (0.0, 1.0)
    if x < quantile(left) { return 0 }
    if x >= quantile(right) { return 1 }
    for _ in 0..<60 {
      let middle = (left + right) / 2
      if quantile(middle) <= x { left = middle } else { right = middle }
    }
    return left
  }
}
