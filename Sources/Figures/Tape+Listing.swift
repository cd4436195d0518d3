/// The steps of a tape in words, for whoever writes them in another language.
extension Tape {
  /// Where a step reads a number.
  public enum Operand: Sendable, Hashable {
    case input(Int)
    case output(Int)
    case register(Int)
    case constant(Double)
  }

  public struct Step: Sendable, Hashable {
    /// `add`, `subtract`, `multiply`, `divide`, `larger`, `smaller`, `exponential`, `logarithm`, `power`,
    /// `ceiling`, `select`, `copy`, or the name of a method without a closed form.
    public let operation: String
    public let target: Operand
    public let operands: [Operand]
  }

  /// Every step in order, and after them the outputs that nothing varies.
  public var listing: [Step] {
    instructions.map(step)
      + constantOutputs.map {
        Step(operation: "copy", target: .output($0.output), operands: [.constant($0.value)])
      }
  }

  private func place(_ number: Int32) -> Operand {
    var place = Int(number)
    if place < inputs.count { return .input(place) }
    place -= inputs.count
    if place < outputCount { return .output(place) }
    place -= outputCount
    return place < splats.count ? .constant(splats[place]) : .register(place - splats.count)
  }

  private func step(_ item: Instruction) -> Step {
    let target = place(item.target)
    let (a, b) = (place(item.a), place(item.b))
    let k = Operand.constant(item.constant)
    func step(_ operation: String, _ operands: Operand...) -> Step {
      Step(operation: operation, target: target, operands: operands)
    }
    switch item.code {
    case .copy: return step("copy", a)
    case .add: return step("add", a, b)
    case .addBy: return step("add", a, k)
    case .subtract: return step("subtract", a, b)
    case .subtractBy: return step("subtract", a, k)
    case .subtractFrom: return step("subtract", k, a)
    case .multiply: return step("multiply", a, b)
    case .multiplyBy: return step("multiply", a, k)
    case .divide: return step("divide", a, b)
    case .divideBy: return step("divide", a, k)
    case .divideFrom: return step("divide", k, a)
    case .larger: return step("larger", a, b)
    case .largerBy: return step("larger", a, k)
    case .largerFrom: return step("larger", k, a)
    case .smaller: return step("smaller", a, b)
    case .smallerBy: return step("smaller", a, k)
    case .smallerFrom: return step("smaller", k, a)
    case .exponential: return step("exponential", a)
    case .logarithm: return step("logarithm", a)
    case .ceiling: return step("ceiling", a)
    case .power: return step("power", a, b)
    case .powerBy: return step("power", a, k)
    case .powerFrom: return step("power", k, a)
    case .select: return step("select", a, b, place(item.c), place(item.d))
    case .solve:
      let call = calls[Int(item.a)]
      return Step(
        operation: call.solver.name, target: target, operands: call.operands.map(place))
    }
  }
}
