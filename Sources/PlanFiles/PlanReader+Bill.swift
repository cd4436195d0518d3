import Diagnostics
import Documents
import Figures
import HardwareKit
import Planning
import Units

extension PlanReader {
  /// A method of published training bills, with its terms.
  func bill(_ node: Node, into diagnostics: inout DiagnosticList) -> BillMethod? {
    var reader = MappingReader(node, what: "'bill'", into: &diagnostics)
    let method = reader.required("method", into: &diagnostics)?
      .choice("method", among: ["amortised", "cloud-price"], into: &diagnostics)
    switch method {
    case "cloud-price":
      return rental(&reader, at: node, into: &diagnostics).map {
        .cloudPrice(
          $0.commitment, segment: $0.segment, provider: $0.provider, region: $0.region)
      }
    case "amortised":
      func read<U: Unit>(
        _ key: String, _ unit: U.Type, _ range: PlanRange, _ diagnostics: inout DiagnosticList
      ) -> Fact<U>? {
        reader.optional(key)?
          .planFact(unit, "'\(key)'", evidence: .assumed, range: range, into: &diagnostics)
      }
      let acquired = reader.optional("acquired")?.date("'acquired'", into: &diagnostics)
      let terms = BillTerms(
        progress: read("progress", PerSecond.self, .notNegative, &diagnostics),
        networkShare: read("network", Ratio.self, .share, &diagnostics),
        electricity: read("electricity", DollarsPerJoule.self, .notNegative, &diagnostics),
        pue: read("pue", Ratio.self, .positive, &diagnostics))
      reader.finish(into: &diagnostics)
      return .amortised(acquired: acquired?.firstDay, terms)
    default: return nil
    }
  }

  /// The accelerator-time of a run as somebody published it, graded by its source.
  func publishedTime(
    _ node: Node?, source: Node?, into diagnostics: inout DiagnosticList
  ) -> Fact<Seconds>? {
    let citation = source.flatMap { Self.citation($0, into: &diagnostics) }
    guard let node else {
      if let source {
        diagnostics.append(
          .missingKey("accelerator-hours", in: "a workload with 'source'", at: source.span))
      }
      return nil
    }
    guard
      let fact = node.planFact(
        Seconds.self, "'accelerator-hours'", evidence: .assumed, range: .positive,
        sample: "30.84 M accelerator-hours", into: &diagnostics)
    else { return nil }
    guard let citation else { return fact }
    return fact.resting(
      on: Provenance(
        .citations([citation]), evidence: .published, note: "accelerator-hours at \(node.span)",
        written: fact.provenance.written))
  }
}

extension Fact where U == Tokens {
  /// A published bill needs no tokens; they are unknown then, not zero.
  static var unstated: Fact<Tokens> {
    Fact(.nan, Provenance(.definition("the plan does not say"), evidence: nil))
  }
}
