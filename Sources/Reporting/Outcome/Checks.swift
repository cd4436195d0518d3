import Figures
import HardwareKit
import Planning
import Units

/// Check lines of outcomes.
enum Checks {
  static func block(
    _ outcome: Outcome, subject: String = "", sampled: Uncertainty? = nil
  ) -> [Report.Block] {
    let lines = self.lines(outcome, subject: subject, sampled: sampled)
    return lines.isEmpty ? [] : [.checks(lines)]
  }

  static func lines(
    _ outcome: Outcome, subject: String = "", sampled: Uncertainty? = nil
  ) -> [CheckLine] {
    outcome.cases.enumerated().flatMap { place, item in
      item.checks.enumerated().map { index, result in
        let verdict: CheckLine.Verdict =
          switch result.verdict {
          case .passed: .passed
          case .failed: .failed
          case .undecided: .undecided
          }
        let name = outcome.cases.count > 1 ? item.model.architecture.id : ""
        return CheckLine(
          verdict, subject: [subject, name].filter { !$0.isEmpty }.joined(separator: " "),
          figure: result.check.figure,
          value: result.figure.map { FigureText.value($0.value, $0.id) } ?? "?",
          bound: "\(result.check.relation.rawValue) \(bound(result))",
          extra: (sampled?.cases[place].checks[index]).map {
            "holds in \(format($0.share, as: .percent)) of samples"
          } ?? "")
      }
    }
  }

  /// The bound as it was written; a figure with its value.
  private static func bound(_ result: CheckResult) -> String {
    guard case .figure(let name) = result.check.bound else { return result.check.written }
    guard let value = result.bound, let figure = result.figure else { return "\(name), ?" }
    return "\(name), \(FigureText.value(value, figure.id))"
  }
}
