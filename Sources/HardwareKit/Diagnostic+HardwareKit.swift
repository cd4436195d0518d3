public import Diagnostics
import Documents

/// Kinds of mistakes in data files.
extension DiagnosticCode {
  public static let dataFile = DiagnosticCode(
    "data-file",
    help: """
      A datasheet, price or constants file does not have the form that it should. The page \
      'Data' of the documentation describes it.
      """)
  public static let unknownProduct = DiagnosticCode(
    "unknown-product",
    help: "No plugin supplies a product of this name. 'headroom hardware list' prints them all.")
  public static let ambiguousProduct = DiagnosticCode(
    "ambiguous-product",
    help: """
      The name leaves the form open (SXM, PCIe, NVL), and prices and rates differ by form. It was \
      read as the product that the message names; write that name to silence this.
      """)
  public static let unknownModel = DiagnosticCode(
    "unknown-model",
    help: """
      The catalogue has no model of this name. Give the path of a Hugging Face 'config.json' to \
      plan with any other.
      """)

  public static let contract = DiagnosticCode(
    "plugin-contract",
    help: """
      A plugin says in its manifest against which version of the contract it was written. One of \
      another version is not read, since its figures might mean something else.
      """)

  public static let hardwareKit: [DiagnosticCode] = [
    .dataFile, .unknownProduct, .ambiguousProduct, .unknownModel, .contract,
  ]
}

/// Wording of this module.
extension Diagnostic {
  static func badData(_ message: String, at span: SourceSpan?) -> Diagnostic {
    Diagnostic(.error, .dataFile, message, at: span)
  }

  public static func unknownProduct(
    _ name: String, known: [String], at span: SourceSpan?
  ) -> Diagnostic {
    Diagnostic(
      .error, .unknownProduct, "there is no product '\(name)'", at: span,
      notes: closestMatch(to: name, in: known).map { [Note("did you mean '\($0)'?")] } ?? [])
  }

  public static func ambiguousProduct(
    _ name: String, readAs id: String, at span: SourceSpan?
  ) -> Diagnostic {
    Diagnostic(.note, .ambiguousProduct, "'\(name)' is read as '\(id)'", at: span)
  }
}
