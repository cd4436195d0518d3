public import HardwareKit

/// The Blackwell family of NVIDIA: B200 and B300 in nodes of eight, GB200 and GB300 in racks of 72, and
/// the RTX PRO 6000 card.
///
/// Everything that is known of them stands in the data files beside this one.
public struct Blackwell: HardwarePlugin {
  public init() {}

  public static let manifest = PluginManifest(
    id: "Blackwell",
    products: [
      "nvidia-b200",
      "nvidia-gb200-nvl72",
      "nvidia-b300",
      "nvidia-gb300-nvl72",
      "nvidia-rtx-pro-6000",
    ],
    aliases: [
      "b200": "nvidia-b200",
      "B200": "nvidia-b200",
      "b200-sxm": "nvidia-b200",
      "b200_sxm": "nvidia-b200",
      "b200-sxm-180gb": "nvidia-b200",
      "NVIDIA B200": "nvidia-b200",
      "NVIDIA B200-SXM-180GB": "nvidia-b200",
      "hgx-b200": "nvidia-b200",
      "dgx-b200": "nvidia-b200",
      "gb200": "nvidia-gb200-nvl72",
      "GB200": "nvidia-gb200-nvl72",
      "gb200-nvl72": "nvidia-gb200-nvl72",
      "GB200-NVL72": "nvidia-gb200-nvl72",
      "NVIDIA GB200": "nvidia-gb200-nvl72",
      "nvidia-gb200": "nvidia-gb200-nvl72",
      "b300": "nvidia-b300",
      "B300": "nvidia-b300",
      "b300-sxm": "nvidia-b300",
      "b300_sxm": "nvidia-b300",
      "NVIDIA B300": "nvidia-b300",
      "hgx-b300": "nvidia-b300",
      "dgx-b300": "nvidia-b300",
      "gb300": "nvidia-gb300-nvl72",
      "GB300": "nvidia-gb300-nvl72",
      "gb300-nvl72": "nvidia-gb300-nvl72",
      "GB300-NVL72": "nvidia-gb300-nvl72",
      "NVIDIA GB300": "nvidia-gb300-nvl72",
      "nvidia-gb300": "nvidia-gb300-nvl72",
      "rtx-pro-6000": "nvidia-rtx-pro-6000",
      "rtx-pro-6000-blackwell": "nvidia-rtx-pro-6000",
      "rtx_pro_6000_server": "nvidia-rtx-pro-6000",
      "NVIDIA RTX PRO 6000 Blackwell Server Edition": "nvidia-rtx-pro-6000",
    ])
}
