/// Everything that was found wrong, thrown once at the end of a pass and never one at a time.
///
/// The list carries the files it speaks of, so that whoever catches it can show the lines.
public struct DiagnosticList: Error, Sendable {
  public var diagnostics: [Diagnostic]
  /// The files that the spans refer to, as far as the pass had them.
  public var sources: SourceMap

  public init(_ diagnostics: [Diagnostic] = [], sources: SourceMap = [:]) {
    self.diagnostics = diagnostics
    self.sources = sources
  }

  public var isEmpty: Bool { diagnostics.isEmpty }

  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// The same diagnostics by file, line and column; those without a place come last, and equals
  /// keep the order in which they were found.
  public var sorted: DiagnosticList {
    let ordered = diagnostics.enumerated().sorted { a, b in
      switch (a.element.span, b.element.span) {
      case (let left?, let right?) where left < right: true
      case (let left?, let right?) where right < left: false
      case (_?, nil): true
      case (nil, _?): false
      default: a.offset < b.offset
      }
    }
    return DiagnosticList(ordered.map(\.element), sources: sources)
  }

  public mutating func append(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
  }

  public mutating func add(
    error code: DiagnosticCode, _ message: String, at span: SourceSpan? = nil,
    notes: [Diagnostic.Note] = []
  ) {
    append(Diagnostic(.error, code, message, at: span, notes: notes))
  }

  public mutating func add(
    warning code: DiagnosticCode, _ message: String, at span: SourceSpan? = nil,
    notes: [Diagnostic.Note] = []
  ) {
    append(Diagnostic(.warning, code, message, at: span, notes: notes))
  }

  /// Takes over the diagnostics of another pass, and its files.
  public mutating func merge(_ other: DiagnosticList) {
    diagnostics += other.diagnostics
    sources.merge(other.sources) { mine, _ in mine }
  }

  /// Ends a pass: throws the sorted list when it holds an error; warnings alone pass.
  public func throwIfErrors() throws(DiagnosticList) {
    if hasErrors { throw sorted }
  }
}
