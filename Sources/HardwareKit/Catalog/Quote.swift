public import Figures
public import Units

/// One published rent of one accelerator for an hour.
public struct Quote: Sendable {
  public let product: String
  public let provider: String
  public let segment: Segment
  public let commitment: Commitment
  public let region: String
  /// Dollars a second.
  public let price: Double
  public let date: PartialDate
  public let citation: Citation
  /// From a file of the user's own quotes; it goes before the catalogue's.
  public var isPrivate = false

  public init(
    product: String, provider: String, segment: Segment, commitment: Commitment, region: String,
    price: Double, date: PartialDate, citation: Citation
  ) {
    self.product = product
    self.provider = provider
    self.segment = segment
    self.commitment = commitment
    self.region = region
    self.price = price
    self.date = date
    self.citation = citation
  }

  /// The citation of this line: provider, segment, commitment, region, date, source.
  public var lineCitation: Citation {
    Citation(
      title: "\(provider), \(segment.rawValue), \(commitment.rawValue), \(region)",
      publisher: citation.publisher, date: "\(date)",
      locator: "\(citation.title); \(citation.locator)")
  }
}

/// One published price of hardware to own.
public struct PurchaseQuote: Sendable {
  public enum Form: String, Sendable, CaseIterable {
    case node, card, cluster
  }

  public let product: String
  public let form: Form
  public let item: String
  /// Dollars for each accelerator of the offer.
  public let pricePerAccelerator: Double
  public let date: PartialDate
  public let evidence: Evidence
  public let citation: Citation
  /// From a file of the user's own quotes; it goes before the catalogue's.
  public var isPrivate = false

  public var lineCitation: Citation {
    Citation(
      title: item, publisher: citation.publisher, date: "\(date)",
      locator: "\(citation.title); \(citation.locator)")
  }
}

/// One point of a market's record: an index or a survey, not an offer.
public struct MarketRecord: Sendable {
  public let product: String
  public let kind: String
  public let price: Double
  public let date: PartialDate
  public let citation: Citation
  /// From a file of the user's own.
  public var isPrivate = false
}

/// One published price of tokens of a hosted model.
public struct EndpointQuote: Sendable {
  public let product: String
  public let provider: String
  /// The model's id in the catalogue.
  public let model: String
  /// Dollars a prompt token, and an output token.
  public let input: Double
  public let output: Double
  public let date: PartialDate
  /// What the record says of this line: first seen, changed, unchanged.
  public let event: String
  public let citation: Citation
  /// The date of a later line with the same prices: the offer stood all the while between.
  public var stoodUntil: PartialDate?
  /// From a file of the user's own quotes; a provider's own quote goes before the catalogue's.
  public var isPrivate = false

  public var lineCitation: Citation {
    Citation(
      title: "\(provider), endpoint, \(model), \(event)", publisher: citation.publisher,
      date: stoodUntil.map { "\(date) to \($0)" } ?? "\(date)",
      locator: "\(citation.title); \(citation.locator)")
  }
}

/// Everything that is on record about the price of one product.
public struct PriceBook: Sendable {
  public var rental: [Quote] = []
  public var purchase: [PurchaseQuote] = []
  public var history: [MarketRecord] = []
  public var endpoints: [EndpointQuote] = []

  public init() {}

  /// The user's own quotes, marked, laid over these.
  public func adding(private own: PriceBook) -> PriceBook {
    var result = self
    result.rental += own.rental.map { quote in
      var copy = quote
      copy.isPrivate = true
      return copy
    }
    result.purchase += own.purchase.map { quote in
      var copy = quote
      copy.isPrivate = true
      return copy
    }
    result.endpoints += own.endpoints.map { quote in
      var copy = quote
      copy.isPrivate = true
      return copy
    }
    result.history += own.history.map { record in
      var copy = record
      copy.isPrivate = true
      return copy
    }
    return result
  }
}
