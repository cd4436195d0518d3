import Testing
import Units

@testable import Figures

@Suite struct PhiloxTests {
  /// From `tests/kat_vectors` of Random123 1.14, lines "philox4x32 10".
  @Test func knownAnswers() {
    let ones = UInt32.max
    let cases: [(SIMD4<UInt32>, SIMD2<UInt32>, SIMD4<UInt32>)] = [
      (
        SIMD4(0, 0, 0, 0), SIMD2(0, 0), SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8)
      ),
      (
        SIMD4(ones, ones, ones, ones), SIMD2(ones, ones),
        SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd)
      ),
      (
        SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344),
        SIMD2(0xa409_3822, 0x299f_31d0), SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1)
      ),
    ]
    for (counter, key, words) in cases { #expect(Philox.block(counter, key: key) == words) }
  }

  /// Published with the algorithm: the offset basis for no bytes, and "a".
  @Test func knownHashes() {
    #expect(RandomStream.hash("") == 0xcbf2_9ce4_8422_2325)
    #expect(RandomStream.hash("a") == 0xaf63_dc4c_8601_ec8c)
    #expect(RandomStream.hash("foobar") == 0x8594_4171_f739_67e8)
  }

  @Test func sharesAreOneInEachStratum() {
    let stream = RandomStream(seed: 7, name: "price")
    let shares = stream.shares(500)
    #expect(Set(shares.map { Int($0 * 500) }).count == 500)
    #expect(shares != shares.sorted())
    #expect(shares == RandomStream(seed: 7, name: "price").shares(500))
    #expect(shares != RandomStream(seed: 8, name: "price").shares(500))
    #expect(shares != RandomStream(seed: 7, name: "growth").shares(500))
    #expect(shares != stream.shares(500, cube: 1))
    #expect(shares.allSatisfy { $0 > 0 && $0 < 1 })
    #expect(stream.shares(0).isEmpty)
  }

  @Test func streamsAreIndependent() {
    let a = RandomStream(seed: 1, name: "a").shares(4000)
    let b = RandomStream(seed: 1, name: "b").shares(4000)
    let product = zip(a, b).reduce(0) { $0 + ($1.0 - 0.5) * ($1.1 - 0.5) } / 4000 * 12
    #expect(abs(product) < 0.05)
  }
}

@Suite struct CopulaTests {
  private static func spearman(_ a: [Double], _ b: [Double]) -> Double {
    func ranks(_ v: [Double]) -> [Double] {
      var result = [Double](repeating: 0, count: v.count)
      for (rank, index) in v.indices.sorted(by: { v[$0] < v[$1] }).enumerated() {
        result[index] = Double(rank)
      }
      return result
    }
    let (x, y) = (ranks(a), ranks(b))
    let middle = Double(a.count - 1) / 2
    var (top, bottom) = (0.0, 0.0)
    for i in a.indices {
      top += (x[i] - middle) * (y[i] - middle)
      bottom += (x[i] - middle) * (x[i] - middle)
    }
    return top / bottom
  }

  /// For a Gaussian copula Spearman's coefficient is 6/π · asin(ρ/2).
  @Test(arguments: [
    (0.0, 0.0), (0.5, 0.482_583_739_5), (-0.8, -0.785_939_282_6), (0.9, 0.891_456_131_7),
  ])
  func ranksAreThoseOfTheCopula(_ rho: Double, _ spearman: Double) throws {
    let copula = try Copula([.init("a", "b", rho)])
    let sampler = Sampler(seed: 3, rows: 4000, copula: copula)
    let a = sampler.shares(of: "a")
    let b = sampler.shares(of: "b")
    #expect(abs(Self.spearman(a, b) - spearman) < 0.03)
    // Each is still a hypercube of its own.
    #expect(Set(b.map { Int($0 * 4000) }).count == 4000)
    // The first of the names is what it would be alone.
    #expect(a == Sampler(seed: 3, rows: 4000).shares(of: "a"))
  }

  @Test func perfectCorrelationIsOneFortune() throws {
    let copula = try Copula([.init("a", "b", 1), .init("b", "c", -1), .init("a", "c", -1)])
    let sampler = Sampler(seed: 3, rows: 500, copula: copula)
    let (a, b, c) = (
      sampler.shares(of: "a"), sampler.shares(of: "b"), sampler.shares(of: "c")
    )
    #expect(Self.spearman(a, b) == 1)
    #expect(Self.spearman(a, c) == -1)
  }

  @Test func contradictionsAreNamed() {
    #expect(throws: Copula.Contradiction(name: "c")) {
      try Copula([.init("a", "b", 0.9), .init("b", "c", 0.9), .init("a", "c", -0.9)])
    }
    #expect(throws: Copula.Contradiction.self) { try Copula([.init("a", "b", 1.1)]) }
    #expect(throws: Copula.Contradiction.self) { try Copula([.init("a", "a", 0.5)]) }
  }
}

@Suite struct SummaryTests {
  @Test func percentilesAreThoseOfMostPrograms() {
    let summary = Summary([3.0, 1, 2, 4])
    #expect(summary.percentile(0.5) == 2.5)
    #expect(summary.percentile(0) == 1 && summary.percentile(1) == 4)
    #expect(abs(summary.percentile(0.1) - 1.3) < 1e-15)
    #expect(summary.mean == 2.5)
    #expect(abs(summary.deviation * summary.deviation - 5.0 / 3) < 1e-15)
  }

  @Test func whatIsNotANumberIsCountedApart() {
    let summary = Summary([1.0, .nan, 3])
    #expect(summary.undefined == 1 && summary.count == 2 && summary.mean == 2)
    #expect(Summary([Double.nan]).percentile(0.5).isNaN)
    #expect(Summary([7.0]).percentile(0.9) == 7)
  }

  /// Of a uniform variable the standard error of the median is 1/(2√n).
  @Test func standardErrorOfTheMedian() {
    let summary = Summary((0..<10_001).map { Double($0) / 10_000 })
    #expect(abs(summary.standardError(0.5) - 0.005) < 1e-4)
  }

  /// A product of lognormals is lognormal: medians multiply, variances of logarithms add.
  @Test func productOfLognormals() throws {
    var sheet = Sheet()
    let a = try Estimate(from: 1, to: 4)
    let b = try Estimate(from: 0.2, to: 0.3)
    let product =
      sheet.input(FigureID("a", "A"), Fact<Ratio>(a, assumed))
      * sheet.input(FigureID("b", "B"), Fact<Ratio>(b, assumed))
    let inputs = sheet.uncertainInputs
    #expect(inputs.map(\.name) == ["a", "b"])
    let tape = Tape(sheet, outputs: [product], varying: inputs.map(\.name))
    let columns = Sampler(seed: 1, rows: 20_000).columns(inputs)
    let summary = Summary(tape.run(columns).values(0))
    func width(_ e: Estimate) -> Double { Double.logarithm(e.high / e.low) / 2 }
    let both = (width(a) * width(a) + width(b) * width(b)).squareRoot()
    let median = a.central * b.central
    #expect(abs(summary.percentile(0.5) / median - 1) < 0.01)
    #expect(abs(summary.percentile(0.95) / (median * .exponential(both)) - 1) < 0.01)
    #expect(abs(summary.percentile(0.05) * .exponential(both) / median - 1) < 0.01)
  }
}
