import Figures

/// A formula in the language of spreadsheets.
///
/// Figures stand by the names of their cells. A part that the formula uses more than once, or that
/// would make it too long, becomes a cell of its own before it, so that nothing is computed twice and
/// no text passes what a spreadsheet takes.
struct SpreadsheetFormula {
  /// A part with a cell of its own.
  struct Part {
    let name: String
    let text: String
    let value: Double
  }

  private(set) var parts: [Part] = []
  /// Whether the cell can follow its inputs: a function that spreadsheets lack, or a value that they
  /// cannot hold, leaves a number.
  private(set) var isLive = true
  private(set) var text = ""

  /// Spreadsheets take 8,192 characters.
  private static let longest = 4000

  private let cell: (String) -> String
  private let partName: (Int) -> String
  private let range: ([String]) -> String?
  private var uses: [ObjectIdentifier: Int] = [:]
  private var written: [ObjectIdentifier: String] = [:]

  /// - Parameters:
  ///   - cell: The name of a figure's cell.
  ///   - partName: The name of the cell of a part, counted from 1.
  ///   - range: Cells side by side that hold these figures, where there are.
  init(
    _ formula: Formula, cell: @escaping (String) -> String, partName: @escaping (Int) -> String,
    range: @escaping ([String]) -> String?
  ) {
    self.cell = cell
    self.partName = partName
    self.range = range
    count(formula.node)
    text = write(formula.node, in: 0, isRight: false)
  }

  private mutating func count(_ node: Formula.Node) {
    uses[ObjectIdentifier(node), default: 0] += 1
    guard uses[ObjectIdentifier(node)] == 1 else { return }
    for operand in node.operands { count(operand) }
  }

  private mutating func write(_ node: Formula.Node, in outer: Int, isRight: Bool) -> String {
    let key = ObjectIdentifier(node)
    if let known = written[key] { return known }
    if node.operands.isEmpty {
      if case .figure(let name) = node.operation { return cell(name) }
      let digits = Self.literal(node.value)
      return node.value < 0 ? "(\(digits))" : digits
    }
    let isShared = uses[key, default: 0] > 1
    var text = expression(node, in: isShared ? 0 : outer, isRight: isShared ? false : isRight)
    if isShared || text.utf8.count > Self.longest {
      let part = Part(name: partName(parts.count + 1), text: text, value: node.value)
      parts.append(part)
      written[key] = part.name
      text = part.name
    }
    return text
  }

  private mutating func expression(
    _ node: Formula.Node, in outer: Int, isRight: Bool
  ) -> String {
    switch node.operation {
    case .literal, .figure: return write(node, in: outer, isRight: isRight)
    case .solve(let solver): return solved(solver, node)
    case .add: return infix(node, "+", 1, outer, isRight)
    case .subtract: return infix(node, "-", 1, outer, isRight)
    case .multiply: return infix(node, "*", 2, outer, isRight)
    case .divide: return infix(node, "/", 2, outer, isRight)
    case .larger: return "MAX(\(arguments(node)))"
    case .smaller: return "MIN(\(arguments(node)))"
    case .exponential: return "EXP(\(arguments(node)))"
    case .logarithm: return "LN(\(arguments(node)))"
    case .power: return "POWER(\(arguments(node)))"
    // The next whole number at or above: there is no function that all spreadsheets share.
    case .ceiling: return "(-INT(-(\(arguments(node)))))"
    case .norm:
      let a = write(node.operands[0], in: 0, isRight: false)
      let b = write(node.operands[1], in: 0, isRight: false)
      let p = write(node.operands[2], in: 0, isRight: false)
      return "MAX(\(a),\(b))*POWER(1+POWER(MIN(\(a),\(b))/MAX(\(a),\(b)),\(p)),1/(\(p)))"
        .grouped(2, outer, isRight)
    case .select:
      let a = write(node.operands[0], in: 0, isRight: false)
      let b = write(node.operands[1], in: 0, isRight: false)
      let then = write(node.operands[2], in: 0, isRight: false)
      let otherwise = write(node.operands[3], in: 0, isRight: false)
      return "IF(\(a)<=\(b),\(then),\(otherwise))"
    }
  }

  /// The internal rate of return of cells side by side; the present value is where the search begins.
  /// What no function of spreadsheets finds stays a number.
  private mutating func solved(_ solver: Solver, _ node: Formula.Node) -> String {
    let names = node.operands.compactMap { operand -> String? in
      if case .figure(let name) = operand.operation { name } else { nil }
    }
    guard solver.name == "irr", names.count == node.operands.count, node.value.isFinite,
      let cells = range(names)
    else {
      isLive = false
      return Self.literal(node.value)
    }
    return "IRR(\(cells),\(Self.literal(node.value)))"
  }

  private mutating func infix(
    _ node: Formula.Node, _ symbol: String, _ level: Int, _ outer: Int, _ isRight: Bool
  ) -> String {
    let left = write(node.operands[0], in: level, isRight: false)
    let right = write(node.operands[1], in: level, isRight: true)
    return (left + symbol + right).grouped(level, outer, isRight)
  }

  private mutating func arguments(_ node: Formula.Node) -> String {
    var texts: [String] = []
    for operand in node.operands { texts.append(write(operand, in: 0, isRight: false)) }
    return texts.joined(separator: ",")
  }
}

extension String {
  /// In parentheses where the operator around it binds as strongly.
  fileprivate func grouped(_ level: Int, _ outer: Int, _ isRight: Bool) -> String {
    level < outer || (level == outer && isRight) ? "(\(self))" : self
  }
}
