public import Diagnostics
import Figures
import HardwareKit
import Units

extension DiagnosticCode {
  public static let tooMuch = DiagnosticCode(
    "too-much",
    help: """
      The plan asks for more than the search does in a reasonable time: estimates are the models times \
      the workloads times the products of each, and each way of a technique multiplies with those of the \
      others. Ask in several plans, or leave out what cannot win.
      """)
}

/// How much one plan may ask the search for. A search is some milliseconds for each product and
/// workload; these take a minute or two, and a plan that people write asks for a hundredth.
extension Plan {
  /// Models × workloads × their products.
  static let mostEstimates = 2000
  /// Number formats × techniques of one service.
  public static let mostVariants = 512
  /// Parts of a demand: each may be the size of a base, which is tried against all.
  static let mostLevels = 500

  /// An error for each limit that the plan passes, where it passes it.
  public var overBudget: [Diagnostic] {
    var found: [Diagnostic] = []
    var estimates = 0
    for workload in workloads {
      if case .serve(let demand) = workload.kind, demand.variants.count > Self.mostVariants {
        found.append(
          .tooMuch(
            Self.mostVariants, "combinations of number formats and techniques",
            "'\(workload.name)'", at: workload.span))
      }
      let before = estimates
      estimates += max(1, models.count).times(workload.products.count)
      if before <= Self.mostEstimates, estimates > Self.mostEstimates {
        found.append(
          .tooMuch(
            Self.mostEstimates, "models times workloads times products", "the plan",
            at: workload.span))
      }
    }
    if let fleet, case .demand(let levels) = fleet.size, levels.count > Self.mostLevels {
      var place: SourceSpan?
      if case .plan(let span) = levels[Self.mostLevels].accelerators.provenance.origin {
        place = span
      }
      found.append(.tooMuch(Self.mostLevels, "levels", "'demand'", at: place))
    }
    return found
  }
}

extension Diagnostic {
  fileprivate static func tooMuch(
    _ most: Int, _ what: String, _ place: String, at span: SourceSpan?
  ) -> Diagnostic {
    Diagnostic(
      .error, .tooMuch, "expected at most \(grouped(most)) \(what) for \(place), found more",
      at: span)
  }
}
