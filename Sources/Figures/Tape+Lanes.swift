extension Tape {
  private typealias Four = SIMD4<Double>

  /// Performs one step over the lanes of a block.
  ///
  /// Every case is the operation of ``Algebra`` on `Double`, lane by lane: comparisons keep the
  /// order of their operands, so that zeros and what is not a number come out alike.
  static func perform(
    _ step: Instruction, _ places: UnsafePointer<Lanes>, _ count: Int
  ) {
    let target = places[Int(step.target)]
    let a = places[Int(step.a)]
    let b = places[Int(step.b)]
    let k = Four(repeating: step.constant)
    switch step.code {
    case .copy: for i in 0..<count { target[i] = a[i] }
    case .add: for i in 0..<count { target[i] = a[i] + b[i] }
    case .addBy: for i in 0..<count { target[i] = a[i] + k }
    case .subtract: for i in 0..<count { target[i] = a[i] - b[i] }
    case .subtractBy: for i in 0..<count { target[i] = a[i] - k }
    case .subtractFrom: for i in 0..<count { target[i] = k - a[i] }
    case .multiply: for i in 0..<count { target[i] = a[i] * b[i] }
    case .multiplyBy: for i in 0..<count { target[i] = a[i] * k }
    case .divide: for i in 0..<count { target[i] = a[i] / b[i] }
    case .divideBy: for i in 0..<count { target[i] = a[i] / k }
    case .divideFrom: for i in 0..<count { target[i] = k / a[i] }
    case .larger: for i in 0..<count { target[i] = larger(a[i], b[i]) }
    case .largerBy: for i in 0..<count { target[i] = larger(a[i], k) }
    case .largerFrom: for i in 0..<count { target[i] = larger(k, a[i]) }
    case .smaller: for i in 0..<count { target[i] = smaller(a[i], b[i]) }
    case .smallerBy: for i in 0..<count { target[i] = smaller(a[i], k) }
    case .smallerFrom: for i in 0..<count { target[i] = smaller(k, a[i]) }
    case .exponential: for i in 0..<count { target[i] = each(a[i], Double.exponential) }
    case .logarithm: for i in 0..<count { target[i] = each(a[i], Double.logarithm) }
    case .ceiling: for i in 0..<count { target[i] = each(a[i], Double.ceiling) }
    case .power: for i in 0..<count { target[i] = power(a[i], b[i]) }
    case .powerBy:
      if let short = ShortPower(step.constant) {
        perform(short, target, a, count)
      } else {
        for i in 0..<count { target[i] = power(a[i], k) }
      }
    case .powerFrom: for i in 0..<count { target[i] = power(k, a[i]) }
    case .select:
      let c = places[Int(step.c)]
      let d = places[Int(step.d)]
      for i in 0..<count { target[i] = d[i].replacing(with: c[i], where: a[i] .<= b[i]) }
    case .solve: break
    }
  }

  private static func perform(_ power: ShortPower, _ target: Lanes, _ a: Lanes, _ count: Int) {
    switch power {
    case .square: for i in 0..<count { target[i] = a[i] * a[i] }
    case .cube: for i in 0..<count { target[i] = a[i] * a[i] * a[i] }
    case .fourth:
      for i in 0..<count {
        let square = a[i] * a[i]
        target[i] = square * square
      }
    case .squareRoot: for i in 0..<count { target[i] = a[i].squareRoot() }
    case .cubeRoot: for i in 0..<count { target[i] = each(a[i], ShortPower.cubeRoot) }
    case .fourthRoot: for i in 0..<count { target[i] = a[i].squareRoot().squareRoot() }
    }
  }

  /// Performs a method without a closed form over the lanes of a block, a sample at a time.
  static func perform(
    _ call: Call, into target: Int32, _ places: UnsafePointer<Lanes>, _ count: Int
  ) {
    let target = places[Int(target)]
    let operands = call.operands.map { places[Int($0)] }
    for i in 0..<count {
      var result = Four()
      for lane in 0..<4 { result[lane] = call.solver.solve(operands.map { $0[i][lane] }) }
      target[i] = result
    }
  }

  @inline(__always)
  private static func larger(_ a: Four, _ b: Four) -> Four { b.replacing(with: a, where: a .>= b) }

  @inline(__always)
  private static func smaller(_ a: Four, _ b: Four) -> Four { b.replacing(with: a, where: a .<= b) }

  @inline(__always)
  private static func each(_ a: Four, _ body: (Double) -> Double) -> Four {
    Four(body(a[0]), body(a[1]), body(a[2]), body(a[3]))
  }

  @inline(__always)
  private static func power(_ a: Four, _ b: Four) -> Four {
    Four(
      Double.power(a[0], b[0]), Double.power(a[1], b[1]), Double.power(a[2], b[2]),
      Double.power(a[3], b[3]))
  }
}
