/// Why a text is not the quantity that was wanted, and where in it.
///
/// It knows nothing of files: the reader of a file adds the place of the text to ``offset``. Where
/// the intended spelling is certain enough to offer, ``fixIt`` is what should stand in the place
/// of the range, and not of the whole text.
public struct QuantityError: Error, Sendable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// There is no text, or only spaces.
    case empty
    case notANumber
    /// `nan`, `inf`, or a number too large or too small for a `Double`.
    case notFinite
    case comma
    /// Digits grouped by spaces, underscores or apostrophes.
    case groupedDigits
    case missingUnit
    case unknownUnit
    case wrongDimension
    case trailingText
    /// `a to b` where one value stands.
    case unexpectedRange
    /// The second end of a range lies below the first.
    case reversedRange
    /// Three quantiles, or minimum, mode and maximum, that do not rise.
    case notMonotone
    /// `1 to 2 M tokens`: the multiplier may or may not belong to both ends.
    case ambiguousMultiplier
    case notWhole
    /// A percentile outside 0 to 100, or a rate below −100 %.
    case outOfRange
    case notADate
  }

  public var kind: Kind { content.kind }
  public var message: String { content.message }
  /// Where the range starts, in Unicode scalars from the start of the text.
  public var offset: Int { content.offset }
  /// How many Unicode scalars it covers; 0 for an empty text.
  public var length: Int { content.length }
  public var fixIt: String? { content.fixIt }

  /// The fields live in one object: a typed error of many words that crosses modules is miscompiled
  /// in release builds by Swift 6.3.1, and a small one is cheaper to throw anyway.
  private let content: Content

  private final class Content: Sendable {
    let kind: Kind
    let message: String
    let offset: Int
    let length: Int
    let fixIt: String?

    init(_ kind: Kind, _ message: String, _ offset: Int, _ length: Int, _ fixIt: String?) {
      self.kind = kind
      self.message = message
      self.offset = offset
      self.length = length
      self.fixIt = fixIt
    }
  }

  public init(_ kind: Kind, _ message: String, offset: Int, length: Int, fixIt: String? = nil) {
    content = Content(kind, message, offset, length, fixIt)
  }

  /// The same error in a text that starts so much earlier.
  public func shifted(by scalars: Int) -> QuantityError {
    QuantityError(kind, message, offset: offset + scalars, length: length, fixIt: fixIt)
  }

  init(_ kind: Kind, _ message: String, _ range: Range<Int>, fixIt: String? = nil) {
    self.init(kind, message, offset: range.lowerBound, length: range.count, fixIt: fixIt)
  }
}

extension QuantityError: Hashable {
  public static func == (a: QuantityError, b: QuantityError) -> Bool {
    a.kind == b.kind && a.message == b.message && a.offset == b.offset && a.length == b.length
      && a.fixIt == b.fixIt
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(message)
    hasher.combine(offset)
    hasher.combine(length)
    hasher.combine(fixIt)
  }
}
