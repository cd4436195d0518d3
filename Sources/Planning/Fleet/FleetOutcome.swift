public import Figures
import Finance
public import HardwareKit
public import Units

/// What follows from a plan of a fleet: an option for each product and way, all on one sheet.
public struct FleetOutcome: Sendable {
  public let fleet: FleetPlan
  public let options: [FleetOption]
  /// The best of those that have an answer. Rented out, the one with the highest value for each dollar
  /// of capital; used, the cheapest way to have the first product.
  public let chosen: Int?
  /// The figures of every option behind its name, and those of the chosen one without.
  public let sheet: Sheet
  public let checks: [CheckResult]
  /// The plan's sweep, for the chosen option.
  public let grid: FleetGrid?

  public var choice: FleetOption? { chosen.map { options[$0] } }
  public var isComplete: Bool { chosen != nil }
}

/// A product, rented out or had in one way.
public struct FleetOption: Sendable {
  public enum Result: Sendable {
    case cluster(ClusterFigures<Double>)
    case need(NeedFigures<Double>)
    case refused(PlanOption.Status)
  }

  public let product: Product
  /// How a need is met; empty when the fleet is rented out.
  public let way: String
  public let result: Result
  public let priceDates: [PartialDate]
  /// What goes before the names of its figures.
  public let scope: String

  public var cluster: ClusterFigures<Double>? {
    if case .cluster(let figures) = result { figures } else { nil }
  }
  public var need: NeedFigures<Double>? {
    if case .need(let figures) = result { figures } else { nil }
  }
  public var refusal: PlanOption.Status? {
    if case .refused(let status) = result { status } else { nil }
  }
}

/// The numbers of a fleet that is rented out.
public struct ClusterFigures<Number: Sendable>: Sendable {
  public let accelerators: Number
  public let nodes: Number
  public let capital: Number
  public let capitalPerAccelerator: Number
  /// Over the horizon: running it, and all that owning it costs.
  public let operation: Number
  public let ownership: Number
  public let revenue: Number
  public let npv: Number
  /// For each dollar of capital, by which products are compared.
  public let npvOfCapital: Number
  /// Not a number where there is none, or more than one.
  public let irr: Number
  /// Infinite for never, as are the two break-evens.
  public let payback: Number
  public let breakEvenPrice: Number
  public let breakEvenUtilisation: Number
  /// At the start, and at the end of each month.
  public let cash: [Number]
  /// What the price at the start is a price of.
  public let quoted: Commitment
  public let lines: [FleetLine]
}

extension ClusterFigures where Number == Double {
  /// Every yearly rate at which the flows are worth nothing, and how often they change sign.
  public var rates: (roots: [Double], signChanges: Int) { yearlyRates(ofMonthly: cash) }
}

private func yearlyRates(ofMonthly flows: [Double]) -> (roots: [Double], signChanges: Int) {
  let all = InternalRates(ofFlows: flows)
  let yearly = TimeSpan.year / TimeSpan.month
  return (all.roots.map { Double.power(1 + $0, yearly) - 1 }, all.signChanges)
}

extension Formula {
  /// Where the formula is an internal rate of return of monthly flows: every yearly rate that would do,
  /// and how often the flows change sign.
  public var ratesOfReturn: (roots: [Double], signChanges: Int)? {
    var flows: [Double]?
    node.visitDownwards { node in
      if case .solve(.internalRate) = node.operation { flows = node.operands.map(\.value) }
      return flows == nil
    }
    return flows.map(yearlyRates)
  }
}

/// The numbers of a need that is met in one way.
public struct NeedFigures<Number: Sendable>: Sendable {
  /// Present value of all that is paid, less what is left at the end.
  public let cost: Number
  /// The same without discounting.
  public let cash: Number
  public let capital: Number
  /// Accelerators that are owned or reserved.
  public let held: Number
  /// Of an hour that is wanted, at present value.
  public let costPerHour: Number
  /// Where there is something to own, and a rent to compare it with.
  public let breakEvenUtilisation: Number?
  public let lines: [FleetLine]
}

/// A figure over one or two inputs that a plan sweeps.
public struct FleetGrid: Sendable {
  public struct Axis: Sendable {
    public let path: String
    public let values: [Double]
    /// As they were put into the plan.
    public let written: [String]

    public init(path: String, values: [Double], written: [String]) {
      self.path = path
      self.values = values
      self.written = written
    }
  }

  public let rows: Axis
  public let columns: Axis?
  /// A result for each row and column; `nil` where there is no answer.
  public let cells: [[ClusterFigures<Double>?]]
}
