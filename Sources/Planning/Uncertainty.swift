public import Figures
import HardwareKit
import Units

/// How an outcome is sampled.
public struct SamplingTerms: Sendable, Hashable {
  public var samples: Int
  public var seed: UInt64
  /// Whether fleets that are held follow each sample's demand, as if it had been known.
  public var resizes: Bool
  /// Pieces that may run at the same time; no result depends on it.
  public var cores: Int

  public init(samples: Int, seed: UInt64 = 1, resizes: Bool = false, cores: Int = 1) {
    self.samples = samples
    self.seed = seed
    self.resizes = resizes
    self.cores = cores
  }
}

/// What is said of an outcome over many samples of its inputs.
public struct Uncertainty: Sendable {
  public let terms: SamplingTerms
  /// One for each case of the outcome, in its order.
  public let cases: [UncertainCase]
  /// Of a plan of a fleet.
  public let fleet: UncertainFleet?

  /// What each plan is judged by, over the samples, with the size that a precision is a share of.
  public var totals: [(summary: Summary, scale: Double)] {
    let ofCases = cases.compactMap(\.total).map { ($0, abs($0.percentile(0.5))) }
    let all = ofCases + (fleet.map { [($0.objective, $0.scale)] } ?? [])
    // What is not told is not judged by either: the number of samples would tell of it.
    return all.filter { !$0.0.isHidden && !$0.1.isHidden }
  }
}

/// A case over many samples. Each sample is one fortune of all inputs together.
public struct UncertainCase: Sendable {
  /// The total of the plan; absent where a workload has no answer.
  public let total: Summary?
  /// The total of each sample, for comparisons sample by sample.
  public let totals: [Double]
  /// What has been paid by the end of each month.
  public let runningTotals: [Summary]
  public let workloads: [UncertainWorkload]
  /// For each check, the figure over the samples and the share in which the check holds.
  public let checks: [UncertainCheck?]
  /// Limits of the chosen options that some samples break.
  public let brokenLimits: [BrokenLimit]
  /// The inputs that were drawn, by the names that all plans share, with the samples in base units.
  public let inputs: [(name: String, values: [Double])]
}

public struct UncertainCheck: Sendable {
  public let figure: Summary
  /// The share of samples in which the check holds.
  public let share: Double
}

/// A limit of the chosen option, and the share of samples that break it.
public struct BrokenLimit: Sendable {
  public let limit: LimitID
  public let share: Double
}

/// The options of a workload over the same samples.
public struct UncertainWorkload: Sendable {
  public let name: String
  /// By the place of the option among the workload's.
  public let costs: [Int: Summary]
  /// The share of samples in which each option is the cheapest; ties go to the earlier one.
  public let wins: [Int: Double]
  /// What the chosen option costs more than the best of each sample, on average.
  public let regret: Double?
  /// The share of samples in which a fleet that is held is smaller than the demand asks for.
  public let shortfall: Double?
}

extension Uncertainty {
  /// Samples outcomes together: an input that several plans share has one fortune in all.
  ///
  /// - Parameter withOptions: whether each option of a workload is sampled, or only the chosen ones.
  public static func sample(
    _ outcomes: [Outcome], _ terms: SamplingTerms, withOptions: Bool
  ) throws(Copula.Contradiction) -> [Uncertainty] {
    let given = outcomes.flatMap { outcome in
      outcome.plan.correlations.map {
        Copula.Pair(outcome.sharedName($0.a), outcome.sharedName($0.b), $0.value)
      }
    }
    // What a plan says comes first, and stands.
    let pairs = given + outcomes.flatMap { $0.errorPairs(withOptions: withOptions) }
    var unique: [Copula.Pair] = []
    var seen: Set<Set<String>> = []
    for pair in pairs where seen.insert([pair.a, pair.b]).inserted { unique.append(pair) }
    let copula = unique.isEmpty ? nil : try Copula(unique)
    let sampler = Sampler(seed: terms.seed, rows: terms.samples, copula: copula)
    return outcomes.map { outcome in
      Uncertainty(
        terms: terms,
        cases: outcome.cases.map {
          UncertainCase($0, sampler, terms, withOptions: withOptions)
        }, fleet: outcome.fleet.flatMap { UncertainFleet($0, sampler, terms) })
    }
  }

  /// The share of samples in which each total is the lowest; hidden where one of them is.
  public static func wins(_ totals: [[Double]]) -> [Double] {
    if totals.contains(where: { $0.first?.isHidden == true }) { return totals.map { _ in .hidden } }
    guard let rows = totals.first?.count, rows > 0 else { return totals.map { _ in 0 } }
    var counts = [Int](repeating: 0, count: totals.count)
    for row in 0..<rows {
      var best: Int?
      for (index, column) in totals.enumerated() where !column[row].isNaN {
        if let known = best, totals[known][row] <= column[row] { continue }
        best = index
      }
      if let best { counts[best] += 1 }
    }
    return counts.map { Double($0) / Double(rows) }
  }
}

extension UncertainCase {
  init(_ item: Case, _ sampler: Sampler, _ terms: SamplingTerms, withOptions: Bool) {
    let sheet = item.sheet
    let held = terms.resizes ? [] : item.heldFigures
    let total = item.isComplete ? sheet.reference("total.cost") : nil
    var outputs: [Formula] = total.map { [$0] } ?? []
    let first = outputs.count
    let kept = SampledChecks(item.checks, sheet.constraints, on: sheet)
    outputs += kept.outputs
    let firstMonth = outputs.count
    if total != nil {
      outputs += sheet.names.filter { $0.hasPrefix("total.month-") }.compactMap(sheet.reference)
    }

    let sampled = SampledSheet(sheet, outputs: outputs, holding: held, sampler, terms)
    let results = sampled.results
    inputs = sampled.inputs.map {
      ($0.sharedName, sampler.values(of: $0.sharedName, $0.estimate ?? Estimate($0.value)))
    }
    totals = total == nil ? [] : results.values(0)
    self.total = total == nil ? nil : Summary(totals)
    var paid = [Double](repeating: 0, count: totals.count)
    runningTotals = (firstMonth..<outputs.count).map { month in
      for (row, amount) in results.values(month).enumerated() { paid[row] += amount }
      return Summary(paid)
    }
    checks = kept.checks(results, from: first)
    brokenLimits = kept.brokenLimits(results, from: first)
    workloads = item.workloads.map { workload in
      UncertainWorkload(workload, item, sampler, terms, withOptions: withOptions)
    }
  }
}

extension UncertainWorkload {
  init(
    _ workload: WorkloadOutcome, _ item: Case, _ sampler: Sampler, _ terms: SamplingTerms,
    withOptions: Bool
  ) {
    name = workload.planned.name
    var costs: [Int: [Double]] = [:]
    for index in workload.options.indices where withOptions || index == workload.chosen {
      guard let sheet = workload.sheet(of: index),
        let cost = sheet.reference("\(workload.planned.name).cost")
      else { continue }
      let held = terms.resizes ? [] : workload.heldFigures(index, sheet)
      costs[index] =
        SampledSheet(sheet, outputs: [cost], holding: held, sampler, terms).results.values(0)
    }
    self.costs = costs.mapValues { Summary($0) }
    let order = costs.keys.sorted()
    let shares = Uncertainty.wins(order.map { costs[$0] ?? [] })
    wins = Dictionary(uniqueKeysWithValues: zip(order, shares))
    if shares.contains(where: \.isHidden) {
      regret = withOptions ? .hidden : nil
    } else if withOptions, let chosen = workload.chosen.flatMap({ costs[$0] }) {
      var sum = 0.0
      for row in chosen.indices {
        let best = order.compactMap { costs[$0]?[row] }.filter { !$0.isNaN }.min()
        sum += chosen[row] - (best ?? chosen[row])
      }
      regret = sum / Double(max(1, chosen.count))
    } else {
      regret = nil
    }
    shortfall = Self.shortfall(workload, item.sheet, sampler, terms)
  }

  /// How often the demand of a month asks for more replicas than are held.
  private static func shortfall(
    _ workload: WorkloadOutcome, _ sheet: Sheet, _ sampler: Sampler, _ terms: SamplingTerms
  ) -> Double? {
    guard !terms.resizes, let chosen = workload.chosen else { return nil }
    let held = workload.heldFigures(chosen, sheet).sorted()
    guard !held.isEmpty, let demand = workload.demandSheet(of: chosen) else { return nil }
    let outputs = held.compactMap(demand.reference)
    let results = SampledSheet(demand, outputs: outputs, holding: [], sampler, terms).results
    let fleet = held.compactMap { sheet[$0]?.value }.max() ?? 0
    let needs = outputs.indices.map { results.values($0) }
    let short = (0..<results.rows).count { row in needs.contains { $0[row] > fleet } }
    return Double(short) / Double(max(1, results.rows))
  }
}

/// A sheet's outputs over the samples, with the inputs that they depend on.
struct SampledSheet {
  let inputs: [Figure]
  let results: Columns

  init(
    _ sheet: Sheet, outputs: [Formula], holding: Set<String>, _ sampler: Sampler,
    _ terms: SamplingTerms
  ) {
    let below = sheet.figures(below: outputs, holding: holding)
    inputs = sheet.uncertainInputs.filter { below.contains($0.name) }
    let tape = Tape(
      sheet, outputs: outputs, varying: inputs.map(\.name), holding: holding)
    results = tape.run(sampler.columns(inputs), cores: terms.cores)
    // A hidden formula stays hidden, also where an operation such as a maximum ends the chain.
    for (column, output) in outputs.enumerated() where output.value.isHidden {
      results.fill(column) { _ in .hidden }
    }
  }
}
