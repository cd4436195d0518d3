/// Reads the text of one quantity, or of a range of two.
///
///     quantity  = number [multiplier] [unit] { ("/" | "per") [multiplier] unit }
///                 ["of" words { "per" unit }] ["at" percentile]
///     range     = quantity ("to" | "..") quantity
///
/// It knows no wanted dimension; ``parseQuantity(_:dimension:expecting:)`` compares afterwards.
struct QuantityParser {
  let source: [Unicode.Scalar]
  let tokens: [QuantityToken]
  let expecting: String
  /// The wanted dimension, for nothing but better suggestions.
  let dimension: Dimension?
  var index = 0

  init(_ text: String, dimension: Dimension? = nil, expecting: String = "a quantity") {
    source = Array(text.unicodeScalars)
    tokens = QuantityScanner.tokens(of: text)
    self.dimension = dimension
    self.expecting = expecting
  }

  /// One quantity, and nothing behind it.
  mutating func single() throws(QuantityError) -> ParsedQuantity {
    let number = try number()
    let tail = try tail(of: number)
    try expectEnd()
    return try quantity(number, tail)
  }

  /// One quantity, or two with the separator between them. `nil` stands for the missing second.
  mutating func ends(_ separator: String) throws(QuantityError) -> (
    ParsedQuantity, ParsedQuantity?
  ) {
    let low = try number()
    var lowTail = try tail(of: low)
    guard let sign = peek(), sign.text == separator else {
      try expectEnd(separator: separator)
      return (try quantity(low, lowTail), nil)
    }
    index += 1
    if peek() == nil { throw .numberMissing(after: separator, sign.range) }
    let high = try number()
    let highTail = try tail(of: high)
    try expectEnd()

    var lower = low
    if lowTail.multiplier == nil, highTail.multiplier != nil, lowTail.numerator.isEmpty,
      separator == "to"
    {
      let found = text(in: low.range)
      throw .ambiguousMultiplier(found, multiplier: highTail.multiplierText, low.range)
    }
    if !low.hasDollar, high.hasDollar, lowTail.hasNoUnit {
      lower.hasDollar = true
      lower.dollars = high.dollars
    }
    lowTail.complete(from: highTail, hasDollar: low.hasDollar)
    return (try quantity(lower, lowTail), try quantity(high, highTail))
  }

  // MARK: Tokens

  var end: Int { source.count }

  func peek(_ ahead: Int = 0) -> QuantityToken? {
    index + ahead < tokens.count ? tokens[index + ahead] : nil
  }

  func range(from: Int, to: Int) -> Range<Int> {
    guard from < to, to <= tokens.count else { return end..<end }
    return tokens[from].range.lowerBound..<tokens[to - 1].range.upperBound
  }

  func text(from: Int, to: Int) -> String { text(in: range(from: from, to: to)) }

  func text(in range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: source[range])
    return String(view)
  }

  /// Complains about what is left over, naming the likeliest mistake.
  func expectEnd(separator: String? = nil) throws(QuantityError) {
    guard let next = peek() else { return }
    let rest = range(from: index, to: tokens.count)
    let before = text(from: 0, to: index)
    if startsNumber(index + 1) {
      if next.text == "to" || next.text == ".." {
        guard let separator else {
          throw .unexpectedRange(text(from: 0, to: tokens.count), range(from: 0, to: tokens.count))
        }
        throw .rangeSign(next, expected: separator)
      }
      if ["-", "–", "—", "~"].contains(next.text) {
        throw .rangeSign(next, expected: separator ?? "to")
      }
    }
    throw .trailing(text(in: rest), after: before, rest)
  }

  func startsNumber(_ position: Int) -> Bool {
    guard position < tokens.count else { return false }
    return tokens[position].kind == .number || ["-", "−", "+"].contains(tokens[position].text)
      || Currency.signs[tokens[position].text] != nil
  }
}
