extension QuantityParser {
  /// Puts number and units together.
  ///
  /// Powers of ten are added to the exponent of the digits and rounded once, with them; the other
  /// factors (3600, 1024) are whole numbers and cost one rounding each way.
  func quantity(
    _ number: WrittenNumber, _ tail: QuantityTail
  ) throws(QuantityError) -> ParsedQuantity {
    var exponent = number.exponent + (tail.multiplier ?? 0)
    var factor: Double = 1
    var divisor: Double = 1
    var dimension = number.hasDollar ? Dimension.money : Dimension.none
    for term in tail.numerator {
      exponent += term.exponent
      factor *= term.factor
      dimension = dimension * term.dimension
    }
    for term in tail.denominator {
      exponent -= term.exponent
      divisor *= term.factor
      dimension = dimension / term.dimension
    }

    let upper = tail.range.isEmpty ? number.range.upperBound : tail.range.upperBound
    let range = number.range.lowerBound..<upper
    let written = text(in: range)
    let undivided = (Double("\(number.mantissa)e\(exponent)") ?? .nan) * factor * number.dollars
    let size = undivided / divisor
    let isZero = number.mantissa.allSatisfy { "0.".contains($0) }
    guard size.isFinite, isZero || size > 0 else { throw .notFinite(written, range) }

    let spans = tail.denominator.filter { $0.dimension == .time }
    let sign: Double = number.isNegative && !isZero ? -1 : 1
    return ParsedQuantity(
      base: sign * size, dimension: dimension, basis: tail.basis,
      per: tail.denominator.compactMap(\.noun), qualifier: tail.qualifier,
      period: spans.count == 1 ? spans.first?.period : nil, percentile: tail.percentile,
      isPercent: tail.numerator.contains { $0.isPercent }, written: written,
      writtenShare: sign * undivided, range: range,
      isBare: tail.hasNoUnit && !number.hasDollar, number: number.token, unitRange: tail.range,
      percentileRange: tail.percentileRange)
  }
}

extension ParsedQuantity {
  init(
    base: Double, dimension: Dimension, basis: String?, per: [String], qualifier: String?,
    period: Period?, percentile: Double?, isPercent: Bool, written: String,
    writtenShare: Double, range: Range<Int>,
    isBare: Bool, number: QuantityToken, unitRange: Range<Int>, percentileRange: Range<Int>?
  ) {
    self.base = base
    self.dimension = dimension
    self.basis = basis
    self.per = per
    self.qualifier = qualifier
    self.period = period
    self.percentile = percentile
    self.isPercent = isPercent
    self.written = written
    self.writtenShare = writtenShare
    self.range = range
    self.isBare = isBare
    self.number = number
    self.unitRange = unitRange
    self.percentileRange = percentileRange
  }
}
