import Diagnostics
import Documents
import Figures
import PlanFiles
import Testing
import Units

@testable import HardwareKit

/// Which price counts: the law of the market, on invented books and on the H100's own.
@Suite struct MarketTests {
  static let source = Citation(
    title: "A list", publisher: "Somebody", date: "2026-01-01", locator: "page 1")

  static func quote(
    _ provider: String, _ dollars: Double, _ date: String, segment: Segment = .neocloud,
    commitment: Commitment = .onDemand, region: String = "global"
  ) throws -> Quote {
    Quote(
      product: "chip", provider: provider, segment: segment, commitment: commitment,
      region: region, price: dollars / 3600, date: try PartialDate(parsing: date),
      citation: source)
  }

  static func product(_ quotes: [Quote]) throws -> Product {
    let model = try #require(try Samples.products()["nvidia-h100-sxm5"]).product
    var book = PriceBook()
    book.rental = quotes
    return Product(
      id: "chip", name: "Chip", vendor: "Nobody", family: "none", form: "card",
      released: .year(2020), facts: model.facts, trainingCalibration: model.trainingCalibration,
      servingCalibration: model.servingCalibration, prices: book)
  }

  static func market(
    _ asOf: String, segment: Segment = .neocloud, provider: String? = nil, region: String? = nil,
    given: [String: Fact<DollarsPerSecond>] = [:]
  ) throws -> Market {
    let facility = try Samples.context().shared.facility
    return Market(
      asOf: try CivilDate(parsing: asOf), segment: segment, provider: provider, region: region,
      ownership: facility.ownership, serverRatio: facility.serverRatio, givenRents: given)
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let rule: String
    var asOf = "2026-06-01"
    var segment = Segment.neocloud
    var provider: String?
    var region: String?
    /// Median, low, high and number of quotes; `nil` where there is no price.
    let expected: (Double, Double, Double, Int)?

    var testDescription: String { rule }
  }

  static let book: @Sendable () throws -> [Quote] = {
    [
      try quote("A", 9, "2024-01-01"),
      try quote("A", 4, "2026-01-01"),
      try quote("A", 3, "2026-02-01"),
      try quote("A", 2.5, "2026-02-01", region: "eu"),
      try quote("B", 5, "2026-03-01"),
      try quote("C", 1, "2025-01-01"),
      try quote("D", 8, "2026-07-01"),
      try quote("E", 20, "2026-03-01", segment: .hyperscaler),
      try quote("A", 2, "2026-03-01", commitment: .reserved1Year),
      try quote("F", 7, "2026-05"),
    ]
  }

  static let rows = [
    Row(rule: "newest of each provider, lowest of its day", expected: (5, 2.5, 7, 3)),
    Row(rule: "before a quote it is not there", asOf: "2026-02-28", expected: (2.5, 2.5, 2.5, 1)),
    Row(rule: "a month counts from its first day", asOf: "2026-05-01", expected: (5, 2.5, 7, 3)),
    Row(rule: "an even number takes the middle", asOf: "2026-04-30", expected: (3.75, 2.5, 5, 2)),
    Row(rule: "an old quote gives way to a fresh one", asOf: "2025-06-01", expected: (1, 1, 1, 1)),
    Row(rule: "all older than a year", asOf: "2030-01-01", expected: (5, 1, 8, 5)),
    Row(rule: "366 days is too old", asOf: "2027-02-02", expected: (7, 5, 8, 3)),
    Row(rule: "365 days is not", asOf: "2027-02-01", expected: (6, 2.5, 8, 4)),
    Row(rule: "segment", segment: .hyperscaler, expected: (20, 20, 20, 1)),
    Row(rule: "provider", provider: "B", expected: (5, 5, 5, 1)),
    Row(rule: "region", region: "eu", expected: (2.5, 2.5, 2.5, 1)),
    Row(rule: "before all", asOf: "2023-01-01", expected: nil),
    Row(rule: "no such segment", segment: .marketplace, expected: nil),
  ]

  @Test(arguments: rows)
  func theRentFollowsTheRule(_ row: Row) throws {
    let market = try Self.market(
      row.asOf, segment: row.segment, provider: row.provider, region: row.region)
    let price = market.rent(of: try Self.product(try Self.book()), .onDemand)
    guard let expected = row.expected else {
      #expect(price == nil)
      return
    }
    let found = try #require(price)
    #expect(abs(found.fact.value * 3600 - expected.0) < 1e-12)
    #expect(abs(found.fact.low * 3600 - expected.1) < 1e-12)
    #expect(abs(found.fact.high * 3600 - expected.2) < 1e-12)
    #expect(found.quotes.count == expected.3)
    #expect(found.fact.provenance.citations.count == expected.3)
  }

  @Test func thePlansOwnRentWins() throws {
    let own = Fact<DollarsPerSecond>(
      7.7 / 3600, Provenance(.assumed("a test"), evidence: .assumed))
    let product = try Self.product(try Self.book())
    let given = ["chip.rent.neocloud.on-demand": own]
    let market = try Self.market("2026-06-01", given: given)
    #expect(market.rent(of: product, .onDemand)?.fact.value == own.value)
    #expect(market.rent(of: product, .onDemand)?.quotes.isEmpty == true)
    // It names segment and commitment, and replaces no other price.
    #expect(abs((market.rent(of: product, .reserved1Year)?.fact.value ?? 0) * 3600 - 2) < 1e-12)
    let other = try Self.market("2026-06-01", segment: .hyperscaler, given: given)
    #expect(abs((other.rent(of: product, .onDemand)?.fact.value ?? 0) * 3600 - 20) < 1e-12)
  }

  // MARK: The H100's own book

  /// The rule once more, written from its words over the lines of the file.
  @Test func theRentOfAnH100IsWhatTheBookSays() throws {
    let bytes = try #require(EmbeddedFile.bytes("H100/prices.yaml"))
    let root = try parseDocument(bytes, name: "prices.yaml")
    let neoclouds = (root["providers"]?.mapping?.entries ?? [])
      .filter { $0.value["segment"]?.scalar?.text == "neocloud" }.map(\.key)
    var lines: [String: [(date: String, price: Double)]] = [:]
    for line in root["rental"]?.sequence ?? [] {
      func text(_ key: String) -> String { line[key]?.scalar?.text ?? "" }
      // Dates of a day or a month, compared as text: the range lies inside one year and a month.
      guard text("product") == "nvidia-h100-sxm5", text("commitment") == "on-demand",
        neoclouds.contains(text("provider")), text("date") >= "2025-11-01",
        text("date") <= "2026-11-01",
        let price = Double(text("price").dropFirst().split(separator: "/")[0])
      else { continue }
      lines[text("provider"), default: []].append((text("date"), price))
    }
    let newest = lines.values.compactMap { list -> Double? in
      let last = list.map(\.date).max()
      return list.filter { $0.date == last }.map(\.price).min()
    }.sorted()
    #expect(newest == [2.47, 2.99, 2.99, 3.20, 3.36, 3.39, 3.49, 3.90, 3.99, 4.50, 5.99, 6.16])
    let median = (newest[newest.count / 2 - 1] + newest[newest.count / 2]) / 2

    let product = try #require(try Samples.products()["nvidia-h100-sxm5"]).product
    let price = try #require(try Self.market("2026-11-01").rent(of: product, .onDemand))
    print("oracle: H100 neocloud on-demand of 2026-11-01 $\(price.fact.value * 3600)/h")
    #expect(abs(price.fact.value * 3600 - median) < 1e-12)
    #expect(abs(price.fact.value * 3600 - 3.44) < 1e-12)
    #expect(abs(price.fact.low * 3600 - 2.47) < 1e-12)
    #expect(abs(price.fact.high * 3600 - 6.16) < 1e-12)
    #expect(price.quotes.count == 12)
  }

  /// The history that the design tells: 1.70 in October 2025, 2.35 in March and 2.65 in June 2026.
  @Test(arguments: [("2025-10-31", 1.70), ("2026-03-31", 2.35), ("2026-06-30", 2.65)])
  func theYearlyContractFollowsItsHistory(_ asOf: String, _ dollars: Double) throws {
    let product = try #require(try Samples.products()["nvidia-h100-sxm5"]).product
    let price = try #require(try Self.market(asOf).rent(of: product, .reserved1Year))
    #expect(abs(price.fact.value * 3600 - dollars) < 1e-12)
  }

  @Test func aPurchaseLeavesOutWhatItsAuthorAssumed() throws {
    let product = try #require(try Samples.products()["nvidia-h100-sxm5"]).product
    let price = try #require(try Self.market("2026-11-01").purchase(of: product))
    #expect(!price.quotes.isEmpty)
    #expect(price.quotes.allSatisfy { $0.evidence < .assumed && $0.form == .node })
    #expect(price.fact.provenance.evidence == .published)
    // Quotes of whole nodes of the three years before, over eight accelerators.
    let nodes = [329580, 270480, 329736, 296644, 270554.96, 288142, 317000, 255237.04, 375000.0]
      .map { $0 / 8 }.sorted()
    print("oracle: H100 in its node of 2026-11-01 $\(price.fact.value)")
    #expect(price.quotes.count == nodes.count)
    #expect(abs(price.fact.value - nodes[4]) < 1e-6)
    #expect(abs(price.fact.low - nodes[0]) < 1e-6)
    #expect(abs(price.fact.high - nodes[8]) < 1e-6)
  }

  @Test func cardsAreScaledToTheirServer() throws {
    let product = try #require(try Samples.products()["nvidia-h100-pcie"]).product
    let price = try #require(try Self.market("2026-11-01").purchase(of: product))
    // Two cards, 24,500 and 27,500, times what a server costs over its accelerators.
    #expect(abs(price.fact.value - 26_000 * 1.64) < 1e-6)
    #expect(price.fact.provenance.citations.count == 3)
  }
}
