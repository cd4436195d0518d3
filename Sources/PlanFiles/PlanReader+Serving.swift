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
}

extension Fact where U == TokensPerSecond {
  /// Stands where users ask again when they are answered: what they get follows from the layout.
  static var ofUsers: Fact<TokensPerSecond> {
    Fact(.nan, Provenance(.definition("users ask again when they are answered"), evidence: nil))
  }
}
