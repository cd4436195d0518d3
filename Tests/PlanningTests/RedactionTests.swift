import Figures
import JSON
import Reporting
import Testing
import Units

@testable import Planning

/// What a result for sharing must not hold, and what money is in another currency.
@Suite struct RedactionTests {
  /// Every number of a JSON document.
  private static func numbers(_ value: JSONValue) -> [Double] {
    switch value {
    case .number(let number): [number]
    case .array(let items): items.flatMap(numbers)
    case .object(let members): members.flatMap { numbers($0.value) }
    case .string, .bool, .null: []
    }
  }

  @Test func noFigureThatFollowsFromAPriceIsLeft() throws {
    let outcome = try PublishedCost.plan("cluster-financed").outcome
    let shown = outcome.redacted()
    #expect(shown.isRedacted)
    let report = EstimateReport.report(shown).marked(.done)
    let sheet = try #require(outcome.fleet).sheet
    var hidden: Set<Double> = []
    for figure in sheet.figures where figure.id.dimension.money != 0 { hidden.insert(figure.value) }
    for name in ["irr", "payback", "break-even.utilisation", "dscr", "margin.operating"] {
      if let figure = sheet[name] { hidden.insert(figure.value) }
    }
    for number in Self.numbers(report.json) where number != 0 && number != 1 {
      // Numbers of things, such as 8 to a node, are not told by their value.
      // and whole months stand for themselves.
      guard number != number.rounded() else { continue }
      #expect(!hidden.contains(number) && !hidden.contains(-number), "\(number)")
    }
    for format in Report.Format.allCases {
      // The record of rents that stands beside the plan's own price is public.
      let text = report.text(as: format).replacing("$2.99/h", with: "")
        .replacing("$4.02/h", with: "")
      #expect(!text.contains("$1") && !text.contains("$2") && !text.contains("$0"), "\(format)")
      #expect(text.contains("•••"), "\(format)")
    }
  }

  @Test func publicPricesNeedNoRedaction() throws {
    let outcome = try Samples.planned("inference-only").outcome
    #expect(!outcome.redacted().isRedacted)
  }

  @Test func moneyIsWrittenInTheCurrencyThatIsShown() {
    let euro = Currency(code: "EUR", dollars: 1.25)
    Currency.$shown.withValue(euro) {
      #expect(format(100, as: .standard(Dollars.dimension)) == "€80")
      #expect(format(2.5 / 3600, as: .dollarsPerHour) == "€2/h")
    }
    #expect(format(100, as: .standard(Dollars.dimension)) == "$100")
    let table = Table(
      columns: [Table.Column("rent_usd_per_s", heading: ["$ PER H"])],
      rows: [Table.Row([.number(2.5, "€2")])])
    let report = Report([.table(table)], data: ["cost_usd": 5, "months": 12]).converted(to: euro)
    #expect(report.json == ["cost_eur": 4, "months": 12])
    #expect(report.csv == "rent_eur_per_s\r\n2\r\n")
  }

  private static func base(_ text: String) -> Double? { try? ParsedQuantity(parsing: text).base }

  @Test func moneyIsReadInCurrenciesThatHaveARate() {
    let known = ["EUR": Currency(code: "EUR", dollars: 1.25)]
    Currency.$known.withValue(known) {
      for text in ["€2/h", "2 EUR/h", "€2 per hour"] {
        #expect(Self.base(text) == 2.5 / 3600, "\(text)")
      }
      #expect(Self.base("€230 k") == 287_500)
      #expect(Self.base("£2/h") == nil)
    }
    #expect(Self.base("2 EUR/h") == nil)
  }
}
