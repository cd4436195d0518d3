public import Diagnostics
internal import EmbeddedData
public import Units

/// What a plugin supplies: its products, each with datasheet, calibration and prices.
public struct Catalog: Sendable {
  public let products: [Product]

  public init(products: [Product]) {
    self.products = products
  }

  /// Reads a plugin's embedded `datasheet.yaml` and `prices.yaml`.
  ///
  /// - Parameter constants: The constants of the plugin's own model, with the unit of each.
  public init(
    embedded plugin: String, constants: [String: any Unit.Type] = [:]
  ) throws(DiagnosticList) {
    let datasheet = "\(plugin)/datasheet.yaml"
    let prices = "\(plugin)/prices.yaml"
    guard let facts = EmbeddedFile.bytes(datasheet), let quotes = EmbeddedFile.bytes(prices) else {
      throw DiagnosticList([.badData("plugin '\(plugin)' has no embedded data", at: nil)])
    }
    try self.init(
      datasheet: facts, named: datasheet, prices: quotes, pricesNamed: prices,
      constants: constants)
  }
}

/// A data file that was compiled into the program.
public enum EmbeddedFile {
  /// The bytes of a file by its name, `H100/prices.yaml`.
  public static func bytes(_ name: String) -> [UInt8]? {
    let files = UnsafeBufferPointer(
      start: headroom_embedded_files, count: headroom_embedded_file_count)
    guard let file = files.first(where: { String(cString: $0.name) == name }) else { return nil }
    return Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
  }
}
