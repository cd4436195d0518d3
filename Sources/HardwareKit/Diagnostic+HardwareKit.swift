public import Diagnostics
public import Documents
public import Units

/// Kinds of mistakes in quantities and in data files.
extension DiagnosticCode {
  public static let quantity = DiagnosticCode(
    "quantity",
    help: """
      A quantity is a number with a unit, such as '48 GB', '$2.20/h', '15.6 T tokens' or '40%'; \
      '38% to 43%' is an interval that holds 90 % of cases. Numbers have no commas, and a unit is \
      always written out, so that nothing is guessed.
      """)
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
    .quantity, .dataFile, .unknownProduct, .ambiguousProduct, .unknownModel, .contract,
  ]
}

/// Wording of this module.
extension Diagnostic {
  /// A list that should have another number of items.
  static func listLength(
    _ found: Int, wanted: Int, _ what: String, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .error, .quantity, "expected \(wanted) values in \(what), found \(found)", at: span)
  }

  /// A mistake inside the text of a scalar, at the place inside it.
  public static func quantity(_ error: QuantityError, at node: Node) -> Diagnostic {
    var span = node.span
    // Quotes shift the text by one; block scalars are pointed at as a whole.
    switch node.scalar?.style {
    case .plain, nil:
      span.column += error.offset
      span.length = max(1, error.length)
    case .quoted:
      span.column += error.offset + 1
      span.length = max(1, error.length)
    case .block: break
    }
    return Diagnostic(
      .error, .quantity, error.message, at: span,
      notes: error.fixIt.map { [Note("write '\($0)'")] } ?? [])
  }

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
