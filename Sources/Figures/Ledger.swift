public import Units

/// What a model writes its formulas into. The ledger decides what a number is.
///
/// A model is a function generic over `Ledger`: on ``Scratch`` it is plain `Double` arithmetic for
/// the search, on ``Sheet`` it records every figure with its formula and sources. Both give the
/// same values to the last bit, because both perform the same operations in the same order.
///
/// Every public generic function over `Ledger` carries `@specialized(where L == Scratch)`; without
/// it a call from another module costs about twenty times as much.
public protocol Ledger {
  associatedtype Number: Algebra

  /// A number from outside: a datasheet, a price, a plan.
  mutating func input<U: Unit>(_ id: FigureID, _ fact: Fact<U>) -> Number

  /// Gives a formula a name. Returns the number to use from here on, so that later formulas refer
  /// to the figure by its name.
  mutating func define(_ id: FigureID, _ value: Number) -> Number

  /// Requires `a` to be at most `b`.
  /// - Throws: ``Infeasible`` with `limit` and the two central values.
  mutating func require(_ a: Number, atMost b: Number, _ limit: LimitID) throws(Infeasible)

  /// Figures from here on are of a part of what is modelled, such as one of two pools, so that a model
  /// can be written for each; nil ends it. An input that has the same value outside is that one.
  mutating func enter(_ part: StaticString?)

  /// Figures from here on are those of a named load, so that a model can be written for several; nil ends
  /// it. What is the same at each load stays one figure.
  mutating func enter(load: StaticString?)
}

extension Ledger {
  @inlinable
  public mutating func enter(_ part: StaticString?) {}
  @inlinable
  public mutating func enter(load: StaticString?) {}
}

/// The ledger of the search: numbers are doubles, names and sources are ignored.
public struct Scratch: Ledger {
  @inlinable public init() {}

  @inlinable
  public mutating func input<U: Unit>(_ id: FigureID, _ fact: Fact<U>) -> Double { fact.value }

  @inlinable
  public mutating func define(_ id: FigureID, _ value: Double) -> Double { value }

  @inlinable
  public mutating func require(
    _ a: Double, atMost b: Double, _ limit: LimitID
  ) throws(Infeasible) {
    // Written so that a value that is not a number is refused.
    guard a <= b else { throw Infeasible(limit, needed: a, available: b) }
  }
}
