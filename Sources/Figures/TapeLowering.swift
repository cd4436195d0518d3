/// From the graph of a sheet to steps in a row, and from steps to places in memory.
struct TapeLowering {
  /// What an operand is: known, a column, or what an earlier step makes.
  enum Value: Hashable {
    /// The bits, so that zeros of either sign stay apart and a number is equal to itself.
    case constant(UInt64)
    case input(Int)
    case step(Int)

    static func known(_ value: Double) -> Value { .constant(value.bitPattern) }

    var known: Double? {
      if case .constant(let bits) = self { Double(bitPattern: bits) } else { nil }
    }
  }

  struct Step: Hashable {
    var operation: Formula.Operation
    var operands: [Value]
  }

  private let sheet: Sheet
  private let columns: [String: Int]
  private let holding: Set<String>
  private var steps: [Step] = []
  private var numbers: [Step: Int] = [:]
  private var nodes: [ObjectIdentifier: Value] = [:]
  private var figures: [String: Value] = [:]

  init(_ sheet: Sheet, varying: [String], holding: Set<String>) {
    self.sheet = sheet
    self.holding = holding
    columns = Dictionary(
      varying.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  // MARK: Lowering

  mutating func lower(_ outputs: [Formula]) -> [Value] {
    // Figures come first, in the order in which they were written: each names only earlier ones, so
    // that no walk goes deeper than one formula.
    let needed = sheet.figures(below: outputs, holding: holding)
    for figure in sheet.figures where needed.contains(figure.name) {
      figures[figure.name] = value(of: figure)
    }
    return outputs.map { lower($0.node) }
  }

  private mutating func value(of figure: Figure) -> Value {
    if holding.contains(figure.name) { return .known(figure.value) }
    guard let formula = figure.formula else {
      return columns[figure.name].map(Value.input) ?? .known(figure.value)
    }
    return lower(formula.node)
  }

  private mutating func lower(_ root: Formula.Node) -> Value {
    root.visitUpwards(unless: { nodes[ObjectIdentifier($0)] != nil }) { node in
      nodes[ObjectIdentifier(node)] = value(of: node)
    }
    return nodes[ObjectIdentifier(root)] ?? .known(root.value)
  }

  /// What a node is once its operands are lowered.
  private mutating func value(of node: Formula.Node) -> Value {
    switch node.operation {
    case .literal: return .known(node.value)
    case .figure(let name): return figures[name] ?? .known(node.value)
    default:
      let operands = node.operands.map { nodes[ObjectIdentifier($0)] ?? .known($0.value) }
      // The node carries the value that the sheet computed from these very constants.
      return operands.allSatisfy({ $0.known != nil })
        ? .known(node.value) : make(node.operation, operands)
    }
  }

  private mutating func make(_ operation: Formula.Operation, _ operands: [Value]) -> Value {
    switch operation {
    case .norm: return norm(operands[0], operands[1], operands[2])
    case .select:
      if let a = operands[0].known, let b = operands[1].known {
        return a <= b ? operands[2] : operands[3]
      }
      if operands[2] == operands[3] { return operands[2] }
      return record(Step(operation: .select, operands: operands))
    case .multiply where operands[1].known == 1, .divide where operands[1].known == 1:
      return operands[0]
    case .multiply where operands[0].known == 1:
      return operands[1]
    case .add, .multiply:
      let (a, b) = (operands[0], operands[1])
      let swapped = Step(operation: operation, operands: [b, a])
      if let known = numbers[swapped] { return .step(known) }
      return record(Step(operation: operation, operands: [a, b]))
    default: return record(Step(operation: operation, operands: operands))
    }
  }

  /// m · (1 + (n/m)ᵖ)^(1/p), in the order of ``Swift/Double/norm(_:_:_:)``.
  private mutating func norm(_ a: Value, _ b: Value, _ p: Value) -> Value {
    let one = Value.known(1)
    let m = folded(.larger, [a, b])
    let ratio = folded(.divide, [folded(.smaller, [a, b]), m])
    let sum = folded(.add, [one, folded(.power, [ratio, p])])
    return folded(.multiply, [m, folded(.power, [sum, folded(.divide, [one, p])])])
  }

  /// An operation that has no node of its own, computed here where its operands are known.
  private mutating func folded(_ operation: Formula.Operation, _ operands: [Value]) -> Value {
    let known = operands.compactMap(\.known)
    guard known.count == operands.count else { return make(operation, operands) }
    switch operation {
    case .larger: return .known(.larger(known[0], known[1]))
    case .smaller: return .known(.smaller(known[0], known[1]))
    case .divide: return .known(known[0] / known[1])
    case .power: return .known(.power(known[0], known[1]))
    case .add: return .known(known[0] + known[1])
    case .multiply: return .known(known[0] * known[1])
    default: return make(operation, operands)
    }
  }

  private mutating func record(_ step: Step) -> Value {
    if let known = numbers[step] { return .step(known) }
    numbers[step] = steps.count
    steps.append(step)
    return .step(steps.count - 1)
  }

  // MARK: Places

  struct Program {
    var instructions: [Tape.Instruction] = []
    var calls: [Tape.Call] = []
    var constantOutputs: [(output: Int, value: Double)] = []
    var splats: [Double] = []
    var registers = 0
  }

  /// Gives every live step a place, and writes it as an instruction.
  func schedule(_ outputs: [Value]) -> Program {
    var program = Program()
    // An output is kept in its own column, and later steps read it there.
    var column: [Int: Int] = [:]
    var copies: [(output: Int, of: Value)] = []
    for (output, value) in outputs.enumerated() {
      switch value {
      case .constant(let bits):
        program.constantOutputs.append((output, Double(bitPattern: bits)))
      case .step(let step) where column[step] == nil: column[step] = output
      default: copies.append((output, value))
      }
    }
    let lastUse = lastUses(column.keys)
    let splats = placedConstants(lastUse)
    program.splats = splats.map { Double(bitPattern: $0) }
    let firstRegister = columns.count + outputs.count + splats.count
    let splatPlaces = Dictionary(
      uniqueKeysWithValues: splats.enumerated().map { ($1, columns.count + outputs.count + $0) })

    var place = [Int](repeating: -1, count: steps.count)
    var free: [Int] = []
    func placed(_ value: Value) -> Int32 {
      switch value {
      case .input(let column): Int32(column)
      case .step(let step): Int32(place[step])
      case .constant(let bits): Int32(splatPlaces[bits] ?? 0)
      }
    }
    for (number, step) in steps.enumerated() where lastUse[number] >= 0 {
      var instruction: Tape.Instruction
      if case .solve(let solver) = step.operation {
        instruction = Tape.Instruction(code: .solve, target: 0, a: Int32(program.calls.count))
        program.calls.append(Tape.Call(solver: solver, operands: step.operands.map(placed)))
      } else {
        instruction = Tape.Instruction(step, placed)
      }
      // Registers that are read here for the last time may be written here: lanes keep apart.
      for (position, value) in step.operands.enumerated() {
        guard case .step(let operand) = value, lastUse[operand] == number, column[operand] == nil,
          !step.operands[..<position].contains(value)
        else { continue }
        free.append(place[operand])
      }
      if let output = column[number] {
        place[number] = columns.count + output
      } else if let register = free.popLast() {
        place[number] = register
      } else {
        place[number] = firstRegister + program.registers
        program.registers += 1
      }
      instruction.target = Int32(place[number])
      program.instructions.append(instruction)
    }
    for copy in copies {
      program.instructions.append(
        Tape.Instruction(
          code: .copy, target: Int32(columns.count + copy.output), a: placed(copy.of)))
    }
    return program
  }

  /// The last step that reads each step; -1 where nothing that an output needs does.
  private func lastUses(_ outputs: some Sequence<Int>) -> [Int] {
    var last = [Int](repeating: -1, count: steps.count)
    for output in outputs { last[output] = steps.count }
    for number in steps.indices.reversed() where last[number] >= 0 {
      for case .step(let operand) in steps[number].operands {
        last[operand] = max(last[operand], number)
      }
    }
    return last
  }

  /// Constants among the operands of selects and solvers, which have no instruction of their own for
  /// them.
  private func placedConstants(_ lastUse: [Int]) -> [UInt64] {
    var seen: Set<UInt64> = []
    var result: [UInt64] = []
    for (number, step) in steps.enumerated()
    where lastUse[number] >= 0 && step.operation.takesPlaces {
      for case .constant(let bits) in step.operands where seen.insert(bits).inserted {
        result.append(bits)
      }
    }
    return result
  }
}

extension Tape.Instruction {
  /// The instruction of a step, without the place that it writes.
  init(_ step: TapeLowering.Step, _ place: (TapeLowering.Value) -> Int32) {
    let operands = step.operands
    if step.operation == .select {
      self.init(
        code: .select, target: 0, a: place(operands[0]), b: place(operands[1]),
        c: place(operands[2]), d: place(operands[3]))
      return
    }
    let codes = step.operation.codes
    if operands.count == 1 {
      self.init(code: codes.both, target: 0, a: place(operands[0]))
    } else if let constant = operands[1].known {
      self.init(code: codes.by, target: 0, a: place(operands[0]), constant: constant)
    } else if let constant = operands[0].known {
      self.init(code: codes.from, target: 0, a: place(operands[1]), constant: constant)
    } else {
      self.init(code: codes.both, target: 0, a: place(operands[0]), b: place(operands[1]))
    }
  }
}

extension Formula.Operation {
  /// The codes for no constant operand, a second one, a first one.
  fileprivate var codes: (both: Tape.Code, by: Tape.Code, from: Tape.Code) {
    switch self {
    case .add: (.add, .addBy, .addBy)
    case .subtract: (.subtract, .subtractBy, .subtractFrom)
    case .multiply: (.multiply, .multiplyBy, .multiplyBy)
    case .divide: (.divide, .divideBy, .divideFrom)
    case .larger: (.larger, .largerBy, .largerFrom)
    case .smaller: (.smaller, .smallerBy, .smallerFrom)
    case .power: (.power, .powerBy, .powerFrom)
    case .exponential: (.exponential, .exponential, .exponential)
    case .logarithm: (.logarithm, .logarithm, .logarithm)
    case .ceiling: (.ceiling, .ceiling, .ceiling)
    // Lowered to other operations, or no operation at all.
    case .literal, .figure, .norm, .select, .solve: (.copy, .copy, .copy)
    }
  }

  /// Whether operands are read from places alone, constants too.
  fileprivate var takesPlaces: Bool {
    switch self {
    case .select, .solve: true
    default: false
    }
  }
}
