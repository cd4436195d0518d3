public import HardwareKit

/// The Gaudi 2 and the Gaudi 3 of Intel.
///
/// Everything that is known of them stands in the data files beside this one.
public struct Gaudi: HardwarePlugin {
  public init() {}

  public static let manifest = PluginManifest(
    id: "Gaudi",
    products: [
      "intel-gaudi2",
      "intel-gaudi3",
    ],
    aliases: [
      "gaudi2": "intel-gaudi2",
      "Gaudi2": "intel-gaudi2",
      "gaudi-2": "intel-gaudi2",
      "Intel Gaudi2": "intel-gaudi2",
      "gaudi3": "intel-gaudi3",
      "Gaudi3": "intel-gaudi3",
      "gaudi-3": "intel-gaudi3",
      "Intel Gaudi3": "intel-gaudi3",
    ])
}
