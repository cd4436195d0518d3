public import Diagnostics
public import HardwareKit
internal import Units

/// The wafer-scale systems of Cerebras: CS-2 and CS-3.
public struct Cerebras: HardwarePlugin {
  public init() {}

  public func catalog() throws(DiagnosticList) -> Catalog {
    try Catalog(
      embedded: Self.manifest.id,
      constants: ["layer-time": Seconds.self, "prefill-share": Ratio.self])
  }

  public func throughputModel(for product: Product) -> any ThroughputModel {
    Wafers(product)
  }
}
