/// How much of a file is read before it is refused. Real plans stay far below; the limits keep a
/// hostile or broken file from taking all memory or time.
public struct DocumentLimits: Sendable, Hashable {
  /// Bytes in a file and in all its imports together.
  public var bytes: Int
  /// How many lists and maps may stand inside each other.
  public var depth: Int
  /// Values in a file and in all its imports together, counted after aliases are expanded.
  public var values: Int
  /// Imports in all, each counted as often as it is named.
  public var imports: Int

  public static let standard = DocumentLimits(
    bytes: 16_000_000, depth: 128, values: 1_000_000, imports: 64)
}
