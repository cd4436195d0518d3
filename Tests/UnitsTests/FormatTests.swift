import Testing
import Units

struct Writing: Sendable, CustomTestStringConvertible {
  let base: Double
  let unit: DisplayUnit
  let text: String

  init(_ base: Double, _ unit: DisplayUnit, _ text: String) {
    self.base = base
    self.unit = unit
    self.text = text
  }

  var testDescription: String { text }
}

@Suite struct FormatTests {
  static let money = DisplayUnit.standard(Dollars.dimension)
  static let time = DisplayUnit.standard(Seconds.dimension)
  static let tokenRate = DisplayUnit.standard(TokensPerSecond.dimension)
  static let tokenPrice = DisplayUnit.standard(DollarsPerToken.dimension)

  static let rows: [Writing] = [
    Writing(90.8e6, money, "$90.8 M"),
    Writing(0.5637, money, "$0.56"),
    Writing(0.5, money, "$0.50"),
    Writing(0.0999999, money, "$0.10"),
    Writing(0.0562, money, "$0.0562"),
    Writing(2.2, money, "$2.20"),
    Writing(40, money, "$40"),
    Writing(99.996, money, "$100"),
    Writing(123.4, money, "$123"),
    Writing(4500, money, "$4500"),
    Writing(9996, money, "$10 k"),
    Writing(250e3, money, "$250 k"),
    Writing(999_600, money, "$1 M"),
    Writing(4.21e9, money, "$4210 M"),
    Writing(42.1e9, money, "$42.1 G"),
    Writing(-40e3, money, "−$40 k"),
    Writing(-0.0, money, "$0"),
    Writing(2.65 / 3600, .standard(DollarsPerSecond.dimension), "$2.65/h"),
    Writing(1.2e6 / TimeSpan.year, .dollarsPerYear, "$1.2 M per year"),
    Writing(4500 / TimeSpan.month, .dollarsPerMonth, "$4500 per month"),
    Writing(4.07e-6, tokenPrice, "$4.07 per M tokens"),
    Writing(0.05, tokenPrice, "$0.05 per token"),
    Writing(0.07e-3 / 3600, .standard(DollarsPerJoule.dimension), "$0.07/kWh"),
    Writing(0.123e-3 / 3600, .dollarsPerKilowattHour, "$0.123/kWh"),
    Writing(130e-3 / TimeSpan.month, .dollarsPerKilowattMonth, "$130/kW per month"),
    Writing(48e9, .standard(Bytes.dimension), "48 GB"),
    Writing(999.6e6, .standard(Bytes.dimension), "1 GB"),
    Writing(80 * 1_073_741_824, .binaryBytes, "80 GiB"),
    Writing(3.35e12, .standard(BytesPerSecond.dimension), "3.35 TB/s"),
    Writing(50e9, .bitsPerSecond, "400 Gbit/s"),
    Writing(1.9789e15, .standard(OperationsPerSecond.dimension), "1.98 PFLOP/s"),
    Writing(3.8e25, .standard(Operations.dimension), "3.8e25 FLOP"),
    Writing(1588, tokenRate, "1590 tokens/s"),
    Writing(15_880, tokenRate, "15.9 k tokens/s"),
    Writing(15.6e12, .standard(Tokens.dimension), "15.6 T tokens"),
    Writing(73.88 * TimeSpan.day, time, "73.9 days"),
    Writing(0.03957, time, "39.6 ms"),
    Writing(3e-6, time, "3 µs"),
    Writing(90, time, "90 s"),
    Writing(600, time, "10 min"),
    Writing(10 * TimeSpan.hour, time, "10 h"),
    Writing(4 * TimeSpan.year, time, "4 years"),
    Writing(73.9 * TimeSpan.day, .hours, "1770 h"),
    Writing(177_360 * TimeSpan.hour, .hours, "177000 h"),
    Writing(36 * TimeSpan.month, .months, "36 months"),
    Writing(30.84e6 * 3600, .acceleratorHours, "30.8 M h"),
    Writing(27.5e9 * 3600, .standard(Joules.dimension), "27.5 GWh"),
    Writing(10_200, .standard(Watts.dimension), "10.2 kW"),
    Writing(0.4123, .percent, "41.2%"),
    Writing(-0.2, .percent, "−20%"),
    Writing(0.04 / TimeSpan.month, .percentPerMonth, "4% per month"),
    Writing(0.4123, .number, "0.412"),
    Writing(2.675, .number, "2.68"),
    Writing(16384, .count, "16384"),
    Writing(16384, .number, "16.4 k"),
    Writing(295.4, .standard(Operations.dimension / Bytes.dimension), "295 FLOP/B"),
    Writing(516_096, .standard(Bytes.dimension / Tokens.dimension), "516 kB/token"),
    Writing(0.0042, .standard(Seconds.dimension / Tokens.dimension), "4.2 ms/token"),
    Writing(.nan, money, "?"),
    Writing(.infinity, time, "?"),
    Writing(0, time, "0 s"),
  ]

  @Test(arguments: rows)
  func writes(_ row: Writing) {
    #expect(format(row.base, as: row.unit) == row.text)
  }

  @Test func typedQuantities() {
    #expect(format(Quantity<Bytes>(base: 48e9)) == "48 GB")
  }

  static let units: [DisplayUnit] =
    DisplayUnit.choices + DimensionTests.units.map { .standard($0) }
    + DimensionTests.quotients.map { .standard($0) }

  /// What people read back is the same number to three digits, and prints the same again.
  @Test(arguments: units)
  func parsesBack(_ unit: DisplayUnit) throws {
    var generator = SplitMix64(state: 8)
    for _ in 0..<200 {
      let base = generator.positive(-9...18)
      let text = format(base, as: unit)
      let again = try parseQuantity(text, dimension: unit.dimension)
      let isRounded = text == format(0, as: unit) || abs(again / base - 1) < 0.0051
      // Money between 10 cents and a dollar keeps two digits, and a count none behind the point.
      let isCoarse = text.hasPrefix("$0.") && abs(again / base - 1) < 0.051
      let isCount = unit == .count && abs(again - base) <= max(0.5, base * 0.0051)
      #expect(isRounded || isCoarse || isCount, "\(base) as '\(text)'")
      #expect(format(again, as: unit) == text)
    }
  }

  @Test(arguments: units)
  func minusOnlyAddsASign(_ unit: DisplayUnit) {
    var generator = SplitMix64(state: 9)
    for _ in 0..<100 {
      let base = generator.positive(-6...15)
      let text = format(base, as: unit)
      let negative = format(-base, as: unit)
      #expect(
        negative == "−" + text || text == negative && !text.contains { "123456789".contains($0) })
    }
  }

  /// The promise of the exact printer: the same bits, whatever the unit.
  @Test(arguments: units)
  func exactTextReadsBackBitForBit(_ unit: DisplayUnit) throws {
    var generator = SplitMix64(state: 10)
    for round in 0..<400 {
      let size = generator.positive(round.isMultiple(of: 4) ? -250...250 : -9...18)
      let base = round.isMultiple(of: 3) ? -size : size
      let text = exactText(base, as: unit)
      let again = try parseQuantity(text, dimension: unit.dimension)
      #expect(again.bitPattern == base.bitPattern, "\(base) as '\(text)'")
    }
  }

  static let exact: [(String, DisplayUnit, String)] = [
    ("$2.20/h", DisplayUnit.standard(DollarsPerSecond.dimension), "$2.2/h"),
    ("3350 GB/s", .standard(BytesPerSecond.dimension), "3.35 TB/s"),
    ("90 days", time, "90 days"), ("41.2%", .percent, "41.2%"), ("-$40 k", money, "-$40 k"),
    ("$130/kW per month", .dollarsPerKilowattMonth, "$130/kW per month"),
    ("$0.59/M tokens", tokenPrice, "$0.59 per M tokens"),
    ("0.07 USD/kWh", .dollarsPerKilowattHour, "$0.07/kWh"),
    ("123456789 tokens", .standard(Tokens.dimension), "123.456789 M tokens"),
  ]

  @Test(arguments: exact)
  func exactTextIsShort(_ written: String, _ unit: DisplayUnit, _ text: String) throws {
    #expect(exactText(try parseQuantity(written, dimension: unit.dimension), as: unit) == text)
  }

  /// A price somebody wrote comes back as it was written, although an hour is no power of ten.
  @Test func exactTextFindsWhatWasWritten() throws {
    let unit = DisplayUnit.dollarsPerHour
    for cents in 1...2000 {
      let written = exactText(Double(cents) / 100, as: .standard(Dollars.dimension)) + "/h"
      let base = try parseQuantity(written, dimension: unit.dimension)
      #expect(exactText(base, as: unit) == written)
    }
  }

  @Test func exactTextHasNoExponentForUsualSizes() {
    var generator = SplitMix64(state: 11)
    for _ in 0..<500 {
      let text = exactText(generator.positive(-3...14), as: .standard(Bytes.dimension))
      #expect(!text.contains("e"))
    }
    #expect(exactText(.nan, as: .number) == "?")
  }
}
