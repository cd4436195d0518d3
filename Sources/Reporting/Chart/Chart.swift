/// A picture of a table: how its columns are drawn. The table says the same in numbers.
public struct Chart: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Columns: the bar, the part of it, its amount. Parts below zero stand left of the axis.
    case bars
    /// Columns: x, then one for each line. A pair whose keys end in `_p5` and `_p95` is a band around
    /// the line before it.
    case lines
    /// Columns: the name of a point, x, y, and its rank: `chosen`, `frontier` or `dominated`.
    case points
    /// Columns: the input, its value at both ends, and the result at both.
    case tornado
  }

  /// A value that is marked across the picture: the price of the plan, a limit.
  public struct Mark: Sendable, Hashable {
    public enum Axis: String, Sendable, Hashable { case x, y }

    public var axis: Axis
    public var value: Double
    public var label: String

    public init(_ axis: Axis, at value: Double, _ label: String) {
      self.axis = axis
      self.value = value
      self.label = label
    }
  }

  /// The unit in which an axis counts its numbers.
  public enum Scale: String, Sendable, Hashable {
    case plain, money
    /// Raw numbers are dollars a second.
    case moneyPerHour
  }

  public var kind: Kind
  public var title: String
  /// What the picture shows, for who cannot see it.
  public var summary: String
  public var x: Axis
  public var y: Axis
  public var marks: [Mark]
  public var table: Table

  public struct Axis: Sendable, Hashable {
    public var title: String
    public var scale: Scale

    public init(_ title: String, _ scale: Scale = .plain) {
      self.title = title
      self.scale = scale
    }
  }

  public init(
    _ kind: Kind, title: String, summary: String, x: Axis, y: Axis, marks: [Mark] = [],
    table: Table
  ) {
    self.kind = kind
    self.title = title
    self.summary = summary
    self.x = x
    self.y = y
    self.marks = marks
    self.table = table
  }
}
