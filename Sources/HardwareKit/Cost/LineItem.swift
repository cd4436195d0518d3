public import Figures

/// One line of a bill: what, how much of it, at what price, and when it falls due.
///
/// A cost model lists items and never adds them up; cash flows are made from the timing alone.
public struct LineItem<Number: Sendable>: Sendable {
  public enum Timing: Sendable, Hashable {
    /// Once, in a month counted from 1.
    case once(month: Int)
    /// Once, at the end of the plan's horizon.
    case atEnd
    /// The same every month of the horizon.
    case monthly
    /// For every hour that the fleet is used; `quantity` is accelerators for each hour of one.
    case perHourUsed
    /// For every prompt token, or for every output token.
    case perPromptToken, perOutputToken
  }

  /// How much of it a reader of the bill sees, and where that stands.
  public enum Measure: Sendable {
    /// Accelerators or nodes of the fleet.
    case accelerators, nodes
    /// A figure for each time that the item falls due, or for the whole horizon.
    case each(FigureID)
    case all(FigureID)
    /// Hours used and tokens are what their timing counts; of other items the rate says all.
    case timing
  }

  /// The figure under which its cost over the horizon is recorded, `cost.servers`.
  public let id: FigureID
  public let quantity: Number
  /// Price of one unit at each time it falls due. Negative for money that comes back.
  public let unitPrice: Number
  /// What the unit price of full load is above that of none, for items that follow the load; the
  /// unit price itself is that of the fleet's mean load.
  public let loadPrice: Number?
  public let timing: Timing
  public let measure: Measure
  /// The figure with the price or the share, as a reader of the bill wants it.
  public let rate: FigureID?

  public init(
    _ id: FigureID, quantity: Number, unitPrice: Number, loadPrice: Number? = nil,
    _ timing: Timing, measure: Measure = .timing, rate: FigureID? = nil
  ) {
    self.id = id
    self.quantity = quantity
    self.unitPrice = unitPrice
    self.loadPrice = loadPrice
    self.timing = timing
    self.measure = measure
    self.rate = rate
  }
}
