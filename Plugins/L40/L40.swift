public import HardwareKit

/// The L40 and the L40S of NVIDIA: two products of the Ada family that differ by a factor of two.
///
/// They have no NVLink: their scale-up domain is a server of eight over PCIe.
///
/// Everything that is known of them stands in the data files beside this one.
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
      "L40": "nvidia-l40",
      "NVIDIA L40": "nvidia-l40",
      "l40s": "nvidia-l40s",
      "L40S": "nvidia-l40s",
      "NVIDIA L40S": "nvidia-l40s",
    ])
}
