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
    case triangular(min: Double, mode: Double, max: Double)
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

  public var isExact: Bool { shape == .exact }

  private init(shape: Shape, central: Double, low: Double, high: Double) {
    self.shape = shape
    self.central = central
    self.low = low
    self.high = high
  }

  /// Takes the two ends from the shape itself.
  private init(shape: Shape, central: Double) {
    let open = Estimate(shape: shape, central: central, low: central, high: central)
    self.init(
      shape: shape, central: central, low: open.quantile(0.05), high: open.quantile(0.95))
  }

  private static func checkFinite(_ values: [Double]) throws(QuantityError) {
    for value in values where !value.isFinite { throw .notFinite("\(value)", 0..<0) }
  }
}
