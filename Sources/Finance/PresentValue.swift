public import Figures

/// What flows of money are worth now.
public enum PresentValue {
  /// When the first flow of a list falls due. Two conventions, a factor of `1 + rate` apart.
  public enum FirstFlow: Sendable, Hashable {
    /// The first flow is not discounted, as in numpy-financial and in textbooks.
    case now
    /// The first flow is discounted by one period, as in the NPV of spreadsheets.
    case afterOnePeriod
  }

  /// Flows one period apart.
  ///
  ///     flow0 + (flow1 + (flow2 + …) / (1 + rate)) / (1 + rate)
  ///
  /// that is `Σ flow(t) / (1 + rate)^t`, nested so that a sheet holds two operations a flow.
  /// Of no flows it is zero.
  @inlinable
  public static func ofFlows<N: Algebra>(_ flows: [N], rate: N, first: FirstFlow) -> N {
    let growth = 1 + rate
    var value: N = 0
    for (index, flow) in flows.reversed().enumerated() {
      value = index == 0 ? flow : flow + value / growth
    }
    return first == .now ? value : value / growth
  }

  /// Flows at any times, XNPV where the times are days over 365.
  ///
  ///     Σ flow(i) / (1 + rate)^time(i)
  ///
  /// - Parameters:
  ///   - times: As many as flows, in the period of the rate, from the day to which is discounted.
  @inlinable
  public static func ofFlows<N: Algebra>(_ flows: [N], at times: [N], rate: N) -> N {
    var value: N = 0
    for (flow, time) in zip(flows, times) { value = value + flow / N.power(1 + rate, time) }
    return value
  }
}

/// The return of flows whose surplus is invested at one rate and whose deficits are financed at
/// another, MIRR.
///
///     ( future value of inflows / -present value of outflows )^(1 / periods) - 1
///
/// It always exists and is single, where an internal rate may not be: it says how the money is used.
/// Not a number when nothing flows out, or when there are fewer than two flows.
///
/// Source: OpenDocument 1.2 part 2, section 6.12.29; numpy-financial 1.0.0, `mirr`.
public enum ModifiedReturn {
  @inlinable
  public static func rate<N: Algebra>(
    ofFlows flows: [N], finance: N, reinvestment: N
  ) -> N {
    var inflows: N = 0
    var elapsed: N = 0
    for (index, flow) in flows.enumerated() {
      let part = N.larger(flow, 0)
      inflows = index == 0 ? part : inflows * (1 + reinvestment) + part
      if index > 0 { elapsed = elapsed + 1 }
    }
    let outflows = PresentValue.ofFlows(
      flows.map { N.smaller($0, 0) }, rate: finance, first: .now)
    return N.power(0 - inflows / outflows, 1 / elapsed) - 1
  }
}

/// When money is back.
public enum Payback {
  /// The first period, counted from 0, after which the flows so far add up to no loss.
  ///
  ///     if(0 <= sum0, 0, 1 + if(0 <= sum1, 0, 1 + …))
  ///
  /// When they never do it is the number of flows, which is beyond the last period. For the discounted
  /// payback hand over discounted flows. Whether capital is charged for inside the flows is the caller's
  /// choice, and changes the answer: say which.
  @inlinable
  public static func period<N: Algebra>(ofFlows flows: [N]) -> N {
    period(ofSums: runningSums(flows))
  }

  /// The same from the running sums.
  @inlinable
  public static func period<N: Algebra>(ofSums sums: [N]) -> N {
    var rest: N = 0
    for sum in sums.reversed() {
      rest = N.select(0, atMost: sum, then: 0, otherwise: 1 + rest)
    }
    return rest
  }

  /// Flows added up, from the first to each.
  @inlinable
  public static func runningSums<N: Algebra>(_ flows: [N]) -> [N] {
    var sum: N = 0
    return flows.map { flow in
      sum = sum + flow
      return sum
    }
  }

  /// Flows divided by what one unit of money grows to until then; the first is not discounted.
  @inlinable
  public static func discounted<N: Algebra>(_ flows: [N], rate: N) -> [N] {
    var growth: N = 1
    return flows.enumerated().map { index, flow in
      if index > 0 { growth = growth * (1 + rate) }
      return flow / growth
    }
  }
}
