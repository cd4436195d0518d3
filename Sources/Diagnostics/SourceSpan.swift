/// A place in a file that a user wrote: where a value stands, and how far it reaches.
///
/// Lines and columns count from 1; columns count Unicode scalars, as editors show them.
public struct SourceSpan: Sendable, Hashable {
  /// The name of the file as the user gave it, or as an import found it.
  public var file: String
  public var line: Int
  public var column: Int
  /// How many scalars the value covers on its first line, at least 1.
  public var length: Int

  public init(file: String, line: Int, column: Int, length: Int = 1) {
    self.file = file
    self.line = line
    self.column = column
    self.length = max(1, length)
  }
}

extension SourceSpan: Comparable {
  public static func < (a: SourceSpan, b: SourceSpan) -> Bool {
    (a.file, a.line, a.column) < (b.file, b.line, b.column)
  }
}

extension SourceSpan: CustomStringConvertible {
  public var description: String { "\(file):\(line):\(column)" }
}
