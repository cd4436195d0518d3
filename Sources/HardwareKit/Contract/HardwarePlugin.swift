public import Diagnostics

/// What a plugin says about itself before any of its data is read.
public struct PluginManifest: Sendable, Hashable {
  /// The name of the plugin's folder, `H100`.
  public let id: String
  /// The version of this contract that the plugin was written against.
  public let contract: Int
  /// The product ids that the plugin supplies, in the order of its datasheet.
  public let products: [String]
  /// Other spellings of a product's id, and the id that each stands for.
  public let aliases: [String: String]
  /// Short names that leave the form open, such as `h100`: they resolve, with a note that says to what.
  public let ambiguousAliases: [String: String]

  /// The version of the contract that this kit speaks.
  public static let spokenContract = 1

  public init(
    id: String, contract: Int = 1, products: [String], aliases: [String: String] = [:],
    ambiguousAliases: [String: String] = [:]
  ) {
    self.id = id
    self.contract = contract
    self.products = products
    self.aliases = aliases
    self.ambiguousAliases = ambiguousAliases
  }
}

extension PluginManifest {
  /// What is wrong with the version of the contract; `nil` where the plugin can be read.
  public var contractProblem: Diagnostic? {
    guard contract != Self.spokenContract else { return nil }
    return Diagnostic(
      .error, .contract,
      "'\(id)': expected contract \(Self.spokenContract), found \(contract)",
      notes: [
        Diagnostic.Note(
          contract > Self.spokenContract
            ? "the plugin is newer than this program; a newer program reads it"
            : "the plugin is older than this program; build it against the present HardwareKit")
      ])
  }
}

/// A family of hardware: its products, how fast they run and what they cost.
///
/// A plugin describes; the planner decides. It gives products, legal layouts, throughput figures
/// and cost line items, and never totals, ranks, discounts or formats.
///
/// A chip that is a roofline over its memory needs a manifest, three data files and five lines of
/// Swift: the two models default to ``Roofline`` and ``ComponentCost``.
public protocol HardwarePlugin: Sendable {
  static var manifest: PluginManifest { get }

  /// Products with their datasheets and prices. Called only when a plan names one.
  func catalog() throws(DiagnosticList) -> Catalog

  /// What others measured on the products: tables with headers of their own, by the name of the file.
  func measurements() -> (name: String, bytes: [UInt8])

  func throughputModel(for product: Product) -> any ThroughputModel
  func costModel(for product: Product) -> any CostModel
}

extension HardwarePlugin {
  public func catalog() throws(DiagnosticList) -> Catalog {
    try Catalog(embedded: Self.manifest.id)
  }

  public func measurements() -> (name: String, bytes: [UInt8]) {
    let name = "\(Self.manifest.id)/measured.csv"
    return (name, EmbeddedFile.bytes(name) ?? [])
  }

  public func throughputModel(for product: Product) -> any ThroughputModel {
    Roofline(product)
  }

  public func costModel(for product: Product) -> any CostModel {
    ComponentCost(product)
  }
}
