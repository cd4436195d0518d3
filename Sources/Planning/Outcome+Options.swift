public import Figures
import HardwareKit

extension WorkloadOutcome {
  /// The figures of one option, whether it was chosen or not; `nil` where it has no answer.
  public func sheet(of option: Int) -> Sheet? {
    guard options.indices.contains(option), let model = options[option].model else { return nil }
    var sheet = Sheet()
    sheet.scope = planned.name
    sheet.subject = model.product.id
    model.fill(&sheet)
    return hidden.isEmpty ? sheet : sheet.redacted(hidden)
  }

  /// The same without a percentile to size for: what each sample's own demand asks for.
  func demandSheet(of option: Int) -> Sheet? {
    guard options.indices.contains(option), var model = options[option].model,
      case .serve(var demand) = model.planned.kind
    else { return nil }
    demand.sizeFor = nil
    model.planned.kind = .serve(demand)
    var sheet = Sheet()
    sheet.scope = planned.name
    sheet.subject = model.product.id
    model.fill(&sheet)
    return hidden.isEmpty ? sheet : sheet.redacted(hidden)
  }

  /// Figures that were decided before the samples are known: the size of a fleet that is bought or
  /// committed to. What is rented by the hour follows the demand.
  func heldFigures(_ option: Int, _ sheet: Sheet) -> Set<String> {
    guard options.indices.contains(option), let answer = options[option].answer else { return [] }
    switch answer.acquisition.kind {
    case .purchase: break
    case .rental(let commitment, _) where commitment.committedMonths > 0: break
    default: return []
    }
    let prefix = "\(planned.name).\(FigureID.replicas.name)-"
    return Set(sheet.names.filter { $0.hasPrefix(prefix) })
  }
}

extension Case {
  /// What the chosen options have decided.
  var heldFigures: Set<String> {
    workloads.reduce(into: []) { held, workload in
      if let chosen = workload.chosen { held.formUnion(workload.heldFigures(chosen, sheet)) }
    }
  }
}

extension Outcome {
  /// The name that plans share for an input, from its name on this plan's sheets.
  func sharedName(_ name: String) -> String {
    sheets.lazy.compactMap { $0[name]?.sharedName }.first ?? name
  }
}

extension CheckResult {
  /// The figure that is the bound, where it is one.
  var boundName: String? {
    if case .figure(let name) = check.bound { name } else { nil }
  }
}
