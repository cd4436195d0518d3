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
    uses[ObjectIdentifier(formula.node)] = 1
    formula.node.visitDownwards { node in
      for operand in node.operands { uses[ObjectIdentifier(operand), default: 0] += 1 }
      return true
    }
    text = write(formula.node)
  }

  /// The text of a part without parentheses around it.
  private struct Text {
    var text: String
    /// How strongly its operator binds: 1 for sums, 2 for products, 3 where it has none outside.
    var level: Int

    init(_ text: String, _ level: Int = 3) {
      self.text = text
      self.level = level
    }

    /// As an operand of an operator of a level, in parentheses where that binds as strongly.
    func operand(of outer: Int, isRight: Bool) -> String {
      level < outer || (level == outer && isRight) ? "(\(text))" : text
    }
  }

  /// Operands are written before what uses them, in a loop: a formula is as deep as it has terms.
  private mutating func write(_ root: Formula.Node) -> String {
    var texts: [ObjectIdentifier: Text] = [:]
    root.visitUpwards(unless: { texts[ObjectIdentifier($0)] != nil }) { node in
      let key = ObjectIdentifier(node)
      var written = expression(node, node.operands.map { texts[ObjectIdentifier($0)] ?? Text("") })
      // What is used once is not needed again.
      for operand in node.operands where uses[ObjectIdentifier(operand)] == 1 {
        texts[ObjectIdentifier(operand)]?.text = ""
      }
      let isShared = !node.operands.isEmpty && uses[key, default: 0] > 1
      if isShared || written.text.utf8.count > Self.longest {
        let part = Part(name: partName(parts.count + 1), text: written.text, value: node.value)
        parts.append(part)
        written = Text(part.name)
      }
      texts[key] = written
    }
    return texts[ObjectIdentifier(root)]?.text ?? ""
  }

  private mutating func expression(_ node: Formula.Node, _ operands: [Text]) -> Text {
    let arguments = operands.map(\.text)
    let list = arguments.joined(separator: ",")
    func infix(_ symbol: String, _ level: Int) -> Text {
      Text(
        operands[0].operand(of: level, isRight: false) + symbol
          + operands[1].operand(of: level, isRight: true), level)
    }
    switch node.operation {
    case .literal:
      let digits = Self.literal(node.value)
      return Text(node.value < 0 ? "(\(digits))" : digits)
    case .figure(let name): return Text(cell(name))
    case .solve(let solver): return Text(solved(solver, node))
    case .add: return infix("+", 1)
    case .subtract: return infix("-", 1)
    case .multiply: return infix("*", 2)
    case .divide: return infix("/", 2)
    case .larger: return Text("MAX(\(list))")
    case .smaller: return Text("MIN(\(list))")
    case .exponential: return Text("EXP(\(list))")
    case .logarithm: return Text("LN(\(list))")
    case .power: return Text("POWER(\(list))")
    // The next whole number at or above: there is no function that all spreadsheets share.
    case .ceiling: return Text("(-INT(-(\(list))))")
    case .norm:
      let (a, b, p) = (arguments[0], arguments[1], arguments[2])
      return Text(
        "MAX(\(a),\(b))*POWER(1+POWER(MIN(\(a),\(b))/MAX(\(a),\(b)),\(p)),1/(\(p)))", 2)
    case .select:
      return Text("IF(\(arguments[0])<=\(arguments[1]),\(arguments[2]),\(arguments[3]))")
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
}
