public import Diagnostics
import Documents
import Figures
import Units

/// The data that no chip owns: training stacks, serving engines, reliability, facilities, models.
public struct SharedData: Sendable {
  public let constants: TrainingConstants
  public let stacks: [TrainingStack]
  public let engines: [ServingEngine]
  public let reliability: Reliability
  public let facility: Facility
  public let models: ModelCatalogue
  public let bands: ErrorBands

  /// Reads the embedded files.
  public static func embedded() throws(DiagnosticList) -> SharedData {
    var diagnostics = DiagnosticList()
    let stacks = try document("stacks.yaml")
    let engines = try document("engines.yaml")
    let reliability = try document("reliability.yaml")
    let facility = try document("facility.yaml")
    let bands = try document("bands.yaml")
    guard let models = EmbeddedFile.bytes("models.yaml") else {
      throw DiagnosticList([.badData("there is no embedded file 'models.yaml'", at: nil)])
    }
    let constants = TrainingConstants(stacks, into: &diagnostics)
    let data = SharedData(
      constants: constants,
      stacks: TrainingStack.all(in: stacks, constants: constants, into: &diagnostics),
      engines: ServingEngine.all(in: engines, into: &diagnostics),
      reliability: Reliability(reliability, into: &diagnostics),
      facility: Facility(facility, into: &diagnostics),
      models: try ModelCatalogue(bytes: models, name: "models.yaml"),
      bands: ErrorBands(bands, into: &diagnostics))
    if diagnostics.hasErrors { throw diagnostics }
    return data
  }

  private static func document(_ name: String) throws(DiagnosticList) -> Node {
    guard let bytes = EmbeddedFile.bytes(name) else {
      throw DiagnosticList([.badData("there is no embedded file '\(name)'", at: nil)])
    }
    return try parseDocument(bytes, name: name)
  }

  public var defaultStack: TrainingStack? { stacks.first }
  public var defaultEngine: ServingEngine? { engines.first }
}

extension ServingEngine {
  /// Every engine of the file, the default (the first) first.
  static func all(in root: Node, into diagnostics: inout DiagnosticList) -> [ServingEngine] {
    let map = root.mapping ?? Mapping()
    let sources = SourceTable(map["sources"], into: &diagnostics)
    let shared = ConstantTable(map["serving"], fallback: root, sources: sources)
    let sharpness = shared.fact("norm", Ratio.self, into: &diagnostics)
    let skew = shared.fact("expert-skew", Ratio.self, into: &diagnostics)
    let padding = shared.fact("expert-padding", Count.self, into: &diagnostics)
    let reserve = shared.fact("memory-reserve", Bytes.self, into: &diagnostics)
    return (map["engines"]?.mapping?.entries ?? []).map { entry in
      let facts = ConstantTable(
        entry.value.mapping?["facts"], fallback: entry.value, sources: sources)
      return ServingEngine(
        id: entry.key, title: entry.value.mapping?["title"]?.scalar?.text ?? entry.key,
        stepTime: facts.fact("step-time", Seconds.self, into: &diagnostics),
        layerTime: facts.fact("layer-time", Seconds.self, into: &diagnostics),
        expertLayerTime: facts.fact("moe-layer-time", Seconds.self, into: &diagnostics),
        sequenceTime: facts.fact("sequence-time", Seconds.self, into: &diagnostics),
        collectiveLatency: facts.fact("collective-latency", Seconds.self, into: &diagnostics),
        requestTime: facts.fact("request-time", Seconds.self, into: &diagnostics),
        firstTokenSteps: facts.fact("first-chunk-steps", Count.self, into: &diagnostics),
        chunk: facts.fact("chunk-budget", Tokens.self, into: &diagnostics),
        memoryShare: facts.fact("memory-utilisation", Ratio.self, into: &diagnostics),
        reserve: reserve,
        cacheRate: facts.fact("cache-efficiency", Ratio.self, into: &diagnostics),
        linkFactor: facts.fact("link-factor", Ratio.self, into: &diagnostics),
        sharpness: sharpness, expertSkew: skew, expertPadding: padding)
    }
  }
}
