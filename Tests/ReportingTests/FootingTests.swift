import Reporting
import Testing

@Suite struct FootingTests {
  private static let examples: [([Double], Int, Double?, [Double])] = [
    ([1.0 / 3, 1.0 / 3, 1.0 / 3], 2, nil, [0.34, 0.33, 0.33]),
    ([35.94, 4.96, 3.24], 1, nil, [35.9, 5.0, 3.2]),
    ([0.44, 0.44, 0.44], 0, nil, [1, 0, 0]),
    ([35_940_000, 4_960_000, 3_240_000], -5, nil, [35_900_000, 5_000_000, 3_200_000]),
    // The parent shows 44.2 although the children add up to 44.14.
    ([35.94, 4.96, 3.24], 1, 44.2, [36.0, 5.0, 3.2]),
    ([-0.35, 0.35, 0], 1, nil, [-0.3, 0.3, 0]),
    ([0, 0, 0.04], 1, nil, [0, 0, 0]),
    ([0.26, 0, 0.26], 1, 0.3, [0.2, 0, 0.1]),
    // A total far from the sum is shared out; what is nothing stays nothing.
    ([0.3, 0, 0.3], 0, 3, [2, 0, 1]),
    ([], 1, nil, []), ([0, 0], 1, nil, [0, 0]),
  ]

  @Test(arguments: examples)
  func workedExamples(values: [Double], decimals: Int, total: Double?, rounded: [Double]) {
    #expect(footed(values, decimals: decimals, total: total) == rounded)
  }

  @Test(arguments: [Double.nan, .infinity, 1e300])
  func whatCannotBeRoundedStays(value: Double) {
    let values = [1.25, value]
    #expect(footed(values, decimals: 1).map(\.bitPattern) == values.map(\.bitPattern))
  }

  /// The rows add up to the rounded total, and no row moves by a whole step.
  @Test(arguments: -6...4)
  func randomFiguresFoot(decimals: Int) {
    var scale = 1.0
    for _ in 0..<abs(decimals) { scale *= 10 }
    func steps(_ value: Double) -> Double { decimals < 0 ? value / scale : value * scale }
    for seed in 0..<500 {
      var random = SplitMix64(seed: UInt64(seed))
      let values = (0..<Int.random(in: 1...12, using: &random)).map { _ in
        Double.random(in: -20...1000, using: &random) * (decimals < 0 ? scale : 1)
      }
      let rounded = footed(values, decimals: decimals)
      let whole = rounded.map { steps($0).rounded() }
      // What is shown is a whole number of steps.
      #expect(zip(rounded, whole).allSatisfy { abs(steps($0) - $1) < 1e-6 }, "seed \(seed)")
      #expect(
        whole.reduce(0, +) == steps(values.reduce(0, +)).rounded(),
        "seed \(seed), decimals \(decimals)")
      #expect(
        zip(values, whole).allSatisfy { abs(steps($0) - $1) < 1 },
        "seed \(seed), decimals \(decimals)")
    }
  }
}
