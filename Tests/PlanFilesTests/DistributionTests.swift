import Figures
import PlanFiles
import Planning
import Testing
import Units

/// Distributions as plans write them.
@Suite struct PlannedDistributionTests {
  private static func peak(_ text: String) throws -> Fact<TokensPerSecond> {
    let plan = Plans.service().replacing("100 output tokens/s", with: text)
    return try Plans.serving(try Plans.read(plan).plan).peak
  }

  static let shapes: [(String, Double, Double, Double)] = [
    ("{uniform: [0 tokens/s, 100 tokens/s]}", 5, 50, 95),
    ("{min: 0 tokens/s, mode: 50 tokens/s, max: 100 tokens/s}", 15.811_388, 50, 84.188_612),
    ("{normal: {mean: 50 tokens/s, sd: 10 tokens/s}}", 33.551_464, 50, 66.448_536),
    ("{quantiles: {p5: 1 tokens/s, p50: 2 tokens/s, p95: 8 tokens/s}}", 1, 2, 8),
    ("{observed: [1 tokens/s, 3 tokens/s, 2 tokens/s]}", 1.1, 2, 2.9),
    (
      "{discrete: [{value: 4 tokens/s, weight: 1}, {value: 9 tokens/s, weight: 3}]}", 4, 9, 9
    ),
    ("{beta: {a: 1, b: 1, min: 10 tokens/s, max: 20 tokens/s}}", 10.5, 15, 19.5),
    // Of a triangle to PERT: a beta of 1 and 5 has its median at 1 − 0.5^(1/5).
    (
      "{pert: [0 tokens/s, 0 tokens/s, 100 tokens/s]}", 1.020_622, 12.944_944, 45.071_972
    ),
    ("{range: 100 to 100 tokens/s}", 100, 100, 100),
    ("{uniform: [0 tokens/s, 100 tokens/s], truncate: [20 tokens/s, 60 tokens/s]}", 22, 40, 58),
  ]

  @Test(arguments: shapes)
  func shapesAreRead(_ text: String, _ low: Double, _ median: Double, _ high: Double) throws {
    // Zero traffic is refused for a peak, so that the shapes stand a little above.
    let fact = try Self.peak(
      text.replacing("[0 tokens/s", with: "[1e-9 tokens/s").replacing(
        ", 0 tokens/s", with: ", 1e-9 tokens/s"
      ).replacing("min: 0 tokens", with: "min: 1e-9 tokens"))
    for (found, expected) in [(fact.low, low), (fact.value, median), (fact.high, high)] {
      #expect(abs(found - expected) < 1e-5, "\(text): \(found), not \(expected)")
    }
  }

  private static func growing(_ rate: String) -> String {
    Plans.service().replacing("answer: 200 tokens", with: "answer: 200 tokens, growth: \(rate)")
  }

  static let rates: [(String, Double, Double, Double)] = [
    ("4% per month", 0.04, 0.04, 0.04), ("-20% to 20% per month", -0.2, 0, 0.2),
    ("{uniform: [0%, 10%], per: month}", 0.005, 0.05, 0.095),
    ("{range: -20% to 20%, truncate: [0%, 10%], per: month}", 0.004_490, 0.045_964, 0.093_832),
    ("{min: 0%, mode: 5%, max: 10%, per: month}", 0.015_811, 0.05, 0.084_189),
  ]

  @Test(arguments: rates)
  func ratesHaveShapes(_ text: String, _ low: Double, _ median: Double, _ high: Double) throws {
    let demand = try Plans.serving(try Plans.read(Self.growing(text)).plan)
    let growth = demand.growth
    for (found, expected) in [(growth.low, low), (growth.value, median), (growth.high, high)] {
      #expect(abs(found - expected) < 1e-4, "\(text): \(found), not \(expected)")
    }
    #expect(demand.growthPeriod.value == Period.month.seconds)
  }

  @Test(arguments: [
    ("{uniform: [0%, 10%]}", "missing-key"), ("{uniform: [0%, 10%], per: moth}", "unknown-value"),
    ("{uniform: [-300%, 10%], per: month}", "impossible-value"),
    ("{uniform: [0 s, 10 s], per: month}", "quantity"),
  ])
  func ratesAreRefused(_ text: String, _ code: String) throws {
    let codes = Plans.errors(Self.growing(text))
    #expect(codes.contains(code), "\(text): \(codes)")
  }

  @Test func intervalsNeedNoFurtherObject() throws {
    #expect(try Self.peak("100 to 200 tokens/s").spread == nil)
    #expect(
      try Self.peak("{p10: 1 tokens/s, p50: 2 tokens/s, p90: 3 tokens/s}").spread == nil)
    #expect(try Self.peak("{uniform: [1 tokens/s, 2 tokens/s]}").spread != nil)
  }

  @Test(arguments: [
    ("{uniform: [1 tokens/s]}", "quantity"), ("{uniform: 1 tokens/s}", "wrong-kind"),
    ("{uniform: [1 GB, 2 GB]}", "quantity"),
    ("{pert: [3 tokens/s, 2 tokens/s, 1 tokens/s]}", "quantity"),
    ("{normal: {mean: 1 tokens/s}}", "missing-key"),
    ("{normal: {mean: 1 tokens/s, sd: 1 tokens/s, p5: 1}}", "unknown-key"),
    ("{quantiles: {x5: 1 tokens/s, p50: 2 tokens/s}}", "unknown-key"),
    ("{discrete: [{value: 4 tokens/s}]}", "missing-key"),
    ("{uniform: [1 tokens/s, 2 tokens/s], truncate: [5 tokens/s, 6 tokens/s]}", "quantity"),
    ("{uniform: [1 tokens/s, 2 tokens/s], pert: 3}", "unknown-key"),
  ])
  func mistakesAreLocated(_ text: String, _ code: String) {
    let plan = Plans.service().replacing("100 output tokens/s", with: text)
    #expect(Plans.errors(plan).contains(code), "\(Plans.errors(plan))")
  }
}
