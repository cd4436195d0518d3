import Diagnostics
import Documents
import Figures
import HardwareKit
import Planning
import Units

/// What a plan says of a service beyond its traffic: how requests vary, and techniques of the engine.
extension PlanReader {
  /// `arrivals: poisson` or `{gamma: 2}`; `prompt-variation`, `answer-variation`.
  func variation(
    _ reader: inout MappingReader, isClosed: Bool, into diagnostics: inout DiagnosticList
  ) -> ServingVariation {
    func share(_ key: String, _ diagnostics: inout DiagnosticList) -> Fact<Ratio>? {
      reader.optional(key)?
        .planFact(Ratio.self, "'\(key)'", range: .notNegative, into: &diagnostics)
    }
    let prompt = share("prompt-variation", &diagnostics)
    let answer = share("answer-variation", &diagnostics)
    let node = reader.optional("arrivals")
    if let node, isClosed {
      diagnostics.append(.conflict("concurrency", "arrivals", at: node.span))
    }
    var variation = ServingVariation(
      arrivals: node.flatMap { arrivals($0, into: &diagnostics) }, prompt: prompt, answer: answer)
    variation.isClosed = isClosed
    return variation
  }

  private func arrivals(_ node: Node, into diagnostics: inout DiagnosticList) -> Fact<Ratio>? {
    guard node.mapping != nil else {
      guard node.choice("arrivals", among: ["poisson"], into: &diagnostics) != nil else {
        return nil
      }
      return Fact(1, node.provenance(evidence: nil))
    }
    var reader = MappingReader(node, what: "'arrivals'", into: &diagnostics)
    let gamma = reader.required("gamma", into: &diagnostics)?
      .planFact(Ratio.self, "'gamma'", range: .positive, into: &diagnostics)
    reader.finish(into: &diagnostics)
    return gamma
  }

  func technique(
    _ reader: inout MappingReader, into diagnostics: inout DiagnosticList
  ) -> ServingTechnique {
    var technique = ServingTechnique()
    if let node = reader.optional("speculative") {
      speculation(node, &technique, into: &diagnostics)
    }
    technique.chunk = reader.optional("chunked-prefill")?
      .planFact(Tokens.self, "'chunked-prefill'", range: .positive, into: &diagnostics)
    if let node = reader.optional("disaggregated") {
      pools(node, &technique, into: &diagnostics)
    }
    return technique
  }

  /// `{tokens: 3, accepted: 1.8, draft: 2%}`: each token checked may stand, so that a step gains at
  /// least one and at most all of them.
  private func speculation(
    _ node: Node, _ technique: inout ServingTechnique, into diagnostics: inout DiagnosticList
  ) {
    technique.speculation = true
    var reader = MappingReader(node, what: "'speculative'", into: &diagnostics)
    technique.verified = reader.optional("tokens")?.planCount("'tokens'", into: &diagnostics)
    let acceptedNode = reader.optional("accepted")
    technique.accepted = acceptedNode?
      .planFact(Count.self, "'accepted'", range: .positive, into: &diagnostics)
    technique.draft = reader.optional("draft")?
      .planFact(Ratio.self, "'draft'", range: .share, into: &diagnostics)
    reader.finish(into: &diagnostics)
    let most = technique.verified?.value ?? context.shared.defaultEngine?.constants.verified.value
    if let acceptedNode, let accepted = technique.accepted, let most,
      accepted.low < 1 || accepted.high > most
    {
      diagnostics.append(
        .badRange(
          "'accepted'", "from 1 to the \(format(most, as: .count)) tokens of a step",
          acceptedNode.scalar?.text ?? "", at: acceptedNode.span))
      technique.accepted = nil
    }
  }

  /// `true`, or `{prefill: 1, decode: 2}`.
  private func pools(
    _ node: Node, _ technique: inout ServingTechnique, into diagnostics: inout DiagnosticList
  ) {
    guard node.mapping != nil else {
      let answer = node.choice(
        "disaggregated", among: ["true", "false", "yes", "no"], into: &diagnostics)
      technique.disaggregated = answer == "true" || answer == "yes"
      return
    }
    technique.disaggregated = true
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
    reader.finish(into: &diagnostics)
  }

  private static let largestPool = 1000.0
}

extension Fact where U == TokensPerSecond {
  /// Stands where users ask again when they are answered: what they get follows from the layout.
  static var ofUsers: Fact<TokensPerSecond> {
    Fact(.nan, Provenance(.definition("users ask again when they are answered"), evidence: nil))
  }
}
