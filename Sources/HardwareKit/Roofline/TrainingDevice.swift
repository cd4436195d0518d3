import Figures
import Units

/// What the training step needs of a product, none of it missing.
struct TrainingDevice: Sendable {
  let precision: Precision
  let peak: Fact<OperationsPerSecond>
  let peakBF16: Fact<OperationsPerSecond>
  let memory: Fact<Bytes>
  let memoryBandwidth: Fact<BytesPerSecond>
  let scaleUpBandwidth: Fact<BytesPerSecond>
  let scaleUpDomain: Fact<Count>
  let scaleOutBandwidth: Fact<BytesPerSecond>
  /// Share of the peak at the precision that large products reach.
  let gemm: Fact<Ratio>
  let calibration: TrainingCalibration

  /// The device for one precision, or the names of the datasheet keys that are missing. Links that
  /// the datasheet lacks are left unused; ``unknowns(_:precision:accelerators:)`` asks for those that
  /// a run needs.
  static func make(
    _ product: Product, precision: Precision
  ) -> Result<TrainingDevice, UnknownFacts> {
    var missing = UnknownFacts()
    guard let calibration = missing.require(product.trainingCalibration, "calibration") else {
      return .failure(missing)
    }
    let facts = product.facts
    let format = precision.widerFormats.first { facts.peaks[$0] != nil } ?? precision
    let peak = missing.require(facts.peaks[format], "peak-\(precision.rawValue)")
    let peakBF16 = missing.require(facts.peaks[.bf16], "peak-bf16")
    let memory = missing.require(facts.memory, "memory")
    let bandwidth = missing.require(facts.memoryBandwidth, "memory-bandwidth")
    let domain = missing.require(facts.scaleUpDomain, "scale-up-domain")
    // Block scales have a share of their own where one is known; eight bits stand for each other.
    let known = [precision, format, .fp8].lazy.compactMap { calibration.gemm[$0] }.first
    let share = missing.require(
      format == .bf16 ? calibration.gemm[.bf16] : known,
      "calibration.training.gemm-\(format.rawValue)")
    guard let peak, let peakBF16, let memory, let bandwidth, let domain, let share
    else { return .failure(missing) }
    return .success(
      TrainingDevice(
        precision: format == .fp8 ? precision : format, peak: peak, peakBF16: peakBF16,
        memory: memory,
        memoryBandwidth: bandwidth,
        scaleUpBandwidth: facts.scaleUpBandwidth ?? facts.scaleOutBandwidth ?? .unused,
        scaleUpDomain: domain, scaleOutBandwidth: facts.scaleOutBandwidth ?? .unused,
        gemm: share, calibration: calibration))
  }

  /// What is missing for a run on so many accelerators: one needs no link, and a run inside one
  /// scale-up domain no network.
  static func unknowns(
    _ product: Product, precision: Precision, accelerators: Int
  ) -> [String] {
    var missing = UnknownFacts()
    if case .failure(let found) = make(product, precision: precision) { missing = found }
    let facts = product.facts
    let domain = Int(saturating: facts.scaleUpDomain?.value ?? 1)
    if accelerators > 1, domain > 1 {
      _ = missing.require(facts.scaleUpBandwidth, "scale-up-bandwidth")
    }
    if accelerators > domain {
      _ = missing.require(facts.scaleOutBandwidth, "scale-out-bandwidth")
    }
    return missing.keys
  }
}

/// Datasheet keys that a model needs and no source gives.
public struct UnknownFacts: Error {
  public var keys: [String] = []

  public init() {}

  /// The value, after noting its key where there is none.
  public mutating func require<T>(_ value: T?, _ key: String) -> T? {
    if value == nil, !keys.contains(key) { keys.append(key) }
    return value
  }
}

extension Fact where U == BytesPerSecond {
  /// The rate of a link that a layout does not use; never divides anything that counts.
  static var unused: Fact<BytesPerSecond> {
    Fact(1, Provenance(.definition("a link that this layout does not use"), evidence: nil))
  }
}
