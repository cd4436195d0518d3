/// Reads one quantity, or `a to b` as a 90 % interval.
///
/// The unit may stand at the second end alone: `38% to 43%`, `1 to 2 GB/s`, `$2.20 to $2.80/h`. A
/// multiplier standing alone must be at both ends, or it is refused as ambiguous.
///
/// - Parameter sample: a quantity that errors show, in a unit that suits the place: "12 months".
/// - Throws: ``QuantityError``, also for a range whose second end lies below the first.
public func parseEstimate(
  _ text: String, dimension: Dimension, expecting: String = "", sample: String? = nil
) throws(QuantityError) -> Estimate {
  let phrase = expecting.isEmpty ? dimension.phrase : expecting
  var parser = QuantityParser(text, dimension: dimension, expecting: phrase)
  let (low, high) = try parser.ends("to")
  try low.check(dimension, phrase, sample: sample)
  try low.refusePercentile(in: text)
  guard let high else { return Estimate(low.base) }
  try high.check(dimension, phrase, sample: sample)
  try high.refusePercentile(in: text)
  return try Estimate.interval(low.base, high.base, low, high)
}

/// Reads the two ends of a sweep, `$1.50/h .. $8.00/h`.
///
/// The unit may stand at the second end alone. A multiplier belongs to its own number here, since a
/// sweep may span decades: `100 .. 100 k output tokens/s` starts at one hundred.
public func parseBounds(
  _ text: String, dimension: Dimension, expecting: String = ""
) throws(QuantityError) -> (low: Double, high: Double) {
  let phrase = expecting.isEmpty ? dimension.phrase : expecting
  var parser = QuantityParser(text, dimension: dimension, expecting: phrase)
  let (low, high) = try parser.ends("..")
  try low.check(dimension, phrase)
  try low.refusePercentile(in: text)
  guard let high else { throw .separatorMissing("..", found: low.written, low.range) }
  try high.check(dimension, phrase)
  try high.refusePercentile(in: text)
  guard low.base <= high.base else { throw Estimate.reversed(low, high, "..") }
  return (low.base, high.base)
}

extension Estimate {
  static func interval(
    _ low: Double, _ high: Double, _ first: ParsedQuantity, _ second: ParsedQuantity
  ) throws(QuantityError) -> Estimate {
    guard low <= high else { throw reversed(first, second, "to") }
    return try Estimate(from: low, to: high)
  }

  /// The rewrite is offered where each end carries its own unit, so that swapping is enough.
  static func reversed(
    _ first: ParsedQuantity, _ second: ParsedQuantity, _ separator: String
  ) -> QuantityError {
    let range = first.range.lowerBound..<second.range.upperBound
    let swapped = "\(second.written) \(separator) \(first.written)"
    let isWhole = (try? ParsedQuantity(parsing: first.written))?.dimension == first.dimension
    return .reversed(
      "\(first.written) \(separator) \(second.written)", range, fixIt: isWhole ? swapped : nil)
  }
}
