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
    let ofCases = outcome.cases.enumerated().flatMap { place, item in
      let name = outcome.cases.count > 1 ? item.model.architecture.id : ""
      return item.checks.enumerated().map { index, result in
        line(
          result, subject: [subject, name].filter { !$0.isEmpty }.joined(separator: " "),
          part: ResultPart.key(outcome, item.model.architecture.id),
          share: sampled?.cases[place].checks[index]?.share)
      }
    }
    return ofCases
      + (outcome.fleet?.checks ?? []).map {
        line($0, subject: subject, part: ResultPart.key(outcome, "fleet"))
      }
  }

  private static func line(
    _ result: CheckResult, subject: String, part: String, share: Double? = nil
  ) -> CheckLine {
    let verdict: CheckLine.Verdict =
      switch result.verdict {
      case .passed: .passed
      case .failed: .failed
      case .undecided: .undecided
      }
    var line = CheckLine(
      verdict, subject: subject, figure: result.check.figure,
      value: result.figure.map { FigureText.value($0.value, $0.id) } ?? "?",
      bound: "\(result.check.relation.rawValue) \(bound(result))",
      extra: share.map { "holds in \(format($0, as: .percent)) of samples" } ?? "")
    line.link = result.figure.map { FigureLink(part: part, figure: $0.name) }
    return line
  }

  /// The bound as it was written; a figure with its value.
  private static func bound(_ result: CheckResult) -> String {
    guard case .figure(let name) = result.check.bound else { return result.check.written }
    guard let value = result.bound, let figure = result.figure else { return "\(name), ?" }
    return "\(name), \(FigureText.value(value, figure.id))"
  }
}
