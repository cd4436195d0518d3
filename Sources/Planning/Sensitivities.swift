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

/// An outcome over samples, with what moves each of its cases.
public struct SampledOutcome: Sendable {
  public let uncertainty: Uncertainty
  /// One for each case; nothing where nobody asked.
  public let moves: [Sensitivities?]
  public let fleetMoves: Sensitivities?

  public init(_ outcome: Outcome, _ uncertainty: Uncertainty, withMoves: Bool) {
    self.uncertainty = uncertainty
    let terms = uncertainty.terms
    moves = outcome.cases.map { withMoves ? Sensitivities($0, terms) : nil }
    fleetMoves = withMoves ? outcome.fleet.flatMap { Sensitivities($0, terms) } : nil
  }
}

/// Where a decision would change, if one input had another value.
public struct Flip: Sendable {
  /// What happens at the value.
  public enum Change: String, Sendable {
    /// Another option becomes cheaper, or worth more for each dollar.
    case cheaper, better
    /// The option begins, or ceases, to earn its discount rate.
    case pays, loses
  }

  public let workload: String
  public let input: Figure
  /// The nearest value at which the sides cross; `nil` where none was found between the ends.
  public let value: Double?
  public let low: Double
  public let high: Double
  public let change: Change
  /// The best other option at the central case, or the one that pays; its way is empty where there
  /// is one only.
  public let product: String
  public let way: String
}

extension Sensitivities {
  /// - Parameter most: inputs beyond so many have their swing only.
  public init?(_ item: Case, _ terms: SamplingTerms, most: Int = 12) {
    guard item.isComplete, let total = item.sheet.reference("total.cost"), !total.value.isHidden
    else { return nil }
    self.init(
      item.sheet, of: total, holding: terms.resizes ? [] : item.heldFigures, terms, most: most,
      flips: item.workloads.flatMap { Self.flips($0, most: most) })
  }

  /// Of what a fleet is judged by: its net present value, or its cost.
  public init?(_ fleet: FleetOutcome, _ terms: SamplingTerms, most: Int = 12) {
    guard let objective = fleet.objective, !objective.formula.value.isHidden else { return nil }
    self.init(
      fleet.sheet, of: objective.formula, holding: terms.resizes ? [] : fleet.heldFigures, terms,
      most: most, flips: Self.flips(fleet, most: most))
  }

  private init(
    _ sheet: Sheet, of total: Formula, holding held: Set<String>, _ terms: SamplingTerms,
    most: Int, flips: [Flip]
  ) {
    self.flips = flips
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
  }

  private static let sobolRows = 2048

  /// For each uncertain input of the chosen option, the value at which the best other option costs
  /// the same. Fleets are sized anew, since this asks what would have been chosen.
  private static func flips(_ workload: WorkloadOutcome, most: Int) -> [Flip] {
    // Which other option is the best, and where, tells of every price.
    guard !workload.options.contains(where: { $0.answer?.cost.isHidden == true }),
      let chosen = workload.chosen,
      let other = workload.options.indices.filter({ $0 != chosen })
        .filter({ workload.options[$0].answer != nil })
        .min(by: { workload.cost($0) < workload.cost($1) }),
      let mine = workload.sheet(of: chosen), let theirs = workload.sheet(of: other),
      let cost = mine.reference("\(workload.planned.name).cost"),
      let otherCost = theirs.reference("\(workload.planned.name).cost")
    else { return [] }
    let option = workload.options[other]
    return contest(
      (mine, cost), (theirs, otherCost), workload: workload.planned.name, change: .cheaper,
      product: option.product.id, way: option.way.label, most: most)
  }

  /// For each uncertain input the value at which a fleet's option begins or ceases to pay, and at which
  /// the best other one is better. Fleets are sized anew.
  private static func flips(_ fleet: FleetOutcome, most: Int) -> [Flip] {
    guard let chosen = fleet.chosen,
      !fleet.rivals(of: chosen).contains(where: { fleet.isHidden($0) })
    else { return [] }
    let sheet = fleet.sheet
    func reference(_ option: Int, _ id: FigureID) -> Formula? {
      sheet.reference("\(fleet.options[option].scope).\(id.localName)")
    }
    let isCluster = fleet.options[chosen].cluster != nil
    let judged: FigureID = isCluster ? .valueOfCapital : .presentCost
    var flips: [Flip] = []
    if isCluster, let worth = reference(chosen, .netPresentValue) {
      flips += contest(
        (sheet, worth), nil, workload: "", change: worth.value < 0 ? .pays : .loses,
        product: fleet.options[chosen].product.id, way: "", most: most)
    }
    let others = fleet.rivals(of: chosen).filter { $0 != chosen }.compactMap { option in
      reference(option, judged).map { (option, $0) }
    }
    let best = others.min {
      isCluster ? $0.1.value > $1.1.value : $0.1.value < $1.1.value
    }
    guard let (other, theirs) = best, let mine = reference(chosen, judged) else { return flips }
    return flips
      + contest(
        (sheet, mine), (sheet, theirs), workload: "", change: isCluster ? .better : .cheaper,
        product: fleet.options[other].product.id, way: fleet.options[other].way, most: most)
  }

  private typealias Side = (sheet: Sheet, value: Formula)

  /// Where two sides, or one and nothing, become equal as each input moves alone.
  private static func contest(
    _ mine: Side, _ theirs: Side?, workload: String, change: Flip.Change, product: String,
    way: String, most: Int
  ) -> [Flip] {
    let sides = [mine] + [theirs].compactMap(\.self)
    var seen: Set<String> = []
    let inputs = sides.flatMap { side in
      let below = side.sheet.figures(below: [side.value])
      return side.sheet.uncertainInputs.filter { below.contains($0.name) }
    }.filter { seen.insert("\($0.sharedName) \($0.value)").inserted }
    return inputs.prefix(most).map { input in
      let tapes = sides.map { side in
        // Another price of the same product, a reserved one beside one on demand, stays.
        let own = side.sheet.figures.filter {
          $0.sharedName == input.sharedName && $0.formula == nil && $0.value == input.value
        }.map(\.name)
        return Tape(side.sheet, outputs: [side.value], varying: own)
      }
      let (low, high) = input.searchedRange
      let value = Bracketing.crossing(from: low, to: high, nearest: input.value) { places in
        let values = tapes.map { tape in
          let columns = Columns(count: tape.inputs.count, rows: places.count)
          for column in tape.inputs.indices { columns.fill(column) { places[$0] } }
          return tape.run(columns).values(0)
        }
        return values.count == 1 ? values[0] : zip(values[0], values[1]).map { $0 - $1 }
      }
      return Flip(
        workload: workload, input: input, value: value, low: low, high: high, change: change,
        product: product, way: way)
    }
  }
}

extension FleetOutcome {
  /// Whether the value of an option is not told.
  fileprivate func isHidden(_ option: Int) -> Bool {
    let judged: FigureID = options[option].cluster != nil ? .valueOfCapital : .presentCost
    return sheet["\(options[option].scope).\(judged.localName)"]?.value.isHidden == true
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
