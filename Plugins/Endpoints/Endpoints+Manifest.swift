public import HardwareKit

extension Endpoints {
  /// Ids and other names of the datasheet, written by `Scripts/plugins`.
  public static let manifest = PluginManifest(
    id: "Endpoints",
    products: ["hosted-endpoint"],
    aliases: [
      "hosted": "hosted-endpoint",
      "hosted-endpoints": "hosted-endpoint",
    ])
}
