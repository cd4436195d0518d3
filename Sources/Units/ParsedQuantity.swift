/// What a text such as `$40 per M output tokens` says, before anyone asks what it should have been.
///
///     let price = try ParsedQuantity(parsing: "$40 per M output tokens")
///     price.base       // 4e-05, dollars a token
///     price.qualifier  // "output"
public struct ParsedQuantity: Sendable, Hashable {
  /// The value in base units: seconds, bytes, operations, tokens, US dollars, joules.
  public var base: Double
  public var dimension: Dimension
  /// What a share is of: `peak` in `40% of peak`. For a reader to check; nothing is multiplied.
  public var basis: String?
  /// The counted things it is per, in the singular: `node` in `$280 k per node`.
  public var per: [String] = []
  /// What kind of token, `output`; or what is counted, in the singular, `node` in `128 nodes`.
  public var qualifier: String?
  /// The span it is quoted for: the month of `4% per month`.
  public var period: Period?
  /// The share of cases at or below, 0.95 in `80 ms at p95`.
  public var percentile: Double?
  public var isPercent = false
  /// The text without the spaces around it.
  public var written: String
  /// The value before dividing by the period: exactly 0.04 in `4% per month`.
  var writtenShare: Double
  /// Where it stands in the text that was parsed, in Unicode scalars.
  var range: Range<Int>
  /// No unit, no share and no multiplier: digits alone.
  var isBare: Bool
  /// The digits before unit and multiplier, and where they stand.
  var number: QuantityToken
  var unitRange: Range<Int>
  var percentileRange: Range<Int>?

  /// Reads one quantity of any dimension.
  public init(parsing text: String) throws(QuantityError) {
    var parser = QuantityParser(text)
    self = try parser.single()
  }
}
