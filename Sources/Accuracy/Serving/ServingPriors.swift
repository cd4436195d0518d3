import Diagnostics
import Documents
import Figures
import HardwareKit
import Keys
import Units

/// What is believed of the serving constants before any measured service is seen, by the last part of
/// their names, or by `engine.family.name` where a line is of one.
struct ServingPriors {
  private var lines: [String: (value: Double, spread: Double)] = [:]

  static func embedded() throws(DiagnosticList) -> ServingPriors {
    let name = "serving-priors.yaml"
    return try ServingPriors(bytes: EmbeddedFile.bytes(name) ?? [], name: name)
  }

  init(bytes: [UInt8], name: String) throws(DiagnosticList) {
    var found = DiagnosticList(sources: [name: SourceFile(name: name, bytes: bytes)])
    let root = try parseDocument(bytes, name: name)
    for entry in root.mapping?["constants"]?.mapping?.entries ?? [] {
      var reader = MappingReader(entry.value, what: "constant '\(entry.key)'", into: &found)
      let prior = reader.required("prior", into: &found)
      let spread = reader.required("spread", into: &found)?
        .estimate(Ratio.self, "'spread'", into: &found)?.central
      // Times are the only ones with a unit.
      let isTime = entry.key.hasSuffix("-time") || Self.otherTimes.contains(entry.key)
      let value =
        isTime
        ? prior?.estimate(Seconds.self, "'prior'", into: &found)?.central
        : prior?.estimate(Ratio.self, "'prior'", into: &found)?.central
      if let value, let spread { lines[entry.key] = (value, spread) }
    }
    try found.throwIfErrors()
  }

  private static let otherTimes = ["collective-latency", "network-latency", "handover"]

  /// - Parameter place: `engine/vllm-2024/cdna3`, `family/hopper`, `product/nvidia-b200`, `shared`, `mlperf`.
  func prior(_ place: String, _ name: String) -> (value: Double, spread: Double)? {
    if place == "mlperf" { return lines["tuning"] }
    let own = place.split(separator: "/").dropFirst().joined(separator: ".") + "." + name
    return lines[own] ?? lines[name]
  }
}
