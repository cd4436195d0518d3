import Figures
import Finance
import Testing
import Units

/// Steady changes fitted to dated prices.
@Suite struct PriceFitTests {
  static func points(
    _ count: Int, every step: Double = 0.25, _ price: (Double) -> Double
  ) -> [(years: Double, price: Double)] {
    (0..<count).map { (Double($0) * step, price(Double($0) * step)) }
  }

  @Test func aSteadyFallIsFound() throws {
    let fit = try PriceFit(Self.points(12) { 3 * Double.power(0.8, $0) })
    #expect(abs(fit.change + 0.2) < 1e-12)
    #expect(abs(fit.leftOut) < 1e-12)
    #expect(fit.low <= fit.change && fit.change <= fit.high)
    #expect(fit.high - fit.low < 1e-9)
  }

  /// Prices a tenth above and below their path in turn.
  @Test func theIntervalHoldsTheNoise() throws {
    let fit = try PriceFit(
      Self.points(20) { 2 * Double.power(0.9, $0) * (Int($0 * 4) % 2 == 0 ? 1.1 : 0.9) })
    #expect(fit.low < -0.1 && -0.1 < fit.high)
    #expect(fit.low < fit.change && fit.change < fit.high)
  }

  @Test func fewPointsAreRefused() {
    #expect(throws: PriceFit.Refusal.points(11)) {
      _ = try PriceFit(Self.points(11) { _ in 1 })
    }
  }

  /// All within a year: there is no year to leave out.
  @Test func aYearAloneIsRefused() {
    #expect(throws: PriceFit.Refusal.before(0)) {
      _ = try PriceFit(Self.points(13, every: 1.0 / 13) { _ in 1 })
    }
    // Two before the last year make a line, and nothing that could be off it.
    #expect(throws: PriceFit.Refusal.before(2)) {
      let late = Self.points(12, every: 1.0 / 13) { _ in 1 }.map {
        (years: $0.years + 5, price: $0.price)
      }
      _ = try PriceFit([(0, 1), (0.1, 1)] + late)
    }
  }

  /// A market that turned in its last year: the fit without that year says half of what it was.
  @Test func theYearLeftOutShowsATurn() throws {
    let fit = try PriceFit(
      Self.points(17) { $0 <= 3 ? Double.power(0.7, $0) : Double.power(0.7, 3) * 1.5 })
    #expect(fit.leftOut < -0.3)
  }
}
