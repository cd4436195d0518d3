public import Figures
public import Finance
public import Units

/// The cost model of ordinary hardware: rent by the accelerator-hour, or own nodes with their
/// network, power, room and operations.
public struct ComponentCost: CostModel {
  let product: Product

  public init(_ product: Product) {
    self.product = product
  }

  public func acquisitions(in market: Market) -> [Acquisition] {
    var result: [Acquisition] = []
    for commitment in Commitment.allCases {
      if let price = market.rent(of: product, commitment) {
        result.append(
          Acquisition(
            .rental(commitment, price.fact), priceDates: price.quotes.map(\.date),
            isPrivate: price.quotes.contains(where: \.isPrivate)))
      }
    }
    if let price = market.purchase(of: product) {
      result.append(
        Acquisition(
          .purchase(price.fact, market.ownership), priceDates: price.quotes.map(\.date),
          isPrivate: price.quotes.contains(where: \.isPrivate)))
    }
    let provenance = { (quote: EndpointQuote) in
      Provenance(
        .citations([quote.lineCitation]), evidence: .published,
        note: quote.isPrivate ? "private quote" : nil, isPrivate: quote.isPrivate)
    }
    for quote in market.endpoints(of: product) {
      result.append(
        Acquisition(
          .endpoint(
            provider: quote.provider, input: Fact(quote.input, provenance(quote)),
            output: Fact(quote.output, provenance(quote))),
          priceDates: [quote.date] + [quote.stoodUntil].compactMap(\.self),
          isPrivate: quote.isPrivate))
    }
    return result
  }

  public func unknowns(for acquisition: Acquisition) -> [String] {
    switch acquisition.kind {
    case .purchase, .amortised: break
    case .rental, .endpoint: return []
    }
    var keys: [String] = []
    if product.facts.nodePower == nil { keys.append("node-power") }
    if product.facts.nodeAccelerators == nil { keys.append("node-accelerators") }
    return keys
  }

  /// Rent: accelerators by the hour. Purchase:
  ///
  ///     servers      accelerators of whole nodes · price
  ///     network      switches, cables and optics as counted, or servers · share / (1 - share)
  ///     colocation   nodes · maximum power · price
  ///     electricity  nodes · (idle power + (used power - idle power) · load) · PUE · price
  ///     operations   capital · yearly share
  ///
  /// A committed rental is paid for its whole term, used or not. How a run is charged with the value
  /// that hardware loses stands in ``amortised(price:terms:fleet:in:)``.
  ///
  /// Sources: Epoch AI, "The rising costs of training frontier AI models", 2024, appendix on
  /// interconnect (network as a share of the cluster); ``ScaleOutNetwork`` (counted); GPU Price Index, methodology (idle power).
  @specialized(where L == Scratch)
  public func lineItems<L: Ledger>(
    for acquisition: Acquisition, of fleet: Fleet<L.Number>, in ledger: inout L
  ) -> [LineItem<L.Number>] {
    let month = ledger.input(.month, .month)
    switch acquisition.kind {
    case .rental(let commitment, let price):
      let rent = ledger.input(.rentPrice, price)
      guard commitment.committedMonths > 0 else {
        return [
          LineItem(.rentCost, .rent, quantity: 1, unitPrice: rent, .perHourUsed, rate: .rentPrice)
        ]
      }
      return [
        LineItem(
          .rentCost, .rent, quantity: fleet.accelerators, unitPrice: rent * month, .monthly,
          measure: .accelerators, rate: .rentPrice)
      ]
    case .endpoint(_, let input, let output):
      return [
        LineItem(
          .inputTokensCost, .tokens, quantity: 1, unitPrice: ledger.input(.inputTokenPrice, input),
          .perPromptToken, rate: .inputTokenPrice),
        LineItem(
          .outputTokensCost, .tokens, quantity: 1,
          unitPrice: ledger.input(.outputTokenPrice, output),
          .perOutputToken, rate: .outputTokenPrice),
      ]
    case .purchase(let price, let terms):
      return owned(price: price, terms: terms, fleet: fleet, month: month, in: &ledger)
    case .amortised(let price, let terms):
      return amortised(price: price, terms: terms, fleet: fleet, in: &ledger)
    }
  }

  private func owned<L: Ledger>(
    price: Fact<Dollars>, terms: Ownership, fleet: Fleet<L.Number>, month: L.Number,
    in ledger: inout L
  ) -> [LineItem<L.Number>] {
    let perNode = ledger.input(
      .nodeAccelerators, product.facts.nodeAccelerators ?? .unknownCount)
    let unit = ledger.input(.purchasePrice, price)
    let server = unit * perNode
    let servers = fleet.nodes * server
    let network = network(fleet, perNode: perNode, servers: servers, terms: terms, in: &ledger)
    var capital = servers
    for item in network { capital = capital + item.quantity * item.unitPrice }
    let maximum = ledger.input(.nodePower, product.facts.nodePower ?? .unknownPower)
    let idle = ledger.input(.idlePower, terms.idlePower)
    let used = ledger.input(.loadPower, terms.usedPower)
    let pue = ledger.input(.pue, terms.pue)
    // Accelerators draw what a model of their work says; what is around them its share of the maximum.
    var nothing = maximum * idle
    var full = maximum * used
    if let draw = fleet.draw {
      let rest = maximum - perNode * draw.rated
      nothing = rest * idle + perNode * draw.idle
      full = rest * used + perNode * draw.busy
    }
    let mean = ledger.define(.meanNodePower, (nothing + (full - nothing) * fleet.load) * pue)
    let electricity = ledger.input(.electricity, terms.electricity)
    let operations = ledger.input(.operations, terms.operations)
    _ = ledger.define(.fleetPower, fleet.nodes * maximum)
    _ = ledger.define(.energy, fleet.nodes * mean * month * fleet.months)
    return [
      LineItem(
        .serversCost, .servers, quantity: fleet.nodes, unitPrice: server, .once(month: 1),
        measure: .nodes)
    ] + network + [
      LineItem(
        .colocationCost, .site, quantity: fleet.nodes,
        unitPrice: maximum * ledger.input(.colocation, terms.colocation) * month, .monthly,
        measure: .each(.fleetPower), rate: .colocation),
      LineItem(
        .electricityCost, .power, quantity: fleet.nodes,
        unitPrice: mean * electricity * month,
        loadPrice: (full - nothing) * pue * electricity * month, .monthly,
        measure: .all(.energy), rate: .electricity),
      LineItem(
        .operationsCost, .operations, quantity: capital, unitPrice: operations * month, .monthly,
        rate: .operations),
    ]
  }

  /// The network between nodes: counted where the port of an accelerator is known, else a share; none
  /// where what must reach one another never leaves its node.
  private func network<L: Ledger>(
    _ fleet: Fleet<L.Number>, perNode: L.Number, servers: L.Number, terms: Ownership,
    in ledger: inout L
  ) -> [LineItem<L.Number>] {
    let nodes =
      fleet.unit.map { .select($0, atMost: perNode, then: 1, otherwise: fleet.nodes) }
      ?? fleet.nodes
    guard let prices = terms.fabric, let bandwidth = product.facts.scaleOutBandwidth else {
      let share = ledger.input(.networkShare, terms.networkShare)
      return [
        LineItem(
          .networkCost, .network, quantity: servers,
          unitPrice: .select(nodes, atMost: 1, then: 0, otherwise: share / (1 - share)),
          .once(month: 1), rate: .networkShare)
      ]
    }
    let tree = ScaleOutNetwork(
      nodes: nodes, perNode: perNode, bandwidth: bandwidth, prices: prices, in: &ledger)
    _ = ledger.define(
      .networkPerAccelerator,
      (tree.switches * tree.switchPrice + tree.ports * tree.linkPrice) / fleet.accelerators)
    return [
      LineItem(
        .switchesCost, .network, quantity: tree.switches, unitPrice: tree.switchPrice,
        .once(month: 1),
        measure: .each(.networkSwitches), rate: .switchPrice),
      LineItem(
        .linksCost, .network, quantity: tree.ports, unitPrice: tree.linkPrice, .once(month: 1),
        measure: .each(.networkLinks)),
    ]
  }
}

extension Fact where U == Seconds {
  /// 730 hours.
  public static var month: Fact<Seconds> { Fact(TimeSpan.month, Definitions.month) }
}

extension Fact where U == Count {
  /// Stands where ``CostModel/unknowns(for:)`` has already refused.
  static var unknownCount: Fact<Count> { Fact(.nan, Definitions.refused) }
}

extension Fact where U == Watts {
  static var unknownPower: Fact<Watts> { Fact(.nan, Definitions.refused) }
}
