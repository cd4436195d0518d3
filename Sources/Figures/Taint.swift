public import Units

/// What a number tells to somebody who can compute: joined by every operation, never taken off.
///
/// There is no way to remove it from a number. If a figure is hidden that should not be, one of its
/// inputs is marked wrongly.
public struct Taint: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// A quote of the user's own.
  public static let quote = Taint(rawValue: 1)
  /// An amount of money that the plan or the command line states.
  public static let stated = Taint(rawValue: 2)

  /// All that is kept from others when a result is shared.
  public static let secret: Taint = [.quote, .stated]
}

extension Provenance {
  /// What an input of this provenance tells.
  ///
  /// - Parameter dimension: The input's; what a plan states is secret where it is money.
  public func taint(_ dimension: Dimension) -> Taint {
    if case .solved(_, let read) = origin { return read }
    if isPrivate { return .quote }
    return (isOfPlan || isStated) && dimension.money != 0 ? .stated : []
  }
}

/// A ledger of the search that remembers what it read: plain doubles, and the taint of every input.
///
/// A search runs on doubles and forgets where they came from. What it finds (a break-even, the nodes
/// within a budget) tells as much as all that it read, so that it is run once on this ledger, whose
/// taint goes into the provenance of what was found.
public struct TaintLedger: Ledger {
  public private(set) var taint: Taint = []
  private var scratch = Scratch()

  public init() {}

  public mutating func input<U: Unit>(_ id: FigureID, _ fact: Fact<U>) -> Double {
    taint.formUnion(fact.provenance.taint(id.dimension))
    return fact.value
  }

  public mutating func define(_ id: FigureID, _ value: Double) -> Double { value }

  public mutating func require(
    _ a: Double, atMost b: Double, _ limit: LimitID
  ) throws(Infeasible) {
    try scratch.require(a, atMost: b, limit)
  }
}
