public import HardwareKit

extension SambaNova {
  /// Ids and other names of the datasheet, written by `Scripts/plugins`.
  public static let manifest = PluginManifest(
    id: "SambaNova",
    products: ["sambanova-sn40l"],
    aliases: [
      "sn40l": "sambanova-sn40l",
      "sambanova": "sambanova-sn40l",
    ])
}
