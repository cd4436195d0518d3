// The words of every QuantityError stand here and nowhere else.

extension QuantityError {
  static func empty(_ expecting: String, _ range: Range<Int>) -> QuantityError {
    QuantityError(.empty, "expected \(expecting), found nothing", range)
  }

  static func notANumber(_ found: QuantityToken, fixIt: String? = nil) -> QuantityError {
    QuantityError(
      .notANumber, "expected a number, found '\(found.text)'", found.range, fixIt: fixIt)
  }

  static func numberMissing(after text: String, _ range: Range<Int>) -> QuantityError {
    QuantityError(.notANumber, "expected a number after '\(text)', found nothing", range)
  }

  static func notFinite(_ found: String, _ range: Range<Int>) -> QuantityError {
    QuantityError(
      .notFinite, "expected a finite number within the range of a double, found '\(found)'", range)
  }

  static func comma(_ found: QuantityToken, rewrite: String) -> QuantityError {
    QuantityError(
      .comma, "expected a number without commas such as '\(rewrite)', found '\(found.text)'",
      found.range, fixIt: rewrite)
  }

  static func groupedDigits(_ found: String, _ range: Range<Int>, rewrite: String) -> QuantityError
  {
    QuantityError(
      .groupedDigits, "expected digits without separators such as '\(rewrite)', found '\(found)'",
      range, fixIt: rewrite)
  }

  static func missingUnit(
    _ expecting: String, example: String, found: String, _ range: Range<Int>
  ) -> QuantityError {
    QuantityError(
      .missingUnit, "expected \(expecting) such as '\(example)', found '\(found)' without a unit",
      range, fixIt: example)
  }

  static func percentMissing(_ found: String, _ range: Range<Int>) -> QuantityError {
    QuantityError(
      .missingUnit, "expected a share such as '\(found)%' or a number up to 1, found '\(found)'",
      range, fixIt: "\(found)%")
  }

  static func periodMissing(_ found: String, example: String, _ range: Range<Int>)
    -> QuantityError
  {
    QuantityError(
      .missingUnit, "expected a rate such as '\(example)', found '\(found)' without a period",
      range, fixIt: example)
  }

  static func unknownUnit(_ found: QuantityToken, fixIt: String?) -> QuantityError {
    let hint = fixIt.map { " such as '\($0)'" } ?? ""
    return QuantityError(
      .unknownUnit, "expected a unit\(hint), found '\(found.text)'", found.range, fixIt: fixIt)
  }

  static func unitMissing(after text: String, _ range: Range<Int>, fixIt: String? = nil)
    -> QuantityError
  {
    QuantityError(
      .unknownUnit, "expected a unit after '\(text)', found nothing", range, fixIt: fixIt)
  }

  static func currency(_ found: QuantityToken) -> QuantityError {
    if let code = Currency.signs[found.text]
      ?? (Currency.codes.contains(found.text) ? found.text : nil),
      code != Currency.dollar.code
    {
      return QuantityError(
        .unknownUnit,
        "there is no rate for \(code); state it in 'finance.exchange', or the money in dollars such as '$40'",
        found.range)
    }
    return QuantityError(
      .unknownUnit, "expected money before its number such as '$40', found '\(found.text)'",
      found.range)
  }

  static func wrongDimension(
    _ expecting: String, example: String, found: String, isA name: String, _ range: Range<Int>,
    fixIt: String? = nil
  ) -> QuantityError {
    QuantityError(
      .wrongDimension, "expected \(expecting) such as '\(example)', found '\(found)' (\(name))",
      range, fixIt: fixIt)
  }

  static func trailing(_ found: String, after text: String, _ range: Range<Int>) -> QuantityError {
    QuantityError(
      .trailingText, "expected nothing after '\(text)', found '\(found)'", range)
  }

  static func unexpectedRange(_ found: String, _ range: Range<Int>) -> QuantityError {
    QuantityError(.unexpectedRange, "expected one value, found the range '\(found)'", range)
  }

  static func rangeSign(_ found: QuantityToken, expected: String) -> QuantityError {
    QuantityError(
      .trailingText,
      "expected '\(expected)' between the two ends of a range, found '\(found.text)'", found.range,
      fixIt: " \(expected) ")
  }

  static func separatorMissing(_ separator: String, found: String, _ range: Range<Int>)
    -> QuantityError
  {
    QuantityError(
      .missingUnit, "expected two ends with '\(separator)' between them, found '\(found)'", range)
  }

  static func reversed(_ found: String, _ range: Range<Int>, fixIt: String? = nil) -> QuantityError
  {
    QuantityError(
      .reversedRange, "expected the lower end of the range first, found '\(found)'", range,
      fixIt: fixIt)
  }

  static func notMonotone(_ names: String, found: [Double]) -> QuantityError {
    let list = found.map { "\($0)" }.joined(separator: ", ")
    return QuantityError(
      .notMonotone, "expected \(names) in rising order, found '\(list)'", 0..<0)
  }

  /// Numbers that give no distribution of their kind.
  static func notAShape(_ expected: String) -> QuantityError {
    QuantityError(.outOfRange, "expected \(expected)", 0..<0)
  }

  static func ambiguousMultiplier(
    _ found: String, multiplier: String, _ range: Range<Int>
  ) -> QuantityError {
    QuantityError(
      .ambiguousMultiplier,
      "expected a multiplier at both ends such as '\(found) \(multiplier)', found '\(found)'",
      range, fixIt: "\(found) \(multiplier)")
  }

  static func notWhole(_ found: String, _ range: Range<Int>) -> QuantityError {
    QuantityError(.notWhole, "expected a whole number, found '\(found)'", range)
  }

  static func outOfRange(_ expecting: String, found: String, _ range: Range<Int>) -> QuantityError {
    QuantityError(.outOfRange, "expected \(expecting), found '\(found)'", range)
  }

  static func notADate(
    _ expecting: String, found: String, _ range: Range<Int>, fixIt: String? = nil
  )
    -> QuantityError
  {
    QuantityError(.notADate, "expected \(expecting), found '\(found)'", range, fixIt: fixIt)
  }
}
