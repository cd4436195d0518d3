public import Diagnostics
import Figures
import HardwareKit
import Units

extension DiagnosticCode {
  public static let unknownFigure = DiagnosticCode(
    "unknown-figure",
    help: """
      A check names a figure that the plan does not have. 'headroom explain PLAN' lists all of \
      them; a misspelt figure is an error, because a check that is never made would always pass.
      """)
  public static let checkDimension = DiagnosticCode(
    "check-dimension",
    help:
      "A check compares a figure with a quantity or a figure of another kind, a time with money.")
  public static let stalePrices = DiagnosticCode(
    "stale-prices",
    help: """
      The newest price behind the chosen options is more than 90 days older than the plan's date. \
      Give newer quotes under 'assumptions:', or set 'finance.as-of:' to the date of the prices.
      """)

  public static let uncorrelated = DiagnosticCode(
    "not-uncertain",
    help: """
      A correlation names something that is no uncertain input of the options that were chosen, so \
      that it does nothing. 'headroom estimate PLAN --samples 1000' lists the inputs that vary.
      """)

  public static let pastItsLife = DiagnosticCode(
    "past-its-life",
    help: """
      The plan runs longer than the useful life of what it buys, and nothing renews it: servers go on as \
      on the first day. Give 'refresh' under 'buy', a longer 'life', or a shorter horizon.
      """)

  public static let planning: [DiagnosticCode] = [
    .unknownFigure, .checkDimension, .stalePrices, .uncorrelated, .pastItsLife,
  ]
}

extension Diagnostic {
  public static func unknownFigure(
    _ name: String, known: [String], at span: SourceSpan?
  ) -> Diagnostic {
    Diagnostic(
      .error, .unknownFigure, "there is no figure '\(name)'", at: span,
      notes: closestMatch(to: name, in: known).map { [Note("did you mean '\($0)'?")] } ?? [])
  }

  public static func uncorrelated(
    _ name: String, known: [String], at span: SourceSpan?
  ) -> Diagnostic {
    Diagnostic(
      .warning, .uncorrelated, "'\(name)' is no uncertain input of this plan", at: span,
      notes: closestMatch(to: name, in: known).map { [Note("did you mean '\($0)'?")] } ?? [])
  }

  /// Servers that earn beyond their life; `nil` where they do not.
  static func pastItsLife(
    _ product: String, months: Int, _ ownership: Ownership
  ) -> Diagnostic? {
    let life = ownership.life.value / TimeSpan.month
    guard Double(months) > life.rounded(.up) else { return nil }
    return Diagnostic(
      .warning, .pastItsLife,
      "'\(product)' serves on beyond its life of \(Int(saturating: life.rounded())) months, for \(months) months: nothing renews it"
    )
  }

  static func checkDimension(_ check: Check, _ dimension: Dimension) -> Diagnostic {
    Diagnostic(
      .error, .checkDimension,
      "expected \(dimension.name) to compare '\(check.figure)' with, found '\(check.written)'",
      at: check.span)
  }

  static func stalePrices(
    _ product: String, _ way: String, newest: PartialDate, asOf: CivilDate
  ) -> Diagnostic {
    Diagnostic(
      .warning, .stalePrices,
      "the newest price of '\(product)' to \(way) is of \(newest), more than 90 days before \(asOf)"
    )
  }
}
