public import Diagnostics
import HardwareKit
import Keys
import Units

/// The kinds of mistakes that a plan can hold beyond those of any file.
extension DiagnosticCode {
  public static let formatVersion = DiagnosticCode(
    "format-version",
    help:
      "'headroom: 1' is the only version of the plan format. A newer program may read newer plans.")
  public static let noWorkload = DiagnosticCode(
    "no-workload",
    help:
      "A plan needs at least one workload under 'workloads:', of kind train, fine-tune or serve.")
  public static let workloadName = DiagnosticCode(
    "workload-name",
    help: """
      A workload's name begins the names of its figures and the paths of '--set': letters, digits \
      and hyphens, and neither a key of the plan nor a product.
      """)
  public static let checkSyntax = DiagnosticCode(
    "check-syntax",
    help: """
      A check is a figure, one of <= >= < >, and a quantity or another figure: \
      'pretrain.duration <= 100 days', 'tune.cost <= assistant.cost'.
      """)
  public static let unknownScenario = DiagnosticCode(
    "unknown-scenario", help: "The plan has no scenario of this name. The note lists those it has.")
  public static let unknownSetting = DiagnosticCode(
    "unknown-setting",
    help: """
      A path of '--set', of a scenario or of an assumption starts with a top-level key, the name of \
      a workload, or a product: 'assistant.traffic.peak', 'nvidia-h100-sxm5.rent.neocloud.on-demand'.
      """)
  public static let settingSyntax = DiagnosticCode(
    "setting-syntax", help: "'--set' takes a path and a value: --set pretrain.tokens='2 T tokens'.")
  public static let missingSource = DiagnosticCode(
    "missing-source",
    help: "An assumption replaces a figure of the catalogue and must say where it comes from.")
  public static let lateAssumption = DiagnosticCode(
    "late-assumption",
    help: "An assumption whose source is newer than the plan's as-of date is not used.")
  public static let currency = DiagnosticCode(
    "currency",
    help: """
      Money is computed in US dollars. A price in another currency, and output in one, need its rate in the \
      plan: 'finance.exchange' with 'currency', 'rate' and 'date'. Of several rates of a currency the newest on \
      or before the plan's date holds.
      """)
  public static let unpublishedModel = DiagnosticCode(
    "unpublished-model",
    help: """
      'model: {name: …}' names a model whose dimensions nobody has published. Nothing can be computed \
      from it, so each workload must be a training run with its 'accelerator-hours'.
      """)

  public static let planFiles: [DiagnosticCode] = [
    .unpublishedModel, .formatVersion, .noWorkload, .workloadName, .checkSyntax,
    .unknownScenario, .unknownSetting,
    .settingSyntax, .missingSource, .lateAssumption, .currency,
  ]
}

extension Diagnostic {
  static func unpublishedModel(
    _ model: String, workload: String, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .error, .unpublishedModel,
      "expected 'accelerator-hours' in workload '\(workload)', as the dimensions of '\(model)' are not published",
      at: span)
  }
  static func bareMean(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .quantity,
      "expected 'mean' such as '\(text)% of peak' or '\(text) tokens/s', found '\(text)' "
        + "without a unit", at: span)
  }
  static func asOfOption(_ text: String) -> Diagnostic {
    Diagnostic(
      .error, .quantity, "expected a date such as '2026-11-01' for '--as-of', found '\(text)'")
  }
  static func version(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(.error, .formatVersion, "expected format version 1, found '\(text)'", at: span)
  }
  static func noWorkload(at span: SourceSpan) -> Diagnostic {
    Diagnostic(.error, .noWorkload, "expected at least one workload, found none", at: span)
  }
  static func workloadName(
    _ name: String, isTaken: Bool, at span: SourceSpan
  ) -> Diagnostic {
    let reason = isTaken ? "a name of its own" : "letters, digits and hyphens"
    return Diagnostic(
      .error, .workloadName, "expected \(reason) for a workload, found \(quoted(name))", at: span)
  }
  static func check(_ problem: String, _ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(.error, .checkSyntax, "expected \(problem), found '\(text)'", at: span)
  }
  public static func unknownScenario(_ name: String, known: [String]) -> Diagnostic {
    Diagnostic(
      .error, .unknownScenario, "there is no scenario '\(name)'",
      notes: [
        Note(known.isEmpty ? "the plan has none" : "it has: \(known.joined(separator: ", "))")
      ])
  }
  static func unknownSetting(
    _ path: String, known: [String], at span: SourceSpan
  ) -> Diagnostic {
    // Names are compared with the beginning of the path, whole paths with all of it.
    let first = String(path.split(separator: ".").first ?? "")
    let match = closestMatch(to: first, in: known) ?? closestMatch(to: path, in: known)
    return Diagnostic(
      .error, .unknownSetting, "there is nothing to set at '\(path)'", at: span,
      notes: match.map { [Note("did you mean '\($0)'?")] } ?? [])
  }
  /// The place of a mistaken path is where it was written; the value in its way is a note.
  static func pathBlocked(_ problem: Diagnostic, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      problem.severity, problem.code, problem.message, at: span,
      notes: problem.notes + [Note("the value there", at: problem.span)])
  }
  public static func settingSyntax(_ text: String) -> Diagnostic {
    Diagnostic(.error, .settingSyntax, "expected path=value after '--set', found '\(text)'")
  }
  static func missingSource(_ path: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(.error, .missingSource, "expected a source for the assumption '\(path)'", at: span)
  }
  static func lateAssumption(
    _ path: String, date: String, asOf: String, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .note, .lateAssumption, "the assumption '\(path)' of \(date) is after \(asOf) and not used",
      at: span)
  }
  static func currency(_ text: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .currency,
      Currency.codes.contains(text)
        ? "there is no rate for \(text) in 'finance.exchange'"
        : "expected a currency such as EUR, found '\(text)'", at: span)
  }
  static func shareOfSegment(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .conflictingKeys,
      "segments of a fleet that is rented out add up and have no 'share'", at: span,
      notes: [Note("with 'acquire' the plan meets a need of its own, which has one")])
  }
  static func sameWay(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .conflictingKeys, "expected ways that differ for 'acquire', found '\(name)' twice",
      at: span)
  }
  static func endpointOfFleet(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .conflictingKeys, "a fleet wants accelerators, which no endpoint sells", at: span)
  }
  static func sweepAxes(_ count: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .outOfPlanRange, "expected one or two inputs for 'sweep', found \(count)", at: span)
  }
  static func unknownModel(_ name: String, suggestion: String?, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .unknownModel, "there is no model '\(name)' in the catalogue", at: span,
      notes: [
        suggestion.map { Note("did you mean '\($0)'?") }
          ?? Note("a path of a Hugging Face config.json works too")
      ])
  }
}
