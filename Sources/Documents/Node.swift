public import Diagnostics

/// A value in a YAML file and the place where it stands.
///
/// Scalars stay the text that the user typed: `no`, `012` and `12:30` mean nothing until a reader
/// with a schema gives them a type.
public struct Node: Sendable {
  public enum Content: Sendable {
    case scalar(Scalar)
    case sequence([Node])
    case mapping(Mapping)
  }

  public struct Scalar: Sendable, Hashable {
    public enum Style: Sendable, Hashable {
      case plain, quoted, block
    }

    public var text: String
    public var style: Style

    public init(_ text: String, style: Style = .plain) {
      self.text = text
      self.style = style
    }
  }

  public var content: Content
  /// Where the value stands. A value behind an alias has the place of the value that was anchored.
  public var span: SourceSpan

  public init(_ content: Content, at span: SourceSpan) {
    self.content = content
    self.span = span
  }

  public init(_ text: String, style: Scalar.Style = .plain, at span: SourceSpan) {
    self.init(.scalar(Scalar(text, style: style)), at: span)
  }

  public var scalar: Scalar? {
    if case .scalar(let scalar) = content { scalar } else { nil }
  }

  public var sequence: [Node]? {
    if case .sequence(let items) = content { items } else { nil }
  }

  public var mapping: Mapping? {
    if case .mapping(let mapping) = content { mapping } else { nil }
  }

  /// Whether the value is left out: nothing, `~` or `null`, without quotes.
  public var isNull: Bool {
    guard case .scalar(let scalar) = content, scalar.style == .plain else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.text)
  }

  /// The items of a list; a single value reads as a list of one, and null as an empty list.
  public var listOrOne: [Node] {
    if let sequence { return sequence }
    return isNull ? [] : [self]
  }

  /// The value of a key when this is a map.
  public subscript(_ key: String) -> Node? { mapping?[key] }

  /// What this is, in the words of messages: `a map`, `a list`, `text` or `nothing`.
  public var kindDescription: String {
    switch content {
    case .mapping: "a map"
    case .sequence: "a list"
    case .scalar: isNull ? "nothing" : "text"
    }
  }
}
