import Endpoints
import Figures
import HardwareKit
import Testing
import Units

@Suite("Endpoint prices")
struct PriceTests {
  func market(_ model: String, _ year: Int, _ month: Int, _ day: Int) throws -> Market {
    let shared = try SharedData.embedded()
    return Market(
      asOf: try #require(CivilDate(year: year, month: month, day: day)), model: model,
      ownership: shared.facility.ownership, serverRatio: shared.facility.serverRatio)
  }

  func offers(_ model: String, _ year: Int, _ month: Int, _ day: Int) throws -> [EndpointQuote] {
    let product = try Vendor.product("hosted-endpoint", of: Endpoints())
    return try market(model, year, month, day).endpoints(of: product)
  }

  @Test("a price changes on its date and not before")
  func changes() throws {
    let before = try offers("gpt-oss-120b", 2026, 6, 30).first { $0.provider == "DeepInfra" }
    let after = try offers("gpt-oss-120b", 2026, 10, 15).first { $0.provider == "DeepInfra" }
    #expect(abs(try #require(before).output - 0.45e-6) < 1e-12)
    #expect(abs(try #require(after).output - 0.17e-6) < 1e-12)
  }

  @Test("an offer stands between two lines that are alike, however long")
  func stands() throws {
    let offer = try #require(
      try offers("llama-3.1-70b", 2026, 11, 1).first { $0.provider == "Together" })
    #expect(abs(offer.output - 0.88e-6) < 1e-12)
    #expect("\(offer.date)" == "2024-12-31")
    #expect(offer.stoodUntil.map { "\($0)" } == "2026-11-22")
    #expect(offer.lineCitation.date == "2024-12-31 to 2026-11-22")
  }

  @Test("an offer is withdrawn when the record goes on without it")
  func withdrawn() throws {
    let then = try offers("llama-3.1-405b", 2025, 8, 1).map(\.provider)
    let later = try offers("llama-3.1-405b", 2025, 10, 15).map(\.provider)
    #expect(then.contains("DeepInfra"))
    #expect(!later.contains("DeepInfra"))
    #expect(later.contains("Together"))
  }

  @Test("after the end of the record offers stand for a year")
  func endOfRecord() throws {
    #expect(try offers("llama-3.1-70b", 2027, 10, 1).map(\.provider).contains("Together"))
    #expect(try offers("llama-3.1-70b", 2028, 1, 1).isEmpty)
  }

  @Test("nothing is offered before its first line")
  func beforeTheRecord() throws {
    #expect(try offers("llama-3.1-70b", 2024, 6, 1).isEmpty)
  }
}
