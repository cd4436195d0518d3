public import Figures
import Finance
import HardwareKit
import Units

/// How a service is paid for.
public enum Payer: String, Sendable, CaseIterable {
  case buy, rent, endpoint

  init?(_ way: Way) {
    switch way {
    case .buy: self = .buy
    case .rent: self = .rent
    case .endpoint: self = .endpoint
    case .bill: return nil
    }
  }
}

/// Where two ways to pay for a service change places as its traffic rises.
///
/// Costs climb in steps of a replica, so that they may change places more than once before one of them
/// stays the cheaper.
public struct Crossing: Sendable {
  /// What costs the least in a way, at the traffic of the crossing.
  public struct Side: Sendable {
    public let payer: Payer
    /// Of the workload's options.
    public let option: Int
    /// Dollars over the horizon.
    public let cost: Double
    /// The weakest that stands behind the cost.
    let evidence: Evidence?
    let model: OptionModel
    let workload: String

    /// The figures of the option at that traffic.
    public func sheet() -> Sheet {
      var sheet = Sheet()
      sheet.scope = workload
      sheet.subject = model.product.id
      model.fill(&sheet)
      return sheet
    }
  }

  /// Peak output tokens a second of the first month from which on `above` costs less, up to the end of
  /// what was examined; infinite where `below` costs less everywhere.
  public let traffic: Double
  /// The same for the first time.
  public let first: Double
  /// What costs less below the first crossing.
  public let below: Side
  /// What costs less above the last one; where there is none, what costs more.
  public let above: Side
  /// The traffic between which it was looked for.
  public let examined: ClosedRange<Double>
  /// What the search read: the prices of every option that is had in one of the two ways.
  let reading: Taint

  /// The full name of the figure that is ``traffic``.
  public var figure: String {
    "\(below.workload).\(Self.id([below.payer, above.payer]).localName)"
  }

  public var isNever: Bool { traffic == .infinity }
  /// Whether they change places more than once.
  public var isRepeated: Bool { first < traffic * (1 - 1e-5) }

  static func id(_ pair: Set<Payer>) -> FigureID {
    if !pair.contains(.rent) { return .crossingOfOwningAndTokens }
    return pair.contains(.buy) ? .crossingOfOwningAndRenting : .crossingOfRentingAndTokens
  }

  static func firstID(_ pair: Set<Payer>) -> FigureID {
    if !pair.contains(.rent) { return .firstCrossingOfOwningAndTokens }
    return pair.contains(.buy)
      ? .firstCrossingOfOwningAndRenting : .firstCrossingOfRentingAndTokens
  }

  /// Records both places on a sheet whose scope is the workload's.
  func write(in sheet: inout Sheet) {
    let costs = [below, above].compactMap(\.evidence)
    let places = "between \(Self.text(examined.lowerBound)) and \(Self.text(examined.upperBound))"
    let names = [below, above].map { "\($0.model.product.id), \($0.payer.rawValue)" }
    func fact(_ value: Double, _ text: String) -> Fact<TokensPerSecond> {
      Fact(value, Provenance(.solved(text, reading: reading), evidence: costs.max()))
    }
    let pair: Set = [below.payer, above.payer]
    let told =
      isNever && !isRepeated
      ? "searched \(places): \(names[0]) costs less throughout"
      : "searched \(places): \(names[0]) costs less below, \(names[1]) \(isNever ? "never for good" : "above")"
    _ = sheet.input(Self.id(pair), fact(traffic, told))
    if isRepeated {
      _ = sheet.input(
        Self.firstID(pair), fact(first, "searched \(places): whole replicas make them cross again"))
    }
  }

  private static func text(_ traffic: Double) -> String {
    format(traffic, as: .standard(Dimension(time: -1, tokens: 1)))
  }
}

/// The cost of a service over its traffic, in each way that has an answer.
struct TrafficCosts {
  /// An option with the layouts among which it chooses; none where tokens are bought. Shared, since a
  /// model is large and is looked at for hundreds of traffics.
  final class Entry: Sendable {
    let option: Int
    let payer: Payer
    let payment: LayoutSearch.Payment
    let model: OptionModel
    let candidates: LayoutSearch.Candidates

    init(
      option: Int, payer: Payer, payment: LayoutSearch.Payment, model: OptionModel,
      candidates: LayoutSearch.Candidates
    ) {
      self.option = option
      self.payer = payer
      self.payment = payment
      self.model = model
      self.candidates = candidates
    }
  }

  let workload: String
  let demand: ServingDemand
  /// The entry that was the cheapest before comes first.
  private var entries: [Payer: [Entry]]
  /// Of the plan's own traffic; other traffic is in proportion.
  private let planned: ServiceTraffic<Double>
  private var known: [Size: Double] = [:]
  /// What each option costs where it was looked at.
  private var points: [Int: [(traffic: Double, cost: Double)]] = [:]
  /// Of each option's cost, which hangs on what the option is and not on its traffic.
  private var grades: [Int: Evidence?] = [:]

  init(workload: String, demand: ServingDemand, months: Int, entries: [Entry]) {
    self.workload = workload
    self.demand = demand
    self.entries = Dictionary(grouping: entries, by: \.payer)
    planned = ServiceTraffic(demand, months: months)
  }

  /// Each pair of ways, by what costs less at little traffic.
  mutating func crossings() -> [Crossing] {
    guard demand.users == nil, demand.peak.value > 0 else { return [] }
    let low = demand.peak.value / Self.below
    let ratio = Double.power(Self.below * Self.above, 1 / Double(Self.steps))
    let traffic = (0...Self.steps).map { low * Double.power(ratio, Double($0)) }
    var costs: [(payer: Payer, points: [Double])] = []
    for payer in Payer.allCases {
      let points = traffic.compactMap { cheapest(payer, $0)?.cost }
      if points.count == traffic.count { costs.append((payer, points)) }
    }
    return costs.indices.flatMap { first in
      costs[(first + 1)...].compactMap { second in
        let a = costs[first]
        return crossing(
          a.payer, second.payer, traffic, isDearer: zip(a.points, second.points).map { $0 > $1 })
      }
    }
  }

  /// How far below and above the plan's traffic is looked, and in how many steps.
  private static let below = 100.0
  private static let above = 1000.0
  private static let steps = 80
  /// Ratio of one place to the next about a change, and how many steps that reaches beyond it.
  private static let fine = 1.01
  private static let margin = 3
  private static let precision = 1e-6
  /// By how much the cost of an option could fall as its traffic rises, where its layout changes.
  private static let tolerance = 1.02

  /// - Parameter isDearer: Whether `a` costs more than `b` at each traffic.
  private mutating func crossing(
    _ a: Payer, _ b: Payer, _ traffic: [Double], isDearer: [Bool]
  ) -> Crossing? {
    let turns = traffic.indices.dropFirst().filter { isDearer[$0] != isDearer[$0 - 1] }
    func costsMore(_ place: Double) -> Bool {
      guard let x = cheapest(a, place)?.cost, let y = cheapest(b, place)?.cost else { return false }
      return x > y
    }
    /// The first place between two at which `a` is as it is at the end, all after it being so too;
    /// backwards the last at which it is as it is at the start.
    func change(from start: Double, to end: Double, isBackwards: Bool = false) -> Double {
      let wanted = costsMore(isBackwards ? start : end)
      var fine = [start]
      while let last = fine.last, last * Self.fine < end { fine.append(last * Self.fine) }
      fine.append(end)
      let found =
        isBackwards
        ? fine.indices.first { costsMore(fine[$0]) != wanted }
        : fine.indices.last { costsMore(fine[$0]) != wanted }.map { $0 + 1 }
      guard let found, found > 0, found < fine.count else { return end }
      var (low, high) = (fine[found - 1], fine[found])
      let above = costsMore(high)
      while high / low > 1 + Self.precision {
        let middle = (low * high).squareRoot()
        if costsMore(middle) == above { high = middle } else { low = middle }
      }
      return high
    }
    let isSwapped = isDearer.first != isDearer.last
    // What is overtaken and wins back has not been overtaken for good.
    let last = turns.last.map { turn in
      change(from: traffic[turn - 1], to: traffic[min(turn + Self.margin, traffic.count - 1)])
    }
    let place = last ?? demand.peak.value
    let reading = reading(a).union(reading(b))
    guard let below = side(isDearer[0] ? b : a, place, reading),
      let above = side(isDearer[0] ? a : b, place, reading)
    else { return nil }
    let first = turns.first.map { turn in
      change(from: traffic[max(turn - 1 - Self.margin, 0)], to: traffic[turn], isBackwards: true)
    }
    let good = isSwapped ? place : .infinity
    return Crossing(
      // Both are found to a precision, so that the one may come out a hair above the other.
      traffic: good, first: min(first ?? .infinity, good), below: below,
      above: above, examined: traffic[0]...traffic[traffic.count - 1],
      reading: reading)
  }

  /// What the cost of every option in a way tells.
  private func reading(_ payer: Payer) -> Taint {
    (entries[payer] ?? []).reduce([]) { $0.union($1.reading) }
  }

  private mutating func side(
    _ payer: Payer, _ traffic: Double, _ reading: Taint
  ) -> Crossing.Side? {
    guard let (entry, cost) = cheapest(payer, traffic) else { return nil }
    let index = LayoutSearch.best(
      among: entry.candidates, for: wanted(traffic), spares: demand.spares.value,
      on: entry.model.product, paid: entry.payment)
    let model = entry.model(
      demand.with(traffic: traffic, reading: reading),
      layout: index.map { entry.candidates.layout($0) })
    func graded(_ evidence: Evidence?) -> Crossing.Side {
      Crossing.Side(
        payer: payer, option: entry.option, cost: cost, evidence: evidence, model: model,
        workload: workload)
    }
    if let known = grades[entry.option] { return graded(known) }
    let grade = graded(nil).sheet()["\(workload).cost"]?.evidence
    grades[entry.option] = .some(grade)
    return graded(grade)
  }

  /// What costs the least in a way at a traffic, each product with the layout that is best there.
  mutating func cheapest(_ payer: Payer, _ traffic: Double) -> (entry: Entry, cost: Double)? {
    var best: (entry: Entry, cost: Double)?
    var place = 0
    let wanted = wanted(traffic)
    let all = entries[payer] ?? []
    for (index, entry) in all.enumerated() {
      let lowest = best?.cost ?? .infinity
      // What costs more at less traffic costs more here: fleets hardly become cheaper as they grow.
      let isDearer =
        points[entry.option]?.contains {
          $0.traffic <= traffic && $0.cost > lowest * Self.tolerance
        } ?? false
      guard !isDearer, let cost = cost(of: entry, traffic, wanted) else { continue }
      points[entry.option, default: []].append((traffic, cost))
      if cost < lowest || cost == lowest && entry.option < all[place].option {
        best = (entry, cost)
        place = index
      }
    }
    if place > 0 { entries[payer]?.swapAt(0, place) }
    return best
  }

  private func wanted(_ traffic: Double) -> ServiceTraffic<Double> {
    planned.scaled(by: traffic / demand.peak.value)
  }

  /// Fleets of one layout and size cost the same, whatever the traffic that asks for them.
  private struct Size: Hashable {
    let option: Int
    /// The place of the layout among the candidates of the option.
    let layout: Int
    let busiest: Double
    let total: Double
  }

  private mutating func cost(
    of entry: Entry, _ traffic: Double, _ wanted: ServiceTraffic<Double>
  ) -> Double? {
    guard !entry.candidates.isEmpty else {
      return entry.cost(demand.with(traffic: traffic), entry.model.layout)
    }
    let spares = demand.spares.value
    guard
      let index = LayoutSearch.best(
        among: entry.candidates, for: wanted, spares: spares, on: entry.model.product,
        paid: entry.payment)
    else { return nil }
    let capacity = entry.candidates.merits[index].capacity
    func replicas(_ traffic: Double) -> Double {
      ServiceModel.replicas(traffic: traffic, capacity: capacity, spares: spares)
    }
    let size = Size(
      option: entry.option, layout: index, busiest: replicas(wanted.busiest),
      total: wanted.sized.reduce(0) { $0 + replicas($1) })
    if let known = known[size] { return known }
    let cost = entry.cost(demand.with(traffic: traffic), entry.candidates.layout(index))
    known[size] = cost
    return cost
  }
}

extension TrafficCosts.Entry {
  /// What this option is asked for at another traffic.
  private func own(_ demand: ServingDemand) -> ServingDemand? {
    guard case .serve(var own) = model.planned.kind else { return nil }
    own.peak = demand.peak
    return own
  }

  /// Dollars over the horizon at another traffic; absent where it is infeasible.
  fileprivate func cost(_ demand: ServingDemand, _ layout: Layout) -> Double? {
    guard let own = own(demand) else { return nil }
    var scratch = Scratch()
    return (try? model.service(own, layout, isTimed: false, in: &scratch))?.cost
  }

  /// What its cost tells, which hangs on its prices and not on the traffic.
  fileprivate var reading: Taint {
    guard case .serve(let demand) = model.planned.kind else { return [] }
    var reading = TaintLedger()
    guard (try? model.service(demand, model.layout, in: &reading)) != nil else { return .secret }
    return reading.taint
  }

  /// The option at another traffic, in the layout that is best there.
  fileprivate func model(_ demand: ServingDemand, layout: Layout?) -> OptionModel {
    var copy = model
    if let own = own(demand) { copy.planned.kind = .serve(own) }
    if let layout { copy.layout = layout }
    return copy
  }
}

extension ServingDemand {
  /// The same with another peak, believed as firmly.
  ///
  /// - Parameter reading: what the traffic was found from.
  func with(traffic: Double, reading: Taint = []) -> ServingDemand {
    var copy = self
    copy.peak = Fact(
      peak.estimate.scaled(by: traffic / peak.value),
      Provenance(
        .solved("the traffic at which two ways change places", reading: reading), evidence: nil))
    return copy
  }
}
