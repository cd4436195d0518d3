public import Diagnostics
public import Figures
public import HardwareKit
public import Units

/// What somebody wants: read from a plan file, complete and checked.
public struct Plan: Sendable {
  public var file: String
  public var title: String
  /// The sentence that the report answers.
  public var question: String?
  public var preparedFor: String?
  public var author: String?
  public var version: String?
  /// Each model gives a case of its own.
  public var models: [ModelFacts]
  public var workloads: [PlannedWorkload]
  /// A fleet that is bought; a plan of one has neither models nor workloads.
  public var fleet: FleetPlan?
  /// The inputs that the plan varies, with the plans that result; of fleets that are rented out.
  public var sweep: PlannedSweep?
  public var costs: [FurtherCost]
  public var finance: FinanceTerms
  public var checks: [Check]
  /// Inputs that vary together when the plan is sampled.
  public var correlations: [PlannedCorrelation] = []
  /// The scenario that was applied, by name.
  public var scenario: String?
  /// Prices and facts that the plan gives, by path.
  public var overrides: Overrides
  /// Every value as it was written, for comparisons.
  public var inputs: [PlanInput]
  /// The plan's file and those that it imports.
  public var files: [PlanText] = []

  public init(file: String, title: String) {
    self.file = file
    self.title = title
    models = []
    workloads = []
    costs = []
    finance = FinanceTerms()
    checks = []
    overrides = Overrides()
    inputs = []
  }
}

extension Plan {
  /// Every product that the plan names.
  public var productIDs: [String] { workloads.flatMap(\.products) + (fleet?.products ?? []) }

  /// Narrows the workloads that ask about a product, or a way, to it; the others stay as they are.
  ///
  /// - Parameter way: the label of a way, without a provider or segment: `on-demand`, `buy`.
  /// - Returns: Whether any workload asks about it.
  public mutating func keepOptions(on product: String?, had way: String?) -> Bool {
    var isAsked = fleet?.keepOptions(on: product, had: way) ?? false
    for index in workloads.indices {
      let workload = workloads[index]
      let products = workload.products.filter { product == nil || $0 == product }
      let ways = workload.ways.filter {
        guard let way else { return true }
        return $0.label == way || $0.label.hasPrefix("\(way), ")
      }
      guard !products.isEmpty, !ways.isEmpty else { continue }
      isAsked = true
      workloads[index].products = products
      workloads[index].ways = ways
    }
    return isAsked
  }
}

/// Plans that differ in one or two inputs.
public struct PlannedSweep: Sendable {
  public var rows: FleetGrid.Axis
  public var columns: FleetGrid.Axis?
  /// One for each row and column.
  public var plans: [[Plan]]

  public init(rows: FleetGrid.Axis, columns: FleetGrid.Axis?, plans: [[Plan]]) {
    self.rows = rows
    self.columns = columns
    self.plans = plans
  }
}

/// Money rules of a plan.
public struct FinanceTerms: Sendable {
  /// In which money is written; all is computed in dollars.
  public var currency = Currency.dollar
  /// Currencies that the plan has a rate for.
  public var exchange: [String: Currency] = [:]
  public var asOf: CivilDate?
  /// How long the plan runs; whole months.
  public var horizon: Fact<Seconds>
  static let monthsOfYear = 12
  public var months: Int { max(1, Int(saturating: (horizon.value / TimeSpan.month).rounded(.up))) }
  /// Yearly charge on capital employed, where the plan gives one.
  public var discount: Fact<PerSecond>?
  /// The period in which the discount compounds, where it is not a year: `1% per month`.
  public var discountPeriod: Fact<Seconds>?
  public var tax: TaxTerms?

  public init() {
    horizon = Fact(
      TimeSpan.year,
      Provenance(.assumed("a plan that gives no horizon runs for 12 months"), evidence: .assumed))
  }
}

extension FinanceTerms {
  /// Money is written in the plan's currency meanwhile, and read in all that it has a rate for.
  public func writing<Result>(_ body: () throws -> Result) rethrows -> Result {
    try Currency.$shown.withValue(currency) {
      try Currency.$known.withValue(exchange) { try body() }
    }
  }
}

/// Tax on income, with losses carried forward.
public struct TaxTerms: Sendable {
  public var rate: Fact<Ratio>
  /// The share of a year's income that losses of earlier years may take away.
  public var lossLimit: Fact<Ratio>

  public init(rate: Fact<Ratio>, lossLimit: Fact<Ratio>) {
    self.rate = rate
    self.lossLimit = lossLimit
  }
}

/// A line of cost that no model gives.
public struct FurtherCost: Sendable {
  public enum Timing: Sendable, Hashable {
    case once(month: Int)
    case monthly
    /// A twelfth each month.
    case yearly

    /// What of an amount falls due at a time.
    func due<L: Ledger>(_ amount: L.Number, in ledger: inout L) -> L.Number {
      guard self == .yearly else { return amount }
      return amount * (ledger.input(.month, .month) / ledger.input(.year, .year))
    }
  }

  /// How much, each time.
  public enum Amount: Sendable {
    case dollars(Fact<Dollars>, per: CostBasis)
    /// Of what servers cost at the start, or all that is bought then; of a fleet.
    case ofServers(Fact<Ratio>)
    case ofCapital(Fact<Ratio>)
  }

  public var name: String
  public var amount: Amount
  public var timing: Timing

  public init(name: String, amount: Amount, timing: Timing) {
    self.name = name
    self.amount = amount
    self.timing = timing
  }
}

/// A bound that a figure must keep, or the plan fails.
public struct Check: Sendable {
  public enum Relation: String, Sendable, CaseIterable {
    case atMost = "<="
    case atLeast = ">="
    case below = "<"
    case above = ">"

    public func holds(_ a: Double, _ b: Double) -> Bool {
      switch self {
      case .atMost: a <= b
      case .atLeast: a >= b
      case .below: a < b
      case .above: a > b
      }
    }
  }

  /// What the figure is held against.
  public enum Bound: Sendable {
    /// In base units.
    case quantity(Double, Dimension)
    /// Another figure of the plan, by its name.
    case figure(String)
  }

  public var figure: String
  public var relation: Relation
  public var bound: Bound
  /// The bound as it was written.
  public var written: String
  public var span: SourceSpan

  public init(
    figure: String, relation: Relation, bound: Bound, written: String, span: SourceSpan
  ) {
    self.figure = figure
    self.relation = relation
    self.bound = bound
    self.written = written
    self.span = span
  }
}

/// What the plan knows better than the catalogue.
public struct Overrides: Sendable {
  /// By path, `nvidia-h100-sxm5.rent.neocloud.on-demand`.
  public var rents: [String: Fact<DollarsPerSecond>] = [:]
  /// By product, for each accelerator in its server.
  public var purchases: [String: Fact<Dollars>] = [:]
  /// Whole datasheets, by product: the catalogue's facts with those that the plan replaces.
  public var facts: [String: ProductFacts] = [:]
  /// Factors that the plan gives in place of the error bands, by path,
  /// `nvidia-h100-sxm5.model-error.throughput`.
  public var modelErrors: [String: Fact<Ratio>] = [:]

  public init() {}
}

/// One workload of a plan: what is wanted, on what it may run, and how that may be had.
public struct PlannedWorkload: Sendable {
  public enum Kind: Sendable {
    case train(TrainingDemand)
    case serve(ServingDemand)
  }

  public var name: String
  public var kind: Kind
  /// SKU ids, in the plan's order.
  public var products: [String]
  public var ways: [Way]
  public var span: SourceSpan

  public init(name: String, kind: Kind, products: [String], ways: [Way], span: SourceSpan) {
    self.name = name
    self.kind = kind
    self.products = products
    self.ways = ways
    self.span = span
  }
}

/// A way to have accelerators that a plan asks about.
public enum Way: Sendable {
  case rent(Commitment, segment: Segment, provider: String?, region: String?)
  /// - apart: what tells the purchase from others of the same list: `4 years`.
  case buy(life: Fact<Seconds>?, residual: Fact<Ratio>?, apart: String? = nil)
  /// Tokens by the million; from any provider when none is named.
  case endpoint(provider: String?)
  /// A training run by one of the methods of published bills.
  case bill(BillMethod)

  /// What a fleet that is had in this way is paid by.
  var payment: LayoutSearch.Payment {
    switch self {
    case .rent(let commitment, _, _, _): commitment.committedMonths == 0 ? .hours : .accelerators
    case .buy: .nodes
    case .endpoint, .bill: .accelerators
    }
  }

  /// `on-demand`, `reserved-1y`, `buy`; with provider, segment and region where the plan picks one, so
  /// that two ways of a list never have one name.
  public var label: String {
    switch self {
    case .rent(let commitment, let segment, let provider, let region):
      [
        commitment.rawValue, provider, segment == .neocloud ? nil : segment.rawValue, region,
      ].compactMap(\.self).joined(separator: ", ")
    case .buy(_, _, let apart): ["buy", apart].compactMap(\.self).joined(separator: ", ")
    case .endpoint(let provider): provider.map { "endpoint, \($0)" } ?? "endpoint"
    case .bill(.amortised): "bill, amortised"
    case .bill(.cloudPrice(let commitment, let segment, let provider, let region)):
      "bill, \(Way.rent(commitment, segment: segment, provider: provider, region: region).label)"
    }
  }
}

/// How a published bill of a training run is made.
public enum BillMethod: Sendable {
  /// What the hardware loses in value, and its energy; bought on a day, else on the plan's.
  case amortised(acquired: CivilDate?, BillTerms)
  /// Hours at a rent, committed or not, as if the rest of a term were used by others.
  case cloudPrice(Commitment, segment: Segment, provider: String?, region: String?)
}

/// What a plan says of an amortised bill; the rest is the catalogue's.
public struct BillTerms: Sendable {
  public var progress: Fact<PerSecond>?
  public var networkShare: Fact<Ratio>?
  public var electricity: Fact<DollarsPerJoule>?
  public var pue: Fact<Ratio>?

  public init(
    progress: Fact<PerSecond>?, networkShare: Fact<Ratio>?, electricity: Fact<DollarsPerJoule>?,
    pue: Fact<Ratio>?
  ) {
    self.progress = progress
    self.networkShare = networkShare
    self.electricity = electricity
    self.pue = pue
  }

  func ownership(_ standard: Ownership) -> Ownership {
    var terms = standard
    terms.networkShare = networkShare ?? terms.networkShare
    terms.electricity = electricity ?? terms.electricity
    terms.pue = pue ?? terms.pue
    return terms
  }
}

/// A training or fine-tuning run as a plan asks for it.
public struct TrainingDemand: Sendable {
  public var method: TrainingWorkload.Method
  /// Tokens of one run.
  public var tokens: Fact<Tokens>
  public var sequence: Fact<Tokens>
  public var batch: Fact<Tokens>
  public var precision: Precision
  public var stack: TrainingStack
  public var constants: TrainingConstants
  public var layout: LayoutRequest
  /// Accelerators that the plan fixes, and the time that the final run may take; both may be absent.
  public var accelerators: Int?
  public var deadline: Fact<Seconds>?
  /// How many times the run is done, thrown-away ones included.
  public var runs: Fact<Count>
  /// Ablations and abandoned runs, over all runs.
  public var experiments: Fact<Ratio>
  public var reliability: Reliability
  /// MFU and goodput that the plan states instead of the model.
  public var mfu: Fact<Ratio>?
  public var goodput: Fact<Ratio>?
  /// Mean power of the fleet over its maximum while it trains.
  public var load: Fact<Ratio>
  /// Choices beside the layout.
  public var options: TrainingOptions
  /// Tokens of documents over tokens of the sequences that they are packed into; nil for full ones.
  public var packing: Fact<Ratio>?
  /// Tokens that are evaluated in the course of one run: a forward pass each.
  public var evaluation: Fact<Tokens>?
  /// Accelerator-time of the final run as it was published, in place of the model.
  public var publishedTime: Fact<Seconds>?
  /// What the model may be wrong by, on the product that is tried.
  var error: ModelError?

  public init(
    method: TrainingWorkload.Method, tokens: Fact<Tokens>, sequence: Fact<Tokens>,
    batch: Fact<Tokens>, precision: Precision, stack: TrainingStack,
    constants: TrainingConstants, layout: LayoutRequest, accelerators: Int?,
    deadline: Fact<Seconds>?, runs: Fact<Count>, experiments: Fact<Ratio>,
    reliability: Reliability, mfu: Fact<Ratio>?, goodput: Fact<Ratio>?, load: Fact<Ratio>,
    publishedTime: Fact<Seconds>? = nil,
    options: TrainingOptions = TrainingOptions(), packing: Fact<Ratio>? = nil,
    evaluation: Fact<Tokens>? = nil
  ) {
    self.method = method
    self.tokens = tokens
    self.sequence = sequence
    self.batch = batch
    self.precision = precision
    self.stack = stack
    self.constants = constants
    self.layout = layout
    self.accelerators = accelerators
    self.deadline = deadline
    self.runs = runs
    self.experiments = experiments
    self.reliability = reliability
    self.mfu = mfu
    self.goodput = goodput
    self.load = load
    self.publishedTime = publishedTime
    self.options = options
    self.packing = packing
    self.evaluation = evaluation
  }

  public func workload(_ model: ModelFacts) -> TrainingWorkload {
    TrainingWorkload(
      model: model, method: method, sequence: sequence, batch: batch, precision: precision,
      stack: stack, layout: layout, constants: constants, options: options,
      error: mfu == nil ? error : nil)
  }
}

/// A service as a plan asks for it.
public struct ServingDemand: Sendable {
  /// Output tokens a second in the busiest time of the first month.
  public var peak: Fact<TokensPerSecond>
  /// Mean over peak.
  public var meanShare: Fact<Ratio>
  public var prompt: Fact<Tokens>
  public var answer: Fact<Tokens>
  public var prefixCache: Fact<Ratio>
  /// Growth of traffic for each period.
  public var growth: Fact<Ratio>
  public var growthPeriod: Fact<Seconds>
  public var ttft: Fact<Seconds>
  public var ttftPercentile: Fact<Ratio>
  public var tpot: Fact<Seconds>
  public var tpotPercentile: Fact<Ratio>
  /// Whether an option may be chosen whose latency is on no record though a level asks for it.
  public var allowsUnknownLatency = false
  /// Replicas beyond those that the peak needs.
  public var spares: Fact<Count>
  public var precision: Precision
  public var cachePrecision: Precision
  public var engine: ServingEngine
  public var layout: LayoutRequest
  /// How arrivals and lengths vary, and what the engine does beyond serving plainly.
  public var variation = ServingVariation()
  public var technique = ServingTechnique()
  /// Number formats and techniques of which each product takes what makes the cheapest fleet inside the
  /// level; empty where the plan leaves no choice.
  public var variants: [ServingVariant] = []
  /// Users who each ask again when they are answered, in the first month, in place of a peak.
  public var users: Fact<Count>?
  /// The share of cases whose peak the fleet must carry; the median where the plan does not say.
  public var sizeFor: Double?
  /// What output tokens are sold for, where the plan says.
  public var sellingPrice: Fact<DollarsPerToken>?
  /// What the model may be wrong by, on the product that is tried.
  var error: ModelError?

  public init(
    peak: Fact<TokensPerSecond>, meanShare: Fact<Ratio>, prompt: Fact<Tokens>,
    answer: Fact<Tokens>, prefixCache: Fact<Ratio>, growth: Fact<Ratio>,
    growthPeriod: Fact<Seconds>, ttft: Fact<Seconds>, ttftPercentile: Fact<Ratio>,
    tpot: Fact<Seconds>, tpotPercentile: Fact<Ratio>, spares: Fact<Count>, precision: Precision,
    cachePrecision: Precision, engine: ServingEngine, layout: LayoutRequest
  ) {
    self.peak = peak
    self.meanShare = meanShare
    self.prompt = prompt
    self.answer = answer
    self.prefixCache = prefixCache
    self.growth = growth
    self.growthPeriod = growthPeriod
    self.ttft = ttft
    self.ttftPercentile = ttftPercentile
    self.tpot = tpot
    self.tpotPercentile = tpotPercentile
    self.spares = spares
    self.precision = precision
    self.cachePrecision = cachePrecision
    self.engine = engine
    self.layout = layout
  }

  /// The service in the number formats and with the techniques of a layout; of the plan's first without
  /// one.
  public func workload(_ model: ModelFacts, _ layout: Layout? = nil) -> ServingWorkload {
    let index = layout?.choice.index ?? 0
    let variant = variants.indices.contains(index) ? variants[index] : nil
    return ServingWorkload(
      model: model, prompt: prompt, answer: answer, prefixCache: prefixCache, ttft: ttft,
      ttftPercentile: ttftPercentile, tpot: tpot, tpotPercentile: tpotPercentile,
      precision: variant?.precision ?? precision,
      cachePrecision: variant?.cachePrecision ?? cachePrecision, engine: engine,
      layout: self.layout, variation: variation, technique: variant?.technique ?? technique,
      error: variant?.error ?? error)
  }

  /// The number formats of weights that the plan allows, in its order.
  public var precisions: [Precision] {
    variants.isEmpty
      ? [precision]
      : variants.map(\.precision).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

/// Two inputs that vary together, by the names of their figures.
public struct PlannedCorrelation: Sendable {
  public var a: String
  public var b: String
  /// Of the normal scores, from -1 to 1.
  public var value: Double
  public var span: SourceSpan

  public init(_ a: String, _ b: String, _ value: Double, span: SourceSpan) {
    self.a = a
    self.b = b
    self.value = value
    self.span = span
  }
}
