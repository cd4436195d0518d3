public import HardwareKit

/// Accelerators of the Hopper family: what their makers and others publish about them.
///
/// Rooflines: all that is known stands in the data files beside this one, which
/// `Scripts/plugins` wrote.
public struct H100: HardwarePlugin {
  public init() {}

  public static let manifest = PluginManifest(
    id: "H100",
    products: [
      "nvidia-h100-sxm5",
      "nvidia-h100-pcie",
      "nvidia-h100-nvl",
      "nvidia-h200-sxm",
      "nvidia-h200-nvl",
      "nvidia-gh200",
    ],
    aliases: [
      "h100-sxm-80gb": "nvidia-h100-sxm5",
      "h100-sxm": "nvidia-h100-sxm5",
      "h100-sxm5": "nvidia-h100-sxm5",
      "nvidia-h100-80gb-hbm3": "nvidia-h100-sxm5",
      "hgx-h100": "nvidia-h100-sxm5",
      "h100-pcie": "nvidia-h100-pcie",
      "h100-pcie-80gb": "nvidia-h100-pcie",
      "h100-nvl-94gb": "nvidia-h100-nvl",
      "h100-nvl": "nvidia-h100-nvl",
      "h200-sxm-141gb": "nvidia-h200-sxm",
      "h200": "nvidia-h200-sxm",
      "h200-sxm": "nvidia-h200-sxm",
      "h200-sxm5": "nvidia-h200-sxm",
      "nvidia-h200-sxm5": "nvidia-h200-sxm",
      "hgx-h200": "nvidia-h200-sxm",
      "h200-nvl-141gb": "nvidia-h200-nvl",
      "h200-nvl": "nvidia-h200-nvl",
      "gh200-96gb": "nvidia-gh200",
      "gh200": "nvidia-gh200",
    ],
    ambiguousAliases: ["h100": "nvidia-h100-sxm5"])
}
