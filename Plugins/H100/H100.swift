public import HardwareKit

/// The Hopper family of NVIDIA: H100 in three forms, H200 in two, GH200.
///
/// Everything that is known of them stands in the data files beside this one; the models are the
/// roofline and the component cost that every such chip gets.
public struct H100: HardwarePlugin {
  public init() {}

  public static let manifest = PluginManifest(
    id: "H100",
    products: [
      "nvidia-h100-sxm5", "nvidia-h100-pcie", "nvidia-h100-nvl", "nvidia-h200-sxm",
      "nvidia-h200-nvl", "nvidia-gh200",
    ],
    aliases: [
      "h100-sxm-80gb": "nvidia-h100-sxm5", "H100-SXM": "nvidia-h100-sxm5",
      "h100-sxm": "nvidia-h100-sxm5", "h100-sxm5": "nvidia-h100-sxm5",
      "h100_sxm": "nvidia-h100-sxm5", "NVIDIA H100 80GB HBM3": "nvidia-h100-sxm5",
      "hgx-h100": "nvidia-h100-sxm5", "h100-pcie": "nvidia-h100-pcie",
      "H100-PCIe": "nvidia-h100-pcie", "h100_pcie": "nvidia-h100-pcie",
      "h100-nvl": "nvidia-h100-nvl", "H100-NVL": "nvidia-h100-nvl",
      "h200-sxm-141gb": "nvidia-h200-sxm", "H200": "nvidia-h200-sxm",
      "H200-SXM": "nvidia-h200-sxm", "h200-sxm": "nvidia-h200-sxm",
      "h200-sxm5": "nvidia-h200-sxm", "h200_sxm": "nvidia-h200-sxm",
      "nvidia-h200-sxm5": "nvidia-h200-sxm", "hgx-h200": "nvidia-h200-sxm",
      "h200-nvl": "nvidia-h200-nvl", "h200-nvl-141gb": "nvidia-h200-nvl",
      "h100-pcie-80gb": "nvidia-h100-pcie", "h100-nvl-94gb": "nvidia-h100-nvl",
      "H200-NVL": "nvidia-h200-nvl",
      "gh200-96gb": "nvidia-gh200", "GH200": "nvidia-gh200", "gh200": "nvidia-gh200",
    ],
    ambiguousAliases: ["h100": "nvidia-h100-sxm5"])
}
