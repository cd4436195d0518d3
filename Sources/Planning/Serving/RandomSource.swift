import Figures

/// Pseudo-random numbers from a seed: the same seed gives the same simulation on every machine.
///
/// Sources: S. Vigna, "SplitMix64" (public domain, 2015); G. Marsaglia and W. W. Tsang, "A simple method
/// for generating gamma variables", ACM TOMS 26(3), 2000.
struct RandomSource: Sendable {
  private var state: UInt64
  private var spare: Double?

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// Above 0 and below 1.
  mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

  mutating func exponential() -> Double { -Double.logarithm(uniform()) }

  mutating func normal() -> Double {
    if let kept = spare {
      spare = nil
      return kept
    }
    while true {
      let (u, v) = (2 * uniform() - 1, 2 * uniform() - 1)
      let s = u * u + v * v
      guard s < 1, s > 0 else { continue }
      let scale = (-2 * Double.logarithm(s) / s).squareRoot()
      spare = v * scale
      return u * scale
    }
  }

  /// A gamma variable of mean 1 and a standard deviation of `variation`; 1 is the exponential, 0 is 1.
  mutating func gamma(variation: Double) -> Double {
    if variation <= 0 { return 1 }
    if variation == 1 { return exponential() }
    let shape = 1 / (variation * variation)
    if shape < 1 {
      // Boost: a gamma of shape + 1 times a power of a uniform.
      let boosted = standardGamma(shape + 1)
      return boosted * Double.power(uniform(), 1 / shape) / shape
    }
    return standardGamma(shape) / shape
  }

  private mutating func standardGamma(_ shape: Double) -> Double {
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let t = 1 + c * x
      guard t > 0 else { continue }
      let v = t * t * t
      if Double.logarithm(uniform()) < x * x / 2 + d - d * v + d * Double.logarithm(v) {
        return d * v
      }
    }
  }
}
