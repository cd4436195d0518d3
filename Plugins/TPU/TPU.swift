public import HardwareKit

/// The TPUs of Google, v5e to v7.
///
/// They are rented only, and nearly nothing is measured: a datasheet alone makes a chip.
///
/// Everything that is known of them stands in the data files beside this one.
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
      "TPU-v5e": "google-tpu-v5e",
      "v5e": "google-tpu-v5e",
      "v5litepod": "google-tpu-v5e",
      "tpu-v5p": "google-tpu-v5p",
      "TPU-v5p": "google-tpu-v5p",
      "v5p": "google-tpu-v5p",
      "tpu-v6e": "google-tpu-v6e",
      "TPU-v6e": "google-tpu-v6e",
      "v6e": "google-tpu-v6e",
      "trillium": "google-tpu-v6e",
      "tpu-v7": "google-tpu-v7",
      "TPU-v7": "google-tpu-v7",
      "tpu7x": "google-tpu-v7",
      "ironwood": "google-tpu-v7",
    ])
}
