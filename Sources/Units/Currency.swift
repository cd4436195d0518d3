/// A currency, by what one of it is worth in dollars: the base in which all money counts.
///
/// A rate has a date and comes from the plan; nothing here knows one. Which currencies may be read,
/// and in which one money is written, holds for the task that reads or writes.
public struct Currency: Sendable, Hashable {
  /// Three letters of ISO 4217.
  public let code: String
  /// Dollars for one of it.
  public let dollars: Double
  /// The rate with its date and source, as a reader of a converted price wants it.
  public let note: String

  public init(code: String, dollars: Double, note: String = "") {
    self.code = code
    self.dollars = dollars
    self.note = note
  }

  public static let dollar = Currency(code: "USD", dollars: 1)

  /// The currency in which money is written.
  @TaskLocal public static var shown = Currency.dollar
  /// Currencies that quantities may be in beside the dollar, by code.
  @TaskLocal public static var known: [String: Currency] = [:]

  /// What stands before a number: `$`, `€`, or the code and a space.
  public var sign: String {
    Self.signs.first { $0.value == code }?.key ?? "\(code) "
  }

  static let signs = ["$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"]

  /// Codes that are read as a currency even where there is no rate, so that the message can say so.
  public static let codes: Set<String> = [
    "AED", "AUD", "BRL", "CAD", "CHF", "CLP", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF",
    "IDR",
    "ILS", "INR", "ISK", "JPY", "KRW", "MXN", "MYR", "NOK", "NZD", "PHP", "PLN", "QAR", "RON",
    "SAR",
    "SEK", "SGD", "THB", "TRY", "TWD", "USD", "ZAR",
  ]

  /// The currency of a text that holds money in another one than the dollar.
  public static func foreign(in text: String) -> String? {
    for (sign, code) in signs where code != "USD" && text.contains(sign) { return code }
    let words = text.split { !$0.isLetter }.map(String.init)
    return words.first { $0 != "USD" && codes.contains($0) }
  }
}

extension UnitTerm {
  /// The unit of a spelling; currencies are units where there is a rate.
  static func named(_ text: String) -> UnitTerm? {
    if let term = all[text] { return term }
    return Currency.known[text].map { UnitTerm(factor: $0.dollars, dimension: .money) }
  }
}
