public import Figures
import HardwareKit
import Units

/// A fleet over many samples: every option has the same fortunes.
public struct UncertainFleet: Sendable {
  /// By the place of the option among the fleet's.
  public let options: [Int: UncertainOption]
  /// What the chosen option is judged by, net present value or cost, of each sample and in all.
  public let values: [Double]
  public let objective: Summary
  public let objectiveID: FigureID
  /// What a precision is a share of: the capital, since a net present value may be near nothing.
  public let scale: Double
  public let checks: [UncertainCheck?]
  public let brokenLimits: [BrokenLimit]
  /// What the chosen option gives up against the best of each sample, on average.
  public let regret: Double
  /// The share of samples in which more is wanted than is held.
  public let shortfall: Double?
  public let inputs: [(name: String, values: [Double])]
}

/// An option of a fleet over the samples.
public struct UncertainOption: Sendable {
  public let figures: [(id: FigureID, summary: Summary)]
  /// The share of samples in which its net present value is not negative.
  public let pays: Double?
  /// The share of samples in which it is the best; ties go to the earlier one.
  public let wins: Double

  public func summary(of name: String) -> Summary? {
    figures.first { $0.id.localName == name }?.summary
  }
}

extension FleetOption {
  /// Figures that are sampled, the one that options are compared by first.
  fileprivate var sampledFigures: [FigureID] {
    cluster != nil
      ? [
        .valueOfCapital, .netPresentValue, .internalRate, .payback, .breakEvenPrice,
        .breakEvenUtilisation,
      ] : [.presentCost, .levelisedNeed, .breakEvenUtilisation]
  }
}

extension FleetOutcome {
  /// What was decided before the samples are known: the nodes that are bought. A base that is held to
  /// meet a need is an input of its own and stays anyway.
  var heldFigures: Set<String> {
    Set(
      options.flatMap { option in
        [FigureID.serviceNodes, .spareNodes].map { "\(option.scope).\($0.localName)" }
      })
  }

  /// The figure that the chosen option is judged by, on the sheet: its value, or its cost.
  public var objective: (id: FigureID, formula: Formula)? {
    guard let choice else { return nil }
    let id: FigureID = choice.cluster != nil ? .netPresentValue : .presentCost
    return sheet.reference("\(choice.scope).\(id.localName)").map { (id, $0) }
  }

  /// The options that the chosen one is compared with: all products of one market, or all ways to
  /// have one product.
  func rivals(of index: Int) -> [Int] {
    options.indices.filter {
      options[$0].refusal == nil
        && (options[index].cluster != nil
          || options[$0].product.id == options[index].product.id)
    }
  }
}

extension UncertainFleet {
  /// `nil` where nothing was chosen.
  init?(_ fleet: FleetOutcome, _ sampler: Sampler, _ terms: SamplingTerms) {
    guard let chosen = fleet.chosen, let objective = fleet.objective else { return nil }
    let sheet = fleet.sheet
    var outputs = [objective.formula]
    var places: [(option: Int, id: FigureID, column: Int)] = []
    for (index, option) in fleet.options.enumerated() where option.refusal == nil {
      for id in option.sampledFigures {
        guard let formula = sheet.reference("\(option.scope).\(id.localName)") else { continue }
        places.append((index, id, outputs.count))
        outputs.append(formula)
      }
    }
    let mine = "\(fleet.options[chosen].scope)."
    let kept = SampledChecks(
      fleet.checks,
      sheet.constraints.filter { $0.needed.figureNames.contains { $0.hasPrefix(mine) } },
      on: sheet)
    let first = outputs.count
    outputs += kept.outputs
    let sampled = SampledSheet(
      sheet, outputs: outputs, holding: terms.resizes ? [] : fleet.heldFigures, sampler, terms)
    let results = sampled.results

    func column(_ option: Int, _ id: FigureID) -> [Double]? {
      places.first { $0.option == option && $0.id.localName == id.localName }
        .map { results.values($0.column) }
    }
    var all: [Int: UncertainOption] = [:]
    for (index, option) in fleet.options.enumerated() where option.refusal == nil {
      let rivals = fleet.rivals(of: index)
      let isCluster = option.cluster != nil
      // Uncertainty.wins looks for the lowest.
      let sides = rivals.map { rival -> [Double] in
        let values = column(rival, isCluster ? .valueOfCapital : .presentCost) ?? []
        return isCluster ? values.map { 0 - $0 } : values
      }
      let wins = Uncertainty.wins(sides)
      let worth = isCluster ? column(index, .netPresentValue) : nil
      all[index] = UncertainOption(
        figures: places.filter { $0.option == index }.map {
          ($0.id, Summary(results.values($0.column)))
        },
        pays: worth.map { values in
          values.first?.isHidden == true
            ? .hidden : Double(values.count { $0 >= 0 }) / Double(max(1, values.count))
        },
        wins: rivals.firstIndex(of: index).map { wins[$0] } ?? 0)
    }
    options = all
    values = results.values(0)
    self.objective = Summary(values)
    objectiveID = objective.id
    let capital = fleet.options[chosen].cluster?.capital
    scale = capital ?? abs(self.objective.percentile(0.5))
    checks = kept.checks(results, from: first)
    brokenLimits = kept.brokenLimits(results, from: first)
    regret =
      Self.regret(
        fleet.rivals(of: chosen).compactMap {
          column($0, capital == nil ? .presentCost : .valueOfCapital)
        },
        mine: column(chosen, capital == nil ? .presentCost : .valueOfCapital) ?? [],
        isValue: capital != nil) * (capital ?? 1)
    shortfall = Self.shortfall(fleet, chosen, sampler, terms)
    inputs = sampled.inputs.map {
      ($0.sharedName, sampler.values(of: $0.sharedName, $0.estimate ?? Estimate($0.value)))
    }
  }

  /// What the best of each sample has over the chosen one, on average.
  private static func regret(_ rivals: [[Double]], mine: [Double], isValue: Bool) -> Double {
    if (rivals + [mine]).contains(where: { $0.first?.isHidden == true }) { return .hidden }
    var sum = 0.0
    for row in mine.indices {
      let known = rivals.map { $0[row] }.filter { !$0.isNaN }
      let best = (isValue ? known.max() : known.min()) ?? mine[row]
      sum += abs(best - mine[row])
    }
    return sum / Double(max(1, mine.count))
  }

  /// How often more is wanted at once than the chosen way holds, where it holds all.
  private static func shortfall(
    _ fleet: FleetOutcome, _ chosen: Int, _ sampler: Sampler, _ terms: SamplingTerms
  ) -> Double? {
    let scope = fleet.options[chosen].scope
    guard let need = fleet.options[chosen].need, need.held > 0,
      !fleet.options[chosen].way.contains("+")
    else { return nil }
    let levels = fleet.sheet.figures.filter {
      $0.name.hasPrefix("\(scope).\(FigureID.demandLevel.localName)-")
    }.compactMap { fleet.sheet.reference($0.name) }
    let results = SampledSheet(fleet.sheet, outputs: levels, holding: [], sampler, terms).results
    let columns = levels.indices.map { results.values($0) }
    let short = (0..<results.rows).count { row in columns.contains { $0[row] > need.held } }
    return Double(short) / Double(max(1, results.rows))
  }
}
