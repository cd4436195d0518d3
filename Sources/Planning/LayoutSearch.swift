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

  /// What a search chose.
  struct Found {
    let layout: Layout
    /// Of a service: the layouts that no other beats for accelerator and user at once.
    var frontier: [OperatingPoint] = []
  }

  let planned: PlannedWorkload
  let model: ModelFacts
  let entry: ModelledProduct
  let finance: FinanceTerms

  /// - Parameter byTheHour: The fleet is paid hour by hour and follows the traffic; otherwise it is held
  ///   for the busiest month.
  func run(byTheHour: Bool = false) -> Result<Found, Failure> {
    switch planned.kind {
    case .train(let demand): train(demand).map { Found(layout: $0) }
    case .serve(let demand): serve(demand, byTheHour: byTheHour)
    }
  }

  /// The layout with the best score among those that fit, or the nearest miss.
  ///
  /// A miss is told of the smallest batch of each shape: a larger one may come closer to one limit and
  /// be further from another, and would name the wrong one.
  private func best(
    _ workload: Workload, score: (Layout, Throughput<Double>) -> Double
  ) -> Result<Found, Failure> {
    var best: Layout?
    var points: [OperatingPoint] = []
    var bestScore = Double.infinity
    let layouts = entry.throughput.layouts(for: workload)
    // A layout that keeps more than one that did not fit is not priced.
    var missed: Layout?
    for layout in layouts {
      if let missed, layout.needsMoreMemory(than: missed) { continue }
      var scratch = Scratch()
      do throws(Infeasible) {
        let throughput = try entry.throughput.estimate(workload, layout: layout, in: &scratch)
        let value = score(layout, throughput)
        if let point = OperatingPoint(layout, throughput) { points.append(point) }
        if value < bestScore {
          bestScore = value
          best = layout
        }
      } catch {
        missed = error.limit == .memory ? layout : nil
      }
    }
    if let best { return .success(Found(layout: best, frontier: points.frontier)) }
    if let nearest = nearestMiss(among: layouts, workload) {
      return .failure(.infeasible(nearest.miss, nearest.layout))
    }
    return .failure(.infeasible(Infeasible(.accelerators, needed: 1, available: 0), nil))
  }

  /// What the layouts missed by least, where none fits.
  private func nearestMiss(
    among layouts: [Layout], _ workload: Workload
  ) -> (miss: Infeasible, layout: Layout)? {
    var smallest: [Layout: Layout] = [:]
    for layout in layouts {
      let shape = layout.shape
      guard let known = smallest[shape] else {
        smallest[shape] = layout
        continue
      }
      if (layout.batch, layout.microBatch) < (known.batch, known.microBatch) {
        smallest[shape] = layout
      }
    }
    var nearest: (miss: Infeasible, layout: Layout)?
    for layout in layouts where smallest[layout.shape] == layout {
      var scratch = Scratch()
      do throws(Infeasible) {
        _ = try entry.throughput.estimate(workload, layout: layout, in: &scratch)
      } catch {
        if error.excess < nearest?.miss.excess ?? .infinity { nearest = (error, layout) }
      }
    }
    return nearest
  }

  /// The fastest layout; without a number of accelerators, on the smallest fleet of whole nodes on
  /// which the run fits and meets its deadline.
  private func train(_ demand: TrainingDemand) -> Result<Layout, Failure> {
    if demand.publishedTime != nil { return .success(Layout(dp: demand.accelerators ?? 1)) }
    let workload = demand.workload(model)
    if let accelerators = demand.accelerators {
      return search(workload, accelerators: accelerators)
    }
    let node = Int(entry.product.facts.nodeAccelerators?.value ?? 1)
    var last: Failure = .infeasible(Infeasible(.accelerators, needed: 1, available: 0), nil)
    for nodes in Self.fleetSizes {
      switch search(workload, accelerators: nodes * node) {
      case .failure(.infeasible(let miss, let layout)): last = .infeasible(miss, layout)
      case .failure(let failure): return .failure(failure)
      case .success(let layout):
        guard let deadline = demand.deadline else { return .success(layout) }
        var scratch = Scratch()
        do throws(Infeasible) {
          let throughput = try entry.throughput.estimate(
            .train(workload, accelerators: layout.accelerators), layout: layout, in: &scratch)
          let progress = try goodput(
            demand, accelerators: throughput.accelerators, in: &scratch)
          let duration = demand.countedTokens / throughput.tokensPerSecond / progress
          try scratch.require(duration, atMost: deadline.value, .deadline)
          return .success(layout)
        } catch {
          last = .infeasible(error, layout)
        }
      }
    }
    return .failure(last)
  }

  private func search(
    _ workload: TrainingWorkload, accelerators: Int
  ) -> Result<Layout, Failure> {
    let run = Workload.train(workload, accelerators: accelerators)
    if let reason = entry.throughput.refusal(of: run) { return .failure(.refused(reason)) }
    let unknowns = entry.throughput.unknowns(for: run)
    guard unknowns.isEmpty else { return .failure(.unknown(unknowns)) }
    return best(run) { -$1.tokensPerSecond }.map(\.layout)
  }

  /// The layout whose fleet has the fewest accelerators, in the busiest month or over all months, and of
  /// those the one whose replicas carry the most.
  private func serve(_ demand: ServingDemand, byTheHour: Bool) -> Result<Found, Failure> {
    let run = Workload.serve(demand.workload(model))
    if let reason = entry.throughput.refusal(of: run) { return .failure(.refused(reason)) }
    let unknowns = entry.throughput.unknowns(for: run)
    guard unknowns.isEmpty else { return .failure(.unknown(unknowns)) }
    if demand.technique.isStepped,
      entry.throughput.stepped(demand.workload(model), layout: Layout()) == nil
    {
      return .failure(.refused("no model of speculation, chunks or pools on this product"))
    }
    func traffic(_ rate: Double, _ batch: Int) -> [Double] {
      byTheHour
        ? demand.monthly(over: finance.months, rate: rate, batch: batch)
        : [demand.busiest(over: finance.months, rate: rate, batch: batch)]
    }
    // What users get hangs on the layout; other traffic is the same for all.
    let given = demand.users == nil ? traffic(1, 1) : nil
    return best(run) { layout, throughput in
      let rate = throughput.tokensPerSecond
      let replicas = (given ?? traffic(rate, layout.inFlight)).reduce(0) {
        $0 + OptionModel.replicas(traffic: $1, rate: rate, spares: demand.spares.value)
      }
      return replicas * throughput.accelerators - rate / 1e12
    }
  }

  /// What the layout that was found does, and how large its fleet is.
  func fit(of found: Result<Found, Failure>?) -> Fit? {
    guard case .success(let found) = found else { return nil }
    let layout = found.layout
    var scratch = Scratch()
    do throws(Infeasible) {
      switch planned.kind {
      case .train(let demand):
        let run = Workload.train(demand.workload(model), accelerators: layout.accelerators)
        let throughput = try entry.throughput.estimate(run, layout: layout, in: &scratch)
        return Fit(layout: layout, throughput: throughput, replicas: nil)
      case .serve(let demand):
        let run = Workload.serve(demand.workload(model))
        let throughput = try entry.throughput.estimate(run, layout: layout, in: &scratch)
        let replicas = OptionModel.replicas(
          traffic: demand.busiest(
            over: finance.months, rate: throughput.tokensPerSecond, batch: layout.inFlight),
          rate: throughput.tokensPerSecond, spares: demand.spares.value)
        return Fit(
          layout: layout, throughput: throughput, replicas: replicas, frontier: found.frontier,
          bottleneck: bottleneck(demand.workload(model), layout))
      }
    } catch {
      return nil
    }
  }

  /// Numbers of nodes to try, each about a third above the one before.
  private static let fleetSizes: [Int] = [
    1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048,
    3072, 4096, 6144, 8192,
  ]
}

extension Layout {
  /// The layout without its batch.
  var shape: Layout {
    var shape = self
    shape.batch = 0
    shape.microBatch = 0
    return shape
  }
}

extension Layout {
  /// Requests in flight on a unit, on average.
  var inFlight: Int { batch * decodeReplicas }
}

extension ServingTechnique {
  /// Whether it changes the steps of a replica, which not every model has.
  fileprivate var isStepped: Bool { speculation || disaggregated || chunk != nil }
}

extension Infeasible {
  /// How far from fitting, as a ratio; at least 1.
  var excess: Double {
    available > 0 && needed.isFinite ? needed / available : .greatestFiniteMagnitude
  }
}
