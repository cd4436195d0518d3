/// A formula as text that people can read and ``FormulaParser`` can read back.
///
/// Figures stand by name, operators are infix with spaces around them (names contain hyphens), and
/// the rest are functions: `max`, `min`, `exp`, `log`, `pow`, `norm`, `ceil`, `if(a <= b, then, otherwise)`.
/// Parentheses appear only where precedence or grouping needs them.
extension Formula {
  public var text: String {
    var result = ""
    var pending = [Piece.node(node, in: 0, isRight: false)]
    while let piece = pending.popLast() {
      switch piece {
      case .text(let text): result += text
      case .node(let node, let outer, let isRight):
        pending.append(contentsOf: Self.pieces(node, in: outer, isRight: isRight).reversed())
      }
    }
    return result
  }

  /// What is still to be written.
  private enum Piece {
    case text(String)
    case node(Node, in: Int, isRight: Bool)
  }

  private static func pieces(_ node: Node, in outer: Int, isRight: Bool) -> [Piece] {
    switch node.operation {
    case .literal: return [.text(literal(node.value))]
    case .figure(let name): return [.text(name)]
    case .add, .subtract, .multiply, .divide:
      let (symbol, level) = node.operation.infix
      let both: [Piece] = [
        .node(node.operands[0], in: level, isRight: false), .text(" \(symbol) "),
        .node(node.operands[1], in: level, isRight: true),
      ]
      // The tree groups from the left: a right operand of the same level needs parentheses.
      let needsParentheses = level < outer || (level == outer && isRight)
      return needsParentheses ? [.text("(")] + both + [.text(")")] : both
    case .select: return call("if", [" <= ", ", ", ", "], node)
    case .larger, .smaller, .exponential, .logarithm, .power, .norm, .ceiling, .solve:
      return call(
        node.operation.functionName, Array(repeating: ", ", count: node.operands.count), node)
    }
  }

  private static func call(_ name: String, _ between: [String], _ node: Node) -> [Piece] {
    var pieces: [Piece] = [.text(name + "(")]
    for (position, operand) in node.operands.enumerated() {
      if position > 0 { pieces.append(.text(between[position - 1])) }
      pieces.append(.node(operand, in: 0, isRight: false))
    }
    return pieces + [.text(")")]
  }

  /// Whole numbers without a point; anything else in its shortest exact form.
  static func literal(_ value: Double) -> String {
    if let whole = Int64(exactly: value) { return String(whole) }
    return "\(value)"
  }
}

extension Formula.Operation {
  /// Symbol and binding strength of an infix operation.
  var infix: (String, Int) {
    switch self {
    case .add: ("+", 1)
    case .subtract: ("-", 1)
    case .multiply: ("×", 2)
    default: ("/", 2)
    }
  }

  var functionName: String {
    switch self {
    case .larger: "max"
    case .smaller: "min"
    case .exponential: "exp"
    case .logarithm: "log"
    case .power: "pow"
    case .norm: "norm"
    case .solve(let solver): solver.name
    default: "ceil"
    }
  }
}
