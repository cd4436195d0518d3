public import Figures
public import HardwareKit

/// A shape that the search of a service tried: sizes, pools, formats and techniques, with the best of its
/// batches.
public struct SearchedShape: Sendable {
  public enum Result: Sendable {
    /// What its fleet costs above that of the cheapest shape of the product, as the fleet is paid: 0.1 is
    /// a tenth more.
    case fits(above: Double)
    /// The limit that its smallest batch misses.
    case misses(Infeasible)
  }

  public let product: Product
  public let layout: Layout
  public let result: Result
}

extension Planner {
  /// Every shape that the search of a service tries on each product: those that keep the level, the
  /// cheapest first, then those that miss it, the nearest first.
  ///
  /// Fleets are paid as the chosen option is; where there is none, as the first way of the plan.
  func shapes(
    of workload: WorkloadOutcome, model: ModelFacts, in plan: Plan
  ) -> [SearchedShape] {
    guard case .serve = workload.planned.kind,
      let way = workload.choice?.way ?? workload.planned.ways.first
    else { return [] }
    return workload.planned.products.flatMap { id -> [SearchedShape] in
      guard let entry = products[id] else { return [] }
      let known = plan.overrides.facts[id].map(entry.with) ?? entry
      let planned = workload.planned.with(
        bands, on: known.product, model, plan.overrides.modelErrors)
      return LayoutSearch(planned: planned, model: model, entry: known, finance: plan.finance)
        .shapes(way.payment)
    }
  }
}

extension LayoutSearch {
  /// Every shape of a service on the product; none where it has no model of the service.
  func shapes(_ payment: Payment) -> [SearchedShape] {
    guard case .serve(let demand) = planned.kind, case .success(let runs) = runs(demand) else {
      return []
    }
    let traffic = ServiceTraffic(demand, months: finance.months)
    var fitting: [Layout: (layout: Layout, score: Score)] = [:]
    for run in runs {
      for layout in run.layouts(entry) {
        var scratch = Scratch()
        guard
          let throughput = try? entry.throughput.estimate(
            run.workload, layout: layout, in: &scratch)
        else { continue }
        let score = score(demand, payment, merit(demand, layout, throughput), traffic)
        guard score.0 < .infinity else { continue }
        if let known = fitting[layout.shape], known.score <= score { continue }
        fitting[layout.shape] = (layout, score)
      }
    }
    let ordered = fitting.values.sorted {
      $0.score == $1.score ? $0.layout.text < $1.layout.text : $0.score < $1.score
    }
    let best = ordered.first?.score.0 ?? 1
    let missing = runs.flatMap(misses).filter { fitting[$0.layout.shape] == nil }.sorted {
      $0.miss.excess == $1.miss.excess
        ? $0.layout.text < $1.layout.text : $0.miss.excess < $1.miss.excess
    }
    return ordered.map {
      SearchedShape(
        product: entry.product, layout: $0.layout,
        result: .fits(above: best > 0 ? $0.score.0 / best - 1 : 0))
    }
      + missing.map {
        SearchedShape(product: entry.product, layout: $0.layout, result: .misses($0.miss))
      }
  }
}
