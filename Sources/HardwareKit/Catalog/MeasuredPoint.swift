public import Diagnostics
import Documents
public import Figures
public import Units

/// A rate that somebody measured: a model in a layout at a number of requests in flight.
public struct MeasuredPoint: Sendable {
  public let product: String
  public let model: String
  public let precision: Precision
  public let tp: Int
  /// Requests in flight.
  public let batch: Double
  /// Output tokens a second of the replica.
  public let rate: Fact<TokensPerSecond>
  /// Where it stands in its file.
  public let span: SourceSpan

  static func all(
    in root: Node, sources: SourceTable, into diagnostics: inout DiagnosticList
  ) -> [String: [MeasuredPoint]] {
    var result: [String: [MeasuredPoint]] = [:]
    for node in root.mapping?["measured"]?.listOrOne ?? [] {
      guard let point = MeasuredPoint(node, sources: sources, into: &diagnostics) else { continue }
      result[point.product, default: []].append(point)
    }
    return result.mapValues { $0.sorted { $0.batch < $1.batch } }
  }

  private init?(_ node: Node, sources: SourceTable, into diagnostics: inout DiagnosticList) {
    var reader = MappingReader(node, what: "a measured point", into: &diagnostics)
    let product = reader.required("product", into: &diagnostics)?.scalar?.text
    let model = reader.required("model", into: &diagnostics)?.scalar?.text
    let precision = reader.required("precision", into: &diagnostics)?
      .choice("precision", among: Precision.allCases.map(\.rawValue), into: &diagnostics)
      .flatMap(Precision.init(rawValue:))
    let tp = reader.optional("tp")?.integer("'tp'", in: 1...4096, into: &diagnostics)
    let batch = reader.required("concurrency", into: &diagnostics)?
      .estimate(Count.self, "'concurrency'", into: &diagnostics)?.central
    let rateNode = reader.required("rate", into: &diagnostics)
    let rate = rateNode?.estimate(TokensPerSecond.self, "'rate'", into: &diagnostics)?.central
    let citation = reader.required("source", into: &diagnostics)
      .flatMap { sources.citation($0, into: &diagnostics) }
    let note = reader.optional("note")?.scalar?.text
    reader.finish(into: &diagnostics)
    guard let product, let model, let precision, let batch, let rate, let citation else {
      return nil
    }
    guard batch >= 1, rate > 0 else {
      diagnostics.append(.badData("expected a concurrency and a rate above zero", at: node.span))
      return nil
    }
    self.product = product
    self.model = model
    self.precision = precision
    self.tp = tp ?? 1
    self.batch = batch
    self.rate = Fact(
      rate,
      Provenance(
        .citations([citation]), evidence: .measured, note: note, written: rateNode?.scalar?.text))
    span = node.span
  }
}
