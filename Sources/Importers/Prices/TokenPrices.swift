import Diagnostics
import JSON

/// Prices of tokens of hosted models: LiteLLM's map, and OpenRouter's list.
struct TokenPrices {
  let names: Names
  let hosts: [String: String]
  private var found = DiagnosticList()
  private var lines: [String: (line: ImportedPrices.Endpoint, key: String)] = [:]
  private var order: [String] = []
  private var strangers: [String] = []
  private var free = 0
  private static let million = 1e6

  init(names: Names, hosts: [String: String]) {
    self.names = names
    self.hosts = hosts
  }

  mutating func liteLLM(
    _ item: Item, file: String, date: String
  ) throws(DiagnosticList) -> ImportedPrices {
    for (key, entry) in item.members ?? [] where key != "sample_spec" {
      guard ["chat", "completion", "responses"].contains(entry["mode"]?.text ?? ""),
        let seller = entry["litellm_provider"]?.text,
        let input = entry["input_cost_per_token"], let output = entry["output_cost_per_token"]
      else { continue }
      add(
        key, seller: Self.sellers[seller] ?? seller, input: input, output: output,
        note: (["key \(key)"] + Self.further(entry)).joined(separator: "; "))
    }
    return try finish("LiteLLM price map", file: file, date: date, at: item.span)
  }

  mutating func openRouter(
    _ item: Item, file: String, date: String
  ) throws(DiagnosticList) -> ImportedPrices {
    for entry in item["data"]?.list ?? [] {
      guard let id = entry["id"]?.text, let pricing = entry["pricing"],
        let input = pricing["prompt"], let output = pricing["completion"]
      else { continue }
      // A router has no price of its own.
      if input.anyNumber == -1 { continue }
      let cached =
        pricing["input_cache_read"]?.anyNumber
        .map { "; cache read $\(Self.digits($0)) per M tokens" } ?? ""
      add(
        id, seller: "OpenRouter", input: input, output: output,
        note: "id \(id), the cheapest host\(cached)")
    }
    return try finish("OpenRouter models", file: file, date: date, at: item.span)
  }

  private mutating func add(
    _ key: String, seller: String, input: Item, output: Item, note: String
  ) {
    guard let inputPrice = input.notNegative("price of \(key)", into: &found),
      let outputPrice = output.notNegative("price of \(key)", into: &found)
    else { return }
    if inputPrice == 0, outputPrice == 0 {
      free += 1
      return
    }
    guard let model = model(key) else {
      strangers.append(key)
      return
    }
    let line = ImportedPrices.Endpoint(
      product: hosts[seller] ?? "hosted-endpoint", provider: seller, model: model,
      input: inputPrice * Self.million,
      output: outputPrice * Self.million, note: note)
    let place = "\(seller)|\(model)"
    guard let other = lines[place] else {
      lines[place] = (line, key)
      order.append(place)
      return
    }
    if other.line.input == line.input, other.line.output == line.output { return }
    found.append(
      .leftOut(
        "\(quoted(key)) is \(seller)'s \(model) too, at $\(Self.digits(inputPrice)) and $\(Self.digits(outputPrice)) per M tokens; \(quoted(other.key)) before it was kept",
        at: input.span))
  }

  /// A model of the catalogue; Fireworks writes points as `p`, Together marks eight bits as `Turbo`.
  private func model(_ key: String) -> String? {
    let bare = key.split(separator: ":").first.map(String.init) ?? key
    if let id = names.model(bare) { return id }
    let last = bare.split(separator: "/").last.map(String.init) ?? bare
    var name = last.replacing(#/v?(\d)p(\d)/#) { "\($0.output.1).\($0.output.2)" }
    if let id = names.model(name) { return id }
    name = name.replacing(#/(?i)-turbo$/#, with: "")
    return names.model(name)
  }

  private mutating func finish(
    _ format: String, file: String, date: String, at span: SourceSpan
  ) throws(DiagnosticList) -> ImportedPrices {
    try found.throwIfErrors()
    var result = ImportedPrices(
      format: format, file: file, date: date, provider: nil, segment: nil)
    result.endpoints = order.compactMap { lines[$0]?.line }
    guard !result.endpoints.isEmpty else {
      throw DiagnosticList([.missingFigure("a price of a model that the catalogue has", at: span)])
    }
    if free > 0 { found.append(.leftOut("\(free) offers without a price were left out")) }
    if !strangers.isEmpty {
      let some = strangers.prefix(5).map(quoted).joined(separator: ", ")
      found.append(
        .leftOut("\(strangers.count) models are not in the catalogue, such as \(some)"))
    }
    reportOutliers(result.endpoints)
    result.warnings = found
    return result
  }

  /// Prices of one model that are five times those of its cheaper half, or a fifth.
  private mutating func reportOutliers(_ endpoints: [ImportedPrices.Endpoint]) {
    for (model, offers) in Dictionary(grouping: endpoints, by: \.model).sorted(by: {
      $0.key < $1.key
    })
    where offers.count > 2 {
      let prices = offers.map(\.output).sorted()
      let median = prices[prices.count / 2]
      for offer in offers where offer.output > 5 * median || offer.output * 5 < median {
        found.append(
          .doubtful(
            "\(offer.provider) sells \(model) at $\(shortest(offer.output)) per M output tokens, the median is $\(shortest(median))"
          ))
      }
    }
  }

  /// Prices that the plan's format has no place for.
  private static func further(_ entry: Item) -> [String] {
    [
      ("cache_read_input_token_cost", "cache read"),
      ("input_cost_per_token_batches", "batch input"),
      ("output_cost_per_token_batches", "batch output"),
      ("input_cost_per_token_above_200k_tokens", "input above 200k tokens"),
    ].compactMap { key, words in
      entry[key]?.anyNumber.map { "\(words) $\(digits($0)) per M tokens" }
    }
  }

  private static func digits(_ perToken: Double) -> String {
    shortest((perToken * million * 1e6).rounded() / 1e6)
  }

  /// Sellers as the catalogue calls them.
  private static let sellers = [
    "deepinfra": "DeepInfra", "together_ai": "Together", "fireworks_ai": "Fireworks",
    "cerebras": "Cerebras", "groq": "Groq", "sambanova": "SambaNova", "nebius": "Nebius",
    "openrouter": "OpenRouter", "hyperbolic": "Hyperbolic", "bedrock": "AWS Bedrock",
    "bedrock_converse": "AWS Bedrock", "azure_ai": "Azure",
  ]
}
