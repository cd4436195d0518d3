import Documents
import Figures
package import Keys
import Units

/// The top of a hardware file: products with their facts, calibration, prices and measured points. Its
/// parts are read by those who need them.
enum HardwareFile {
  static let section = Section<Void>(
    "hardware", "A hardware file", merged: false, what: "datasheet file"
  ) { keys in
    let prices = PriceSections()
    version(keys)
    _ = keys.optional(
      "rank", Form<Fact<Count>>.count("3").readElsewhere,
      "place of a built-in plugin in lists; the last where it is left out")
    _ = keys.required(
      "products",
      Form<[Named<GivenProduct>]>.named(.section(GivenProduct.section(SourceTable())))
        .readElsewhere,
      "by id, what the file describes")
    let constant = Form<Fact<Ratio>>.sourced(Ratio.self, .any, "0.8", SourceTable())
    _ = keys.optional(
      "calibration",
      Form<Void>(
        .named(.named(.named(.either([constant.shape, .named(constant.shape)])))),
        describe: constant.describe
      ) { _, _ in nil },
      "by family and model, the constants of throughput models",
      without: "the wide defaults of a chip that nobody has measured")
    quotes(keys, prices)
    _ = keys.optional(
      "measured", prices.measured.readElsewhere, "points that go before the model")
    return ()
  }

  /// A file of prices alone.
  static let prices = Section<Void>("prices", "A price file", merged: false, what: "price file") {
    keys in
    version(keys)
    quotes(keys, PriceSections())
    return ()
  }

  private static func version(_ keys: Keys) {
    _ = keys.optional(
      "headroom-data", Form<String>(.singleNumber("1")) { _, _ in nil },
      "the version of the format, 1")
    _ = keys.optional(
      "sources", SourceTable.list.readElsewhere,
      "by a short name, what facts and quotes refer to")
  }

  private static func quotes(_ keys: Keys, _ prices: PriceSections) {
    _ = keys.optional(
      "providers", PriceSections.providers.readElsewhere, "by name, who rents out")
    _ = keys.optional("rental", prices.rentals.readElsewhere, "rents of an accelerator-hour")
    _ = keys.optional("purchase", prices.purchases.readElsewhere, "prices to buy")
    _ = keys.optional("endpoints", prices.endpoints.readElsewhere, "prices of tokens")
    _ = keys.optional("history", prices.history.readElsewhere, "indices and surveys")
  }
}

extension KeyTable {
  /// Every key of a hardware file.
  package static let hardware = KeyTable(sections: HardwareFile.section.sections)
}

/// A product as its file gives it.
struct GivenProduct {
  let name: String
  let vendor: String
  let family: String
  let form: String
  let released: PartialDate
  let facts: ProductFacts

  static func section(_ sources: SourceTable) -> Section<GivenProduct> {
    Section("product", "A product", merged: false) { keys in
      let name = keys.required("name", .text, "what people call it")
      let vendor = keys.required("vendor", .text, "who makes it")
      let family = keys.required("family", .text, "whose calibration it shares")
      let form = keys.required("form", .text, "card, module, node")
      let released = keys.required("released", .date, "from when it can be had")
      _ = keys.optional("aliases", Form<[String]>.several(.text), "other names")
      _ = keys.optional(
        "ambiguous-aliases", Form<[String]>.several(.text), "names that leave the form open")
      let facts = keys.required("facts", .section(facts(sources)), "what it can do")
      guard let name, let vendor, let family, let form, let released, let facts else { return nil }
      return GivenProduct(
        name: name, vendor: vendor, family: family, form: form, released: released, facts: facts)
    }
  }

  private static func facts(_ sources: SourceTable) -> Section<ProductFacts> {
    Section("facts", "Facts of a product, for one accelerator", merged: false, what: "facts") {
      keys in
      var facts = ProductFacts()
      for key in ProductFacts.keys {
        let change = keys.optional(key.name, key.sourced(sources), key.help, without: key.without)
        change?(&facts)
      }
      _ = keys.optional(
        "peak-tf32",
        .sourced(OperationsPerSecond.self, .positive, "495 TFLOP/s", sources),
        "dense peak in tf32, kept for readers")
      return facts
    }
  }
}
