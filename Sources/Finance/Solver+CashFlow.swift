public import Figures

/// What cash flows answer without a closed form.
extension Solver {
  /// The internal rate of return of flows one period apart, for one period; not a number where there
  /// is not exactly one.
  public static let internalRate = Solver("irr") { flows in
    InternalRates(ofFlows: flows).only ?? .nan
  }

  /// The internal rate of return of flows on days, for 365 days: first the flows, then as many times in
  /// years of 365 days; not a number where there is not exactly one.
  public static let datedRate = Solver("xirr") { operands in
    let flows = operands.prefix(operands.count / 2)
    return InternalRates(
      ofFlows: Array(flows), at: Array(operands.dropFirst(flows.count))
    ).only ?? .nan
  }

  /// Periods until flows one period apart have added up to zero or more; infinite for never.
  ///
  /// Whole periods: a flow counts at the end of its own. The first flow is now.
  public static let payback = Solver("payback") { flows in
    var sum = 0.0
    for (period, flow) in flows.enumerated() {
      sum += flow
      if sum >= 0 { return Double(period) }
    }
    return .infinity
  }

  /// All that formulas of this module may name.
  public static let cashFlow: [Solver] = [.internalRate, .datedRate, .payback]
}
