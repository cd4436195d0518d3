// exp, log, pow and two integrals of the platform's mathematics library, named in this file alone.
#if canImport(Darwin)
  private import Darwin
#elseif canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

enum Elementary {
  static func exp(_ x: Double) -> Double {
    #if canImport(Darwin)
      Darwin.exp(x)
    #elseif canImport(Glibc)
      Glibc.exp(x)
    #else
      Musl.exp(x)
    #endif
  }

  static func log(_ x: Double) -> Double {
    #if canImport(Darwin)
      Darwin.log(x)
    #elseif canImport(Glibc)
      Glibc.log(x)
    #else
      Musl.log(x)
    #endif
  }

  static func pow(_ x: Double, _ y: Double) -> Double {
    #if canImport(Darwin)
      Darwin.pow(x, y)
    #elseif canImport(Glibc)
      Glibc.pow(x, y)
    #else
      Musl.pow(x, y)
    #endif
  }

  /// The share of a standard normal distribution below `z`.
  static func normalShare(below z: Double) -> Double {
    let x = -z / 2.0.squareRoot()
    #if canImport(Darwin)
      return Darwin.erfc(x) / 2
    #elseif canImport(Glibc)
      return Glibc.erfc(x) / 2
    #else
      return Musl.erfc(x) / 2
    #endif
  }

  /// ln Γ(x) for positive `x`; the form that writes no global sign.
  static func logGamma(_ x: Double) -> Double {
    var sign: Int32 = 0
    #if canImport(Darwin)
      return Darwin.lgamma_r(x, &sign)
    #elseif canImport(Glibc)
      return Glibc.lgamma_r(x, &sign)
    #else
      return Musl.lgamma_r(x, &sign)
    #endif
  }
}
