import Figures
import Planning
import Units

/// A figure over samples as a row of a report.
struct SampledFigure {
  var name: String
  var id: FigureID
  var summary: Summary
  /// For a check, the share of samples in which it holds.
  var share: Double?

  static func checks(_ results: [CheckResult], _ sampled: [UncertainCheck?]) -> [SampledFigure] {
    zip(results, sampled).compactMap { result, check in
      guard let check, let id = result.figure?.id else { return nil }
      return SampledFigure(
        name: result.check.figure, id: id, summary: check.figure, share: check.share)
    }
  }
}
