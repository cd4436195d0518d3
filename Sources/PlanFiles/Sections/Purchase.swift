import Diagnostics
import Documents
import Figures
import HardwareKit
import Keys
import Planning
import Units

/// `buy` of a fleet: the servers and what comes with them.
struct GivenPurchase {
  var terms = PurchaseTerms()
  var server: ByProduct<ServerPrice>?
  var place: Place?
}

/// `$280 k per node`, or `$35 k per accelerator`.
struct ServerPrice {
  let price: Fact<Dollars>
  let isPerNode: Bool
  let place: Place

  static let form = Form.fact(
    Dollars.self, .positive, "$280 k per node", evidence: .assumed, sample: "$280 k per node"
  ).then { price, place, reading -> ServerPrice? in
    let text = place.written
    if text.contains("per accelerator") || text.contains("/accelerator") {
      return ServerPrice(price: price, isPerNode: false, place: place)
    }
    guard text.contains("per node") || text.contains("/node") else {
      place.refuse("a price 'per node' or 'per accelerator'", reading)
      return nil
    }
    return ServerPrice(price: price, isPerNode: true, place: place)
  }

  /// Dollars of an accelerator in its server.
  func perAccelerator(
    of product: String, _ overrides: Overrides, _ registry: ProductRegistry, _ reading: Reading
  ) -> Fact<Dollars>? {
    guard isPerNode else { return price }
    let known = overrides.facts[product]?.nodeAccelerators
    guard
      let size = known
        ?? (try? registry.products([product]))?[product]?.product.facts.nodeAccelerators
    else {
      place.refuse("a price per accelerator, as the node is unknown", reading)
      return nil
    }
    return price.divided(by: size)
  }
}

extension Fact {
  /// A part of the fact, one of so many.
  func divided(by count: Fact<Count>) -> Fact {
    let size = count.value
    return Fact(
      value / size, low: low / size, high: high / size,
      spread: (spread?.estimate.scaled(by: 1 / size)).flatMap(Spread.init),
      provenance.scaled(by: 1 / size, with: [count.provenance]))
  }
}

extension GivenPurchase {
  static func section(_ reader: PlanReader) -> Section<GivenPurchase> {
    Section("fleet-buy", "Purchase of a fleet", what: "'buy'") { keys in
      var given = GivenPurchase()
      given.place = keys.place
      given.server = keys.optional(
        "server", reader.byProduct(ServerPrice.form), "price", without: "the market's")
      var terms = PurchaseTerms()
      terms.storage = keys.optional(
        "storage-and-racks",
        .fact(
          Ratio.self, .notNegative, "9% of servers", evidence: .assumed, sample: "9% of servers"),
        "with commissioning")
      terms.parts =
        keys.optional("parts", .several(.section(FleetPart.section)), "further parts") ?? []
      let owning = OwningTerms(keys)
      terms.life = owning.life
      terms.residual = owning.residual
      if let delivery = owning.delivery { terms.delivery = delivery.value }
      financing(keys, &terms)
      given.terms = terms
      return given
    }
  }

  /// Capital charge, deposit, residual curve, depreciation, debt, lease and refresh.
  private static func financing(_ keys: Keys, _ terms: inout PurchaseTerms) {
    terms.capitalCharge = keys.optional(
      "capital-charge", .map(.section(CapitalCharge.section), or: CapitalCharge.short),
      "interest on the capital employed")
    terms.deposit = keys.optional(
      "deposit", .assumedShare("30%", sample: "30%"), "paid with the order", without: "all of it")
    terms.residualCurve =
      keys.optional(
        "residual-curve", ResidualPoint.form, "value by age",
        without: "a straight line to the residual") ?? []
    terms.successor = keys.optional(
      "successor", .section(PriceTerms.Step.loss), "a loss of value when a successor comes")
    terms.depreciation = keys.optional(
      "depreciation", DepreciationTerms.form, "for tax", without: "straight line"
    )?.terms(life: terms.life, keys.reading)
    terms.debt = keys.optional("debt", .section(DebtTerms.section), "what a lender pays")
    terms.lease = keys.optional(
      "lease", .section(LeaseTerms.section), "payments by the month in place of a purchase")
    terms.refresh = keys.optional(
      "refresh", .section(RefreshTerms.section), "servers bought anew at the end of each life")
    for key in ["debt", "deposit"] where keys.has(key) { keys.refuse("lease", with: key) }
    if keys.has("lease") { keys.refuse("refresh", with: "lease") }
    guard let charge = terms.capitalCharge, let place = keys.place(of: "capital-charge") else {
      return
    }
    // Interest on one purchase knows no second one, and no lease; level payments lead to the residual,
    // and not along a curve.
    let isLevel = charge.method == .recovery
    let others = ["lease", "refresh"] + (isLevel ? ["residual-curve", "successor"] : [])
    for key in others where keys.has(key) {
      keys.reading.report(
        .conflict(isLevel ? "method: recovery" : "capital-charge", key, at: place.node.span))
    }
  }
}

extension FleetPart {
  /// Counted parts: `{name, price, count, per}`.
  static let section = Section<FleetPart>("part", "A part", merged: false, what: "a part") {
    keys in
    let name = keys.required("name", .text, "what it is")
    let price = keys.required(
      "price", .fact(Dollars.self, .notNegative, "$40 k"), "of one")
    let basis: CostBasis? = keys.optional(
      "per", .caseName, "what there is one of", without: "fleet", word: "basis")
    let source = keys.source()
    let count = keys.optional("count", .count("14"), "how many", without: "1")
    let life = keys.optional(
      "life", .fact(Seconds.self, .lasting, "15 years", evidence: .assumed, sample: "15 years"),
      "useful life of its own", without: "the servers'")
    let depreciation = keys.optional(
      "depreciation", DepreciationTerms.form, "of its own, for tax",
      without: "straight line over a life of its own, else the servers'"
    )?.terms(life: life, keys.reading)
    guard let name, let price, basis != nil || !keys.has("per") else { return nil }
    return FleetPart(
      name: name, price: price.resting(on: source, note: name), count: count ?? .one,
      basis: basis ?? .fleet, life: life, depreciation: depreciation)
  }
}

extension OperationTerms {
  /// Power, room, support, people.
  static let section = Section<OperationTerms>("operate", "Running a fleet") { keys in
    var terms = OperationTerms()
    terms.electricity = keys.optional(
      "electricity", perEnergy("$0.07/kWh", free: "included"), "price of energy, or included",
      without: "the catalogue's")
    terms.colocation = keys.optional(
      "colocation", perEnergy("$130/kW per month", free: "none"),
      "price of a node's maximum power, or none", without: "the catalogue's")
    terms.support = keys.optional(
      "support",
      .fact(
        PerSecond.self, .notNegative, "3.5% of servers per year", evidence: .assumed,
        sample: "3.5% of servers per year"),
      "and spare parts", without: "the catalogue's")
    terms.staff = keys.optional(
      "staff",
      .fact(
        DollarsPerSecond.self, .notNegative, "$1.2 M per year", evidence: .assumed,
        sample: "$1.2 M per year"), "of the fleet")
    terms.lines = keys.optional("lines", .several(.section(line)), "further lines") ?? []
    return terms
  }

  private static let line = Section<OperatingLine>(
    "line", "A running cost", merged: false, what: "a line"
  ) { keys in
    let name = keys.required("name", .text, "what it is")
    let price = keys.required(
      "price", .fact(DollarsPerSecond.self, .notNegative, "$40 k per month"), "of one")
    let basis: CostBasis? = keys.optional(
      "per", .caseName, "what there is one of", without: "fleet", word: "basis")
    let source = keys.source()
    guard let name, let price, basis != nil || !keys.has("per") else { return nil }
    return OperatingLine(
      name: name, price: price.resting(on: source, note: name), basis: basis ?? .fleet)
  }

  /// A price of energy or of power held, or a word for none.
  private static func perEnergy(_ example: String, free: String) -> Form<Fact<DollarsPerJoule>> {
    .word(
      [free], { _, place in Fact(0, place.provenance(.assumed, factor: nil)) },
      or: .fact(
        DollarsPerJoule.self, .notNegative, example, evidence: .assumed, sample: example))
  }
}

extension Fact where U == Count {
  static var one: Fact<Count> {
    Fact(1, Provenance(.definition("one, unless the plan counts more"), evidence: nil))
  }
}
