import Figures
import HardwareKit
import Units

/// What keeps a replica from carrying more inside its service level.
public enum Bottleneck: String, Sendable, Hashable, CaseIterable {
  /// Room for weights and caches.
  case memory
  /// Reading weights and caches.
  case bandwidth
  /// Products, of prompts above all.
  case arithmetic
  /// Collectives between accelerators.
  case links
  /// Host time of the serving software, or its number of sequences.
  case engine
  /// Prompts that wait for prompts.
  case queue
  /// Chips that pass a token from layer to layer: the time of that way, or the requests on it.
  case pipeline
}

extension LayoutSearch {
  /// What keeps the layout that was chosen from a larger batch: the limit that the next batch misses.
  ///
  /// Where that is a latency, or where there is no larger batch, it is the resource whose doubling would
  /// gain most: of that latency, or of the rate. A first token of which more than half is waiting waits in
  /// the queue.
  func bottleneck(_ serving: ServingWorkload, _ layout: Layout) -> Bottleneck? {
    let run = Workload.serve(serving)
    switch missed(run, after: layout) {
    case .memory?, .systemSize?: return .memory
    case .requestsInFlight?: return isPipeline(run, layout) ? .pipeline : .engine
    case .prefillLoad?, .promptPool?: return .queue
    case .timeToFirstToken?:
      return waits(serving, layout) ? .queue : slowest(run, layout) { $0.ttft }
    case .timePerOutputToken?: return slowest(run, layout) { $0.tpot }
    default: return slowest(run, layout) { 1 / $0.tokensPerSecond }
    }
  }

  /// The limit that the next larger batch of the same shape misses.
  ///
  /// Where larger batches have other shapes only, they need more accelerators for their caches, or of pools
  /// more replicas for prompts.
  private func missed(_ run: Workload, after layout: Layout) -> LimitID? {
    let larger = Run(workload: run, choice: layout.choice).layouts(entry)
      .filter { $0.inFlight > layout.inFlight }
    let next = larger.filter { $0.shape == layout.shape }.min { $0.inFlight < $1.inFlight }
    guard let next else {
      return larger.isEmpty ? nil : layout.hasPools ? .promptPool : .memory
    }
    var scratch = Scratch()
    do throws(Infeasible) {
      _ = try entry.throughput.estimate(run, layout: next, in: &scratch)
      return nil
    } catch {
      return error.limit
    }
  }

  /// The resource whose doubling shortens a time most.
  private func slowest(
    _ run: Workload, _ layout: Layout, _ time: (Throughput<Double>) -> Double?
  ) -> Bottleneck? {
    func measure(_ doubled: Bottleneck?) -> Double? {
      var probe = Probe(doubled: doubled)
      let throughput = try? entry.throughput.estimate(run, layout: layout, in: &probe)
      return throughput.flatMap(time)
    }
    guard let plain = measure(nil) else { return nil }
    var best: (resource: Bottleneck, time: Double)?
    for resource in [Bottleneck.bandwidth, .arithmetic, .links, .engine, .pipeline] {
      guard let time = measure(resource), time < best?.time ?? plain else { continue }
      best = (resource, time)
    }
    return best?.resource
  }

  /// Whether the places for requests are those of chips that pass a token on.
  private func isPipeline(_ run: Workload, _ layout: Layout) -> Bool {
    var probe = Probe(doubled: nil)
    _ = try? entry.throughput.estimate(run, layout: layout, in: &probe)
    return probe.hasPlaces
  }

  /// Whether more than half of the time to the first token is waiting.
  private func waits(_ serving: ServingWorkload, _ layout: Layout) -> Bool {
    var probe = Probe(doubled: nil)
    let throughput = try? entry.throughput.estimate(.serve(serving), layout: layout, in: &probe)
    guard let ttft = throughput?.ttft, let wait = probe.wait else { return false }
    let tail = max(1, -Double.logarithm(1 - serving.ttftPercentile.value))
    return 2 * wait * tail > ttft
  }
}

/// A ledger on which one resource is twice as good as it is, and no limit stops.
struct Probe: Ledger {
  let doubled: Bottleneck?
  /// Mean wait of a prompt for the step under way and for the prompts before it.
  private(set) var wait: Double?
  /// Requests a second of a replica without a service level.
  private(set) var most: Double?
  /// Requests in flight on a replica, on average.
  private(set) var batch: Double?
  /// Whether the number of requests is that of the places of a pipeline.
  private(set) var hasPlaces = false

  init(doubled: Bottleneck?) { self.doubled = doubled }

  mutating func input<U: Unit>(_ id: FigureID, _ fact: Fact<U>) -> Double {
    guard let doubled, let resource = Self.resources[id.localName], resource.kind == doubled
    else { return fact.value }
    return resource.isRate ? 2 * fact.value : fact.value / 2
  }

  mutating func define(_ id: FigureID, _ value: Double) -> Double {
    switch id.localName {
    case "prefill.wait": wait = value
    case "replica.saturation-rate": most = value
    case "replica.batch": batch = value
    case "replica.places": hasPlaces = true
    default: break
    }
    return value
  }

  mutating func require(
    _ a: Double, atMost b: Double, _ limit: LimitID
  ) throws(Infeasible) {}

  /// Inputs that say how good a resource is, and whether more is better.
  private static let resources: [String: (kind: Bottleneck, isRate: Bool)] = [
    "product.memory-bandwidth": (.bandwidth, true),
    "product.peak": (.arithmetic, true), "product.peak-bf16": (.arithmetic, true),
    "product.scale-up-bandwidth": (.links, true), "product.scale-out-bandwidth": (.links, true),
    "engine.collective-latency": (.links, false),
    "engine.step-time": (.engine, false), "engine.layer-time": (.engine, false),
    "engine.expert-layer-time": (.engine, false), "engine.latent-layer-time": (.engine, false),
    "engine.sequence-time": (.engine, false), "engine.request-time": (.engine, false),
    "engine.stream-interval": (.engine, false), "calibration.sequence-time": (.engine, false),
    "calibration.layer-time": (.pipeline, false),
    "calibration.expert-layer-time": (.pipeline, false),
  ]
}
