public import Diagnostics
import Figures
import HardwareKit
public import Planning
import Units

extension DiagnosticCode {
  public static let noAnswer = DiagnosticCode(
    "no-answer",
    help: """
      Nothing that the plan lists can do what it asks for. The notes say what each lacks; a looser \
      limit, other hardware or another way to have it may do. The command ends with 4.
      """)
}

extension Outcome {
  /// An error for each workload, and for the fleet, that nothing on the list can do: at its place, with
  /// the reasons. None where everything has an answer.
  public var unanswered: [Diagnostic] {
    var found: [Diagnostic] = []
    for item in cases {
      for workload in item.workloads where workload.chosen == nil {
        let model = cases.count > 1 ? " with \(item.model.architecture.name)" : ""
        found.append(
          Diagnostic(
            .error, .noAnswer, "nothing on the list can do '\(workload.planned.name)'\(model)",
            at: workload.planned.span,
            notes: Self.notes(workload.options) + workload.assumptions))
      }
    }
    if let fleet, fleet.choice == nil {
      let options = fleet.options.compactMap { option in
        option.refusal.map {
          PlanOption(
            product: option.product, way: .buy(life: nil, residual: nil), status: $0)
        }
      }
      found.append(
        Diagnostic(
          .error, .noAnswer, "nothing on the list can be the fleet", at: fleet.fleet.size.span,
          notes: Self.notes(options)))
    }
    return found
  }

  private static let mostReasons = 3

  private static func notes(_ options: [PlanOption]) -> [Diagnostic.Note] {
    var reasons: [(text: String, products: [String])] = []
    for option in options where option.answer == nil {
      let text = ReasonText.sharedText(option)
      if let known = reasons.firstIndex(where: { $0.text == text }) {
        if !reasons[known].products.contains(option.product.id) {
          reasons[known].products.append(option.product.id)
        }
      } else {
        reasons.append((text, [option.product.id]))
      }
    }
    let shown = reasons.prefix(mostReasons).map {
      Diagnostic.Note("\($0.products.joined(separator: ", ")): \($0.text)")
    }
    let more = reasons.count - shown.count
    return more > 0 ? shown + [Diagnostic.Note("and \(more) more reasons")] : shown
  }
}

extension WorkloadOutcome {
  /// What was assumed where the reason may lie in it.
  fileprivate var assumptions: [Diagnostic.Note] {
    guard case .train(let demand) = planned.kind, !demand.batch.provenance.isOfPlan,
      options.contains(where: {
        if case .infeasible(let miss, _) = $0.status { miss.limit == .accelerators } else { false }
      })
    else { return [] }
    let batch = format(demand.batch.value, as: .standard(Tokens.dimension))
    return [
      Diagnostic.Note("the plan gives no 'batch' for '\(planned.name)'; \(batch) was taken instead")
    ]
  }
}

extension FleetSize {
  /// Where the plan says it.
  fileprivate var span: SourceSpan? {
    let origin: Provenance.Origin? =
      switch self {
      case .accelerators(let fact): fact.provenance.origin
      case .power(let fact): fact.provenance.origin
      case .budget(let fact): fact.provenance.origin
      case .demand(let levels): levels.first?.accelerators.provenance.origin
      }
    if case .plan(let span) = origin { return span }
    return nil
  }
}
