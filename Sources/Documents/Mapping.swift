public import Diagnostics

/// Keys and values in the order of the file. Keys are text, and unique.
public struct Mapping: Sendable {
  public struct Entry: Sendable {
    public var key: String
    public var keySpan: SourceSpan
    public var value: Node

    public init(key: String, keySpan: SourceSpan, value: Node) {
      self.key = key
      self.keySpan = keySpan
      self.value = value
    }
  }

  public var entries: [Entry]

  public init(_ entries: [Entry] = []) {
    self.entries = entries
  }

  public var keys: [String] { entries.map(\.key) }

  public func entry(_ key: String) -> Entry? {
    entries.first { $0.key == key }
  }

  public subscript(_ key: String) -> Node? { entry(key)?.value }
}
