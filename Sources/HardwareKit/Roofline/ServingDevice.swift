import Figures
import Units

/// What the serving step needs of a product, none of it missing.
struct ServingDevice: Sendable {
  let peak: Fact<OperationsPerSecond>
  let peakBF16: Fact<OperationsPerSecond>
  let memory: Fact<Bytes>
  let memoryBandwidth: Fact<BytesPerSecond>
  let scaleUpBandwidth: Fact<BytesPerSecond>
  /// Accelerators over which tensor parallelism may reach.
  let domain: Int
  let bandwidth: Fact<Ratio>
  let products: Fact<Ratio>
  let calibration: ServingCalibration

  static func make(
    _ product: Product, precision: Precision
  ) -> Result<ServingDevice, UnknownFacts> {
    var missing = UnknownFacts()
    let facts = product.facts
    guard let calibration = missing.require(product.servingCalibration, "calibration") else {
      return .failure(missing)
    }
    let format = precision.widerFormats.first { facts.peaks[$0] != nil } ?? precision
    let peak = missing.require(facts.peaks[format], "peak-\(precision.rawValue)")
    let peakBF16 = missing.require(facts.peaks[.bf16], "peak-bf16")
    let memory = missing.require(facts.memory, "memory")
    let memoryBandwidth = missing.require(facts.memoryBandwidth, "memory-bandwidth")
    let bandwidth = missing.require(
      calibration.bandwidth[precision], "calibration.serving.bandwidth-\(precision.rawValue)")
    let products = missing.require(
      calibration.products[format], "calibration.serving.mfu-\(format.rawValue)")
    guard let peak, let peakBF16, let memory, let memoryBandwidth, let bandwidth, let products
    else { return .failure(missing) }
    // Without a known link or domain a replica stays on one accelerator.
    let link = facts.scaleUpBandwidth
    let domain = link == nil ? 1 : Int(facts.scaleUpDomain?.value ?? 1)
    return .success(
      ServingDevice(
        peak: peak, peakBF16: peakBF16, memory: memory, memoryBandwidth: memoryBandwidth,
        scaleUpBandwidth: link ?? .unused, domain: domain, bandwidth: bandwidth,
        products: products, calibration: calibration))
  }
}
