public import Diagnostics
import Documents
import Keys

extension PriceBook {
  /// Reads a price file on its own, by product: the user's quotes, in the catalogue's format.
  public static func read(
    _ bytes: [UInt8], named name: String
  ) throws(DiagnosticList) -> [String: PriceBook] {
    let root = try parseDocument(bytes, name: name)
    let reading = Reading()
    _ = HardwareFile.prices.read(
      Place(root, path: "", noun: "price file", word: "price file"), reading)
    let books = all(in: root, reading)
    let found = DiagnosticList(
      reading.found.diagnostics, sources: [name: SourceFile(name: name, bytes: bytes)])
    if found.hasErrors { throw found }
    return books
  }

  /// The price books of a file, by product.
  static func all(in root: Node, _ reading: Reading) -> [String: PriceBook] {
    let map = root.mapping ?? Mapping()
    let sections = PriceSections(map, reading)
    func list<Item>(_ key: String, _ form: Form<[Item]>) -> [Item] {
      guard let node = map[key], !node.isNull else { return [] }
      return form.read(Place(node, path: key, noun: "'\(key)'", word: key), reading) ?? []
    }
    var books: [String: PriceBook] = [:]
    for quote in list("rental", sections.rentals) {
      books[quote.product, default: PriceBook()].rental.append(quote)
    }
    for quote in list("purchase", sections.purchases) {
      books[quote.product, default: PriceBook()].purchase.append(quote)
    }
    for quote in list("endpoints", sections.endpoints) {
      books[quote.product, default: PriceBook()].endpoints.append(quote)
    }
    for record in list("history", sections.history) {
      books[record.product, default: PriceBook()].history.append(record)
    }
    return books
  }
}
