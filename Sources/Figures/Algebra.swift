internal import RealModule

/// The arithmetic in which model formulas are written.
///
/// A formula that uses nothing but these operations can be read by every reader: the search
/// evaluates it on `Double`, a ``Sheet`` records it as a ``Formula``. Integer literals stand for
/// structure (0, 1, 2); every other number enters through ``Ledger/input(_:_:)`` with its source.
public protocol Algebra: Sendable, ExpressibleByIntegerLiteral {
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self
  static func larger(_ a: Self, _ b: Self) -> Self
  static func smaller(_ a: Self, _ b: Self) -> Self
  /// e raised to a dimensionless number.
  static func exponential(_ a: Self) -> Self
  /// The natural logarithm of a dimensionless number.
  static func logarithm(_ a: Self) -> Self
  /// A dimensionless base raised to a dimensionless exponent.
  static func power(_ base: Self, _ exponent: Self) -> Self
  /// The p-norm of two positive quantities of one dimension: a smooth maximum.
  ///
  ///     (aᵖ + bᵖ)^(1/p) = m · (1 + (n/m)ᵖ)^(1/p),  m the larger and n the smaller
  ///
  /// Computed over the ratio so that the powers stay dimensionless and nothing overflows. It is the
  /// sum at p = 1 and tends to the maximum as p grows; unlike the maximum it has no kink at which a
  /// search could jump. At least one of the two must be positive.
  static func norm(_ a: Self, _ b: Self, _ p: Self) -> Self
  /// The next whole number at or above a dimensionless number.
  static func ceiling(_ a: Self) -> Self
  /// `then` where `a` is at most `b`, otherwise `otherwise`. Both branches are evaluated.
  static func select(_ a: Self, atMost b: Self, then: Self, otherwise: Self) -> Self
  /// What a method without a closed form finds from operands of one dimension.
  static func solved(_ solver: Solver, _ operands: [Self]) -> Self
}

extension Double: Algebra {
  @inlinable public static func larger(_ a: Double, _ b: Double) -> Double { a >= b ? a : b }
  @inlinable public static func smaller(_ a: Double, _ b: Double) -> Double { a <= b ? a : b }
  public static func exponential(_ a: Double) -> Double { Double.exp(a) }
  public static func logarithm(_ a: Double) -> Double { Double.log(a) }
  public static func power(_ base: Double, _ exponent: Double) -> Double {
    if let short = ShortPower(exponent) { return short.of(base) }
    // A negative base with a whole exponent keeps its sign; with any other there is no real power.
    if base < 0, let whole = Int(exactly: exponent) { return Double.pow(base, whole) }
    return Double.pow(base, exponent)
  }
  public static func norm(_ a: Double, _ b: Double, _ p: Double) -> Double {
    let m = larger(a, b)
    return m * power(1 + power(smaller(a, b) / m, p), 1 / p)
  }
  @inlinable public static func ceiling(_ a: Double) -> Double { a.rounded(.up) }
  @inlinable public static func select(
    _ a: Double, atMost b: Double, then: Double, otherwise: Double
  ) -> Double { a <= b ? then : otherwise }
  @inlinable public static func solved(_ solver: Solver, _ operands: [Double]) -> Double {
    solver.solve(operands)
  }
}
