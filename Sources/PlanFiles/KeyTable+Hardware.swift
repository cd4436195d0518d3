import HardwareKit

extension KeyTable {
  /// Every key of a hardware file: products with their facts, calibration, prices and measured points.
  public static let hardware = KeyTable(sections: [file] + facts + quotes)

  private static let file = Section(
    "hardware", "A hardware file", merged: false,
    [
      Key("headroom-data", .number("1"), "the version of the format, 1"),
      Key("sources", .named(.section("source")), "by a short name, what facts and quotes refer to"),
      .required("products", .named(.section("product")), "by id, what the file describes"),
      Key(
        "calibration",
        .named(.named(.named(.either([.section("fact"), .named(.section("fact"))])))),
        "by family and model, the constants of throughput models",
        without: "the wide defaults of a chip that nobody has measured"),
      Key("providers", .named(.section("provider")), "by name, who rents out"),
      Key("rental", .list(.section("rental")), "rents of an accelerator-hour"),
      Key("purchase", .list(.section("purchase")), "prices to buy"),
      Key("endpoints", .list(.section("endpoint")), "prices of tokens"),
      Key("history", .list(.section("record")), "indices and surveys"),
      Key("measured", .several(.section("measured")), "points that go before the model"),
    ])

  private static let facts = [
    Section(
      "source", "A source", merged: false,
      [
        .required("title", .text, "what it is called"),
        .required("publisher", .text, "who says so"),
        .required("date", .date, "when"), .required("locator", .text, "where in it"),
      ]),
    Section(
      "product", "A product", merged: false,
      [
        .required("name", .text, "what people call it"), .required("vendor", .text, "who makes it"),
        .required("family", .text, "whose calibration it shares"),
        .required("form", .text, "card, module, node"),
        .required("released", .date, "from when it can be had"),
        Key("aliases", .several(.text), "other names"),
        Key("ambiguous-aliases", .several(.text), "names that leave the form open"),
        .required("facts", .section("facts"), "what it can do"),
      ]),
    Section(
      "facts", "Facts of a product, for one accelerator", merged: false,
      Precision.allCases.map {
        Key(
          "peak-\($0.rawValue)", .section("fact"), "dense peak in \($0.rawValue)",
          without: "not supported")
      } + [
        Key("peak-tf32", .section("fact"), "dense peak in tf32"),
        Key("memory", .section("fact"), "memory"),
        Key("on-chip-memory", .section("fact"), "memory on the chip"),
        Key("far-memory", .section("fact"), "slower memory behind it"),
        Key("memory-bandwidth", .section("fact"), "bandwidth of the memory"),
        Key("scale-up-bandwidth", .section("fact"), "link inside a domain, one direction"),
        Key("scale-up-domain", .section("fact"), "accelerators of a domain"),
        Key("scale-out-bandwidth", .section("fact"), "link between nodes, one direction"),
        Key("power", .section("fact"), "maximum power"),
        Key("node-accelerators", .section("fact"), "accelerators of a node"),
        Key("node-power", .section("fact"), "maximum power of a node"),
      ]),
    Section(
      "fact", "A fact", merged: false,
      [
        .required(
          "value", .either([.number("989 TFLOP/s"), .named(.number("1"))]),
          "with its unit; a range or a distribution as in a plan"),
        Key("source", .text, "the short name of a source", without: "an assumption, with a note"),
        grade, Key("note", .text, "what a reader should know"),
        Key("title", .text, "kept for readers"), Key("date", .date, "kept for readers"),
        Key("region", .text, "kept for readers"),
      ]),
  ]

  private static let grade = Key(
    "grade", .choice(["measured", "published", "modelled", "assumed"]), "how well supported",
    without: "published")

  private static let line = [
    Key.required("product", .text, "the id of the product"),
    .required("date", .date, "of the quote"),
    .required("source", .text, "the short name of a source"),
  ]
  private static let remarks = [
    Key("note", .text, "what a reader should know"), Key("instance", .text, "what was quoted"),
    Key("accelerators", .number("8"), "how many the price is for"),
    Key("seller", .text, "who sells"), Key("region", .text, "where", without: "unstated"),
  ]

  private static let quotes = [
    Section(
      "provider", "A provider", merged: false,
      [
        .required("segment", .choice(Segment.allCases.map(\.rawValue)), "which market it is in")
      ]),
    Section(
      "rental", "A rent", merged: false,
      line + [
        .required("price", .quantity("$2.20/h"), "of an accelerator-hour"),
        .required("provider", .text, "who rents it out"),
        .required("commitment", .choice(Commitment.allCases.map(\.rawValue)), "for how long"),
      ] + remarks),
    Section(
      "purchase", "A price to buy", merged: false,
      line + [
        .required("price", .quantity("$280 k"), "of the whole offer"),
        .required("form", .choice(PurchaseQuote.Form.allCases.map(\.rawValue)), "what is sold"),
        Key("item", .text, "what it is called"),
        grade,
      ] + remarks),
    Section(
      "endpoint", "A price of tokens", merged: false,
      line + [
        .required("provider", .text, "who sells them"), .required("model", .text, "of which model"),
        .required("input", .quantity("$0.60 per M tokens"), "of prompt tokens"),
        .required("output", .quantity("$0.60 per M tokens"), "of output tokens"),
        Key("event", .text, "what happened on the date", without: "listed"),
        Key("note", .text, "what a reader should know"),
      ]),
    Section(
      "record", "An index or a survey", merged: false,
      line + [
        .required("price", .quantity("$2.20/h"), "of an accelerator-hour"),
        .required("kind", .text, "what it counts"),
      ] + remarks),
    Section(
      "measured", "A measured point", merged: false,
      [
        .required("product", .text, "the id of the product"),
        .required("model", .text, "which model ran"),
        .required("precision", .choice(Precision.allCases.map(\.rawValue)), "of weights"),
        Key("tp", .number("8"), "accelerators of the layout", without: "1"),
        .required("concurrency", .number("64"), "requests in flight"),
        .required("rate", .quantity("4200 tokens/s"), "output of the replica"),
        .required("source", .text, "the short name of a source"),
        Key("note", .text, "what a reader should know"),
      ]),
  ]
}
