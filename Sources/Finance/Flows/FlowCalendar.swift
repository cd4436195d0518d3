public import Figures

/// When the amount of a line flows. Lines with one profile are added up before months are, so that a
/// sheet holds an amount a profile and not one a line and month.
public enum FlowProfile: Sendable, Hashable {
  /// At the end of a month; 0 is the start, before the first.
  case at(Int)
  /// In every month of the horizon.
  case always
  /// In each month for which the hardware is held.
  case held
  /// As the hardware is used, and as tokens are read and written.
  case used, promptTokens, outputTokens
  /// By a row that the plan adds, such as a rent along a price path.
  case row(Int)
}

/// What an amount is multiplied by in a month.
public enum FlowWeight<Number: Algebra>: Sendable {
  /// The amount flows as it is; no reader multiplies by one.
  case whole
  case times(Number)

  @inlinable
  func of(_ amount: Number) -> Number {
    switch self {
    case .whole: amount
    case .times(let weight): amount * weight
    }
  }
}

/// Weights by month, the first of them that of the first month; `nil` where nothing flows.
public struct FlowRow<Number: Algebra>: Sendable {
  public let weights: [Number?]
  private let named: Number?

  /// - Parameter total: The sum of the weights, where it has a name.
  public init(_ weights: [Number?], total: Number? = nil) {
    self.weights = weights
    named = total
  }

  /// The sum of the weights.
  public var total: Number {
    if let named { return named }
    var sum: Number?
    for case let weight? in weights { sum = sum.map { $0 + weight } ?? weight }
    return sum ?? 0
  }
}

/// The months of a plan: what a service, a run, a cluster or a need gives, and all that is theirs. The
/// rest of a bill follows from its line items.
public struct FlowCalendar<Number: Algebra>: Sendable {
  /// How use is counted.
  public enum Use: Sendable {
    /// Accelerator-time used in each month. Lines that follow the load are paid at its mean.
    case hours(FlowRow<Number>)
    /// Shares of full use by month, with the accelerator-time of a month of full use, the mean load at
    /// which the bill was made, and the load of all nodes for each unit of use, where it is not one.
    case shares(FlowRow<Number>, fullHours: Number, meanLoad: Number, loadOfUse: Number?)
  }

  /// Whole months.
  public let horizon: Int
  /// The months for which hardware is held, counted from 1, and how many they are, as a figure.
  public let held: Range<Int>
  public let heldMonths: Number?
  /// Whether what is bought in a month is paid at its start, as fleets do, or in it.
  public let paysAtStart: Bool
  public let use: Use?
  public let promptTokens: FlowRow<Number>?
  public let outputTokens: FlowRow<Number>?
  /// Rows that the plan adds, by their place.
  public private(set) var rows: [FlowRow<Number>] = []

  /// - Parameters:
  ///   - heldMonths: `nil` where nothing is held, so that nothing can be paid by the month.
  ///   - use: `nil` where no hour is counted, as where tokens are bought.
  public init(
    horizon: Int, held: Range<Int>, heldMonths: Number?, paysAtStart: Bool, use: Use? = nil,
    promptTokens: FlowRow<Number>? = nil, outputTokens: FlowRow<Number>? = nil
  ) {
    self.horizon = horizon
    self.held = held
    self.heldMonths = heldMonths
    self.paysAtStart = paysAtStart
    self.use = use
    self.promptTokens = promptTokens
    self.outputTokens = outputTokens
  }

  /// Adds a row for lines of the plan's own.
  public mutating func add(_ row: FlowRow<Number>) -> FlowProfile {
    rows.append(row)
    return .row(rows.count - 1)
  }

  /// What flows of one unit of an amount in a month counted from 1, or at the start, 0; `nil` where
  /// nothing does, so that no reader adds zeros to a sheet.
  public func weight(_ profile: FlowProfile, _ month: Int) -> FlowWeight<Number>? {
    switch profile {
    case .at(let due): month == due ? .whole : nil
    case .always: (1...horizon).contains(month) ? .whole : nil
    case .held: held.contains(month) ? .whole : nil
    case .used, .promptTokens, .outputTokens, .row:
      row(profile).flatMap { row in
        row.weights.indices.contains(month - 1) ? row.weights[month - 1].map { .times($0) } : nil
      }
    }
  }

  private func row(_ profile: FlowProfile) -> FlowRow<Number>? {
    switch profile {
    case .at, .always, .held: nil
    case .used:
      switch use {
      case .hours(let row): row
      case .shares(let row, _, _, _): row
      case nil: nil
      }
    case .promptTokens: promptTokens
    case .outputTokens: outputTokens
    case .row(let place): rows[place]
    }
  }

  /// The last month in which something may flow: a committed term may end after the horizon.
  public var lastMonth: Int {
    rows.reduce(max(horizon, held.upperBound - 1)) { max($0, $1.weights.count) }
  }
}
