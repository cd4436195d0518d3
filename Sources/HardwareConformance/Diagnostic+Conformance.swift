public import Diagnostics
import HardwareKit

/// The ways in which a plugin can break the contract.
extension DiagnosticCode {
  public static let manifest = DiagnosticCode(
    "plugin-manifest",
    help: "A plugin's manifest and its catalogue must name the same products, each once.")
  public static let alias = DiagnosticCode(
    "plugin-alias", help: "Each other name of a product stands for one product only.")
  public static let fact = DiagnosticCode(
    "plugin-fact",
    help: "A fact of a datasheet is a number above zero; what is unknown is left out.")
  public static let source = DiagnosticCode(
    "plugin-source",
    help: "Every fact and price has a source with title, date and place, or says why it is assumed."
  )
  public static let price = DiagnosticCode(
    "plugin-price",
    help: "Prices are above zero and for one accelerator, not for an instance of several.")
  public static let answer = DiagnosticCode(
    "plugin-answer",
    help:
      "A model gives a rate above zero, a refusal or what is unknown; and the same answer twice.")
  public static let monotone = DiagnosticCode(
    "plugin-monotone",
    help: "More bandwidth never slows a workload down, and a deeper model never runs faster.")
  public static let memory = DiagnosticCode(
    "plugin-memory", help: "Weights that do not fit the memory of a layout are refused.")
  public static let physics = DiagnosticCode(
    "plugin-physics", help: "No rate is above what peak arithmetic and memory bandwidth allow.")
  public static let cost = DiagnosticCode(
    "plugin-cost",
    help: """
      Every line of a cost model's bill has a name of its own, a finite price, figures that are on \
      record and a time at which it falls due; what is bought has servers; and a larger fleet costs \
      no less.
      """)

  public static let conformance: [DiagnosticCode] = [
    .manifest, .alias, .fact, .source, .price, .answer, .monotone, .memory, .physics, .cost,
  ]
}

extension Diagnostic {
  static func breach(
    _ code: DiagnosticCode, _ product: String, _ message: String, at span: SourceSpan? = nil
  ) -> Diagnostic {
    Diagnostic(.error, code, "'\(product)': \(message)", at: span)
  }

  /// Points of a model that no plan can name by this id go unread.
  static func unreadPoint(_ model: String, suggestion: String?, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .warning, .unknownModel,
      "no model of the catalogue has the id '\(model)': the point serves only a model of the plan's own with this id",
      at: span, notes: suggestion.map { [Note("did you mean '\($0)'?")] } ?? [])
  }
}
