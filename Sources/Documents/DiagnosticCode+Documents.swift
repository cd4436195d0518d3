public import Diagnostics

// Codes that every reader of a document uses.
extension DiagnosticCode {
  public static let unknownKey = DiagnosticCode(
    "unknown-key",
    help: """
      A map has a key that nothing reads here. It is refused rather than ignored, because a \
      misspelt key would silently leave its default in force. If the spelling is right, look \
      whether the key belongs one level further in or out.
      """)

  public static let missingKey = DiagnosticCode(
    "missing-key",
    help: """
      A map lacks a key without which it has no meaning. The place is the beginning of the map, or \
      the key itself when it stands there without a value; `~` and `null` count as no value.
      """)

  public static let unknownValue = DiagnosticCode(
    "unknown-value",
    help: """
      A key that takes one of a few words has another. Words are compared exactly, upper and lower \
      case included.
      """)

  public static let wrongKind = DiagnosticCode(
    "wrong-kind",
    help: """
      A value is of another kind than its key needs: a list where text is due, text where a map is \
      due, or text that is not the number, `true` or `false` that is due. Whole numbers are \
      written in plain digits without separators. Often the indentation of the following lines is \
      the cause.
      """)

  public static let outOfRange = DiagnosticCode(
    "out-of-range",
    help: "A number is smaller or larger than its key allows. The message gives the bound.")

  public static let duplicateKey = DiagnosticCode(
    "duplicate-key",
    help: """
      A map has the same key twice. YAML forbids it, and many readers silently take the last one, \
      so the file would mean different things to different programs. Remove one, or merge their \
      values.
      """)

  public static let badPath = DiagnosticCode(
    "bad-path",
    help: """
      A path such as `finance.horizon` leads through a value that has no parts, or names an item \
      that a list does not have. Path components are keys; in a list they are positions counted \
      from 0.
      """)
}

// Codes of single files.
extension DiagnosticCode {
  public static let notUTF8 = DiagnosticCode(
    "not-utf-8",
    help: """
      A file is not encoded as UTF-8. Save it again as UTF-8; a byte order mark does no harm. \
      UTF-16, which some editors on Windows call Unicode, is not read.
      """)

  public static let fileTooLarge = DiagnosticCode(
    "file-too-large",
    help: """
      A file, or a file and its imports together, hold more than 16 MB. Plans and datasheets stay \
      far below; tables of measurements belong in CSV files.
      """)

  public static let syntaxError = DiagnosticCode(
    "syntax-error",
    help: """
      A file is not well-formed YAML. The place is where reading stopped, which can be after the \
      mistake: look at the line above as well, for a missing quote, bracket or colon, and for \
      indentation that differs from its neighbours. Text that holds `: ` or ` #`, or begins with \
      one of `@ & * ! | > { [ % "`, needs quotes.
      """)

  public static let tabIndentation = DiagnosticCode(
    "tab-indentation",
    help: """
      A line is indented with a tab. YAML indents with spaces only, because tabs have no agreed \
      width. Set the editor to write spaces in YAML files.
      """)

  public static let emptyDocument = DiagnosticCode(
    "empty-document",
    help: "A file holds nothing but blanks and comments, where a map of keys was due.")

  public static let severalDocuments = DiagnosticCode(
    "several-documents",
    help: """
      A file holds a second YAML document after a line with `---` or `...`. Only one is read; put \
      the other into a file of its own.
      """)

  public static let nestingTooDeep = DiagnosticCode(
    "nesting-too-deep",
    help: """
      More than 128 lists and maps stand inside each other, aliases included. No real plan does \
      this; the limit keeps a broken or hostile file from exhausting the stack.
      """)

  public static let tooManyValues = DiagnosticCode(
    "too-many-values",
    help: """
      A file and its imports hold more than 1,000,000 values, where each alias counts as much as \
      what it stands for. A few lines of nested aliases can stand for billions of values; the \
      limit keeps them from taking all memory.
      """)

  public static let unknownAlias = DiagnosticCode(
    "unknown-alias",
    help: """
      An alias `*name` has no anchor `&name` before it in the same file. Anchors do not reach into \
      imports. Text that begins with an asterisk needs quotes.
      """)

  public static let selfAlias = DiagnosticCode(
    "self-alias",
    help: "An alias stands inside the value that it names, so the value would contain itself.")

  public static let keyNotText = DiagnosticCode(
    "key-not-text",
    help: """
      A key is a list, a map or nothing at all. Keys are text here. A template placeholder such as \
      `{{name}}` without quotes reads as a map and causes this too.
      """)

  public static let mergeKey = DiagnosticCode(
    "merge-key",
    help: """
      The merge key `<<` of YAML 1.1 is not read: YAML 1.2 dropped it and readers disagree on what \
      it does. Put what is shared into a file of its own and name it with `import:`, or repeat it.
      """)

  public static let unknownTag = DiagnosticCode(
    "unknown-tag",
    help: """
      A value has a tag other than those of YAML's core schema, or one that does not fit it. Tags \
      are not needed: the schema of the file decides what each value is. Text that begins with an \
      exclamation mark needs quotes.
      """)
}

// Codes of reading and importing.
extension DiagnosticCode {
  public static let unreadableFile = DiagnosticCode(
    "unreadable-file",
    help: """
      A file could not be read. Paths in `import:` are relative to the folder of the file that \
      holds them, not to the working folder.
      """)

  public static let importOutside = DiagnosticCode(
    "import-outside",
    help: """
      An import names a file by an absolute path, or one outside the folder of the first file, by \
      `..` or by a symbolic link. A plan must work on another machine, and a plan from somebody \
      else must not read your other files. Copy the file into the plan's folder.
      """)

  public static let importCycle = DiagnosticCode(
    "import-cycle",
    help: """
      A file imports itself, directly or through other files, so there is no order in which they \
      could be merged. Move what both need into a third file.
      """)

  public static let tooManyImports = DiagnosticCode(
    "too-many-imports",
    help: "More than 64 imports, where a file that is named twice counts twice.")

  /// Every code of this module, for lists of help and for tests.
  public static let documents: [DiagnosticCode] = [
    unknownKey, missingKey, unknownValue, wrongKind, outOfRange, duplicateKey, badPath, notUTF8,
    fileTooLarge, syntaxError, tabIndentation, emptyDocument, severalDocuments, nestingTooDeep,
    tooManyValues, unknownAlias, selfAlias, keyNotText, mergeKey, unknownTag, unreadableFile,
    importOutside, importCycle, tooManyImports,
  ]
}
