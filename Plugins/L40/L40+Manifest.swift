public import HardwareKit

/// Accelerators of the Ada family: what their makers and others publish about them.
///
/// Rooflines: all that is known stands in the data files beside this one, which
/// `Scripts/plugins` wrote.
public struct L40: HardwarePlugin {
  public init() {}

  public static let manifest = PluginManifest(
    id: "L40",
    products: [
      "nvidia-l40",
      "nvidia-l40s",
    ],
    aliases: [
      "l40": "nvidia-l40",
      "l40s": "nvidia-l40s",
    ])
}
