import Figures

extension FlowCalendar {
  typealias Part = (amount: Number, profile: FlowProfile)

  /// What a line item flows as, and what it comes to over the horizon. The one place that says what a
  /// timing means.
  ///
  ///     once(month)     at the end of its month; bought by a fleet, at the start of it
  ///     at the end      at the end of the horizon
  ///     monthly         in each month that hardware is held; a line that follows the load as
  ///                     ( amount - slope · mean load ) held  +  slope · load of full use, as used
  ///     per hour used   by accelerator-time used
  ///     per token       by prompt tokens, or by output tokens
  ///
  /// - Throws: ``Infeasible`` that names the line, where the plan does not count what it falls due by.
  func parts(of item: LineItem<Number>) throws(Infeasible) -> (parts: [Part], whole: Number) {
    let amount = item.quantity * item.unitPrice
    if item.flowClass == .capital {
      guard case .once = item.timing else {
        throw .unplaced(item.id, "is bought, and falls due more than once")
      }
    }
    switch item.timing {
    case .once(let month):
      guard (1...horizon).contains(month) else {
        throw .unplaced(item.id, "falls due in month \(month), and the plan has \(horizon)")
      }
      let isEarly = paysAtStart && item.flowClass == .capital
      return ([(amount, .at(isEarly ? month - 1 : month))], amount)
    case .atEnd: return ([(amount, .at(horizon))], amount)
    case .monthly:
      guard let heldMonths else {
        throw .unplaced(item.id, "is paid by the month, and nothing is held")
      }
      let whole = amount * heldMonths
      guard let price = item.loadPrice, case .shares(_, _, let mean, let loadOfUse) = use else {
        return ([(amount, .held)], whole)
      }
      let slope = item.quantity * price
      return (
        [(amount - slope * mean, .held), (loadOfUse.map { slope * $0 } ?? slope, .used)], whole
      )
    case .perHourUsed:
      switch use {
      case .hours(let row): return ([(amount, .used)], amount * row.total)
      case .shares(let row, let fullHours, _, _):
        let full = amount * fullHours
        return ([(full, .used)], full * row.total)
      case nil: throw .unplaced(item.id, "is paid by the hour used, and no hours are counted")
      }
    case .perPromptToken:
      guard let promptTokens else {
        throw .unplaced(item.id, "is paid by the prompt token, and no tokens are counted")
      }
      return ([(amount, .promptTokens)], amount * promptTokens.total)
    case .perOutputToken:
      guard let outputTokens else {
        throw .unplaced(item.id, "is paid by the output token, and no tokens are counted")
      }
      return ([(amount, .outputTokens)], amount * outputTokens.total)
    }
  }
}

extension Infeasible {
  fileprivate static func unplaced(_ id: FigureID, _ why: String) -> Infeasible {
    Infeasible(.timing, needed: 1, available: 0, of: Subject("'\(id.localName)' \(why)"))
  }
}
