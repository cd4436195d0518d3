public import Diagnostics

/// The kinds of mistakes that reading a file can meet, and what helps with each.
extension DiagnosticCode {
  public static let yamlSyntax = DiagnosticCode(
    "yaml-syntax",
    help: """
      The file is not YAML at this place. Common reasons are a tab in the indentation, a missing \
      space after a colon, an unclosed quote or bracket, and a value that starts with a special \
      character and needs quotes.
      """)
  public static let encoding = DiagnosticCode(
    "encoding",
    help: "Files are UTF-8. Save the file again as UTF-8 without other encodings mixed in.")
  public static let fileTooLarge = DiagnosticCode(
    "file-too-large",
    help: "A file and all its imports together may hold 16 MB. Split data out or leave it out.")
  public static let nestingTooDeep = DiagnosticCode(
    "nesting-too-deep", help: "Lists and maps may be nested 128 deep; no plan needs that many.")
  public static let tooManyNodes = DiagnosticCode(
    "too-many-nodes",
    help: """
      Aliases were expanded to more than a million values. Aliases of aliases multiply; write the \
      values out or use fewer of them.
      """)
  public static let alias = DiagnosticCode(
    "alias",
    help: """
      An alias ('*name') repeats the value that an anchor ('&name') marks earlier in the same file. \
      It cannot stand before its anchor or inside the value that the anchor marks.
      """)
  public static let severalDocuments = DiagnosticCode(
    "several-documents",
    help: "A file holds one document. Remove the second '---', or put the rest in its own file.")
  public static let emptyFile = DiagnosticCode(
    "empty-file",
    help: "The file holds no value. 'headroom init' writes a plan to start from.")
  public static let duplicateKey = DiagnosticCode(
    "duplicate-key",
    help: "A map names each key once. The note points at the first; keep one of the two.")
  public static let unsupportedYAML = DiagnosticCode(
    "unsupported-yaml",
    help: """
      Plans use maps, lists, text, anchors and aliases. Keys that are lists or maps, merge keys \
      ('<<') and type tags ('!name') are refused: 'import:' merges files, and units in the text \
      say what a value is.
      """)
  public static let unreadableFile = DiagnosticCode(
    "unreadable-file",
    help: "The file could not be read. The message says why: check its name, place and rights.")
  public static let importCycle = DiagnosticCode(
    "import-cycle",
    help: "Files import each other in a circle. Move what both need into a third file.")
  public static let importOutside = DiagnosticCode(
    "import-outside",
    help: """
      Imports stay inside the folder of the first plan, so that a plan from elsewhere cannot read \
      other files. Copy the file there, or start from a plan further up.
      """)
  public static let tooManyImports = DiagnosticCode(
    "too-many-imports", help: "A plan may import 64 files in all.")
  public static let unknownKey = DiagnosticCode(
    "unknown-key",
    help: "There is no such key here. The note names the closest one; the documentation lists all.")
  public static let missingKey = DiagnosticCode(
    "missing-key", help: "A key that has no default is missing from this map.")
  public static let unknownValue = DiagnosticCode(
    "unknown-value", help: "The value is not one of those that the key takes.")
  public static let wrongKind = DiagnosticCode(
    "wrong-kind", help: "A list, a map or text stands where another of the three is due.")
  public static let unknownPath = DiagnosticCode(
    "unknown-path",
    help: "A dotted path of a scenario or of '--set' leads through a value that is not a map.")

  /// All codes of this module.
  public static let documents: [DiagnosticCode] = [
    .yamlSyntax, .encoding, .fileTooLarge, .nestingTooDeep, .tooManyNodes, .alias,
    .severalDocuments, .emptyFile, .duplicateKey, .unsupportedYAML, .unreadableFile, .importCycle,
    .importOutside, .tooManyImports, .unknownKey, .missingKey, .unknownValue, .wrongKind,
    .unknownPath,
  ]
}
