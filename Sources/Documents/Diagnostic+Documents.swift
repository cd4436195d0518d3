public import Diagnostics

// What schema readers say; other modules use these too.
extension Diagnostic {
  public static func unknownKey(
    _ key: String, in what: String, among known: [String], at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .error, .unknownKey, "unknown key \(quoted(key)) in \(what)", at: span,
      notes: [suggestion(for: key, among: known, called: "known keys")].compactMap { $0 })
  }

  /// - Parameter isNull: whether the key stands there without a value.
  public static func missingKey(
    _ key: String, in what: String, at span: SourceSpan, isNull: Bool = false
  ) -> Diagnostic {
    Diagnostic(
      .error, .missingKey,
      isNull
        ? "key \(quoted(key)) in \(what) has no value" : "missing key \(quoted(key)) in \(what)",
      at: span)
  }

  public static func unknownValue(
    _ text: String, what: String, among known: [String], at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .error, .unknownValue, "unknown \(what) \(quoted(text))", at: span,
      notes: [suggestion(for: text, among: known, called: "known values")].compactMap { $0 })
  }

  /// - Parameter expected: with its article: "a map", "text", "a whole number".
  public static func wrongKind(
    expected: String, for what: String, found: Node
  ) -> Diagnostic {
    var words = found.kindDescription
    var notes: [Note] = []
    if let scalar = found.scalar, !found.isNull {
      words = quoted(scalar.text)
      let digits = scalar.text.filter { !",_ '".contains($0) }
      if expected == "a whole number", digits != scalar.text, Int(digits) != nil {
        notes = [Note("write it as '\(digits)'")]
      }
    }
    return Diagnostic(
      .error, .wrongKind, "expected \(expected) for \(what), found \(words)", at: found.span,
      notes: notes)
  }

  /// - Parameters:
  ///   - text: what is written.
  ///   - expected: the range in words.
  public static func outOfRange(
    _ text: String, for what: String, expected: String, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .error, .outOfRange, "expected \(expected) for \(what), found \(quoted(text))", at: span)
  }

  public static func outOfRange(
    _ value: Int, what: String, range: ClosedRange<Int>, at span: SourceSpan
  ) -> Diagnostic {
    let bound =
      value < range.lowerBound ? "at least \(range.lowerBound)" : "at most \(range.upperBound)"
    return Diagnostic(
      .error, .outOfRange, "expected \(bound) for \(what), found '\(value)'", at: span)
  }

  public static func duplicateKey(
    _ key: String, at span: SourceSpan, first: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .error, .duplicateKey, "key \(quoted(key)) stands twice in this map", at: span,
      notes: [Note("first here", at: first)])
  }

  /// The nearest known name, else all of them while they are few.
  private static func suggestion(
    for text: String, among known: [String], called title: String
  ) -> Note? {
    if let match = closestMatch(to: text, in: known) { return Note("did you mean '\(match)'?") }
    guard !known.isEmpty, known.count <= 16 else { return nil }
    return Note("\(title): " + known.map { "'\($0)'" }.joined(separator: ", "))
  }
}

// Paths of `--set` and scenarios.
extension Diagnostic {
  static func badPath(_ path: [String], _ reason: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .badPath, "cannot set \(quoted(path.joined(separator: "."))): \(reason)", at: span)
  }

  static func badPathText(_ path: [String], depth: Int, at span: SourceSpan) -> Diagnostic {
    badPath(path, "expected a map at \(prefix(path, depth)), found text", at: span)
  }

  static func badPathIndex(
    _ path: [String], depth: Int, count: Int, at span: SourceSpan
  ) -> Diagnostic {
    let reason =
      count == 0
      ? "the list at \(prefix(path, depth)) is empty"
      : "expected a position from 0 to \(count - 1) in the list at \(prefix(path, depth)), "
        + "found \(quoted(path[depth]))"
    return badPath(path, reason, at: span)
  }

  private static func prefix(_ path: [String], _ depth: Int) -> String {
    depth == 0 ? "the top" : quoted(path[..<depth].joined(separator: "."))
  }
}

// Single files.
extension Diagnostic {
  static func utf16(at span: SourceSpan) -> Diagnostic {
    Diagnostic(.error, .notUTF8, "expected UTF-8, found UTF-16", at: span)
  }

  static func notUTF8(byte: UInt8, at span: SourceSpan) -> Diagnostic {
    let digits = String(byte, radix: 16, uppercase: true)
    return Diagnostic(.error, .notUTF8, "expected UTF-8, found the byte 0x\(digits)", at: span)
  }

  static func fileTooLarge(_ limits: DocumentLimits, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .fileTooLarge,
      "expected at most \(grouped(limits.bytes)) bytes in a file and its imports, found more",
      at: span)
  }

  static func emptyDocument(at span: SourceSpan) -> Diagnostic {
    Diagnostic(.error, .emptyDocument, "expected a map, found an empty file", at: span)
  }

  static func severalDocuments(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .severalDocuments, "expected one document in the file, found a second", at: span)
  }

  static func tooDeep(_ limits: DocumentLimits, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .nestingTooDeep,
      "expected at most \(limits.depth) lists and maps inside each other, found more", at: span)
  }

  static func tooManyValues(at span: SourceSpan) -> Diagnostic {
    let limit = grouped(DocumentLimits.standard.values)
    return Diagnostic(
      .error, .tooManyValues,
      "expected at most \(limit) values in a file and its imports, found more", at: span,
      notes: [Note("an alias counts as much as what it stands for")])
  }

  static func unknownAlias(
    _ name: String, among known: [String], at span: SourceSpan
  ) -> Diagnostic {
    let match = closestMatch(to: name, in: known)
    return Diagnostic(
      .error, .unknownAlias, "unknown alias \(quoted("*" + name))", at: span,
      notes: [
        match.map { Note("did you mean '*\($0)'?") }
          ?? Note("text that begins with '*' needs quotes")
      ])
  }

  static func selfAlias(_ name: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .selfAlias, "alias \(quoted("*" + name)) stands inside the value that it names",
      at: span)
  }

  static func keyNotText(_ key: Node, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .keyNotText, "expected text as a key, found \(key.kindDescription)", at: span)
  }

  static func mergeKey(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .mergeKey, "merge key '<<' is not supported", at: span,
      notes: [Note("put what is shared into a file and name it with 'import:'")])
  }

  static func unknownTag(_ tag: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .unknownTag, "unexpected tag \(quoted(tag))", at: span,
      notes: [Note("text that begins with '!' needs quotes")])
  }

  static func tabIndentation(at span: SourceSpan) -> Diagnostic {
    Diagnostic(.error, .tabIndentation, "expected spaces as indentation, found a tab", at: span)
  }
}

// Reading and importing.
extension Diagnostic {
  static func unreadableFile(
    _ name: String, _ error: FileReadError, at span: SourceSpan?
  ) -> Diagnostic {
    Diagnostic(
      .error, .unreadableFile, "cannot read \(quoted(name)): \(error.reason)", at: span)
  }

  static func importRefused(
    _ path: String, _ refusal: ImportPath.Refusal, at span: SourceSpan
  ) -> Diagnostic {
    switch refusal {
    case .empty:
      Diagnostic(.error, .unreadableFile, "expected a file name for import, found ''", at: span)
    case .absolute:
      Diagnostic(
        .error, .importOutside,
        "expected a path relative to this file for import, found \(quoted(path))", at: span)
    case .outside:
      Diagnostic(
        .error, .importOutside,
        "import \(quoted(path)) is outside the folder of the first file", at: span)
    }
  }

  static func importCycle(
    _ path: String, at span: SourceSpan, chain: [SourceSpan]
  ) -> Diagnostic {
    Diagnostic(
      .error, .importCycle, "import \(quoted(path)) leads back to itself", at: span,
      notes: chain.map { Note("by way of this import", at: $0) })
  }

  static func tooManyImports(_ limits: DocumentLimits, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .error, .tooManyImports, "expected at most \(limits.imports) imports, found more", at: span)
  }
}
