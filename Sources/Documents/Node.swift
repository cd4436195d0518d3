public import Diagnostics

/// A value of a YAML file with its place: a scalar, a list or a map.
///
/// Scalars stay text until a schema gives them a type, so that no guess about `no` or `012` is made.
public struct Node: Sendable {
  public enum Content: Sendable {
    case scalar(Scalar)
    case sequence([Node])
    case mapping(Mapping)
  }

  public struct Scalar: Sendable, Hashable {
    public enum Style: Sendable, Hashable { case plain, quoted, block }

    public var text: String
    public var style: Style

    public init(_ text: String, style: Style = .plain) {
      self.text = text
      self.style = style
    }
  }

  public var content: Content
  public var span: SourceSpan

  public init(_ content: Content, at span: SourceSpan) {
    self.content = content
    self.span = span
  }

  public var scalar: Scalar? { if case .scalar(let scalar) = content { scalar } else { nil } }
  public var sequence: [Node]? { if case .sequence(let list) = content { list } else { nil } }
  public var mapping: Mapping? { if case .mapping(let map) = content { map } else { nil } }

  /// An empty plain scalar, `~` or `null`.
  public var isNull: Bool {
    guard let scalar, scalar.style == .plain else { return false }
    return ["", "~", "null"].contains(scalar.text)
  }

  /// The kind in words, for messages.
  public var kindDescription: String {
    switch content {
    case .scalar: isNull ? "nothing" : "text"
    case .sequence: "a list"
    case .mapping: "a map"
    }
  }
}

/// A map in the order of its file, with the place of every key.
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

  public subscript(_ key: String) -> Node? {
    entries.first { $0.key == key }?.value
  }
}
