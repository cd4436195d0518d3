extension Estimate {
  /// Any value between two, all as likely.
  ///
  /// - Throws: ``QuantityError`` when an end is not finite, or the second lies below the first.
  public init(uniformFrom min: Double, to max: Double) throws(QuantityError) {
    try Self.checkFinite([min, max])
    guard min <= max else { throw .reversed("\(min) to \(max)", 0..<0) }
    self = min == max ? Estimate(min) : Estimate(shape: .uniform(min: min, max: max))
  }

  /// A normal distribution by its mean and standard deviation.
  public init(mean: Double, deviation: Double) throws(QuantityError) {
    try Self.checkFinite([mean, deviation])
    guard deviation >= 0 else { throw .notAShape("a standard deviation of zero or more") }
    let reach = Self.score95 * deviation
    self.init(
      shape: deviation == 0 ? .exact : .normal, central: mean, low: mean - reach,
      high: mean + reach)
  }

  /// A lognormal distribution by the mean and standard deviation of the quantity itself.
  ///
  ///     σ² = ln(1 + (deviation/mean)²),  median = mean · exp(−σ²/2)
  public init(lognormalMean mean: Double, deviation: Double) throws(QuantityError) {
    try Self.checkFinite([mean, deviation])
    guard mean > 0, deviation >= 0 else {
      throw .notAShape("a mean above zero and a standard deviation of zero or more")
    }
    let ratio = deviation / mean
    let variance = Elementary.log(1 + ratio * ratio)
    let median = mean * Elementary.exp(-variance / 2)
    let reach = Elementary.exp(Self.score95 * variance.squareRoot())
    self.init(
      shape: deviation == 0 ? .exact : .lognormal, central: median, low: median / reach,
      high: median * reach)
  }

  /// PERT: a beta distribution over the least and the greatest value, whose mean gives the likeliest
  /// four times the weight of an end.
  ///
  ///     a = 1 + 4 (mode − min)/(max − min),  b = 1 + 4 (max − mode)/(max − min)
  ///
  /// Source: D. G. Malcolm et al., "Application of a technique for research and development program
  /// evaluation", Operations Research 7 (1959), 646–669.
  public init(pert min: Double, mode: Double, max: Double) throws(QuantityError) {
    try Self.checkFinite([min, mode, max])
    guard min <= mode, mode <= max else {
      throw .notMonotone("min, mode and max", found: [min, mode, max])
    }
    guard min < max else {
      self.init(min)
      return
    }
    let share = (mode - min) / (max - min)
    self.init(shape: .beta(1 + 4 * share, 1 + 4 * (1 - share), min: min, max: max))
  }

  /// A beta distribution between two ends.
  public init(
    beta a: Double, _ b: Double, from min: Double, to max: Double
  ) throws(QuantityError) {
    try Self.checkFinite([a, b, min, max])
    guard a > 0, b > 0 else { throw .notAShape("two exponents above zero") }
    guard min <= max else { throw .reversed("\(min) to \(max)", 0..<0) }
    self = min == max ? Estimate(min) : Estimate(shape: .beta(a, b, min: min, max: max))
  }

  /// Percentiles as somebody judged or measured them, at least two.
  public init(percentiles points: [Point]) throws(QuantityError) {
    try Self.checkFinite(points.map(\.value))
    let sorted = points.sorted { $0.share < $1.share }
    guard sorted.count >= 2, zip(sorted, sorted.dropFirst()).allSatisfy({ $0.share < $1.share }),
      sorted.allSatisfy({ $0.share > 0 && $0.share < 1 })
    else { throw .notAShape("two percentiles or more, each once, between p0 and p100") }
    guard zip(sorted, sorted.dropFirst()).allSatisfy({ $0.value <= $1.value }) else {
      throw .notMonotone("the percentiles", found: sorted.map(\.value))
    }
    let isFlat = sorted.first?.value == sorted.last?.value
    self = isFlat ? Estimate(sorted[0].value) : Estimate(shape: .percentiles(sorted))
  }

  /// Values that were seen.
  public init(observed values: [Double]) throws(QuantityError) {
    try Self.checkFinite(values)
    let sorted = values.sorted()
    guard let first = sorted.first, let last = sorted.last else {
      throw .notAShape("one value or more")
    }
    self = first == last ? Estimate(first) : Estimate(shape: .observed(sorted))
  }

  /// Values with weights; the weights are scaled to a sum of 1.
  public init(discrete points: [Point]) throws(QuantityError) {
    try Self.checkFinite(points.map(\.value) + points.map(\.share))
    let sum = points.reduce(0) { $0 + $1.share }
    guard points.allSatisfy({ $0.share >= 0 }), sum > 0 else {
      throw .notAShape("weights of zero or more that are not all zero")
    }
    let sorted = points.filter { $0.share > 0 }.sorted { $0.value < $1.value }
      .map { Point(share: $0.share / sum, value: $0.value) }
    self = sorted.count == 1 ? Estimate(sorted[0].value) : Estimate(shape: .discrete(sorted))
  }

  /// What remains between two limits.
  public func truncated(from: Double, to: Double) throws(QuantityError) -> Estimate {
    guard from <= to else { throw .reversed("\(from) to \(to)", 0..<0) }
    if isExact { return self }
    guard share(below: to) > share(below: from) else {
      throw .notAShape("limits between which the quantity may lie")
    }
    return Estimate(shape: .truncated(self, from: from, to: to))
  }

  /// The same belief about a quantity so many times as large.
  ///
  /// - Parameter factor: Above zero.
  public func scaled(by factor: Double) -> Estimate {
    func scaled(_ points: [Point]) -> [Point] {
      points.map { Point(share: $0.share, value: $0.value * factor) }
    }
    let shape: Shape =
      switch shape {
      case .exact, .lognormal, .normal, .ends: shape
      case .quantiles(let p10, let p50, let p90):
        .quantiles(p10: p10 * factor, p50: p50 * factor, p90: p90 * factor)
      case .triangular(let min, let mode, let max):
        .triangular(min: min * factor, mode: mode * factor, max: max * factor)
      case .uniform(let min, let max): .uniform(min: min * factor, max: max * factor)
      case .beta(let a, let b, let min, let max):
        .beta(a, b, min: min * factor, max: max * factor)
      case .percentiles(let points): .percentiles(scaled(points))
      case .observed(let values): .observed(values.map { $0 * factor })
      case .discrete(let points): .discrete(scaled(points))
      case .truncated(let whole, let from, let to):
        .truncated(whole.scaled(by: factor), from: from * factor, to: to * factor)
      }
    return Estimate(
      shape: shape, central: central * factor, low: low * factor, high: high * factor)
  }
}
