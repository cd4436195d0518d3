public import Figures
public import HardwareKit
public import Planning
import Units

/// How far measurements lie from modelled figures like those of a plan, in words.
public enum BandNotes {
  /// A sentence on the chosen option of a workload; nil where tokens are bought, or nothing is known.
  static func text(_ workload: WorkloadOutcome, model: ModelFacts, bands: ErrorBands) -> String? {
    guard let choice = workload.choice, let layout = choice.fit?.layout else { return nil }
    let parts = kinds(of: workload.planned).compactMap { kind, name in
      width(kind, workload.planned, choice.product, model, layout, bands)
        .map { "\(interval($0)) of \(name)" }
    }
    guard !parts.isEmpty else { return nil }
    return
      "Modelled on \(choice.product.id): nine measurements in ten of its kind lie within \(parts.joined(separator: ", "))."
  }

  /// A sentence on a figure with a band, from the case that it belongs to.
  public static func notes(
    on figure: Figure, of outcome: Outcome, bands: ErrorBands
  ) -> [String] {
    for item in outcome.cases where item.sheet[figure.name]?.value == figure.value {
      let notes = item.workloads.compactMap {
        text(figure, $0, model: item.model, bands: bands)
      }
      if !notes.isEmpty { return notes }
    }
    return []
  }

  /// A sentence on one figure of a workload: its 90 % band; nil for figures without one.
  static func text(
    _ figure: Figure, _ workload: WorkloadOutcome, model: ModelFacts, bands: ErrorBands
  ) -> String? {
    let prefix = "\(workload.planned.name)."
    guard figure.name.hasPrefix(prefix), let choice = workload.choice,
      let layout = choice.fit?.layout,
      let kind = kind(of: String(figure.name.dropFirst(prefix.count))),
      let half = width(kind, workload.planned, choice.product, model, layout, bands)
    else { return nil }
    let low = FigureText.value(figure.value * .exponential(-half), figure.id)
    let high = FigureText.value(figure.value * .exponential(half), figure.id)
    return
      "90 % band: \(low) to \(high), learnt from published measurements of its kind ('headroom accuracy')."
  }

  private static func kinds(of planned: PlannedWorkload) -> [(kind: String, name: String)] {
    switch planned.kind {
    case .train: [("throughput", "the rate")]
    // A plan's latencies are percentiles under its own traffic; rows have means or medians.
    case .serve: []
    }
  }

  private static func kind(of figure: String) -> String? {
    switch figure {
    case "tokens-per-second", "tokens-per-second-per-accelerator", "mfu": "throughput"
    case "step.time": "step_time"
    default: nil
    }
  }

  private static func width(
    _ kind: String, _ planned: PlannedWorkload, _ product: Product, _ model: ModelFacts,
    _ layout: Layout, _ bands: ErrorBands
  ) -> Double? {
    guard case .train = planned.kind else { return nil }
    return bands.halfWidth(
      kind: kind, group: ErrorBands.trainingGroup(model, isGiven: layout.isGiven),
      product: product.id, vendor: product.vendor,
      model: model.architecture.id)
  }

  /// `−15% to +18%`.
  private static func interval(_ half: Double) -> String {
    let low = format(.exponential(-half) - 1, as: .percent, significant: 2)
    let high = format(.exponential(half) - 1, as: .percent, significant: 2)
    return "\(low) to +\(high)"
  }
}
