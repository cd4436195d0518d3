public import HardwareKit

/// Accelerators of the Intel Gaudi families: what their makers and others publish about them.
///
/// Rooflines: all that is known stands in the data files beside this one, which
/// `Scripts/plugins` wrote.
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
      "gaudi-2": "intel-gaudi2",
      "gaudi3": "intel-gaudi3",
      "gaudi-3": "intel-gaudi3",
    ])
}
