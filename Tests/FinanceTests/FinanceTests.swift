import Figures
import Finance
import Testing

@Suite struct OwnedCapitalTests {
  /// Capital, residual share, age, life in one unit; and what is left.
  static let values:
    [(capital: Double, residual: Double, age: Double, life: Double, left: Double)] =
      [
        (1000, 0, 0, 5, 1000),
        (1000, 0, 1, 5, 800),
        (1000, 0, 5, 5, 0),
        (1000, 0.1, 5, 5, 100),
        (1000, 0.1, 2.5, 5, 550),
        // After its life a thing keeps its residual and falls no further.
        (1000, 0.1, 12, 5, 100),
        (1000, 1, 3, 5, 1000),
      ]

  @Test(arguments: values)
  func valueFallsByAStraightLineToTheResidual(
    _ row: (capital: Double, residual: Double, age: Double, life: Double, left: Double)
  ) {
    let left = OwnedCapital.value(
      capital: row.capital, residual: row.residual, age: row.age, life: row.life)
    #expect(abs(left - row.left) < 1e-9)
  }

  /// 8 % a year on 2 M that falls to nothing, for a month: 6,666.67.
  @Test func theChargeIsOnTheAverageBalance() {
    #expect(
      abs(OwnedCapital.charge(capital: 2e6, endValue: 0, rate: 0.08 / 12, time: 1) - 6666.6667)
        < 1e-3)
    #expect(OwnedCapital.charge(capital: 100, endValue: 100, rate: 0.1, time: 2) == 20)
    #expect(OwnedCapital.charge(capital: 100, endValue: 50, rate: 0, time: 2) == 0)
  }

  /// The same tree in the ledger that remembers.
  @Test func formulasGiveTheSameValue() {
    let capital: Formula = 1000
    let age: Formula = 2
    let life: Formula = 5
    let left = OwnedCapital.value(capital: capital, residual: 0, age: age, life: life)
    #expect(left.value == OwnedCapital.value(capital: 1000.0, residual: 0, age: 2, life: 5))
    #expect(left.text == "1000 × (1 - (1 - 0) × min(1, 2 / 5))")
  }
}

@Suite struct BreakEvenTests {
  @Test(arguments: [(1.0, 0.0, 2.0, 0.5), (1.2, 0.4, 2.0, 0.75), (3.0, 0.0, 2.0, 1.5)])
  func atTheShareBothCostTheSame(_ fixed: Double, _ variable: Double, _ rent: Double, _ use: Double)
  {
    let share = BreakEven.utilisation(fixed: fixed, variable: variable, rent: rent)
    #expect(abs(share - use) < 1e-12)
    #expect(abs(fixed + share * variable - share * rent) < 1e-12)
  }

  @Test func whereAnHourCostsMoreThanItsRentTheAnswerIsNever() {
    #expect(BreakEven.utilisation(fixed: 1.0, variable: 3, rent: 2) < 0)
  }
}
