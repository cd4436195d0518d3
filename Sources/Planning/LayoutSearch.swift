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

  let planned: PlannedWorkload
  let model: ModelFacts
  let entry: ModelledProduct
  let finance: FinanceTerms

  func run() -> Result<Layout, Failure> {
    switch planned.kind {
    case .train(let demand): train(demand)
    case .serve(let demand): serve(demand)
    }
  }

  /// The layout with the best score among those that fit, or the nearest miss.
  private func best(
    _ workload: Workload, score: (Throughput<Double>) -> Double
  ) -> Result<(layout: Layout, throughput: Throughput<Double>), Failure> {
    var best: (layout: Layout, throughput: Throughput<Double>)?
    var bestScore = Double.infinity
    var nearest: (miss: Infeasible, layout: Layout)?
    for layout in entry.throughput.layouts(for: workload) {
      var scratch = Scratch()
      do throws(Infeasible) {
        let throughput = try entry.throughput.estimate(workload, layout: layout, in: &scratch)
        let value = score(throughput)
        if value < bestScore {
          bestScore = value
          best = (layout, throughput)
        }
      } catch {
        if error.excess < nearest?.miss.excess ?? .infinity { nearest = (error, layout) }
      }
    }
    if let best { return .success(best) }
    if let nearest { return .failure(.infeasible(nearest.miss, nearest.layout)) }
    return .failure(.infeasible(Infeasible(.accelerators, needed: 1, available: 0), nil))
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
          let duration = demand.tokens.value / throughput.tokensPerSecond / progress
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
    return best(run) { -$0.tokensPerSecond }.map(\.layout)
  }

  /// The layout whose fleet has the fewest accelerators in the busiest month, and of those the one
  /// whose replicas carry the most.
  private func serve(_ demand: ServingDemand) -> Result<Layout, Failure> {
    let run = Workload.serve(demand.workload(model))
    if let reason = entry.throughput.refusal(of: run) { return .failure(.refused(reason)) }
    let unknowns = entry.throughput.unknowns(for: run)
    guard unknowns.isEmpty else { return .failure(.unknown(unknowns)) }
    let busiest = busiest(demand)
    return best(run) { throughput in
      let replicas = OptionModel.replicas(
        traffic: busiest, rate: throughput.tokensPerSecond, spares: demand.spares.value)
      return replicas * throughput.accelerators - throughput.tokensPerSecond / 1e12
    }.map(\.layout)
  }

  /// Output tokens a second in the busiest month.
  private func busiest(_ demand: ServingDemand) -> Double {
    let growth = Double.power(
      1 + demand.growth.value,
      Double(finance.months - 1) * TimeSpan.month / demand.growthPeriod.value)
    return demand.peak.value * max(1, growth)
  }

  /// What the layout that was found does, and how large its fleet is.
  func fit(of found: Result<Layout, Failure>?) -> Fit? {
    guard case .success(let layout) = found else { return nil }
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
          traffic: busiest(demand), rate: throughput.tokensPerSecond, spares: demand.spares.value)
        return Fit(layout: layout, throughput: throughput, replicas: replicas)
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

extension Infeasible {
  /// How far from fitting, as a ratio; at least 1.
  var excess: Double {
    available > 0 && needed.isFinite ? needed / available : .greatestFiniteMagnitude
  }
}
