internal import Figures
public import HardwareKit
internal import Units

extension GroqPipeline {
  /// What the model needs of the product, none of it missing.
  public struct Device: Sendable {
    let memory: Fact<Bytes>
    let peak: Fact<OperationsPerSecond>
    let largestSystem: Fact<Count>
    let layerTime: Fact<Seconds>
    let expertLayerTime: Fact<Seconds>
    let memoryFill: Fact<Ratio>
    let stageAccelerators: Fact<Count>
    let stageRequests: Fact<Count>
    let prefillShare: Fact<Ratio>

    public static func make(_ product: Product) -> Result<Device, UnknownFacts> {
      var missing = UnknownFacts()
      let facts = product.facts
      func constant<U: Unit>(_ name: String, _ unit: U.Type) -> Fact<U>? {
        missing.require(product.constants.fact(name, unit), "calibration.model.\(name)")
      }
      let memory = missing.require(facts.memory, "memory")
      let peak = missing.require(facts.peaks[.bf16], "peak-bf16")
      let domain = missing.require(facts.scaleUpDomain, "scale-up-domain")
      let layer = constant("layer-time", Seconds.self)
      let expertLayer = constant("expert-layer-time", Seconds.self)
      let fill = constant("memory-fill", Ratio.self)
      let stage = constant("stage-accelerators", Count.self)
      let requests = constant("stage-requests", Count.self)
      let prefill = constant("prefill-share", Ratio.self)
      guard let memory, let peak, let domain, let layer, let expertLayer, let fill, let stage,
        let requests, let prefill
      else { return .failure(missing) }
      return .success(
        Device(
          memory: memory, peak: peak, largestSystem: domain, layerTime: layer,
          expertLayerTime: expertLayer, memoryFill: fill, stageAccelerators: stage,
          stageRequests: requests, prefillShare: prefill))
    }
  }
}
