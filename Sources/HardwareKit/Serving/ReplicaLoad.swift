public import Figures
import Units

/// What reaches a replica, or a unit of pools.
public enum ReplicaLoad<Number: Algebra>: Sendable {
  /// As many requests in flight as the layout says: what the search sizes by.
  case sized
  /// Requests a second.
  case requests(Number, StaticString)
  /// Users who each ask again when they are answered.
  case users(Number, StaticString)

  /// What figures of the load are told by.
  public var name: StaticString {
    switch self {
    case .sized: "capacity"
    case .requests(_, let name): name
    case .users(_, let name): name
    }
  }

  /// Whether limits of the service level are held here; a load below the capacity keeps them.
  public var isSized: Bool { if case .sized = self { true } else { false } }

  /// The load of each of so many replicas of a unit.
  func spread(over replicas: Number) -> ReplicaLoad {
    switch self {
    case .sized: self
    case .requests(let rate, let name): .requests(rate / replicas, name)
    case .users(let users, let name): .users(users / replicas, name)
    }
  }
}

/// Requests in flight on a replica at a load.
struct Occupancy<Number: Sendable>: Sendable {
  /// Their mean.
  let mean: Number
  /// Those that a request in flight sees, itself among them.
  let seen: Number
}

extension ServingWorkload {
  /// Requests in flight at a load.
  ///
  ///     open     B = λ · T(1 + B)
  ///     closed   B = users
  ///
  /// T(n) is the time in which n requests that are together are answered. A request in flight sees itself
  /// and the B others; for a step linear in the batch, T(n) = a + b·n, the number in flight is a birth and
  /// death chain with the rates n/T(n), whose mean λ(a + b)/(1 - λb) is the root. Users who ask again are as
  /// many as they are.
  ///
  /// - Parameters:
  ///   - room: The most that the replica holds.
  ///   - work: T(n), without what the model may be wrong by.
  ///
  /// Source: F. P. Kelly, "Reversibility and Stochastic Networks", 1979, section 3.3.
  func occupancy<L: Ledger>(
    at load: ReplicaLoad<L.Number>, _ layout: Layout, room: L.Number, in ledger: inout L,
    work: (L.Number, inout L) -> L.Number
  ) -> Occupancy<L.Number> {
    switch load {
    case .sized:
      let batch = ledger.input(.meanBatch, layout.inFlightOfReplica)
      return Occupancy(mean: batch, seen: variation.isClosed ? batch : batch + 1)
    case .users(let users, _):
      let batch = ledger.define(.meanBatch, .smaller(users, room))
      return Occupancy(mean: batch, seen: .larger(1, batch))
    case .requests(let rate, _):
      let pace = error?.throughput.map { ledger.input(.throughputError, $0) }
      let seen = operate(
        rate: pace.map { rate / $0 } ?? rate, room: .larger(2, room), in: &ledger, work: work)
      return Occupancy(mean: ledger.define(.meanBatch, seen - 1), seen: seen)
    }
  }

  /// The requests that a request sees, 1 + B with B = λ · T(1 + B), by five steps of the secant method from
  /// one request and from a full replica.
  ///
  /// A fixed number of steps, no tolerance: the search, the sheet and its samples do the same. The error is
  /// below 2e-6 of B. Above what a full replica answers, `overload` is 1, the replica stays full, and every
  /// figure is finite.
  private func operate<L: Ledger>(
    rate: L.Number, room: L.Number, in ledger: inout L, work: (L.Number, inout L) -> L.Number
  ) -> L.Number {
    let one: L.Number = 1
    var n0 = one
    var t0 = ledger.define(.trialWork.at(1), work(one, &ledger))
    var n1 = room
    var t1 = ledger.define(.trialWork.at(2), work(room, &ledger))
    let load = ledger.define(.operatingLoad, rate * t1 / room)
    _ = ledger.define(.overload, .select(load, atMost: 1, then: 0, otherwise: 1))
    let served = rate / .larger(1, load)
    /// Where the chord through two trials meets n - 1 = served · T(n); equal trials have no slope.
    func crossing() -> L.Number {
      let apart = n1 - n0
      let slope = L.Number.select(
        apart * apart, atMost: 0, then: 0 * t1,
        otherwise: (t1 - t0) / .select(apart * apart, atMost: 0, then: 1, otherwise: apart))
      return .smaller(
        room, .larger(1, (1 + served * (t1 - slope * n1)) / (1 - served * slope)))
    }
    for step in 1...Self.secantSteps {
      let n = ledger.define(.trialBatch.at(step), crossing())
      (n0, t0) = (n1, t1)
      n1 = n
      t1 = ledger.define(.trialWork.at(2 + step), work(n, &ledger))
    }
    return ledger.define(.seenBatch, crossing())
  }

  private static let secantSteps = 5
}

extension FigureID {
  static var trialBatch: FigureID {
    FigureID("operating.trial", "Requests in flight of a trial", .none, .count).ofLoad
  }
  static var trialWork: FigureID {
    FigureID(
      "operating.trial-work", "Time in which the requests of a trial are answered together",
      Dimension(time: 1)
    ).ofLoad
  }
  static var operatingLoad: FigureID {
    FigureID("operating.load", "Arrivals over the most that a full replica answers", .none, .share)
      .ofLoad
  }
  static var overload: FigureID {
    FigureID(
      "operating.overload", "1 where more arrives than a full replica answers", .none, .count
    )
    .ofLoad
  }
  static var seenBatch: FigureID {
    FigureID("operating.seen", "Requests that a request in flight sees, itself too", .none, .count)
      .ofLoad
  }
}
