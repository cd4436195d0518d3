#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Processor time, which other programs on the machine do not lengthen.
enum Stopwatch {
  /// The shortest of a few runs, in seconds a call.
  static func seconds(calls: Int, runs: Int = 7, _ body: (Int) -> Double) -> Double {
    var best = Double.infinity
    for _ in 0..<runs {
      let start = clock()
      var sum = 0.0
      for call in 0..<calls { sum += body(call) }
      let taken = Double(clock() - start) / Double(CLOCKS_PER_SEC)
      // Uses the sum, so that no call is left out.
      if sum.isNaN { print("not a number") }
      best = min(best, taken / Double(calls))
    }
    return best
  }
}
