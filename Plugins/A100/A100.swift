public import HardwareKit

/// The A100 of NVIDIA in three forms.
///
/// Everything that is known of them stands in the data files beside this one.
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
      "A100-40GB-SXM": "nvidia-a100-sxm-40gb",
      "a100-sxm4-40gb": "nvidia-a100-sxm-40gb",
      "a100-40gb-sxm": "nvidia-a100-sxm-40gb",
      "a100-sxm-80gb": "nvidia-a100-sxm-80gb",
      "A100-80GB-SXM": "nvidia-a100-sxm-80gb",
      "a100-sxm4-80gb": "nvidia-a100-sxm-80gb",
      "a100-80gb-sxm": "nvidia-a100-sxm-80gb",
      "NVIDIA A100-SXM4-80GB": "nvidia-a100-sxm-80gb",
      "a100-pcie-80gb": "nvidia-a100-pcie-80gb",
      "A100-80GB-PCIe": "nvidia-a100-pcie-80gb",
      "a100-80gb-pcie": "nvidia-a100-pcie-80gb",
    ],
    ambiguousAliases: [
      "a100-40gb": "nvidia-a100-sxm-40gb",
      "a100": "nvidia-a100-sxm-80gb",
      "a100-80gb": "nvidia-a100-sxm-80gb",
      "a100-sxm": "nvidia-a100-sxm-80gb",
      "a100_sxm": "nvidia-a100-sxm-80gb",
      "a100-pcie": "nvidia-a100-pcie-80gb",
      "a100_pcie": "nvidia-a100-pcie-80gb",
    ])
}
