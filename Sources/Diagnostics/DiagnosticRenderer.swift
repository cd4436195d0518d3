/// Writes diagnostics as people read them: place, severity, message and code; the line with a caret
/// under the mistake; the notes.
///
/// ```
/// Plans/fine-tune-llama.yaml:19:16: error: unknown precision 'fp7' [unknown-value]
///    19 |     precision: fp7
///       |                ^~~
/// note: did you mean 'fp8'?
/// ```
///
/// Text that came from a user is escaped, so that no file can steer the terminal. Colour repeats
/// what the words say and is never the only sign.
public struct DiagnosticRenderer: Sendable {
  public var sources: SourceMap
  public var colour: Bool

  /// - Parameters:
  ///   - sources: files to show lines from, beside those that a list brings with it.
  ///   - colour: whether to use ANSI colours.
  public init(sources: SourceMap = [:], colour: Bool = false) {
    self.sources = sources
    self.colour = colour
  }

  /// What a list shows of its diagnostics, sorted by place, each ended by a line break.
  public func render(_ list: DiagnosticList) -> String {
    var renderer = self
    renderer.sources.merge(list.sources) { mine, _ in mine }
    return list.shown.diagnostics.map(renderer.render).joined()
  }

  /// One diagnostic, ended by a line break.
  public func render(_ diagnostic: Diagnostic) -> String {
    let kind = painted(diagnostic.severity.rawValue + ":", style(of: diagnostic.severity))
    let message = painted(SafeText.escaped(diagnostic.message), .bold)
    var text = place(diagnostic.span)
    text += "\(kind) \(message) [\(SafeText.escaped(diagnostic.code.name))]\n"
    text += excerpt(diagnostic.span)
    for note in diagnostic.notes {
      let kind = painted("note:", style(of: .note))
      text += "\(place(note.span))\(kind) \(SafeText.escaped(note.message))\n"
    }
    return text
  }

  private func place(_ span: SourceSpan?) -> String {
    guard let span else { return "" }
    return painted(SafeText.escaped(span.description) + ":", .bold) + " "
  }

  private func excerpt(_ span: SourceSpan?) -> String {
    guard let span, let shown = sources[span.file]?.excerpt(at: span) else { return "" }
    let number = String(span.line)
    let gutter = String(repeating: " ", count: max(0, 5 - number.utf8.count)) + number
    let blank = String(repeating: " ", count: gutter.utf8.count)
    let first = shown.text.isEmpty ? "\(gutter) |" : "\(gutter) | \(shown.text)"
    return "\(first)\n\(blank) | \(shown.indent)\(painted(shown.marker, .caret))\n"
  }

  /// Parameters of the ANSI escape "select graphic rendition" (ECMA-48, section 8.3.117).
  private enum Style: String {
    case bold = "1"
    case error = "1;31"
    case warning = "1;33"
    case note = "1;36"
    case caret = "1;32"
  }

  private func style(of severity: Diagnostic.Severity) -> Style {
    switch severity {
    case .error: .error
    case .warning: .warning
    case .note: .note
    }
  }

  private func painted(_ text: String, _ style: Style) -> String {
    colour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}
