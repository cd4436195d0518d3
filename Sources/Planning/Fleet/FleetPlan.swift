public import Figures
import Finance
public import HardwareKit
public import Units

/// A fleet of accelerators that somebody sizes, buys and runs, over a list of products: to rent it
/// out, or for a steady need of their own.
///
/// Prices and facts of single products stand in the plan's ``Overrides``, like those of any plan;
/// this holds what is said of the fleet as such.
public struct FleetPlan: Sendable {
  public enum Purpose: Sendable {
    /// Rented out: does it earn its cost of capital?
    case rentOut(SaleTerms)
    /// Used: how is the need met at the lowest cost?
    case use(NeedTerms)
  }

  /// SKU ids, in the plan's order.
  public var products: [String]
  public var size: FleetSize
  /// Nodes held ready for those that fail, of the nodes in service.
  public var spares: Fact<Ratio>
  public var network: NetworkTerms
  public var power: PowerTerms
  public var purchase: PurchaseTerms
  public var operation: OperationTerms
  /// Further costs of having the fleet.
  public var costs: [FurtherCost] = []
  public var purpose: Purpose

  public init(
    products: [String], size: FleetSize, spares: Fact<Ratio>, network: NetworkTerms,
    power: PowerTerms, purchase: PurchaseTerms, operation: OperationTerms, purpose: Purpose
  ) {
    self.products = products
    self.size = size
    self.spares = spares
    self.network = network
    self.power = power
    self.purchase = purchase
    self.operation = operation
    self.purpose = purpose
  }
}

extension FleetPlan {
  /// Narrows the fleet to a product, or to a way to meet a need, where it asks about them.
  ///
  /// - Returns: Whether it does.
  mutating func keepOptions(on product: String?, had way: String?) -> Bool {
    if let product {
      guard products.contains(product) else { return false }
      products = [product]
    }
    guard let way else { return true }
    guard case .use(var need) = purpose else { return false }
    need.options.removeAll { $0.label != way && !$0.label.hasPrefix("\(way), ") }
    purpose = .use(need)
    return !need.options.isEmpty
  }
}

/// What a fleet is sized by.
public enum FleetSize: Sendable {
  case accelerators(Fact<Count>)
  /// Power of the site, its facility included.
  case power(Fact<Watts>)
  /// Money for all that is bought at the start.
  case budget(Fact<Dollars>)
  /// Accelerators wanted: by segments that add up, or as a load-duration curve.
  case demand([DemandLevel])
}

/// A part of what is wanted: so many accelerators, for a share of the hours where one is given.
public struct DemandLevel: Sendable {
  public var name: String?
  public var accelerators: Fact<Count>
  public var share: Fact<Ratio>?

  public init(name: String?, accelerators: Fact<Count>, share: Fact<Ratio>?) {
    self.name = name
    self.accelerators = accelerators
    self.share = share
  }
}

/// What costs follow.
public enum CostBasis: String, Sendable, Hashable, CaseIterable {
  case fleet, node, accelerator
}

/// A counted part that is bought with the fleet: switches, cables, a building.
public struct FleetPart: Sendable {
  public var name: String
  public var price: Fact<Dollars>
  /// How many for each of the basis.
  public var count: Fact<Count>
  public var basis: CostBasis
  /// Its own useful life, at whose end it is worth nothing; that of the servers where it has none.
  public var life: Fact<Seconds>?
  /// How tax writes it off; as the servers where it has neither this nor a life.
  public var depreciation: DepreciationTerms?

  public init(
    name: String, price: Fact<Dollars>, count: Fact<Count>, basis: CostBasis,
    life: Fact<Seconds>? = nil, depreciation: DepreciationTerms? = nil
  ) {
    self.life = life
    self.depreciation =
      depreciation ?? life.map { .straightLine(years: DepreciationTerms.years($0)) }
    self.name = name
    self.price = price
    self.count = count
    self.basis = basis
  }
}

/// The network between nodes. With neither a share nor parts it is the catalogue's share.
public struct NetworkTerms: Sendable {
  /// What it is called in the bill: `InfiniBand NDR`.
  public var fabric: String?
  /// Of the cost of the servers.
  public var share: Fact<Ratio>?
  public var parts: [FleetPart] = []

  public init() {}
}

/// What the plan says of power; the rest is the catalogue's.
public struct PowerTerms: Sendable {
  /// Of its maximum, what a node draws in full use, and idle.
  public var used: Fact<Ratio>?
  public var idle: Fact<Ratio>?
  public var pue: Fact<Ratio>?

  public init() {}
}

/// What is bought at the start, beside the servers at the price of the market.
public struct PurchaseTerms: Sendable {
  public var life: Fact<Seconds>?
  public var residual: Fact<Ratio>?
  /// Storage, racks and commissioning, of the cost of the servers.
  public var storage: Fact<Ratio>?
  public var parts: [FleetPart] = []
  /// Time from payment to the first hour of use; whole months.
  public var delivery = Fact<Seconds>(
    0, Provenance(.definition("delivered at once, unless the plan says when"), evidence: nil))
  /// Interest on the capital employed, paid every month; with a discount of zero it stands in for
  /// discounting.
  public var capitalCharge: CapitalCharge?

  /// Share of the capital that is paid at the start; the rest is paid on delivery.
  public var deposit: Fact<Ratio>?
  /// What servers are worth by age, in place of the catalogue's curve.
  public var residualCurve: [ResidualPoint] = []
  /// What the launch of a successor takes from the value of servers at once.
  public var successor: PriceTerms.Step?
  /// How tax sees the purchase; without tax it does not matter.
  public var depreciation: DepreciationTerms?
  public var debt: DebtTerms?
  public var lease: LeaseTerms?
  public var refresh: RefreshTerms?

  public var deliveryMonths: Int { Int(saturating: (delivery.value / TimeSpan.month).rounded()) }

  public init() {}
}

/// Interest on the capital employed.
public struct CapitalCharge: Sendable {
  public enum Method: String, Sendable, CaseIterable {
    /// On the mean of capital and what is left at the end.
    case average
    /// Level payments over the life of each class of what is bought, less the straight line.
    case recovery
  }

  /// Nominal, a twelfth of it each month.
  public var rate: Fact<PerSecond>
  public var method: Method

  public init(rate: Fact<PerSecond>, method: Method) {
    self.rate = rate
    self.method = method
  }
}

/// A loan for the purchase, drawn at the start.
public struct DebtTerms: Sendable {
  public enum Repayment: String, Sendable, CaseIterable {
    case levelPayment = "level-payment"
    case levelPrincipal = "level-principal"
    case interestOnly = "interest-only"
  }

  /// Of the capital.
  public var share: Fact<Ratio>
  /// Nominal, a twelfth of it each month.
  public var rate: Fact<PerSecond>
  /// Whole months, draws and grace included.
  public var term: Fact<Seconds>
  public var graceMonths: Int
  /// Months over which it is drawn, in even parts.
  public var drawMonths: Int
  public var repayment: Repayment

  public var months: Int { max(1, Int(saturating: (term.value / TimeSpan.month).rounded())) }

  public init(
    share: Fact<Ratio>, rate: Fact<PerSecond>, term: Fact<Seconds>, graceMonths: Int,
    drawMonths: Int, repayment: Repayment
  ) {
    self.share = share
    self.rate = rate
    self.term = term
    self.graceMonths = graceMonths
    self.drawMonths = drawMonths
    self.repayment = repayment
  }
}

/// A cost that falls due for as long as the fleet runs.
public struct OperatingLine: Sendable {
  public var name: String
  public var price: Fact<DollarsPerSecond>
  public var basis: CostBasis

  public init(name: String, price: Fact<DollarsPerSecond>, basis: CostBasis) {
    self.name = name
    self.price = price
    self.basis = basis
  }
}

/// What running the fleet costs. A plan that names support or staff names all of operations;
/// otherwise they are the catalogue's share of capital.
public struct OperationTerms: Sendable {
  public var electricity: Fact<DollarsPerJoule>?
  public var colocation: Fact<DollarsPerJoule>?
  /// Of the cost of the servers, each year.
  public var support: Fact<PerSecond>?
  public var staff: Fact<DollarsPerSecond>?
  public var lines: [OperatingLine] = []

  public var namesOperations: Bool { support != nil || staff != nil }

  public init() {}
}

/// How accelerator-hours are sold.
public struct SaleTerms: Sendable {
  public var segment: Segment
  /// What the price on record is a price of.
  public var commitment: Commitment
  public var path: PriceTerms
  /// Spot as a market of its own; without it spot follows the price at its discount.
  public var spot: SpotTerms?
  /// Time for which reserved hours keep the price at which they were signed; whole months.
  public var contract: Fact<Seconds>
  public var mix: CommitmentShares
  /// Below the price on demand.
  public var discounts: CommitmentShares
  public var utilisation: UtilisationTerms

  public init(
    segment: Segment, commitment: Commitment, path: PriceTerms, spot: SpotTerms?,
    contract: Fact<Seconds>, mix: CommitmentShares, discounts: CommitmentShares,
    utilisation: UtilisationTerms
  ) {
    self.segment = segment
    self.commitment = commitment
    self.path = path
    self.spot = spot
    self.contract = contract
    self.mix = mix
    self.discounts = discounts
    self.utilisation = utilisation
  }
}

/// How a price goes on from its start.
public struct PriceTerms: Sendable {
  public enum Floor: Sendable {
    case none
    case amount(Fact<DollarsPerSecond>)
    /// What an hour of full use costs the operator in cash: below it owners would rather stop.
    case operatingCost
  }

  /// A change that comes at once, such as a successor's launch.
  public struct Step: Sendable {
    /// The month from which it holds, counted from 1.
    public var month: Int
    public var change: Fact<Ratio>

    public init(month: Int, change: Fact<Ratio>) {
      self.month = month
      self.change = change
    }
  }

  /// In each period; after the last term of a forward curve, where there is one.
  public var change: Fact<Ratio>
  public var period: Fact<Seconds>
  public var floor: Floor
  public var step: Step?
  /// The kind of dated prices that the change is fitted to, where they can be fitted.
  public var series: String?
  /// Prices by the length of a commitment, by product; terms rise.
  public var forward: [String: [ForwardPoint]] = [:]

  public init(
    change: Fact<Ratio>, period: Fact<Seconds>, floor: Floor = .none, step: Step? = nil
  ) {
    self.change = change
    self.period = period
    self.floor = floor
    self.step = step
  }

  /// The price of the start, all the time.
  public static var flat: PriceTerms {
    PriceTerms(
      change: Fact(0, Provenance(.definition("no change given"), evidence: nil)), period: .month)
  }
}

/// What an hour costs where it is committed to from the first month on: a point of a forward curve.
public struct ForwardPoint: Sendable {
  /// Whole months.
  public var term: Fact<Seconds>
  /// The mean over the term.
  public var price: Fact<DollarsPerSecond>

  public var months: Int { Int(saturating: (term.value / TimeSpan.month).rounded()) }

  public init(term: Fact<Seconds>, price: Fact<DollarsPerSecond>) {
    self.term = term
    self.price = price
  }

  /// The price from the end of a shorter term on that both imply, in dollars a second.
  public func impliedPrice(after last: ForwardPoint) -> Double {
    TermStructure.forward(
      short: last.term.value, shortPrice: last.price.value, long: term.value,
      longPrice: price.value)
  }
}

/// Spot hours at a price of their own.
public struct SpotTerms: Sendable {
  /// For every product; where absent, the market's spot price on record.
  public var start: Fact<DollarsPerSecond>?
  public var path: PriceTerms

  public init(start: Fact<DollarsPerSecond>?, path: PriceTerms) {
    self.start = start
    self.path = path
  }
}

/// A share for each way in which hours are sold.
public struct CommitmentShares: Sendable {
  public var reserved: Fact<Ratio>
  public var onDemand: Fact<Ratio>
  public var spot: Fact<Ratio>

  public init(reserved: Fact<Ratio>, onDemand: Fact<Ratio>, spot: Fact<Ratio>) {
    self.reserved = reserved
    self.onDemand = onDemand
    self.spot = spot
  }
}

/// Hours sold, of hours owned: from a start over a ramp to where it stays.
public struct UtilisationTerms: Sendable {
  public var start: Fact<Ratio>
  public var ramp: Fact<Seconds>
  public var steady: Fact<Ratio>
  /// How the market's demand falls meanwhile, as its price does; `nil` where it stands.
  public var fall: PriceTerms?

  public init(
    start: Fact<Ratio>, ramp: Fact<Seconds>, steady: Fact<Ratio>, fall: PriceTerms? = nil
  ) {
    self.start = start
    self.ramp = ramp
    self.steady = steady
    self.fall = fall
  }
}

/// How a need is met, and what rents do meanwhile.
public struct NeedTerms: Sendable {
  public enum Option: Sendable {
    case one(Way)
    /// A base that is held, and the rest by the hour.
    case hybrid(base: Way, peak: Way)
    /// Owned by paying a lease.
    case lease(LeaseTerms)
  }

  public var options: [Option]
  public var rents: PriceTerms

  public init(options: [Option], rents: PriceTerms) {
    self.options = options
    self.rents = rents
  }
}

extension NeedTerms.Option {
  public var label: String {
    switch self {
    case .one(let way): way.label
    case .lease(let terms): ["lease", terms.apart].compactMap(\.self).joined(separator: ", ")
    case .hybrid(let base, let peak): "\(base.label) + \(peak.label)"
    }
  }
}
