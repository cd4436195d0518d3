import Figures
import HardwareKit

/// Constants with other values than the data files give them, as a fit tries them.
///
/// A name says where a constant stands: `engine/vllm/hopper/layer-time`, `family/hopper/mfu-fp8`,
/// `product/nvidia-h200-sxm/mbu`, `shared/expert-skew`.
struct ConstantOverlay: Sendable {
  /// By place, without the last part of the name.
  private var values: [String: [(name: String, value: Double)]] = [:]

  init() {}

  init(_ values: [(name: String, value: Double)]) {
    for (name, value) in values {
      let parts = name.split(separator: "/")
      guard let last = parts.last else { continue }
      self.values[parts.dropLast().joined(separator: "/"), default: []]
        .append((String(last), value))
    }
  }

  var isEmpty: Bool { values.isEmpty }

  /// The engine as it runs on a family, with what is laid over it.
  func engine(_ engine: ServingEngine, on family: String) -> ServingEngine {
    var constants = engine.constants(on: family)
    for place in ["shared", "engine/\(engine.id)", "engine/\(engine.id)/\(family)"] {
      for (name, value) in values[place] ?? [] { constants.set(name, to: value) }
    }
    return engine.with(constants)
  }

  func calibration(of product: Product) -> ServingCalibration? {
    guard var calibration = product.servingCalibration else { return nil }
    for place in ["family/\(product.family)", "product/\(product.id)"] {
      for (name, value) in values[place] ?? [] { calibration.set(name, to: value) }
    }
    return calibration
  }

  func value(_ name: String, default standard: Double) -> Double {
    let parts = name.split(separator: "/")
    let place = parts.dropLast().joined(separator: "/")
    return values[place]?.first { $0.name == parts.last ?? "" }?.value ?? standard
  }
}
