import Diagnostics
import Documents
import Figures
import HardwareKit
import Keys
import Planning
import Units

/// `fleet`: what is sized, and what it is made of.
struct GivenFleet {
  var products: [String]
  /// The size by its key; of several the first two are in conflict.
  var sizes: [(key: String, place: Place, size: FleetSize?)]
  /// Of `demand`.
  var levels: [Placed<DemandLevel>] = []
  var perNode: ByProduct<Fact<Count>>?
  var spares: Fact<Ratio>?
  var network: NetworkTerms
  var power: GivenPower
  var place: Place

  /// - Parameter isUse: Whether the fleet meets a need of its own.
  func size(isUse: Bool, _ reading: Reading) -> FleetSize? {
    if sizes.count > 1 {
      reading.report(.conflict(sizes[0].key, sizes[1].key, at: sizes[1].place.node.span))
      return nil
    }
    guard let given = sizes.first else {
      reading.report(
        .missingKey(isUse ? "demand" : "accelerators", in: "'fleet'", at: place.node.span))
      return nil
    }
    guard given.key == "demand" else {
      guard isUse else { return given.size }
      reading.report(
        .badRange(
          "'fleet'", "'demand', as there is 'acquire',", given.key, at: given.place.node.span))
      return nil
    }
    check(given.place, isCurve: isUse, reading)
    return levels.isEmpty ? nil : .demand(levels.map(\.value))
  }

  /// Segments that add up, `{name, accelerators}`, or a load-duration curve,
  /// `{accelerators, share of hours}`.
  private func check(_ place: Place, isCurve: Bool, _ reading: Reading) {
    for level in levels {
      let span = level.place.node.span
      if isCurve, level.value.share == nil {
        reading.report(.missingKey("share", in: "a demand", at: span))
      } else if !isCurve, level.value.share != nil {
        reading.report(.shareOfSegment(at: level.place.node["share"]?.span ?? span))
      }
      if !isCurve, level.value.accelerators.value < 1 {
        reading.report(
          .badRange(
            "'accelerators'", "between 1 and 1000000000",
            level.value.accelerators.provenance.written ?? "",
            at: level.place.node["accelerators"]?.span ?? span))
      }
    }
    // Shares are decimals in binary; what is left over or missing must be more than their rounding.
    let sum = levels.reduce(0) { $0 + ($1.value.share?.value ?? 0) }
    if isCurve, !levels.isEmpty, levels.allSatisfy({ $0.value.share != nil }), abs(sum - 1) > 1e-9 {
      reading.report(
        .badRange(
          "the shares of 'demand'", "100% in all", format(sum, as: .percent), at: place.node.span))
    }
  }
}

/// `power` of a fleet.
struct GivenPower {
  var terms = PowerTerms()
  var perNode: ByProduct<Fact<Watts>>?
}

extension PlanReader {
  var fleetSection: Section<GivenFleet> {
    Section("fleet", "A fleet") { keys in
      let products =
        keys.required("product", productList, "a product or a list, each sized and compared") ?? []
      var sizes: [(String, Place, FleetSize?)] = []
      func size<Value>(
        _ name: String, _ form: Form<Value>, _ help: String, _ size: (Value) -> FleetSize
      ) {
        let value = keys.optional(name, form, help)
        if let place = keys.place(of: name) { sizes.append((name, place, value.map(size))) }
      }
      size("accelerators", .count("1024"), "how many", FleetSize.accelerators)
      size(
        "power-limit", .fact(Watts.self, .positive, "1.5 MW", sample: "1500 kW"),
        "power of the site with its facility", FleetSize.power)
      size(
        "budget", .fact(Dollars.self, .positive, "$45 M", sample: "$45 M"), "money for the start",
        FleetSize.budget)
      var levels: [Placed<DemandLevel>] = []
      size(
        "demand", .several(Form.section(DemandLevel.section).placed, noun: "level"),
        "segments that add up, or a load-duration curve"
      ) {
        levels = $0
        return .demand($0.map(\.value))
      }
      let perNode = keys.optional(
        "per-node", byProduct(.count("8")), "accelerators of a node", without: "the datasheet's")
      let spares = keys.optional(
        "spares", .assumedShare("2% of nodes", sample: "2% of nodes"), "held ready")
      let network = keys.optional(
        "network", .section(NetworkTerms.section), "between nodes",
        without: "the catalogue's share")
      let power = keys.optional(
        "power", .section(power), "of nodes and facility", without: "datasheet and catalogue")
      guard let place = keys.place else { return nil }
      return GivenFleet(
        products: products, sizes: sizes, levels: levels, perNode: perNode, spares: spares,
        network: network ?? NetworkTerms(), power: power ?? GivenPower(), place: place)
    }
  }

  private var power: Section<GivenPower> {
    Section("fleet-power", "Power of a fleet") { keys in
      var power = GivenPower()
      power.perNode = keys.optional(
        "per-node",
        byProduct(
          .fact(Watts.self, .positive, "10.2 kW", evidence: .assumed, sample: "10.2 kW")),
        "maximum of a node", without: "the datasheet's")
      power.terms.used = keys.optional(
        "load", .assumedShare("85%", sample: "85%"), "of the maximum in full use",
        without: "100%")
      power.terms.idle = keys.optional(
        "idle", .assumedShare("30%", sample: "85%"), "of the maximum without use",
        without: "the catalogue's")
      let says = "a number from 1 up, such as '1.25',"
      power.terms.pue = keys.optional(
        "pue",
        .fact(
          Ratio.self, .atLeast(1, says).below(10, says), "1.25", evidence: .assumed,
          sample: "1.25"),
        "facility over equipment", without: "the catalogue's")
      if let idle = power.terms.idle, let used = power.terms.used, idle.value > used.value {
        keys.refuse("idle", "at most 'load'")
      }
      return power
    }
  }

  /// A fleet: with `acquire` for a need of one's own, without it to be rented out.
  ///
  /// What it says of single products goes to the overrides, over what is there.
  func fleet(_ given: GivenFleetPlan, plan: inout Plan, _ reading: Reading) -> FleetPlan? {
    let fleet = given.fleet
    let months = plan.finance.months
    for (id, count) in fleet.perNode?.values(of: fleet.products) ?? [] {
      plan.overrides.facts[id, default: ProductFacts()].nodeAccelerators = count
    }
    for (id, power) in fleet.power.perNode?.values(of: fleet.products) ?? [] {
      plan.overrides.facts[id, default: ProductFacts()].nodePower = power
    }
    for (id, price) in given.purchase?.server?.values(of: fleet.products) ?? [] {
      if let dollars = price.perAccelerator(of: id, plan.overrides, context.registry, reading) {
        plan.overrides.purchases[id] = dollars
      }
    }
    let size = fleet.size(isUse: given.ways != nil, reading)
    var purchase = given.purchase?.terms ?? PurchaseTerms()
    let purpose = purpose(given, &purchase, &plan, reading)
    if purchase.deliveryMonths >= months {
      reading.report(
        .badRange(
          "'delivery'", "less than the horizon of \(months) months",
          purchase.delivery.provenance.written ?? "",
          at: given.purchase?.place?.node.span ?? fleet.place.node.span))
    }
    var leases = [purchase.lease].compactMap(\.self)
    if case .use(let need) = purpose {
      leases += need.options.compactMap { if case .lease(let terms) = $0 { terms } else { nil } }
    }
    for lease in leases where lease.months > months {
      var place = fleet.place.node.span
      if case .plan(let span) = lease.term.provenance.origin { place = span }
      reading.report(
        .badRange(
          "'lease'", "a term of at most the horizon of \(months) months",
          lease.term.provenance.written ?? "", at: place))
    }
    guard let size, let purpose, !fleet.products.isEmpty else { return nil }
    return FleetPlan(
      products: fleet.products, size: size, spares: fleet.spares ?? .noSpares,
      network: fleet.network, power: fleet.power.terms, purchase: purchase,
      operation: given.operation ?? OperationTerms(), purpose: purpose)
  }

  private func purpose(
    _ given: GivenFleetPlan, _ purchase: inout PurchaseTerms, _ plan: inout Plan,
    _ reading: Reading
  ) -> FleetPlan.Purpose? {
    if let (ways, place) = given.ways {
      given.rents?.setStarts(of: given.fleet.products, in: &plan.overrides)
      // What one says of delivery holds for all that is bought, and the first life for leases.
      for way in ways {
        if let delivery = way.delivery { purchase.delivery = delivery.value }
      }
      let first = ways.lazy.compactMap { way -> (Fact<Seconds>?, Fact<Ratio>?)? in
        if case .one(.buy(let life, let residual, _)) = way.option { (life, residual) } else { nil }
      }.first
      purchase.life = first?.0 ?? purchase.life
      purchase.residual = first?.1 ?? purchase.residual
      // Measures of owners and lenders are of a fleet that earns something.
      let unused = [
        ("capital-charge", purchase.capitalCharge != nil), ("debt", purchase.debt != nil),
        ("tax", plan.finance.tax != nil),
      ]
      for (key, isGiven) in unused where isGiven {
        reading.report(.conflict(key, "acquire", at: place.node.span))
      }
      return .use(
        NeedTerms(options: ways.map(\.option), rents: given.rents?.terms ?? .flat))
    }
    guard let market = given.market else {
      if !given.isMarketWritten {
        reading.report(
          .missingKey(
            "market", in: "a plan with 'fleet' and no 'acquire'", at: given.fleet.place.node.span))
      }
      return nil
    }
    return .rentOut(market.terms(of: given.fleet.products, in: &plan.overrides))
  }
}

/// The sections of a plan that is about a fleet.
struct GivenFleetPlan {
  var fleet: GivenFleet
  var purchase: GivenPurchase?
  var operation: OperationTerms?
  /// Of a fleet that is rented out.
  var market: GivenMarket?
  var isMarketWritten: Bool
  /// Of a need.
  var rents: GivenPrice?
  var ways: (ways: [NeedWay], place: Place)?
}

extension DemandLevel {
  static let section = Section<DemandLevel>(
    "demand", "Demand of a fleet", merged: false, what: "a demand"
  ) { keys in
    let name = keys.optional("name", .text, "of a segment")
    let count = keys.required(
      "accelerators", .count("64", from: 0), "how many; 0 in a load-duration curve alone")
    let share = keys.optional(
      "share", .fact(Ratio.self, .share, "60% of hours", sample: "60% of hours"),
      "of the hours; of a load-duration curve")
    return count.map { DemandLevel(name: name, accelerators: $0, share: share) }
  }
}

extension NetworkTerms {
  static let section = Section<NetworkTerms>("fleet-network", "Network of a fleet") { keys in
    var terms = NetworkTerms()
    terms.fabric = keys.optional("fabric", .text, "its name")
    terms.share = keys.optional(
      "share",
      .fact(
        Ratio.self, .notNegative, "14% of servers", evidence: .assumed,
        sample: "14% of servers"),
      "of the servers")
    terms.parts =
      keys.optional(
        "parts", .several(.section(FleetPart.section)), "counted switches and cables") ?? []
    if keys.has("share") { keys.refuse("parts", with: "share") }
    return terms
  }
}

extension Fact where U == Ratio {
  static var noSpares: Fact<Ratio> {
    Fact(0, Provenance(.definition("no spares given"), evidence: nil))
  }
}
