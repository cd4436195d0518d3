import JSON

/// One check of a plan: a figure against its bound, and whether it holds.
public struct CheckLine: Sendable, Hashable {
  public enum Verdict: String, Sendable, Hashable {
    case passed, failed
    /// The figure is unknown, so the check neither holds nor fails.
    case undecided

    /// What a person sees.
    public var sign: String {
      switch self {
      case .passed: "✓"
      case .failed: "✗"
      case .undecided: "?"
      }
    }
  }

  public var verdict: Verdict
  /// The plan or option that is checked; empty when there is only one.
  public var subject: String
  /// The name of the figure: `pretrain.duration`.
  public var figure: String
  /// What the figure is: `73.9 days`.
  public var value: String
  /// What it must be: `<= 100 days`.
  public var bound: String
  /// A remark: `P95 $104 M`.
  public var extra: String
  /// The figure's derivation.
  public var link: FigureLink?

  public init(
    _ verdict: Verdict, subject: String = "", figure: String, value: String, bound: String,
    extra: String = ""
  ) {
    self.verdict = verdict
    self.subject = subject
    self.figure = figure
    self.value = value
    self.bound = bound
    self.extra = extra
  }

  private var texts: [String] { [subject, figure, value, bound, extra] }

  private var ink: Ink {
    switch verdict {
    case .passed: Ink(judgement: .good)
    case .failed: Ink(judgement: .bad)
    case .undecided: .plain
    }
  }
}

extension CheckLine {
  /// Checks under one another with their parts in columns; a part that no check has takes no room.
  /// Where the terminal is too narrow for columns each check is filled like a paragraph.
  public static func lines(_ checks: [CheckLine], on terminal: Terminal) -> [String] {
    let parts = checks.map { $0.texts.map { $0.printable() } }
    let columns = (0..<5).filter { column in parts.contains { !$0[column].isEmpty } }
    let widths = columns.map { column in parts.map { $0[column].displayWidth }.max() ?? 0 }
    let gap = "  "
    // Two of margin, a sign, a space, then the columns.
    let total = 4 + widths.reduce(0, +) + gap.count * max(0, columns.count - 1)
    var result: [String] = []
    for (check, parts) in zip(checks, parts) {
      let sign = gap + terminal.paint(check.verdict.sign, check.ink) + " "
      if total <= terminal.width {
        var line = ""
        for (column, width) in zip(columns, widths) {
          line += parts[column].padded(to: width) + gap
        }
        result.append(sign + line.trimmingTrailingSpaces)
      } else {
        let room = terminal.width - 4
        // A part that fits on a line is not broken: `$91.2` and `M` belong together.
        let whole = columns.map { parts[$0] }.filter { !$0.isEmpty }.map {
          $0.displayWidth <= room ? $0.replacingSpaces(" ", with: "\u{A0}") : $0
        }
        let filled = whole.joined(separator: " ").wrapped(width: room)
          .map { $0.replacingSpaces("\u{A0}", with: " ") }
        result += filled.enumerated().map { ($0 == 0 ? sign : "    ") + $1 }
      }
    }
    return result
  }

  /// Checks as a table, for CSV, Markdown and JSON.
  public static func table(_ checks: [CheckLine]) -> Table {
    Table(
      columns: [
        .init("verdict", heading: ["CHECK"]), .init("subject", heading: ["OF"]),
        .init("figure", heading: ["FIGURE"]), .init("value", heading: ["VALUE"]),
        .init("bound", heading: ["BOUND"]), .init("remark", heading: ["REMARK"]),
      ],
      rows: checks.map { check in
        Table.Row(
          [Table.Cell("\(check.verdict.sign) \(check.verdict.rawValue)")]
            + check.texts.map { Table.Cell($0) })
      })
  }

  var json: JSONValue {
    [
      "verdict": .string(verdict.rawValue), "subject": .string(subject),
      "figure": .string(figure), "value": .string(value), "bound": .string(bound),
      "remark": .string(extra),
    ]
  }
}

extension String {
  fileprivate func replacingSpaces(_ space: Character, with other: Character) -> String {
    String(map { $0 == space ? other : $0 })
  }
}
