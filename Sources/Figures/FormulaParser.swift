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
  /// What is begun and not yet closed: the whole text, a parenthesis or the arguments of a function.
  private struct Open {
    enum Kind {
      case whole, group
      case call(String, at: Int)
    }

    let kind: Kind
    var operands: [Formula] = []
    /// The sum and the product so far, each with the operator that waits for its right side.
    var sum: (Formula, Unicode.Scalar)?
    var product: (Formula, Unicode.Scalar)?

    init(_ kind: Kind) { self.kind = kind }
  }

  /// What is wrong, and where: the offset in Unicode scalars from the start of the text.
  public struct Failure: Error, Sendable, Hashable {
    public let message: String
    public let offset: Int
  }

  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var open = [Open(.whole)]
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
    // An atom, and then whatever it completes: a loop, since nothing bounds how deep a formula goes.
    while true {
      guard let atom = try parser.atom() else { continue }
      if let formula = try parser.complete(atom) { return formula }
    }
  }

  private init(
    scalars: [Unicode.Scalar], solvers: [Solver], resolve: @escaping (String) -> Formula?
  ) {
    self.scalars = scalars
    self.solvers = solvers
    self.resolve = resolve
  }

  /// A number or a figure; `nil` where a parenthesis or a function begins instead.
  private mutating func atom() throws(Failure) -> Formula? {
    skipSpaces()
    if take("(") {
      open.append(Open(.group))
      return nil
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
    if take("(") {
      open.append(Open(.call(word, at: start)))
      return nil
    }
    guard let figure = resolve(word) else {
      throw Failure(message: "there is no figure '\(word)'", offset: start)
    }
    return figure
  }

  /// Puts an atom where it belongs and closes what it ends.
  ///
  /// - Returns: The whole formula at the end of the text; `nil` where another atom must follow.
  private mutating func complete(_ atom: Formula) throws(Failure) -> Formula? {
    var value = atom
    while var innermost = open.popLast() {
      if let (left, symbol) = innermost.product {
        value = symbol == "/" ? left / value : left * value
        innermost.product = nil
      }
      if let symbol = infix(["×", "*", "/"]) {
        innermost.product = (value, symbol)
        open.append(innermost)
        return nil
      }
      if let (left, symbol) = innermost.sum {
        value = symbol == "+" ? left + value : left - value
        innermost.sum = nil
      }
      if let symbol = infix(["+", "-"]) {
        innermost.sum = (value, symbol)
        open.append(innermost)
        return nil
      }
      switch innermost.kind {
      case .whole:
        skipSpaces()
        guard position == scalars.count else { throw failure("expected the end of the formula") }
        return value
      case .group: try expect(")")
      case .call(let name, let start):
        innermost.operands.append(value)
        guard try closes(name, innermost.operands.count) else {
          open.append(innermost)
          return nil
        }
        value = try call(name, innermost.operands, at: start)
      }
    }
    return value
  }

  /// Reads what stands after an argument: true where it was the last.
  private mutating func closes(_ name: String, _ count: Int) throws(Failure) -> Bool {
    guard name == "if" else {
      if take(",") { return false }
      try expect(")")
      return true
    }
    switch count {
    case 1:
      try expect("<")
      try expect("=")
    case 2, 3: try expect(",")
    default: try expect(")")
    }
    return count > 3
  }

  private func call(
    _ name: String, _ operands: [Formula], at start: Int
  ) throws(Failure) -> Formula {
    if let solver = solvers.first(where: { $0.name == name }) {
      return Formula.solved(solver, operands)
    }
    switch (name, operands.count) {
    case ("if", 4):
      return Formula.select(
        operands[0], atMost: operands[1], then: operands[2], otherwise: operands[3])
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
    // Shared nodes are compared once, or a chain of months would take exponential time.
    var known: [ObjectIdentifier: Set<ObjectIdentifier>] = [:]
    var pending = [(node, other.node)]
    while let (a, b) = pending.popLast() {
      if a === b { continue }
      guard a.operation == b.operation, a.operands.count == b.operands.count,
        a.operation != .literal || a.value == b.value
      else { return false }
      if a.operands.isEmpty { continue }
      // Held equal from here on: whatever differs below them ends the comparison.
      guard known[ObjectIdentifier(a), default: []].insert(ObjectIdentifier(b)).inserted
      else { continue }
      pending.append(contentsOf: zip(a.operands, b.operands))
    }
    return true
  }
}
