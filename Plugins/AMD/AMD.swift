public import HardwareKit

/// The AMD Instinct accelerators of the MI300 and MI350 families.
///
/// Everything that is known of them stands in the data files beside this one.
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
      "MI300X": "amd-mi300x",
      "MI300X-OAM": "amd-mi300x",
      "AMD Instinct MI300X": "amd-mi300x",
      "AMD Instinct MI300X 192GB HBM3": "amd-mi300x",
      "mi325x": "amd-mi325x",
      "MI325X": "amd-mi325x",
      "AMD Instinct MI325X": "amd-mi325x",
      "AMD Instinct MI325X 256GB HBM3e": "amd-mi325x",
      "mi350x": "amd-mi350x",
      "MI350X": "amd-mi350x",
      "AMD Instinct MI350X": "amd-mi350x",
      "mi355x": "amd-mi355x",
      "MI355X": "amd-mi355x",
      "AMD Instinct MI355X": "amd-mi355x",
    ])
}
