public import Figures
public import Finance

/// What a product costs: the ways to have it, and the bill of each.
public protocol CostModel: Sendable {
  /// The ways in which the product can be had in a market, with their prices.
  func acquisitions(in market: Market) -> [Acquisition]

  /// The bill of a fleet that is had in one of these ways.
  func lineItems<L: Ledger>(
    for acquisition: Acquisition, of fleet: Fleet<L.Number>, in ledger: inout L
  ) -> [LineItem<L.Number>]

  /// Names of datasheet keys that the bill of an acquisition would need and that no source gives.
  func unknowns(for acquisition: Acquisition) -> [String]
}
