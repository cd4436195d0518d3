public import Diagnostics
import Documents
import Figures
import Keys
public import Units

extension Catalog {
  /// Reads a datasheet file and a price file of the format that `Documentation/Data.md` describes.
  ///
  /// - Parameter constants: The constants of the plugin's own model, with the unit of each.
  public init(
    datasheet: [UInt8], named name: String, prices: [UInt8], pricesNamed: String,
    constants: [String: any Unit.Type] = [:]
  ) throws(DiagnosticList) {
    try self.init(
      datasheet: try parseDocument(datasheet, name: name),
      prices: try parseDocument(prices, name: pricesNamed), constants: constants)
  }

  init(
    datasheet root: Node, prices quotes: Node, constants: [String: any Unit.Type] = [:]
  ) throws(DiagnosticList) {
    var diagnostics = DiagnosticList()
    let map = root.mapping ?? Mapping()
    let sources = SourceTable(map["sources"], into: &diagnostics)
    let reading = Reading()
    let books = PriceBook.all(in: quotes, reading)
    diagnostics.merge(reading.found)
    var products: [Product] = []
    for entry in map["products"]?.mapping?.entries ?? [] {
      let product = Product.read(
        entry, root: root, sources: sources, prices: books[entry.key] ?? PriceBook(),
        constants: constants, into: &diagnostics)
      if let product { products.append(product) }
    }
    for product in books.keys.sorted() where !products.contains(where: { $0.id == product }) {
      diagnostics.append(
        .unknownProduct(product, known: products.map(\.id), at: quotes.span))
    }
    if diagnostics.hasErrors { throw diagnostics }
    self.init(products: products)
  }
}

extension Product {
  fileprivate static func read(
    _ entry: Mapping.Entry, root: Node, sources: SourceTable, prices: PriceBook,
    constants: [String: any Unit.Type], into diagnostics: inout DiagnosticList
  ) -> Product? {
    let reading = Reading()
    let noun = "product '\(entry.key)'"
    let place = Place(entry.value, path: entry.key, noun: noun, word: noun)
    let product = GivenProduct.section(sources).read(place, reading)
    diagnostics.merge(reading.found)
    guard let product else { return nil }
    let family = product.family
    let calibration = Node.calibration(of: family, in: root)
    let own =
      calibration?.value(at: ["products", entry.key])
      ?? calibration?.value(at: ["products", "other"])
    return Product(
      id: entry.key, name: product.name, vendor: product.vendor, family: family,
      form: product.form, released: product.released, facts: product.facts,
      trainingCalibration: calibration?.mapping?["training"].map {
        TrainingCalibration($0, sources: sources, into: &diagnostics)
      },
      servingCalibration: calibration?.mapping?["serving"].map {
        ServingCalibration($0, own: own, sources: sources, into: &diagnostics)
      },
      constants: ModelConstants(
        calibration?.mapping?["model"], constants, sources: sources, into: &diagnostics),
      calibration: CalibrationLine.all(in: calibration, own: own, sources: sources),
      prices: prices)
  }
}

extension Node {
  fileprivate static func calibration(of family: String, in root: Node) -> Node? {
    root.value(at: ["calibration", family])
  }
}

extension ModelConstants {
  fileprivate init(
    _ node: Node?, _ units: [String: any Unit.Type], sources: SourceTable,
    into diagnostics: inout DiagnosticList
  ) {
    self.init()
    guard let node else { return }
    var reader = MappingReader(node, what: "the constants of the model", into: &diagnostics)
    for (name, unit) in units.sorted(by: { $0.key < $1.key }) {
      read(name, unit, from: &reader, sources, into: &diagnostics)
    }
    reader.finish(into: &diagnostics)
  }

  private mutating func read<U: Unit>(
    _ name: String, _ unit: U.Type, from reader: inout MappingReader, _ sources: SourceTable,
    into diagnostics: inout DiagnosticList
  ) {
    add(name, reader.optional(name)?.fact(unit, "'\(name)'", sources, into: &diagnostics))
  }
}

extension TrainingCalibration {
  init(_ node: Node, sources: SourceTable, into diagnostics: inout DiagnosticList) {
    let table = ConstantTable(node, fallback: node, sources: sources)
    var gemm: [Precision: Fact<Ratio>] = [:]
    for precision in Precision.allCases where table.has("gemm-\(precision.rawValue)") {
      gemm[precision] = table.fact(
        "gemm-\(precision.rawValue)", Ratio.self, into: &diagnostics)
    }
    self.gemm = gemm
    attentionCore = table.fact("attention-core", Ratio.self, into: &diagnostics)
    memoryShare = table.fact("memory-share", Ratio.self, into: &diagnostics)
    scaleUp = table.fact("scale-up-efficiency", Ratio.self, into: &diagnostics)
    scaleOut = table.fact("scale-out-efficiency", Ratio.self, into: &diagnostics)
  }
}

extension ServingCalibration {
  init(
    _ node: Node, own: Node?, sources: SourceTable, into diagnostics: inout DiagnosticList
  ) {
    let table = ConstantTable(node, fallback: node, sources: sources)
    let product = ConstantTable(own, fallback: node, sources: sources)
    bandwidth = product.fact("mbu", Ratio.self, into: &diagnostics)
    correction = product.fact("mfu-correction", Ratio.self, into: &diagnostics)
    bandwidthFactors = [:]
    products = [:]
    for group in Group.allCases {
      let (reads, computes) = ("bandwidth-\(group.rawValue)", "mfu-\(group.rawValue)")
      if table.has(reads) {
        bandwidthFactors[group] = table.fact(reads, Ratio.self, into: &diagnostics)
      }
      if table.has(computes) {
        products[group] = table.fact(computes, Ratio.self, into: &diagnostics)
      }
    }
    expertProducts = table.fact("mfu-moe", Ratio.self, into: &diagnostics)
    prefillAttention = table.fact("prefill-attention", Ratio.self, into: &diagnostics)
    link = table.fact("link-efficiency", Ratio.self, into: &diagnostics)
  }
}
