import Diagnostics
import Documents
import Figures
import HardwareKit
import Keys
import Planning
import Units

extension FinanceTerms {
  static let section = Section<FinanceTerms>("finance", "Money") { keys in
    var terms = FinanceTerms()
    terms.exchange = Currency.known
    if let currency = keys.optional(
      "currency", currencyForm, "in which money is written: EUR", without: "USD")
    {
      terms.currency = currency
    }
    // Read before all else, by `exchange(in:)`.
    _ = keys.optional(
      "exchange", .several(.section(ExchangeRate.section)).readElsewhere,
      "dated rates of currencies other than the dollar")
    terms.asOf =
      keys.optional(
        "as-of", .date, "the day of the plan: prices and products of then",
        without: "the newest price")?.firstDay
    let horizon = keys.optional(
      "horizon", .fact(Seconds.self, .lasting, "12 months", sample: "12 months", decides: true),
      "how long the plan runs", without: "12 months, assumed")
    if let horizon {
      let months = (horizon.value / TimeSpan.month).rounded(.up)
      terms.horizon = Fact(months * TimeSpan.month, horizon.provenance.computed())
    }
    if let discount = keys.optional(
      "discount", discountForm, "yearly charge on capital", without: "the catalogue's")
    {
      terms.discount = discount.rate
      terms.discountPeriod = discount.period
    }
    terms.tax = keys.optional(
      "tax", .map(.section(TaxTerms.section), or: TaxTerms.rate("21%")),
      "on the income of a fleet")
    return terms
  }

  /// A rate a second, and the period in which it compounds where that is not the year.
  private struct Discount {
    let rate: Fact<PerSecond>
    let period: Fact<Seconds>?
  }

  private static let discountForm = Form.fact(PerSecond.self, .notNegative, "12% per year")
    .then { rate, place, _ -> Discount? in
      var said = DiagnosticList()
      let seconds = place.node.rateEstimate(place.noun, into: &said)?.period.seconds
      return Discount(
        rate: rate,
        period: seconds.flatMap {
          $0 == TimeSpan.year ? nil : Fact($0, place.provenance().with(keys: []))
        })
    }

  private static let currencyForm = Form<String>.text.then { code, place, reading -> Currency? in
    if code == Currency.dollar.code { return .dollar }
    if let known = Currency.known[code] { return known }
    reading.report(.currency(code, at: place.node.span))
    return nil
  }
}

extension TaxTerms {
  static func rate(_ example: String) -> Form<TaxTerms> {
    Form.fact(Ratio.self, .share, example, evidence: .assumed, sample: example)
      .map { TaxTerms(rate: $0, lossLimit: allLosses) }
  }

  static let section = Section<TaxTerms>("tax", "Tax", merged: false) { keys in
    let terms = keys.required("rate", rate("21%"), "of the income")
    let limit = keys.optional(
      "losses",
      .fact(
        Ratio.self, .share, "80% of income", evidence: .assumed, sample: "80% of income"),
      "share of an income that old losses may cover", without: "100%")
    return terms.map { TaxTerms(rate: $0.rate, lossLimit: limit ?? allLosses) }
  }

  private static var allLosses: Fact<Ratio> {
    Fact(
      1, Provenance(.definition("losses are carried forward without a limit"), evidence: nil))
  }
}

/// `exchange`: what one of a currency was worth on a date.
struct ExchangeRate {
  let code: String
  /// Dollars for one of it.
  let rate: Fact<Dollars>
  let date: PartialDate
  let source: String

  static let section = Section<ExchangeRate>(
    "exchange", "A rate of exchange", merged: false, what: "a rate of exchange"
  ) { keys in
    let code = keys.required("currency", codeForm, "three letters: EUR")
    let rate = keys.required(
      "rate",
      .fact(
        Dollars.self, .positive.atMost(1e6), "$1.09", evidence: .published, sample: "$1.09"),
      "dollars for one of it")
    let date = keys.required("date", .date, "of when it is")
    let source = keys.optional("source", .text, "who says so", without: "assumed")
    guard let code, let rate, let date else { return nil }
    return ExchangeRate(code: code, rate: rate, date: date, source: source ?? "assumed")
  }

  private static let codeForm = Form<String>.text.then { code, place, reading -> String? in
    guard code.count == 3, code.allSatisfy({ $0.isUppercase && $0.isASCII }),
      code != Currency.dollar.code
    else {
      reading.report(.currency(code, at: place.node.span))
      return nil
    }
    return code
  }
}
