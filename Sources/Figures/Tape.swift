/// A sheet as a flat program: for given values of its inputs, what its figures are, at the cost of
/// their arithmetic alone.
///
/// The instructions stand in the order in which the sheet was written, each over earlier ones, and do
/// what ``Scratch`` does; at the sheet's own inputs a tape gives the sheet's values to the last bit.
/// What a search decided before the sheet was written (layouts, sizes bought) stays as it was.
///
///     let tape = Tape(sheet, inputs: ["price.rent"], outputs: ["npv"])
///     var run = tape.run()
///     run.values([0.0007])       // one number for each output
///
/// Only what the outputs need and the inputs reach is computed anew; all else is folded when the
/// tape is made.
public struct Tape: Sendable {
  private struct Instruction: Sendable {
    let operation: Formula.Operation
    let a: Int32
    let b: Int32
    let c: Int32
    let d: Int32
    /// Where further operands stand, for what has more than four.
    let rest: Range<Int32>
  }

  /// Names of the inputs that may vary, and of what is read, in the order of their values.
  public let inputs: [String]
  public let outputs: [String]
  private let instructions: [Instruction]
  private let operands: [Int32]
  /// Values of everything that does not vary; the varying places are written by a run.
  private let constants: [Double]
  private let inputSlots: [Int32]
  private let outputSlots: [Int32]
  private let targets: [Int32]

  /// How many operations a run performs.
  public var count: Int { instructions.count }

  /// - Returns: `nil` when an input or an output is no figure of the sheet, or an input has a formula.
  public init?(_ sheet: Sheet, inputs: [String], outputs: [String]) {
    var builder = TapeBuilder(sheet, varying: inputs)
    for name in inputs {
      guard let figure = sheet[name], figure.formula == nil else { return nil }
      _ = builder.slot(of: name)
    }
    var results: [Int32] = []
    for name in outputs {
      guard sheet[name] != nil else { return nil }
      results.append(builder.slot(of: name).place)
    }
    self.inputs = inputs
    self.outputs = outputs
    inputSlots = inputs.map { builder.slot(of: $0).place }
    outputSlots = results
    instructions = builder.program.map {
      let (a, b, c, d) = $0.first
      return Instruction(
        operation: $0.operation, a: a, b: b, c: c, d: d, rest: $0.rest)
    }
    targets = builder.program.map(\.target)
    operands = builder.operands
    constants = builder.values
  }

  /// A place to compute in, to be used again and again.
  public func run() -> Run { Run(tape: self, slots: constants) }

  public struct Run: Sendable {
    private let tape: Tape
    private var slots: [Double]

    fileprivate init(tape: Tape, slots: [Double]) {
      self.tape = tape
      self.slots = slots
    }

    /// Values of the outputs for values of the inputs, each in base units and in the order of the
    /// tape. Missing inputs keep their last value.
    public mutating func values(_ inputs: [Double]) -> [Double] {
      for (slot, value) in zip(tape.inputSlots, inputs) { slots[Int(slot)] = value }
      tape.execute(in: &slots)
      return tape.outputSlots.map { slots[Int($0)] }
    }
  }

  private func execute(in slots: inout [Double]) {
    instructions.withUnsafeBufferPointer { program in
      slots.withUnsafeMutableBufferPointer { slots in
        for index in program.indices {
          let step = program[index]
          let a = slots[Int(step.a)]
          let b = slots[Int(step.b)]
          let value: Double
          switch step.operation {
          case .add: value = a + b
          case .subtract: value = a - b
          case .multiply: value = a * b
          case .divide: value = a / b
          case .larger: value = Double.larger(a, b)
          case .smaller: value = Double.smaller(a, b)
          case .exponential: value = Double.exponential(a)
          case .logarithm: value = Double.logarithm(a)
          case .power: value = Double.power(a, b)
          case .norm: value = Double.norm(a, b, slots[Int(step.c)])
          case .ceiling: value = Double.ceiling(a)
          case .select:
            value = Double.select(
              a, atMost: b, then: slots[Int(step.c)], otherwise: slots[Int(step.d)])
          case .solve(let solver):
            value = solver.solve(
              operands[Int(step.rest.lowerBound)..<Int(step.rest.upperBound)]
                .map { slots[Int($0)] })
          case .literal, .figure: value = a
          }
          slots[Int(targets[index])] = value
        }
      }
    }
  }
}

/// Lays a sheet's formulas out as instructions over numbered places.
private struct TapeBuilder {
  struct Step {
    let operation: Formula.Operation
    let target: Int32
    let first: (Int32, Int32, Int32, Int32)
    let rest: Range<Int32>
  }

  struct Slot {
    let place: Int32
    let varies: Bool
  }

  private let sheet: Sheet
  private let varying: Set<String>
  private var figures: [String: Slot] = [:]
  private var nodes: [ObjectIdentifier: Slot] = [:]
  var values: [Double] = []
  var program: [Step] = []
  var operands: [Int32] = []

  init(_ sheet: Sheet, varying: [String]) {
    self.sheet = sheet
    self.varying = Set(varying)
  }

  private mutating func place(_ value: Double, varies: Bool) -> Slot {
    values.append(value)
    return Slot(place: Int32(values.count - 1), varies: varies)
  }

  mutating func slot(of name: String) -> Slot {
    if let known = figures[name] { return known }
    let found: Slot
    if let figure = sheet[name] {
      if varying.contains(name) {
        found = place(figure.value, varies: true)
      } else if let formula = figure.formula {
        found = slot(of: formula.node)
      } else {
        found = place(figure.value, varies: false)
      }
    } else {
      found = place(.nan, varies: false)
    }
    figures[name] = found
    return found
  }

  /// Figures are shallow formulas over other figures, so that the depth is that of a chain of months.
  private mutating func slot(of node: Formula.Node) -> Slot {
    if case .figure(let name) = node.operation { return slot(of: name) }
    if let known = nodes[ObjectIdentifier(node)] { return known }
    let parts = node.operands.map { slot(of: $0) }
    let found: Slot
    if parts.contains(where: \.varies) {
      found = place(node.value, varies: true)
      func part(_ index: Int) -> Int32 { index < parts.count ? parts[index].place : 0 }
      let start = Int32(operands.count)
      if parts.count > 4 || node.operation.isSolver { operands += parts.map(\.place) }
      program.append(
        Step(
          operation: node.operation, target: found.place,
          first: (part(0), part(1), part(2), part(3)), rest: start..<Int32(operands.count)))
    } else {
      found = place(node.value, varies: false)
    }
    nodes[ObjectIdentifier(node)] = found
    return found
  }
}

extension Formula.Operation {
  fileprivate var isSolver: Bool { if case .solve = self { true } else { false } }
}
