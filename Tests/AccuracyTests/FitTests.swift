import Figures
import Testing

@testable import Accuracy

@Suite struct FitTests {
  /// Times of a memory-and-compute law `t = a·x + b·y`, whose constants are known.
  private let inputs: [(x: Double, y: Double)] = (0..<40).map { index in
    let y: Int = (index * 5) % 11 + 1
    return (x: Double(index % 7 + 1), y: Double(y))
  }

  private func fit(
    _ truth: [Double], outliers: Set<Int> = [], spread: Double = 2
  ) -> FitResult {
    let measured = inputs.enumerated().map { index, at in
      (truth[0] * at.x + truth[1] * at.y) * (outliers.contains(index) ? 5 : 1)
    }
    let parameters = [
      FitParameter("a", prior: 1, spread: spread), FitParameter("b", prior: 1, spread: spread),
    ]
    return LeastSquares().fit(parameters, weights: [Double](repeating: 1, count: 40)) {
      values, rows in
      rows.map { row in
        let at = inputs[row]
        return .logarithm((values[0] * at.x + values[1] * at.y) / measured[row])
      }
    }
  }

  @Test func knownConstantsAreFound() {
    let result = fit([0.3, 2.5])
    // The prior, two spreads off, pulls a little.
    #expect(abs(result.values[0] / 0.3 - 1) < 5e-3)
    #expect(abs(result.values[1] / 2.5 - 1) < 5e-3)
    #expect(result.cost < result.initialCost * 2e-3)
    #expect(result.deviations.allSatisfy { $0 < 0.1 })
  }

  @Test func outliersHardlyPull() {
    let result = fit([0.3, 2.5], outliers: [3, 17, 29])
    #expect(abs(result.values[0] / 0.3 - 1) < 0.05)
    #expect(abs(result.values[1] / 2.5 - 1) < 0.05)
  }

  @Test func withoutRowsThePriorStays() {
    let parameters = [
      FitParameter("seen", prior: 2, spread: 1), FitParameter("unseen", prior: 3, spread: 0.2),
      FitParameter("fixed", prior: 5, spread: 0),
    ]
    let result = LeastSquares().fit(parameters, weights: [1, 1]) { values, rows in
      rows.map { _ in .logarithm(values[0] / 4) }
    }
    #expect(abs(result.values[0] - 4) < 0.02)
    #expect(abs(result.values[1] - 3) < 1e-9)
    #expect(result.values[2] == 5)
    #expect(abs(result.deviations[1] - 0.2) < 1e-6)
  }

  @Test func touchedRowsAloneAreEvaluated() {
    var evaluations = 0
    let parameters = (0..<10).map { FitParameter("p\($0)", prior: 1, spread: 1) }
    let result = LeastSquares().fit(
      parameters, weights: [Double](repeating: 1, count: 10), touches: (0..<10).map { [$0] }
    ) { values, rows in
      evaluations += rows.count
      return rows.map { .logarithm(values[$0] / Double($0 + 1)) }
    }
    for index in 0..<10 { #expect(abs(result.values[index] / Double(index + 1) - 1) < 0.02) }
    #expect(evaluations < 25 * result.iterations + 10)
  }

  @Test func theSameRowsGiveTheSameBits() {
    #expect(fit([0.3, 2.5], outliers: [4]).values == fit([0.3, 2.5], outliers: [4]).values)
  }

  @Test func splitsKeepCellsWholeAndSeeds() {
    let cells = (0..<50).map { "cell \($0 % 20)" }
    let split = CellSplit(cells, seed: 7)
    #expect(split.fitting(share: 0.6).count == 12)
    let folds = split.folds(5)
    #expect(folds.map(\.count) == [4, 4, 4, 4, 4])
    #expect(folds.reduce(into: Set()) { $0.formUnion($1) }.count == 20)
    #expect(CellSplit(cells.reversed(), seed: 7).fitting(share: 0.6) == split.fitting(share: 0.6))
    #expect(CellSplit(cells, seed: 8).fitting(share: 0.6) != split.fitting(share: 0.6))
  }

  @Test func crowdedCellsWeighLess() {
    let weights = LeastSquares.weights(cells: ["a", "a", "a", "a", "b"])
    #expect(weights == [0.5, 0.5, 0.5, 0.5, 1])
  }
}

/// A set of one law with known constants: `t = a·x + b·y`, in cells of three rows.
struct ToySet: CalibrationSet {
  let name = "training"
  let fittingShare = 0.6
  let parameters = [
    FitParameter("a", prior: 1, spread: 1), FitParameter("b", prior: 1, spread: 1),
  ]
  let samples = (0..<60).map { index in
    FitSample(
      file: "toy.csv", id: index + 2, measure: .stepTime, cell: "cell \(index / 3)",
      group: "training toy", weight: index == 0 ? 0 : 1)
  }
  var touches: [[Int]] { [Array(0..<60), Array(0..<60)] }

  func residuals(_ values: [Double], _ samples: [Int]) -> [Double] {
    samples.map { index in
      if index == 1 { return 0 }
      let (x, y) = (Double(index % 7 + 1), Double(index * 5 % 11 + 1))
      let noise = 0.02 * Double(index * 37 % 11 - 5) / 5
      let predicted: Double = values[0] * x + values[1] * y
      let measured: Double = 0.3 * x + 2.5 * y
      return .logarithm(predicted / measured) + noise
    }
  }
}

@Suite struct CalibrationReportTests {
  @Test func showsBothSides() throws {
    let report = CalibrationReport(ToySet())
    #expect(
      report.views.map(\.title) == [
        "today's constants", "fitted on all, in sample", "split 2026, fitted side",
        "split 2026, other side", "5 folds by cell, seed 2026, held out", "split 1, fitted side",
        "split 1, other side", "5 folds by cell, seed 1, held out", "split 2, fitted side",
        "split 2, other side", "5 folds by cell, seed 2, held out",
      ])
    let today = try #require(report.views[0].errors.first?.median)
    let held = try #require(report.views[4].errors.first)
    #expect(today > 0.3)
    // The row without a prediction does not count.
    #expect(held.rows == 59 && held.quantity == "step_time")
    #expect(held.median.map { $0 < 0.03 } == true)
    #expect(report.heldOut.count == 59 && report.bandSamples.count == 59)
    #expect(abs(report.fitted.values[1] / 2.5 - 1) < 0.02)
  }
}
