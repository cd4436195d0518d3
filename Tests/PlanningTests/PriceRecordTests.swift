import Figures
import Testing
import Units

@testable import HardwareKit
@testable import Planning

/// Price paths that are fitted to the record, and those that are assumed.
@Suite struct PriceRecordTests {
  static let kind = "survey of one broker"

  /// So many quarters, each a tenth below the one before.
  static func history(_ count: Int, kind: String = kind) -> String {
    let lines = (0..<count).map { index in
      let price = 4 * Double.power(0.9, Double(index))
      let (year, month) = (2021 + index / 4, 1 + 3 * (index % 4))
      return "  - {product: nvidia-h100-sxm5, kind: \(kind), price: $\(price)/h, "
        + "date: \(year)-0\(month)-15, source: test}"
    }
    return (["history:"] + lines).joined(separator: "\n").replacing("-010-", with: "-10-")
  }

  static func sheet(_ history: String, _ path: String) throws -> Sheet {
    var plan = FleetTests.cluster(price: path)
    if path.contains("forward") { plan = plan.replacing("start: $2.2/h, ", with: "") }
    let outcome = try WorkedNumberTests.outcome(plan, prices: history)
    return try #require(outcome.fleet).sheet
  }

  static func change(_ sheet: Sheet) throws -> Figure {
    try #require(sheet["nvidia-h100-sxm5.market.price.change"])
  }

  @Test func aLongSeriesIsFitted() throws {
    let sheet = try Self.sheet(
      Self.history(16), "change: -50% per year, series: \(Self.kind)")
    let change = try Self.change(sheet)
    // Four quarters of -10 %; quarters of the calendar are not all of one length.
    #expect(abs(change.value - (Double.power(0.9, 4) - 1)) < 0.005)
    #expect(change.evidence == .modelled)
    #expect(change.provenance?.citations.count == 16)
    #expect(change.provenance?.isPrivate == true)
    #expect(change.provenance?.note?.contains("without the last year") == true)
  }

  @Test(arguments: [(11, kind), (16, "another kind")])
  func aShortOneLeavesThePlansOwnChange(_ count: Int, _ kind: String) throws {
    let sheet = try Self.sheet(
      Self.history(count), "change: -50% per year, series: \(kind)")
    let change = try Self.change(sheet)
    #expect(change.value == -0.5)
    #expect(change.evidence == .assumed)
  }

  /// Spot has a series of its own, and the contracts' does not move with it.
  @Test func spotIsApart() throws {
    let spot = "survey of spot"
    let plan = FleetTests.cluster(price: "change: -50% per year").replacing(
      "  contract: 12 months",
      with: "  contract: 12 months\n  spot: {start: $1/h, change: 5% per year, series: \(spot)}")
    let outcome = try WorkedNumberTests.outcome(plan, prices: Self.history(16, kind: spot))
    let sheet = try #require(outcome.fleet).sheet
    #expect(try Self.change(sheet).value == -0.5)
    let change = try #require(sheet["nvidia-h100-sxm5.market.spot.change"])
    #expect(abs(change.value - (Double.power(0.9, 4) - 1)) < 0.005)
  }

  // MARK: Forward curves

  /// A price path of quotes by term.
  static func curve(_ points: [String], _ rest: String = "") -> String {
    let list = points.map { "{term: \($0)}" }.joined(separator: ", ")
    return "forward: [\(list)]" + rest
  }
  private static let quotes = ["12 months, price: $7.20/h", "36 months, price: $5.40/h"]

  private static func months(_ path: String, _ wanted: [Int]) throws -> [Double] {
    let sheet = try sheet("", path)
    return try wanted.map {
      try #require(sheet["nvidia-h100-sxm5.price.on-demand.month-\($0 < 10 ? "0" : "")\($0)"]).value
        * TimeSpan.hour
    }
  }

  @Test func aCurveChangesAfterItsLastTermAsThePlanSays() throws {
    let prices = try Self.months(
      Self.curve(Self.quotes, ", then: -10% per year"), [36, 37, 43, 48])
    #expect(abs(prices[0] - 4.5) < 1e-9)
    #expect(abs(prices[1] - 4.5) < 1e-9)
    #expect(abs(prices[2] - 4.5 * Double.power(0.9, 0.5)) < 1e-9)
    #expect(abs(prices[3] - 4.5 * Double.power(0.9, 11 / 12)) < 1e-9)
  }

  @Test func floorAndStepHoldOnACurve() throws {
    let floored = try Self.months(Self.curve(Self.quotes, ", floor: $5/h"), [1, 13, 48])
    #expect(zip(floored, [7.2, 5, 5]).allSatisfy { abs($0 - $1) < 1e-9 })
    let stepped = try Self.months(
      Self.curve(Self.quotes, ", step: {at: month 24, by: -20%}"), [1, 23, 24, 48])
    #expect(zip(stepped, [7.2, 4.5, 3.6, 3.6]).allSatisfy { abs($0 - $1) < 1e-9 })
  }

  /// A single term says that the price stands.
  @Test func onePointIsAFlatPrice() throws {
    let prices = try Self.months(Self.curve([Self.quotes[0]]), [1, 13, 48])
    #expect(prices.allSatisfy { abs($0 - 7.2) < 1e-12 })
  }

  /// Prices of a contract are converted once, as a start is.
  @Test func aCurveOfContractsIsConverted() throws {
    let prices = try Self.months(
      "commitment: reserved-1y, " + Self.curve(Self.quotes), [1, 13])
    #expect(abs(prices[1] / prices[0] - 4.5 / 7.2) < 1e-12)
    #expect(prices[0] > 7.2)
  }

  /// Samples of quotes that are ranges draw the first price once, and none is below nothing.
  @Test func quotesMayBeRanges() throws {
    let wide = ["12 months, price: $4/h to $9/h", "36 months, price: $2/h to $5/h"]
    let sheet = try Self.sheet("", Self.curve(wide))
    let months = try ["01", "12", "13"].map {
      try #require(sheet.reference("nvidia-h100-sxm5.price.on-demand.month-\($0)"))
    }
    let quotes = try ["price.rent", "market.price.forward.price-02"].map {
      try #require(sheet["nvidia-h100-sxm5.\($0)"])
    }
    let results = Tape(sheet, outputs: months, varying: quotes.map(\.name))
      .run(Sampler(seed: 1, rows: 400).columns(quotes))
    let rows = 0..<400
    #expect(rows.allSatisfy { results[0, $0] == results[1, $0] })
    #expect(Set(rows.map { results[0, $0] }).count > 300)
    #expect(rows.allSatisfy { results[2, $0] >= 0 })
    #expect(rows.contains { results[2, $0] == 0 })
  }

  /// What a later day says is not known before it.
  @Test func theRecordEndsWithThePlansDate() throws {
    let book = try #require(try WorkedNumberTests.products(Self.history(16))["nvidia-h100-sxm5"])
      .product.prices
    let early = PriceRecord.all(of: book, until: try CivilDate(parsing: "2023-06-30"))
      .first { $0.kind == Self.kind }
    #expect(early?.points.count == 10)
  }

  /// The record of the H100 is all of a year, so that no path of it is fitted.
  @Test func noSeriesOfTheCatalogueIsLongEnough() throws {
    let prices = try #require(try Samples.products()["nvidia-h100-sxm5"]).product.prices
    let records = PriceRecord.all(of: prices, until: try CivilDate(parsing: "2026-11-22"))
    #expect(try #require(records.first).points.count == 13)
    for record in records {
      if case .fitted = record.fit { Issue.record("\(record.kind) is fitted") }
    }
  }
}
