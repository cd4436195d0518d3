public import HardwareKit

/// Accelerators of Google TPUs: what their makers and others publish about them.
///
/// Rooflines: all that is known stands in the data files beside this one, which
/// `Scripts/plugins` wrote.
public struct TPU: HardwarePlugin {
  public init() {}

  public static let manifest = PluginManifest(
    id: "TPU",
    products: [
      "google-tpu-v5e",
      "google-tpu-v5p",
      "google-tpu-v6e",
      "google-tpu-v7",
    ],
    aliases: [
      "tpu-v5e": "google-tpu-v5e",
      "v5e": "google-tpu-v5e",
      "v5litepod": "google-tpu-v5e",
      "tpu-v5p": "google-tpu-v5p",
      "v5p": "google-tpu-v5p",
      "tpu-v6e": "google-tpu-v6e",
      "v6e": "google-tpu-v6e",
      "trillium": "google-tpu-v6e",
      "tpu-v7": "google-tpu-v7",
      "tpu7x": "google-tpu-v7",
      "ironwood": "google-tpu-v7",
    ])
}
