import Figures
import HardwareKit
import Units

/// The figures that checks and limits hold, as outputs of a sampled sheet.
struct SampledChecks {
  private let results: [CheckResult]
  private let constraints: [Constraint]
  /// Two for each check, then two for each limit.
  let outputs: [Formula]

  init(_ results: [CheckResult], _ constraints: [Constraint], on sheet: Sheet) {
    self.results = results
    self.constraints = constraints
    var outputs: [Formula] = []
    for check in results {
      // What is not there is not read.
      outputs.append(check.figure.flatMap { sheet.reference($0.name) } ?? 0)
      outputs.append(check.boundName.flatMap(sheet.reference) ?? 0)
    }
    for constraint in constraints { outputs += [constraint.needed, constraint.available] }
    self.outputs = outputs
  }

  /// - Parameter first: the column of the first output.
  func checks(_ columns: Columns, from first: Int) -> [UncertainCheck?] {
    results.enumerated().map { index, result in
      guard result.verdict != .undecided, let bound = result.bound else { return nil }
      let values = columns.values(first + 2 * index)
      let bounds =
        result.boundName == nil
        ? [Double](repeating: bound, count: values.count)
        : columns.values(first + 2 * index + 1)
      if (values + bounds).contains(where: \.isHidden) { return nil }
      let holding = zip(values, bounds).count { result.check.relation.holds($0, $1) }
      return UncertainCheck(
        figure: Summary(values), share: Double(holding) / Double(max(1, values.count)))
    }
  }

  /// The limits that some samples break.
  func brokenLimits(_ columns: Columns, from first: Int) -> [BrokenLimit] {
    let start = first + 2 * results.count
    return constraints.enumerated().compactMap { index, constraint in
      let needed = columns.values(start + 2 * index)
      let available = columns.values(start + 2 * index + 1)
      if (needed + available).contains(where: \.isHidden) { return nil }
      let count = zip(needed, available).count { !($0 <= $1) }
      guard count > 0 else { return nil }
      return BrokenLimit(limit: constraint.limit, share: Double(count) / Double(needed.count))
    }
  }
}
