/// Random numbers from a counter: the same key and counter give the same numbers, in any order and
/// on any core. This is Philox4x32-10.
///
/// Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as
/// 1, 2, 3", SC '11 (2011), doi:10.1145/2063384.2063405.
public enum Philox {
  /// Four words from a counter of four and a key of two.
  public static func block(_ counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    var c = counter
    var k = key
    for round in 0..<10 {
      if round > 0 { k &+= SIMD2(0x9E37_79B9, 0xBB67_AE85) }
      let a = UInt64(0xD251_1F53) &* UInt64(c[0])
      let b = UInt64(0xCD9E_8D57) &* UInt64(c[2])
      c = SIMD4(
        UInt32(truncatingIfNeeded: b >> 32) ^ c[1] ^ k[0], UInt32(truncatingIfNeeded: b),
        UInt32(truncatingIfNeeded: a >> 32) ^ c[3] ^ k[1], UInt32(truncatingIfNeeded: a))
    }
    return c
  }
}

/// The random numbers of one input: a stream that depends on a seed and a name alone, so that the
/// same price has the same fortune in every plan that is compared.
public struct RandomStream: Sendable {
  private let key: SIMD2<UInt32>
  private let name: SIMD2<UInt32>

  public init(seed: UInt64, name: String) {
    key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    let hash = Self.hash(name)
    self.name = SIMD2(UInt32(truncatingIfNeeded: hash), UInt32(truncatingIfNeeded: hash >> 32))
  }

  /// FNV-1a over the bytes of the text: the same on every machine and in every run.
  ///
  /// Source: G. Fowler, L. C. Noll, K.-P. Vo, D. Eastlake, "The FNV Non-Cryptographic Hash
  /// Algorithm", section 4 and appendix.
  static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }

  /// The two 64-bit numbers at a place of the stream.
  func pair(_ index: UInt64) -> (UInt64, UInt64) {
    let counter = SIMD4(
      UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index >> 32), name[0], name[1])
    let words = Philox.block(counter, key: key)
    return (
      UInt64(words[1]) << 32 | UInt64(words[0]), UInt64(words[3]) << 32 | UInt64(words[2])
    )
  }

  /// A number between 0 and 1, never either.
  static func unit(_ bits: UInt64) -> Double {
    (Double(bits >> 12) + 0.5) * 0x1p-52
  }

  /// Shares for so many samples, one in each of as many equal strata, in random order: a column of
  /// a Latin hypercube.
  ///
  ///     u(i) = (π(i) + jitter(i)) / n,  π a random permutation
  ///
  /// - Parameter cube: Which hypercube of the run; each has its own permutation.
  /// Source: M. D. McKay, R. J. Beckman, W. J. Conover, "A comparison of three methods for selecting
  /// values of input variables in the analysis of output from a computer code", Technometrics 21
  /// (1979), 239–245.
  public func shares(_ count: Int, cube: Int = 0) -> [Double] {
    let start = UInt64(cube) << 32
    let draws = (0..<count).map { pair(start + UInt64($0)) }
    var strata = Array(0..<count)
    for index in stride(from: count - 1, to: 0, by: -1) {
      let other = draws[index].0.multipliedFullWidth(by: UInt64(index + 1)).high
      strata.swapAt(index, Int(other))
    }
    let last = 1.0.nextDown
    return strata.enumerated().map { index, stratum in
      min(last, (Double(stratum) + Self.unit(draws[index].1)) / Double(count))
    }
  }
}
