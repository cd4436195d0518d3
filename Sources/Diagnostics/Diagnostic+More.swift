extension DiagnosticCode {
  static let moreDiagnostics = DiagnosticCode(
    "more-diagnostics",
    help: """
      There is more to say than is shown: 100 messages, errors before warnings. Mend these first; \
      often one mistake, such as a quote that never closes, makes all the others.
      """)
}

extension Diagnostic {
  static func more(_ count: Int) -> Diagnostic {
    Diagnostic(.note, .moreDiagnostics, "and \(grouped(count)) more")
  }
}

/// A number with commas between its thousands.
public func grouped(_ number: Int) -> String {
  let digits = Array(String(number))
  return digits.indices.map { index in
    let isBreak = index > 0 && (digits.count - index).isMultiple(of: 3)
    return (isBreak ? "," : "") + String(digits[index])
  }.joined()
}
