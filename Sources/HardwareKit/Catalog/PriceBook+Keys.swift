import Diagnostics
import Documents
import Figures
import Keys
import Units

/// The sections of a price file, which name its sources and its providers.
struct PriceSections: Sendable {
  var sources = SourceTable()
  /// Which market a provider is in, by its name.
  var segments: [String: Segment] = [:]

  init() {}

  /// What the file says of its sources and providers.
  init(_ map: Mapping, _ reading: Reading) {
    if let node = map["sources"], !node.isNull {
      sources = SourceTable(
        SourceTable.list.read(
          Place(node, path: "sources", noun: "'sources'", word: "source"), reading) ?? [])
    }
    if let node = map["providers"], !node.isNull {
      let place = Place(node, path: "providers", noun: "'providers'", word: "provider")
      for provider in Self.providers.read(place, reading) ?? [] {
        segments[provider.name] = provider.value
      }
    }
  }

  static let providers = Form<[Named<Segment>]>.named(.section(provider), noun: "provider")

  private static let provider = Section<Segment>("provider", "A provider", merged: false) { keys in
    keys.required("segment", .caseName, "which market it is in")
  }

  var rentals: Form<[Quote]> { .list(.section(rental)) }
  var purchases: Form<[PurchaseQuote]> { .list(.section(purchase)) }
  var endpoints: Form<[EndpointQuote]> { .list(.section(endpoint)) }
  var history: Form<[MarketRecord]> { .list(.section(record)) }
  var measured: Form<[MeasuredPoint]> { .several(.section(point)) }

  // MARK: Lines

  /// The keys that every line of a price file has.
  private struct Line<U: Unit> {
    let product: String
    let date: PartialDate
    let citation: Citation
    /// Above zero: half of all published price bugs are a zero or a wrong divisor.
    let price: Double

    init?(_ keys: Keys, _ sources: SourceTable, _ unit: U.Type, _ example: String, _ help: String) {
      let product = keys.required("product", .text, "the id of the product")
      let date = keys.required("date", .date, "of the quote")
      let citation = keys.required("source", sources.form, "the short name of a source")
      let price = keys.required("price", .fact(unit, .positive, example), help)
      guard let product, let date, let citation, let price else { return nil }
      self.product = product
      self.date = date
      self.citation = citation
      self.price = price.value
    }
  }

  private struct Remarks {
    let seller: String?
    let region: String?

    init(_ keys: Keys) {
      _ = keys.optional("note", .text, "what a reader should know")
      _ = keys.optional("instance", .text, "what was quoted")
      seller = keys.optional("seller", .text, "who sells")
      region = keys.optional("region", .text, "where", without: "unstated")
    }
  }

  private static let accelerators = Form.fact(
    Count.self, Bounds.positive.atMost(1e6, "at most a million"), "8")

  private var rental: Section<Quote> {
    Section("rental", "A rent", merged: false, what: "a rent") { keys in
      let line = Line(keys, sources, DollarsPerSecond.self, "$2.20/h", "of an accelerator-hour")
      let provider = keys.required("provider", Form<String>.text.placed, "who rents it out")
      let commitment: Commitment? = keys.required("commitment", .caseName, "for how long")
      let remarks = Remarks(keys)
      _ = keys.optional("accelerators", Self.accelerators, "how many the price is for")
      guard let line, let provider, let commitment else { return nil }
      guard let segment = segments[provider.value] else {
        keys.reading.report(
          .unknownValue(
            provider.value, what: "provider", among: segments.keys.sorted(),
            at: provider.place.node.span))
        return nil
      }
      return Quote(
        product: line.product, provider: provider.value, segment: segment,
        commitment: commitment, region: remarks.region ?? "unstated", price: line.price,
        date: line.date, citation: line.citation)
    }
  }

  private var purchase: Section<PurchaseQuote> {
    Section("purchase", "A price to buy", merged: false, what: "a purchase") { keys in
      let line = Line(keys, sources, Dollars.self, "$280 k", "of the whole offer")
      let form: PurchaseQuote.Form? = keys.required("form", .caseName, "what is sold")
      let item = keys.optional("item", .text, "what it is called")
      let grade = keys.optional("grade", Evidence.form, "how well supported", without: "published")
      let remarks = Remarks(keys)
      let accelerators = keys.required(
        "accelerators", Self.accelerators, "how many the price is for")
      guard let line, let form, let accelerators else { return nil }
      return PurchaseQuote(
        product: line.product, form: form,
        item: [item ?? line.product, remarks.seller].compactMap(\.self).joined(separator: ", "),
        pricePerAccelerator: line.price / accelerators.value, date: line.date,
        evidence: grade ?? .published, citation: line.citation)
    }
  }

  private var endpoint: Section<EndpointQuote> {
    Section("endpoint", "A price of tokens", merged: false, what: "an endpoint price") { keys in
      let product = keys.required("product", .text, "the id of the product")
      let date = keys.required("date", .date, "of the quote")
      let citation = keys.required("source", sources.form, "the short name of a source")
      let provider = keys.required("provider", .text, "who sells them")
      let model = keys.required("model", .text, "of which model")
      let price = Form.fact(DollarsPerToken.self, .notNegative, "$0.60 per M tokens")
      let input = keys.required("input", price, "of prompt tokens")
      let output = keys.required("output", price, "of output tokens")
      let event = keys.optional("event", .text, "what happened on the date", without: "listed")
      _ = keys.optional("note", .text, "what a reader should know")
      guard let product, let provider, let model, let input, let output, let date, let citation
      else { return nil }
      return EndpointQuote(
        product: product, provider: provider, model: model, input: input.value,
        output: output.value, date: date, event: event ?? "listed", citation: citation)
    }
  }

  private var record: Section<MarketRecord> {
    Section("record", "An index or a survey", merged: false, what: "a record") { keys in
      let line = Line(keys, sources, DollarsPerSecond.self, "$2.20/h", "of an accelerator-hour")
      let kind = keys.required("kind", .text, "what it counts")
      _ = Remarks(keys)
      _ = keys.optional("accelerators", Self.accelerators, "how many the price is for")
      guard let line, let kind else { return nil }
      return MarketRecord(
        product: line.product, kind: kind, price: line.price, date: line.date,
        citation: line.citation)
    }
  }

  // MARK: Measured points

  private var point: Section<MeasuredPoint> {
    Section("measured", "A measured point", merged: false, what: "a measured point") { keys in
      let product = keys.required("product", .text, "the id of the product")
      let model = keys.required("model", .text, "which model ran")
      let precision: Precision? = keys.required("precision", .caseName, "of weights")
      let tp = keys.optional(
        "tp", .count("8", to: 4096), "accelerators of the layout", without: "1")
      let batch = keys.required(
        "concurrency",
        .fact(Count.self, .atLeast(1, "one or more"), "64"), "requests in flight")
      let rate = keys.required(
        "rate", Form.fact(TokensPerSecond.self, .positive, "4200 tokens/s").placed,
        "output of the replica")
      let citation = keys.required("source", sources.form, "the short name of a source")
      let note = keys.optional("note", .text, "what a reader should know")
      guard let product, let model, let precision, let batch, let rate, let citation,
        let place = keys.place
      else { return nil }
      return MeasuredPoint(
        product: product, model: model, precision: precision,
        tp: tp.map { Int(saturating: $0.value) } ?? 1,
        batch: batch.value,
        rate: Fact(
          rate.value.value,
          Provenance(
            .citations([citation]), evidence: .measured, note: note,
            written: rate.place.node.scalar?.text)),
        span: place.node.span)
    }
  }
}
