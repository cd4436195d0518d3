import Testing
import Units

@Suite struct CountConversionTests {
  private static let cases: [(Double, Int)] = [
    (0, 0), (2.9, 2), (-2.9, -2), (1e9, 1_000_000_000), (0x1p53, Int.largestCount),
    (1e19, Int.largestCount), (1e300, Int.largestCount), (-1e300, -Int.largestCount),
    (.infinity, Int.largestCount), (-.infinity, -Int.largestCount), (.nan, 0),
    (.leastNonzeroMagnitude, 0),
  ]

  @Test(arguments: cases)
  func everyNumberIsACount(_ value: Double, _ expected: Int) {
    #expect(Int(saturating: value) == expected)
  }

  @Test func everyBitPatternIsACount() {
    var state: UInt64 = 1
    for _ in 0..<100_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: state)
      let count = Int(saturating: value)
      #expect(abs(count) <= Int.largestCount)
      if abs(value) < 0x1p53 { #expect(Double(count) == value.rounded(.towardZero)) }
    }
  }

  private static let products: [(Int, Int, Int)] = [
    (3, 4, 12), (-3, 4, -12), (.max, 2, .max), (.min, 2, .min), (.max, -2, .min), (.min, -1, .max),
    (.max, 0, 0),
  ]

  @Test(arguments: products)
  func productsSaturate(_ a: Int, _ b: Int, _ expected: Int) {
    #expect(a.times(b) == expected)
  }
}
