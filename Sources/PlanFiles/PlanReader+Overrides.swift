import Diagnostics
import Documents
import Figures
import HardwareKit
import Planning
import Units

extension PlanReader {
  /// Prices and facts that the plan gives: assumptions first, then scenario and command line over
  /// them.
  func overrides(
    _ node: Node?, asOf: CivilDate?, into diagnostics: inout DiagnosticList
  ) -> Overrides {
    var result = Overrides()
    for item in node?.listOrOne ?? [] {
      var reader = MappingReader(item, what: "an assumption", into: &diagnostics)
      let path = reader.required("set", into: &diagnostics)
      let value = reader.required("to", into: &diagnostics)
      let source = reader.optional("source")
      reader.finish(into: &diagnostics)
      guard let path, let value, let text = path.text("'set'", into: &diagnostics) else { continue }
      guard let source else {
        diagnostics.append(.missingSource(text, at: item.span))
        continue
      }
      guard let citation = Self.citation(source, into: &diagnostics) else { continue }
      let parts = text.split(separator: ".").map(String.init)
      guard let first = parts.first, case .product(let id) = context.registry.resolve(first) else {
        diagnostics.append(
          .unknownSetting(text, known: context.registry.productIDs, at: path.span))
        continue
      }
      if let asOf, let date = try? PartialDate(parsing: citation.date), date.firstDay > asOf {
        diagnostics.append(
          .lateAssumption(text, date: citation.date, asOf: "\(asOf)", at: item.span))
        continue
      }
      set(
        Array(parts.dropFirst()), of: id, to: value, citation: citation, at: path.span,
        in: &result, into: &diagnostics)
    }
    for patch in patches.products {
      set(
        patch.path, of: patch.product, to: patch.value, citation: nil, at: patch.place,
        in: &result, into: &diagnostics)
    }
    return result
  }

  /// `rent.SEGMENT.COMMITMENT`, `buy`, or a key of the datasheet.
  private func set(
    _ path: [String], of product: String, to node: Node, citation: Citation?, at span: SourceSpan,
    in result: inout Overrides, into diagnostics: inout DiagnosticList
  ) {
    let known = Self.paths.map { "\(product).\($0)" }
    let text = path.joined(separator: ".")
    switch path.first {
    case "rent":
      guard path.count == 3, Segment(rawValue: path[1]) != nil,
        Commitment(rawValue: path[2]) != nil
      else {
        diagnostics.append(.unknownSetting("\(product).\(text)", known: known, at: span))
        return
      }
      if let fact = fact(
        node, DollarsPerSecond.self, "a rent", citation, .positive, into: &diagnostics)
      {
        result.rents["\(product).\(text)"] = fact
      }
    case "buy" where path.count == 1:
      if let price = purchase(node, citation, of: product, into: &diagnostics) {
        result.purchases[product] = price
      }
    case "model-error":
      guard Self.errorKeys.contains(text) else {
        diagnostics.append(.unknownSetting("\(product).\(text)", known: known, at: span))
        return
      }
      if let factor = fact(node, Ratio.self, "a factor", citation, .positive, into: &diagnostics) {
        result.modelErrors["\(product).\(text)"] = factor
      }
    case .some(let key) where path.count == 1 && Self.factKeys.contains(key):
      setFact(key, of: product, to: node, citation, in: &result, into: &diagnostics)
    default:
      diagnostics.append(.unknownSetting("\(product).\(text)", known: known, at: span))
    }
  }

  /// All that can be set of a product.
  static let paths =
    ["buy"] + factKeys + errorKeys
    + Segment.allCases.flatMap { segment in
      Commitment.allCases.map { "rent.\(segment.rawValue).\($0.rawValue)" }
    }

  static let errorKeys = ["training", "throughput", "ttft", "tpot"].map {
    "\(FigureID.modelErrorPrefix)\($0)"
  }

  static let factKeys =
    [
      "memory", "memory-bandwidth", "scale-up-bandwidth", "scale-up-domain",
      "scale-out-bandwidth", "power", "node-accelerators", "node-power",
    ] + Precision.allCases.map { "peak-\($0.rawValue)" }

  private func setFact(
    _ key: String, of product: String, to node: Node, _ citation: Citation?,
    in result: inout Overrides, into diagnostics: inout DiagnosticList
  ) {
    // Over the catalogue's: what the plan does not name stays as it is.
    let known = try? context.registry.products([product])[product]?.product.facts
    var facts = result.facts[product] ?? known ?? ProductFacts()
    func read<U: Unit>(_ unit: U.Type, _ diagnostics: inout DiagnosticList) -> Fact<U>? {
      fact(node, unit, "'\(key)'", citation, .positive, into: &diagnostics)
    }
    switch key {
    case "memory": facts.memory = read(Bytes.self, &diagnostics)
    case "memory-bandwidth": facts.memoryBandwidth = read(BytesPerSecond.self, &diagnostics)
    case "scale-up-bandwidth": facts.scaleUpBandwidth = read(BytesPerSecond.self, &diagnostics)
    case "scale-up-domain": facts.scaleUpDomain = read(Count.self, &diagnostics)
    case "scale-out-bandwidth": facts.scaleOutBandwidth = read(BytesPerSecond.self, &diagnostics)
    case "power": facts.power = read(Watts.self, &diagnostics)
    case "node-accelerators": facts.nodeAccelerators = read(Count.self, &diagnostics)
    case "node-power": facts.nodePower = read(Watts.self, &diagnostics)
    default:
      if let precision = Precision(rawValue: String(key.dropFirst("peak-".count))) {
        facts.peaks[precision] = read(OperationsPerSecond.self, &diagnostics)
      }
    }
    result.facts[product] = facts
  }

  /// Dollars of an accelerator: `$31 k`, or `$250 k per node` over the node's accelerators.
  private func purchase(
    _ node: Node, _ citation: Citation?, of product: String, into diagnostics: inout DiagnosticList
  ) -> Fact<Dollars>? {
    guard let text = node.text("'buy'", into: &diagnostics),
      let price = fact(node, Dollars.self, "a price", citation, .positive, into: &diagnostics)
    else { return nil }
    guard text.contains("per node") || text.contains("/node") else { return price }
    guard let products = try? context.registry.products([product]),
      let size = products[product]?.product.facts.nodeAccelerators?.value
    else {
      diagnostics.append(
        .badRange("'buy'", "a price per accelerator, as the node is unknown", text, at: node.span))
      return nil
    }
    return Fact(
      price.value / size, low: price.low / size, high: price.high / size,
      spread: (price.spread?.estimate.scaled(by: 1 / size)).flatMap(Spread.init), price.provenance)
  }

  private func fact<U: Unit>(
    _ node: Node, _ unit: U.Type, _ what: String, _ citation: Citation?, _ range: PlanRange,
    into diagnostics: inout DiagnosticList
  ) -> Fact<U>? {
    let evidence: Evidence = citation == nil ? .assumed : .published
    guard
      let fact = node.planFact(
        unit, what, evidence: evidence, range: range, into: &diagnostics)
    else { return nil }
    guard let citation else { return fact }
    return fact.resting(
      on: Provenance(
        .citations([citation]), evidence: evidence, note: "assumption at \(node.span)",
        written: fact.provenance.written))
  }
}
