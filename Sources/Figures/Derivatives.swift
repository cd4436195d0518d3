/// Derivatives of the figures of a sheet with respect to its inputs, by reverse mode.
///
/// The formulas are laid out once, operands before what uses them. A gradient then walks the list
/// backwards and gives every operand its share of what depends on it, so that one walk gives the
/// derivatives with respect to all inputs.
///
/// Where a `ceil`, a `min`, `max` or `if` stands at its very kink, there is no derivative; the figure
/// is listed and one side is used. Away from its steps a `ceil` is level.
public struct Derivatives {
  public struct Gradient: Sendable {
    /// By the full name of the input: base units of the figure over base units of the input.
    public let slopes: [String: Double]
    /// Figures in whose formula an operation stands at a kink that the derivative depends on.
    public let kinks: [String]
  }

  private struct Entry {
    var operation: Formula.Operation
    var operands: [Int]
    var value: Double
    var figure: Int
  }

  private let sheet: Sheet
  private var entries: [Entry] = []
  private var places: [String: Int] = [:]
  private var nodes: [ObjectIdentifier: Int] = [:]

  public init(_ sheet: Sheet) {
    self.sheet = sheet
    for (number, figure) in sheet.figures.enumerated() {
      if let formula = figure.formula {
        places[figure.name] = add(formula.node, figure: number)
      } else {
        places[figure.name] = entries.count
        entries.append(
          Entry(operation: .literal, operands: [], value: figure.value, figure: number))
      }
    }
  }

  private mutating func add(_ root: Formula.Node, figure: Int) -> Int {
    root.visitUpwards(unless: { nodes[ObjectIdentifier($0)] != nil }) { node in
      if case .figure(let name) = node.operation, let known = places[name] {
        nodes[ObjectIdentifier(node)] = known
        return
      }
      nodes[ObjectIdentifier(node)] = entries.count
      entries.append(
        Entry(
          operation: node.operation,
          operands: node.operands.map { nodes[ObjectIdentifier($0), default: 0] },
          value: node.value, figure: figure))
    }
    return nodes[ObjectIdentifier(root), default: 0]
  }

  /// The derivatives of a figure at the central case; `nil` where the sheet has no such figure.
  public func gradient(of name: String) -> Gradient? {
    guard let root = places[name] else { return nil }
    var shares = [Double](repeating: 0, count: root + 1)
    shares[root] = 1
    // A step that is multiplied by zero has no share, and its side decides the slope all the same.
    var matters = [Bool](repeating: false, count: root + 1)
    matters[root] = true
    var kinks: [Int] = []
    for place in stride(from: root, through: 0, by: -1) where matters[place] {
      let entry = entries[place]
      guard !entry.operands.isEmpty else { continue }
      let values = entry.operands.map { entries[$0].value }
      if Self.isKink(entry.operation, values), !kinks.contains(entry.figure) {
        kinks.append(entry.figure)
      }
      let slopes = Self.slopes(entry.operation, values, entry.value)
      for (position, operand) in entry.operands.enumerated() {
        // A branch that is not taken has no say; the lesser side of a maximum may jump above it.
        let isOther =
          entry.operation == .select && position == (values[0] <= values[1] ? 3 : 2)
        if !isOther { matters[operand] = true }
        if slopes[position] != 0, shares[place] != 0 {
          shares[operand] += shares[place] * slopes[position]
        }
      }
    }
    var slopes: [String: Double] = [:]
    for figure in sheet.figures where figure.formula == nil {
      guard let place = places[figure.name], place <= root, shares[place] != 0 else { continue }
      slopes[figure.name] = shares[place]
    }
    return Gradient(slopes: slopes, kinks: kinks.sorted().map { sheet.figures[$0].name })
  }

  /// Partial derivatives of one operation with respect to each operand.
  private static func slopes(
    _ operation: Formula.Operation, _ v: [Double], _ value: Double
  ) -> [Double] {
    switch operation {
    case .literal, .figure: []
    case .add: [1, 1]
    case .subtract: [1, -1]
    case .multiply: [v[1], v[0]]
    case .divide: [1 / v[1], -value / v[1]]
    case .larger: v[0] >= v[1] ? [1, 0] : [0, 1]
    case .smaller: v[0] <= v[1] ? [1, 0] : [0, 1]
    case .exponential: [value]
    case .logarithm: [1 / v[0]]
    case .power:
      [v[1] * .power(v[0], v[1] - 1), v[0] > 0 ? value * .logarithm(v[0]) : 0]
    case .norm: norm(v[0], v[1], v[2], value)
    case .ceiling: [0]
    case .select: v[0] <= v[1] ? [0, 0, 1, 0] : [0, 0, 0, 1]
    case .solve(let solver): differences(solver, v, value)
    }
  }

  /// A method without a closed form has differences for derivatives, level where it has no answer.
  private static func differences(_ solver: Solver, _ v: [Double], _ value: Double) -> [Double] {
    let largest = v.map(abs).max() ?? 0
    let step = largest * 0x1p-20
    return v.indices.map { index in
      var (low, high) = (v, v)
      low[index] -= step
      high[index] += step
      let slope = (solver.solve(high) - solver.solve(low)) / (2 * step)
      return slope.isFinite ? slope : 0
    }
  }

  /// N = (aᵖ + bᵖ)^(1/p): ∂N/∂a = (a/N)^(p−1), and over s = 1 + rᵖ with r the smaller ratio
  /// ∂N/∂p = N (rᵖ ln r / (p s) − ln s / p²).
  private static func norm(
    _ a: Double, _ b: Double, _ p: Double, _ value: Double
  ) -> [Double] {
    let ratio = Double.smaller(a, b) / Double.larger(a, b)
    let power = Double.power(ratio, p)
    let sum = 1 + power
    let byLog = ratio > 0 ? power * .logarithm(ratio) / (p * sum) : 0
    return [
      .power(a / value, p - 1), .power(b / value, p - 1),
      value * (byLog - .logarithm(sum) / (p * p)),
    ]
  }

  private static func isKink(_ operation: Formula.Operation, _ v: [Double]) -> Bool {
    switch operation {
    case .ceiling: v[0] == v[0].rounded()
    case .select, .larger, .smaller: v[0] == v[1]
    default: false
    }
  }
}
