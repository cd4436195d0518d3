import Figures
import Units

/// A ledger that keeps the values of named figures: what a search has no use for and a row measured,
/// such as the memory of the fullest accelerator.
struct FigureProbe: Ledger {
  private(set) var values: [String: Double] = [:]
  /// Whether limits are kept; a run that was measured kept them.
  var isStrict = true

  mutating func input<U: Unit>(_ id: FigureID, _ fact: Fact<U>) -> Double { fact.value }

  mutating func define(_ id: FigureID, _ value: Double) -> Double {
    values[id.localName] = value
    return value
  }

  mutating func require(_ a: Double, atMost b: Double, _ limit: LimitID) throws(Infeasible) {
    guard a <= b || !isStrict else { throw Infeasible(limit, needed: a, available: b) }
  }
}
