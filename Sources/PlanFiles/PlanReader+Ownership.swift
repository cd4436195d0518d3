import Diagnostics
import Documents
import Figures
import HardwareKit
import Planning
import Units

/// What is bought, and what running it costs.
extension PlanReader {
  /// `buy`: the servers and what comes with them.
  func purchase(
    _ node: Node?, _ products: [String], overrides: inout Overrides,
    into diagnostics: inout DiagnosticList
  ) -> PurchaseTerms {
    var terms = PurchaseTerms()
    guard let node else { return terms }
    var reader = MappingReader(node, what: "'buy'", into: &diagnostics)
    if let server = reader.optional("server") {
      byProduct(server, "'server'", products, into: &diagnostics) { id, item, diagnostics in
        if let price = serverPrice(item, of: id, overrides, into: &diagnostics) {
          overrides.purchases[id] = price
        }
      }
    }
    terms.storage = reader.optional("storage-and-racks")?
      .planFact(
        Ratio.self, "'storage-and-racks'", evidence: .assumed, range: .notNegative,
        sample: "9% of servers", into: &diagnostics)
    terms.parts = parts(reader.optional("parts"), into: &diagnostics)
    ownership(&reader, into: &terms, &diagnostics)
    financing(&reader, into: &terms, &diagnostics)
    if let node = reader.optional("capital-charge") {
      terms.capitalCharge = capitalCharge(node, into: &diagnostics)
      // Interest on one purchase knows no second one, and no lease.
      var others = [("lease", terms.lease != nil), ("refresh", terms.refresh != nil)]
      // Level payments lead to the residual, and not along a curve.
      if terms.capitalCharge?.method == .recovery {
        others += [
          ("residual-curve", !terms.residualCurve.isEmpty), ("successor", terms.successor != nil),
        ]
      }
      for (key, isGiven) in others where isGiven {
        let charge =
          terms.capitalCharge?.method == .recovery ? "method: recovery" : "capital-charge"
        diagnostics.append(.conflict(charge, key, at: node.span))
      }
    }
    reader.finish(into: &diagnostics)
    return terms
  }

  /// A rate, or `{rate, method}`.
  private func capitalCharge(
    _ node: Node, into diagnostics: inout DiagnosticList
  ) -> CapitalCharge? {
    func rate(_ node: Node, _ what: String, _ range: PlanRange) -> Fact<PerSecond>? {
      node.planFact(
        PerSecond.self, what, evidence: .assumed, range: range, sample: "8% per year",
        into: &diagnostics)
    }
    guard node.mapping != nil else {
      return rate(node, "'capital-charge'", .notNegative).map {
        CapitalCharge(rate: $0, method: .average)
      }
    }
    var reader = MappingReader(node, what: "'capital-charge'", into: &diagnostics)
    let rateNode = reader.required("rate", into: &diagnostics)
    let method = reader.optional("method")?
      .choice(
        "method", among: CapitalCharge.Method.allCases.map(\.rawValue), into: &diagnostics
      )
      .flatMap(CapitalCharge.Method.init(rawValue:))
    reader.finish(into: &diagnostics)
    return rateNode.flatMap {
      // Level payments without interest are the straight line.
      rate($0, "'rate'", method == .recovery ? .positive : .notNegative)
    }.map { CapitalCharge(rate: $0, method: method ?? .average) }
  }

  /// Life, residual and delivery, which a way to acquire may state too.
  func ownership(
    _ reader: inout MappingReader, into terms: inout PurchaseTerms,
    _ diagnostics: inout DiagnosticList
  ) {
    if let life = reader.optional("life") {
      terms.life = life.planFact(
        Seconds.self, "'life'", evidence: .assumed, range: .positive, sample: "4 years",
        into: &diagnostics)
    }
    if let residual = reader.optional("residual") {
      terms.residual = residual.planFact(
        Ratio.self, "'residual'", evidence: .assumed, range: .share, sample: "10% of servers",
        into: &diagnostics)
    }
    if let delivery = reader.optional("delivery"),
      let months = wholeMonths(delivery, "'delivery'", into: &diagnostics)
    {
      terms.delivery = months
    }
  }

  /// A time in whole months.
  func wholeMonths(
    _ node: Node, _ what: String, into diagnostics: inout DiagnosticList
  ) -> Fact<Seconds>? {
    guard
      let fact = node.planFact(
        Seconds.self, what, evidence: .assumed, range: .notNegative, sample: "4 months",
        into: &diagnostics)
    else { return nil }
    let months = fact.value / TimeSpan.month
    guard abs(months - months.rounded()) < 1e-9, months <= 600, !fact.isRange else {
      diagnostics.append(
        .badRange(what, "whole months", node.scalar?.text ?? "", at: node.span))
      return nil
    }
    return fact
  }

  /// Dollars of an accelerator in its server: `$280 k per node`, or `$35 k per accelerator`.
  private func serverPrice(
    _ node: Node, of product: String, _ overrides: Overrides,
    into diagnostics: inout DiagnosticList
  ) -> Fact<Dollars>? {
    guard
      let price = node.planFact(
        Dollars.self, "'server'", evidence: .assumed, range: .positive, sample: "$280 k per node",
        into: &diagnostics), let text = node.scalar?.text
    else { return nil }
    if text.contains("per accelerator") || text.contains("/accelerator") { return price }
    guard text.contains("per node") || text.contains("/node") else {
      diagnostics.append(
        .badRange("'server'", "a price 'per node' or 'per accelerator'", text, at: node.span))
      return nil
    }
    let known = overrides.facts[product]?.nodeAccelerators
    guard
      let size = known
        ?? (try? context.registry.products([product]))?[product]?.product.facts.nodeAccelerators
    else {
      diagnostics.append(
        .badRange(
          "'server'", "a price per accelerator, as the node is unknown", text, at: node.span))
      return nil
    }
    return Fact(
      price.value / size.value, low: price.low / size.value, high: price.high / size.value,
      price.provenance)
  }

  /// Counted parts: `{name, price, count, per}`.
  func parts(_ node: Node?, into diagnostics: inout DiagnosticList) -> [FleetPart] {
    (node?.listOrOne ?? []).compactMap { item in
      var reader = MappingReader(item, what: "a part", into: &diagnostics)
      let name = reader.required("name", into: &diagnostics)?.text("'name'", into: &diagnostics)
      let priceNode = reader.required("price", into: &diagnostics)
      let count = reader.optional("count")?.planCount("'count'", into: &diagnostics)
      let basis = basis(reader.optional("per"), into: &diagnostics)
      let life = reader.optional("life")?
        .planFact(
          Seconds.self, "'life'", evidence: .assumed, range: .positive, sample: "15 years",
          into: &diagnostics)
      let depreciation = reader.optional("depreciation")
        .flatMap { self.depreciation($0, life: life, into: &diagnostics) }
      let source = reader.optional("source")
      reader.finish(into: &diagnostics)
      guard let name, let priceNode, let basis,
        let price = named(priceNode, Dollars.self, "'price'", name, source, into: &diagnostics)
      else { return nil }
      return FleetPart(
        name: name, price: price, count: count ?? .one, basis: basis, life: life,
        depreciation: depreciation)
    }
  }

  /// A price with its name as a note, and its source where it has one.
  func named<U: Unit>(
    _ node: Node, _ unit: U.Type, _ what: String, _ name: String, _ source: Node?,
    range: PlanRange = .notNegative, sample: String? = nil,
    into diagnostics: inout DiagnosticList
  ) -> Fact<U>? {
    let citation = source.flatMap { Self.citation($0, into: &diagnostics) }
    guard
      let fact = node.planFact(unit, what, range: range, sample: sample, into: &diagnostics)
    else { return nil }
    return fact.resting(
      on: Provenance(
        citation.map { .citations([$0]) } ?? fact.provenance.origin,
        evidence: citation == nil ? .assumed : .published, note: name,
        written: fact.provenance.written))
  }

  func basis(_ node: Node?, into diagnostics: inout DiagnosticList) -> CostBasis? {
    guard let node else { return .fleet }
    return node.choice("basis", among: CostBasis.allCases.map(\.rawValue), into: &diagnostics)
      .flatMap(CostBasis.init(rawValue:))
  }

  // MARK: Operation

  /// `operate`: power, room, support, people.
  func operation(_ node: Node?, into diagnostics: inout DiagnosticList) -> OperationTerms {
    var terms = OperationTerms()
    guard let node else { return terms }
    var reader = MappingReader(node, what: "'operate'", into: &diagnostics)
    terms.electricity = reader.optional("electricity").flatMap {
      perEnergy($0, "electricity", free: "included", sample: "$0.07/kWh", into: &diagnostics)
    }
    terms.colocation = reader.optional("colocation").flatMap {
      perEnergy($0, "colocation", free: "none", sample: "$130/kW per month", into: &diagnostics)
    }
    terms.support = reader.optional("support")?
      .planFact(
        PerSecond.self, "'support'", evidence: .assumed, range: .notNegative,
        sample: "3.5% of servers per year", into: &diagnostics)
    terms.staff = reader.optional("staff")?
      .planFact(
        DollarsPerSecond.self, "'staff'", evidence: .assumed, range: .notNegative,
        sample: "$1.2 M per year", into: &diagnostics)
    terms.lines = (reader.optional("lines")?.listOrOne ?? []).compactMap { item in
      var line = MappingReader(item, what: "a line", into: &diagnostics)
      let name = line.required("name", into: &diagnostics)?.text("'name'", into: &diagnostics)
      let price = line.required("price", into: &diagnostics)
      let basis = basis(line.optional("per"), into: &diagnostics)
      let source = line.optional("source")
      line.finish(into: &diagnostics)
      guard let name, let price, let basis,
        let fact = named(
          price, DollarsPerSecond.self, "'price'", name, source, into: &diagnostics)
      else { return nil }
      return OperatingLine(name: name, price: fact, basis: basis)
    }
    reader.finish(into: &diagnostics)
    return terms
  }

  /// A price of energy or of power held, or a word for none.
  private func perEnergy(
    _ node: Node, _ key: String, free: String, sample: String,
    into diagnostics: inout DiagnosticList
  ) -> Fact<DollarsPerJoule>? {
    if node.scalar?.text == free {
      return Fact(0, node.provenance(evidence: .assumed))
    }
    return node.planFact(
      DollarsPerJoule.self, "'\(key)'", evidence: .assumed, range: .notNegative, sample: sample,
      into: &diagnostics)
  }
}

extension Fact where U == Count {
  static var one: Fact<Count> {
    Fact(1, Provenance(.definition("one, unless the plan counts more"), evidence: nil))
  }
}
