public import Figures
import Finance

/// A line of a bill, by the figures that a reader looks at: what it costs, how much of it there is,
/// at which price or share, and for how many months where it falls due monthly.
public struct BillLine: Sendable {
  public let cost: FigureID
  public var quantity: FigureID?
  public var rate: FigureID?
  public var months: FigureID?
}

extension BillLine {
  /// - Parameter used: The figure of the accelerator-time that is used.
  init<Number>(_ item: LineItem<Number>, used: FigureID) {
    cost = item.id
    rate = item.rate
    let isMonthly = item.timing == .monthly
    switch item.measure {
    case .accelerators: (quantity, months) = (.fleetAccelerators, isMonthly ? .heldMonths : nil)
    case .nodes: (quantity, months) = (.nodes, isMonthly ? .heldMonths : nil)
    case .each(let figure): (quantity, months) = (figure, isMonthly ? .heldMonths : nil)
    case .all(let figure): (quantity, months) = (figure, nil)
    case .timing:
      switch item.timing {
      case .perHourUsed: quantity = used
      case .perPromptToken: quantity = .inputTokens
      case .perOutputToken: quantity = .outputTokens
      case .once, .atEnd, .monthly: break
      }
    }
  }
}
