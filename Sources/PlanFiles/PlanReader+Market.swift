import Diagnostics
import Documents
import Figures
import HardwareKit
import Planning
import Units

/// What hours are sold for, and what rents do.
extension PlanReader {
  /// `market` of a fleet that is rented out.
  func sale(
    _ node: Node, _ products: [String], overrides: inout Overrides,
    into diagnostics: inout DiagnosticList
  ) -> SaleTerms? {
    var reader = MappingReader(node, what: "'market'", into: &diagnostics)
    let priceNode = reader.optional("price")
    let spotNode = reader.optional("spot")
    let useNode = reader.required("utilisation", into: &diagnostics)
    let mixNode = reader.optional("mix")
    let discountNode = reader.optional("discounts")
    let contract = reader.optional("contract").flatMap {
      wholeMonths($0, "'contract'", into: &diagnostics)
    }
    reader.finish(into: &diagnostics)
    var segment = Segment.neocloud
    var commitment = Commitment.onDemand
    var path = PriceTerms.flat
    if let priceNode {
      var price = MappingReader(priceNode, what: "'price'", into: &diagnostics)
      (segment, commitment) = kind(&price, into: &diagnostics)
      let start = price.optional("start")
      let forward = price.optional("forward")
      let then = price.optional("then")
      path = self.path(&price, mayCost: true, into: &diagnostics)
      for key in ["start", "change", "series"] where forward != nil {
        guard let entry = price.entry(key) else { continue }
        diagnostics.append(.conflict(key, "forward", at: entry.value.span))
      }
      price.finish(into: &diagnostics)
      self.start(start, segment, commitment, products, overrides: &overrides, into: &diagnostics)
      if let forward {
        self.forward(
          forward, then: then, segment, commitment, products, into: &path, overrides: &overrides,
          &diagnostics)
      } else if let then {
        diagnostics.append(.missingKey("forward", in: "a price with 'then'", at: then.span))
      }
    }
    let spot = spotNode.flatMap { node -> SpotTerms? in
      var spot = MappingReader(node, what: "'spot'", into: &diagnostics)
      let start = spot.optional("start")?
        .planFact(
          DollarsPerSecond.self, "'start'", evidence: .assumed, range: .positive,
          sample: "$1.20/h", into: &diagnostics)
      let path = self.path(&spot, mayCost: true, into: &diagnostics)
      spot.finish(into: &diagnostics)
      return SpotTerms(start: start, path: path)
    }
    let mix = mix(mixNode, into: &diagnostics)
    let discounts = discounts(
      discountNode, mix: mix, quoted: commitment, mixNode ?? node, hasSpot: spot?.start != nil,
      into: &diagnostics)
    let utilisation = useNode.flatMap { self.utilisation($0, into: &diagnostics) }
    guard let utilisation, let mix, let discounts else { return nil }
    return SaleTerms(
      segment: segment, commitment: commitment, path: path, spot: spot,
      contract: contract ?? .oneMonth, mix: mix, discounts: discounts, utilisation: utilisation)
  }

  /// `market` of a need: how rents change.
  func rents(
    _ node: Node?, _ products: [String], overrides: inout Overrides,
    into diagnostics: inout DiagnosticList
  ) -> PriceTerms {
    guard let node else { return .flat }
    var reader = MappingReader(node, what: "'market'", into: &diagnostics)
    let priceNode = reader.optional("price")
    reader.finish(into: &diagnostics)
    guard let priceNode else { return .flat }
    var price = MappingReader(priceNode, what: "'price'", into: &diagnostics)
    let (segment, commitment) = kind(&price, into: &diagnostics)
    let start = price.optional("start")
    for key in ["forward", "then"] {
      guard let node = price.optional(key) else { continue }
      diagnostics.append(.conflict(key, "acquire", at: node.span))
    }
    let path = self.path(&price, mayCost: false, into: &diagnostics)
    price.finish(into: &diagnostics)
    self.start(start, segment, commitment, products, overrides: &overrides, into: &diagnostics)
    return path
  }

  /// Segment and commitment of which a price is a price.
  private func kind(
    _ reader: inout MappingReader, into diagnostics: inout DiagnosticList
  ) -> (Segment, Commitment) {
    let segment = reader.optional("segment")?
      .choice("segment", among: Segment.allCases.map(\.rawValue), into: &diagnostics)
      .flatMap(Segment.init(rawValue:))
    let commitment = reader.optional("commitment")?
      .choice("commitment", among: Commitment.allCases.map(\.rawValue), into: &diagnostics)
      .flatMap(Commitment.init(rawValue:))
    return (segment ?? .neocloud, commitment ?? .onDemand)
  }

  /// The price of the first month, for all products or by product; goes over the market's record.
  private func start(
    _ node: Node?, _ segment: Segment, _ commitment: Commitment, _ products: [String],
    overrides: inout Overrides, into diagnostics: inout DiagnosticList
  ) {
    guard let node, node.scalar?.text != "today" else { return }
    byProduct(node, "'start'", products, into: &diagnostics) { id, item, diagnostics in
      let fact = item.planFact(
        DollarsPerSecond.self, "'start'", evidence: .assumed, range: .positive, sample: "$2.20/h",
        into: &diagnostics)
      if let fact {
        overrides.rents["\(id).rent.\(segment.rawValue).\(commitment.rawValue)"] = fact
      }
    }
  }

  /// `forward`, for all products or by product, and what follows after it. The first price goes over the
  /// market's record, as a start does.
  private func forward(
    _ node: Node, then: Node?, _ segment: Segment, _ commitment: Commitment, _ products: [String],
    into terms: inout PriceTerms, overrides: inout Overrides, _ diagnostics: inout DiagnosticList
  ) {
    if let rate = then?.planRate("'then'", evidence: .assumed, into: &diagnostics) {
      (terms.change, terms.period) = rate
    }
    // What is wrong with a list of all products is said once.
    if node.mapping == nil || node.mapping?["term"] != nil {
      let points = forwardPoints(node, into: &diagnostics)
      for id in products { terms.forward[id] = points }
    } else {
      byProduct(node, "'forward'", products, into: &diagnostics) { id, item, diagnostics in
        terms.forward[id] = forwardPoints(item, into: &diagnostics)
      }
    }
    for (id, points) in terms.forward {
      overrides.rents["\(id).rent.\(segment.rawValue).\(commitment.rawValue)"] = points.first?.price
    }
  }

  /// Points whose terms rise and between which no price is below nothing.
  private func forwardPoints(
    _ node: Node, into diagnostics: inout DiagnosticList
  ) -> [ForwardPoint] {
    var points: [ForwardPoint] = []
    if node.listOrOne.isEmpty {
      diagnostics.append(.nothingListed("point", "'forward'", at: node.span))
    }
    for item in node.listOrOne {
      var reader = MappingReader(item, what: "a point of 'forward'", into: &diagnostics)
      let termNode = reader.required("term", into: &diagnostics)
      let priceNode = reader.required("price", into: &diagnostics)
      let source = reader.optional("source")
      reader.finish(into: &diagnostics)
      let price = priceNode.flatMap {
        named(
          $0, DollarsPerSecond.self, "'price'", "quoted for a term", source, range: .positive,
          sample: "$5.40/h", into: &diagnostics)
      }
      guard let termNode, let term = wholeMonths(termNode, "'term'", into: &diagnostics),
        let priceNode, let price
      else { continue }
      // A term is as good as the quote that it is of.
      let point = ForwardPoint(
        term: source == nil ? term : term.resting(on: price.provenance), price: price)
      guard term.value > points.last?.term.value ?? 0 else {
        diagnostics.append(
          .badRange(
            "'term'", points.isEmpty ? "a month or more" : "terms that rise",
            term.provenance.written ?? "", at: termNode.span))
        continue
      }
      if let last = points.last, point.impliedPrice(after: last) <= 0 {
        let least = last.price.value * last.term.value / term.value
        diagnostics.append(
          .badRange(
            "'price'",
            "more than \(format(least, as: .dollarsPerHour)), as the first \(last.months) months alone cost as much,",
            price.provenance.written ?? "", at: priceNode.span))
      }
      points.append(point)
    }
    return points
  }

  /// Change, floor and step.
  ///
  /// - Parameters:
  ///   - mayCost: Whether `operating-cost` is a floor, which only an operator has.
  ///   - hasFloor: Whether there is a floor at all.
  private func path(
    _ reader: inout MappingReader, mayCost: Bool, hasFloor: Bool = true,
    into diagnostics: inout DiagnosticList
  ) -> PriceTerms {
    var terms = PriceTerms.flat
    if let rate = reader.optional("change")?
      .planRate("'change'", evidence: .assumed, into: &diagnostics)
    {
      (terms.change, terms.period) = rate
    }
    if hasFloor, let node = reader.optional("series") {
      terms.series = node.text("'series'", into: &diagnostics)
    }
    if hasFloor, let node = reader.optional("floor") {
      if node.scalar?.text == "operating-cost", mayCost {
        terms.floor = .operatingCost
      } else if let text = node.scalar?.text, !text.contains(where: \.isNumber) {
        let words = mayCost ? ["operating-cost", "none"] : ["none"]
        _ = node.choice("floor", among: words, into: &diagnostics)
      } else if let amount = node.planFact(
        DollarsPerSecond.self, "'floor'", evidence: .assumed, range: .notNegative,
        sample: "$0.70/h", into: &diagnostics)
      {
        terms.floor = .amount(amount)
      }
    }
    if let node = reader.optional("step") {
      var step = MappingReader(node, what: "'step'", into: &diagnostics)
      let at = step.required("at", into: &diagnostics)
      let by = step.required("by", into: &diagnostics)?
        .planFact(Ratio.self, "'by'", evidence: .assumed, sample: "-25%", into: &diagnostics)
      step.finish(into: &diagnostics)
      let month = at.flatMap { self.month($0, "'at'", into: &diagnostics) }
      if let by, by.low <= -1 {
        diagnostics.append(
          .badRange("'by'", "above -100%", by.provenance.written ?? "", at: node.span))
      } else if let month, let by {
        terms.step = PriceTerms.Step(month: month, change: by)
      }
    }
    return terms
  }

  /// `month 12`.
  private func month(
    _ node: Node, _ what: String, into diagnostics: inout DiagnosticList
  ) -> Int? {
    guard let text = node.text(what, into: &diagnostics) else { return nil }
    guard text.hasPrefix("month "), let month = Int(text.dropFirst(6)), (1...600).contains(month)
    else {
      diagnostics.append(.badRange(what, "a month such as 'month 12'", text, at: node.span))
      return nil
    }
    return month
  }

  // MARK: Mix and use

  /// Shares that add up to one; all on demand where the plan says nothing.
  private func mix(
    _ node: Node?, into diagnostics: inout DiagnosticList
  ) -> CommitmentShares? {
    let none = Fact<Ratio>(0, Provenance(.definition("none sold this way"), evidence: nil))
    let all = Fact<Ratio>(1, Provenance(.definition("all sold on demand"), evidence: nil))
    guard let node else { return CommitmentShares(reserved: none, onDemand: all, spot: none) }
    let shares = shares(node, "'mix'", ["reserved", "on-demand", "spot"], into: &diagnostics)
    let sum = shares.values.reduce(0) { $0 + $1.value }
    guard abs(sum - 1) < 1e-9 else {
      diagnostics.append(
        .badRange("the shares of 'mix'", "100% in all", format(sum, as: .percent), at: node.span))
      return nil
    }
    return CommitmentShares(
      reserved: shares["reserved"] ?? none, onDemand: shares["on-demand"] ?? none,
      spot: shares["spot"] ?? none)
  }

  /// Discounts for what the mix sells, and for what the price is a price of: without one it says
  /// nothing about the others.
  private func discounts(
    _ node: Node?, mix: CommitmentShares?, quoted: Commitment, _ place: Node, hasSpot: Bool,
    into diagnostics: inout DiagnosticList
  ) -> CommitmentShares? {
    let none = Fact<Ratio>(0, Provenance(.definition("no discount"), evidence: nil))
    let given =
      node.map { shares($0, "'discounts'", ["reserved", "spot"], into: &diagnostics) } ?? [:]
    let isSold = [
      "reserved": (mix?.reserved.value ?? 0) > 0,
      "spot": (mix?.spot.value ?? 0) > 0 && !hasSpot,
    ]
    let isQuoted = ["reserved": quoted.committedMonths > 0, "spot": quoted == .spot]
    for key in ["reserved", "spot"] where given[key] == nil {
      guard isSold[key] == true || isQuoted[key] == true else { continue }
      diagnostics.append(.missingKey(key, in: "'discounts'", at: node?.span ?? place.span))
      return nil
    }
    if let full = given.first(where: { $0.value.high >= 1 }) {
      diagnostics.append(
        .badRange(
          "'\(full.key)'", "less than 100%", full.value.provenance.written ?? "",
          at: node?.span ?? place.span))
      return nil
    }
    return CommitmentShares(
      reserved: given["reserved"] ?? none, onDemand: none, spot: given["spot"] ?? none)
  }

  private func shares(
    _ node: Node, _ what: String, _ keys: [String], into diagnostics: inout DiagnosticList
  ) -> [String: Fact<Ratio>] {
    var reader = MappingReader(node, what: what, into: &diagnostics)
    var result: [String: Fact<Ratio>] = [:]
    for key in keys {
      result[key] = reader.optional(key)?
        .planFact(
          Ratio.self, "'\(key)'", evidence: .assumed, range: .share, sample: "20%",
          into: &diagnostics)
    }
    reader.finish(into: &diagnostics)
    return result
  }

  private func utilisation(
    _ node: Node, into diagnostics: inout DiagnosticList
  ) -> UtilisationTerms? {
    var reader = MappingReader(node, what: "'utilisation'", into: &diagnostics)
    func share(_ node: Node?, _ key: String) -> Fact<Ratio>? {
      node?.planFact(
        Ratio.self, "'\(key)'", evidence: .assumed, range: .share, sample: "70%",
        into: &diagnostics)
    }
    let steadyNode = reader.required("steady", into: &diagnostics)
    let startNode = reader.optional("start")
    let ramp = reader.optional("ramp")?
      .planFact(
        Seconds.self, "'ramp'", evidence: .assumed, range: .notNegative, sample: "6 months",
        into: &diagnostics)
    let fall = fall(&reader, into: &diagnostics)
    reader.finish(into: &diagnostics)
    let start = share(startNode, "start")
    guard let steady = share(steadyNode, "steady") else { return nil }
    let none = Provenance(.definition("no ramp given"), evidence: nil)
    return UtilisationTerms(
      start: start ?? Fact(0, none), ramp: ramp ?? Fact(0, none), steady: steady, fall: fall)
  }

  /// `change` and `step` of the demand for hours, which falls as prices do; a rise is the ramp's.
  private func fall(
    _ reader: inout MappingReader, into diagnostics: inout DiagnosticList
  ) -> PriceTerms? {
    let terms = path(&reader, mayCost: false, hasFloor: false, into: &diagnostics)
    guard reader.entry("change") != nil || reader.entry("step") != nil else { return nil }
    if terms.change.high > 0 || (terms.step?.change.high ?? 0) > 0 {
      diagnostics.append(
        .badRange(
          "'utilisation'", "a 'change' and a 'step' of 0% or less, as rises are 'ramp',",
          terms.change.high > 0
            ? terms.change.provenance.written ?? "" : terms.step?.change.provenance.written ?? "",
          at: reader.span))
    }
    return terms
  }

  // MARK: Ways to meet a need

  /// Ways as in any plan, `buy` with its delivery, and `hybrid: {base: buy, peak: on-demand}`.
  func options(
    _ node: Node, purchase: inout PurchaseTerms, into diagnostics: inout DiagnosticList
  ) -> [NeedTerms.Option] {
    var options: [NeedTerms.Option] = []
    if node.listOrOne.isEmpty {
      diagnostics.append(.nothingListed("way", "'acquire'", at: node.span))
    }
    for item in node.listOrOne {
      if let hybrid = item.mapping?["hybrid"] {
        var outer = MappingReader(item, what: "a way to acquire", into: &diagnostics)
        _ = outer.optional("hybrid")
        outer.finish(into: &diagnostics)
        var reader = MappingReader(hybrid, what: "'hybrid'", into: &diagnostics)
        let base = reader.required("base", into: &diagnostics)?
          .choice("base", among: ["buy", "reserved-1y", "reserved-3y"], into: &diagnostics)
        let peak = reader.required("peak", into: &diagnostics)?
          .choice("peak", among: ["on-demand", "spot"], into: &diagnostics)
        reader.finish(into: &diagnostics)
        if let base = base.flatMap(Self.heldWay), let peak = peak.flatMap(Commitment.init) {
          options.append(
            .hybrid(
              base: base, peak: .rent(peak, segment: .neocloud, provider: nil, region: nil)))
        }
      } else if let buy = item.mapping?["buy"], !buy.isNull {
        var outer = MappingReader(item, what: "a way to acquire", into: &diagnostics)
        _ = outer.optional("buy")
        outer.finish(into: &diagnostics)
        var reader = MappingReader(buy, what: "'buy'", into: &diagnostics)
        ownership(&reader, into: &purchase, &diagnostics)
        reader.finish(into: &diagnostics)
        options.append(.one(.buy(life: nil, residual: nil)))
      } else if item.mapping?["endpoint"] != nil {
        diagnostics.append(.endpointOfFleet(at: item.span))
      } else if let lease = item.mapping?["lease"] {
        var outer = MappingReader(item, what: "a way to acquire", into: &diagnostics)
        _ = outer.optional("lease")
        outer.finish(into: &diagnostics)
        if let terms = self.lease(lease, into: &diagnostics) { options.append(.lease(terms)) }
      } else if let way = way(item, into: &diagnostics) {
        options.append(.one(way))
      }
    }
    return options
  }

  private static func heldWay(_ word: String) -> Way? {
    word == "buy"
      ? .buy(life: nil, residual: nil)
      : Commitment(rawValue: word).map {
        .rent($0, segment: .neocloud, provider: nil, region: nil)
      }
  }
}

extension Fact where U == Seconds {
  /// Contracts follow the market where the plan gives no term.
  static var oneMonth: Fact<Seconds> {
    Fact(
      TimeSpan.month,
      Provenance(.definition("no term given: a new price each month"), evidence: nil))
  }
}
