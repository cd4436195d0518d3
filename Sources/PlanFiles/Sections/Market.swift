import Diagnostics
import Documents
import Figures
import HardwareKit
import Keys
import Planning
import Units

/// `market` of a fleet that is rented out: what hours are sold for, and what rents do.
struct GivenMarket {
  var price: GivenPrice?
  var sale: SaleTerms

  /// Prices of single products go over the market's record.
  func terms(of products: [String], in overrides: inout Overrides) -> SaleTerms {
    var sale = sale
    if let price {
      price.setStarts(of: products, in: &overrides)
      sale.path.forward = price.forward(of: products, in: &overrides)
    }
    return sale
  }
}

/// `price`: of what it is a price, where it starts, and where it goes.
struct GivenPrice {
  var segment = Segment.neocloud
  var commitment = Commitment.onDemand
  /// Nil for `today`: the market's.
  var start: ByProduct<Fact<DollarsPerSecond>?>?
  var forward: ByProduct<[ForwardPoint]>?
  var terms = PriceTerms.flat

  private func key(_ product: String) -> String {
    "\(product).rent.\(segment.rawValue).\(commitment.rawValue)"
  }

  func setStarts(of products: [String], in overrides: inout Overrides) {
    for (id, price) in start?.values(of: products) ?? [] {
      if let price { overrides.rents[key(id)] = price }
    }
  }

  /// Points by product; the first goes over the market's record, as a start does.
  func forward(
    of products: [String], in overrides: inout Overrides
  ) -> [String: [ForwardPoint]] {
    var result: [String: [ForwardPoint]] = [:]
    for (id, points) in forward?.values(of: products) ?? [] {
      result[id] = points
      overrides.rents[key(id)] = points.first?.price
    }
    return result
  }
}

extension PlanReader {
  var market: Section<GivenMarket> {
    Section("market", "The market of a fleet that is rented out", what: "'market'") { keys in
      let price = keys.optional(
        "price", .section(price), "what an hour sells for", without: "the market's of the day")
      let spot = keys.optional(
        "spot", .section(Self.spot), "spot, which has gone other ways",
        without: "follows the price")
      let utilisation = keys.required(
        "utilisation", .section(UtilisationTerms.section), "hours sold of hours owned")
      let mix = keys.optional(
        "mix", .section(CommitmentShares.mix), "shares of the hours, 100% in all",
        without: "all on demand")
      let discounts = keys.optional(
        "discounts", .section(CommitmentShares.discounts), "against the price on demand")
      let contract = keys.optional(
        "contract", .wholeMonths("12 months"), "for which reserved hours keep their price",
        without: "a new price each month")
      let sold = keys.has("mix") ? mix : .allOnDemand
      let commitment = price?.commitment ?? .onDemand
      guard let sold,
        CommitmentShares.check(
          discounts, sold: sold, quoted: commitment, hasSpot: spot?.start != nil, keys),
        let utilisation
      else { return nil }
      return GivenMarket(
        price: price,
        sale: SaleTerms(
          segment: price?.segment ?? .neocloud, commitment: commitment,
          path: price?.terms ?? .flat, spot: spot, contract: contract ?? .oneMonth, mix: sold,
          discounts: discounts?.shares ?? .none, utilisation: utilisation))
    }
  }

  /// `market` of a need: how rents change.
  var needMarket: Section<GivenPrice> {
    Section("need-market", "The market of a need", what: "'market'") { keys in
      keys.optional(
        "price", .section(needPrice), "what an hour is rented for",
        without: "the market's of the day") ?? GivenPrice()
    }
  }

  private var price: Section<GivenPrice> {
    Section("price", "A price path") { keys in
      var price = kind(keys)
      let forward = keys.optional(
        "forward",
        byProduct(ForwardPoint.form, isOne: { $0["term"] != nil }),
        "prices by the length of a commitment, in place of start, change and series")
      let then = keys.optional(
        "then", .rate("-10% per year", evidence: .assumed),
        "change after the last term of forward")
      price.terms = PriceTerms(keys, floor: .ofOperator)
      price.forward = forward
      if let then { (price.terms.change, price.terms.period) = (then.change, then.period) }
      for key in ["start", "change", "series"] where keys.has("forward") {
        guard let place = keys.place(of: key) else { continue }
        keys.reading.report(.conflict(key, "forward", at: place.node.span))
      }
      if !keys.has("forward"), let place = keys.place(of: "then") {
        keys.reading.report(.missingKey("forward", in: "a price with 'then'", at: place.node.span))
      }
      return price
    }
  }

  private var needPrice: Section<GivenPrice> {
    Section("need-price", "A path of rents", what: "'price'") { keys in
      var price = kind(keys)
      price.terms = PriceTerms(keys, floor: .ofAnybody)
      return price
    }
  }

  /// Of what the price is a price, and the first one.
  private func kind(_ keys: Keys) -> GivenPrice {
    var price = GivenPrice()
    price.segment =
      keys.optional("segment", .caseName, "kind of seller", without: "neocloud") ?? .neocloud
    price.commitment =
      keys.optional("commitment", .caseName, "how firmly", without: "on-demand") ?? .onDemand
    price.start = keys.optional(
      "start",
      byProduct(
        .word(
          ["today"], { _, _ in nil },
          or: Form.fact(
            DollarsPerSecond.self, .positive, "$2.20/h", evidence: .assumed, sample: "$2.20/h"
          ).map(Optional.some))),
      "the first price, or today", without: "the market's")
    return price
  }

  private static let spot = Section<SpotTerms>("spot", "The path of spot prices") { keys in
    let start = keys.optional(
      "start",
      .fact(
        DollarsPerSecond.self, .positive, "$1.20/h", evidence: .assumed, sample: "$1.20/h"),
      "the first price", without: "a discount")
    return SpotTerms(start: start, path: PriceTerms(keys, floor: .ofOperator))
  }
}

extension ForwardPoint {
  /// Points whose terms rise and between which no price is below nothing.
  static let form = Form<[Placed<ForwardPoint>]>.several(
    Form.section(section).placed, noun: "point"
  ).then { given, _, reading in
    var points: [ForwardPoint] = []
    for item in given {
      let point = item.value
      let node = item.place.node
      guard point.term.value > points.last?.term.value ?? 0 else {
        reading.report(
          .badRange(
            "'term'", points.isEmpty ? "a month or more" : "terms that rise",
            point.term.provenance.written ?? "", at: node["term"]?.span ?? node.span))
        continue
      }
      if let last = points.last, point.impliedPrice(after: last) <= 0 {
        let least = last.price.value * last.term.value / point.term.value
        reading.report(
          .badRange(
            "'price'",
            "more than \(format(least, as: .dollarsPerHour)), as the first \(last.months) months alone cost as much,",
            point.price.provenance.written ?? "", at: node["price"]?.span ?? node.span))
      }
      points.append(point)
    }
    return points
  }

  private static let section = Section<ForwardPoint>(
    "forward", "A point of a forward curve", merged: false, what: "a point of 'forward'"
  ) { keys in
    let term = keys.required(
      "term", .wholeMonths("36 months"), "from the first month on, longer than the last")
    let price = keys.required(
      "price", .fact(DollarsPerSecond.self, .positive, "$5.40/h", sample: "$5.40/h"),
      "of an hour, the mean over the term")
    let source = keys.source()
    guard let term, let price else { return nil }
    let quoted = price.resting(on: source, note: "quoted for a term")
    // A term is as good as the quote that it is of.
    guard let source else { return ForwardPoint(term: term, price: quoted) }
    return ForwardPoint(
      term: term.resting(
        on: Provenance(
          .citations([source]), evidence: .published, note: "quoted for a term",
          written: price.provenance.written, keys: term.provenance.keys)), price: quoted)
  }
}

extension PriceTerms {
  /// What a price cannot fall below: an operator's own cost too, or an amount alone.
  enum FloorKind {
    case ofOperator, ofAnybody
  }

  /// Change, series, floor and step.
  ///
  /// - Parameter floor: Nil where there is no floor.
  init(_ keys: Keys, floor kind: FloorKind?) {
    self = .flat
    let change = keys.optional(
      "change", .rate("-20% per year", evidence: .assumed), "change", without: "flat")
    if let change { (self.change, period) = (change.change, change.period) }
    if let kind {
      series = keys.optional(
        "series", .text, "kind of dated prices that the change is fitted to")
      floor = keys.optional("floor", Self.floorForm(kind), "the least price") ?? .none
    }
    step = keys.optional("step", .section(Step.section), "one jump")
  }

  private static func floorForm(_ kind: FloorKind) -> Form<Floor> {
    let amount = Form.fact(
      DollarsPerSecond.self, .notNegative, "$0.70/h", evidence: .assumed, sample: "$0.70/h"
    ).map { Floor.amount($0) }
    let words = kind == .ofOperator ? ["operating-cost", "none"] : ["none"]
    let spelt = Form<String>.words(words)
    return Form(
      .either([.choice(words), amount.shape]), measure: amount.measure
    ) { place, reading in
      if let text = place.node.scalar?.text, !text.contains(where: \.isNumber) {
        return spelt.read(place, reading).map { $0 == "none" ? .none : .operatingCost }
      }
      return amount.read(place, reading)
    }
  }
}

// MARK: Mix and use

/// Discounts as they are given.
struct GivenDiscounts {
  var reserved: Fact<Ratio>?
  var spot: Fact<Ratio>?

  var shares: CommitmentShares {
    let none = CommitmentShares.none
    return CommitmentShares(
      reserved: reserved ?? none.reserved, onDemand: none.onDemand, spot: spot ?? none.spot)
  }
}

extension CommitmentShares {
  static var none: CommitmentShares {
    let none = Fact<Ratio>(0, Provenance(.definition("no discount"), evidence: nil))
    return CommitmentShares(reserved: none, onDemand: none, spot: none)
  }

  static var allOnDemand: CommitmentShares {
    CommitmentShares(
      reserved: noneSold,
      onDemand: Fact(1, Provenance(.definition("all sold on demand"), evidence: nil)),
      spot: noneSold)
  }

  private static var noneSold: Fact<Ratio> {
    Fact(0, Provenance(.definition("none sold this way"), evidence: nil))
  }

  /// Shares that add up to one.
  static let mix = Section<CommitmentShares>("mix", "Mix of what is sold") { keys in
    func share(_ name: String) -> Fact<Ratio> {
      keys.optional(name, .assumedShare("70%", sample: "20%"), "share of the hours") ?? noneSold
    }
    let (reserved, onDemand, spot) = (share("reserved"), share("on-demand"), share("spot"))
    let sum = reserved.value + onDemand.value + spot.value
    guard abs(sum - 1) < 1e-9 else {
      if let place = keys.place {
        keys.reading.report(
          .badRange(
            "the shares of 'mix'", "100% in all", format(sum, as: .percent), at: place.node.span))
      }
      return nil
    }
    return CommitmentShares(reserved: reserved, onDemand: onDemand, spot: spot)
  }

  static let discounts = Section<GivenDiscounts>("discounts", "Discounts") { keys in
    func discount(_ name: String) -> Fact<Ratio>? {
      keys.optional(
        name,
        .fact(
          Ratio.self, .share.below(1, "less than 100%"), "25%", evidence: .assumed, sample: "20%"),
        "against the price on demand")
    }
    return GivenDiscounts(reserved: discount("reserved"), spot: discount("spot"))
  }

  /// Discounts are needed for what the mix sells, and for what the price is a price of: without one it
  /// says nothing about the others.
  static func check(
    _ given: GivenDiscounts?, sold: CommitmentShares, quoted: Commitment, hasSpot: Bool,
    _ keys: Keys
  ) -> Bool {
    let isNeeded = [
      ("reserved", given?.reserved, sold.reserved.value > 0 || quoted.committedMonths > 0),
      ("spot", given?.spot, sold.spot.value > 0 && !hasSpot || quoted == .spot),
    ]
    for (key, value, isNeeded) in isNeeded where value == nil && isNeeded {
      guard let place = keys.place(of: "discounts") ?? keys.place(of: "mix") ?? keys.place else {
        return false
      }
      // What is wrong with one that is given has been told.
      if let node = keys.place(of: "discounts")?.node[key], !node.isNull { return false }
      keys.reading.report(.missingKey(key, in: "'discounts'", at: place.node.span))
      return false
    }
    return true
  }
}

extension UtilisationTerms {
  static let section = Section<UtilisationTerms>("utilisation", "Utilisation") { keys in
    let start = keys.optional(
      "start", .assumedShare("0%", sample: "70%"), "in the first month", without: "as steady")
    let ramp = keys.optional(
      "ramp",
      .fact(
        Seconds.self, .notNegative.atMost(Bounds.longest, "at most 50 years"), "6 months",
        evidence: .assumed, sample: "6 months"),
      "until it is steady", without: "at once")
    let steady = keys.required(
      "steady", .assumedShare("60% to 80%", sample: "70%"), "after the ramp")
    let fall = PriceTerms(keys, floor: nil)
    let falls = keys.has("change") || keys.has("step")
    if falls, fall.change.high > 0 || (fall.step?.change.high ?? 0) > 0, let place = keys.place {
      let rise = fall.change.high > 0 ? fall.change.provenance : fall.step?.change.provenance
      keys.reading.report(
        .badRange(
          "'utilisation'", "a 'change' and a 'step' of 0% or less, as rises are 'ramp',",
          rise?.written ?? "", at: place.node.span))
    }
    guard let steady else { return nil }
    let none = Provenance(.definition("no ramp given"), evidence: nil)
    return UtilisationTerms(
      start: start ?? Fact(0, none), ramp: ramp ?? Fact(0, none), steady: steady,
      fall: falls ? fall : nil)
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
