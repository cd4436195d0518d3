import Figures
import HardwareKit
import Planning

/// Check lines of outcomes.
enum Checks {
  static func block(_ outcome: Outcome, subject: String = "") -> [Report.Block] {
    let lines = self.lines(outcome, subject: subject)
    return lines.isEmpty ? [] : [.checks(lines)]
  }

  static func lines(_ outcome: Outcome, subject: String = "") -> [CheckLine] {
    outcome.cases.flatMap { item in
      item.checks.map { result in
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
          bound: "\(result.check.relation.rawValue) \(bound(result))")
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
