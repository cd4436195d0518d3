import Diagnostics
import Documents
import Figures
import HardwareKit
import Planning
import Units

extension PlanReader {
  /// The nodes of a plan that is about a fleet.
  struct FleetNodes {
    let fleet: Node
    let buy: Node?
    let operate: Node?
    let market: Node?
    let acquire: Node?
  }

  /// A fleet: with `acquire` for a need of one's own, without it to be rented out.
  ///
  /// What it says of single products goes to the overrides, over what is there.
  func fleet(
    _ nodes: FleetNodes, finance: FinanceTerms, overrides: inout Overrides,
    into diagnostics: inout DiagnosticList
  ) -> FleetPlan? {
    var reader = MappingReader(nodes.fleet, what: "'fleet'", into: &diagnostics)
    let productNode = reader.required("product", into: &diagnostics)
    let products = productNode.map { self.products($0, for: "", into: &diagnostics) } ?? []
    let size = size(&reader, isUse: nodes.acquire != nil, into: &diagnostics)
    if let node = reader.optional("per-node") {
      byProduct(node, "'per-node'", products, into: &diagnostics) { id, item, diagnostics in
        if let count = item.planCount("'per-node'", into: &diagnostics) {
          overrides.facts[id, default: ProductFacts()].nodeAccelerators = count
        }
      }
    }
    let spares = reader.optional("spares")?
      .planFact(
        Ratio.self, "'spares'", evidence: .assumed, range: .share, sample: "2% of nodes",
        into: &diagnostics)
    let network = network(reader.optional("network"), into: &diagnostics)
    let power = power(
      reader.optional("power"), products, overrides: &overrides, into: &diagnostics)
    reader.finish(into: &diagnostics)
    var purchase = purchase(
      nodes.buy, products, overrides: &overrides, into: &diagnostics)
    let operation = operation(nodes.operate, into: &diagnostics)
    let purpose: FleetPlan.Purpose?
    if let acquire = nodes.acquire {
      let rents = rents(nodes.market, products, overrides: &overrides, into: &diagnostics)
      let options = options(acquire, purchase: &purchase, into: &diagnostics)
      // Measures of owners and lenders are of a fleet that earns something.
      let unused = [
        ("capital-charge", purchase.capitalCharge != nil), ("debt", purchase.debt != nil),
        ("tax", finance.tax != nil),
      ]
      for (key, isGiven) in unused where isGiven {
        diagnostics.append(.conflict(key, "acquire", at: acquire.span))
      }
      purpose = .use(NeedTerms(options: options, rents: rents))
    } else if let market = nodes.market {
      purpose = sale(market, products, overrides: &overrides, into: &diagnostics)
        .map(FleetPlan.Purpose.rentOut)
    } else {
      diagnostics.append(
        .missingKey("market", in: "a plan with 'fleet' and no 'acquire'", at: nodes.fleet.span))
      purpose = nil
    }
    if purchase.deliveryMonths >= finance.months {
      diagnostics.append(
        .badRange(
          "'delivery'", "less than the horizon of \(finance.months) months",
          purchase.delivery.provenance.written ?? "", at: nodes.buy?.span ?? nodes.fleet.span))
    }
    var leases = [purchase.lease].compactMap(\.self)
    if case .use(let need) = purpose {
      leases += need.options.compactMap { if case .lease(let terms) = $0 { terms } else { nil } }
    }
    for lease in leases where lease.months > finance.months {
      var place = nodes.fleet.span
      if case .plan(let span) = lease.term.provenance.origin { place = span }
      diagnostics.append(
        .badRange(
          "'lease'", "a term of at most the horizon of \(finance.months) months",
          lease.term.provenance.written ?? "", at: place))
    }
    guard let size, let purpose, !products.isEmpty else { return nil }
    return FleetPlan(
      products: products, size: size, spares: spares ?? .noSpares, network: network, power: power,
      purchase: purchase, operation: operation, purpose: purpose)
  }

  /// A value for all products, or a map with one for some of them.
  func byProduct(
    _ node: Node, _ what: String, _ products: [String], into diagnostics: inout DiagnosticList,
    _ read: (String, Node, inout DiagnosticList) -> Void
  ) {
    guard let map = node.mapping else {
      for id in products { read(id, node, &diagnostics) }
      return
    }
    for entry in map.entries {
      switch context.registry.resolve(entry.key) {
      case .product(let id), .ambiguous(let id): read(id, entry.value, &diagnostics)
      case .unknown:
        diagnostics.append(
          .unknownProduct(entry.key, known: context.registry.names, at: entry.keySpan))
      }
    }
  }

  // MARK: Size

  private static let sizeKeys = ["accelerators", "power-limit", "budget", "demand"]

  private func size(
    _ reader: inout MappingReader, isUse: Bool, into diagnostics: inout DiagnosticList
  ) -> FleetSize? {
    let given = Self.sizeKeys.compactMap { key in reader.optional(key).map { (key, $0) } }
    if given.count > 1 {
      diagnostics.append(.conflict(given[0].0, given[1].0, at: given[1].1.span))
      return nil
    }
    guard let (key, node) = given.first else {
      diagnostics.append(
        .missingKey(isUse ? "demand" : "accelerators", in: "'fleet'", at: reader.span))
      return nil
    }
    if isUse, key != "demand" {
      diagnostics.append(
        .badRange("'fleet'", "'demand', as there is 'acquire',", key, at: node.span))
      return nil
    }
    switch key {
    case "accelerators":
      return node.planCount("'accelerators'", into: &diagnostics).map(FleetSize.accelerators)
    case "power-limit":
      return node.planFact(
        Watts.self, "'power-limit'", range: .positive, sample: "1500 kW", into: &diagnostics
      ).map(FleetSize.power)
    case "budget":
      return node.planFact(
        Dollars.self, "'budget'", range: .positive, sample: "$45 M", into: &diagnostics
      ).map(FleetSize.budget)
    default:
      let levels = demand(node, isCurve: isUse, into: &diagnostics)
      return levels.isEmpty ? nil : .demand(levels)
    }
  }

  /// Segments that add up, `{name, accelerators}`, or a load-duration curve,
  /// `{accelerators, share of hours}`.
  private func demand(
    _ node: Node, isCurve: Bool, into diagnostics: inout DiagnosticList
  ) -> [DemandLevel] {
    var levels: [DemandLevel] = []
    var sum = 0.0
    for item in node.listOrOne {
      var reader = MappingReader(item, what: "a demand", into: &diagnostics)
      let name = reader.optional("name")?.text("'name'", into: &diagnostics)
      let count = reader.required("accelerators", into: &diagnostics)?
        .planCount("'accelerators'", atLeast: isCurve ? 0 : 1, into: &diagnostics)
      let shareNode = reader.optional("share")
      reader.finish(into: &diagnostics)
      if let shareNode, !isCurve {
        diagnostics.append(.shareOfSegment(at: shareNode.span))
      } else if shareNode == nil, isCurve {
        diagnostics.append(.missingKey("share", in: "a demand", at: item.span))
      }
      let share = shareNode?
        .planFact(
          Ratio.self, "'share'", range: .share, sample: "60% of hours", into: &diagnostics)
      sum += share?.value ?? 0
      if let count { levels.append(DemandLevel(name: name, accelerators: count, share: share)) }
    }
    if levels.isEmpty, node.listOrOne.isEmpty {
      diagnostics.append(.nothingListed("level", "'demand'", at: node.span))
    }
    // Shares are decimals in binary; what is left over or missing must be more than their rounding.
    if isCurve, !levels.isEmpty, levels.allSatisfy({ $0.share != nil }), abs(sum - 1) > 1e-9 {
      diagnostics.append(
        .badRange(
          "the shares of 'demand'", "100% in all", format(sum, as: .percent), at: node.span))
    }
    return levels
  }

  // MARK: Network and power

  private func network(_ node: Node?, into diagnostics: inout DiagnosticList) -> NetworkTerms {
    var terms = NetworkTerms()
    guard let node else { return terms }
    var reader = MappingReader(node, what: "'network'", into: &diagnostics)
    terms.fabric = reader.optional("fabric")?.text("'fabric'", into: &diagnostics)
    let share = reader.optional("share")
    let parts = reader.optional("parts")
    reader.finish(into: &diagnostics)
    if let parts, share != nil {
      diagnostics.append(.conflict("share", "parts", at: parts.span))
    }
    terms.share = share?.planFact(
      Ratio.self, "'share'", evidence: .assumed, range: .notNegative, sample: "14% of servers",
      into: &diagnostics)
    terms.parts = self.parts(parts, into: &diagnostics)
    return terms
  }

  private func power(
    _ node: Node?, _ products: [String], overrides: inout Overrides,
    into diagnostics: inout DiagnosticList
  ) -> PowerTerms {
    var terms = PowerTerms()
    guard let node else { return terms }
    var reader = MappingReader(node, what: "'power'", into: &diagnostics)
    if let perNode = reader.optional("per-node") {
      byProduct(perNode, "'per-node'", products, into: &diagnostics) { id, item, diagnostics in
        let fact = item.planFact(
          Watts.self, "'per-node'", evidence: .assumed, range: .positive, sample: "10.2 kW",
          into: &diagnostics)
        if let fact { overrides.facts[id, default: ProductFacts()].nodePower = fact }
      }
    }
    func share(_ key: String, _ reader: inout MappingReader) -> Fact<Ratio>? {
      reader.optional(key)?
        .planFact(
          Ratio.self, "'\(key)'", evidence: .assumed, range: .share, sample: "85%",
          into: &diagnostics)
    }
    terms.used = share("load", &reader)
    terms.idle = share("idle", &reader)
    if let pue = reader.optional("pue"), let text = pue.text("'pue'", into: &diagnostics) {
      if let value = Double(text), value >= 1, value < 10 {
        terms.pue = Fact(value, pue.provenance(evidence: .assumed))
      } else {
        diagnostics.append(
          .badRange("'pue'", "a number from 1 up, such as '1.25',", text, at: pue.span))
      }
    }
    reader.finish(into: &diagnostics)
    if let idle = terms.idle, let used = terms.used, idle.value > used.value {
      diagnostics.append(
        .badRange(
          "'idle'", "at most 'load'", idle.provenance.written ?? "", at: node.span))
    }
    return terms
  }
}

extension Fact where U == Ratio {
  static var noSpares: Fact<Ratio> {
    Fact(0, Provenance(.definition("no spares given"), evidence: nil))
  }
}
