public import Figures
public import HardwareKit
internal import Units

/// Layers in order over one or several wafers, all weights at 16 bits in on-chip memory.
///
/// Only activations cross from wafer to wafer, so that a token's time does not grow with wafers. It is
/// latency: at the published rates a wafer uses at most a few per cent of its bandwidth.
///
///     token time  = layers · t_layer
///     wafers      = ⌈ (2 bytes · parameters + cache) / memory of a wafer ⌉
///     users       ≤ layers: each region of a wafer works on one user's token at a time,
///                   and no more than the memory left by the weights holds
///
/// The layer time belongs to a release of the vendor's software, not to the chip: later releases, most
/// of them with a draft model, are up to three times as fast. Prompts share the wafers, at a share of
/// peak arithmetic that nobody publishes. A plan fixes the wafers with `layout: {pp: …}`.
///
/// Left out: speculative decoding; memory that the program takes; growth of the layer time with the
/// model's width, which two rows of the same release show (17.4 µs at 8B, 27.8 µs at 70B).
///
/// Sources: Cerebras, "Introducing Cerebras Inference", 2024-08-27 (16-bit weights on the wafer, layers
/// over several systems, rates); constants: the datasheet.
public struct Wafers: ThroughputModel {
  let product: Product

  public init(_ product: Product) {
    self.product = product
  }

  public func refusal(of workload: Workload) -> String? {
    switch workload {
    case .train: "no published training throughput"
    case .serve:
      product.constants.fact("layer-time", Seconds.self) == nil
        ? "no published rate of this system in serving" : nil
    }
  }

  public func unknowns(for workload: Workload) -> [String] {
    guard case .failure(let missing) = Device.make(product) else { return [] }
    return missing.keys
  }

  public func layouts(for workload: Workload) -> [Layout] {
    guard case .serve(let serving) = workload,
      case .success(let device) = Device.make(product)
    else { return [] }
    let given = serving.layout.pp
    return Layout.batches(upTo: Int(saturating: serving.model.layers.value)).map { batch in
      var scratch = Scratch()
      var layout = Layout(pp: max(1, given), batch: batch, isGiven: given > 0)
      if given == 0 {
        let flight = serving.inFlight(layout, in: &scratch)
        let shape = serving.request(in: &scratch)
        let bytes = Self.bytes(serving, flight, shape, in: &scratch)
        layout.pp = Int(saturating: (bytes / device.memory.value).rounded(.up))
      }
      return layout
    }
  }

  @specialized(where L == Scratch)
  public func estimate<L: Ledger>(
    _ workload: Workload, layout: Layout, in ledger: inout L
  ) throws(Infeasible) -> Throughput<L.Number> {
    guard case .serve(let serving) = workload else {
      throw Infeasible(.unknownFacts, needed: 1, available: 0)
    }
    return try estimate(serving, layout: layout, at: .sized, in: &ledger)
  }

  @specialized(where L == Scratch)
  public func estimate<L: Ledger>(
    _ serving: ServingWorkload, layout: Layout, at load: ReplicaLoad<L.Number>,
    in ledger: inout L
  ) throws(Infeasible) -> Throughput<L.Number> {
    guard case .success(let device) = Device.make(product) else {
      throw Infeasible(.unknownFacts, needed: 1, available: 0)
    }
    // What is bought is sized by the layout, at any load.
    if !load.isSized { ledger.enter(load: ReplicaLoad<L.Number>.sized.name) }
    let flight = serving.inFlight(layout, in: &ledger)
    let shape = serving.request(in: &ledger)
    let layers = ledger.input(.layers, serving.model.layers)
    let places = ledger.define(.places, layers * 1)
    try ledger.require(flight.full, atMost: places, .requestsInFlight)

    let bytes = Self.bytes(serving, flight, shape, in: &ledger)
    let memory = ledger.input(.memory, device.memory)
    let wafers: L.Number
    if serving.layout.pp > 0 {
      wafers = ledger.input(.pp, layout.fact(serving.layout.pp))
      try ledger.require(bytes / wafers, atMost: memory, .memory)
    } else {
      wafers = ledger.define(.wafers, .ceiling(bytes / memory))
    }
    try ledger.require(
      wafers, atMost: ledger.input(.scaleUpDomain, device.largestSystem), .systemSize)

    let token = ledger.define(.decodeStep, Self.tokenTime(serving, on: device, in: &ledger))
    if !load.isSized { ledger.enter(load: load.name) }
    let prefill = serving.replicaPrefill(
      shape, accelerators: wafers, peak: device.peak, share: device.prefillShare, in: &ledger)
    let times = ReplicaTimes(
      step: token, fullStep: token, prefill: prefill, request: 0, firstSteps: 1)
    let now =
      load.isSized
      ? flight
      : serving.inFlight(
        at: load, layout, room: places, in: &ledger
      ) { requests, _ in
        shape.answer / shape.oneToken * token + requests * prefill
      }
    return try serving.throughput(
      times, flight: now, request: shape, accelerators: wafers, at: load, in: &ledger)
  }

  /// Time of a token through all layers; its inverse is the rate of a user.
  @specialized(where L == Scratch)
  public static func tokenTime<L: Ledger>(
    _ serving: ServingWorkload, on device: Device, in ledger: inout L
  ) -> L.Number {
    ledger.input(.layers, serving.model.layers) * ledger.input(.layerTime, device.layerTime)
  }

  private static func bytes<L: Ledger>(
    _ serving: ServingWorkload, _ flight: InFlight<L.Number>, _ shape: RequestShape<L.Number>,
    in ledger: inout L
  ) -> L.Number {
    serving.replicaWeights(at: .bf16, in: &ledger)
      + serving.replicaCache(of: flight.full, shape, in: &ledger)
  }
}

extension Wafers {
  /// What the model needs of the product, none of it missing.
  public struct Device: Sendable {
    let memory: Fact<Bytes>
    let peak: Fact<OperationsPerSecond>
    let largestSystem: Fact<Count>
    let layerTime: Fact<Seconds>
    let prefillShare: Fact<Ratio>

    public static func make(_ product: Product) -> Result<Device, UnknownFacts> {
      var missing = UnknownFacts()
      let memory = missing.require(product.facts.memory, "memory")
      let peak = missing.require(product.facts.peaks[.bf16], "peak-bf16")
      let domain = missing.require(product.facts.scaleUpDomain, "scale-up-domain")
      let layer = missing.require(
        product.constants.fact("layer-time", Seconds.self), "calibration.model.layer-time")
      let prefill = missing.require(
        product.constants.fact("prefill-share", Ratio.self), "calibration.model.prefill-share")
      guard let memory, let peak, let domain, let layer, let prefill else {
        return .failure(missing)
      }
      return .success(
        Device(
          memory: memory, peak: peak, largestSystem: domain, layerTime: layer,
          prefillShare: prefill))
    }
  }
}
