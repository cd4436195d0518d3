/// Everything that was found wrong, thrown once at the end of a pass and never one at a time.
///
/// The list carries the files it speaks of, so that whoever catches it can show the lines.
///
/// It keeps and shows a bounded number of them: nobody reads ten thousand, and a file of any size can
/// have a mistake on each line.
public struct DiagnosticList: Error, Sendable {
  public private(set) var diagnostics: [Diagnostic]
  /// The files that the spans refer to, as far as the pass had them.
  public var sources: SourceMap

  /// Errors, and warnings and notes, that were found and not kept.
  private var unkept = (errors: 0, others: 0)
  private var kept = (errors: 0, others: 0)

  /// So many errors are kept, and as many warnings and notes.
  static let mostKept = 1000
  /// So many are shown; errors before the rest.
  public static let mostShown = 100

  public init(_ diagnostics: [Diagnostic] = [], sources: SourceMap = [:]) {
    self.diagnostics = []
    self.sources = sources
    for diagnostic in diagnostics { append(diagnostic) }
  }

  public var isEmpty: Bool { diagnostics.isEmpty }

  public var hasErrors: Bool { kept.errors > 0 }

  /// How many were found, those that are not kept included.
  public var count: Int { diagnostics.count + unkept.errors + unkept.others }

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
    var list = self
    list.diagnostics = ordered.map(\.element)
    return list
  }

  /// What is shown of it: sorted, at most ``mostShown``, and how many more there are.
  public var shown: DiagnosticList {
    guard count > Self.mostShown else { return sorted }
    let errors = diagnostics.filter { $0.severity == .error }.prefix(Self.mostShown)
    let others = diagnostics.filter { $0.severity != .error }.prefix(Self.mostShown - errors.count)
    var list = DiagnosticList(Array(errors + others), sources: sources).sorted
    list.append(.more(count - Self.mostShown))
    return list
  }

  /// Those that a condition holds for; what was not kept is still counted.
  public func filter(_ isIncluded: (Diagnostic) -> Bool) -> DiagnosticList {
    var list = DiagnosticList(diagnostics.filter(isIncluded), sources: sources)
    list.unkept = unkept
    return list
  }

  public mutating func append(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .error {
      guard kept.errors < Self.mostKept else { return unkept.errors += 1 }
      kept.errors += 1
    } else {
      guard kept.others < Self.mostKept else { return unkept.others += 1 }
      kept.others += 1
    }
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
    for diagnostic in other.diagnostics { append(diagnostic) }
    unkept.errors += other.unkept.errors
    unkept.others += other.unkept.others
    sources.merge(other.sources) { mine, _ in mine }
  }

  /// Ends a pass: throws the sorted list when it holds an error; warnings alone pass.
  public func throwIfErrors() throws(DiagnosticList) {
    if hasErrors { throw sorted }
  }
}
