public import Figures

/// One line of a bill: what, how much of it, at what price, and when it falls due.
///
/// A cost model lists items and never adds them up; ``FlowBook`` makes flows of money of them from the
/// timing alone, in every kind of plan by the same rule.
public struct LineItem<Number: Sendable>: Sendable {
  public enum Timing: Sendable, Hashable {
    /// Once, in a month counted from 1.
    case once(month: Int)
    /// Once, at the end of the plan's horizon.
    case atEnd
    /// The same every month for which the hardware is held.
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
  /// What it pays for, by which plans find it: shares of the servers are of all lines of that role.
  public let role: LineRole
  public let quantity: Number
  /// Price of one unit at each time it falls due. Negative for money that comes back.
  public let unitPrice: Number
  /// What the unit price of full load is above that of none, for items that follow the load; the
  /// unit price itself is that of the fleet's mean load.
  public let loadPrice: Number?
  public let timing: Timing
  /// What tax, debt and reports take it for.
  public let flowClass: FlowClass
  public let measure: Measure
  /// The figure with the price or the share, as a reader of the bill wants it.
  public let rate: FigureID?

  /// - Parameter flowClass: Where it is not by the timing: what falls due once is bought, what falls
  ///   due at the end is an expense, and all else is operation.
  public init(
    _ id: FigureID, _ role: LineRole, quantity: Number, unitPrice: Number,
    loadPrice: Number? = nil, _ timing: Timing, as flowClass: FlowClass? = nil,
    measure: Measure = .timing, rate: FigureID? = nil
  ) {
    self.id = id
    self.role = role
    self.quantity = quantity
    self.unitPrice = unitPrice
    self.loadPrice = loadPrice
    self.timing = timing
    self.flowClass =
      flowClass
      ?? {
        switch timing {
        case .once: .capital
        case .atEnd: .expense
        case .monthly, .perHourUsed, .perPromptToken, .perOutputToken: .operation
        }
      }()
    self.measure = measure
    self.rate = rate
  }
}

/// What a line of a bill pays for.
public enum LineRole: String, Sendable, Hashable, CaseIterable {
  case servers, network, storage, site, power, support, staff, operations, rent, tokens, other
}

/// What a flow of money is to tax, lenders and reports.
public enum FlowClass: String, Sendable, Hashable, CaseIterable {
  /// Bought: written off over the years, and what is borrowed on.
  case capital
  /// A deposit, the rest on delivery, a lease: what is paid in place of the capital.
  case payment
  /// What running costs, and what is spent once without being capital.
  case operation, expense
  case revenue
  /// What hardware brings when it is sold, or is worth at the end.
  case value
  /// What the capital employed is charged with.
  case interest
  case tax
  /// A loan received, and its interest and principal.
  case draw, service

  /// Whether money comes in.
  public var isIncome: Bool {
    switch self {
    case .revenue, .value, .draw: true
    case .capital, .payment, .operation, .expense, .interest, .tax, .service: false
    }
  }
}

extension Set<FlowClass> {
  /// Every flow of money.
  public static let all = Set(FlowClass.allCases)
  /// What an option costs: all but what it earns, and what its owners settle with lenders and the state.
  public static let costs: Set = [.capital, .payment, .operation, .expense, .value, .interest]
}
