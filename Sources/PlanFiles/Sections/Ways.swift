import Diagnostics
import Documents
import Figures
import HardwareKit
import Keys
import Planning
import Units

/// What a plan says of a rent.
struct Rental {
  let commitment: Commitment
  let segment: Segment
  let provider: String?
  let region: String?

  var way: Way { .rent(commitment, segment: segment, provider: provider, region: region) }

  static let section = Section<Rental>("rent", "Rent") { Rental.read($0) }

  /// The keys of a rent, which a bill has too.
  static func read(_ keys: Keys) -> Rental? {
    let word = keys.optional(
      "commitment", .words(["on-demand", "reserved", "spot", "capacity-block"]), "how firmly",
      without: "on-demand, or reserved with a term")
    let term = keys.optional(
      "term", .single(Seconds.self, .lasting, "12 months", sample: "12 months", decides: true),
      "12 or 36 months: the terms on record", without: "12 months")
    let segment: Segment? = keys.optional(
      "segment", .caseName, "kind of seller", without: "neocloud")
    let provider = keys.optional("provider", .text, "one seller", without: "the median of all")
    let region = keys.optional("region", .text, "where", without: "anywhere")
    let kind = word ?? (keys.has("term") ? "reserved" : "on-demand")
    var commitment = Commitment(rawValue: kind) ?? .onDemand
    if kind == "reserved" {
      switch term.map({ ($0.value / TimeSpan.month).rounded() }) ?? 12 {
      case 12: commitment = .reserved1Year
      case 36: commitment = .reserved3Years
      default:
        keys.refuse("term", "'12 months' or '36 months'")
        return nil
      }
    } else if term != nil, keys.has("commitment"), kind != "capacity-block",
      let place = keys.place
    {
      keys.reading.report(.conflict("term", "commitment: \(kind)", at: place.node.span))
      return nil
    }
    return Rental(
      commitment: commitment, segment: segment ?? .neocloud, provider: provider, region: region)
  }
}

/// What `buy` says of one way to have hardware.
struct Owning {
  let life: Fact<Seconds>?
  let residual: Fact<Ratio>?

  static let section = Section<Owning>("buy", "Purchase") { keys in
    Owning(
      life: keys.optional(
        "life", .fact(Seconds.self, .lasting, "4 years", sample: "4 years"), "useful life",
        without: "the catalogue's, assumed"),
      residual: keys.optional(
        "residual", .assumedShare("10% to 25% of price"), "value left at its end",
        without: "the catalogue's, assumed"))
  }
}

extension Way {
  static let section = Section<Way>(
    "way", "A way to have hardware", what: "a way to acquire"
  ) { keys in
    keys.one(of: [
      Variant(
        "rent", Form.orEmpty(Rental.section).map { $0.way }, "by the accelerator-hour"),
      Variant(
        "buy",
        Form.orEmpty(Owning.section).map { Way.buy(life: $0.life, residual: $0.residual) },
        "own the nodes"),
      Variant("endpoint", .orEmpty(endpointKeys), "tokens bought by the million"),
      Variant("bill", BillMethod.form.map { Way.bill($0) }, "as published training bills are made"),
    ])
  }

  static let endpointKeys = Section<Way>("endpoint", "Endpoint") { keys in
    .endpoint(
      provider: keys.optional("provider", .text, "one seller", without: "each of them"))
  }

  /// `acquire`: one way, or a list of them.
  static let form = Form<[Placed<Way>]>.several(Form.section(section).placed, noun: "way")
    .then { items, _, reading in
      WaysApart.named(items.map { ($0.value, $0.place.node.span) }, reading)
    }
  /// The same, or a map with a list for each workload.
  static let byWorkload = Form<[Named<[Way]>]>.named(form)

  static let wayKeys = ["rent", "buy", "endpoint", "bill"]
}

extension BillMethod {
  /// A method of published training bills, with its terms.
  static let form = Form<BillMethod>.kinds(
    of: "method", [("amortised", amortisedKeys), ("cloud-price", cloudKeys)])

  private static let cloudKeys = Section<BillMethod>(
    "cloud-bill", "A published bill at cloud prices", merged: false, what: "'bill'"
  ) { keys in
    _ = keys.required("method", .words(["cloud-price"]), "cloud-price")
    return Rental.read(keys).map {
      .cloudPrice($0.commitment, segment: $0.segment, provider: $0.provider, region: $0.region)
    }
  }

  private static let amortisedKeys = Section<BillMethod>(
    "amortised-bill", "A published bill by what the hardware loses in value", merged: false,
    what: "'bill'"
  ) { keys in
    _ = keys.required("method", .words(["amortised"]), "amortised")
    let acquired = keys.optional("acquired", .date, "when the hardware was bought")
    let terms = BillTerms(
      progress: keys.optional(
        "progress",
        .fact(PerSecond.self, .notNegative, "37% per year", evidence: .assumed),
        "loss of value", without: "the catalogue's"),
      networkShare: keys.optional(
        "network", .assumedShare("19%"), "share of a cluster", without: "the catalogue's"),
      electricity: keys.optional(
        "electricity",
        .fact(DollarsPerJoule.self, .notNegative, "$0.08/kWh", evidence: .assumed),
        "price of energy", without: "the catalogue's"),
      pue: keys.optional(
        "pue", .fact(Ratio.self, .positive, "1.25", evidence: .assumed),
        "facility over equipment", without: "the catalogue's"))
    return .amortised(acquired: acquired?.firstDay, terms)
  }
}

// MARK: Ways to meet the need of a fleet

/// A way to meet a need, with what it says of the delivery of what is bought.
struct NeedWay {
  var option: NeedTerms.Option
  var delivery: Placed<Fact<Seconds>>?

  init(_ option: NeedTerms.Option) { self.option = option }

  /// Ways as in any plan, `buy` with its delivery, leases, and `hybrid: {base: buy, peak: on-demand}`.
  static let section = Section<NeedWay>(
    "fleet-way", "A way to meet a need", what: "a way to acquire"
  ) { keys in
    keys.never("endpoint") { .endpointOfFleet(at: $0) }
    return keys.one(of: [
      Variant(
        "rent", Form.orEmpty(Rental.section).map { NeedWay(.one($0.way)) },
        "by the accelerator-hour"),
      Variant("buy", .orEmpty(owned), "own the nodes"),
      Variant(
        "lease", Form.section(LeaseTerms.section).map { NeedWay(.lease($0)) },
        "owned by the month"),
      Variant("hybrid", .section(hybrid), "own or reserve the base, rent the peak"),
    ])
  }

  static let form = Form<[Placed<NeedWay>]>.several(Form.section(section).placed, noun: "way")
    .then { items, _, reading in
      let named = WaysApart.named(items.map { ($0.value.option, $0.place.node.span) }, reading)
      return zip(items, named).map { item, option in
        var way = item.value
        way.option = option
        return way
      }
    }

  private static let owned = Section<NeedWay>("fleet-owned", "Purchase to meet a need") { keys in
    let terms = OwningTerms(keys)
    var way = NeedWay(.one(.buy(life: terms.life, residual: terms.residual)))
    way.delivery = terms.delivery
    return way
  }

  private static let hybrid = Section<NeedWay>("hybrid", "Base and peak") { keys in
    let base = keys.required(
      "base", .words(["buy", "reserved-1y", "reserved-3y"]), "what is held all the time")
    let peak = keys.required("peak", .words(["on-demand", "spot"]), "what comes on top")
    guard let base, let peak = peak.flatMap(Commitment.init) else { return nil }
    let held: Way =
      Commitment(rawValue: base).map {
        .rent($0, segment: .neocloud, provider: nil, region: nil)
      } ?? .buy(life: nil, residual: nil)
    return NeedWay(
      .hybrid(
        base: held, peak: .rent(peak, segment: .neocloud, provider: nil, region: nil)))
  }
}

extension LeaseTerms {
  /// A rate, a term, and the price at which the fleet may be kept.
  static let section = Section<LeaseTerms>("lease", "A lease", merged: false) { keys in
    let rate = keys.required(
      "rate",
      .fact(
        PerSecond.self, .notNegative, "9% per year", evidence: .assumed, sample: "9% per year"),
      "interest in the payments")
    let term = keys.required(
      "term", .wholeMonths("36 months", from: 1), "whole months, at most the horizon")
    let buyOut = keys.required(
      "buy-out", .assumedShare("10% of capital", sample: "10% of capital"),
      "price at which the fleet is kept")
    guard let rate, let term, let buyOut else { return nil }
    return LeaseTerms(rate: rate, term: term, buyOut: buyOut)
  }
}

/// Life, residual and delivery of what is bought.
struct OwningTerms {
  var life: Fact<Seconds>?
  var residual: Fact<Ratio>?
  var delivery: Placed<Fact<Seconds>>?

  init(_ keys: Keys) {
    life = keys.optional(
      "life", .fact(Seconds.self, .lasting, "48 months", evidence: .assumed, sample: "4 years"),
      "useful life", without: "the catalogue's")
    residual = keys.optional(
      "residual", .assumedShare("10% to 20% of servers", sample: "10% of servers"),
      "value at its end", without: "the catalogue's")
    delivery = keys.optional(
      "delivery", Form.wholeMonths("4 months").placed, "from payment to the first hour",
      without: "at once")
  }
}
