public import Figures
public import HardwareKit
internal import Units

/// A compiled pipeline over hundreds of chips whose weights never leave the chip.
///
/// The compiler places layers on groups of chips and schedules every cycle, so that a token takes the
/// same time in every layer, whatever the model's width: a 7B and a 70B model differ in chips.
///
///     token time  = dense layers · t_dense + expert layers · t_expert
///     chips       = ⌈ (weights at 8 bits + cache) / (memory of a chip · fill) ⌉
///     stages      = min(layers, ⌈ chips for the weights / chips of a stage ⌉)
///     places      = stages · requests of a stage
///     replica     = these chips; requests in flight up to the places, each at 1 / token time
///
/// Prompts share the pipeline, at a share of peak arithmetic that nobody publishes.
///
/// Nobody publishes the number of stages either. A plan sets it with `layout: {pp: …}`, or the chips of
/// a stage with `layout: {tp: …}`.
///
/// Left out: speculative decoding; time in links between racks, which is inside the layer time;
/// whole nodes and spare nodes, which the fleet rounds up to. The fill was read from weights alone, so
/// that the cache counts on top of it: cautious.
///
/// Sources: D. Abts et al., "A software-defined tensor streaming multiprocessor for large-scale
/// machine learning", ISCA 2022 (deterministic pipeline, up to 10,440 chips); constants: the datasheet.
public struct GroqPipeline: ThroughputModel {
  let product: Product

  public init(_ product: Product) {
    self.product = product
  }

  public func refusal(of workload: Workload) -> String? {
    guard case .train = workload else { return nil }
    return "no training software, and no memory off the chip for gradients and optimizer states"
  }

  public func unknowns(for workload: Workload) -> [String] {
    guard case .failure(let missing) = Device.make(product) else { return [] }
    return missing.keys
  }

  public func layouts(for workload: Workload) -> [Layout] {
    guard case .serve(let serving) = workload,
      case .success(let device) = Device.make(product)
    else { return [] }
    var scratch = Scratch()
    let request = serving.layout
    let given = Layout(tp: request.tp, pp: request.pp)
    let shape = Self.pipeline(serving, on: device, layout: given, in: &scratch)
    return Layout.batches(upTo: Int(saturating: shape.places)).map { batch in
      Layout(
        tp: request.tp > 0 ? request.tp : Int(saturating: device.stageAccelerators.value),
        pp: Int(saturating: shape.stages), batch: batch, isGiven: request.pp > 0)
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
    let pipeline = Self.pipeline(serving, on: device, layout: layout, in: &ledger)
    try ledger.require(flight.full, atMost: pipeline.places, .requestsInFlight)

    let cache = serving.replicaCache(of: flight.full, shape, in: &ledger)
    let chips = ledger.define(.chips, .ceiling((pipeline.weights + cache) / pipeline.room))
    try ledger.require(
      chips, atMost: ledger.input(.scaleUpDomain, device.largestSystem), .systemSize)

    let token = ledger.define(.decodeStep, Self.tokenTime(serving, on: device, in: &ledger))
    if !load.isSized { ledger.enter(load: load.name) }
    let prefill = serving.replicaPrefill(
      shape, accelerators: chips, peak: device.peak, share: device.prefillShare, in: &ledger)
    let times = ReplicaTimes(
      step: token, fullStep: token, prefill: prefill, request: 0, firstSteps: 1)
    let now =
      load.isSized
      ? flight
      : serving.inFlight(
        at: load, layout, room: pipeline.places, in: &ledger
      ) { requests, _ in
        shape.answer / shape.oneToken * token + requests * prefill
      }
    return try serving.throughput(
      times, flight: now, request: shape, accelerators: chips, at: load, in: &ledger)
  }

  /// Time of a token through all layers; its inverse is the rate of a user.
  @specialized(where L == Scratch)
  public static func tokenTime<L: Ledger>(
    _ serving: ServingWorkload, on device: Device, in ledger: inout L
  ) -> L.Number {
    let model = serving.model
    let layers = ledger.input(.layers, model.layers)
    let dense = ledger.input(.layerTime, device.layerTime)
    guard model.hasExperts else { return layers * dense }
    let experts = ledger.input(.expertLayers, model.expertLayers)
    return (layers - experts) * dense
      + experts * ledger.input(.expertLayerTime, device.expertLayerTime)
  }

  private struct Pipeline<Number> {
    let weights: Number
    /// What one chip holds of weights and cache.
    let room: Number
    let stages: Number
    let places: Number
  }

  private static func pipeline<L: Ledger>(
    _ serving: ServingWorkload, on device: Device, layout: Layout, in ledger: inout L
  ) -> Pipeline<L.Number> {
    let request = serving.layout
    let weights = serving.replicaWeights(at: .int8, in: &ledger)
    let room =
      ledger.input(.memory, device.memory) * ledger.input(.memoryFill, device.memoryFill)
    let stages: L.Number
    if request.pp > 0 {
      stages = ledger.input(.pp, layout.fact(request.pp))
    } else {
      let ofStage =
        request.tp > 0
        ? ledger.input(.tp, layout.fact(request.tp))
        : ledger.input(.stageAccelerators, device.stageAccelerators)
      stages = ledger.define(
        .stages,
        .smaller(
          ledger.input(.layers, serving.model.layers),
          .ceiling(.ceiling(weights / room) / ofStage)))
    }
    let places = ledger.define(
      .places, stages * ledger.input(.stageRequests, device.stageRequests))
    return Pipeline(weights: weights, room: room, stages: stages, places: places)
  }
}
