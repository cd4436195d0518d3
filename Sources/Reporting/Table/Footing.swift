import Units

/// Rounds figures together so that the rounded ones add up to their rounded total.
///
/// Each figure is rounded down to a whole number of steps; the steps that are then missing from the
/// total go, one each, to the figures that lost the largest remainders, earlier ones first. This is
/// the largest-remainder (Hamilton) method of apportionment. No figure moves by a whole step unless
/// the total was given and differs from the sum by more; a figure of exactly zero never moves.
///
/// - Parameters:
///   - values: the figures, in one unit.
///   - decimals: decimal places to keep; `1` rounds to tenths, `-5` to hundreds of thousands.
///   - total: what the figures must add up to, such as the displayed figure of a parent row; the sum
///     of the figures when `nil`. It is rounded to the same step.
/// - Returns: the rounded figures in order; the figures as given when one of them is not finite.
public func footed(_ values: [Double], decimals: Int, total: Double? = nil) -> [Double] {
  let movable = values.indices.filter { values[$0] != 0 }
  let power = powerOfTen(abs(decimals))
  func steps(_ value: Double) -> Double { decimals < 0 ? value / power : value * power }
  func value(_ steps: Double) -> Double { decimals < 0 ? steps * power : steps / power }

  let wanted = steps(total ?? values.reduce(0, +)).rounded()
  // Past 2^53 a step is smaller than the spacing of doubles and there is nothing to round.
  let exact = 0x1p53
  guard abs(wanted) < exact, values.allSatisfy({ abs(steps($0)) < exact }), !movable.isEmpty
  else { return values }

  var rounded = values.map { steps($0).rounded(.down) }
  let missing = Int(saturating: wanted) - rounded.reduce(0) { $0 + Int(saturating: $1) }
  // All share the whole part, which is zero unless the total is far from the sum.
  let (share, rest) = missing.flooredDivision(by: movable.count)
  // Billionths of a step, so that 35.94 and 3.24 tie in spite of their binary tails.
  let remainders = zip(values, rounded).map { ((steps($0) - $1) * 1e9).rounded() }
  let byRemainder = movable.sorted { a, b in
    remainders[a] == remainders[b] ? a < b : remainders[a] > remainders[b]
  }
  for (place, index) in byRemainder.enumerated() {
    rounded[index] += Double(share + (place < rest ? 1 : 0))
  }
  return rounded.map(value)
}

/// Exact up to the 22nd power.
private func powerOfTen(_ exponent: Int) -> Double {
  (0..<exponent).reduce(1) { power, _ in power * 10 }
}

extension Int {
  fileprivate func flooredDivision(by divisor: Int) -> (quotient: Int, remainder: Int) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
