public import Figures
import HardwareKit
import Units

/// What moves the total of a case, and what would change a choice.
public struct Sensitivities: Sendable {
  /// Widest first, over the inputs that move the total at all.
  public let swings: [Swing]
  /// First-order and total Sobol indices, in the order of ``swings``.
  public let first: [Double]
  public let all: [Double]
  public let flips: [Flip]

  /// The swing's input as a figure of the sheet.
  public let inputs: [Figure]
}

/// Where another option would be chosen, if one input had another value.
public struct Flip: Sendable {
  public let workload: String
  public let input: Figure
  /// The nearest value at which the costs cross; `nil` where none was found between the ends.
  public let value: Double?
  public let low: Double
  public let high: Double
  /// The best other option, at the central case.
  public let other: PlanOption
}

extension Sensitivities {
  /// - Parameter most: inputs beyond so many have their swing only.
  public init?(_ item: Case, _ terms: SamplingTerms, most: Int = 12) {
    guard item.isComplete, let total = item.sheet.reference("total.cost") else { return nil }
    let sheet = item.sheet
    let held = terms.resizes ? [] : item.heldFigures
    let below = sheet.figures(below: [total], holding: held)
    let inputs = sheet.uncertainInputs.filter { below.contains($0.name) }
    let estimates = inputs.map { $0.estimate ?? Estimate($0.value) }
    let tape = Tape(sheet, outputs: [total], varying: inputs.map(\.name), holding: held)
    let swings = tape.swings(estimates).filter { $0.width > 0 }.prefix(most)
    self.swings = Array(swings)
    let shown = swings.compactMap { sheet[$0.input] }
    self.inputs = shown

    let order = inputs.indices
    let rows = min(terms.samples, Self.sobolRows)
    // The same fortune moves an input wherever it stands: one column for each shared name.
    var names: [String] = []
    for input in inputs where !names.contains(input.sharedName) { names.append(input.sharedName) }
    let columnOf = order.map { names.firstIndex(of: inputs[$0].sharedName) ?? 0 }
    let indices = SobolIndices(names, seed: terms.seed, rows: rows) { shares in
      let columns = Columns(count: inputs.count, rows: rows)
      for index in order {
        columns.fill(index) { estimates[index].quantile(shares[columnOf[index]][$0]) }
      }
      return tape.run(columns, cores: terms.cores).values(0)
    }
    func pick(_ values: [Double]) -> [Double] {
      shown.map { input in
        names.firstIndex(of: input.sharedName).map { values[$0] } ?? 0
      }
    }
    first = pick(indices.first)
    all = pick(indices.total)
    flips = item.workloads.flatMap { Self.flips($0, most: most) }
  }

  private static let sobolRows = 2048

  /// For each uncertain input of the chosen option, the value at which the best other option costs
  /// the same. Fleets are sized anew, since this asks what would have been chosen.
  private static func flips(_ workload: WorkloadOutcome, most: Int) -> [Flip] {
    guard let chosen = workload.chosen,
      let other = workload.options.indices.filter({ $0 != chosen })
        .filter({ workload.options[$0].answer != nil })
        .min(by: { workload.cost($0) < workload.cost($1) }),
      let mine = workload.sheet(of: chosen), let theirs = workload.sheet(of: other),
      let cost = mine.reference("\(workload.planned.name).cost"),
      let otherCost = theirs.reference("\(workload.planned.name).cost")
    else { return [] }
    let below = mine.figures(below: [cost]).union(theirs.figures(below: [otherCost]))
    var seen: Set<String> = []
    let inputs = (mine.uncertainInputs + theirs.uncertainInputs)
      .filter { below.contains($0.name) && seen.insert("\($0.sharedName) \($0.value)").inserted }
    return inputs.prefix(most).map { input in
      let name = input.sharedName
      func tape(_ sheet: Sheet, _ cost: Formula) -> (tape: Tape, count: Int) {
        // Another price of the same product, a reserved one beside one on demand, stays.
        let own = sheet.figures.filter {
          $0.sharedName == name && $0.formula == nil && $0.value == input.value
        }.map(\.name)
        return (Tape(sheet, outputs: [cost], varying: own), own.count)
      }
      let (a, b) = (tape(mine, cost), tape(theirs, otherCost))
      let (low, high) = input.searchedRange
      let value = Bracketing.crossing(from: low, to: high, nearest: input.value) { places in
        func run(_ tape: (tape: Tape, count: Int)) -> [Double] {
          let columns = Columns(count: tape.count, rows: places.count)
          for column in 0..<tape.count { columns.fill(column) { places[$0] } }
          return tape.tape.run(columns).values(0)
        }
        return zip(run(a), run(b)).map { $0 - $1 }
      }
      return Flip(
        workload: workload.planned.name, input: input, value: value, low: low, high: high,
        other: workload.options[other])
    }
  }
}

extension WorkloadOutcome {
  fileprivate func cost(_ option: Int) -> Double { options[option].answer?.cost ?? .infinity }
}

extension Figure {
  /// A tenth to ten times a positive input, a share up to 1; else what is believed almost surely.
  fileprivate var searchedRange: (Double, Double) {
    let estimate = estimate ?? Estimate(value)
    guard estimate.low > 0 else { return (estimate.quantile(0.001), estimate.quantile(0.999)) }
    let isShare = id.style == .share && value <= 1
    return (value / 10, isShare ? min(1, value * 10) : value * 10)
  }
}
