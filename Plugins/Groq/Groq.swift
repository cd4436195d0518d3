public import Diagnostics
public import HardwareKit
internal import Units

/// Groq's first Language Processing Unit: weights in the on-chip memory of hundreds of chips, sold as
/// a service by the token and once as cards.
public struct Groq: HardwarePlugin {
  public init() {}

  public func catalog() throws(DiagnosticList) -> Catalog {
    try Catalog(
      embedded: Self.manifest.id,
      constants: [
        "layer-time": Seconds.self, "expert-layer-time": Seconds.self, "memory-fill": Ratio.self,
        "stage-accelerators": Count.self, "stage-requests": Count.self, "prefill-share": Ratio.self,
      ])
  }

  public func throughputModel(for product: Product) -> any ThroughputModel {
    GroqPipeline(product)
  }
}
