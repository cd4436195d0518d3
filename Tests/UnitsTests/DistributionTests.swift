import Testing
import Units

/// Distributions against closed forms: moments through the quantile function, quantiles and shares
/// against each other and against tables.
@Suite struct DistributionTests {
  struct Oracle: Sendable, CustomTestStringConvertible {
    let name: String
    let estimate: Estimate
    let mean: Double
    let variance: Double
    var testDescription: String { name }
  }

  /// Textbook means and variances of each shape's own parameters.
  static func oracles() throws -> [Oracle] {
    let sigma = 0.25
    return [
      Oracle(
        name: "uniform", estimate: try Estimate(uniformFrom: 2, to: 8), mean: 5, variance: 3),
      Oracle(
        name: "normal", estimate: try Estimate(mean: 10, deviation: 2), mean: 10, variance: 4),
      Oracle(
        name: "lognormal", estimate: try Estimate(lognormalMean: 3, deviation: 1.5), mean: 3,
        variance: 2.25),
      // (a + b + c)/3 and (a² + b² + c² − ab − ac − bc)/18.
      Oracle(
        name: "triangular", estimate: try Estimate(min: 1, mode: 2, max: 6), mean: 3,
        variance: (1 + 4 + 36 - 2 - 6 - 12) / 18.0),
      // (a + 4b + c)/6 and (mean − a)(c − mean)/7.
      Oracle(
        name: "PERT", estimate: try Estimate(pert: 1, mode: 2, max: 6), mean: 2.5,
        variance: 1.5 * 3.5 / 7),
      // a/(a+b) and ab/((a+b)²(a+b+1)).
      Oracle(
        name: "beta", estimate: try Estimate(beta: 2, 5, from: 0, to: 1), mean: 2.0 / 7,
        variance: 10.0 / (49 * 8)),
      Oracle(
        name: "beta of small exponents", estimate: try Estimate(beta: 0.5, 0.5, from: -1, to: 1),
        mean: 0, variance: 0.5),
      Oracle(
        name: "discrete",
        estimate: try Estimate(discrete: [
          .init(share: 3, value: 1), .init(share: 1, value: 5),
        ]), mean: 2, variance: 3),
      // Half of a standard normal: √(2/π) and 1 − 2/π.
      Oracle(
        name: "half normal",
        estimate: try Estimate(mean: 0, deviation: 1).truncated(from: 0, to: 40),
        mean: 0.797_884_560_802_865_4, variance: 0.363_380_227_632_418_6),
      Oracle(
        name: "truncated uniform",
        estimate: try Estimate(uniformFrom: 0, to: 10).truncated(from: 2, to: 8), mean: 5,
        variance: 3),
      // Median m and P95 at e^(1.6449 σ) m: mean m e^(σ²/2).
      Oracle(
        name: "ends",
        estimate: Estimate(
          low: 2 / 1.508_647_277_700_893_2, median: 2, high: 2 * 1.508_647_277_700_893_2),
        mean: 2 * 1.031_743_407_499_102_7,
        variance: 4 * 1.064_494_458_917_859_4 * (1.064_494_458_917_859_4 - 1)),
      Oracle(
        name: "sigma is what it says", estimate: try Estimate(mean: 0, deviation: sigma), mean: 0,
        variance: sigma * sigma),
    ]
  }

  /// Integrates over the shares with a substitution that is fine at both ends: p = t²(3 − 2t), twice.
  private static func integral(_ estimate: Estimate, _ body: (Double) -> Double) -> Double {
    let steps = 4000
    var sum = 0.0
    for step in 0..<steps {
      let t = (Double(step) + 0.5) / Double(steps)
      let s = t * t * (3 - 2 * t)
      let p = s * s * (3 - 2 * s)
      let slope = 6 * s * (1 - s) * 6 * t * (1 - t) / Double(steps)
      if p > 0, p < 1 { sum += body(estimate.quantile(p)) * slope }
    }
    return sum
  }

  @Test func momentsAreTheClosedForms() throws {
    for oracle in try Self.oracles() {
      let mean = Self.integral(oracle.estimate) { $0 }
      let variance = Self.integral(oracle.estimate) { ($0 - mean) * ($0 - mean) }
      let tolerance = oracle.name == "discrete" ? 2e-3 : 2e-5
      let scale = max(1, oracle.variance.squareRoot(), abs(oracle.mean))
      #expect(abs(mean - oracle.mean) < tolerance * scale, "\(oracle.name): mean \(mean)")
      #expect(
        abs(variance - oracle.variance) < tolerance * scale * scale * 4,
        "\(oracle.name): variance \(variance), not \(oracle.variance)")
    }
  }

  static func continuous() throws -> [Estimate] {
    try oracles().filter { $0.name != "discrete" }.map(\.estimate) + [
      Estimate(p10: 1, p50: 2, p90: 5), Estimate(p10: -1, p50: 0, p90: 5),
      Estimate(from: 3, to: 4), Estimate(from: -3, to: 4),
      Estimate(observed: [4, 1, 2, 2.5, 9]),
      Estimate(percentiles: [
        .init(share: 0.05, value: 1), .init(share: 0.5, value: 3), .init(share: 0.75, value: 4),
        .init(share: 0.99, value: 20),
      ]),
      Estimate(from: 1, to: 2).truncated(from: 1.2, to: 1.9),
    ]
  }

  @Test func shareIsTheInverseOfTheQuantile() throws {
    for estimate in try Self.continuous() {
      var last = -Double.infinity
      for step in 1..<200 {
        let p = Double(step) / 200
        let value = estimate.quantile(p)
        #expect(value >= last, "\(estimate) at \(p)")
        last = value
        let share = estimate.share(below: value)
        #expect(abs(share - p) < 1e-9, "\(estimate) at \(p): \(share)")
      }
      #expect(abs(estimate.quantile(0.5) - estimate.central) < 1e-12 * max(1, abs(last)))
    }
  }

  /// I(0.3; 2, 5) = Σ C(6,j) 0.3^j 0.7^(6−j) from j = 2, a binomial tail; likewise the others.
  @Test func betaSharesAreBinomialTails() throws {
    func choose(_ n: Int, _ k: Int) -> Double {
      (0..<k).reduce(1.0) { $0 * Double(n - $1) / Double($1 + 1) }
    }
    func power(_ x: Double, _ n: Int) -> Double { (0..<n).reduce(1.0) { a, _ in a * x } }
    for (a, b) in [(2, 5), (1, 1), (7, 3), (20, 30)] {
      let estimate = try Estimate(beta: Double(a), Double(b), from: 0, to: 1)
      for x in [0.05, 0.3, 0.5, 0.77, 0.99] {
        let n = a + b - 1
        let tail = (a...n).reduce(0.0) {
          $0 + choose(n, $1) * power(x, $1) * power(1 - x, n - $1)
        }
        #expect(abs(estimate.share(below: x) - tail) < 1e-13, "\(a), \(b) at \(x)")
      }
    }
  }

  @Test func discreteGivesItsValuesAlone() throws {
    let coin = try Estimate(discrete: [.init(share: 1, value: 5), .init(share: 3, value: 1)])
    #expect(coin.quantile(0.74) == 1 && coin.quantile(0.76) == 5 && coin.quantile(1) == 5)
    #expect(coin.share(below: 1) == 0.75 && coin.share(below: 0.9) == 0)
    #expect(coin.central == 1 && coin.low == 1 && coin.high == 5)
  }

  @Test func scalingScalesEveryQuantile() throws {
    for estimate in try Self.continuous() {
      let double = estimate.scaled(by: 2)
      for p in [0.01, 0.05, 0.3, 0.5, 0.9] {
        let (a, b) = (double.quantile(p), 2 * estimate.quantile(p))
        #expect(abs(a - b) <= 1e-12 * max(1, abs(b)), "\(estimate)")
      }
    }
  }

  @Test func whatIsNoDistributionIsRefused() {
    #expect(throws: QuantityError.self) { try Estimate(mean: 1, deviation: -1) }
    #expect(throws: QuantityError.self) { try Estimate(lognormalMean: -1, deviation: 1) }
    #expect(throws: QuantityError.self) { try Estimate(beta: 0, 1, from: 0, to: 1) }
    #expect(throws: QuantityError.self) { try Estimate(pert: 2, mode: 1, max: 3) }
    #expect(throws: QuantityError.self) { try Estimate(observed: []) }
    #expect(throws: QuantityError.self) { try Estimate(discrete: [.init(share: 0, value: 1)]) }
    #expect(throws: QuantityError.self) { try Estimate(percentiles: [.init(share: 0.5, value: 1)]) }
    #expect(throws: QuantityError.self) { try Estimate(uniformFrom: 0, to: .infinity) }
    #expect(throws: QuantityError.self) {
      try Estimate(uniformFrom: 0, to: 1).truncated(from: 2, to: 3)
    }
  }
}
