public import HardwareKit

extension Cerebras {
  /// Ids and other names of the datasheet, written by `Scripts/plugins`.
  public static let manifest = PluginManifest(
    id: "Cerebras",
    products: [
      "cerebras-cs2",
      "cerebras-cs3",
    ],
    aliases: [
      "cerebras-cs-2": "cerebras-cs2",
      "cs-2": "cerebras-cs2",
      "wse-2": "cerebras-cs2",
      "cerebras-cs-3": "cerebras-cs3",
      "cs-3": "cerebras-cs3",
      "wse-3": "cerebras-cs3",
    ],
    ambiguousAliases: ["cerebras": "cerebras-cs3"])
}
