import JSON

/// What a result for sharing says of itself.
public enum Redaction: Sendable, Hashable {
  /// Secrets were taken out of what is reported: see ``Planning/Outcome/redacted(_:)``.
  case done
  /// There was nothing to take out.
  case unneeded

  var note: String {
    switch self {
    case .done:
      """
      Redacted for sharing: a private quote or a price of the plan's own is in this result. Whatever \
      follows from one is ••• or left out, and so are words of the plan that hold a number.
      """
    case .unneeded:
      "Nothing is redacted: no private quote and no price of the plan's own is in it."
    }
  }
}

extension Report {
  /// The report of a result for sharing, saying so.
  public func marked(_ redaction: Redaction) -> Report {
    var copy = self
    copy.blocks.append(.note(redaction.note))
    if redaction == .done, case .object(let members)? = data {
      copy.data = .object(members + [JSONValue.Member("redacted", .string(redaction.note))])
    }
    return copy
  }
}
