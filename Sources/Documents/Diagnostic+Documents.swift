public import Diagnostics

/// All wording of this module.
extension Diagnostic {
  static func syntax(_ problem: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(.error, .yamlSyntax, "expected YAML, found a mistake: \(problem)", at: span)
  }
  static func notUTF8(at span: SourceSpan) -> Diagnostic {
    Diagnostic(.error, .encoding, "expected UTF-8 text, found other bytes", at: span)
  }
  static func tooLarge(_ name: String, bytes: Int) -> Diagnostic {
    Diagnostic(
      .error, .fileTooLarge, "expected at most 16 MB with all imports, found \(bytes) bytes",
      at: SourceSpan(file: name, line: 1, column: 1))
  }
  static func tooDeep(at span: SourceSpan) -> Diagnostic {
    Diagnostic(.error, .nestingTooDeep, "expected at most 128 nested lists and maps", at: span)
  }
  static func tooMany(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .tooManyNodes, "expected at most 1000000 values, found more after aliases", at: span)
  }
  static func unknownAlias(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(.error, .alias, "there is no anchor '\(name)' before this alias", at: span)
  }
  static func selfAlias(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .alias, "the alias '\(name)' stands inside the value that it repeats", at: span)
  }
  static func secondDocument(at span: SourceSpan) -> Diagnostic {
    Diagnostic(.error, .severalDocuments, "expected one document, found a second", at: span)
  }
  static func empty(_ name: String) -> Diagnostic {
    Diagnostic(
      .error, .emptyFile, "expected a value, found an empty file",
      at: SourceSpan(file: name, line: 1, column: 1))
  }
  static func duplicate(_ key: String, at span: SourceSpan, first: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .duplicateKey, "the key '\(key)' stands twice in one map", at: span,
      notes: [Note("first here", at: first)])
  }
  static func keyNotText(at span: SourceSpan) -> Diagnostic {
    Diagnostic(.error, .unsupportedYAML, "expected text as a key", at: span)
  }
  static func mergeKey(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .unsupportedYAML, "merge keys '<<' are not read", at: span,
      notes: [Note("'import:' at the top of a plan merges whole files")])
  }
  static func tag(_ tag: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(.error, .unsupportedYAML, "type tags such as '\(tag)' are not read", at: span)
  }
  static func unreadable(
    _ path: String, _ reason: String, at span: SourceSpan?
  ) -> Diagnostic {
    Diagnostic(.error, .unreadableFile, "cannot read '\(path)': \(reason)", at: span)
  }
  static func cycle(_ path: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .importCycle, "'\(path)' imports itself, directly or through others", at: span)
  }
  static func outside(_ path: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .importOutside, "expected a path inside the plan's folder, found '\(path)'", at: span)
  }
  static func importCount(at span: SourceSpan) -> Diagnostic {
    Diagnostic(.error, .tooManyImports, "expected at most 64 imported files", at: span)
  }
  static func patchThrough(_ path: String, _ kind: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .unknownPath, "'\(path)' is \(kind), so nothing can be set inside it", at: span)
  }

  /// A key that its map does not take.
  public static func unknownKey(
    _ key: String, in what: String, known: [String], at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .error, .unknownKey, "unknown key '\(key)' in \(what)", at: span,
      notes: suggestion(for: key, among: known))
  }
  public static func missingKey(
    _ key: String, in what: String, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(.error, .missingKey, "expected a key '\(key)' in \(what), found none", at: span)
  }
  public static func wrongKind(
    expected: String, found node: Node, what: String
  ) -> Diagnostic {
    Diagnostic(
      .error, .wrongKind, "expected \(expected) for \(what), found \(node.kindDescription)",
      at: node.span)
  }
  /// A value that is none of those its key takes.
  public static func unknownValue(
    _ text: String, what: String, known: [String], at span: SourceSpan
  ) -> Diagnostic {
    let close = suggestion(for: text, among: known)
    return Diagnostic(
      .error, .unknownValue, "unknown \(what) '\(text)'", at: span,
      notes: close.isEmpty && known.count <= 12
        ? [Note("expected one of: \(known.joined(separator: ", "))")] : close)
  }

  /// A note with the closest known word, when one is close.
  public static func suggestion(for text: String, among known: [String]) -> [Note] {
    closestMatch(to: text, in: known).map { [Note("did you mean '\($0)'?")] } ?? []
  }
}
