public import Diagnostics
public import Figures
public import HardwareKit
public import Units

/// What follows from a plan: a case for each of its models.
public struct Outcome: Sendable {
  public internal(set) var plan: Plan
  public let asOf: CivilDate
  public internal(set) var cases: [Case]
  /// Of a plan of a fleet.
  public internal(set) var fleet: FleetOutcome?
  /// Oldest and newest of the prices that the chosen options rest on.
  public let priceDates: (oldest: PartialDate, newest: PartialDate)?
  /// Checks that name a figure that does not exist or compare different things, and stale prices.
  public let problems: DiagnosticList
  /// Correlation of the model's errors on two products of one family, by what is erred about.
  let sharedErrors: [String: Double]
  /// Whether secrets were taken out of it; see ``redacted(_:)``.
  public internal(set) var isRedacted = false

  public var isComplete: Bool { cases.allSatisfy(\.isComplete) && fleet?.isComplete ?? true }
  public var failedChecks: Int {
    let checks = cases.flatMap(\.checks) + (fleet?.checks ?? [])
    return checks.count { $0.verdict == .failed }
  }
  /// One for each model, or that of the fleet.
  public var sheets: [Sheet] { cases.map(\.sheet) + [fleet?.sheet].compactMap(\.self) }
}

/// One model of a plan, with the option chosen for each workload.
public struct Case: Sendable {
  public let model: ModelFacts
  public internal(set) var workloads: [WorkloadOutcome]
  /// Every figure of the chosen options and of the plan.
  public internal(set) var sheet: Sheet
  /// The lines of each workload's bill, by its name.
  public let bills: [String: [BillLine]]
  public internal(set) var checks: [CheckResult]

  /// Whether every workload has an answer.
  public var isComplete: Bool { workloads.allSatisfy { $0.chosen != nil } }
  public var total: Double? { isComplete ? sheet["total.cost"]?.value : nil }
}

/// All options of one workload, and the cheapest that has an answer.
public struct WorkloadOutcome: Sendable {
  public let planned: PlannedWorkload
  public internal(set) var options: [PlanOption]
  public let chosen: Int?
  /// Of a service: where its ways to pay change places as traffic rises.
  public internal(set) var crossings: [Crossing]
  let trafficCosts: TrafficCosts?
  /// What is taken out of the sheets of options: see ``Outcome/redacted(_:)``.
  var hidden: Taint = []

  init(
    planned: PlannedWorkload, options: [PlanOption], chosen: Int?, trafficCosts: TrafficCosts?
  ) {
    self.planned = planned
    self.options = options
    self.chosen = chosen
    var costs = trafficCosts
    crossings = costs?.crossings() ?? []
    self.trafficCosts = costs
  }

  public var choice: PlanOption? { chosen.map { options[$0] } }

  /// Whether a figure may be absent though its name is right: what is bought by the token has no
  /// engineering figures, and a measured rate comes without the latencies that nobody measured.
  func mayLack(_ figure: String) -> Bool {
    guard figure.hasPrefix("\(planned.name)."), let answer = choice?.answer else { return false }
    let isLatency = ["\(planned.name).ttft", "\(planned.name).tpot"].contains(figure)
    return answer.layout == nil || isLatency
  }
}

/// A product, had in one way, for one workload.
public struct PlanOption: Sendable {
  public enum Status: Sendable {
    case answer(Answer)
    /// It cannot be done; the limit that binds, for the layout that came closest.
    case infeasible(Infeasible, Layout?)
    /// The datasheet lacks these keys.
    case unknown([String])
    /// No price is on record; what to set.
    case unpriced(String)
    /// It could not be had at the as-of date.
    case notReleased(PartialDate)
    /// Nobody sells the product this way.
    case notSold(String)
  }

  public let product: Product
  public let way: Way
  /// What the product does with the workload, also where nobody says what it costs; absent where it
  /// cannot do it, and where tokens are bought.
  public let fit: Fit?
  public let status: Status
  /// What writes the option's figures, where it has an answer.
  let model: OptionModel?

  public init(product: Product, way: Way, fit: Fit? = nil, status: Status) {
    self.init(product: product, way: way, fit: fit, status: status, model: nil)
  }

  init(product: Product, way: Way, fit: Fit?, status: Status, model: OptionModel?) {
    self.product = product
    self.way = way
    self.fit = fit
    self.status = status
    self.model = model
  }

  public var answer: Answer? { if case .answer(let answer) = status { answer } else { nil } }
}

/// The layout that a search chose on a product, and its rate in base units.
public struct Fit: Sendable {
  public let layout: Layout
  /// Of a replica at the plan's peak, or of the run.
  public let throughput: Throughput<Double>
  /// Of a replica at the most that keeps the service level.
  public let capacity: Throughput<Double>?
  /// Replicas in the busiest month, spares included; absent for a run.
  public let replicas: Double?
  /// Of a service: layouts inside the service level that no other beats in tokens a second of an
  /// accelerator and of a user at once, the fastest for a user first.
  public let frontier: [OperatingPoint]
  /// Of a service: what keeps a replica from carrying more.
  public let bottleneck: Bottleneck?

  init(
    layout: Layout, throughput: Throughput<Double>, capacity: Throughput<Double>? = nil,
    replicas: Double?,
    frontier: [OperatingPoint] = [], bottleneck: Bottleneck? = nil
  ) {
    self.layout = layout
    self.throughput = throughput
    self.capacity = capacity
    self.replicas = replicas
    self.frontier = frontier
    self.bottleneck = bottleneck
  }

  /// Accelerators of the whole fleet.
  public var accelerators: Double { throughput.accelerators * (replicas ?? 1) }
}

/// The numbers of an option that has an answer, in base units.
public struct Answer: Sendable {
  /// Absent where tokens are bought.
  public let layout: Layout?
  public internal(set) var acquisition: Acquisition
  public internal(set) var cost: Double
  public internal(set) var months: [Double]
  public internal(set) var accelerators: Double?
  /// Of a replica at the plan's peak, or of the run.
  public internal(set) var tokensPerSecond: Double?
  /// Of a replica of a service at the most that keeps the level.
  public internal(set) var capacity: Double?
  public internal(set) var usedHours: Double?
  public internal(set) var ttft: Double?
  public internal(set) var tpot: Double?
  public internal(set) var mfu: Double?
  public internal(set) var duration: Double?
  public internal(set) var replicas: Double?
  public internal(set) var costPerOutputToken: Double?
  /// Purchases: the rent at which owning costs the same, the rent that it is compared with, and the
  /// share of hours used from which owning pays.
  public internal(set) var breakEvenPrice: Double?
  public internal(set) var comparedRent: Double?
  public internal(set) var breakEvenUtilisation: Double?
}

/// A check with the value that it was held against.
public struct CheckResult: Sendable {
  public enum Verdict: Sendable, Hashable {
    case passed, failed
    /// The figure has no value, because a workload has no answer.
    case undecided
  }

  public let check: Check
  public let verdict: Verdict
  public let figure: Figure?
  /// The bound in base units; unknown where it is a figure without a value.
  public let bound: Double?
}
