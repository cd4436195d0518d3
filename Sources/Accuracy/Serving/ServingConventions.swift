public import Diagnostics
import Documents
import Figures
import HardwareKit
import Units

/// How a source measures, read from `serving-sources.yaml`: what a figure is, how lengths vary, how load
/// is offered. Sources differ in it more than in the hardware.
struct ServingConvention: Sendable {
  enum Statistic: String, CaseIterable, Sendable { case mean, median }
  enum Load: String, CaseIterable, Sendable {
    /// Users who each ask again when answered; a batch that starts and ends together.
    case closed, `static`
  }

  var load: Load
  var statistic: Statistic
  /// Lengths run from this share of nominal to all of it; 1 where they are fixed.
  var shortest: Double
  /// Requests that a run has for each user.
  var rounds: Double
  /// Places of the server fewer than users.
  var missingPlaces = 0.0

  static let standard = ServingConvention(
    load: .closed, statistic: .mean, shortest: 1, rounds: 8)
}

/// The conventions of all sources that are known.
public struct ServingConventions: Sendable {
  private struct Entry {
    let source: String
    let model: String?
    let engine: String?
    let convention: ServingConvention
  }

  private var entries: [Entry] = []

  public static func embedded() throws(DiagnosticList) -> ServingConventions {
    let name = "serving-sources.yaml"
    let bytes = EmbeddedFile.bytes(name) ?? []
    return try ServingConventions(bytes: bytes, name: name)
  }

  init(bytes: [UInt8], name: String) throws(DiagnosticList) {
    var found = DiagnosticList(sources: [name: SourceFile(name: name, bytes: bytes)])
    let root = try parseDocument(bytes, name: name)
    for node in root.mapping?["conventions"]?.listOrOne ?? [] {
      var reader = MappingReader(node, what: "a convention", into: &found)
      let source = reader.required("source", into: &found)?.text("'source'", into: &found)
      let model = reader.optional("model")?.text("'model'", into: &found)
      let engine = reader.optional("engine")?.text("'engine'", into: &found)
      let load = reader.required("load", into: &found)?
        .choice("load", among: ServingConvention.Load.allCases.map(\.rawValue), into: &found)
        .flatMap(ServingConvention.Load.init(rawValue:))
      let statistic = reader.required("statistic", into: &found)?
        .choice(
          "statistic", among: ServingConvention.Statistic.allCases.map(\.rawValue), into: &found
        ).flatMap(ServingConvention.Statistic.init(rawValue:))
      let shortest = reader.required("lengths-from", into: &found)?
        .estimate(Ratio.self, "'lengths-from'", into: &found)?.central
      let rounds = reader.required("rounds", into: &found)?
        .estimate(Count.self, "'rounds'", into: &found)?.central
      let missing = reader.optional("missing-places")?
        .estimate(Count.self, "'missing-places'", into: &found)?.central
      _ = reader.optional("note")
      reader.finish(into: &found)
      guard let source, let load, let statistic, let shortest, let rounds else { continue }
      entries.append(
        Entry(
          source: source, model: model, engine: engine,
          convention: ServingConvention(
            load: load, statistic: statistic, shortest: shortest, rounds: rounds,
            missingPlaces: missing ?? 0)))
    }
    try found.throwIfErrors()
  }

  /// The convention of a row: the first entry whose source, model and engine are the row's; for others,
  /// what its columns suggest.
  func convention(
    of row: MeasuredRow, _ service: ServingCase, model: String, engine: String
  ) -> ServingConvention {
    for entry in entries
    where row.source.contains(entry.source) && entry.engine ?? engine == engine
      && entry.model ?? model == model
    {
      return entry.convention
    }
    var result = ServingConvention.standard
    let hasLatencies = row.values.contains { $0.measure == .tpot || $0.measure == .ttft }
    if !hasLatencies, service.batch != nil { result.load = .static }
    return result
  }
}
