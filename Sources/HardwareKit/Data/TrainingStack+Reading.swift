import Diagnostics
import Documents
import Figures
import Keys
import Units

extension TrainingStack {
  /// Every stack of the file, the default first.
  ///
  /// What an entry leaves out is as in the tuned stack: the constants say it.
  static func all(
    in root: Node, constants: TrainingConstants, into diagnostics: inout DiagnosticList
  ) -> [TrainingStack] {
    let map = root.mapping ?? Mapping()
    let sources = SourceTable(map["sources"], into: &diagnostics)
    let reference = map["training"]?.value(at: ["age-reference", "value"])?
      .date("'age-reference'", into: &diagnostics)
    var result: [TrainingStack] = []
    for entry in map["stacks"]?.mapping?.entries ?? [] {
      var reader = MappingReader(entry.value, what: "stack '\(entry.key)'", into: &diagnostics)
      let title = reader.required("title", into: &diagnostics)?.scalar?.text ?? entry.key
      let released = reader.required("released", into: &diagnostics)?
        .date("'released'", into: &diagnostics)
      let citation = reader.required("source", into: &diagnostics)
        .flatMap { sources.citation($0, into: &diagnostics) }
      let grade = reader.optional("grade")?.scalar.flatMap { Evidence(name: $0.text) }
      let note = reader.optional("note")?.scalar?.text
      guard let citation, let released, let reference else { continue }
      let provenance = Provenance(
        .citations([citation]), evidence: grade ?? .modelled, note: note)
      func fact<U: Unit>(
        _ key: String, _ unit: U.Type, _ diagnostics: inout DiagnosticList
      ) -> Fact<U>? {
        reader.optional(key)?.estimate(unit, "'\(key)'", into: &diagnostics)
          .map { Fact($0.central, low: $0.low, high: $0.high, provenance) }
      }
      let factor = fact("time-factor", Ratio.self, &diagnostics)
      let exposed = fact("tp-exposed", Ratio.self, &diagnostics)
      let days = max(0, released.firstDay.days(to: reference.firstDay))
      let stack = TrainingStack(
        id: entry.key, title: title, timeFactor: factor ?? .one,
        age: Fact(
          Double(days) * TimeSpan.day,
          Provenance(.citations([citation]), evidence: .modelled, note: "released \(released)")),
        tensorExposed: exposed ?? .one,
        layerTime: fact("layer-time", Seconds.self, &diagnostics) ?? constants.layerTime,
        attentionFactor: fact("attention-factor", Ratio.self, &diagnostics) ?? .one,
        fusesAttention: reader.optional("attention")?
          .choice("attention", among: ["fused", "unfused"], into: &diagnostics) != "unfused",
        splitsSequence: reader.optional("sequence-parallel")?
          .choice("sequence-parallel", among: ["yes", "no"], into: &diagnostics) != "no",
        gradientState: fact("gradient-bytes", Bytes.self, &diagnostics)
          ?? constants.gradientState,
        keptHidden: fact("kept-hidden", Ratio.self, &diagnostics) ?? constants.keptHidden,
        logitBytes: fact("logit-bytes", Bytes.self, &diagnostics) ?? constants.logitBytes,
        sharding: reader.optional("sharding")?
          .choice("sharding", among: Sharding.names, into: &diagnostics)
          .flatMap(Sharding.init(name:)) ?? .optimizer,
        recompute: reader.optional("recompute")?
          .choice("recompute", among: Recompute.allCases.map(\.rawValue), into: &diagnostics)
          .flatMap(Recompute.init(rawValue:)),
        reference: reference)
      if reader.optional("default")?.scalar?.text == "true" {
        result.insert(stack, at: 0)
      } else {
        result.append(stack)
      }
    }
    return result
  }
}

extension Sharding {
  /// The words of plans and data files.
  public static let names = ["none", "optimizer", "gradients", "everything"]

  public init?(name: String) {
    guard let index = Self.names.firstIndex(of: name) else { return nil }
    self.init(rawValue: index)
  }

  public var name: String { Self.names[rawValue] }
}

extension Fact where U == Ratio {
  /// As in the tuned stack.
  static var one: Fact<Ratio> {
    Fact(1, Provenance(.definition("as in the tuned stack"), evidence: nil))
  }
}
