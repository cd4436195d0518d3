/// A parameter count as its publisher printed it, to hold the dimensions to.
public struct PrintedCount: Sendable, Hashable {
  /// What the publisher counted.
  public enum Quantity: String, Sendable, Hashable, CaseIterable {
    case total
    case active
    case activeWithoutEmbedding = "active-without-embedding"
    case totalWithoutTables = "total-without-tables"
    case activeWithoutTables = "active-without-tables"
  }

  /// How the publisher got from the count to the printed digits.
  public enum Rounding: String, Sendable, Hashable, CaseIterable {
    case nearest
    /// Cut off: 405.85 billion is printed `405B`.
    case down
    /// Neither: a name, or a figure that the dimensions do not give. Kept for the record only.
    case unreproduced
  }

  public var quantity: Quantity
  /// The figure as printed: `405B`, `8.03B`, or every digit of it.
  public let text: String
  public var rounding: Rounding
  /// The key of the source in which it was printed.
  public var source: String

  /// The printed digits as one integer, and what one unit of the last of them is worth.
  let digits: Int
  let step: Int

  /// Nil unless `text` is digits, with a point among them or not, and then nothing, `M`, `B` or `T`.
  public init?(_ quantity: Quantity, _ text: String, rounding: Rounding = .nearest, source: String)
  {
    var digits = 0
    var decimals: Int?
    var step = 1
    for (index, character) in text.utf8.enumerated() {
      let isLast = index == text.utf8.count - 1
      switch character {
      case UInt8(ascii: "0")...UInt8(ascii: "9") where digits < 1_000_000_000_000_000:
        digits = digits * 10 + Int(character - UInt8(ascii: "0"))
        decimals = decimals.map { $0 + 1 }
      case UInt8(ascii: ".") where decimals == nil && index > 0: decimals = 0
      case UInt8(ascii: "M") where isLast && index > 0: step = 1_000_000
      case UInt8(ascii: "B") where isLast && index > 0: step = 1_000_000_000
      case UInt8(ascii: "T") where isLast && index > 0: step = 1_000_000_000_000
      default: return nil
      }
    }
    for _ in 0..<(decimals ?? 0) {
      guard step % 10 == 0 else { return nil }
      step /= 10
    }
    guard digits > 0, decimals != 0, digits <= Int.max / step else { return nil }
    self.quantity = quantity
    self.text = text
    self.rounding = rounding
    self.source = source
    self.digits = digits
    self.step = step
  }

  /// Do the dimensions give the printed digits? Nil where they are not expected to.
  public func agrees(with model: ModelArchitecture) -> Bool? {
    let count =
      switch quantity {
      case .total: model.parameters
      case .active: model.activeParameters
      case .activeWithoutEmbedding: model.activeWithoutEmbedding
      case .totalWithoutTables: model.parametersWithoutTables
      case .activeWithoutTables: model.activeWithoutTables
      }
    switch rounding {
    case .nearest: return count / step + (count % step >= step - count % step ? 1 : 0) == digits
    case .down: return count / step == digits
    case .unreproduced: return nil
    }
  }
}
