/// A formula as text that people can read and ``FormulaParser`` can read back.
///
/// Figures stand by name, operators are infix with spaces around them (names contain hyphens), and
/// the rest are functions: `max`, `min`, `exp`, `log`, `pow`, `norm`, `ceil`, `if(a <= b, then, otherwise)`.
/// Parentheses appear only where precedence or grouping needs them.
extension Formula {
  public var text: String {
    var result = ""
    Self.write(node, in: 0, isRight: false, to: &result)
    return result
  }

  private static func write(
    _ node: Node, in outer: Int, isRight: Bool, to result: inout String
  ) {
    switch node.operation {
    case .literal:
      result += literal(node.value)
    case .figure(let name):
      result += name
    case .add, .subtract, .multiply, .divide:
      let (symbol, level) = node.operation.infix
      // The tree groups from the left: a right operand of the same level needs parentheses.
      let needsParentheses = level < outer || (level == outer && isRight)
      if needsParentheses { result += "(" }
      write(node.operands[0], in: level, isRight: false, to: &result)
      result += " \(symbol) "
      write(node.operands[1], in: level, isRight: true, to: &result)
      if needsParentheses { result += ")" }
    case .select:
      result += "if("
      write(node.operands[0], in: 0, isRight: false, to: &result)
      result += " <= "
      write(node.operands[1], in: 0, isRight: false, to: &result)
      result += ", "
      write(node.operands[2], in: 0, isRight: false, to: &result)
      result += ", "
      write(node.operands[3], in: 0, isRight: false, to: &result)
      result += ")"
    case .larger, .smaller, .exponential, .logarithm, .power, .norm, .ceiling, .solve:
      result += node.operation.functionName + "("
      for (position, operand) in node.operands.enumerated() {
        if position > 0 { result += ", " }
        write(operand, in: 0, isRight: false, to: &result)
      }
      result += ")"
    }
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
