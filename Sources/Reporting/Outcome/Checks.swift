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
    let ofCases = outcome.cases.flatMap { item in
      let name = outcome.cases.count > 1 ? item.model.architecture.id : ""
      return item.checks.map {
        line($0, subject: [subject, name].filter { !$0.isEmpty }.joined(separator: " "))
      }
    }
    return ofCases + (outcome.fleet?.checks ?? []).map { line($0, subject: subject) }
  }

  private static func line(_ result: CheckResult, subject: String) -> CheckLine {
    let verdict: CheckLine.Verdict =
      switch result.verdict {
      case .passed: .passed
      case .failed: .failed
      case .undecided: .undecided
      }
    return CheckLine(
      verdict, subject: subject, figure: result.check.figure,
      value: result.figure.map { FigureText.value($0.value, $0.id) } ?? "?",
      bound: "\(result.check.relation.rawValue) \(bound(result))")
  }

  /// The bound as it was written; a figure with its value.
  private static func bound(_ result: CheckResult) -> String {
    guard case .figure(let name) = result.check.bound else { return result.check.written }
    guard let value = result.bound, let figure = result.figure else { return "\(name), ?" }
    return "\(name), \(FigureText.value(value, figure.id))"
  }
}
