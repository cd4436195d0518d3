public import Diagnostics
public import HardwareKit
internal import Units

/// SambaNova's SN40L: sockets with three tiers of memory, in nodes of eight and racks of sixteen.
public struct SambaNova: HardwarePlugin {
  public init() {}

  public func catalog() throws(DiagnosticList) -> Catalog {
    try Catalog(
      embedded: Self.manifest.id,
      constants: [
        "node-sockets": Count.self, "bandwidth-node": Ratio.self, "bandwidth-rack": Ratio.self,
        "sequence-time": Seconds.self,
        "prefill-share": Ratio.self,
      ])
  }

  public func throughputModel(for product: Product) -> any ThroughputModel {
    Dataflow(product)
  }
}
