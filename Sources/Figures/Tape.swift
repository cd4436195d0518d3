/// A sheet made flat: a program that computes some of its formulas for many samples at once.
///
///     let tape = Tape(sheet, outputs: [total], varying: ["serve.rent.price"])
///     let inputs = Columns(count: 1, rows: 10_000)
///     inputs.fill(0) { row in … }
///     let results = tape.run(inputs)
///
/// Each row of the result equals what the sheet would say for that row's inputs, to the last bit.
/// Inputs that do not vary, and everything that follows from them alone, are constants.
public struct Tape: Sendable {
  /// One step over a block of lanes: places to read and write, and a constant where one operand is.
  struct Instruction: Sendable, Equatable {
    var code: Code
    var target: Int32
    var a: Int32 = 0
    var b: Int32 = 0
    var c: Int32 = 0
    var d: Int32 = 0
    var constant = 0.0
  }

  /// What a step does. Where one operand is a constant, `…By` has it second and `…From` first.
  enum Code: UInt8, Sendable {
    case copy
    case add, addBy, subtract, subtractBy, subtractFrom
    case multiply, multiplyBy, divide, divideBy, divideFrom
    case larger, largerBy, largerFrom, smaller, smallerBy, smallerFrom
    case exponential, logarithm, ceiling
    case power, powerBy, powerFrom
    /// `a <= b ? c : d`
    case select
    /// A method without a closed form; `a` is its number among the calls.
    case solve
  }

  /// A method without a closed form, and where its operands are.
  struct Call: Sendable {
    let solver: Solver
    let operands: [Int32]
  }

  /// The varying inputs by their full names, in the order of the columns that ``run(_:cores:)`` takes.
  public let inputs: [String]
  public let outputCount: Int

  // Places are numbered: input columns, then output columns, constants of selects, registers.
  let instructions: [Instruction]
  let calls: [Call]
  /// Outputs that do not depend on a varying input.
  let constantOutputs: [(output: Int, value: Double)]
  /// Constants that need a place of their own, filled once: those of selects and of calls.
  let splats: [Double]
  let registers: Int

  /// Lowers the formulas of a sheet.
  ///
  /// - Parameters:
  ///   - outputs: formulas over figures of this sheet.
  ///   - varying: full names of inputs; names that are no input of the sheet are columns that
  ///     nothing reads.
  public init(_ sheet: Sheet, outputs: [Formula], varying: [String]) {
    var lowering = TapeLowering(sheet, varying: varying)
    let values = lowering.lower(outputs)
    let program = lowering.schedule(values)
    inputs = varying
    outputCount = outputs.count
    instructions = program.instructions
    calls = program.calls
    constantOutputs = program.constantOutputs
    splats = program.splats
    registers = program.registers
  }

  /// Steps that a sample takes.
  public var length: Int { instructions.count }

  var places: Int { inputs.count + outputCount + splats.count + registers }
}
