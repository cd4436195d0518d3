/// One thing to tell a user about a file: what is wrong, where, and what would put it right.
///
/// Text is lower case without a full stop; the user's own words stand in single quotes; what was
/// expected comes before what was found. The words themselves are written in one extension of this
/// type a module, never where the mistake is found.
public struct Diagnostic: Error, Sendable, Hashable {
  public enum Severity: String, Sendable, Hashable {
    case error, warning, note
  }

  /// A further line below the message, with a place of its own where it has one.
  public struct Note: Sendable, Hashable {
    public var message: String
    public var span: SourceSpan?

    public init(_ message: String, at span: SourceSpan? = nil) {
      self.message = message
      self.span = span
    }
  }

  public var severity: Severity
  public var code: DiagnosticCode
  public var message: String
  public var span: SourceSpan?
  public var notes: [Note]

  public init(
    _ severity: Severity, _ code: DiagnosticCode, _ message: String, at span: SourceSpan? = nil,
    notes: [Note] = []
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.span = span
    self.notes = notes
  }
}
