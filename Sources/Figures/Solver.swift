public import Units

/// A function without a closed form, such as an internal rate of return, as one operation of a
/// formula.
///
/// Its operands are formulas like any others, so that `explain` walks through it, evidence passes
/// it, and a reader that computes anew can call it again. It stands in formula text by its name:
/// `irr(cash.start, cash.month-01, …)`. Few things are solved; whatever has a formula is written
/// as one.
public struct Solver: Sendable {
  public let name: String
  /// From the operands' values, in order; infinite for "never", not a number for "there is none".
  public let solve: @Sendable ([Double]) -> Double
  /// The dimension of the result; the operands share one of their own.
  let dimension: Dimension

  public init(
    _ name: String, _ dimension: Dimension = .none,
    solve: @escaping @Sendable ([Double]) -> Double
  ) {
    self.name = name
    self.dimension = dimension
    self.solve = solve
  }
}

extension Solver: Hashable {
  public static func == (a: Solver, b: Solver) -> Bool { a.name == b.name }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension Formula {
  public static func solved(_ solver: Solver, _ operands: [Formula]) -> Formula {
    var shape = Shape.any
    for operand in operands {
      shape = Shape.both(shape, Shape.same(operand, sum(shape), solver.name))
    }
    if case .mismatch = shape {} else { shape = .of(solver.dimension) }
    return Formula(.solve(solver), operands, solver.solve(operands.map(\.value)), shape)
  }

  /// Stands for operands seen so far, of which the shape alone counts.
  private static func sum(_ shape: Shape) -> Formula { Formula(.literal, [], 0, shape) }
}
