public import Diagnostics

/// Mistakes in files of other tools, and what they do not say.
extension DiagnosticCode {
  public static let unknownFormat = DiagnosticCode(
    "unknown-format",
    help: """
      The content of a file is none of those that this import reads. The page 'Importing' of the \
      documentation lists them with what they are recognised by; '--from' names one where the content \
      leaves it open.
      """)
  public static let notJSON = DiagnosticCode(
    "not-json",
    help: """
      A file that begins as JSON does not go on so: it may have been cut off while it was written, or be \
      two files in one. Nothing of it is imported.
      """)
  public static let badFigure = DiagnosticCode(
    "bad-figure",
    help: """
      A figure of an imported file cannot be what it is called: no number, negative, zero where something \
      was measured, or not finite. Nothing of the file is imported, because the figures beside it come from \
      the same run.
      """)
  public static let missingFigure = DiagnosticCode(
    "missing-figure",
    help: """
      An imported file lacks a figure without which the run says nothing, such as the number of requests \
      that were completed. Other versions of the tool may write it under another name; the page 'Importing' \
      lists those that are read.
      """)
  public static let notAskedFor = DiagnosticCode(
    "not-in-the-file",
    help: """
      The file cannot know something that a row needs: which accelerator, how many, how the model was laid \
      out over them, in which number format, by which engine. It is asked for with an option, and never \
      guessed.
      """)
  public static let contradiction = DiagnosticCode(
    "contradiction",
    help: """
      An option says one thing and the file another, or two figures of one file cannot both hold. Leave the \
      option out, or import the files that differ one at a time.
      """)
  public static let importedTwice = DiagnosticCode(
    "imported-twice",
    help: """
      The run is in the table already: its 'run_id', the digest of the file's bytes with the place of the \
      run in it, stands there. The name and the folder of the file do not matter.
      """)
  public static let leftOutOfImport = DiagnosticCode(
    "left-out",
    help: """
      Part of a file was passed over, and the message says what and why: requests that failed, prices \
      without a model that the catalogue has, lines that are no measurements.
      """)
  public static let doubtfulImport = DiagnosticCode(
    "doubtful",
    help: """
      What was imported is usable with care, and the message says why: a run with failed requests, a trace \
      that is too short to hold a daily peak, a price that is far from those of its like.
      """)
  public static let tooLargeToImport = DiagnosticCode(
    "too-large",
    help: """
      A JSON file is held in memory up to 64 MB, and so is a line of any file. Larger ones are read where \
      they are tables or one object a line; most tools can write their results without the list of single \
      requests.
      """)

  public static let importers: [DiagnosticCode] = [
    .unknownFormat, .notJSON, .badFigure, .missingFigure, .notAskedFor, .contradiction,
    .importedTwice,
    .leftOutOfImport, .doubtfulImport, .tooLargeToImport,
  ]
}

/// Wording of this module.
extension Diagnostic {
  static func notJSON(_ message: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(.error, .notJSON, "this is no JSON: \(message)", at: span)
  }

  static func unreadable(_ file: String, _ reason: String) -> Diagnostic {
    Diagnostic(.error, .unknownFormat, "cannot read \(quoted(file)): \(reason)")
  }

  static func emptyImport(_ file: String) -> Diagnostic {
    Diagnostic(
      .error, .unknownFormat, "expected a file of another tool, found no line in \(quoted(file))")
  }

  /// - Parameter known: What this import reads.
  static func unknownFormat(
    _ kind: String, known: [String], at span: SourceSpan, notes: [String] = []
  ) -> Diagnostic {
    Diagnostic(
      .error, .unknownFormat, "expected a file that 'import \(kind)' reads", at: span,
      notes: [Note("it reads \(known.joined(separator: ", "))")] + notes.map { Note($0) })
  }

  static func unknownFormatName(_ name: String, known: [String]) -> Diagnostic {
    let near = closestMatch(to: name, in: known).map { [Note("did you mean '\($0)'?")] } ?? []
    return Diagnostic(
      .error, .unknownFormat,
      "there is no format \(quoted(name)); expected \(known.map { "'\($0)'" }.joined(separator: ", "))",
      notes: near)
  }

  static func badFigure(_ what: String, expected: String, found item: Item) -> Diagnostic {
    badFigure(what, expected: expected, found: item.shown, at: item.span)
  }

  static func badFigure(
    _ what: String, expected: String, found: String, at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(.error, .badFigure, "\(what): expected \(expected), found \(found)", at: span)
  }

  static func missingFigure(_ what: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(.error, .missingFigure, "\(what) is missing", at: span)
  }

  static func tooLargeToImport(_ file: String, line: Int? = nil) -> Diagnostic {
    guard let line else {
      return Diagnostic(
        .error, .tooLargeToImport,
        "\(quoted(file)) is one JSON value of more than 64 MB; leave its list of requests out, or import one object a line"
      )
    }
    return Diagnostic(
      .error, .tooLargeToImport, "this line is longer than 64 MB",
      at: SourceSpan(file: file, line: line, column: 1))
  }

  static func option(_ name: String, isNot value: String, expected: String) -> Diagnostic {
    Diagnostic(.error, .contradiction, "\(name): expected \(expected), found \(quoted(value))")
  }

  static func contradiction(_ message: String, at span: SourceSpan? = nil) -> Diagnostic {
    Diagnostic(.error, .contradiction, message, at: span)
  }

  /// - Parameter options: Each as it is typed, with what it says.
  static func notInTheFile(
    _ format: String, options: [(option: String, what: String)], at span: SourceSpan
  ) -> Diagnostic {
    Diagnostic(
      .error, .notAskedFor,
      "a file of \(format) does not say \(options.map(\.what).joined(separator: ", ")); add \(options.map(\.option).joined(separator: " "))",
      at: span)
  }

  static func unknownModel(_ name: String, suggestion: String?, at span: SourceSpan) -> Diagnostic {
    let notes = suggestion.map { [Note("the nearest is '\($0)'")] } ?? []
    return Diagnostic(
      .error, .notAskedFor,
      "the catalogue has no model \(quoted(name)); name the one that it is with '--model'",
      at: span,
      notes: notes)
  }

  static func unknownProduct(
    _ name: String, suggestion: String?, at span: SourceSpan?
  ) -> Diagnostic {
    let notes = suggestion.map { [Note("did you mean '\($0)'?")] } ?? []
    return Diagnostic(
      .error, .notAskedFor, "no plugin supplies \(quoted(name))", at: span, notes: notes)
  }

  static func openProduct(
    _ name: String, choices: [String], option: String, at span: SourceSpan?
  ) -> Diagnostic {
    Diagnostic(
      .error, .notAskedFor,
      "\(quoted(name)) leaves the form open; say with '\(option)' which of \(choices.map { "'\($0)'" }.joined(separator: ", ")) it is",
      at: span)
  }

  static func importedTwice(_ run: String, table: String, line: Int, at span: SourceSpan)
    -> Diagnostic
  {
    Diagnostic(
      .error, .importedTwice, "this run is in '\(table)' already, as '\(run)'", at: span,
      notes: [Note("it stands here", at: SourceSpan(file: table, line: line, column: 1))])
  }

  static func leftOut(_ message: String, at span: SourceSpan? = nil) -> Diagnostic {
    Diagnostic(.warning, .leftOutOfImport, message, at: span)
  }

  static func doubtful(_ message: String, at span: SourceSpan? = nil) -> Diagnostic {
    Diagnostic(.warning, .doubtfulImport, message, at: span)
  }
}

extension Diagnostic {
  static func lacksColumns(_ columns: [String], table: String) -> Diagnostic {
    Diagnostic(
      .error, .contradiction,
      "the table '\(table)' has no column \(columns.map { "'\($0)'" }.joined(separator: ", ")); add it to its header, or import into another file"
    )
  }
}
