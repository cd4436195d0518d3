public import Diagnostics
import Documents
import Figures
import Units

extension PriceBook {
  /// Reads a price file on its own, by product: the user's quotes, in the catalogue's format.
  public static func read(
    _ bytes: [UInt8], named name: String
  ) throws(DiagnosticList) -> [String: PriceBook] {
    let root = try parseDocument(bytes, name: name)
    var diagnostics = DiagnosticList()
    var reader = MappingReader(root, what: "price file", into: &diagnostics)
    for key in [
      "headroom-data", "sources", "providers", "rental", "purchase", "endpoints", "history",
    ] {
      _ = reader.optional(key)
    }
    reader.finish(into: &diagnostics)
    let books = all(in: root, into: &diagnostics)
    let found = DiagnosticList(
      diagnostics.diagnostics, sources: [name: SourceFile(name: name, bytes: bytes)])
    if found.hasErrors { throw found }
    return books
  }

  /// The price books of a file, by product.
  static func all(in root: Node, into diagnostics: inout DiagnosticList) -> [String: PriceBook] {
    let map = root.mapping ?? Mapping()
    let sources = SourceTable(map["sources"], into: &diagnostics)
    var segments: [String: Segment] = [:]
    for entry in map["providers"]?.mapping?.entries ?? [] {
      var reader = MappingReader(entry.value, what: "provider '\(entry.key)'", into: &diagnostics)
      let segment = reader.required("segment", into: &diagnostics)?
        .choice("segment", among: Segment.allCases.map(\.rawValue), into: &diagnostics)
      reader.finish(into: &diagnostics)
      segments[entry.key] = segment.flatMap(Segment.init(rawValue:))
    }
    var books: [String: PriceBook] = [:]
    for node in map["rental"]?.sequence ?? [] {
      guard let quote = Quote(node, segments: segments, sources: sources, into: &diagnostics)
      else { continue }
      books[quote.product, default: PriceBook()].rental.append(quote)
    }
    for node in map["purchase"]?.sequence ?? [] {
      guard let quote = PurchaseQuote(node, sources: sources, into: &diagnostics) else { continue }
      books[quote.product, default: PriceBook()].purchase.append(quote)
    }
    for node in map["endpoints"]?.sequence ?? [] {
      guard let quote = EndpointQuote(node, sources: sources, into: &diagnostics) else { continue }
      books[quote.product, default: PriceBook()].endpoints.append(quote)
    }
    for node in map["history"]?.sequence ?? [] {
      guard let record = MarketRecord(node, sources: sources, into: &diagnostics) else { continue }
      books[record.product, default: PriceBook()].history.append(record)
    }
    return books
  }
}

/// The keys that every line of a price file has.
private struct PriceLine {
  let product: String
  let date: PartialDate
  let citation: Citation
  let price: Node

  init?(
    _ reader: inout MappingReader, sources: SourceTable, into diagnostics: inout DiagnosticList
  ) {
    let product = reader.required("product", into: &diagnostics)?.scalar?.text
    let date = reader.required("date", into: &diagnostics)?.date("'date'", into: &diagnostics)
    let citation = reader.required("source", into: &diagnostics)
      .flatMap { sources.citation($0, into: &diagnostics) }
    let price = reader.required("price", into: &diagnostics)
    for extra in ["note", "instance", "accelerators", "seller", "region"] {
      _ = reader.optional(extra)
    }
    guard let product, let date, let citation, let price else { return nil }
    self.product = product
    self.date = date
    self.citation = citation
    self.price = price
  }

  /// A price above zero: half of all published price bugs are a zero or a wrong divisor.
  func amount<U: Unit>(_ unit: U.Type, into diagnostics: inout DiagnosticList) -> Double? {
    guard let value = price.estimate(unit, "a price", into: &diagnostics)?.central else {
      return nil
    }
    if value > 0 { return value }
    diagnostics.append(.badData("expected a price above zero", at: price.span))
    return nil
  }
}

extension Quote {
  fileprivate init?(
    _ node: Node, segments: [String: Segment], sources: SourceTable,
    into diagnostics: inout DiagnosticList
  ) {
    var reader = MappingReader(node, what: "a rent", into: &diagnostics)
    let line = PriceLine(&reader, sources: sources, into: &diagnostics)
    let provider = reader.required("provider", into: &diagnostics)
    let commitment = reader.required("commitment", into: &diagnostics)?
      .choice("commitment", among: Commitment.allCases.map(\.rawValue), into: &diagnostics)
    let region = node.mapping?["region"]?.scalar?.text ?? "unstated"
    reader.finish(into: &diagnostics)
    guard let line, let provider, let name = provider.scalar?.text,
      let price = line.amount(DollarsPerSecond.self, into: &diagnostics),
      let commitment = commitment.flatMap(Commitment.init(rawValue:))
    else { return nil }
    guard let segment = segments[name] else {
      diagnostics.append(
        .unknownValue(
          name, what: "provider", among: segments.keys.sorted(), at: provider.span))
      return nil
    }
    self.init(
      product: line.product, provider: name, segment: segment, commitment: commitment,
      region: region, price: price, date: line.date, citation: line.citation)
  }
}

extension PurchaseQuote {
  fileprivate init?(
    _ node: Node, sources: SourceTable, into diagnostics: inout DiagnosticList
  ) {
    var reader = MappingReader(node, what: "a purchase", into: &diagnostics)
    let line = PriceLine(&reader, sources: sources, into: &diagnostics)
    let form = reader.required("form", into: &diagnostics)?
      .choice("form", among: Form.allCases.map(\.rawValue), into: &diagnostics)
    let item = reader.optional("item")?.scalar?.text
    let grade = reader.optional("grade")?
      .choice("grade", among: Evidence.allCases.map(\.name), into: &diagnostics)
    let accelerators = node.mapping?["accelerators"]?
      .estimate(Count.self, "'accelerators'", into: &diagnostics)?.central
    reader.finish(into: &diagnostics)
    guard let line, let total = line.amount(Dollars.self, into: &diagnostics),
      let form = form.flatMap(Form.init(rawValue:)), let accelerators, accelerators > 0
    else { return nil }
    let seller = node.mapping?["seller"]?.scalar?.text
    self.init(
      product: line.product, form: form,
      item: [item ?? line.product, seller].compactMap(\.self).joined(separator: ", "),
      pricePerAccelerator: total / accelerators, date: line.date,
      evidence: grade.flatMap(Evidence.init(name:)) ?? .published, citation: line.citation)
  }
}

extension EndpointQuote {
  fileprivate init?(
    _ node: Node, sources: SourceTable, into diagnostics: inout DiagnosticList
  ) {
    var reader = MappingReader(node, what: "an endpoint price", into: &diagnostics)
    func word(_ key: String, _ diagnostics: inout DiagnosticList) -> String? {
      reader.required(key, into: &diagnostics)?.scalar?.text
    }
    func price(_ key: String, _ diagnostics: inout DiagnosticList) -> Double? {
      let node = reader.required(key, into: &diagnostics)
      guard
        let value = node?.estimate(DollarsPerToken.self, "'\(key)'", into: &diagnostics)?.central
      else { return nil }
      if value >= 0 { return value }
      diagnostics.append(.badData("expected a price of zero or more", at: node?.span))
      return nil
    }
    let product = word("product", &diagnostics)
    let provider = word("provider", &diagnostics)
    let model = word("model", &diagnostics)
    let input = price("input", &diagnostics)
    let output = price("output", &diagnostics)
    let date = reader.required("date", into: &diagnostics)?.date("'date'", into: &diagnostics)
    let citation = reader.required("source", into: &diagnostics)
      .flatMap { sources.citation($0, into: &diagnostics) }
    let event = reader.optional("event")?.scalar?.text ?? "listed"
    _ = reader.optional("note")
    reader.finish(into: &diagnostics)
    guard let product, let provider, let model, let input, let output, let date, let citation
    else { return nil }
    self.init(
      product: product, provider: provider, model: model, input: input, output: output,
      date: date, event: event, citation: citation)
  }
}

extension MarketRecord {
  fileprivate init?(
    _ node: Node, sources: SourceTable, into diagnostics: inout DiagnosticList
  ) {
    var reader = MappingReader(node, what: "a record", into: &diagnostics)
    let line = PriceLine(&reader, sources: sources, into: &diagnostics)
    let kind = reader.required("kind", into: &diagnostics)?.scalar?.text
    reader.finish(into: &diagnostics)
    guard let line, let kind, let price = line.amount(DollarsPerSecond.self, into: &diagnostics)
    else { return nil }
    self.init(
      product: line.product, kind: kind, price: price, date: line.date, citation: line.citation)
  }
}
