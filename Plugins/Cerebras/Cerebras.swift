public import Diagnostics
public import HardwareKit
internal import Units

/// The wafer-scale systems of Cerebras: CS-2 and CS-3.
public struct Cerebras: HardwarePlugin {
  public init() {}

  public static let manifest = PluginManifest(
    id: "Cerebras", products: ["cerebras-cs2", "cerebras-cs3"],
    aliases: [
      "cerebras-cs-2": "cerebras-cs2", "Cerebras-CS-2": "cerebras-cs2", "cs-2": "cerebras-cs2",
      "wse-2": "cerebras-cs2", "cerebras-cs-3": "cerebras-cs3", "Cerebras-CS-3": "cerebras-cs3",
      "cs-3": "cerebras-cs3", "wse-3": "cerebras-cs3",
    ], ambiguousAliases: ["cerebras": "cerebras-cs3"])

  public func catalog() throws(DiagnosticList) -> Catalog {
    try Catalog(
      embedded: Self.manifest.id,
      constants: ["layer-time": Seconds.self, "prefill-share": Ratio.self])
  }

  public func throughputModel(for product: Product) -> any ThroughputModel {
    Wafers(product)
  }
}
