public import Figures
public import Units

/// The market that a plan buys in: a day, a kind of seller, and what the plan knows better.
public struct Market: Sendable {
  public var asOf: CivilDate
  public var segment: Segment
  public var provider: String?
  public var region: String?
  /// The model that tokens are bought of, by its id; `nil` where no endpoint is asked for.
  public var model: String?
  public var ownership: Ownership
  /// Price of a server over its bare accelerators, for products that are quoted as cards only.
  public var serverRatio: Fact<Ratio>
  /// Prices that the plan gives, by path: `nvidia-h100-sxm5.rent.neocloud.on-demand`.
  public var givenRents: [String: Fact<DollarsPerSecond>]
  /// The same for purchases, by product: dollars of an accelerator in its server.
  public var givenPurchases: [String: Fact<Dollars>]

  public init(
    asOf: CivilDate, segment: Segment = .neocloud, provider: String? = nil,
    region: String? = nil, model: String? = nil, ownership: Ownership, serverRatio: Fact<Ratio>,
    givenRents: [String: Fact<DollarsPerSecond>] = [:],
    givenPurchases: [String: Fact<Dollars>] = [:]
  ) {
    self.asOf = asOf
    self.segment = segment
    self.provider = provider
    self.region = region
    self.model = model
    self.ownership = ownership
    self.serverRatio = serverRatio
    self.givenRents = givenRents
    self.givenPurchases = givenPurchases
  }

  /// Rents older than this at the as-of date do not count while there are newer ones.
  public static let freshDays = 365
  /// The same for purchases, which are published far less often.
  public static let freshPurchaseDays = 3 * 365
  /// From this age on a price is called stale.
  public static let staleDays = 90

  public struct Price<U: Unit, Source: Sendable>: Sendable {
    public let fact: Fact<U>
    public let quotes: [Source]
  }

  /// The rent of an accelerator: the plan's own, else the median over providers of each one's newest
  /// quote on or before the as-of date; the lowest and the highest are its range.
  ///
  /// Where a provider quotes several instances or regions on its newest day, its lowest counts.
  public func rent(
    of product: Product, _ commitment: Commitment
  ) -> Price<DollarsPerSecond, Quote>? {
    let path = "\(product.id).rent.\(segment.rawValue).\(commitment.rawValue)"
    if let given = givenRents[path] { return Price(fact: given, quotes: []) }
    let matching = product.prices.rental.filter {
      $0.segment == segment && $0.commitment == commitment && $0.date.firstDay <= asOf
        && (provider == nil || $0.provider == provider)
        && (region == nil || $0.region == region)
    }
    // A quote of one's own goes before every published one.
    let own = matching.filter(\.isPrivate)
    let known = own.isEmpty ? matching : own
    let fresh = known.filter { $0.date.firstDay.days(to: asOf) <= Self.freshDays }
    var newest: [String: Quote] = [:]
    for quote in fresh.isEmpty ? known : fresh {
      guard let other = newest[quote.provider] else {
        newest[quote.provider] = quote
        continue
      }
      let (a, b) = (quote.date.firstDay, other.date.firstDay)
      if a > b || (a == b && quote.price < other.price) { newest[quote.provider] = quote }
    }
    let quotes = newest.values.sorted { ($0.price, $0.provider) < ($1.price, $1.provider) }
    guard let median = Self.median(quotes.map(\.price)), let low = quotes.first,
      let high = quotes.last
    else { return nil }
    let note =
      (own.isEmpty ? "" : "private quote, ")
      + "median of \(quotes.count) \(quotes.count == 1 ? "provider" : "providers"), \(segment.rawValue), \(commitment.rawValue)"
    return Price(
      fact: Fact(
        median, low: low.price, high: high.price,
        Provenance(
          .citations(quotes.map(\.lineCitation)), evidence: .published, note: note,
          isPrivate: !own.isEmpty)),
      quotes: quotes)
  }

  /// The price of an accelerator in its server: the plan's own, else the median of the quotes for
  /// whole nodes, else of cards, scaled by what a server costs over its cards. Figures that their
  /// own author calls an assumption count only where there is nothing else.
  public func purchase(of product: Product) -> Price<Dollars, PurchaseQuote>? {
    if let given = givenPurchases[product.id] { return Price(fact: given, quotes: []) }
    let matching = product.prices.purchase.filter {
      $0.date.firstDay <= asOf && $0.form != .cluster
    }
    let own = matching.filter(\.isPrivate)
    let known = own.isEmpty ? matching : own
    let nodes = known.filter { $0.form == .node }
    let form = nodes.isEmpty ? known : nodes
    let offered = form.filter { $0.evidence < .assumed }
    let believed = offered.isEmpty ? form : offered
    let fresh = believed.filter { $0.date.firstDay.days(to: asOf) <= Self.freshPurchaseDays }
    let used = fresh.isEmpty ? believed : fresh
    let ratio = nodes.isEmpty ? serverRatio.value : 1
    let prices = used.map { $0.pricePerAccelerator * ratio }.sorted()
    guard let median = Self.median(prices), let low = prices.first, let high = prices.last else {
      return nil
    }
    let evidence = used.map(\.evidence).max() ?? .published
    var citations = used.map(\.lineCitation)
    if nodes.isEmpty { citations += serverRatio.provenance.citations }
    let note =
      (own.isEmpty ? "" : "private quote, ")
      + (nodes.isEmpty
        ? "median of \(used.count) card quotes, times what a server costs over its cards"
        : "median of \(used.count) node quotes")
    return Price(
      fact: Fact(
        median, low: low, high: high,
        Provenance(
          .citations(citations), evidence: evidence, note: note, isPrivate: !own.isEmpty)),
      quotes: used)
  }

  /// The price of tokens of the market's model from each provider at the as-of date, cheapest output
  /// first.
  ///
  /// A record has a line where a price was first seen, changed, or was last seen unchanged. Between
  /// two lines with the same prices the offer stood. It is withdrawn when the record goes on after the
  /// day on which it was last seen, and in any case a year after its line.
  public func endpoints(of product: Product) -> [EndpointQuote] {
    let record = product.prices.endpoints
    let newest = record.filter { !$0.isPrivate }.map(\.date.firstDay).filter { $0 <= asOf }.max()
    let lines = record.filter {
      $0.model == model && (provider == nil || $0.provider == provider)
    }
    let offers = Dictionary(grouping: lines, by: \.provider).values.compactMap { lines in
      offer(in: lines.filter(\.isPrivate), recordTo: newest ?? asOf)
        ?? offer(in: lines.filter { !$0.isPrivate }, recordTo: newest ?? asOf)
    }
    return offers.sorted { ($0.output, $0.provider) < ($1.output, $1.provider) }
  }

  private func offer(in lines: [EndpointQuote], recordTo newest: CivilDate) -> EndpointQuote? {
    let dated = lines.sorted { $0.date.firstDay < $1.date.firstDay }
    guard let index = dated.lastIndex(where: { $0.date.firstDay <= asOf }) else { return nil }
    var offer = dated[index]
    if let next = dated[(index + 1)...].first, next.input == offer.input,
      next.output == offer.output
    {
      offer.stoodUntil = next.date
      return offer
    }
    if offer.event.hasSuffix("last seen"), offer.date.firstDay < newest { return nil }
    return offer.date.firstDay.days(to: asOf) <= Self.freshDays ? offer : nil
  }

  static func median(_ sorted: [Double]) -> Double? {
    guard !sorted.isEmpty else { return nil }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
