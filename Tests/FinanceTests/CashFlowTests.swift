import Figures
import Finance
import Testing

@Suite struct PresentValueTests {
  @Test func theTwoConventionsAreOnePeriodApart() {
    let flows = [-40_000.0, 5000, 8000, 12_000, 30_000]
    let now = PresentValue.ofFlows(flows, rate: 0.08, first: .now)
    let later = PresentValue.ofFlows(flows, rate: 0.08, first: .afterOnePeriod)
    #expect(abs(now / 1.08 - later) < 1e-9)
    #expect(PresentValue.ofFlows([Double](), rate: 0.1, first: .now) == 0)
  }

  @Test func aSheetReadsTheSameFormula() {
    let flows: [Formula] = [0 - 100, 60, 70]
    let value = PresentValue.ofFlows(flows, rate: 1, first: .now)
    #expect(value.text == "0 - 100 + (60 + 70 / 2) / 2")
    #expect(value.value == PresentValue.ofFlows([-100.0, 60, 70], rate: 1, first: .now))
  }

  /// Flows that pay first and receive later are worth less at a higher rate.
  @Test func conventionalFlowsLoseValueWithTheRate() {
    var random = SplitMix64(state: 11)
    for _ in 0..<200 {
      let flows =
        [-Double.random(in: 1...1000, using: &random)]
        + (0..<20).map { _ in Double.random(in: 0...100, using: &random) }
      let rates = (0..<30).map { Double($0) * 0.05 - 0.5 }
      let values = rates.map { PresentValue.ofFlows(flows, rate: $0, first: .now) }
      #expect(zip(values, values.dropFirst()).allSatisfy { $0 > $1 })
    }
  }
}

@Suite struct PaybackTests {
  @Test func firstPeriodWithoutALoss() {
    #expect(Payback.period(ofFlows: [-100.0, 40, 40, 40]) == 3)
    #expect(Payback.period(ofFlows: [-100.0, 50, 50, 50]) == 2)
    #expect(Payback.period(ofFlows: [0.0, -5, 50]) == 0)
  }

  @Test func neverIsTheNumberOfFlows() {
    #expect(Payback.period(ofFlows: [-100.0, 10, 10]) == 3)
    #expect(Payback.period(ofFlows: [Double]()) == 0)
  }

  @Test func discountedPaybackIsLater() {
    let flows = [-100.0, 40, 40, 40, 40]
    let discounted = Payback.discounted(flows, rate: 0.1)
    #expect(Payback.period(ofFlows: discounted) == 4)
    #expect(
      abs(discounted.reduce(0, +) - PresentValue.ofFlows(flows, rate: 0.1, first: .now)) < 1e-9)
  }

  @Test func aSheetReadsNestedConditions() {
    let flows: [Formula] = [0 - 3, 2]
    #expect(
      Payback.period(ofFlows: flows).text
        == "if(0 <= 0 - 3, 0, 1 + if(0 <= 0 - 3 + 2, 0, 1))")
  }
}

@Suite struct AnnuityTests {
  @Test func aRateOfZeroDividesEvenly() {
    #expect(Annuity.payment(rate: 0, periods: 10.0, presentValue: 1000, futureValue: 0) == -100)
    #expect(Annuity.periods(rate: 0, payment: -100.0, presentValue: 1000, futureValue: 0) == 10)
    #expect(
      Annuity.futureValue(rate: 0, periods: 10.0, payment: -100, presentValue: 0) == 1000)
  }

  /// Capital recovery of 2 M over 60 months at 8 % a year, nothing left: PMT(0.08 / 12, 60, 2e6).
  @Test func capitalRecoveryIsAPayment() {
    let paid = -Annuity.payment(
      rate: 0.08 / 12, periods: 60.0, presentValue: 2_000_000, futureValue: 0)
    #expect(abs(paid - 40_552.79) < 0.005)
    let withResidual = -Annuity.payment(
      rate: 0.08 / 12, periods: 60.0, presentValue: 2_000_000, futureValue: -300_000)
    #expect(withResidual < paid)
  }

  /// Hamilton's facility: each class over its own life at the cost of money. Recalled inputs; the
  /// shares are as printed (methods: overall cost of 3.8 M a month).
  @Test func aFacilityFromCapitalComesOutAsPublished() {
    func monthly(_ cost: Double, _ years: Double) -> Double {
      -Annuity.payment(
        rate: 0.05 / 12, periods: years * 12, presentValue: cost, futureValue: 0)
    }
    let rows: [(Double, Double)] = [
      (monthly(45_978 * 1450, 3), 1_998_103), (monthly(12_800_000, 4), 294_775),
      (monthly(88_000_000, 10), 933_377), (8000 * 1.45 * 0.8 * 0.07 * 730, 474_208),
    ]
    for (value, published) in rows { #expect(abs(value - published) <= 60, "\(value)") }
  }

  @Test func interestAndPrincipalAddUpToThePayment() {
    let payment = Annuity.payment(rate: 0.01, periods: 24.0, presentValue: 2000, futureValue: 0)
    for period in 1...24 {
      let interest = Annuity.interest(
        rate: 0.01, period: Double(period), periods: 24, presentValue: 2000, futureValue: 0)
      let principal = Annuity.principal(
        rate: 0.01, period: Double(period), periods: 24, presentValue: 2000, futureValue: 0)
      #expect(abs(interest + principal - payment) < 1e-9)
    }
    let all = Annuity.cumulativePrincipal(
      rate: 0.01, periods: 24.0, presentValue: 2000, from: 1, through: 24)
    #expect(abs(all + 2000) < 1e-9)
  }
}

@Suite struct LoanTests {
  static let kinds: [Loan<Double>.Repayment] = [.levelPayment, .levelPrincipal, .interestOnly]

  @Test(arguments: kinds)
  func everyLoanIsPaidBack(_ repayment: Loan<Double>.Repayment) {
    let loan = Loan(
      draws: [100.0, 200, 300], rate: 0.01, periods: 36, grace: 6, repayment: repayment)
    #expect(abs(loan.principal.reduce(0, +) - 600) < 1e-9)
    #expect(abs(loan.balances[35]) < 1e-9)
    #expect(loan.principal.prefix(6).allSatisfy { $0 == 0 })
    // At the loan's own rate draws and service are worth the same.
    let draws = PresentValue.ofFlows(loan.draws, rate: 0.01, first: .now)
    let service = PresentValue.ofFlows(loan.service, rate: 0.01, first: .afterOnePeriod)
    #expect(abs(draws - service) < 1e-9)
  }

  @Test func levelMeansLevel() {
    let payments = Loan(
      draws: [100.0], rate: 0.02, periods: 12, grace: 2, repayment: .levelPayment
    ).service.dropFirst(2)
    #expect(payments.allSatisfy { abs($0 - payments[2]) < 1e-12 })
    let principal = Loan(
      draws: [100.0], rate: 0.02, periods: 12, grace: 2, repayment: .levelPrincipal
    ).principal.dropFirst(2)
    #expect(principal.allSatisfy { abs($0 - 10) < 1e-12 })
  }

  @Test func coverageIsCashOverService() {
    #expect(Coverage.ratios(cash: [150.0, 100], service: [100, 100]) == [1.5, 1])
    #expect(Coverage.worst([1.5, 1.0, 1.2]) == 1)
    #expect(Coverage.worst([Double]()) == nil)
  }

  /// Debt below the project's own return lifts the owners' return.
  @Test func cheapDebtLeversTheReturn() throws {
    let project = [-1000.0] + [Double](repeating: 300, count: 5)
    let loan = Loan(draws: [600.0], rate: 0.08, periods: 5, repayment: .levelPayment)
    let equity = Coverage.equityFlows(
      project: project, draws: [600], service: [0] + loan.service)
    #expect(equity[0] == -400)
    let plain = try #require(InternalRates(ofFlows: project).only)
    let levered = try #require(InternalRates(ofFlows: equity).only)
    #expect(plain > 0.08 && levered > plain)
  }
}

@Suite struct TaxTests {
  @Test func lossesAreCarriedForward() {
    let taxes = IncomeTax.amounts(incomes: [-100.0, 60, 60, 100], rate: 0.21, limit: 1)
    #expect(zip(taxes, [0, 0, 4.2, 21]).allSatisfy { abs($0 - $1) < 1e-12 })
    let limited = IncomeTax.amounts(incomes: [-100.0, 60, 100], rate: 0.21, limit: 0.8)
    // 48 of the 60 and 52 of the 100 are taken away.
    #expect(abs(limited[1] - 0.21 * 12) < 1e-12)
    #expect(abs(limited[2] - 0.21 * 48) < 1e-12)
    #expect(IncomeTax.amounts(incomes: [-100.0, 60], rate: 0.2, limit: 0)[1] == 12)
  }

  @Test func bonusComesFirstAndNothingIsLost() {
    let shares = MACRS.shares(classYears: 5, .halfYear)
    let amounts = TaxDeduction.amounts(cost: 1000.0, bonus: 0.6, shares: shares)
    #expect(abs(amounts[0] - (600 + 400 * 0.2)) < 1e-9)
    #expect(abs(amounts.reduce(0, +) - 1000) < 1e-9)
  }

  @Test(arguments: [3, 5, 7, 10, 15, 20])
  func everyScheduleAddsUpToTheCost(_ years: Int) {
    for convention in [MACRS.Convention.halfYear, .midQuarter(1), .midQuarter(2), .midQuarter(4)] {
      let shares = MACRS.shares(classYears: years, convention)
      #expect(shares.count == years + 1)
      #expect(abs(shares.reduce(0, +) - 1) < 6e-4)
    }
    let straight = Depreciation.schedule(
      life: Double(years), factor: 1, firstYear: 1, years: years)
    #expect(straight.allSatisfy { abs($0 - 1 / Double(years)) < 1e-12 })
  }

  /// With no tax, and debt at the rate of the rent, leasing is worth what the residual is not.
  @Test func aLeaseAtTheDebtRateIsWorthNothingMore() {
    let rent = -Annuity.payment(rate: 0.1, periods: 3.0, presentValue: 1000, futureValue: 0)
    let advantage = Lease.advantage(
      price: 1000, rents: [rent, rent, rent], firstRent: .afterOnePeriod, deductions: [], tax: 0,
      debtRate: 0.1, residual: 0, residualRate: 0.2, periods: 3)
    #expect(abs(advantage) < 1e-9)
    let withResidual = Lease.advantage(
      price: 1000, rents: [rent, rent, rent], firstRent: .afterOnePeriod, deductions: [], tax: 0,
      debtRate: 0.1, residual: 172.8, residualRate: 0.2, periods: 3)
    #expect(abs(withResidual + 100) < 1e-9)
  }
}

@Suite struct PricePathTests {
  @Test func fallingPricesStopAtTheFloor() {
    #expect(abs(PricePath.falling(start: 2.2, floor: 0.37, change: -0.2, time: 0) - 2.2) < 1e-12)
    #expect(PricePath.falling(start: 2.2, floor: 0.37, change: -0.2, time: 200) < 0.3701)
    #expect(PricePath.falling(start: 0.2, floor: 0.37, change: -0.2, time: 1) == 0.37)
  }

  @Test func risingPricesAreFreeOfIt() {
    #expect(abs(PricePath.twoSided(start: 2.0, floor: 1, change: 0.1, time: 2) - 2.42) < 1e-12)
    #expect(abs(PricePath.twoSided(start: 2.0, floor: 1, change: -0.5, time: 1) - 1.5) < 1e-12)
  }

  @Test func stepsHoldFromTheirTime() {
    #expect(PricePath.stepped(2.0, step: -0.25, at: 12, time: 11) == 2)
    #expect(PricePath.stepped(2.0, step: -0.25, at: 12, time: 12) == 1.5)
  }

  @Test func residualsRunAlongTheirPoints() {
    let points: [(age: Double, share: Double)] = [(12, 0.6), (24, 0.4), (60, 0.1)]
    let rows: [(Double, Double)] = [(0, 1), (6, 0.8), (12, 0.6), (18, 0.5), (42, 0.25), (90, 0.1)]
    for (age, share) in rows {
      #expect(abs(PricePath.alongPoints(points, age: age) - share) < 1e-12)
    }
  }

  @Test func eachDoublingCostsTheSameShare() {
    let price = LearningCurve.price(start: 100.0, volumeRatio: 8, progress: 0.8)
    #expect(abs(price - 51.2) < 1e-9)
  }

  @Test func aLinearMeasureIsZeroBetween() {
    #expect(BreakEven.zero(low: 1.0, high: 3, atLow: -10, atHigh: 30) == 1.5)
    #expect(CompoundInterest.rate(effective: 0.21, parts: 2.0) - 0.1 < 1e-12)
  }
}
