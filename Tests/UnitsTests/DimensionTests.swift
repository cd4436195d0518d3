import Testing
import Units

@Suite struct DimensionTests {
  static let units: [Dimension] = [
    Ratio.dimension, Count.dimension, Seconds.dimension, Bytes.dimension, Operations.dimension,
    Tokens.dimension, Dollars.dimension, Joules.dimension, Watts.dimension,
    BytesPerSecond.dimension, OperationsPerSecond.dimension, TokensPerSecond.dimension,
    PerSecond.dimension, DollarsPerSecond.dimension, DollarsPerToken.dimension,
    DollarsPerJoule.dimension,
  ]

  /// What formulas meet on the way and no unit names.
  static let quotients: [Dimension] = [
    Operations.dimension / Bytes.dimension, Bytes.dimension / Tokens.dimension,
    Operations.dimension / Tokens.dimension, Seconds.dimension / Tokens.dimension,
    Tokens.dimension / Joules.dimension, Joules.dimension / Tokens.dimension,
    Dollars.dimension / Bytes.dimension, Seconds.dimension * Seconds.dimension,
    Dollars.dimension * Seconds.dimension, Dollars.dimension * Dollars.dimension,
    Ratio.dimension / Tokens.dimension, Tokens.dimension / Dollars.dimension,
    PerSecond.dimension / Seconds.dimension, Bytes.dimension * Seconds.dimension,
  ]

  static let named: [(Dimension, String, String)] = [
    (Ratio.dimension, "", "number"), (Seconds.dimension, "_s", "time"),
    (Bytes.dimension, "_bytes", "data"), (Operations.dimension, "_ops", "operations"),
    (Tokens.dimension, "_tokens", "tokens"), (Dollars.dimension, "_usd", "money"),
    (Joules.dimension, "_j", "energy"), (Watts.dimension, "_w", "power"),
    (BytesPerSecond.dimension, "_bytes_per_s", "bandwidth"),
    (OperationsPerSecond.dimension, "_ops_per_s", "compute rate"),
    (TokensPerSecond.dimension, "_tokens_per_s", "token rate"),
    (PerSecond.dimension, "_per_s", "rate"),
    (DollarsPerSecond.dimension, "_usd_per_s", "money per time"),
    (DollarsPerToken.dimension, "_usd_per_token", "money per token"),
    (DollarsPerJoule.dimension, "_usd_per_j", "money per energy"),
    (Bytes.dimension / Tokens.dimension, "_bytes_per_token", "data per token"),
    (Operations.dimension / Bytes.dimension, "_ops_per_byte", "operations per byte"),
    (Seconds.dimension * Seconds.dimension, "_s2", "time^2"),
  ]

  @Test(arguments: named)
  func names(_ dimension: Dimension, _ suffix: String, _ name: String) {
    #expect(dimension.keySuffix == suffix)
    #expect(dimension.name == name)
  }

  @Test func suffixesDiffer() {
    let all = Set(Self.units + Self.quotients)
    #expect(Set(all.map(\.keySuffix)).count == all.count)
  }

  @Test func spansAreDefinedOnce() {
    #expect(TimeSpan.month == 730 * 3600)
    #expect(TimeSpan.year == 8760 * 3600)
    #expect(TimeSpan.day == 86400)
    #expect(Period.allCases.map(\.seconds) == Period.allCases.map(\.seconds).sorted())
  }

  @Test func arithmetic() {
    let a = Quantity<Bytes>(base: 3)
    let b = Quantity<Bytes>(base: 2)
    #expect((a + b).base == 5)
    #expect((a - b).base == 1)
    #expect((-a).base == -3)
    #expect((a * 2).base == 6)
    #expect((2 * a).base == 6)
    #expect((a / 2).base == 1.5)
    #expect(a / b == 1.5)
    #expect(b < a)
    #expect(Quantity<Bytes>.zero.base == 0)
  }
}
