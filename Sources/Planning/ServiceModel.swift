import Figures
import HardwareKit
import Units

/// A service in one layout, sized for its traffic, in one ledger.
struct ServiceSize<Number: Algebra>: Sendable {
  let traffic: ServiceTraffic<Number>
  /// A replica at the largest load that the layout stands for.
  let capacity: Throughput<Number>
  /// Replicas beyond those that the traffic needs.
  let spares: Number
  /// Replicas of each month, and of the busiest one, spares included.
  let months: [Number]
  let replicas: Number
}

/// How large a service's fleet is in a layout, and how fast its replicas are at the plan's loads. The search
/// runs it on doubles, the bill is made of it on a sheet.
struct ServiceModel: Sendable {
  /// The loads at which figures of latency are told.
  enum Load: Sendable, CaseIterable {
    /// The busiest month's peak, on the replicas of that month.
    case peak
    /// The first month's peak, on what stands in the first month.
    case first
    /// The busiest month's mean, on the replicas of that month.
    case mean

    fileprivate var name: StaticString {
      switch self {
      case .peak: "peak"
      case .first: "first"
      case .mean: "mean"
      }
    }
  }

  let demand: ServingDemand
  let model: ModelFacts
  let throughput: any ThroughputModel
  let layout: Layout
  /// Of the horizon.
  let months: Int

  /// Replicas that a traffic needs: enough for its peak, and the spares.
  ///
  /// - Parameter capacity: Of a replica, in the unit of the traffic.
  static func replicas<N: Algebra>(traffic: N, capacity: N, spares: N) -> N {
    N.ceiling(traffic / capacity) + spares
  }

  /// Writes what a replica carries inside the service level, and how many the traffic needs.
  ///
  /// - Throws: ``Infeasible`` with the limit that binds.
  func size<L: Ledger>(in ledger: inout L) throws(Infeasible) -> ServiceSize<L.Number> {
    ledger.enter(load: ReplicaLoad<L.Number>.sized.name)
    defer { ledger.enter(load: nil) }
    let capacity = try throughput.estimate(
      .serve(demand.workload(model, layout)), layout: layout, in: &ledger)
    ledger.enter(load: nil)
    let traffic = ServiceTraffic(demand, months: months, in: &ledger)
    let carried = carried(capacity.tokensPerSecond, in: &ledger)
    let spares = ledger.input(.spares, demand.spares)
    var replicas: [L.Number] = []
    for (index, wanted) in traffic.sized.enumerated() {
      replicas.append(
        ledger.define(
          .replicas.at(index + 1),
          Self.replicas(traffic: wanted, capacity: carried, spares: spares)))
    }
    // Growth is steady, so that the busiest month is the last or, where traffic shrinks, the first.
    let most = ledger.define(
      .peakReplicas, .larger(replicas.first ?? spares, replicas.last ?? spares))
    return ServiceSize(
      traffic: traffic, capacity: capacity, spares: spares, months: replicas, replicas: most)
  }

  /// What a replica carries, in the unit of the traffic: output tokens a second, or users in flight.
  private func carried<L: Ledger>(_ rate: L.Number, in ledger: inout L) -> L.Number {
    guard demand.users != nil else { return rate }
    return ledger.input(
      .inFlight,
      Fact<Count>(
        layout.inFlightOfUnit,
        Provenance(
          .solved(
            "the most that keep the service level, by search over the throughput model", reading: []
          ),
          evidence: .modelled)))
  }

  /// Writes what a replica does at a load of the plan; spares are idle.
  ///
  /// - Parameter isHeld: Whether the whole fleet stands from the first month on.
  /// - Throws: ``Infeasible`` where the model refuses the layout itself.
  func run<L: Ledger>(
    _ size: ServiceSize<L.Number>, at load: Load, isHeld: Bool, in ledger: inout L
  ) throws(Infeasible) -> Throughput<L.Number> {
    var traffic = load == .first ? size.traffic.first : size.traffic.busiestPeak
    if load == .mean { traffic = traffic * ledger.input(.meanShare, demand.meanShare) }
    let replicas = load == .first && !isHeld ? size.months.first ?? size.replicas : size.replicas
    let each = traffic / (replicas - size.spares)
    ledger.enter(load: load.name)
    defer { ledger.enter(load: nil) }
    let reaching: ReplicaLoad<L.Number>
    if demand.users != nil {
      reaching = .users(ledger.define(.usersOfReplica, each), load.name)
    } else {
      reaching = .requests(
        ledger.define(.requestsOfReplica, each / ledger.input(.answer, demand.answer)), load.name)
    }
    return try throughput.estimate(
      demand.workload(model, layout), layout: layout, at: reaching, in: &ledger)
  }
}

extension ServiceModel {
  /// What a replica does at the peak, on doubles; nil where the layout is refused.
  func peak() -> (size: ServiceSize<Double>, throughput: Throughput<Double>)? {
    var scratch = Scratch()
    do throws(Infeasible) {
      let size = try size(in: &scratch)
      return (size, try run(size, at: .peak, isHeld: true, in: &scratch))
    } catch {
      return nil
    }
  }
}

extension Layout {
  /// Requests in flight on a unit, on average, at the load that the search sizes by.
  var inFlightOfUnit: Double { inFlight * Double(decodeReplicas) }
}
