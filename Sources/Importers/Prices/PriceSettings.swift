public import HardwareKit

/// What a user says of a price list, because the file cannot.
public struct PriceSettings: Sendable {
  /// Who sells.
  public var provider: String?
  public var segment: Segment?
  /// `2026-11-20`.
  public var date: String?
  /// Products by the names of the file that leave the form open: `H100` is `nvidia-h100-sxm5`.
  public var products: [String: String] = [:]
  /// The segments of providers that the catalogue has.
  public var segments: [String: Segment] = [:]
  /// The products that sellers of tokens of the catalogue run on; others' hardware is unknown.
  public var hosts: [String: String] = [:]

  public init() {}
}
