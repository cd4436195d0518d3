public import HardwareKit

/// Accelerators of the AMD Instinct MI300 and MI350 families: what their makers and others publish about them.
///
/// Rooflines: all that is known stands in the data files beside this one, which
/// `Scripts/plugins` wrote.
public struct AMD: HardwarePlugin {
  public init() {}

  public static let manifest = PluginManifest(
    id: "AMD",
    products: [
      "amd-mi300x",
      "amd-mi325x",
      "amd-mi350x",
      "amd-mi355x",
    ],
    aliases: [
      "mi300x": "amd-mi300x",
      "mi300x-oam": "amd-mi300x",
      "amd-instinct-mi300x": "amd-mi300x",
      "amd-instinct-mi300x-192gb-hbm3": "amd-mi300x",
      "mi325x": "amd-mi325x",
      "amd-instinct-mi325x": "amd-mi325x",
      "amd-instinct-mi325x-256gb-hbm3e": "amd-mi325x",
      "mi350x": "amd-mi350x",
      "amd-instinct-mi350x": "amd-mi350x",
      "mi355x": "amd-mi355x",
      "amd-instinct-mi355x": "amd-mi355x",
    ])
}
