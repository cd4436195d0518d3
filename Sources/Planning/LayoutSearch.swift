import Figures
import HardwareKit
import Units

/// The search for the layout of one workload on one product, on plain doubles.
struct LayoutSearch {
  enum Failure: Error {
    case unknown([String])
    /// The product cannot do this kind of work.
    case refused(String)
    /// The limit that the closest layout missed, and that layout.
    case infeasible(Infeasible, Layout?)
  }

  /// What the number of accelerators of a fleet is paid by.
  enum Payment: CaseIterable {
    /// Held for the busiest month: each of them, or whole nodes and the power that they draw.
    case accelerators, nodes
    /// Each in the hours in which the traffic needs it.
    case hours
  }

  /// What a search chose.
  struct Found {
    /// One for each way to pay; a training has one.
    var layouts: [Layout]
    /// Of a service: of each shape the batch that carries most.
    fileprivate var shapes: [(layout: Layout, merit: Merit)] = []
    /// Of a service: the layouts that no other beats for accelerator and user at once.
    var frontier: [OperatingPoint] = []
    /// Of a service: the layouts that may be the best at another traffic.
    var candidates = Candidates()

    /// Of layouts whose fleets cost the same within a hundredth takes the one that is quickest at the peak.
    ///
    /// - Parameter timed: Seconds of an output token; nil where nobody knows.
    fileprivate mutating func preferQuicker(
      score: (Int, Merit) -> Score, timed: (Layout) -> Double?
    ) {
      var known: [Layout: Double?] = [:]
      func time(_ layout: Layout) -> Double? {
        if let time = known[layout] { return time }
        let time = timed(layout)
        known[layout] = .some(time)
        return time
      }
      for kind in layouts.indices {
        let scores = shapes.map { score(kind, $0.merit) }
        guard let lowest = scores.map(\.0).min() else { continue }
        // Between fleets of as many nodes the power that they draw is the cost.
        let isOfNodes = Payment.allCases[kind] == .nodes
        let close = shapes.indices.filter { scores[$0].0 <= lowest * LayoutSearch.sameCost }
        let power = close.map { scores[$0].1 }.min() ?? 0
        var best = time(layouts[kind])
        for place in close
        where !isOfNodes || scores[place].1 <= power * LayoutSearch.sameCost {
          guard let mine = time(shapes[place].layout), mine < best ?? .infinity else { continue }
          best = mine
          layouts[kind] = shapes[place].layout
        }
      }
    }

    func layout(_ payment: Payment) -> Layout {
      let index = Payment.allCases.firstIndex(of: payment) ?? 0
      return layouts[min(index, layouts.count - 1)]
    }
  }

  /// What the score of a layout reads.
  struct Merit {
    /// Of the layout among those of its ``Candidates``.
    fileprivate var place = 0
    let accelerators: Double
    let rate: Double
    /// What a replica carries, in the unit of the traffic.
    let capacity: Double
    /// Power of a replica in full use, where the model says so.
    let power: Double

    fileprivate init(_ throughput: Throughput<Double>, users: Double?) {
      accelerators = throughput.accelerators
      rate = throughput.tokensPerSecond
      capacity = users ?? rate
      power = throughput.draw?.busy ?? 0
    }

    fileprivate func isBeaten(by other: Merit) -> Bool {
      other.accelerators <= accelerators && other.rate >= rate && other.power <= power
        && other.capacity >= capacity
    }
  }

  /// Layouts that fit, without those that another beats in all that scores read.
  struct Candidates {
    private(set) var merits: [Merit] = []
    /// Those of beaten ones too: layouts are large to move.
    private var layouts: [Layout] = []

    var isEmpty: Bool { merits.isEmpty }

    func layout(_ index: Int) -> Layout { layouts[merits[index].place] }

    fileprivate mutating func add(_ layout: Layout, _ merit: Merit) {
      guard !merits.contains(where: { merit.isBeaten(by: $0) }) else { return }
      merits.removeAll { $0.isBeaten(by: merit) }
      var merit = merit
      merit.place = layouts.count
      merits.append(merit)
      layouts.append(layout)
    }
  }

  /// Costs up to this ratio are told as the same.
  fileprivate static let sameCost = 1.01

  /// Lower is better, the later ones where the earlier are equal.
  typealias Score = (Double, Double, Double)

  let planned: PlannedWorkload
  let model: ModelFacts
  let entry: ModelledProduct
  let finance: FinanceTerms

  func run() -> Result<Found, Failure> {
    switch planned.kind {
    case .train(let demand): train(demand).map { Found(layouts: [$0]) }
    case .serve(let demand): serve(demand)
    }
  }

  /// What is priced: a workload in one of the variants that the plan leaves to the search.
  struct Run {
    let workload: Workload
    var choice = ServingChoice()

    /// Its layouts on a product.
    func layouts(_ entry: ModelledProduct) -> [Layout] {
      var layouts = entry.throughput.layouts(for: workload)
      guard choice != ServingChoice() else { return layouts }
      for index in layouts.indices { layouts[index].choice = choice }
      return layouts
    }
  }

  /// The layout with the best score of each kind among those that fit, where any does.
  private func best(
    _ runs: [Run], kinds: Int = 1, merit: (Layout, Throughput<Double>) -> Merit,
    score: (Int, Merit) -> Score
  ) -> Found? {
    var best = [Layout?](repeating: nil, count: kinds)
    var points: [OperatingPoint] = []
    var candidates = Candidates()
    var shapes: [(layout: Layout, merit: Merit)] = []
    var bestScores = [Score](repeating: (.infinity, .infinity, .infinity), count: kinds)
    for run in runs {
      // A layout that keeps more than one that did not fit is not priced.
      var missed: Layout?
      for layout in run.layouts(entry) {
        if let missed, layout.needsMoreMemory(than: missed) { continue }
        var scratch = Scratch()
        do throws(Infeasible) {
          let throughput = try entry.throughput.estimate(
            run.workload, layout: layout, in: &scratch)
          if let point = OperatingPoint(layout, throughput) { points.append(point) }
          let merit = merit(layout, throughput)
          candidates.add(layout, merit)
          if let last = shapes.last, last.layout.isOfShape(of: layout) {
            if merit.capacity >= last.merit.capacity { shapes[shapes.count - 1] = (layout, merit) }
          } else {
            shapes.append((layout, merit))
          }
          for kind in 0..<kinds {
            let value = score(kind, merit)
            if value.0 < .infinity, value < bestScores[kind] {
              bestScores[kind] = value
              best[kind] = layout
            }
          }
        } catch {
          missed = error.limit == .memory ? layout : nil
        }
      }
    }
    let chosen = best.compactMap(\.self)
    guard chosen.count == kinds else { return nil }
    return Found(
      layouts: chosen, shapes: shapes, frontier: points.frontier, candidates: candidates)
  }

  /// The miss that comes closest where no layout fits.
  private func nearestMiss(_ runs: [Run]) -> Failure {
    let misses = runs.flatMap(misses)
    if let nearest = misses.min(by: { $0.miss.excess < $1.miss.excess }) {
      return .infeasible(nearest.miss, nearest.layout)
    }
    return .infeasible(Infeasible(.accelerators, needed: 1, available: 0), nil)
  }

  /// What shapes miss. A miss is told of the smallest batch of each shape: a larger one may come closer to
  /// one limit and be further from another, and would name the wrong one.
  func misses(_ run: Run) -> [(miss: Infeasible, layout: Layout)] {
    let layouts = run.layouts(entry)
    var smallest: [Layout: Layout] = [:]
    for layout in layouts {
      let shape = layout.shape
      guard let known = smallest[shape] else {
        smallest[shape] = layout
        continue
      }
      if (layout.inFlight, layout.microBatch) < (known.inFlight, known.microBatch) {
        smallest[shape] = layout
      }
    }
    var result: [(miss: Infeasible, layout: Layout)] = []
    for layout in layouts where smallest[layout.shape] == layout {
      var scratch = Scratch()
      do throws(Infeasible) {
        _ = try entry.throughput.estimate(run.workload, layout: layout, in: &scratch)
      } catch {
        result.append((error, layout))
      }
    }
    return result
  }

  /// The fastest layout; without a number of accelerators, on the smallest fleet of whole nodes on
  /// which the run fits and is done by its deadline and within the horizon.
  private func train(_ demand: TrainingDemand) -> Result<Layout, Failure> {
    if demand.publishedTime != nil { return .success(Layout(dp: demand.accelerators ?? 1)) }
    let workload = demand.workload(model)
    let node = Int(saturating: entry.product.facts.nodeAccelerators?.value ?? 1)
    let sizes = demand.accelerators.map { [$0] } ?? Self.fleetSizes.map { $0.times(node) }
    var late: Failure?
    var last: [Run] = []
    for accelerators in sizes {
      let run = Workload.train(workload, accelerators: accelerators)
      if let reason = entry.throughput.refusal(of: run) { return .failure(.refused(reason)) }
      let unknowns = entry.throughput.unknowns(for: run)
      guard unknowns.isEmpty else { return .failure(.unknown(unknowns)) }
      last = [Run(workload: run)]
      let found = best(
        last, merit: { Merit($1, users: nil) }, score: { (-$1.rate, 0, 0) })
      guard let layout = found?.layout(.accelerators) else {
        late = nil
        continue
      }
      guard demand.accelerators == nil else { return .success(layout) }
      let finalRun = RunModel(
        demand: demand, model: model, throughput: entry.throughput, layout: layout,
        horizon: finance.horizon)
      var scratch = Scratch()
      do throws(Infeasible) {
        _ = try finalRun.write(in: &scratch)
        return .success(layout)
      } catch {
        late = .infeasible(error, layout)
      }
    }
    return .failure(late ?? nearestMiss(last))
  }

  /// The layout whose fleet costs the least as it is paid, and of those the one whose replicas carry the
  /// most.
  private func serve(_ demand: ServingDemand) -> Result<Found, Failure> {
    let runs: [Run]
    switch self.runs(demand) {
    case .failure(let failure): return .failure(failure)
    case .success(let found): runs = found
    }
    let traffic = ServiceTraffic(demand, months: finance.months)
    let payments = Payment.allCases
    let found = best(
      runs, kinds: payments.count, merit: { merit(demand, $0, $1) },
      score: { score(demand, payments[$0], $1, traffic) })
    guard var found else { return .failure(nearestMiss(runs)) }
    found.preferQuicker(
      score: { score(demand, payments[$0], $1, traffic) },
      timed: { service(demand, $0).peak()?.throughput.tpot })
    return .success(found)
  }

  private func service(_ demand: ServingDemand, _ layout: Layout) -> ServiceModel {
    ServiceModel(
      demand: demand, model: model, throughput: entry.throughput, layout: layout,
      months: finance.months)
  }

  /// What a layout of a service is worth at any traffic.
  func merit(_ demand: ServingDemand, _ layout: Layout, _ throughput: Throughput<Double>) -> Merit {
    Merit(throughput, users: demand.users.map { _ in layout.inFlightOfUnit })
  }

  /// What a service costs as its fleet is paid, and what decides between fleets that cost the same.
  func score(
    _ demand: ServingDemand, _ payment: Payment, _ merit: Merit, _ traffic: ServiceTraffic<Double>
  ) -> Score {
    Self.score(
      merit, payment, traffic, spares: demand.spares.value, node: Self.node(entry.product))
  }

  private static func node(_ product: Product) -> Double {
    product.facts.nodeAccelerators?.value ?? 1
  }

  /// What a fleet is paid by at a traffic; the layout of the lowest is the one to have.
  private static func score(
    _ merit: Merit, _ payment: Payment, _ traffic: ServiceTraffic<Double>,
    spares: Double, node: Double
  ) -> Score {
    let rate = merit.rate
    func accelerators(_ traffic: Double) -> Double {
      ServiceModel.replicas(traffic: traffic, capacity: merit.capacity, spares: spares)
        * merit.accelerators
    }
    switch payment {
    case .accelerators: return (accelerators(traffic.busiest), -rate, 0)
    case .nodes:
      return ((accelerators(traffic.busiest) / node).rounded(.up), merit.power, -rate)
    case .hours: return (traffic.sized.reduce(0) { $0 + accelerators($1) }, -rate, 0)
    }
  }

  /// The variants of a service that the product has a model of; why not, where it has none of any.
  func runs(_ demand: ServingDemand) -> Result<[Run], Failure> {
    var runs: [Run] = []
    var first: Failure?
    for choice in demand.choices(on: entry.product) {
      var layout = Layout()
      layout.choice = choice
      let serving = demand.workload(model, layout)
      let run = Workload.serve(serving)
      let unknowns = entry.throughput.unknowns(for: run)
      if let reason = entry.throughput.refusal(of: run) {
        first = first ?? .refused(reason)
      } else if !unknowns.isEmpty {
        first = first ?? .unknown(unknowns)
      } else if serving.technique.isStepped,
        entry.throughput.stepped(serving, layout: Layout()) == nil
      {
        first =
          first ?? .refused("no model of speculation, chunks or pools on this product")
      } else {
        runs.append(Run(workload: run, choice: choice))
      }
    }
    if runs.isEmpty, let first { return .failure(first) }
    return .success(runs)
  }

  /// What the search would choose at another traffic of a plan that says what it is, by its place.
  static func best(
    among candidates: Candidates, for traffic: ServiceTraffic<Double>,
    spares: Double, on product: Product, paid payment: Payment
  ) -> Int? {
    let node = node(product)
    var best: (index: Int, score: Score)?
    for index in candidates.merits.indices {
      let score = score(candidates.merits[index], payment, traffic, spares: spares, node: node)
      if let known = best, known.score <= score { continue }
      best = (index, score)
    }
    return best?.index
  }

  /// What a layout that was found does, and how large its fleet is.
  func fit(of layout: Layout, frontier: [OperatingPoint]) -> Fit? {
    var scratch = Scratch()
    do throws(Infeasible) {
      switch planned.kind {
      case .train(let demand):
        let run = Workload.train(demand.workload(model), accelerators: layout.accelerators)
        let throughput = try entry.throughput.estimate(run, layout: layout, in: &scratch)
        return Fit(layout: layout, throughput: throughput, replicas: nil)
      case .serve(let demand):
        let serving = demand.workload(model, layout)
        let service = service(demand, layout)
        let size = try service.size(in: &scratch)
        return Fit(
          layout: layout, throughput: try service.run(size, at: .peak, isHeld: true, in: &scratch),
          capacity: size.capacity, replicas: size.replicas, frontier: frontier,
          bottleneck: bottleneck(serving, layout))
      }
    } catch {
      return nil
    }
  }

  /// Numbers of nodes to try, each about a third above the one before.
  static let fleetSizes: [Int] = [
    1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048,
    3072, 4096, 6144, 8192,
  ]
}

extension Layout {
  /// Whether the layout differs from another of a service in its batch alone.
  fileprivate func isOfShape(of other: Layout) -> Bool {
    tp == other.tp && pp == other.pp && dp == other.dp && decodeReplicas == other.decodeReplicas
      && prefillReplicas == other.prefillReplicas && prefillSizes == other.prefillSizes
      && choice == other.choice
  }

  /// The layout without its batch.
  var shape: Layout {
    var shape = self
    shape.batch = 0
    shape.batchParts = 1
    shape.microBatch = 0
    return shape
  }
}

extension ServingTechnique {
  /// Whether it changes the steps of a replica, which not every model has.
  fileprivate var isStepped: Bool {
    speculation || disaggregated || takesWholePrompts || chunk != nil
  }
}

extension Infeasible {
  /// How far from fitting, as a ratio; at least 1.
  var excess: Double {
    available > 0 && needed.isFinite ? needed / available : .greatestFiniteMagnitude
  }
}
