public import HardwareKit

/// Accelerators of the Blackwell family: what their makers and others publish about them.
///
/// Rooflines: all that is known stands in the data files beside this one, which
/// `Scripts/plugins` wrote.
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
      "b200-sxm": "nvidia-b200",
      "b200-sxm-180gb": "nvidia-b200",
      "nvidia-b200-sxm-180gb": "nvidia-b200",
      "hgx-b200": "nvidia-b200",
      "dgx-b200": "nvidia-b200",
      "gb200": "nvidia-gb200-nvl72",
      "gb200-nvl72": "nvidia-gb200-nvl72",
      "nvidia-gb200": "nvidia-gb200-nvl72",
      "b300": "nvidia-b300",
      "b300-sxm": "nvidia-b300",
      "hgx-b300": "nvidia-b300",
      "dgx-b300": "nvidia-b300",
      "gb300": "nvidia-gb300-nvl72",
      "gb300-nvl72": "nvidia-gb300-nvl72",
      "nvidia-gb300": "nvidia-gb300-nvl72",
      "rtx-pro-6000": "nvidia-rtx-pro-6000",
      "rtx-pro-6000-blackwell": "nvidia-rtx-pro-6000",
      "rtx-pro-6000-server": "nvidia-rtx-pro-6000",
      "nvidia-rtx-pro-6000-blackwell-server-edition": "nvidia-rtx-pro-6000",
    ])
}
