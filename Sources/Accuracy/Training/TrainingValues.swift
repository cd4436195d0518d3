import Figures
import HardwareKit
import Units

/// The constants of the training step by name, so that a fit can move them.
///
/// Names: `attention-ramp` and its like stand in `stacks.yaml`; `stack.fsdp.time-factor` is an entry of a
/// stack there; `tp-exposed.tuned` and `tp-exposed.plain` are one value for all stacks of a class;
/// `hopper.gemm-bf16` stands in the datasheet of a family; `eight-bits.other` is the share of families
/// that have few rows at eight bits over theirs at sixteen.
struct TrainingValues {
  private(set) var constants: TrainingConstants
  private(set) var stacks: [String: TrainingStack]
  private(set) var calibrations: [String: TrainingCalibration]

  init(shared: SharedData, products: some Sequence<Product>) {
    constants = shared.constants
    stacks = Dictionary(shared.stacks.map { ($0.id, $0) }) { first, _ in first }
    calibrations = [:]
    for product in products where calibrations[product.family] == nil {
      calibrations[product.family] = product.trainingCalibration
    }
  }

  /// What a constant enters.
  enum Scope: Hashable {
    case every, experts
    case stacks(Set<String>)
    case families(Set<String>)
  }

  static func scope(of name: String) -> Scope {
    let parts = name.split(separator: ".").map(String.init)
    switch parts.first {
    case "stack" where parts.count == 3: return .stacks([parts[1]])
    case "tp-exposed" where parts.count == 2:
      return .stacks(parts[1] == "plain" ? plainStacks : tunedStacks)
    case "eight-bits": return .families(otherFamilies)
    case "grouped-gemm", "moe-layer-time", "moe-all-to-all", "moe-all-to-all-out",
      "moe-drop-overhead", "moe-age":
      return .experts
    case .some(let family) where parts.count == 2: return .families([family])
    default: return .every
    }
  }

  /// Stacks that start their collectives when their inputs are there, and wait for them.
  static let plainStacks: Set<String> = [
    "fsdp", "torchtitan", "scripts", "rocm", "other", "megatron-2022", "megatron-slices",
  ]
  static let tunedStacks: Set<String> = [
    "megatron", "megatron-2024", "megatron-bridge", "maxtext", "maxtext-tpu", "pax", "mlperf",
    "whole-run",
  ]
  static let otherFamilies: Set<String> = ["cdna3", "ada", "tpu", "gaudi"]

  /// The unit in which a name is written.
  enum Kind {
    case ratio, time, yearly, tokens
  }

  static func kind(of name: String) -> Kind {
    if name.hasSuffix("-time") { return .time }
    if name == "age" || name.hasSuffix("-age") { return .yearly }
    return name.hasSuffix("-ramp") ? .tokens : .ratio
  }

  /// The value in base units; nil for a name that is none.
  func value(_ name: String) -> Double? {
    var copy = self
    return copy.access(name, nil)
  }

  /// - Returns: false for a name that is none.
  @discardableResult
  mutating func set(_ name: String, _ value: Double) -> Bool { access(name, value) != nil }

  /// Writes a value where one is given; the value that stands there then.
  private mutating func access(_ name: String, _ value: Double?) -> Double? {
    let parts = name.split(separator: ".").map(String.init)
    switch (parts.first, parts.count) {
    case ("stack", 3): return stack(parts[1], parts[2], value)
    case ("tp-exposed", 2):
      var found: Double?
      for id in Self.plainStacks.union(Self.tunedStacks).sorted()
      where Self.plainStacks.contains(id) == (parts[1] == "plain") {
        found = stack(id, "tp-exposed", value) ?? found
      }
      return found
    case ("eight-bits", 2):
      var found: Double?
      for family in Self.otherFamilies.sorted() {
        guard let wide = calibrations[family]?.gemm[.bf16] else { continue }
        if let value {
          calibrations[family]?.gemm[.fp8] = wide.with(wide.value * value)
        }
        found = calibrations[family]?.gemm[.fp8].map { $0.value / wide.value } ?? found
      }
      return found
    case (.some(let family), 2): return calibration(family, parts[1], value)
    default: return constant(name, value)
    }
  }

  private mutating func stack(_ id: String, _ key: String, _ value: Double?) -> Double? {
    guard var stack = stacks[id] else { return nil }
    defer { stacks[id] = stack }
    switch key {
    case "time-factor": return stack.timeFactor.move(value)
    case "attention-factor": return stack.attentionFactor.move(value)
    case "tp-exposed": return stack.tensorExposed.move(value)
    case "layer-time": return stack.layerTime.move(value)
    default: return nil
    }
  }

  private mutating func calibration(
    _ family: String, _ key: String, _ value: Double?
  ) -> Double? {
    guard var calibration = calibrations[family] else { return nil }
    defer { calibrations[family] = calibration }
    if key == "attention-core" { return calibration.attentionCore.move(value) }
    guard key.hasPrefix("gemm-"), let precision = Precision(rawValue: String(key.dropFirst(5)))
    else { return nil }
    return calibration.gemm[precision]?.move(value)
  }

  private mutating func constant(_ name: String, _ value: Double?) -> Double? {
    switch name {
    case "attention-ramp": constants.attentionRamp.move(value)
    case "memory-traffic-multiple": constants.memoryTraffic.move(value)
    case "cast-traffic-multiple": constants.castTraffic.move(value)
    case "layer-time":
      constants.layerTime.move(value).map { moved in
        for id in stacks.keys where id != "scripts" { _ = stacks[id]?.layerTime.move(value) }
        return moved
      }
    case "host-layer-time": constants.hostTime.move(value)
    case "step-time": constants.stepOverhead.move(value)
    case "pp-exposed": constants.pipelineExposed.move(value)
    case "cp-exposed": constants.contextExposed.move(value)
    case "dp-exposed": constants.dataExposed.move(value)
    case "fsdp-overlap-rate": constants.shardedRate.move(value)
    case "grouped-gemm": constants.groupedGEMM.move(value)
    case "moe-layer-time": constants.expertHostTime.move(value)
    case "moe-all-to-all": constants.expertExchange.move(value)
    case "moe-all-to-all-out": constants.expertExchangeOut.move(value)
    case "moe-drop-overhead": constants.expertDrop.move(value)
    case "moe-age": constants.expertAge.move(value)
    case "lora-passes": constants.adapterPasses.move(value)
    case "qlora-multiple": constants.dequantisationMultiple.move(value)
    case "age": constants.ageSlowdown.move(value)
    case "straggler": constants.stragglerGrowth.move(value)
    default: nil
    }
  }
}

extension Fact {
  fileprivate func with(_ value: Double) -> Fact { Fact(value, provenance) }

  /// Takes another value where one is given.
  fileprivate mutating func move(_ value: Double?) -> Double? {
    if let value { self = with(value) }
    return self.value
  }
}
