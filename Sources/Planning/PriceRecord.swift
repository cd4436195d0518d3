public import Figures
import Finance
public import HardwareKit
public import Units

/// The dated rents of one kind of one product, and what a fit says of them.
///
/// One kind is one seller's price list for one commitment and region, or one index: what a survey and a
/// price list say cannot be joined into a series.
public struct PriceRecord: Sendable {
  /// What a rent is a rent of; contracts and spot have gone opposite ways.
  public enum Market: String, Sendable, CaseIterable {
    case contract
    case onDemand = "on-demand"
    case spot
  }

  public struct Point: Sendable {
    public let date: PartialDate
    /// Dollars a second; the median where the day has several.
    public let price: Double
    public let citation: Citation
    public let isPrivate: Bool
  }

  public let kind: String
  public let market: Market
  /// By day, rising.
  public let points: [Point]
  public let fit: Fit

  /// What a fit says, or why there is none.
  public enum Fit: Sendable {
    /// Change a year with its 90 % interval; how far a fit without the last year is off there.
    case fitted(change: Double, low: Double, high: Double, leftOut: Double)
    /// So many dates, fewer than a fit takes.
    case few(Int)
    /// So many dates before the last year, fewer than a check takes.
    case short(Int)
  }

  /// Dates that a fit takes, and how many of them before the last year.
  public static var fewest: Int { PriceFit.fewest }
  public static var fewestBefore: Int { PriceFit.fewestBefore }

  /// Every series of a product up to a day, those with the most points first.
  public static func all(of prices: PriceBook, until asOf: CivilDate) -> [PriceRecord] {
    var found: [String: [Point]] = [:]
    var markets: [String: Market] = [:]
    func add(_ kind: String, _ market: Market, _ point: Point) {
      guard point.date.lastDay <= asOf, point.price > 0 else { return }
      found[kind, default: []].append(point)
      markets[kind] = market
    }
    for record in prices.history {
      add(
        record.kind, Market(record.kind),
        Point(
          date: record.date, price: record.price,
          citation: Citation(
            title: record.kind, publisher: record.citation.publisher, date: "\(record.date)",
            locator: "\(record.citation.title); \(record.citation.locator)"),
          isPrivate: record.isPrivate))
    }
    for quote in prices.rental {
      let place = quote.region == "unstated" ? "" : ", \(quote.region)"
      add(
        "\(quote.provider), \(quote.segment.rawValue), \(quote.commitment.rawValue)\(place)",
        Market(quote.commitment),
        Point(
          date: quote.date, price: quote.price, citation: quote.lineCitation,
          isPrivate: quote.isPrivate))
    }
    return found.map { kind, points in
      PriceRecord(kind, markets[kind] ?? .onDemand, points)
    }.sorted { ($1.points.count, $0.kind) < ($0.points.count, $1.kind) }
  }

  private init(_ kind: String, _ market: Market, _ points: [Point]) {
    self.kind = kind
    self.market = market
    let byDay = Dictionary(grouping: points) { $0.date.firstDay }
    let ordered = byDay.sorted { $0.key < $1.key }.compactMap { _, day -> Point? in
      let sorted = day.sorted { $0.price < $1.price }
      return sorted.isEmpty ? nil : sorted[(sorted.count - 1) / 2]
    }
    self.points = ordered
    let start = ordered.first?.date.firstDay
    do throws(PriceFit.Refusal) {
      let found = try PriceFit(
        ordered.map { point in
          (
            Double(start?.days(to: point.date.firstDay) ?? 0) * TimeSpan.day / TimeSpan.year,
            point.price
          )
        })
      fit = .fitted(
        change: found.change, low: found.low, high: found.high, leftOut: found.leftOut)
    } catch {
      switch error {
      case .points(let count): fit = .few(count)
      case .before(let count): fit = .short(count)
      }
    }
  }

  /// The fitted change a year, resting on every point.
  var change: Fact<Ratio>? {
    guard case .fitted(let change, let low, let high, let leftOut) = fit,
      let first = points.first, let last = points.last
    else { return nil }
    return Fact(
      change, low: low, high: high,
      Provenance(
        .citations(points.map(\.citation)), evidence: .modelled,
        note:
          "fit of \(points.count) prices, \(first.date) to \(last.date); fitted without the last "
          + "year it is \(format(leftOut, as: .percent)) off there",
        isPrivate: points.contains(where: \.isPrivate)))
  }
}

extension PriceRecord.Market {
  public init(_ commitment: Commitment) {
    switch commitment {
    case .reserved1Year, .reserved3Years, .capacityBlock: self = .contract
    case .onDemand: self = .onDemand
    case .spot: self = .spot
    }
  }

  /// By the words of an index or a survey.
  init(_ kind: String) {
    let words = Set(kind.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
    if words.contains("spot") {
      self = .spot
    } else if !words.isDisjoint(with: ["contract", "reserved", "1y", "3y", "block"]) {
      self = .contract
    } else {
      self = .onDemand
    }
  }
}

extension PriceTerms {
  /// The same with its change fitted to the series that it names, where that can be fitted; otherwise
  /// with the plan's own change, which is assumed.
  func fitted(to prices: PriceBook, until asOf: CivilDate) -> PriceTerms {
    guard let series,
      let record = PriceRecord.all(of: prices, until: asOf).first(where: { $0.kind == series }),
      let change = record.change
    else { return self }
    var terms = self
    terms.change = change
    terms.period = .year
    return terms
  }
}
