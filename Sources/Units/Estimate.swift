/// A number that may be a range: what is believed of a quantity when it is not known exactly.
///
///     let mfu = try parseEstimate("38% to 43%", dimension: .none)
///     mfu.central            // 0.4042…, the median √(0.38 · 0.43)
///     mfu.quantile(0.95)     // 0.43
///
/// The numbers are in base units. ``central`` is always the median, so that half of what may
/// happen lies on either side, whatever the shape.
public struct Estimate: Sendable, Hashable {
  public enum Shape: Sendable, Hashable {
    /// Known: every quantile is the same number.
    case exact
    /// The logarithm is normal; the two ends are P5 and P95.
    case lognormal
    /// Normal; the two ends are P5 and P95.
    case normal
    /// Three quantiles, joined as ``Estimate/quantile(_:)`` says.
    case quantiles(p10: Double, p50: Double, p90: Double)
    /// The two ends and the median as they stand, joined as the quantiles are.
    case ends
    case triangular(min: Double, mode: Double, max: Double)
    case uniform(min: Double, max: Double)
    /// Between two ends, with the two exponents of the beta distribution.
    case beta(Double, Double, min: Double, max: Double)
    /// Any number of quantiles, lowest first, joined as three are.
    case percentiles([Point])
    /// Values that were seen, lowest first, each as likely as the others.
    case observed([Double])
    /// Values with their probabilities, lowest value first; the probabilities sum to 1.
    case discrete([Point])
    /// What remains of another shape between two limits.
    indirect case truncated(Estimate, from: Double, to: Double)
  }

  /// A value with a share: how much lies below it, or how likely it is.
  public struct Point: Sendable, Hashable {
    public var share: Double
    public var value: Double

    public init(share: Double, value: Double) {
      self.share = share
      self.value = value
    }
  }

  /// The median.
  public let central: Double
  /// The 5th percentile: one case in twenty lies below.
  public let low: Double
  /// The 95th percentile.
  public let high: Double
  public let shape: Shape

  /// A number that is known.
  public init(_ value: Double) {
    self.init(shape: .exact, central: value, low: value, high: value)
  }

  /// A 90 % interval: lognormal when both ends are positive, otherwise normal.
  ///
  /// - Throws: ``QuantityError`` when an end is not finite, or the second lies below the first.
  public init(from low: Double, to high: Double) throws(QuantityError) {
    try Self.checkFinite([low, high])
    guard low <= high else { throw .reversed("\(low) to \(high)", 0..<0) }
    if low == high {
      self.init(low)
    } else if low > 0 {
      let median = low.squareRoot() * high.squareRoot()
      self.init(shape: .lognormal, central: median, low: low, high: high)
    } else {
      self.init(shape: .normal, central: low / 2 + high / 2, low: low, high: high)
    }
  }

  /// Three quantiles as somebody judged them.
  ///
  /// - Throws: ``QuantityError`` when one is not finite, or they do not rise.
  public init(p10: Double, p50: Double, p90: Double) throws(QuantityError) {
    try Self.checkFinite([p10, p50, p90])
    guard p10 <= p50, p50 <= p90 else {
      throw .notMonotone("p10, p50 and p90", found: [p10, p50, p90])
    }
    self.init(
      shape: p10 == p90 ? .exact : .quantiles(p10: p10, p50: p50, p90: p90), central: p50)
  }

  /// A triangle over the least, the likeliest and the greatest value.
  ///
  /// - Throws: ``QuantityError`` when one is not finite, or they do not rise.
  public init(min: Double, mode: Double, max: Double) throws(QuantityError) {
    try Self.checkFinite([min, mode, max])
    guard min <= mode, mode <= max else {
      throw .notMonotone("min, mode and max", found: [min, mode, max])
    }
    let shape = min == max ? Shape.exact : .triangular(min: min, mode: mode, max: max)
    let median = min == max ? min : Self.triangle(min, mode, max, at: 0.5)
    self.init(shape: shape, central: median)
  }

  /// A median with the ends of its 90 % interval: normal in each half, in logarithms where the low
  /// end is positive. What `a to b` and three quantiles give is of this kind.
  public init(low: Double, median: Double, high: Double) {
    let isRange = low < high
    self.init(
      shape: isRange ? .ends : .exact, central: median, low: isRange ? low : median,
      high: isRange ? high : median)
  }

  public var isExact: Bool { shape == .exact }

  init(shape: Shape, central: Double, low: Double, high: Double) {
    self.shape = shape
    self.central = central
    self.low = low
    self.high = high
  }

  /// Takes the two ends from the shape itself.
  init(shape: Shape, central: Double) {
    let open = Estimate(shape: shape, central: central, low: central, high: central)
    self.init(
      shape: shape, central: central, low: open.quantile(0.05), high: open.quantile(0.95))
  }

  /// Takes the median and the two ends from the shape itself.
  init(shape: Shape) {
    let open = Estimate(shape: shape, central: 0, low: 0, high: 0)
    self.init(shape: shape, central: open.quantile(0.5))
  }

  static func checkFinite(_ values: [Double]) throws(QuantityError) {
    for value in values where !value.isFinite { throw .notFinite("\(value)", 0..<0) }
  }
}
