public import Figures
public import HardwareKit
internal import Units

/// Fused decoder layers over eight or sixteen sockets, with weights that stream from HBM.
///
/// Of the three tiers, HBM holds the weights and the cache of the model at work, and its bandwidth sets
/// the rate. On-chip memory holds what a fused layer passes on; DDR holds other models, and switching
/// between them is not modelled.
///
///     step(B)  = weights read / (sockets · bandwidth · share)  +  B · t_sequence
///     weights  = all but the input embedding; of the experts, the distinct ones that B tokens touch,
///                1 - (1 - k/E)^B of them
///
/// Each request in flight costs a fixed time a step and no visible cache read, by nine rows at eight
/// sockets. The share falls from eight sockets to sixteen, which two rows show.
///
/// Left out: speculative decoding, by which the vendor's larger models run; exchange between experts,
/// so that models with experts come out too fast at small batches.
///
/// Sources: R. Prabhakar et al., "SambaNova SN40L: Scaling the AI Memory Wall with Dataflow and
/// Composition of Experts", arXiv 2405.07518 (tiers, fusion); constants: the datasheet.
public struct Dataflow: ThroughputModel {
  let product: Product

  public init(_ product: Product) {
    self.product = product
  }

  public func refusal(of workload: Workload) -> String? {
    guard case .train = workload else { return nil }
    return "no published training throughput"
  }

  public func unknowns(for workload: Workload) -> [String] {
    guard case .failure(let missing) = Device.make(product) else { return [] }
    return missing.keys
  }

  public func layouts(for workload: Workload) -> [Layout] {
    guard case .serve(let serving) = workload,
      case .success(let device) = Device.make(product)
    else { return [] }
    let given = serving.layout.tp
    // The sockets for which a share of bandwidth is known: a node's and a rack's.
    let sizes = [device.nodeSockets.value, device.rackSockets.value].map { Int(saturating: $0) }
    return sizes.filter { given == 0 || given == $0 }.flatMap { sockets in
      let layouts = Layout.batches().map {
        Layout(tp: sockets, batch: $0, isGiven: given > 0)
      }
      // Larger batches than fit would hide the reason why the smaller ones fail.
      return layouts.prefix(1) + layouts.dropFirst().prefix { fits(serving, on: device, $0) }
    }
  }

  private func fits(_ serving: ServingWorkload, on device: Device, _ layout: Layout) -> Bool {
    var scratch = Scratch()
    let flight = serving.inFlight(layout, in: &scratch)
    let shape = serving.request(in: &scratch)
    let held = Self.held(serving, flight, shape, sockets: Double(layout.tp), in: &scratch)
    return held <= device.memory.value
  }

  /// Bytes of weights and cache on one socket.
  private static func held<L: Ledger>(
    _ serving: ServingWorkload, _ flight: InFlight<L.Number>, _ shape: RequestShape<L.Number>,
    sockets: L.Number, in ledger: inout L
  ) -> L.Number {
    let weights = serving.replicaWeights(at: serving.precision, in: &ledger)
    return (weights + serving.replicaCache(of: flight.full, shape, in: &ledger)) / sockets
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
    let sockets = ledger.input(.tp, layout.fact(layout.tp))
    try ledger.require(
      Self.held(serving, flight, shape, sockets: sockets, in: &ledger),
      atMost: ledger.input(.memory, device.memory), .memory)

    if !load.isSized { ledger.enter(load: load.name) }
    let prefill = serving.replicaPrefill(
      shape, accelerators: sockets, peak: device.peak, share: device.prefillShare, in: &ledger)
    let answer = shape.answer / shape.oneToken
    let now =
      load.isSized
      ? flight
      : serving.inFlight(at: load, layout, room: flight.full, in: &ledger) { requests, ledger in
        answer
          * Self.step(serving, on: device, layout: layout, requests: requests, in: &ledger)
          + requests * prefill
      }
    let step = ledger.define(
      .decodeStep,
      Self.step(serving, on: device, layout: layout, requests: now.seen, in: &ledger))
    let fullStep = ledger.define(
      .fullDecodeStep,
      Self.step(serving, on: device, layout: layout, requests: now.full, in: &ledger))
    let times = ReplicaTimes(
      step: step, fullStep: fullStep, prefill: prefill, request: 0, firstSteps: 1)
    return try serving.throughput(
      times, flight: now, request: shape, accelerators: sockets, at: load, in: &ledger)
  }

  /// Time of one decode step of so many requests.
  @specialized(where L == Scratch)
  public static func step<L: Ledger>(
    _ serving: ServingWorkload, on device: Device, layout: Layout, requests: L.Number,
    in ledger: inout L
  ) -> L.Number {
    let model = serving.model
    var parameters = ledger.input(.restParameters, model.restParameters)
    if model.hasExperts {
      let count = ledger.input(.experts, model.experts)
      let active = ledger.input(.activeExperts, model.activeExperts)
      let one: L.Number = 1
      let touched = one - .power(one - active / count, requests)
      parameters =
        parameters + touched * ledger.input(.expertParameters, model.expertParameters)
    }
    let bytes = parameters * ledger.input(.weightBytes, serving.precision.bytes)
    let rate =
      ledger.input(.tp, layout.fact(layout.tp))
      * ledger.input(.memoryBandwidth, device.bandwidth)
      * ledger.input(.socketBandwidth, device.share(sockets: layout.tp))
    return bytes / rate + requests * ledger.input(.sequenceTime, device.sequenceTime)
  }
}

extension Dataflow {
  /// What the model needs of the product, none of it missing.
  public struct Device: Sendable {
    let memory: Fact<Bytes>
    let bandwidth: Fact<BytesPerSecond>
    let peak: Fact<OperationsPerSecond>
    let node: Fact<Ratio>
    let rack: Fact<Ratio>
    let sequenceTime: Fact<Seconds>
    let prefillShare: Fact<Ratio>

    let nodeSockets: Fact<Count>
    let rackSockets: Fact<Count>

    func share(sockets: Int) -> Fact<Ratio> {
      Double(sockets) > nodeSockets.value ? rack : node
    }

    public static func make(_ product: Product) -> Result<Device, UnknownFacts> {
      var missing = UnknownFacts()
      let facts = product.facts
      func constant<U: Unit>(_ name: String, _ unit: U.Type) -> Fact<U>? {
        missing.require(product.constants.fact(name, unit), "calibration.model.\(name)")
      }
      let memory = missing.require(facts.memory, "memory")
      let bandwidth = missing.require(facts.memoryBandwidth, "memory-bandwidth")
      let peak = missing.require(facts.peaks[.bf16], "peak-bf16")
      let node = constant("bandwidth-node", Ratio.self)
      let rack = constant("bandwidth-rack", Ratio.self)
      let nodeSockets = constant("node-sockets", Count.self)
      let rackSockets = missing.require(facts.scaleUpDomain, "scale-up-domain")
      let sequence = constant("sequence-time", Seconds.self)
      let prefill = constant("prefill-share", Ratio.self)
      guard let memory, let bandwidth, let peak, let node, let rack, let nodeSockets,
        let rackSockets, let sequence, let prefill
      else { return .failure(missing) }
      return .success(
        Device(
          memory: memory, bandwidth: bandwidth, peak: peak, node: node, rack: rack,
          sequenceTime: sequence, prefillShare: prefill, nodeSockets: nodeSockets,
          rackSockets: rackSockets))
    }
  }
}
