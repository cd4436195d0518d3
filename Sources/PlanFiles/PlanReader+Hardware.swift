import Diagnostics
import Documents
import Figures
import HardwareKit
import Planning
import Units

extension PlanReader {
  /// Product ids for a workload: the list for all, or its own; `-sku` takes one out again. Without a
  /// list, every product.
  func products(
    _ node: Node?, for workload: String, into diagnostics: inout DiagnosticList
  ) -> [String] {
    let own = node?.mapping != nil ? node?.mapping?[workload] : node
    guard let own else { return context.registry.productIDs }
    var result: [String] = []
    var excluded: Set<String> = []
    var isFaulty = false
    for item in own.listOrOne {
      guard let text = item.text("'hardware'", into: &diagnostics) else {
        isFaulty = true
        continue
      }
      let isExcluded = text.hasPrefix("-")
      let name = isExcluded ? String(text.dropFirst()) : text
      switch context.registry.resolve(name) {
      case .product(let id):
        if isExcluded { excluded.insert(id) } else if !result.contains(id) { result.append(id) }
      case .ambiguous(let id):
        diagnostics.append(.ambiguousProduct(name, readAs: id, at: item.span))
        if isExcluded { excluded.insert(id) } else if !result.contains(id) { result.append(id) }
      case .unknown:
        isFaulty = true
        diagnostics.append(
          .unknownProduct(name, known: context.registry.names, at: item.span))
      }
    }
    if result.isEmpty, !excluded.isEmpty { result = context.registry.productIDs }
    result.removeAll { excluded.contains($0) }
    if result.isEmpty, !isFaulty {
      diagnostics.append(.nothingListed("product", "'hardware'", at: own.span))
    }
    return result
  }

  /// The ways to have hardware that a plan asks about; rent by the hour when it says nothing.
  func ways(
    _ node: Node?, for workload: String, into diagnostics: inout DiagnosticList
  ) -> [Way] {
    let own = node?.mapping == nil || isOneWay(node) ? node : node?[workload]
    guard let own else {
      return [.rent(.onDemand, segment: .neocloud, provider: nil, region: nil)]
    }
    if own.listOrOne.isEmpty {
      diagnostics.append(.nothingListed("way", "'acquire'", at: own.span))
    }
    return own.listOrOne.compactMap { way($0, into: &diagnostics) }
  }

  /// Whether a map is one way written without a list; otherwise it is by workload.
  func isOneWay(_ node: Node?) -> Bool {
    node?.mapping?.keys.contains(where: Self.wayKeys.contains) ?? false
  }

  private static let wayKeys = ["rent", "buy", "endpoint", "bill"]

  func way(_ node: Node, into diagnostics: inout DiagnosticList) -> Way? {
    var reader = MappingReader(node, what: "a way to acquire", into: &diagnostics)
    let rent = reader.optional("rent")
    let buy = reader.optional("buy")
    let bill = reader.optional("bill")
    let endpoint = node.mapping?["endpoint"]
    _ = reader.optional("endpoint")
    reader.finish(Self.wayKeys, into: &diagnostics)
    let given = Self.wayKeys.filter { node.mapping?.keys.contains($0) ?? false }
    if given.count > 1 {
      diagnostics.append(.conflict(given[0], given[1], at: node.span))
      return nil
    }
    if let rent { return rental(rent, into: &diagnostics)?.way }
    if let bill { return self.bill(bill, into: &diagnostics).map(Way.bill) }
    if let buy {
      var terms = MappingReader(buy, what: "'buy'", into: &diagnostics)
      let life = terms.optional("life")?
        .planFact(
          Seconds.self, "'life'", range: .positive, sample: "4 years", into: &diagnostics)
      let residual = terms.optional("residual")?
        .planFact(
          Ratio.self, "'residual'", evidence: .assumed, range: .share, into: &diagnostics)
      terms.finish(into: &diagnostics)
      return .buy(life: life, residual: residual)
    }
    if let endpoint {
      var terms = MappingReader(endpoint, what: "'endpoint'", into: &diagnostics)
      let provider = terms.optional("provider")?.text("'provider'", into: &diagnostics)
      terms.finish(into: &diagnostics)
      return .endpoint(provider: provider)
    }
    if node.mapping?.keys.contains("buy") == true { return .buy(life: nil, residual: nil) }
    if node.mapping?.keys.contains("rent") == true {
      return .rent(.onDemand, segment: .neocloud, provider: nil, region: nil)
    }
    // Any other key was reported as unknown, with these as the known ones.
    if node.mapping?.entries.isEmpty ?? false {
      diagnostics.append(.missingKey("rent", in: "a way to acquire", at: node.span))
    }
    return nil
  }

  func rental(_ node: Node, into diagnostics: inout DiagnosticList) -> Rental? {
    var reader = MappingReader(node, what: "'rent'", into: &diagnostics)
    return rental(&reader, at: node, into: &diagnostics)
  }

  /// The keys of a rent; `reader` may have read others before.
  func rental(
    _ reader: inout MappingReader, at node: Node, into diagnostics: inout DiagnosticList
  ) -> Rental? {
    let kinds = ["on-demand", "reserved", "spot", "capacity-block"]
    let commitmentNode = reader.optional("commitment")
    let termNode = reader.optional("term")
    let kind =
      commitmentNode?.choice("commitment", among: kinds, into: &diagnostics)
      ?? (termNode == nil ? "on-demand" : "reserved")
    let term = termNode?.estimate(Seconds.self, "'term'", sample: "12 months", into: &diagnostics)?
      .central
    let segment = reader.optional("segment")?
      .choice("segment", among: Segment.allCases.map(\.rawValue), into: &diagnostics)
      .flatMap(Segment.init(rawValue:))
    let provider = reader.optional("provider")?.text("'provider'", into: &diagnostics)
    let region = reader.optional("region")?.text("'region'", into: &diagnostics)
    reader.finish(into: &diagnostics)
    var commitment = Commitment(rawValue: kind) ?? .onDemand
    if kind == "reserved" {
      switch term.map({ ($0 / TimeSpan.month).rounded() }) ?? 12 {
      case 12: commitment = .reserved1Year
      case 36: commitment = .reserved3Years
      default:
        diagnostics.append(
          .badRange(
            "'term'", "'12 months' or '36 months'",
            termNode?.scalar?.text ?? "", at: termNode?.span ?? node.span))
        return nil
      }
    } else if term != nil, commitmentNode != nil, kind != "capacity-block" {
      diagnostics.append(.conflict("term", "commitment: \(kind)", at: node.span))
      return nil
    }
    return Rental(
      commitment: commitment, segment: segment ?? .neocloud, provider: provider, region: region)
  }
}

/// What a plan says of a rent.
struct Rental {
  let commitment: Commitment
  let segment: Segment
  let provider: String?
  let region: String?

  var way: Way { .rent(commitment, segment: segment, provider: provider, region: region) }
}
