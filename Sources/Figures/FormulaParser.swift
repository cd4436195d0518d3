internal import Units

/// Reads the text of a formula back into the tree that it was printed from.
///
///     sum     = product { ("+" | "-") product }
///     product = atom { ("×" | "*" | "/") atom }
///     atom    = number | name | function "(" sum { "," sum } ")" | "(" sum ")"
///             | "if" "(" sum "<=" sum "," sum "," sum ")"
///
/// Binary operators stand between spaces, because figure names contain hyphens.
public struct FormulaParser {
  /// What is wrong, and where: the offset in Unicode scalars from the start of the text.
  public struct Failure: Error, Sendable, Hashable {
    public let message: String
    public let offset: Int
  }

  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var depth = 0
  private let resolve: (String) -> Formula?
  private let solvers: [Solver]

  /// Parses a whole text.
  /// - Parameters:
  ///   - solvers: The methods without a closed form that may stand in the text.
  ///   - resolve: Gives the formula that a figure's name stands for, `nil` when there is none.
  public static func parse(
    _ text: String, solvers: [Solver] = [], resolve: @escaping (String) -> Formula?
  ) throws(Failure) -> Formula {
    var parser = FormulaParser(
      scalars: Array(text.unicodeScalars), solvers: solvers, resolve: resolve)
    let formula = try parser.sum()
    parser.skipSpaces()
    guard parser.position == parser.scalars.count else {
      throw parser.failure("expected the end of the formula")
    }
    return formula
  }

  private init(
    scalars: [Unicode.Scalar], solvers: [Solver], resolve: @escaping (String) -> Formula?
  ) {
    self.scalars = scalars
    self.solvers = solvers
    self.resolve = resolve
  }

  private mutating func sum() throws(Failure) -> Formula {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 200 else { throw failure("expected at most 200 nested parentheses") }
    var result = try product()
    while let symbol = infix(["+", "-"]) {
      let right = try product()
      result = symbol == "+" ? result + right : result - right
    }
    return result
  }

  private mutating func product() throws(Failure) -> Formula {
    var result = try atom()
    while let symbol = infix(["×", "*", "/"]) {
      let right = try atom()
      result = symbol == "/" ? result / right : result * right
    }
    return result
  }

  private mutating func atom() throws(Failure) -> Formula {
    skipSpaces()
    if take("(") {
      let inner = try sum()
      try expect(")")
      return inner
    }
    let start = position
    let word = takeWord()
    guard let first = word.unicodeScalars.first else {
      throw failure("expected a number, a figure or '('")
    }
    if first.properties.numericType != nil {
      guard let value = Double(word), value.isFinite else {
        throw Failure(message: "'\(word)' is not a number", offset: start)
      }
      return Formula(.literal, [], value, value == 0 ? .any : .of(.none))
    }
    if take("(") { return try call(word, at: start) }
    guard let figure = resolve(word) else {
      throw Failure(message: "there is no figure '\(word)'", offset: start)
    }
    return figure
  }

  private mutating func call(_ name: String, at start: Int) throws(Failure) -> Formula {
    if name == "if" {
      let a = try sum()
      skipSpaces()
      try expect("<")
      try expect("=")
      let b = try sum()
      try expect(",")
      let then = try sum()
      try expect(",")
      let otherwise = try sum()
      try expect(")")
      return Formula.select(a, atMost: b, then: then, otherwise: otherwise)
    }
    var operands = [try sum()]
    while take(",") { operands.append(try sum()) }
    try expect(")")
    if let solver = solvers.first(where: { $0.name == name }) {
      return Formula.solved(solver, operands)
    }
    switch (name, operands.count) {
    case ("max", 2): return Formula.larger(operands[0], operands[1])
    case ("min", 2): return Formula.smaller(operands[0], operands[1])
    case ("pow", 2): return Formula.power(operands[0], operands[1])
    case ("norm", 3): return Formula.norm(operands[0], operands[1], operands[2])
    case ("exp", 1): return Formula.exponential(operands[0])
    case ("log", 1): return Formula.logarithm(operands[0])
    case ("ceil", 1): return Formula.ceiling(operands[0])
    default:
      throw Failure(
        message: "there is no function '\(name)' of \(operands.count) arguments", offset: start)
    }
  }

  // MARK: Scanning

  private func failure(_ message: String) -> Failure { Failure(message: message, offset: position) }

  private mutating func skipSpaces() {
    while position < scalars.count, scalars[position] == " " { position += 1 }
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    skipSpaces()
    guard position < scalars.count, scalars[position] == scalar else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ scalar: Unicode.Scalar) throws(Failure) {
    guard take(scalar) else { throw failure("expected '\(scalar)'") }
  }

  /// An operator with a space on either side, so that `a-b` stays a name.
  private mutating func infix(_ symbols: [Unicode.Scalar]) -> Unicode.Scalar? {
    skipSpaces()
    guard position + 1 < scalars.count, symbols.contains(scalars[position]),
      scalars[position + 1] == " "
    else { return nil }
    defer { position += 1 }
    return scalars[position]
  }

  private mutating func takeWord() -> String {
    var word = String.UnicodeScalarView()
    let stops: [Unicode.Scalar] = [" ", "(", ")", ",", "<", "×", "*", "/"]
    while position < scalars.count, !stops.contains(scalars[position]) {
      word.append(scalars[position])
      position += 1
    }
    return String(word)
  }
}

extension Formula {
  /// Whether two formulas are the same tree: same operations, same names, same literals.
  public func isSameTree(as other: Formula) -> Bool {
    func same(_ a: Node, _ b: Node) -> Bool {
      a === b
        || (a.operation == b.operation && a.operands.count == b.operands.count
          && (a.operation != .literal || a.value == b.value)
          && zip(a.operands, b.operands).allSatisfy(same))
    }
    return same(node, other.node)
  }
}
