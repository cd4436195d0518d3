/// The share of a beta distribution below `x`: the regularized incomplete beta function.
///
///     I(x; a, b) = xᵃ (1−x)ᵇ / (a B(a,b)) · 1/(1 + d₁/(1 + d₂/(1 + …)))
///
/// The continued fraction converges fast for x < (a+1)/(a+b+2); beyond, I(x; a, b) = 1 − I(1−x; b, a).
///
/// Source: NIST Digital Library of Mathematical Functions, 8.17.22 and 8.17.4, release 1.2.1 (2024).
func betaShare(below x: Double, _ a: Double, _ b: Double) -> Double {
  guard x > 0 else { return 0 }
  guard x < 1 else { return 1 }
  if x > (a + 1) / (a + b + 2) { return 1 - betaShare(below: 1 - x, b, a) }
  let front = Elementary.exp(
    Elementary.logGamma(a + b) - Elementary.logGamma(a) - Elementary.logGamma(b)
      + a * Elementary.log(x) + b * Elementary.log(1 - x))
  // Lentz's method: numerators and denominators are kept off zero.
  let tiny = 1e-300
  var c = 1.0
  var d = 1 - (a + b) * x / (a + 1)
  d = 1 / (abs(d) < tiny ? tiny : d)
  var fraction = d
  for step in 1...500 {
    let m = Double(step)
    for term in [
      m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
      -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
    ] {
      d = 1 + term * d
      d = 1 / (abs(d) < tiny ? tiny : d)
      c = 1 + term / c
      c = abs(c) < tiny ? tiny : c
      fraction *= c * d
    }
    if abs(c * d - 1) < 1e-16 { break }
  }
  return front * fraction / a
}

/// The value below which a share `p` of a beta distribution lies: Newton's steps, kept inside a
/// bracket that each of them narrows.
func betaQuantile(_ p: Double, _ a: Double, _ b: Double) -> Double {
  guard p > 0 else { return 0 }
  guard p < 1 else { return 1 }
  let scale = Elementary.logGamma(a + b) - Elementary.logGamma(a) - Elementary.logGamma(b)
  var (left, right) = (0.0, 1.0)
  var x = a / (a + b)
  for _ in 0..<200 {
    let error = betaShare(below: x, a, b) - p
    if error == 0 { return x }
    if error < 0 { left = x } else { right = x }
    let density = Elementary.exp(
      scale + (a - 1) * Elementary.log(x) + (b - 1) * Elementary.log(1 - x))
    var next = x - error / density
    if !(next > left && next < right) { next = (left + right) / 2 }
    if abs(next - x) <= 1e-15 * x || next == left || next == right { return next }
    x = next
  }
  return x
}
