// exp, log and pow of the platform's mathematics library, named in this file alone.
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
}
