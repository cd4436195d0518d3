public import Diagnostics

/// The plugins that a program has, and the products that they supply by name.
///
/// Names resolve from manifests alone; a plugin's data is read only when a product of it is asked for.
public struct ProductRegistry: Sendable {
  private let plugins: [any HardwarePlugin]
  private let files: [DatasheetFile]

  /// - Parameter files: Products of the user's own; their names go before the built-in ones.
  public init(_ plugins: [any HardwarePlugin], files: [DatasheetFile] = []) {
    self.plugins = plugins
    self.files = files
  }

  /// What a name stands for.
  public enum Resolution: Sendable, Hashable {
    case product(String)
    /// A short name that leaves the form open, read as this product.
    case ambiguous(String)
    case unknown
  }

  public var productIDs: [String] {
    let own = files.flatMap { $0.catalog.products.map(\.id) }
    return own + plugins.flatMap { type(of: $0).manifest.products }.filter { !own.contains($0) }
  }

  /// Ids and every other spelling, for suggestions.
  public var names: [String] {
    productIDs
      + plugins.flatMap {
        Array(type(of: $0).manifest.aliases.keys)
          + Array(type(of: $0).manifest.ambiguousAliases.keys)
      }.sorted()
  }

  public func resolve(_ name: String) -> Resolution {
    for file in files {
      if file.catalog.products.contains(where: { $0.id == name }) { return .product(name) }
      if let id = file.aliases[name] { return .product(id) }
    }
    for plugin in plugins {
      let manifest = type(of: plugin).manifest
      if manifest.products.contains(name) { return .product(name) }
      // Sources write `H200`, people `h200`.
      let spelling = name.lowercased()
      if let id = manifest.aliases[name]
        ?? manifest.aliases.first(where: { $0.key.lowercased() == spelling })?.value
      {
        return .product(id)
      }
      if let id = manifest.ambiguousAliases[spelling] { return .ambiguous(id) }
    }
    return .unknown
  }

  /// What others measured, one file a plugin.
  public var measurements: [(name: String, bytes: [UInt8])] {
    plugins.map { $0.measurements() }.filter { !$0.bytes.isEmpty }
  }

  /// The products of these ids with their models, among the others of the plugins that supply them; no
  /// other plugin is read.
  ///
  /// - Throws: What is wrong with a plugin's data, or the version of its contract where this program
  ///   speaks another.
  public func products(
    _ ids: some Sequence<String>
  ) throws(DiagnosticList) -> [String: ModelledProduct] {
    let wanted = Set(ids)
    var result: [String: ModelledProduct] = [:]
    for plugin in plugins
    where type(of: plugin).manifest.products.contains(where: wanted.contains) {
      if let problem = type(of: plugin).manifest.contractProblem {
        throw DiagnosticList([problem])
      }
      for product in try plugin.catalog().products {
        result[product.id] = ModelledProduct(
          product: product, throughput: plugin.throughputModel, cost: plugin.costModel)
      }
    }
    for product in files.flatMap(\.modelled) where wanted.contains(product.product.id) {
      result[product.product.id] = product
    }
    return result
  }
}
