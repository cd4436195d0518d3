import Figures
import Units

/// What the serving step needs of a product, none of it missing.
///
/// A class, so that the search passes a reference.
public final class ServingDevice: Sendable {
  let family: String
  let peak: Fact<OperationsPerSecond>
  let peakBF16: Fact<OperationsPerSecond>
  let memory: Fact<Bytes>
  let memoryBandwidth: Fact<BytesPerSecond>
  let scaleUpBandwidth: Fact<BytesPerSecond>
  /// Between servers; `nil` where no port is known, and then no group leaves the domain.
  let scaleOutBandwidth: Fact<BytesPerSecond>?
  /// Accelerators over which tensor parallelism may reach.
  public let domain: Int
  let bandwidth: Fact<Ratio>
  let bandwidthFactor: Fact<Ratio>
  let products: Fact<Ratio>
  let correction: Fact<Ratio>
  let attentionProducts: Fact<Ratio>
  let calibration: ServingCalibration
  /// Rated power of an accelerator, where it is known.
  let power: Fact<Watts>?

  private init(
    family: String, peak: Fact<OperationsPerSecond>, peakBF16: Fact<OperationsPerSecond>,
    memory: Fact<Bytes>, memoryBandwidth: Fact<BytesPerSecond>,
    scaleUpBandwidth: Fact<BytesPerSecond>, scaleOutBandwidth: Fact<BytesPerSecond>?, domain: Int,
    bandwidth: Fact<Ratio>, bandwidthFactor: Fact<Ratio>, products: Fact<Ratio>,
    correction: Fact<Ratio>, attentionProducts: Fact<Ratio>, calibration: ServingCalibration,
    power: Fact<Watts>?
  ) {
    self.family = family
    self.peak = peak
    self.peakBF16 = peakBF16
    self.memory = memory
    self.memoryBandwidth = memoryBandwidth
    self.scaleUpBandwidth = scaleUpBandwidth
    self.scaleOutBandwidth = scaleOutBandwidth
    self.domain = domain
    self.bandwidth = bandwidth
    self.bandwidthFactor = bandwidthFactor
    self.products = products
    self.correction = correction
    self.attentionProducts = attentionProducts
    self.calibration = calibration
    self.power = power
  }

  /// - Parameters:
  ///   - precision: Of the weights.
  ///   - calibration: In place of the product's own, as a fit tries them.
  public static func make(
    _ product: Product, precision: Precision, calibration: ServingCalibration? = nil
  ) -> Result<ServingDevice, UnknownFacts> {
    var missing = UnknownFacts()
    let facts = product.facts
    guard
      let calibration = missing.require(
        calibration ?? product.servingCalibration, "calibration")
    else { return .failure(missing) }
    let format = precision.widerFormats.first { facts.peaks[$0] != nil } ?? precision
    let group = ServingCalibration.Group(precision)
    let computed = ServingCalibration.Group(format)
    let peak = missing.require(facts.peaks[format], "peak-\(precision.rawValue)")
    let peakBF16 = missing.require(facts.peaks[.bf16], "peak-bf16")
    let memory = missing.require(facts.memory, "memory")
    let memoryBandwidth = missing.require(facts.memoryBandwidth, "memory-bandwidth")
    let factor = missing.require(
      calibration.bandwidthFactors[group], "calibration.serving.bandwidth-\(group.rawValue)")
    let products = missing.require(
      calibration.products[computed], "calibration.serving.mfu-\(computed.rawValue)")
    guard let peak, let peakBF16, let memory, let memoryBandwidth, let factor, let products
    else { return .failure(missing) }
    // Without a known link or domain a replica stays on one accelerator.
    let link = facts.scaleUpBandwidth
    let domain = link == nil ? 1 : Int(saturating: facts.scaleUpDomain?.value ?? 1)
    return .success(
      ServingDevice(
        family: product.family, peak: peak, peakBF16: peakBF16, memory: memory,
        memoryBandwidth: memoryBandwidth, scaleUpBandwidth: link ?? .unused,
        scaleOutBandwidth: facts.scaleOutBandwidth, domain: domain,
        bandwidth: calibration.bandwidth, bandwidthFactor: factor, products: products,
        correction: calibration.correction,
        attentionProducts: calibration.products[.bf16] ?? products, calibration: calibration,
        power: facts.power))
  }
}
