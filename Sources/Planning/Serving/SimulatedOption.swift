import Figures
public import HardwareKit
import Units

/// One option of a service played request by request at the plan's load, beside the closed form.
public struct SimulatedOption: Sendable {
  public struct Measure: Sendable {
    public enum Kind: Sendable, Hashable {
      /// Requests a second of a replica, requests in flight, load over the most it could carry.
      case requests, batch, saturation
      /// Time per output token and time to the first token, at a share of requests.
      case tpot(Double), ttft(Double)
    }

    public let kind: Kind
    /// In base units.
    public let simulated: Double
    /// Absent where the closed form has none.
    public let closed: Double?

    /// What the closed form is above the simulation, over it.
    public var difference: Double? { closed.map { $0 / simulated - 1 } }
  }

  public let product: Product
  public let layout: Layout
  public let seed: UInt64
  /// Requests that were played, the first tenth of which is not counted.
  public let requests: Int
  public let measures: [Measure]

  public func measure(_ kind: Measure.Kind) -> Measure? { measures.first { $0.kind == kind } }
}

/// A service of an outcome whose options were played.
public struct SimulatedService: Sendable {
  /// Its places in the outcome.
  public let caseIndex: Int
  public let workloadIndex: Int
  public let options: [SimulatedOption]
}

extension Outcome {
  /// Plays the options of every service.
  public func simulated(seed: UInt64) -> [SimulatedService] {
    cases.enumerated().flatMap { place, item in
      item.workloads.enumerated().map { index, workload in
        SimulatedService(
          caseIndex: place, workloadIndex: index, options: workload.simulated(seed: seed))
      }
    }
  }
}

extension WorkloadOutcome {
  /// Each product and layout that has an answer and steps, once; in the order of the options.
  public func simulated(seed: UInt64, requests: Int = 20_000) -> [SimulatedOption] {
    var seen: Set<Layout> = []
    var last = ""
    return options.compactMap { option in
      guard let model = option.model, case .serve(let demand) = planned.kind,
        option.answer?.layout != nil
      else { return nil }
      if model.product.id != last { seen = [] }
      last = model.product.id
      guard seen.insert(model.layout).inserted else { return nil }
      return model.simulated(demand, seed: seed, requests: requests)
    }
  }
}

extension OptionModel {
  private static let mostUsers = 20_000

  /// Plays the busiest month of one replica.
  func simulated(_ demand: ServingDemand, seed: UInt64, requests: Int) -> SimulatedOption? {
    let serving = demand.workload(model, layout)
    guard let replica = throughput.stepped(serving, layout: layout),
      let closed = ClosedForm(demand: demand, option: self)
    else { return nil }
    let variation = serving.variation
    let decoders = Double(layout.decodeReplicas)
    let record = Self.play(
      serving, replica,
      demand.users.map { _ in
        .closed(Int(saturating: Double.maximum(1, (closed.users ?? 1).rounded())))
      } ?? .open(rate: closed.requests, variation: variation.arrivals.value), requests: requests,
      seed: seed)

    let counted = requests / 10..<requests
    let tokenTimes = record.tokenTimes[counted].filter { $0 > 0 }
    let firstTokens = counted.map {
      record.firstTokens[$0] + replica.requestTime + replica.firstSteps * record.tokenTimes[$0]
    }

    // The most that the replica could carry: as many users as its cache holds, who ask without pause.
    // Beside them two for each replica that computes prompts, so that those never pause.
    var scratch = Scratch()
    let request = serving.request(in: &scratch)
    let context = request.context / request.oneToken
    let held = max(1, min(replica.sequences, Int(saturating: replica.cacheTokens / context)))
    let users = held.times(layout.decodeReplicas) + 2 * layout.prefillReplicas
    // Each user asks several times; a replica that holds more at once is not played.
    guard users <= Self.mostUsers else { return nil }
    let crowd = max(requests / 5, 8 * users)
    let packed = Self.play(serving, replica, .closed(users), requests: crowd, seed: seed)
    let most = Double(crowd) / packed.duration

    let rate = Double(requests) / record.duration
    var measures = [
      SimulatedOption.Measure(kind: .requests, simulated: rate, closed: closed.requests),
      SimulatedOption.Measure(
        kind: .batch, simulated: record.decoding / decoders,
        closed: closed.batch),
      SimulatedOption.Measure(
        kind: .saturation, simulated: rate / most, closed: closed.saturation),
    ]
    let shares = Set([1 / 2, 0.95, 0.99] as [Double])
    for share in shares.union([demand.tpotPercentile.value]).sorted() {
      measures.append(
        SimulatedOption.Measure(
          kind: .tpot(share), simulated: ServingRecord.percentile(share, of: tokenTimes),
          closed: closed.value(at: share) { $0.tpot }))
    }
    for share in shares.union([demand.ttftPercentile.value]).sorted() {
      measures.append(
        SimulatedOption.Measure(
          kind: .ttft(share), simulated: ServingRecord.percentile(share, of: firstTokens),
          closed: closed.value(at: share) { $0.ttft }))
    }
    return SimulatedOption(
      product: product, layout: layout, seed: seed, requests: requests, measures: measures)
  }

  /// One replica, or one unit of two pools.
  private static func play(
    _ serving: ServingWorkload, _ replica: SteppedReplica,
    _ arrivals: ServingSimulation.Arrivals, requests: Int, seed: UInt64
  ) -> ServingRecord {
    let variation = serving.variation
    let lengths = ServingSimulation.Lengths(
      prompt: serving.prompt.value, answer: serving.answer.value,
      cached: serving.prefixCache.value, promptSpread: .gamma(variation.prompt.value),
      answerSpread: .gamma(variation.answer.value))
    let decode = ServingSimulation.Replica(
      scheduling: replica.prompts == nil ? serving.engine.scheduling : .mixed,
      chunk: replica.chunk, sequences: replica.sequences, cache: replica.cacheTokens)
    guard let pool = replica.prompts else {
      return ServingSimulation(
        replica: decode, arrivals: arrivals, lengths: lengths, requests: requests, seed: seed
      ).run(replica.step)
    }
    return PooledSimulation(
      prompts: PooledSimulation.Prompts(
        replicas: pool.replicas, chunk: pool.chunk, handover: pool.handover,
        perToken: pool.transfer / serving.prompt.value),
      decode: decode, decodeReplicas: pool.decodeReplicas, arrivals: arrivals, lengths: lengths,
      requests: requests, seed: seed
    ).run(prompt: pool.step, decode: replica.step)
  }
}

/// The closed form at the load of one replica at the plan's peak.
private struct ClosedForm {
  let demand: ServingDemand
  let option: OptionModel
  private let size: ServiceSize<Double>
  /// Requests a second and requests in flight.
  let requests: Double
  let batch: Double
  /// Users of a replica, where they ask again.
  let users: Double?
  let saturation: Double?

  init?(demand: ServingDemand, option: OptionModel) {
    self.demand = demand
    self.option = option
    let service = Self.service(demand, option)
    var scratch = Scratch()
    var probe = Probe(doubled: nil)
    guard let size = try? service.size(in: &scratch),
      let peak = try? service.run(size, at: .peak, isHeld: true, in: &probe)
    else { return nil }
    self.size = size
    requests = peak.tokensPerSecond / demand.answer.value
    batch = probe.batch ?? 0
    users = demand.users.map { _ in
      size.traffic.busiestPeak / (size.replicas - size.spares)
    }
    let load = requests
    saturation = probe.most.map { load / $0 }
  }

  func value(at percentile: Double, _ value: (Throughput<Double>) -> Double?) -> Double? {
    var demand = demand
    let share = Fact<Ratio>(
      percentile, Provenance(.definition("a percentile of the simulation"), evidence: nil))
    demand.ttftPercentile = share
    demand.tpotPercentile = share
    var scratch = Scratch()
    return
      (try? Self.service(demand, option).run(
        size, at: .peak, isHeld: true, in: &scratch)).flatMap(value)
  }

  private static func service(_ demand: ServingDemand, _ option: OptionModel) -> ServiceModel {
    ServiceModel(
      demand: demand, model: option.model, throughput: option.throughput, layout: option.layout,
      months: option.finance.months)
  }
}
