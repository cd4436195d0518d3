import Figures
import PlanFiles
import Testing
import Units

@testable import HardwareKit
@testable import Planning

/// The worked numbers that methods of cost are explained with, each as a figure of a plan or of the
/// price record.
@Suite struct WorkedNumberTests {
  /// Products with quotes of a test laid over the catalogue's.
  static func products(_ prices: String) throws -> [String: ModelledProduct] {
    let text = """
      headroom-data: 1
      sources: {test: {title: Quote of a test, publisher: Test, date: 2026-10-20, locator: none}}
      \(prices)
      """
    let books = try PriceBook.read(Array(text.utf8), named: "prices.yaml")
    return try Samples.products().mapValues {
      $0.adding(private: books[$0.product.id] ?? PriceBook())
    }
  }

  static func outcome(_ plan: String, prices: String) throws -> Outcome {
    let read = try Samples.plan(text: plan).read
    let shared = try Samples.context().shared
    return Planner(products: try products(prices), facility: shared.facility, bands: shared.bands)
      .outcome(of: read.plan)
  }

  /// 0.37 for room and energy of an H100-hour, 0.65 with operations of 8 %: what rents do not fall
  /// below. An hour draws 80.5 % of the maximum, as servers do at 70 % of use over an idle share of 35 %.
  ///
  /// Source: the case H100x64@70% of the GPU Price Index.
  @Test(arguments: [("0% of servers per year", 37.0), ("8% of servers per year", 65.0)])
  func theFloorOfRents(_ support: String, _ cents: Double) throws {
    let sample = try PublishedCost.plan(
      "h100x64-own-or-rent",
      settings: [
        "fleet.power.load=80.5%", "market.price.floor=operating-cost",
        "market.price.change=-20% per year", "operate.support=\(support)",
      ])
    let sheet = try #require(sample.outcome.fleet).sheet
    let floor = try #require(sheet["nvidia-h100-sxm5.market.price.floor"]).value * TimeSpan.hour
    #expect((floor * 100).rounded() == cents, "\(floor)")
  }

  /// A price of 1.35 and a cost of 0.226 for a million tokens leave 83 %, 5.40 and 2.955 leave 45 %.
  @Test(arguments: [("1.35", "0.226", 83.0), ("5.40", "2.955", 45)])
  func theMarginOfTokens(_ price: String, _ cost: String, _ percent: Double) throws {
    let outcome = try Self.outcome(
      """
      headroom: 1
      model: llama-3.1-8b
      workloads:
        chat:
          kind: serve
          traffic: {peak: 100 output tokens/s, prompt: 1000 tokens, answer: 200 tokens}
          selling-price: $\(price) per M output tokens
      hardware: [hosted-endpoint]
      acquire: [endpoint: {provider: Test}]
      finance: {as-of: 2026-11-01, horizon: 12 months}
      """,
      prices: """
        endpoints:
          - {product: hosted-endpoint, provider: Test, model: llama-3.1-8b, input: $0 per M tokens, output: $\(cost) per M tokens, date: 2026-10-20, source: test}
        """)
    let sheet = try #require(outcome.cases.first).sheet
    #expect(sheet.faults.isEmpty)
    let margin = try #require(sheet["chat.margin"]).value
    #expect((margin * 100).rounded() == percent, "\(margin)")
  }

  /// A price of 7.20 for one year and 5.40 for three imply 4.50 for the second and third, or each
  /// year 0.725 of the one before.
  @Test func theForwardPrice() throws {
    let products = try Self.products(
      """
      providers: {Test: {segment: hyperscaler}}
      rental:
        - {product: nvidia-h100-sxm5, provider: Test, commitment: reserved-1y, region: us, price: $7.20/h, date: 2026-10-20, source: test}
        - {product: nvidia-h100-sxm5, provider: Test, commitment: reserved-3y, region: us, price: $5.40/h, date: 2026-10-20, source: test}
      """)
    let facility = try Samples.context().shared.facility
    let product = try #require(products["nvidia-h100-sxm5"]).product
    let market = Market(
      asOf: try CivilDate(parsing: "2026-11-01"), ownership: facility.ownership,
      serverRatio: facility.serverRatio)
    let forward = try #require(
      ForwardRent.all(of: product, in: market).first { $0.seller == "Test" })
    #expect(abs(forward.implied * TimeSpan.hour - 4.5) < 1e-9)
    #expect(abs((try #require(forward.ratio)) - 0.725) < 0.0005)
  }

  /// The same through the plan's own key: an hour of months 13 to 36 costs 4.50, and so does every hour
  /// after them.
  @Test func theForwardPriceOfAPlan() throws {
    let sheet = try PriceRecordTests.sheet(
      "", PriceRecordTests.curve(["12 months, price: $7.20/h", "36 months, price: $5.40/h"]))
    for (month, price) in [("01", 7.2), ("12", 7.2), ("13", 4.5), ("36", 4.5), ("48", 4.5)] {
      let figure = try #require(sheet["nvidia-h100-sxm5.price.on-demand.month-\(month)"])
      #expect(abs(figure.value * TimeSpan.hour - price) < 1e-9, "month \(month)")
    }
    let implied = try #require(sheet["nvidia-h100-sxm5.price.forward-02"])
    #expect(abs(implied.value * TimeSpan.hour - 4.5) < 1e-9)
    // What the months cost comes to what was quoted for them.
    let months = try (1...36).map {
      try #require(sheet["nvidia-h100-sxm5.price.on-demand.month-\($0 < 10 ? "0" : "")\($0)"]).value
    }
    #expect(abs(months.reduce(0, +) / 36 * TimeSpan.hour - 5.4) < 1e-9)
  }

  /// The network of an accelerator by layers of switches, within 5 % of 1.9 k, 4.2 k and 6.6 k.
  ///
  /// Source: E. Cheah, "H100 economics", shared spreadsheet, 2024-08-22.
  @Test(arguments: [(1.0, 512, 1900.0), (2, 1024, 4200), (3, 32_768, 6600)])
  func theNetworkByLayers(_ layers: Double, _ accelerators: Int, _ dollars: Double) throws {
    let sample = try PublishedCost.plan(
      "cluster-128-nodes", settings: ["fleet.accelerators=\(accelerators)"])
    let sheet = try #require(sample.outcome.fleet).sheet
    #expect(sheet["nvidia-h100-sxm5.network.layers"]?.value == layers)
    let each = try #require(sheet["nvidia-h100-sxm5.network.per-accelerator"]).value
    #expect(abs(each - dollars) <= 0.05 * dollars, "\(each)")
  }

  /// An own facility of ten years is worth seven tenths of its price after three.
  @Test func aBuildingOutlivesItsServers() throws {
    let parts = "[{name: building and power, price: $10 M, life: 10 years}]"
    func left(_ settings: [String]) throws -> Double {
      let sample = try PublishedCost.plan(
        "h100x64-own-or-rent", settings: ["finance.horizon=36 months"] + settings)
      return try #require(sample.outcome.fleet?.sheet["nvidia-h100-sxm5.cost.end-value"]).value
    }
    let plain = try left([])
    #expect(abs(try left(["buy.parts=\(parts)"]) - plain - 7_000_000) < 1e-3)
    // Without a life of its own it has that of the servers, of which two fifths are left.
    let short = parts.replacing(", life: 10 years", with: "")
    #expect(abs(try left(["buy.parts=\(short)"]) - plain - 4_000_000) < 1e-3)
  }
}
