/// Counts from numbers, and products of counts, that cannot trap.
///
/// Swift's own `Int(_:)` of a `Double` and `*` of two `Int`s end the program where the result does not
/// fit. Numbers come from files, so a test forbids the first everywhere in Sources and Plugins.
extension Int {
  /// The largest count that is made of a number: up to 2⁵³ every whole number is a `Double`, and a
  /// thousand such counts can be added.
  public static let largestCount = 1 << 53

  /// The whole number next to a number towards zero, at most ``largestCount`` away from zero; 0 for
  /// what is not a number.
  @inlinable
  public init(saturating value: Double) {
    if value >= 0x1p53 {
      self = 1 << 53
    } else if value <= -0x1p53 {
      self = -(1 << 53)
    } else {
      self = Int(exactly: value.rounded(.towardZero)) ?? 0
    }
  }

  /// The product of two counts; the largest or the least `Int` where it is beyond that.
  @inlinable
  public func times(_ other: Int) -> Int {
    let (product, isBeyond) = multipliedReportingOverflow(by: other)
    guard isBeyond else { return product }
    return (self < 0) == (other < 0) ? .max : .min
  }
}
