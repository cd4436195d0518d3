public import Diagnostics
import Documents
import Figures
import HardwareKit
import Keys
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
  /// Prompt tokens that a step of the server takes in, of each group; nil where the engine's setting stands.
  var chunk: Double?
  /// Whether a step takes in one prompt beside all users who decode.
  var takesOnePrompt = false
  /// Decode steps from one intake of prompts to the next, the share of the chunk with which none of them
  /// waits, and whether steps count whoever waits.
  var waitSteps = 0.0
  var waitShare = Double.infinity
  var isPolling = false

  static let standard = ServingConvention(
    load: .closed, statistic: .mean, shortest: 1, rounds: 8)
}

/// What a convention may hold for alone.
struct ConventionCase {
  let model: String
  let engine: String
  let family: String
  let input: Double
  let tp: Int
  let users: Double
}

/// The conventions of all sources that are known.
public struct ServingConventions: Sendable {
  private struct Entry {
    let source: String
    let model: String?
    let engine: String?
    /// Families of products; prompts of this length; replicas of less tensor parallelism; from so many users.
    let family: String?
    let input: Double?
    let belowTP: Double?
    let fromUsers: Double?
    let convention: ServingConvention

    func holds(for row: MeasuredRow, _ case: ConventionCase) -> Bool {
      row.source.contains(source) && engine ?? `case`.engine == `case`.engine
        && model ?? `case`.model == `case`.model && family ?? `case`.family == `case`.family
        && input ?? `case`.input == `case`.input
        && Double(`case`.tp) < belowTP ?? .infinity && `case`.users >= fromUsers ?? 0
    }
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
      func number(_ key: String) -> Double? {
        reader.optional(key)?.estimate(Count.self, "'\(key)'", into: &found)?.central
      }
      let family = reader.optional("family")?.text("'family'", into: &found)
      let (input, belowTP, fromUsers) = (number("input"), number("below-tp"), number("from-users"))
      let (chunk, waitSteps) = (number("chunk"), number("wait-steps"))
      let (pollSteps, missing) = (number("poll-steps"), number("missing-places"))
      let waitShare = reader.optional("wait-share")?
        .estimate(Ratio.self, "'wait-share'", into: &found)?.central
      let onePrompt = reader.optional("one-prompt")?.choice(
        "one-prompt", among: ["yes"], into: &found)
      _ = reader.optional("note")
      reader.finish(into: &found)
      guard let source, let load, let statistic, let shortest, let rounds else { continue }
      entries.append(
        Entry(
          source: source, model: model, engine: engine, family: family, input: input,
          belowTP: belowTP, fromUsers: fromUsers,
          convention: ServingConvention(
            load: load, statistic: statistic, shortest: shortest, rounds: rounds,
            missingPlaces: missing ?? 0, chunk: chunk, takesOnePrompt: onePrompt != nil,
            waitSteps: pollSteps ?? waitSteps ?? 0,
            waitShare: waitShare ?? .infinity, isPolling: pollSteps != nil)))
    }
    try found.throwIfErrors()
  }

  /// The convention of a row: the first entry whose source, model and engine are the row's; for others,
  /// what its columns suggest.
  func convention(
    of row: MeasuredRow, _ service: ServingCase, _ asked: ConventionCase
  ) -> ServingConvention {
    if let entry = entries.first(where: { $0.holds(for: row, asked) }) { return entry.convention }
    var result = ServingConvention.standard
    let hasLatencies = row.values.contains { $0.measure == .tpot || $0.measure == .ttft }
    if !hasLatencies, service.batch != nil { result.load = .static }
    return result
  }
}
