public import HardwareKit

extension Groq {
  /// Ids and other names of the datasheet, written by `Scripts/plugins`.
  public static let manifest = PluginManifest(
    id: "Groq",
    products: ["groq-lpu-v1"],
    aliases: [
      "groq": "groq-lpu-v1",
      "groqchip": "groq-lpu-v1",
    ])
}
