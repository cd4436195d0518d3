import Testing
import Units

struct Reading: Sendable, CustomTestStringConvertible {
  let text: String
  let dimension: Dimension
  let base: Double

  init(_ text: String, _ dimension: Dimension, _ base: Double) {
    self.text = text
    self.dimension = dimension
    self.base = base
  }

  var testDescription: String { text }
}

@Suite struct QuantityParsingTests {
  static let data: [Reading] = [
    Reading("48 GB", Bytes.dimension, 48e9),
    Reading("48GB", Bytes.dimension, 48e9),
    Reading("  48 GB ", Bytes.dimension, 48e9),
    Reading("80 GiB", Bytes.dimension, 85_899_345_920),
    Reading("1 KiB", Bytes.dimension, 1024),
    Reading("1 MiB", Bytes.dimension, 1_048_576),
    Reading("2 TiB", Bytes.dimension, 2_199_023_255_552),
    Reading("512 B", Bytes.dimension, 512),
    Reading("512 bytes", Bytes.dimension, 512),
    Reading("8 bits", Bytes.dimension, 1),
    Reading("1 kbit", Bytes.dimension, 125),
    Reading("1.5 PB", Bytes.dimension, 1.5e15),
    Reading("1 EB", Bytes.dimension, 1e18),
    Reading("400 Gbit/s", BytesPerSecond.dimension, 50e9),
    Reading("3.35 TB/s", BytesPerSecond.dimension, 3.35e12),
    Reading("3350 GB/s", BytesPerSecond.dimension, 3.35e12),
    Reading("3350 GB per second", BytesPerSecond.dimension, 3.35e12),
    Reading("900 GB/s per accelerator", BytesPerSecond.dimension, 900e9),
  ]

  static let work: [Reading] = [
    Reading("3.8e25 FLOP", Operations.dimension, 3.8e25),
    Reading("3.8E+25 FLOP", Operations.dimension, 3.8e25),
    Reading("2 GOP", Operations.dimension, 2e9),
    Reading("989.4 TFLOP/s", OperationsPerSecond.dimension, 989.4e12),
    Reading("989.4 TFLOPS", OperationsPerSecond.dimension, 989.4e12),
    Reading("1.979 PFLOP/s", OperationsPerSecond.dimension, 1.979e15),
    Reading("733 TOPS", OperationsPerSecond.dimension, 733e12),
    Reading("8192 tokens", Tokens.dimension, 8192),
    Reading("1 token", Tokens.dimension, 1),
    Reading("15.6 T tokens", Tokens.dimension, 15.6e12),
    Reading("2 G tokens per run", Tokens.dimension, 2e9),
    Reading("1500 prompt tokens", Tokens.dimension, 1500),
    Reading("3000 output tokens/s", TokensPerSecond.dimension, 3000),
    Reading("100 k output tokens/s", TokensPerSecond.dimension, 100e3),
    Reading("25 tokens per second", TokensPerSecond.dimension, 25),
    Reading("295 FLOP/B", Operations.dimension / Bytes.dimension, 295),
    Reading("516 kB/token", Bytes.dimension / Tokens.dimension, 516e3),
    Reading("3 B·s", Bytes.dimension * Seconds.dimension, 3),
  ]

  static let time: [Reading] = [
    Reading("0.5 s", Seconds.dimension, 0.5),
    Reading(".5 s", Seconds.dimension, 0.5),
    Reading("80 ms", Seconds.dimension, 0.08),
    Reading("3 us", Seconds.dimension, 3e-6),
    Reading("3 µs", Seconds.dimension, 3e-6),
    Reading("3 μs", Seconds.dimension, 3e-6),
    Reading("40 ns", Seconds.dimension, 40e-9),
    Reading("5 min", Seconds.dimension, 300),
    Reading("1 h", Seconds.dimension, 3600),
    Reading("2 hours", Seconds.dimension, 7200),
    Reading("90 days", Seconds.dimension, 7_776_000),
    Reading("1 day", Seconds.dimension, 86400),
    Reading("2 weeks", Seconds.dimension, 1_209_600),
    Reading("12 months", Seconds.dimension, 8760 * 3600),
    Reading("1 year", Seconds.dimension, 8760 * 3600),
    Reading("4 years", Seconds.dimension, 4 * 8760 * 3600),
    Reading("30.8 M h", Seconds.dimension, 30.8e6 * 3600),
    Reading("30.8 M accelerator-hours", Seconds.dimension, 30.8e6 * 3600),
    Reading("4% per month", PerSecond.dimension, 0.04 / 2_628_000),
    Reading("5 requests/s", PerSecond.dimension, 5),
    Reading("0.5/s", PerSecond.dimension, 0.5),
  ]

  static let money: [Reading] = [
    Reading("$40", Dollars.dimension, 40),
    Reading("40 USD", Dollars.dimension, 40),
    Reading("$40 k", Dollars.dimension, 40e3),
    Reading("$250k", Dollars.dimension, 250e3),
    Reading("$200 M", Dollars.dimension, 200e6),
    Reading("-$5", Dollars.dimension, -5),
    Reading("$-5", Dollars.dimension, -5),
    Reading("−$5", Dollars.dimension, -5),
    Reading("$280 k per node", Dollars.dimension, 280e3),
    Reading("$280 k/node", Dollars.dimension, 280e3),
    Reading("$2.20/h", DollarsPerSecond.dimension, 2.20 / 3600),
    Reading("$2.20 per hour", DollarsPerSecond.dimension, 2.20 / 3600),
    Reading("2.20 USD/h", DollarsPerSecond.dimension, 2.20 / 3600),
    Reading("$2.20 per accelerator-hour", DollarsPerSecond.dimension, 2.20 / 3600),
    Reading("$1.2 M per year", DollarsPerSecond.dimension, 1.2e6 / 31_536_000),
    Reading("$4500 per year", DollarsPerSecond.dimension, 4500 / 31_536_000.0),
    Reading("$40 per M tokens", DollarsPerToken.dimension, 40e-6),
    Reading("$40 per M output tokens", DollarsPerToken.dimension, 40e-6),
    Reading("$0.59/M tokens", DollarsPerToken.dimension, 0.59e-6),
    Reading("$.07/kWh", DollarsPerJoule.dimension, 0.07e-3 / 3600),
    Reading("$0.07/kWh", DollarsPerJoule.dimension, 0.07e-3 / 3600),
    Reading("$130/kW per month", DollarsPerJoule.dimension, 130e-3 / 2_628_000),
    Reading("$1.2 M per site per year", DollarsPerSecond.dimension, 1.2e6 / 31_536_000),
  ]

  static let power: [Reading] = [
    Reading("700 W", Watts.dimension, 700),
    Reading("10.2 kW", Watts.dimension, 10200),
    Reading("1.5 MW", Watts.dimension, 1.5e6),
    Reading("2 GW", Watts.dimension, 2e9),
    Reading("1 Wh", Joules.dimension, 3600),
    Reading("1 kWh", Joules.dimension, 3.6e6),
    Reading("27.5 GWh", Joules.dimension, 27.5e9 * 3600),
    Reading("27.5 MWh", Joules.dimension, 27.5e6 * 3600),
    Reading("5 J", Joules.dimension, 5),
    Reading("0.4 J/token", Joules.dimension / Tokens.dimension, 0.4),
  ]

  static let plain: [Reading] = [
    Reading("16384", .none, 16384),
    Reading("16384 accelerators", .none, 16384),
    Reading("128 nodes", .none, 128),
    Reading("1 node", .none, 1),
    Reading("16.4 k", .none, 16400),
    Reading("405 G parameters", .none, 405e9),
    Reading("8 accelerators per node", .none, 8),
    Reading("1.25", .none, 1.25),
    Reading("40%", .none, 0.4),
    Reading("41.2%", .none, 0.412),
    Reading("40% of peak", .none, 0.4),
    Reading("-25%", .none, -0.25),
    Reading("+10%", .none, 0.1),
    Reading("0", .none, 0),
    Reading("-0", .none, 0),
  ]

  @Test(arguments: data + work + time + money + power + plain)
  func reads(_ row: Reading) throws {
    let base = try parseQuantity(row.text, dimension: row.dimension)
    #expect(base == row.base || abs(base / row.base - 1) < 3e-16, "\(base) not \(row.base)")
    #expect(base.sign == .plus || base < 0)
  }

  /// A decimal prefix never costs a bit: every spelling of a number is the same `Double`.
  @Test(arguments: [
    ("3350 GB/s", "3.35 TB/s"), ("0.59 M tokens/s", "590 k tokens/s"), ("80 ms", "0.08 s"),
    ("41.2%", "0.412"), ("989.4 TFLOP/s", "0.9894 PFLOP/s"), ("$2.2 M", "$2200000"),
    ("12 months", "1 year"), ("$8760 per year", "$730 per month"), ("7 days", "1 week"),
  ])
  func spellingsAgree(_ first: String, _ second: String) throws {
    #expect(
      try ParsedQuantity(parsing: first).base == ParsedQuantity(parsing: second).base)
  }

  @Test func keepsWhatStoodBesideTheNumber() throws {
    let price = try ParsedQuantity(parsing: " $40 per M output tokens")
    #expect(price.qualifier == "output")
    #expect(price.dimension == DollarsPerToken.dimension)
    #expect(price.written == "$40 per M output tokens")

    #expect(try ParsedQuantity(parsing: "$0.3/M cached input tokens").qualifier == "cached input")
    #expect(try ParsedQuantity(parsing: "2 G tokens per run").per == ["run"])
    #expect(try ParsedQuantity(parsing: "$280 k/node").per == ["node"])
    #expect(try ParsedQuantity(parsing: "$2.20 per accelerator-hour").per == ["accelerator"])
    #expect(try ParsedQuantity(parsing: "128 nodes").qualifier == "node")
    #expect(try ParsedQuantity(parsing: "$1.2 M per year").period == .year)
    #expect(try ParsedQuantity(parsing: "3.5% of servers per year").basis == "servers")
    #expect(try ParsedQuantity(parsing: "3.5% of servers per year").period == .year)
    #expect(try ParsedQuantity(parsing: "30% of prompt tokens").basis == "prompt tokens")
    #expect(try ParsedQuantity(parsing: "25% of final run").basis == "final run")
    #expect(try ParsedQuantity(parsing: "80 ms at p95").percentile == 0.95)
    #expect(try ParsedQuantity(parsing: "48 GB").basis == nil)
  }

  @Test func readsTypedQuantities() throws {
    #expect(try Quantity<Bytes>(parsing: "48 GB").base == 48e9)
    #expect(try Quantity<Count>(parsing: "128 nodes").base == 128)
    #expect(try Quantity<Ratio>(parsing: "1.25").base == 1.25)
    #expect(throws: QuantityError.self) { try Quantity<Count>(parsing: "40%") }
  }

  @Test func readsCountsAndShares() throws {
    #expect(try parseCount("16.4 k") == 16400)
    let share = try parseShare("40% of peak")
    #expect(share.base == 0.4)
    #expect(share.basis == "peak")
    #expect(try parseShare("0.4").base == 0.4)
    #expect(try parseShare("150%").base == 1.5)
  }

  @Test(arguments: [
    ("80 ms at p95", 0.08, 0.95), ("1 s at p99.9", 1, 0.999), ("1 s at p50", 1, 0.5),
    ("1 s", 1, nil),
  ])
  func readsPercentiles(_ text: String, _ base: Double, _ percentile: Double?) throws {
    let expected = PercentileQuantity(base: base, percentile: percentile)
    #expect(try parsePercentileQuantity(text) == expected)
  }
}
