internal import RealModule

/// Exponents whose powers are products or roots: several times faster than logarithm and exponential,
/// and at least as exact. They are what norms of the models use (p = 2, 3 and 4). The sheet, plain
/// doubles and the tape take them alike, so that all agree to the last bit.
enum ShortPower {
  case square, cube, fourth, squareRoot, cubeRoot, fourthRoot

  init?(_ exponent: Double) {
    switch exponent {
    case 2: self = .square
    case 3: self = .cube
    case 4: self = .fourth
    case 1.0 / 2: self = .squareRoot
    case 1.0 / 3: self = .cubeRoot
    case 1.0 / 4: self = .fourthRoot
    default: return nil
    }
  }

  func of(_ base: Double) -> Double {
    switch self {
    case .square: base * base
    case .cube: base * base * base
    case .fourth: (base * base) * (base * base)
    case .squareRoot: base.squareRoot()
    case .cubeRoot: Self.cubeRoot(base)
    case .fourthRoot: base.squareRoot().squareRoot()
    }
  }

  /// As with any fractional exponent there is none of a negative number.
  @inline(__always)
  static func cubeRoot(_ base: Double) -> Double { base < 0 ? .nan : Double.root(base, 3) }
}
