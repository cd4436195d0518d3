/// Everything behind the number: multiplier, units, what it is per and of, and the percentile.
struct QuantityTail {
  var multiplier: Int?
  var multiplierText = ""
  var numerator: [UnitTerm] = []
  var denominator: [UnitTerm] = []
  var qualifier: String?
  var basis: String?
  var percentile: Double?
  var percentileRange: Range<Int>?
  var range: Range<Int>

  var hasNoUnit: Bool { numerator.isEmpty && denominator.isEmpty && basis == nil }

  /// A lower end without a unit takes that of the upper; one with a unit takes what it is per.
  mutating func complete(from other: QuantityTail, hasDollar: Bool) {
    if numerator.isEmpty, !hasDollar { numerator = other.numerator }
    if denominator.isEmpty { denominator = other.denominator }
    basis = basis ?? other.basis
    percentile = percentile ?? other.percentile
    percentileRange = percentileRange ?? other.percentileRange
    qualifier = qualifier ?? other.qualifier
  }
}

extension QuantityParser {
  mutating func tail(of number: WrittenNumber) throws(QuantityError) -> QuantityTail {
    let start = index
    var tail = QuantityTail(range: end..<end)
    if let token = peek(), let exponent = multiplier(token) {
      tail.multiplier = exponent
      tail.multiplierText = token.text
      index += 1
    }
    if !number.hasDollar { try numerator(into: &tail) }
    try denominators(into: &tail)
    if peek()?.text == "of", tail.denominator.isEmpty,
      tail.numerator.allSatisfy({ $0.isPercent })
    {
      try basis(into: &tail)
      try denominators(into: &tail)
    }
    if peek()?.text == "at" { try percentile(into: &tail) }
    try refuseUnknownWord(in: tail, hasDollar: number.hasDollar)
    tail.range = range(from: start, to: index)
    return tail
  }

  /// A multiplier standing alone. `B` for billions is refused where it cannot mean bytes.
  private func multiplier(_ token: QuantityToken) -> Int? {
    token.kind == .word ? UnitTerm.multipliers[token.text] : nil
  }

  private mutating func numerator(into tail: inout QuantityTail) throws(QuantityError) {
    guard let first = peek(), !isClause(first) else { return }
    tail.qualifier = try tokenQualifier()
    while let token = peek(), let term = UnitTerm.named(token.text) {
      if token.text == "B", let next = peek(1), UnitTerm.all[next.text] != nil {
        throw .unknownUnit(token, fixIt: "G")
      }
      index += 1
      tail.numerator.append(term)
      tail.qualifier = tail.qualifier ?? term.noun
      guard peek()?.text == "·" else { return }
      index += 1
      if peek() == nil { throw .unitMissing(after: "·", range(from: index - 1, to: index)) }
    }
  }

  private mutating func denominators(into tail: inout QuantityTail) throws(QuantityError) {
    while let sign = peek(), sign.text == "/" || sign.text == "per" {
      index += 1
      try refuseOne()
      var exponent = 0
      if let token = peek(), let power = multiplier(token) {
        exponent = power
        index += 1
      }
      if let qualifier = try tokenQualifier() {
        tail.qualifier = qualifier
      }
      guard let token = peek() else {
        throw .unitMissing(
          after: text(in: sign.range.lowerBound..<end), sign.range.lowerBound..<end)
      }
      guard var term = UnitTerm.named(token.text), !term.isPercent else {
        throw .unknownUnit(token, fixIt: suggestion(for: token.text, isDenominator: true))
      }
      index += 1
      term.exponent += exponent
      tail.denominator.append(term)
    }
  }

  /// Price lists say `per 1M tokens`; here the one is understood.
  private func refuseOne() throws(QuantityError) {
    guard let one = peek(), one.text == "1", let next = peek(1), next.kind == .word else { return }
    let range = range(from: index, to: index + 2)
    throw .unknownUnit(
      QuantityToken(kind: .word, text: text(in: range), range: range), fixIt: next.text)
  }

  /// `output` in `output tokens`, and `cached input` in `cached input tokens`.
  private mutating func tokenQualifier() throws(QuantityError) -> String? {
    let start = index
    while let token = peek(), UnitTerm.tokenQualifiers.contains(token.text) { index += 1 }
    guard index > start else { return nil }
    let words = text(from: start, to: index)
    guard let unit = peek(), unit.text == "token" || unit.text == "tokens" else {
      throw .unitMissing(
        after: words, range(from: start, to: index), fixIt: "\(words) tokens")
    }
    return words
  }

  private mutating func basis(into tail: inout QuantityTail) throws(QuantityError) {
    let sign = index
    index += 1
    let start = index
    while let token = peek(), !isClause(token) { index += 1 }
    guard index > start else {
      throw .unitMissing(after: "of", range(from: sign, to: index))
    }
    tail.basis = text(from: start, to: index)
  }

  private mutating func percentile(into tail: inout QuantityTail) throws(QuantityError) {
    let sign = range(from: index, to: index + 1)
    index += 1
    guard let token = peek() else { throw .unitMissing(after: "at", sign, fixIt: "at p95") }
    guard token.kind == .word, token.text.hasPrefix("p"),
      let value = Double(token.text.dropFirst() + "e-2")
    else {
      throw .outOfRange("a percentile such as 'p95'", found: token.text, token.range)
    }
    guard value > 0, value < 1 else {
      throw .outOfRange("a percentile between 0 and 100", found: token.text, token.range)
    }
    index += 1
    tail.percentile = value
    tail.percentileRange = sign.lowerBound..<token.range.upperBound
  }

  /// A word where the unit should have been is an unknown unit, and not merely left over.
  private func refuseUnknownWord(
    in tail: QuantityTail, hasDollar: Bool
  ) throws(QuantityError) {
    guard let token = peek(), !isClause(token) else { return }
    let isWord = token.kind == .word || Currency.signs[token.text] != nil
    guard isWord, tail.hasNoUnit else { return }
    if token.kind == .symbol || Currency.codes.contains(token.text), !hasDollar {
      throw .currency(token)
    }
    if hasDollar, UnitTerm.all[token.text] != nil, token.text != "B" { return }
    var fixIt = suggestion(for: token.text, isDenominator: false, hasDollar: hasDollar)
    // In `100 TFLOPs/s` the second has its own sign already.
    if let rate = fixIt, rate.hasSuffix("/s"), peek(1)?.text == "/" || peek(1)?.text == "per" {
      fixIt = String(rate.dropLast(2))
    }
    throw .unknownUnit(token, fixIt: fixIt)
  }

  private func isClause(_ token: QuantityToken) -> Bool {
    ["/", "per", "of", "at", "to", ".."].contains(token.text)
  }
}
