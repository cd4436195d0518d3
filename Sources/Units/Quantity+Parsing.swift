/// Reads a text with unit as a value in base units.
///
///     try parseQuantity("3.35 TB/s", dimension: BytesPerSecond.dimension)   // 3.35e12
///
/// - Parameters:
///   - text: What the user wrote. Spaces around it do not matter.
///   - dimension: What it must measure. With no dimension, a plain number and a share are read.
///   - expecting: What is wanted, with its article, for the message; a phrase for the dimension
///     when empty.
/// - Throws: ``QuantityError``; a bare number where a unit is due carries a fix-it.
public func parseQuantity(
  _ text: String, dimension: Dimension, expecting: String = ""
) throws(QuantityError) -> Double {
  let quantity = try checkedQuantity(text, dimension: dimension, expecting: expecting)
  try quantity.refusePercentile(in: text)
  return quantity.base
}

/// The same with basis, qualifier, percentile and the rest of what stood in the text, for a reader
/// who checks them.
public func checkedQuantity(
  _ text: String, dimension: Dimension, expecting: String = "", sample: String? = nil
) throws(QuantityError) -> ParsedQuantity {
  let phrase = expecting.isEmpty ? dimension.phrase : expecting
  var parser = QuantityParser(text, dimension: dimension, expecting: phrase)
  let quantity = try parser.single()
  try quantity.check(dimension, phrase, sample: sample)
  return quantity
}

/// Reads a count: `16384`, `128 nodes`, `16.4 k`.
///
/// - Throws: ``QuantityError``, also for a share and for anything that is not whole.
public func parseCount(_ text: String, expecting: String = "a count") throws(QuantityError)
  -> Double
{
  let count = try checkedQuantity(text, dimension: .none, expecting: expecting)
  try count.refusePercentile(in: text)
  if count.isPercent || count.basis != nil {
    throw .wrongDimension(
      expecting, example: "8", found: count.written, isA: "share", count.range)
  }
  guard count.base == count.base.rounded() else { throw .notWhole(count.written, count.range) }
  return count.base
}

/// Reads a share: `40%`, `0.4`, `40% of peak`. The basis is returned and not applied.
///
/// A plain number above 1 is refused, since `40` almost always means `40%`.
public func parseShare(_ text: String, expecting: String = "a share") throws(QuantityError)
  -> ParsedQuantity
{
  let share = try checkedQuantity(text, dimension: .none, expecting: expecting)
  try share.refusePercentile(in: text)
  if share.qualifier != nil || !share.per.isEmpty {
    throw .wrongDimension(
      expecting, example: "40%", found: share.written, isA: "count", share.range)
  }
  if share.isBare || share.basis != nil, !share.isPercent, abs(share.base) > 1 {
    throw .percentMissing(share.number.text, share.number.range)
  }
  return share
}

/// A quantity that holds for a share of cases: `80 ms at p95`.
public struct PercentileQuantity: Sendable, Hashable {
  /// In base units.
  public var base: Double
  /// The share of cases at or below, 0.95 for `p95`; `nil` when the text names none.
  public var percentile: Double?

  public init(base: Double, percentile: Double?) {
    self.base = base
    self.percentile = percentile
  }
}

/// Reads one bound of a service level: `80 ms at p95`.
///
/// - Parameter sample: a quantity that errors show, in a unit that suits the place: "80 ms".
public func parsePercentileQuantity(
  _ text: String, dimension: Dimension = Seconds.dimension, expecting: String = "",
  sample: String? = nil
) throws(QuantityError) -> PercentileQuantity {
  let parsed = try checkedQuantity(
    text, dimension: dimension, expecting: expecting, sample: sample)
  return PercentileQuantity(base: parsed.base, percentile: parsed.percentile)
}

extension Quantity {
  /// Reads a text with unit; a ``Count`` must be whole.
  public init(parsing text: String) throws(QuantityError) {
    base =
      U.self == Count.self ? try parseCount(text) : try parseQuantity(text, dimension: U.dimension)
  }
}

extension ParsedQuantity {
  /// Itself, unless it holds for a percentile that the caller would drop unseen.
  func refusePercentile(in text: String) throws(QuantityError) {
    guard let place = percentileRange else { return }
    let scalars = Array(text.unicodeScalars)
    func part(_ range: Range<Int>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[range])
      return String(view)
    }
    let before = part(range.lowerBound..<place.lowerBound - 1)
    throw .trailing(part(place), after: before, place)
  }

  /// What stands behind the number of a sample: `/h` of `$2.20/h`, `per node` of `$280 k per node`.
  private static func unit(of sample: String) -> String {
    let tail = sample.drop { $0.isNumber || "$.- ".contains($0) }
    let words = tail.split(separator: " ")
    guard let first = words.first, words.count > 1, ["k", "M", "G", "T"].contains(first) else {
      return String(tail)
    }
    return words.dropFirst().joined(separator: " ")
  }

  /// Refuses another dimension, with the error that helps most.
  ///
  /// A check returns nothing: a throwing function that hands its own large value back is miscompiled
  /// in release builds by Swift 6.3.1, which leaves the error register set on the way out.
  ///
  /// - Parameter sample: a quantity to show in place of the usual one of the dimension.
  func check(
    _ wanted: Dimension, _ expecting: String, sample: String? = nil
  ) throws(QuantityError) {
    if dimension == wanted { return }
    if isBare {
      let unit = sample.map(Self.unit) ?? wanted.sampleUnit
      // The unit goes before a percentile, as in `80 ms at p95`.
      let tail = percentileRange.map { " " + written.suffix($0.count) } ?? ""
      let number = String(written.dropLast(tail.count))
      throw .missingUnit(
        expecting, example: wanted.written(number, unit: unit) + tail, found: written, range)
    }
    // `405 B` where a count is due is billions, spelled as bytes.
    if wanted == .none, dimension == .data, written.hasSuffix("B"), unitRange.count == 1 {
      throw .wrongDimension(
        expecting, example: "\(number.text) G", found: written, isA: dimension.name, unitRange,
        fixIt: "G")
    }
    throw .wrongDimension(
      expecting, example: sample ?? wanted.example(), found: written, isA: dimension.name, range)
  }
}
