public import Diagnostics

/// The plugins that a program has, and the products that they supply by name.
///
/// Names resolve from manifests alone; a plugin's data is read only when a product of it is asked for.
public struct ProductRegistry: Sendable {
  private let plugins: [any HardwarePlugin]
  private let files: [DatasheetFile]
  private let meanings: [String: Resolution]

  /// - Parameter files: Products of the user's own; their names go before the built-in ones.
  public init(_ plugins: [any HardwarePlugin], files: [DatasheetFile] = []) {
    self.plugins = plugins
    self.files = files
    var meanings: [String: Resolution] = [:]
    func add(_ name: String, _ meaning: Resolution) {
      meanings[Self.spelling(name)] = meanings[Self.spelling(name)] ?? meaning
    }
    for file in files {
      for product in file.catalog.products { add(product.id, .product(product.id)) }
      for (name, id) in file.aliases { add(name, .product(id)) }
    }
    for manifest in plugins.map({ type(of: $0).manifest }) {
      for id in manifest.products { add(id, .product(id)) }
      for (name, id) in manifest.aliases { add(name, .product(id)) }
      for (name, id) in manifest.ambiguousAliases { add(name, .ambiguous(id)) }
    }
    self.meanings = meanings
  }

  /// A name in the one form in which names are compared: sources write `H100-SXM`, `h100_sxm` and
  /// `NVIDIA H100 80GB HBM3` for what a datasheet spells once.
  static func spelling(_ name: String) -> String {
    String(name.lowercased().map { $0 == "_" || $0 == " " ? "-" : $0 })
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

  /// What a name stands for, in any case and with `-`, `_` or a blank between its parts.
  public func resolve(_ name: String) -> Resolution {
    meanings[Self.spelling(name)] ?? .unknown
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
