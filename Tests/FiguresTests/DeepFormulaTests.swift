import Foundation
import Testing
import Units

@testable import Figures

/// A formula is as deep as a plan has terms to add. Nothing that reads one may need stack for each.
@Suite struct DeepFormulaTests {
  private static let terms = 1_000_000

  /// Runs on a stack of 256 KB, a thirtieth of what programs usually have.
  private func onSmallStack<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      let thread = Thread { continuation.resume(with: Swift.Result(catching: body)) }
      thread.stackSize = 256 << 10
      thread.start()
    }
  }

  @Test func sumOfAMillionTermsIsPrintedSampledAndFreed() async throws {
    let length = try await onSmallStack {
      var sheet = Sheet()
      let x = sheet.input(FigureID("x", "X"), Fact<Ratio>(3, assumed))
      var total: Formula = 0
      for _ in 0..<Self.terms { total = total + x }
      total = sheet.define(FigureID("total", "Total"), total)
      #expect(total.value == Double(3 * Self.terms))
      let formula = try #require(sheet["total"]?.formula)
      #expect(formula.figureNames == ["x"])
      #expect(Derivatives(sheet).gradient(of: "total")?.slopes == ["x": Double(Self.terms)])
      let tape = Tape(sheet, outputs: [total], varying: ["x"])
      let inputs = Columns(count: 1, rows: 2)
      inputs.fill(0) { Double($0) }
      #expect(tape.run(inputs).values(0) == [0, Double(Self.terms)])
      return formula.text.utf8.count
    }
    #expect(length == Self.terms + 3 * (Self.terms - 1))
  }

  @Test func deepRightOperandsReadBackToTheSameTree() async throws {
    try await onSmallStack {
      let x = Formula.figure("x", value: 1, dimension: .none, taint: [])
      var tree = x
      for level in 0..<100_000 {
        tree =
          level.isMultiple(of: 2)
          ? x - tree : .larger(x, .select(x, atMost: 2, then: tree, otherwise: x))
      }
      let again = try FormulaParser.parse(tree.text) { $0 == "x" ? x : nil }
      #expect(again.isSameTree(as: tree))
      #expect(!(again + x).isSameTree(as: tree + tree))
    }
  }
}
