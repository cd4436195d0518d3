public import HardwareKit

/// Hosted open models that are sold by the token on hardware that the seller does not name.
///
/// The product has no facts. Its prices, keyed by model and provider, stand in `prices.yaml` with
/// their changes over time.
public struct Endpoints: HardwarePlugin {
  public init() {}

  public func throughputModel(for product: Product) -> any ThroughputModel {
    UnknownHardware()
  }
}
