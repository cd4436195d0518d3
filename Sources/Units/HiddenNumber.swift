extension Double {
  /// A number that is not to be told: it stands where a value was taken out for sharing.
  ///
  /// It is not a number, with a payload of its own. Whatever is computed from it is not a number
  /// either (IEEE 754-2019, section 6.2.3: an operation passes the payload of its operand on), so that
  /// no sum, ratio or axis can be made from what was taken out. ``format(_:as:significant:)`` writes
  /// it as ``hiddenText``. A function of a library may give another not-a-number, which is told as
  /// unknown, and as little of a secret.
  ///
  /// A comparison with it is false. What is decided by one (an order, a sentence) must ask for
  /// ``isHidden`` first, or it says something that nobody knows.
  public static let hidden = Double(nan: 0x5EC2E7, signaling: false)

  /// What stands in place of a hidden number.
  public static let hiddenText = "•••"

  /// Whether this is ``hidden``, or was computed from it.
  public var isHidden: Bool { isNaN && bitPattern & 0x7_FFFF_FFFF_FFFF == 0x5EC2E7 }
}
