import Testing
import Units

@Suite struct EstimateTests {
  static let shares = Dimension.none

  /// From Python's `statistics.NormalDist().inv_cdf`.
  static let normal: [(Double, Double)] = [
    (1e-300, -37.0470962993612),
    (1e-20, -9.262340089798405),
    (1e-10, -6.361340902404056),
    (0.001, -3.090232306167813),
    (0.05, -1.6448536269514726),
    (0.1, -1.2815515655446008),
    (0.25, -0.6744897501960817),
    (0.5, 0.0),
    (0.6, 0.2533471031357998),
    (0.9, 1.2815515655446008),
    (0.95, 1.6448536269514715),
    (0.975, 1.9599639845400536),
    (0.999, 3.090232306167813),
  ]

  @Test(arguments: normal)
  func normalQuantileAgrees(_ p: Double, _ z: Double) {
    #expect(abs(normalQuantile(p) - z) <= 1e-15 * max(1, abs(z)))
  }

  @Test func normalQuantileAtTheEnds() {
    #expect(normalQuantile(0) == -.infinity)
    #expect(normalQuantile(1) == .infinity)
    #expect(normalQuantile(1.5).isNaN)
  }

  static let ranges: [(String, Dimension, Double, Double)] = [
    ("38% to 43%", shares, 0.38, 0.43), ("38 to 43%", shares, 0.38, 0.43),
    ("0.38 to 0.43", shares, 0.38, 0.43), ("10% to 25% of price", shares, 0.10, 0.25),
    ("$2.20/h to $2.80/h", DollarsPerSecond.dimension, 2.20 / 3600, 2.80 / 3600),
    ("$2.20 to $2.80/h", DollarsPerSecond.dimension, 2.20 / 3600, 2.80 / 3600),
    ("2.20 to $2.80/h", DollarsPerSecond.dimension, 2.20 / 3600, 2.80 / 3600),
    ("1 to 2 GB/s", BytesPerSecond.dimension, 1e9, 2e9),
    ("1 M to 2 M tokens", Tokens.dimension, 1e6, 2e6),
    ("900 k to 2 M tokens/s", TokensPerSecond.dimension, 9e5, 2e6),
    ("$1 M to $2 M per year", DollarsPerSecond.dimension, 1e6 / 31_536_000, 2e6 / 31_536_000),
    ("500 MB to 2 GB", Bytes.dimension, 5e8, 2e9), ("-20% to 15%", shares, -0.2, 0.15),
  ]

  @Test(arguments: ranges)
  func readsRanges(_ text: String, _ dimension: Dimension, _ low: Double, _ high: Double) throws {
    let estimate = try parseEstimate(text, dimension: dimension)
    #expect(abs(estimate.low - low) <= 1e-15 * abs(low))
    #expect(abs(estimate.high - high) <= 1e-15 * abs(high))
    #expect(estimate.shape == (low > 0 ? .lognormal : .normal))
  }

  @Test func oneValueIsExact() throws {
    let estimate = try parseEstimate("48 GB", dimension: Bytes.dimension)
    #expect(estimate == Estimate(48e9))
    #expect(estimate.isExact)
    #expect(estimate.quantile(0.01) == 48e9)
    #expect(try parseEstimate("3 s to 3 s", dimension: Seconds.dimension).isExact)
  }

  @Test func unitMissingAtBothEnds() throws {
    let error = try #require(throws: QuantityError.self) {
      try parseEstimate("1 to 2", dimension: BytesPerSecond.dimension)
    }
    #expect(error.kind == .missingUnit)
  }

  @Test func refusalsOfferTheRewrite() throws {
    let reversed = try #require(throws: QuantityError.self) {
      try parseEstimate("43% to 38%", dimension: .none)
    }
    #expect(reversed.fixIt == "38% to 43%")
    #expect(reversed.covered(in: "43% to 38%") == "43% to 38%")
    let dashed = try #require(throws: QuantityError.self) {
      try parseEstimate("38%-43%", dimension: .none)
    }
    #expect(dashed.fixIt == " to ")
    #expect(dashed.offset == 3)
    let ambiguous = try #require(throws: QuantityError.self) {
      try parseEstimate("$1 to $2 M", dimension: Dollars.dimension)
    }
    #expect(ambiguous.fixIt == "$1 M")
    #expect(ambiguous.covered(in: "$1 to $2 M") == "$1")
  }

  @Test func sweepsKeepTheirOwnMultipliers() throws {
    let tokens = try parseBounds(
      "100 .. 100 k output tokens/s", dimension: TokensPerSecond.dimension)
    #expect(tokens.low == 100)
    #expect(tokens.high == 100e3)
    let price = try parseBounds("$1.50/h..$8.00/h", dimension: DollarsPerSecond.dimension)
    #expect(price.low == 1.5 / 3600)
    #expect(price.high == 8.0 / 3600)
    #expect(try parseBounds("50% .. 95%", dimension: .none).high == 0.95)
  }

  static func samples() throws -> [Estimate] {
    [
      Estimate(7), try Estimate(from: 0.38, to: 0.43), try Estimate(from: 1e-9, to: 1e12),
      try Estimate(from: -0.2, to: 0.15), try Estimate(from: 0, to: 4),
      try Estimate(p10: 1, p50: 2, p90: 5), try Estimate(p10: -1, p50: 0, p90: 5),
      try Estimate(p10: 2, p50: 2, p90: 5), try Estimate(p10: 2, p50: 5, p90: 5),
      try Estimate(min: 1, mode: 2, max: 6), try Estimate(min: 1, mode: 1, max: 6),
      try Estimate(min: 1, mode: 6, max: 6), try Estimate(min: 3, mode: 3, max: 3),
    ]
  }

  @Test func quantilesNeverFall() throws {
    for estimate in try Self.samples() {
      var last = -Double.infinity
      for step in 1..<1000 {
        let value = estimate.quantile(Double(step) / 1000)
        #expect(value >= last, "\(estimate) at \(step)")
        last = value
      }
    }
  }

  @Test func centralLowAndHighAreQuantiles() throws {
    for estimate in try Self.samples() {
      for (p, value) in [(0.05, estimate.low), (0.5, estimate.central), (0.95, estimate.high)] {
        let error = abs(estimate.quantile(p) - value)
        #expect(error <= 1e-12 * max(abs(value), abs(estimate.high)), "\(estimate) at \(p)")
      }
    }
  }

  @Test func medianOfLognormalIsTheGeometricMean() throws {
    var generator = SplitMix64(state: 20_261_101)
    for _ in 0..<500 {
      let low = generator.positive(-12...12)
      let high = low * (1 + generator.positive(-3...3))
      let estimate = try Estimate(from: low, to: high)
      #expect(abs(estimate.central / (low * high).squareRoot() - 1) < 1e-12)
      #expect(abs(estimate.quantile(0.05) / low - 1) < 1e-12)
      #expect(abs(estimate.quantile(0.95) / high - 1) < 1e-12)
    }
  }

  @Test func threeQuantilesArePassedThrough() throws {
    for (p10, p50, p90) in [(1.0, 2.0, 5.0), (-1, 0, 5), (0, 1, 2), (2, 2, 5)] {
      let estimate = try Estimate(p10: p10, p50: p50, p90: p90)
      #expect(abs(estimate.quantile(0.1) - p10) < 1e-12)
      #expect(estimate.quantile(0.5) == p50)
      #expect(abs(estimate.quantile(0.9) - p90) < 1e-12)
    }
    #expect(try Estimate(p10: 1, p50: 2, p90: 5).quantile(1e-9) > 0)
  }

  /// At the mode of a triangle lies the share (mode − min) / (max − min).
  @Test func triangle() throws {
    let estimate = try Estimate(min: 1, mode: 2, max: 6)
    #expect(abs(estimate.quantile(0.2) - 2) < 1e-12)
    #expect(estimate.quantile(0) == 1)
    #expect(estimate.quantile(1) == 6)
    #expect(try Estimate(min: 0, mode: 1, max: 2).central == 1)
  }

  @Test func prints() throws {
    let estimate = try Estimate(from: 0.38, to: 0.43)
    #expect(estimate.formatted(as: .percent) == "40.4% (38% to 43%)")
    #expect(Estimate(0.4).formatted(as: .percent) == "40%")
  }
}
