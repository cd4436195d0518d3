public import Diagnostics
import Documents
import Figures
import Keys
import Units

/// Products from a file of the user's own: private chips, negotiated systems, measured points.
///
/// The format is that of the built-in datasheets; prices may stand in the same file under the keys of
/// a price file, and `measured:` holds points that go before the model. A product without a
/// `calibration:` of its own takes the wide defaults of a chip that nobody has measured.
public struct DatasheetFile: Sendable {
  public let name: String
  public let catalog: Catalog
  /// Other spellings of the products, as the file gives them.
  public let aliases: [String: String]
  /// Measured points, by product.
  public let points: [String: [MeasuredPoint]]
  /// The text, for the places of what is found in it.
  public let source: SourceFile
  /// Where each product stands, and each of its facts.
  private let products: [String: (name: SourceSpan, facts: [String: SourceSpan])]

  public init(bytes: [UInt8], name: String) throws(DiagnosticList) {
    do throws(DiagnosticList) {
      try self.init(parsing: bytes, name: name)
    } catch {
      var error = error
      error.sources = [name: SourceFile(name: name, bytes: bytes)]
      throw error
    }
  }

  /// Where a product stands, or one of its facts; nil for what the file does not have.
  public func place(of product: String, fact: String? = nil) -> SourceSpan? {
    guard let known = products[product] else { return nil }
    return fact.flatMap { known.facts[$0] } ?? known.name
  }

  private init(parsing text: [UInt8], name: String) throws(DiagnosticList) {
    var root = try parseDocument(text, name: name)
    let reading = Reading()
    _ = HardwareFile.section.read(
      Place(root, path: "", noun: "datasheet file", word: "datasheet file"), reading)
    let products = root.mapping?["products"]
    guard let bytes = EmbeddedFile.bytes("calibration.yaml") else {
      throw DiagnosticList([.badData("there is no embedded file 'calibration.yaml'", at: nil)])
    }
    let defaults = try parseDocument(bytes, name: "calibration.yaml")
    var aliases: [String: String] = [:]
    for entry in products?.mapping?.entries ?? [] {
      for alias in entry.value.mapping?["aliases"]?.listOrOne ?? [] {
        if let text = alias.scalar?.text { aliases[text] = entry.key }
      }
      guard let family = entry.value.mapping?["family"]?.scalar?.text,
        root.value(at: ["calibration", family]) == nil
      else { continue }
      root = try root.setting(path: ["calibration", family], to: defaults)
    }
    var ignored = DiagnosticList()
    // What is wrong with them is told by the catalogue.
    let sources = SourceTable(root.mapping?["sources"], into: &ignored)
    points = MeasuredPoint.all(in: root, sources: sources, reading)
    try reading.found.throwIfErrors()
    let catalog = try Catalog(datasheet: root, prices: root)
    for (product, list) in points.sorted(by: { $0.key < $1.key })
    where !catalog.products.contains(where: { $0.id == product }) {
      reading.report(
        .unknownProduct(product, known: catalog.products.map(\.id), at: list.first?.span))
    }
    try reading.found.throwIfErrors()
    self.name = name
    source = SourceFile(name: name, bytes: text)
    var places: [String: (name: SourceSpan, facts: [String: SourceSpan])] = [:]
    for entry in products?.mapping?.entries ?? [] {
      let facts = entry.value.mapping?["facts"]?.mapping?.entries ?? []
      places[entry.key] = (
        entry.keySpan,
        Dictionary(facts.map { ($0.key, $0.keySpan) }, uniquingKeysWith: { first, _ in first })
      )
    }
    self.products = places
    self.catalog = catalog
    self.aliases = aliases
  }

  /// The products with their models; where there are measured points, those go first.
  public var modelled: [ModelledProduct] {
    catalog.products.map { product in
      let own = points[product.id] ?? []
      return ModelledProduct(
        product: product,
        throughput: { product in
          let base = Roofline(product)
          return own.isEmpty ? base : MeasuredModel(base: base, points: own)
        },
        cost: ComponentCost.init)
    }
  }
}
