import Testing
import Units

@Suite struct CompoundRateTests {
  @Test(arguments: [
    ("4% per month", 0.04, Period.month), ("12% per year", 0.12, .year),
    ("-20% per year", -0.20, .year), ("−20%/year", -0.20, .year), ("0% per year", 0, .year),
    ("0.5% per day", 0.005, .day), ("0.04 per month", 0.04, .month),
  ])
  func reads(_ text: String, _ share: Double, _ period: Period) throws {
    #expect(try parseRate(text) == CompoundRate(share: share, per: period))
  }

  @Test func keepsTheBasis() throws {
    #expect(try parseRate("3.5% of servers per year").basis == "servers")
  }

  @Test func offersAPeriod() throws {
    let error = try #require(throws: QuantityError.self) { try parseRate("4%") }
    #expect(error.fixIt == "4% per year")
    #expect(try parseRate(error.fixIt ?? "").share == 0.04)
  }

  @Test func readsRanges() throws {
    let rate = try parseRateEstimate("-20% to 15% per year")
    #expect(rate.period == .year)
    #expect(rate.share.shape == .normal)
    #expect(rate.share.low == -0.20)
    #expect(rate.share.high == 0.15)
    #expect(try parseRateEstimate("1% to 4% per month").share.shape == .lognormal)
    #expect(try parseRateEstimate("4% per month").central == parseRate("4% per month"))
  }

  /// 1.01¹² − 1 = 12.6825…%.
  @Test func compounds() {
    let monthly = CompoundRate(share: 0.01, per: .month)
    #expect(abs(monthly.converted(per: .year).share - 0.126_825_030_131_969_72) < 1e-14)
    #expect(abs(monthly.growth(over: 2 * TimeSpan.month) - 1.0201) < 1e-14)
    #expect(monthly.converted(per: .month).share == 1.01 - 1)
    #expect(CompoundRate(share: -1, per: .year).growth(over: TimeSpan.year) == 0)
  }
}
