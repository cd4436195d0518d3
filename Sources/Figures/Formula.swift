public import Units

/// An expression as data: a node of a graph with its operation, its value and its dimension.
///
/// Nodes have identity, so that a sub-expression that is used twice stays one node and a cash flow
/// of many months does not explode. A node's value is computed when it is made, with the same
/// operation that ``Scratch`` performs.
public struct Formula: Sendable {
  public let node: Node

  public enum Operation: Sendable, Hashable {
    case literal
    case figure(String)
    case add, subtract, multiply, divide
    case larger, smaller, exponential, logarithm, power, norm, ceiling
    /// Operands: a, b, then, otherwise.
    case select
    case solve(Solver)
  }

  /// What is known of a node's dimension.
  public enum Shape: Sendable, Hashable {
    /// Zero: the zero of any dimension.
    case any
    case of(Dimension)
    /// Operands that do not go together; the text says which.
    case mismatch(String)
  }

  public final class Node: Sendable {
    public let operation: Operation
    /// Written by `init` and `deinit` alone.
    private nonisolated(unsafe) var below: [Node]
    public let value: Double
    public let shape: Shape
    /// Its own and that of all operands.
    public let taint: Taint

    init(
      _ operation: Operation, _ operands: [Node], _ value: Double, _ shape: Shape, _ own: Taint = []
    ) {
      taint = operands.reduce(own) { $0.union($1.taint) }
      self.operation = operation
      below = operands
      self.value = value
      self.shape = shape
    }

    /// Frees what only this node held in a loop: a sum of a million terms is a chain of a million
    /// nodes, and each would free the next from its own `deinit`.
    deinit {
      guard !below.isEmpty else { return }
      var pending = below
      below = []
      while var node = pending.popLast() {
        guard !node.below.isEmpty, isKnownUniquelyReferenced(&node) else { continue }
        pending.append(contentsOf: node.below)
        node.below = []
      }
    }

    public var operands: [Node] { below }

    var isZero: Bool { operation == .literal && value == 0 }
  }

  init(_ operation: Operation, _ operands: [Formula], _ value: Double, _ shape: Shape) {
    node = Node(operation, operands.map(\.node), value, shape)
  }

  init(node: Node) { self.node = node }

  public var value: Double { node.value }

  public var taint: Taint { node.taint }

  /// A reference to a figure by its full name, which tells what the figure tells.
  public static func figure(
    _ name: String, value: Double, dimension: Dimension, taint: Taint
  ) -> Formula {
    Formula(node: Node(.figure(name), [], value, .of(dimension), taint))
  }
}

extension Formula: Algebra {
  public init(integerLiteral value: Int) {
    self.init(.literal, [], Double(value), value == 0 ? .any : .of(.none))
  }

  public static func + (a: Formula, b: Formula) -> Formula {
    // A sum starts from the literal zero, which nobody wants to read.
    if a.node.isZero { return b }
    // Counting, as of the periods of a loan, gives a number and no chain of ones.
    if a.node.operation == .literal, b.node.operation == .literal {
      return Formula(.literal, [], a.value + b.value, a.node.shape)
    }
    return Formula(.add, [a, b], a.value + b.value, Shape.same(a, b, "+"))
  }

  public static func - (a: Formula, b: Formula) -> Formula {
    Formula(.subtract, [a, b], a.value - b.value, Shape.same(a, b, "-"))
  }

  public static func * (a: Formula, b: Formula) -> Formula {
    Formula(.multiply, [a, b], a.value * b.value, Shape.product(a, b) { $0 * $1 })
  }

  public static func / (a: Formula, b: Formula) -> Formula {
    Formula(.divide, [a, b], a.value / b.value, Shape.product(a, b) { $0 / $1 })
  }

  public static func larger(_ a: Formula, _ b: Formula) -> Formula {
    Formula(.larger, [a, b], Double.larger(a.value, b.value), Shape.same(a, b, "max"))
  }

  public static func smaller(_ a: Formula, _ b: Formula) -> Formula {
    Formula(.smaller, [a, b], Double.smaller(a.value, b.value), Shape.same(a, b, "min"))
  }

  public static func exponential(_ a: Formula) -> Formula {
    Formula(.exponential, [a], Double.exponential(a.value), Shape.bare(a, "exp"))
  }

  public static func logarithm(_ a: Formula) -> Formula {
    Formula(.logarithm, [a], Double.logarithm(a.value), Shape.bare(a, "log"))
  }

  public static func power(_ base: Formula, _ exponent: Formula) -> Formula {
    Formula(
      .power, [base, exponent], Double.power(base.value, exponent.value),
      Shape.both(Shape.bare(base, "pow"), Shape.bare(exponent, "pow")))
  }

  public static func norm(_ a: Formula, _ b: Formula, _ p: Formula) -> Formula {
    Formula(
      .norm, [a, b, p], Double.norm(a.value, b.value, p.value),
      Shape.both(Shape.bare(p, "norm"), Shape.same(a, b, "norm")))
  }

  public static func ceiling(_ a: Formula) -> Formula {
    Formula(.ceiling, [a], Double.ceiling(a.value), Shape.bare(a, "ceil"))
  }

  public static func select(
    _ a: Formula, atMost b: Formula, then: Formula, otherwise: Formula
  ) -> Formula {
    Formula(
      .select, [a, b, then, otherwise],
      Double.select(a.value, atMost: b.value, then: then.value, otherwise: otherwise.value),
      Shape.both(Shape.same(a, b, "if"), Shape.same(then, otherwise, "if")))
  }
}

extension Formula.Shape {
  /// Both operands must have one dimension; the result has it too.
  static func same(_ a: Formula, _ b: Formula, _ name: String) -> Self {
    switch (a.node.shape, b.node.shape) {
    case (.mismatch, _): a.node.shape
    case (_, .mismatch): b.node.shape
    case (.any, let other), (let other, .any): other
    case (.of(let x), .of(let y)):
      x == y ? .of(x) : .mismatch("'\(name)' of \(x) and \(y)")
    }
  }

  static func product(
    _ a: Formula, _ b: Formula, _ combine: (Dimension, Dimension) -> Dimension
  ) -> Self {
    switch (a.node.shape, b.node.shape) {
    case (.mismatch, _): a.node.shape
    case (_, .mismatch): b.node.shape
    case (.any, _), (_, .any): .any
    case (.of(let x), .of(let y)): .of(combine(x, y))
    }
  }

  static func bare(_ a: Formula, _ name: String) -> Self {
    switch a.node.shape {
    case .mismatch: a.node.shape
    case .any: .of(.none)
    case .of(let x): x == .none ? .of(.none) : .mismatch("'\(name)' of \(x)")
    }
  }

  /// The second shape, unless the first is already wrong.
  static func both(_ first: Self, _ second: Self) -> Self {
    if case .mismatch = first { first } else { second }
  }
}
