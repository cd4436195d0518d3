public import Diagnostics
public import Documents
public import Units

/// Kinds of mistakes in the values of keys.
extension DiagnosticCode {
  public static let quantity = DiagnosticCode(
    "quantity",
    help: """
      A quantity is a number with a unit, such as '48 GB', '$2.20/h', '15.6 T tokens' or '40%'; \
      '38% to 43%' is an interval that holds 90 % of cases. Numbers have no commas, and a unit is \
      always written out, so that nothing is guessed.
      """)
  public static let outOfPlanRange = DiagnosticCode(
    "impossible-value",
    help: "The number cannot be meant: a negative price, no accelerators, a share above 100 %.")
  public static let conflictingKeys = DiagnosticCode(
    "conflicting-keys", help: "Two keys say the same thing in different ways; keep one of them.")
}

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

  package static func badRange(
    _ what: String, _ expected: String, _ text: String, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .error, .outOfPlanRange, "expected \(expected) for \(what), found '\(text)'", at: span)
  }

  package static func nothingListed(
    _ noun: String, _ what: String, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .error, .outOfPlanRange, "expected at least one \(noun) for \(what), found none", at: span)
  }

  package static func conflict(_ a: String, _ b: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(.error, .conflictingKeys, "'\(a)' and '\(b)' cannot both be given", at: span)
  }
}
