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
