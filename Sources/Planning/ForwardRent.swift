import Figures
import Finance
public import HardwareKit
public import Units

/// What a one-year and a three-year rent say about the years between.
public struct ForwardRent: Sendable {
  public let product: String
  public let segment: Segment
  /// Absent for the median of a segment.
  public let seller: String?
  /// Dollars a second.
  public let oneYear: Double
  public let threeYears: Double
  /// The mean rent of the second and third year; not above zero where three years cost no more than
  /// one.
  public let implied: Double
  /// Each year's rent over the one before, where one ratio gives both.
  public let ratio: Double?
  /// Days of the prices, rising.
  public let dates: [PartialDate]

  /// By segment the medians, then every seller with both on record.
  public static func all(of product: Product, in market: Market) -> [ForwardRent] {
    Segment.allCases.flatMap { segment -> [ForwardRent] in
      let sellers = Set(
        product.prices.rental.filter { $0.segment == segment }.map(\.provider)
      ).sorted()
      return ([nil] + sellers.map(Optional.some)).compactMap { seller in
        var place = market
        place.segment = segment
        place.provider = seller
        return ForwardRent(product, place)
      }
    }
  }

  private init?(_ product: Product, _ market: Market) {
    guard let one = market.rent(of: product, .reserved1Year),
      let three = market.rent(of: product, .reserved3Years)
    else { return nil }
    self.product = product.id
    segment = market.segment
    seller = market.provider
    oneYear = one.fact.value
    threeYears = three.fact.value
    implied = TermStructure.forward(
      short: 1, shortPrice: oneYear, long: 3, longPrice: threeYears)
    ratio = TermStructure.ratio(firstYear: oneYear, mean: threeYears, years: 3)
    dates = (one.quotes + three.quotes).map(\.date).sorted { $0.firstDay < $1.firstDay }
  }
}
