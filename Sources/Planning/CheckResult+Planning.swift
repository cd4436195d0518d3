import Diagnostics
import Figures
import Units

extension CheckResult {
  /// Holds a check against the figures of a case.
  ///
  /// A figure that does not exist is a problem and never passes; one that has no value because a
  /// workload has no answer leaves the check undecided.
  init(
    _ check: Check, on sheet: Sheet, isComplete: Bool, outcomes: [WorkloadOutcome],
    problems: inout DiagnosticList
  ) {
    func find(_ name: String, _ problems: inout DiagnosticList) -> Figure? {
      if let figure = sheet[name] { return figure }
      let mayLack =
        isComplete
        ? outcomes.contains { $0.mayLack(name) } : Self.mayComeLater(name, outcomes)
      if !mayLack { problems.append(.unknownFigure(name, known: sheet.names, at: check.span)) }
      return nil
    }
    func undecided(_ figure: Figure?) -> CheckResult {
      CheckResult(check: check, verdict: .undecided, figure: figure, bound: nil)
    }
    let figure = find(check.figure, &problems)
    let bound: Double
    let dimension: Dimension
    switch check.bound {
    case .quantity(let value, let kind): (bound, dimension) = (value, kind)
    case .figure(let name):
      guard let other = find(name, &problems) else {
        self = undecided(figure)
        return
      }
      (bound, dimension) = (other.value, other.id.dimension)
    }
    guard let figure else {
      self = undecided(nil)
      return
    }
    guard figure.id.dimension == dimension else {
      problems.append(.checkDimension(check, figure.id.dimension))
      self = undecided(figure)
      return
    }
    let holds = check.relation.holds(figure.value, bound)
    self.init(check: check, verdict: holds ? .passed : .failed, figure: figure, bound: bound)
  }

  /// Whether a plan without an answer would have the figure if it had one: a figure of a workload
  /// that is not answered, or one of the whole plan.
  private static func mayComeLater(_ name: String, _ outcomes: [WorkloadOutcome]) -> Bool {
    let totals: [FigureID] = [
      .totalTraining, .totalServing, .totalFurther, .totalCost, .totalOfMonth, .horizon,
      .furtherCost,
    ]
    return totals.contains { name == $0.localName || name.hasPrefix("\($0.localName)-") }
      || outcomes.contains { outcome in
        name.hasPrefix("\(outcome.planned.name).")
          && (outcome.chosen == nil || outcome.mayLack(name))
      }
  }
}
