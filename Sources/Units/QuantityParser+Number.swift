/// The number of a quantity: sign, digits, power of ten and perhaps a sign of money before it.
struct WrittenNumber {
  var isNegative = false
  var hasDollar = false
  /// Dollars for one of the currency whose sign stands before the number.
  var dollars = 1.0
  var token: QuantityToken
  var mantissa: String
  var exponent: Int
  /// Sign and dollar sign included.
  var range: Range<Int>
}

extension QuantityParser {
  mutating func number() throws(QuantityError) -> WrittenNumber {
    let start = index
    var isNegative = false
    var hasSign = false
    var hasDollar = false
    var dollars = 1.0
    while let token = peek(), token.kind == .symbol {
      if let code = Currency.signs[token.text], !hasDollar {
        hasDollar = true
        if code != Currency.dollar.code {
          guard let currency = Currency.known[code] else { throw .currency(token) }
          dollars = currency.dollars
        }
      } else if ["-", "−", "+"].contains(token.text), !hasSign {
        hasSign = true
        isNegative = token.text != "+"
      } else {
        throw .notANumber(token)
      }
      index += 1
    }
    guard let token = peek() else {
      if start == index { throw .empty(expecting, end..<end) }
      throw .numberMissing(after: text(from: start, to: index), range(from: start, to: index))
    }
    guard token.kind == .number else {
      if ["nan", "inf", "infinity"].contains(token.text.lowercased()) {
        throw .notFinite(token.text, token.range)
      }
      throw .notANumber(token)
    }
    index += 1
    let (mantissa, exponent) = try Self.decimal(token)
    try refuseGroupedDigits(after: token)
    return WrittenNumber(
      isNegative: isNegative, hasDollar: hasDollar, dollars: dollars, token: token,
      mantissa: mantissa, exponent: exponent, range: range(from: start, to: index))
  }

  /// Splits the digits from their exponent, and refuses every other way to write a number.
  static func decimal(_ token: QuantityToken) throws(QuantityError) -> (String, Int) {
    if token.text.contains(",") {
      throw .comma(token, rewrite: withoutCommas(token.text))
    }
    if token.text.contains(where: { "_'’".contains($0) }) {
      let rewrite = token.text.filter { !"_'’".contains($0) }
      throw .groupedDigits(token.text, token.range, rewrite: rewrite)
    }
    let parts = token.text.split(omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
    guard let mantissa = parts.first, mantissa.filter({ $0 == "." }).count <= 1 else {
      throw .notANumber(token)
    }
    if mantissa.hasSuffix(".") {
      throw .notANumber(token, fixIt: token.text.filter { $0 != "." })
    }
    guard parts.count > 1, let written = parts.last else { return (String(mantissa), 0) }
    let isNegative = written.hasPrefix("-") || written.hasPrefix("−")
    let digits = written.drop { "+-−".contains($0) }
    let size = Int(digits) ?? farExponent
    return (String(mantissa), min(size, farExponent) * (isNegative ? -1 : 1))
  }

  /// Beyond any `Double`, and far from overflowing when prefixes are added.
  private static let farExponent = 100_000

  /// Commas before groups of three digits separate thousands; a single other comma is a point.
  static func withoutCommas(_ text: String) -> String {
    let groups = text.split(separator: ",", omittingEmptySubsequences: false)
    let head = groups.first ?? ""
    let isGrouping =
      groups.dropFirst().allSatisfy { $0.prefix { $0 != "." }.count == 3 }
      && groups.dropLast().allSatisfy { !$0.contains(".") }
      && (1...3).contains(head.count) && head != "0"
    if isGrouping || groups.count > 2 { return groups.joined() }
    return groups.map { $0.filter { $0 != "." } }.joined(separator: ".")
  }

  private mutating func refuseGroupedDigits(after first: QuantityToken) throws(QuantityError) {
    var whole = first
    var next = index
    while next < tokens.count, tokens[next].kind == .number {
      whole.text += tokens[next].text
      whole.range = whole.range.lowerBound..<tokens[next].range.upperBound
      next += 1
    }
    guard next > index else { return }
    throw .groupedDigits(text(in: whole.range), whole.range, rewrite: whole.text)
  }
}
