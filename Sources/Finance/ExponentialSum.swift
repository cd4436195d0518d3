internal import Figures

/// A sum of exponentials `Σ c(i) · e^(-s·t(i))`, times rising: a present value as a function of
/// `s = ln(1 + rate)`.
struct ExponentialSum {
  let coefficients: [Double]
  let times: [Double]
  /// Times one apart, for which powers of one number do.
  let isEven: Bool

  init(_ coefficients: [Double], at times: [Double]) {
    self.coefficients = coefficients
    self.times = times
    isEven = zip(times, times.dropFirst()).allSatisfy { $1 - $0 == 1 }
  }

  /// The sign and relative size of the sum: its value over a positive scale that keeps every term
  /// from overflowing, and the sum of the sizes of the terms over the same scale.
  func scaled(at s: Double) -> (value: Double, size: Double) {
    var value = 0.0
    var size = 0.0
    if isEven {
      // Horner's scheme from the end whose powers shrink.
      let base = Double.exponential(-abs(s))
      if s >= 0 {
        for c in coefficients.reversed() {
          value = value * base + c
          size = size * base + abs(c)
        }
      } else {
        for c in coefficients {
          value = value * base + c
          size = size * base + abs(c)
        }
      }
      return (value, size)
    }
    let origin = s >= 0 ? times.first ?? 0 : times.last ?? 0
    for (c, time) in zip(coefficients, times) {
      let term = c * Double.exponential(-s * (time - origin))
      value += term
      size += abs(term)
    }
    return (value, size)
  }

  /// How often the sign of the coefficients changes, zeros passed over.
  var signChanges: Int {
    var count = 0
    var last = 0.0
    for c in coefficients where c != 0 {
      if last != 0, (c < 0) != (last < 0) { count += 1 }
      last = c
    }
    return count
  }

  /// The derivative of the sum times `e^(s·τ)`, without that factor: τ lies between the two terms of
  /// the first sign change, so that the derivative has one change less.
  private var reduced: ExponentialSum {
    var turn = 0.0
    var last: Int?
    for (i, c) in coefficients.enumerated() where c != 0 {
      if let last, (c < 0) != (coefficients[last] < 0) {
        turn = (times[last] + times[i]) / 2
        break
      }
      last = i
    }
    return ExponentialSum(zip(coefficients, times).map { $0 * (turn - $1) }, at: times)
  }

  /// All roots between two ends, rising; one that only touches zero stands once.
  func roots(from low: Double, to high: Double) -> [Double] {
    guard signChanges > 0 else { return [] }
    let turns = signChanges == 1 ? [] : reduced.roots(from: low, to: high)
    // Between neighbours the sum times a positive function is monotone, so that it has one root at most.
    let ends = [low] + turns + [high]
    var found: [Double] = []
    func isZero(_ s: Double) -> Bool {
      let (value, size) = scaled(at: s)
      return abs(value) <= 1e-13 * size
    }
    for (left, right) in zip(ends, ends.dropFirst()) where left < right {
      if isZero(left) {
        found.append(left)
      } else if !isZero(right),
        let root = Finance.root(of: { scaled(at: $0).value }, between: left, and: right)
      {
        found.append(root)
      }
    }
    if isZero(high) { found.append(high) }
    // A root at a bracket is found from both sides, up to rounding.
    return found.reduce(into: []) { kept, root in
      if let last = kept.last, root - last <= 1e-9 { return }
      kept.append(root)
    }
  }

  /// Below this the last term outweighs all others together, so that there is no root.
  var lowestRoot: Double {
    guard let index = coefficients.lastIndex(where: { $0 != 0 }),
      let before = coefficients[..<index].lastIndex(where: { $0 != 0 })
    else { return 0 }
    let others = coefficients[..<index].reduce(0) { $0 + abs($1) }
    let ratio = others / abs(coefficients[index])
    // e^(-s·(t(last) - t(i))) is at most e^(-s·gap) for positive s and for negative ones e^(s·gap).
    let gap = times[index] - times[before]
    return -Double.logarithm(Double.larger(ratio, 1)) / gap - 1e-9
  }
}
