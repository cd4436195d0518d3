import RealModule
import Testing
import Units

@testable import Figures

@Suite struct SobolTests {
  /// f = sin x₁ + a sin² x₂ + b x₃⁴ sin x₁ over (−π, π)³ with a = 7, b = 0.1: the published indices
  /// are 0.3139, 0.4424 and 0; in total 0.5576, 0.4424 and 0.2437.
  ///
  /// Source: A. Saltelli et al., "Global Sensitivity Analysis: The Primer" (2008), section 4.6 table;
  /// closed forms in T. Ishigami, T. Homma, ISUMA '90 (1990), 398–403.
  @Test func ishigami() {
    let indices = SobolIndices(["x1", "x2", "x3"], seed: 1, rows: 16_384) { shares in
      shares[0].indices.map { row in
        let x = shares.map { (2 * $0[row] - 1) * Double.pi }
        let s = Double.sin(x[1])
        return Double.sin(x[0]) + 7 * s * s + 0.1 * Double.pow(x[2], 4) * Double.sin(x[0])
      }
    }
    let pi4 = Double.pow(Double.pi, 4)
    let variance = 49.0 / 8 + 0.1 * pi4 / 5 + 0.01 * pi4 * pi4 / 18 + 0.5
    #expect(abs(indices.variance / variance - 1) < 0.02)
    for (found, expected) in zip(indices.first, [0.3139, 0.4424, 0]) {
      #expect(abs(found - expected) < 0.02, "first \(indices.first)")
    }
    for (found, expected) in zip(indices.total, [0.5576, 0.4424, 0.2437]) {
      #expect(abs(found - expected) < 0.02, "total \(indices.total)")
    }
  }

  /// f = Π (|4x − 2| + a)/(1 + a) with a = 0, 1, 4.5, 9, 99, 99, 99, 99: partial variances are
  /// V(i) = 1/(3 (1 + a)²) of V = Π (1 + V(i)) − 1; published first-order indices of the first four
  /// are 0.716, 0.179, 0.0237 and 0.0072.
  ///
  /// Source: A. Saltelli, I. M. Sobol', Mathematical Modelling 7 (1995), 31–41.
  @Test func gFunction() {
    let a = [0, 1, 4.5, 9, 99, 99, 99, 99]
    let indices = SobolIndices(a.indices.map { "x\($0)" }, seed: 2, rows: 16_384) { shares in
      shares[0].indices.map { row in
        a.indices.reduce(1.0) { $0 * (abs(4 * shares[$1][row] - 2) + a[$1]) / (1 + a[$1]) }
      }
    }
    for (found, expected) in zip(indices.first, [0.716, 0.179, 0.0237, 0.0072, 0, 0, 0, 0]) {
      #expect(abs(found - expected) < 0.02, "\(indices.first)")
    }
  }
}

@Suite struct SwingTests {
  @Test func widestFirst() throws {
    var sheet = Sheet()
    let narrow = try Estimate(uniformFrom: 1, to: 2)
    let wide = try Estimate(uniformFrom: 0, to: 10)
    let a = sheet.input(FigureID("a", "A"), Fact<Ratio>(narrow, assumed))
    let b = sheet.input(FigureID("b", "B"), Fact<Ratio>(wide, assumed))
    let tape = Tape(sheet, outputs: [a - b], varying: ["a", "b"])
    let swings = tape.swings([narrow, wide])
    #expect(swings.map(\.input) == ["b", "a"])
    #expect(abs(swings[0].atLow - 0.5) < 1e-12 && abs(swings[0].atHigh + 7.5) < 1e-12)
    #expect(abs(swings[1].inputLow - 1.1) < 1e-12 && abs(swings[1].width - 0.8) < 1e-12)
  }
}

@Suite struct BracketingTests {
  @Test func findsTheNearestCrossing() throws {
    let roots = try #require(
      Bracketing.crossing(from: 0.1, to: 10, nearest: 4) { $0.map { ($0 - 2) * ($0 - 5) } })
    #expect(abs(roots - 5) < 1e-9)
    let jump = try #require(
      Bracketing.crossing(from: -3, to: 4, nearest: 0) { $0.map { $0 > 1 ? 1 : -1 } })
    #expect(abs(jump - 1) < 1e-9)
  }

  @Test func saysNever() {
    #expect(Bracketing.crossing(from: 1, to: 2, nearest: 1) { $0.map { _ in 1 } } == nil)
    #expect(Bracketing.crossing(from: 2, to: 2, nearest: 2) { $0 } == nil)
  }
}

@Suite struct DerivativeTests {
  @Test func closedForms() throws {
    var sheet = Sheet()
    let x = sheet.input(FigureID("x", "X"), Fact<Ratio>(2, assumed))
    let y = sheet.input(FigureID("y", "Y"), Fact<Ratio>(3, assumed))
    let product = sheet.define(FigureID("product", "P"), x * y)
    _ = sheet.define(FigureID("power", "P"), .power(x, y))
    _ = sheet.define(FigureID("quotient", "Q"), product / (x + 1))
    _ = sheet.define(FigureID("norm", "N"), .norm(x * x, y, 2))
    _ = sheet.define(FigureID("steps", "S"), .ceiling(x / y) * y)
    _ = sheet.define(FigureID("kink", "K"), .ceiling(x) * y + .larger(x, 2))
    let derivatives = Derivatives(sheet)
    func slope(_ figure: String, _ input: String) throws -> Double {
      try #require(derivatives.gradient(of: figure)).slopes[input] ?? 0
    }
    #expect(try slope("product", "x") == 3 && slope("product", "y") == 2)
    #expect(abs(try slope("power", "x") - 12) < 1e-12)
    #expect(abs(try slope("power", "y") - 8 * Double.log(2)) < 1e-12)
    // xy/(x+1): y/(x+1)² and x/(x+1).
    #expect(abs(try slope("quotient", "x") - 1.0 / 3) < 1e-12)
    #expect(abs(try slope("quotient", "y") - 2.0 / 3) < 1e-12)
    // √(x⁴ + y²) = 5: 2x³/5 and y/5.
    #expect(abs(try slope("norm", "x") - 3.2) < 1e-12)
    #expect(abs(try slope("norm", "y") - 0.6) < 1e-12)
    #expect(try slope("steps", "x") == 0 && slope("steps", "y") == 1)
    #expect(derivatives.gradient(of: "steps")?.kinks == [])
    #expect(derivatives.gradient(of: "kink")?.kinks == ["kink"])
    #expect(derivatives.gradient(of: "nothing") == nil)
  }
}
