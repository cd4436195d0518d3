public import Diagnostics

// Each reader returns nil after it has reported, so that one mistake gives one message. `what` is
// the noun of the message: "precision", "number of nodes".
extension Node {
  /// The text of a scalar; null is no text, but quotes without anything between them are.
  public func text(_ what: String, into diagnostics: inout DiagnosticList) -> String? {
    guard let scalar, !isNull else {
      diagnostics.append(.wrongKind(expected: "text", for: what, found: self))
      return nil
    }
    return scalar.text
  }

  /// The items of a list. Where a single value may stand for a list of one, use `listOrOne`.
  public func list(_ what: String, into diagnostics: inout DiagnosticList) -> [Node]? {
    guard let sequence else {
      diagnostics.append(.wrongKind(expected: "a list", for: what, found: self))
      return nil
    }
    return sequence
  }

  /// One of a few words, spelt exactly.
  public func choice(
    _ what: String, among choices: [String], into diagnostics: inout DiagnosticList
  ) -> String? {
    guard let text = text(what, into: &diagnostics) else { return nil }
    guard choices.contains(text) else {
      diagnostics.append(.unknownValue(text, what: what, among: choices, at: span))
      return nil
    }
    return text
  }

  /// A whole number in plain digits, with a sign at most.
  public func integer(
    _ what: String, in range: ClosedRange<Int> = Int.min...Int.max,
    into diagnostics: inout DiagnosticList
  ) -> Int? {
    guard let scalar, !isNull, let value = Int(scalar.text) else {
      diagnostics.append(.wrongKind(expected: "a whole number", for: what, found: self))
      return nil
    }
    guard range.contains(value) else {
      diagnostics.append(.outOfRange(value, what: what, range: range, at: span))
      return nil
    }
    return value
  }

  /// `true` or `false`; YAML 1.1's other spellings (`yes`, `on`) are refused.
  public func boolean(_ what: String, into diagnostics: inout DiagnosticList) -> Bool? {
    switch scalar?.text {
    case "true": return true
    case "false": return false
    default:
      diagnostics.append(.wrongKind(expected: "true or false", for: what, found: self))
      return nil
    }
  }
}
