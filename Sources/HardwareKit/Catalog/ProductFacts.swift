public import Figures
public import Units

/// The datasheet of a product. What no source gives is `nil`, never zero.
public struct ProductFacts: Sendable {
  /// Dense peaks, never with sparsity.
  public var peaks: [Precision: Fact<OperationsPerSecond>] = [:]
  /// The memory that weights are read from: on the chip where there is no other.
  public var memory: Fact<Bytes>?
  /// Memory on the chip, and memory beyond `memory`, of chips with several tiers.
  public var onChipMemory: Fact<Bytes>?
  public var farMemory: Fact<Bytes>?
  public var memoryBandwidth: Fact<BytesPerSecond>?
  /// One direction, per accelerator.
  public var scaleUpBandwidth: Fact<BytesPerSecond>?
  public var scaleUpDomain: Fact<Count>?
  public var scaleOutBandwidth: Fact<BytesPerSecond>?
  public var power: Fact<Watts>?
  public var nodeAccelerators: Fact<Count>?
  public var nodePower: Fact<Watts>?

  public init() {}
}

/// Something that is done with each fact of a datasheet.
public protocol FactVisitor {
  /// - Parameters:
  ///   - key: As in a datasheet file, `memory-bandwidth`.
  ///   - path: Where the fact is kept.
  mutating func visit<U: Unit>(
    _ key: String, _ path: any WritableKeyPath<ProductFacts, Fact<U>?> & Sendable)
}

extension ProductFacts {
  /// Every fact with its key, in the order in which datasheets are read: the one list of them.
  public static func visitAll(_ visitor: inout some FactVisitor) {
    for precision in Precision.allCases {
      visitor.visit("peak-\(precision.rawValue)", \.peaks[precision])
    }
    visitor.visit("memory", \.memory)
    visitor.visit("on-chip-memory", \.onChipMemory)
    visitor.visit("far-memory", \.farMemory)
    visitor.visit("memory-bandwidth", \.memoryBandwidth)
    visitor.visit("scale-up-bandwidth", \.scaleUpBandwidth)
    visitor.visit("scale-up-domain", \.scaleUpDomain)
    visitor.visit("scale-out-bandwidth", \.scaleOutBandwidth)
    visitor.visit("power", \.power)
    visitor.visit("node-accelerators", \.nodeAccelerators)
    visitor.visit("node-power", \.nodePower)
  }

  /// The same facts, but for those that others give.
  func replaced(by others: ProductFacts) -> ProductFacts {
    var visitor = Replacing(result: self, others: others)
    Self.visitAll(&visitor)
    return visitor.result
  }

  /// How many facts are known.
  public var count: Int {
    var visitor = Counting(facts: self)
    Self.visitAll(&visitor)
    return visitor.known
  }

  private struct Replacing: FactVisitor {
    var result: ProductFacts
    let others: ProductFacts

    mutating func visit<U: Unit>(
      _ key: String, _ path: any WritableKeyPath<ProductFacts, Fact<U>?> & Sendable
    ) {
      if let fact = others[keyPath: path] { result[keyPath: path] = fact }
    }
  }

  private struct Counting: FactVisitor {
    let facts: ProductFacts
    var known = 0

    mutating func visit<U: Unit>(
      _ key: String, _ path: any WritableKeyPath<ProductFacts, Fact<U>?> & Sendable
    ) {
      if facts[keyPath: path] != nil { known += 1 }
    }
  }
}
