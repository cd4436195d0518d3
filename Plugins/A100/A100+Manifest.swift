public import HardwareKit

/// Accelerators of the Ampere family: what their makers and others publish about them.
///
/// Rooflines: all that is known stands in the data files beside this one, which
/// `Scripts/plugins` wrote.
public struct A100: HardwarePlugin {
  public init() {}

  public static let manifest = PluginManifest(
    id: "A100",
    products: [
      "nvidia-a100-sxm-40gb",
      "nvidia-a100-sxm-80gb",
      "nvidia-a100-pcie-80gb",
    ],
    aliases: [
      "a100-sxm-40gb": "nvidia-a100-sxm-40gb",
      "a100-40gb-sxm": "nvidia-a100-sxm-40gb",
      "a100-sxm4-40gb": "nvidia-a100-sxm-40gb",
      "a100-sxm-80gb": "nvidia-a100-sxm-80gb",
      "a100-80gb-sxm": "nvidia-a100-sxm-80gb",
      "a100-sxm4-80gb": "nvidia-a100-sxm-80gb",
      "nvidia-a100-sxm4-80gb": "nvidia-a100-sxm-80gb",
      "a100-pcie-80gb": "nvidia-a100-pcie-80gb",
      "a100-80gb-pcie": "nvidia-a100-pcie-80gb",
    ],
    ambiguousAliases: [
      "a100-40gb": "nvidia-a100-sxm-40gb",
      "a100": "nvidia-a100-sxm-80gb",
      "a100-80gb": "nvidia-a100-sxm-80gb",
      "a100-sxm": "nvidia-a100-sxm-80gb",
      "a100-pcie": "nvidia-a100-pcie-80gb",
    ])
}
