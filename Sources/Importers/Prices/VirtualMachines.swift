import Diagnostics
import HardwareKit

/// A SkyPilot catalogue: prices of instances by region and zone, on demand and spot.
struct VirtualMachines {
  let importer: PriceImporter
  let file: String
  let date: String
  private var found = DiagnosticList()
  private var columns: [String: Int] = [:]
  /// By name and form of the file: the product, or nothing where no plugin has it.
  private var products: [String: String?] = [:]
  private var unknown: [String: Int] = [:]
  private var seen: Set<String> = []
  private static let needed = ["instancetype", "acceleratorname", "acceleratorcount", "price"]

  init(importer: PriceImporter, file: String, date: String) {
    self.importer = importer
    self.file = file
    self.date = date
  }

  private func span(_ line: Int) -> SourceSpan { SourceSpan(file: file, line: line, column: 1) }

  mutating func read(_ bytes: [UInt8]) throws(DiagnosticList) -> ImportedPrices {
    var reader = CSVReader(ByteStream(name: file, bytes: bytes))
    guard try reader.next() else { throw DiagnosticList([.emptyImport(file)]) }
    for (index, name) in reader.texts.enumerated() { columns[name.lowercased()] = index }
    guard Self.needed.allSatisfy({ columns[$0] != nil }) else {
      throw DiagnosticList([
        .unknownFormat("prices", known: PriceImporter.formats.map(\.title), at: span(1))
      ])
    }
    let (provider, segment) = try seller()
    var result = ImportedPrices(
      format: "SkyPilot catalogue", file: file, date: date, provider: provider, segment: segment)
    while try reader.next() { readRow(reader, into: &result) }
    if !unknown.isEmpty {
      let names = unknown.keys.sorted().prefix(12).joined(separator: ", ")
      found.append(
        .leftOut(
          "\(unknown.values.reduce(0, +)) rows of accelerators that no plugin has: \(names)"))
    }
    try found.throwIfErrors()
    if result.rentals.isEmpty {
      throw DiagnosticList([
        .missingFigure("a price of an accelerator that a plugin has", at: span(1))
      ])
    }
    // Full nodes first: their price is what a fleet pays.
    result.rentals = result.rentals.enumerated().sorted {
      ($0.element.product, -$0.element.accelerators, $0.offset)
        < ($1.element.product, -$1.element.accelerators, $1.offset)
    }.map(\.element)
    result.warnings = found
    return result
  }

  /// Who sells, and in which segment: as the catalogue has it, else as the user says.
  private func seller() throws(DiagnosticList) -> (String, Segment) {
    var missing: [(option: String, what: String)] = []
    let named = importer.settings.provider
    let known = importer.settings.segments.first {
      $0.key.lowercased() == named?.lowercased()
    }
    let segment = importer.settings.segment ?? known?.value
    if named == nil { missing.append(("--provider nebius", "who sells")) }
    if segment == nil, named != nil {
      missing.append(("--segment neocloud", "the segment of a seller that is not in the catalogue"))
    }
    guard let named, let segment else {
      throw DiagnosticList([.notInTheFile("a SkyPilot catalogue", options: missing, at: span(1))])
    }
    return (known?.key ?? named, segment)
  }

  private func text(_ column: String, _ reader: CSVReader) -> String {
    columns[column].map(reader.text) ?? ""
  }

  private mutating func readRow(_ reader: CSVReader, into result: inout ImportedPrices) {
    let name = text("acceleratorname", reader)
    // Instances without accelerators have no name, or a count of none.
    guard !name.isEmpty, let count = Double(text("acceleratorcount", reader)), count > 0 else {
      return
    }
    let instance = text("instancetype", reader)
    let about = "\(instance) \(text("gpuinfo", reader))"
    guard let product = product(name, about, line: reader.line) else { return }
    let region = text("region", reader)
    for (column, commitment) in [("price", Commitment.onDemand), ("spotprice", .spot)] {
      let written = text(column, reader)
      if written.isEmpty { continue }
      guard let price = Double(written), price > 0, price.isFinite else {
        found.append(
          .badFigure(
            column, expected: "a price above zero", found: quoted(written), at: span(reader.line)))
        continue
      }
      // A row for each zone of a region.
      let key = "\(product)|\(commitment)|\(region)|\(count)|\(price)"
      guard seen.insert(key).inserted else { continue }
      result.rentals.append(
        ImportedPrices.Rental(
          product: product, commitment: commitment, region: region.isEmpty ? "unstated" : region,
          price: price / count, instance: instance, accelerators: count, line: reader.line))
    }
  }

  // MARK: Products

  private static let forms = ["sxm", "pcie", "nvl"]
  private static let memories = ["40gb", "80gb"]

  /// The product of a name. Where it leaves the form open, the words of the instance and of what the seller says of the
  /// accelerator decide; where they do not, it is asked for once.
  private mutating func product(_ name: String, _ about: String, line: Int) -> String? {
    if let own = importer.settings.products[name] {
      return importer.names.product(own, option: "--product", at: nil, into: &found)
    }
    let words = "\(name) \(about)".lowercased()
    let told = (Self.forms + Self.memories).filter(words.contains)
    let key = "\(name)|\(told.joined())"
    if let known = products[key] {
      if known == nil, unknown[name] != nil { unknown[name, default: 0] += 1 }
      return known
    }
    let result = resolve(name, told: told, line: line)
    products[key] = .some(result)
    return result
  }

  private mutating func resolve(_ name: String, told: [String], line: Int) -> String? {
    var choices: [String]
    switch importer.names.product(name) {
    case .none:
      unknown[name, default: 0] += 1
      return nil
    case .one(let id):
      // `H200` is read as one form; a seller that says another means the other.
      let other = told.filter { Self.forms.contains($0) && !id.contains($0) }
      let isOneForm = !Self.forms.contains(where: id.contains)
      if isOneForm || other.isEmpty
        || told.contains(where: { Self.forms.contains($0) && id.contains($0) })
      {
        return id
      }
      let stem = id.split(separator: "-").prefix(2).joined(separator: "-") + "-"
      choices = importer.names.registry.productIDs.filter { $0.hasPrefix(stem) }
    case .several(let all): choices = all
    }
    let all = choices
    for word in told {
      let fitting = choices.filter { $0.contains(word) }
      if !fitting.isEmpty { choices = fitting }
    }
    if choices.count == 1 { return choices[0] }
    found.append(
      .openProduct(name, choices: all, option: "--product \(name)=…", at: span(line)))
    return nil
  }
}
