import Diagnostics
import Documents
import Figures
import HardwareKit
import Planning
import Units

/// Number formats and techniques of a service: one of each, or several from which the search chooses.
extension PlanReader {
  /// The formats that a plan allows, in its order.
  struct Formats {
    var weights: [Precision]
    /// Empty: as the weights, at least `fp8`.
    var caches: [Precision]
    /// Weights found by `search` and not named.
    var isSearched: Bool
  }

  /// What a plan allows of each technique, in its order, the first that of a plan without a choice.
  struct Techniques {
    /// With their tokens, and what they are worth; without a key, none.
    var speculations: [ServingTechnique]
    var chunks: [ServingTechnique]
    var pools: [ServingTechnique]
  }

  func formats(
    _ reader: inout MappingReader, into diagnostics: inout DiagnosticList
  ) -> Formats {
    let weights = reader.optional("precision")
    let caches = reader.optional("cache-precision")
    let named = precisions(weights, search: Precision.served, into: &diagnostics)
    return Formats(
      weights: named.isEmpty ? [.bf16] : named,
      caches: precisions(
        caches, "cache-precision", search: Precision.cached, into: &diagnostics),
      isSearched: weights?.sequence == nil && named.count > 1)
  }

  func techniques(
    _ reader: inout MappingReader, _ engine: ServingEngine?,
    into diagnostics: inout DiagnosticList
  ) -> Techniques {
    func read(
      _ key: String, search: [ServingTechnique], _ diagnostics: inout DiagnosticList,
      _ one: (Node, inout DiagnosticList) -> ServingTechnique?
    ) -> [ServingTechnique] {
      guard let node = reader.optional(key) else { return [ServingTechnique()] }
      if node.sequence == nil, node.scalar?.text == "search" { return search }
      let found = node.listOrOne.compactMap { one($0, &diagnostics) }
      if node.sequence?.isEmpty == true {
        diagnostics.append(.nothingListed("technique", "'\(key)'", at: node.span))
      }
      return found.isEmpty ? [ServingTechnique()] : found
    }
    var whole = ServingTechnique()
    whole.takesWholePrompts = true
    return Techniques(
      speculations: read(
        "speculative", search: [ServingTechnique(), ServingTechnique(speculation: true)],
        &diagnostics
      ) { speculation($0, engine, into: &$1) },
      chunks: read("chunked-prefill", search: [ServingTechnique(), whole], &diagnostics) {
        chunk($0, whole: whole, into: &$1)
      },
      pools: read(
        "disaggregated", search: [ServingTechnique(), ServingTechnique(disaggregated: true)],
        &diagnostics
      ) { pools($0, into: &$1) })
  }

  /// Every combination; one where the plan leaves no choice.
  static func variants(
    _ formats: Formats, _ techniques: Techniques, _ engine: ServingEngine
  ) -> [ServingVariant] {
    var result: [ServingVariant] = []
    for precision in formats.weights {
      let own: Precision = precision.bytes.value > 1 ? precision : .fp8
      for cache in formats.caches.isEmpty ? [own] : formats.caches {
        for speculation in techniques.speculations {
          for chunk in techniques.chunks {
            for pool in techniques.pools {
              var technique = speculation
              technique.chunk = chunk.chunk
              technique.takesWholePrompts = chunk.takesWholePrompts
              technique.disaggregated = pool.disaggregated
              technique.prefillReplicas = pool.prefillReplicas
              technique.decodeReplicas = pool.decodeReplicas
              technique.prefillLayout = pool.prefillLayout
              var choice = ServingChoice()
              choice.index = result.count
              if formats.weights.count > 1 { choice.precision = precision }
              if formats.caches.count > 1 { choice.cachePrecision = cache }
              if techniques.speculations.count > 1 {
                let tokens = technique.verified ?? engine.constants.verified
                choice.speculation = .init(
                  tokens: technique.speculation ? Int(tokens.value) : 0)
              }
              if techniques.chunks.count > 1 { choice.chunk = Self.name(of: chunk) }
              result.append(
                ServingVariant(
                  precision: precision, cachePrecision: cache, technique: technique,
                  choice: choice, needsUnits: formats.isSearched))
            }
          }
        }
      }
    }
    return result
  }

  private static func name(of technique: ServingTechnique) -> ServingChoice.Chunk {
    if technique.takesWholePrompts { return .whole }
    return technique.chunk.map { .tokens(Int(min($0.value, 1e15))) } ?? .engine
  }

  // MARK: One of each

  /// `2048 tokens`, `engine`, or `none`.
  private func chunk(
    _ node: Node, whole: ServingTechnique, into diagnostics: inout DiagnosticList
  ) -> ServingTechnique? {
    switch node.scalar?.text {
    case "none": return whole
    case "engine": return ServingTechnique()
    default:
      var technique = ServingTechnique()
      technique.chunk = node.planFact(
        Tokens.self, "'chunked-prefill'", range: .positive, into: &diagnostics)
      return technique.chunk == nil ? nil : technique
    }
  }

  /// `none`, or `{tokens: 3, accepted: 1.8, draft: 2%}`: each token checked may stand, so that a step
  /// gains at least one and at most all of them.
  private func speculation(
    _ node: Node, _ engine: ServingEngine?, into diagnostics: inout DiagnosticList
  ) -> ServingTechnique? {
    if node.scalar?.text == "none" { return ServingTechnique() }
    var technique = ServingTechnique(speculation: true)
    var reader = MappingReader(node, what: "'speculative'", into: &diagnostics)
    technique.verified = reader.optional("tokens")?.planCount("'tokens'", into: &diagnostics)
    let acceptedNode = reader.optional("accepted")
    technique.accepted = acceptedNode?
      .planFact(Count.self, "'accepted'", range: .positive, into: &diagnostics)
    technique.draft = reader.optional("draft")?
      .planFact(Ratio.self, "'draft'", range: .share, into: &diagnostics)
    reader.finish(into: &diagnostics)
    let most = technique.verified?.value ?? engine?.constants.verified.value
    if let acceptedNode, let accepted = technique.accepted, let most,
      accepted.low < 1 || accepted.high > most
    {
      diagnostics.append(
        .badRange(
          "'accepted'", "from 1 to the \(format(most, as: .count)) tokens of a step",
          acceptedNode.scalar?.text ?? "", at: acceptedNode.span))
      technique.accepted = nil
    }
    return technique
  }

  /// `true`, or `{prefill: 1, decode: 2, prefill-layout: {tp: 4}}`.
  private func pools(
    _ node: Node, into diagnostics: inout DiagnosticList
  ) -> ServingTechnique? {
    guard node.mapping != nil else {
      let answer = node.choice(
        "disaggregated", among: ["true", "false", "yes", "no"], into: &diagnostics)
      return answer.map { ServingTechnique(disaggregated: $0 == "true" || $0 == "yes") }
    }
    var technique = ServingTechnique(disaggregated: true)
    var reader = MappingReader(node, what: "'disaggregated'", into: &diagnostics)
    func read(_ key: String, _ diagnostics: inout DiagnosticList) -> Int {
      guard let node = reader.optional(key),
        let count = node.planCount("'\(key)'", into: &diagnostics)
      else { return 0 }
      guard count.value <= Self.largestPool else {
        diagnostics.append(
          .badRange("'\(key)'", "at most 1000", node.scalar?.text ?? "", at: node.span))
        return 0
      }
      return Int(count.value)
    }
    technique.prefillReplicas = read("prefill", &diagnostics)
    technique.decodeReplicas = read("decode", &diagnostics)
    technique.prefillLayout = reader.optional("prefill-layout").map {
      layout($0, "prefill-layout", into: &diagnostics)
    }
    reader.finish(into: &diagnostics)
    return technique
  }

  private static let largestPool = 1000.0
}
