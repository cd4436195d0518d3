/// Where a continuous function that changes sign between two ends is zero.
///
/// Inverse quadratic interpolation where it is safe, else halving: never slower than halving by more
/// than a factor, and usually ten steps for all digits.
///
/// - Returns: `nil` when the ends have one sign, or a value is not a number.
///
/// Source: T. R. Chandrupatla, "A new hybrid quadratic/bisection algorithm for finding the zero of a
/// nonlinear function without using derivatives", Advances in Engineering Software 28(3), 1997.
public func root(
  of function: (Double) -> Double, between low: Double, and high: Double,
  tolerance: Double = 1e-15
) -> Double? {
  var (a, b) = (low, high)
  var (fa, fb) = (function(a), function(b))
  if fa == 0 { return a }
  if fb == 0 { return b }
  guard fa.isFinite, fb.isFinite, (fa < 0) != (fb < 0) else { return nil }
  var part = 0.5
  for _ in 0..<200 {
    let x = a + part * (b - a)
    let fx = function(x)
    guard fx.isFinite else { return nil }
    let c: Double
    let fc: Double
    if (fx < 0) == (fa < 0) {
      (c, fc) = (a, fa)
    } else {
      (c, fc) = (b, fb)
      (b, fb) = (a, fa)
    }
    (a, fa) = (x, fx)
    let best = abs(fa) < abs(fb) ? a : b
    if fa == 0 { return a }
    let limit = (2 * best.magnitude * Double.ulpOfOne + tolerance) / abs(b - a)
    if limit > 1 { return best }
    let xi = (a - b) / (c - b)
    let phi = (fa - fb) / (fc - fb)
    if phi * phi < xi, (1 - phi) * (1 - phi) < 1 - xi {
      part = fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
    } else {
      part = 0.5
    }
    part = min(max(part, limit / 2), 1 - limit / 2)
  }
  return a
}
