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
    let outcome = try WorkedNumberTests.outcome(
      FleetTests.cluster(price: path), prices: history)
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
