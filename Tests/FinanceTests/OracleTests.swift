import Figures
import Finance
import HardwareKit
import Testing
import Units

/// Every row of the table of published results.
@Suite struct OracleTests {
  @Test func theTableIsRead() {
    #expect(OracleRow.all.count == 123)
    #expect(OracleRow.all.allSatisfy { $0.tolerance > 0 && !$0.source.isEmpty })
  }

  @Test(arguments: OracleRow.all)
  func publishedResultIsReproduced(_ row: OracleRow) throws {
    let candidates = try Self.results(of: row)
    #expect(
      candidates.contains { abs($0 - row.expected) <= row.tolerance },
      "found \(candidates), expected \(row.expected) ± \(row.tolerance); \(row.source)")
  }

  /// What we give: several only where flows have several internal rates, of which a source names one,
  /// and where a printed table and the rule behind it must both agree.
  private static func results(of row: OracleRow) throws -> [Double] {
    let given = try row.inputs()
    switch row.function {
    case "npv_excel", "npv_excel_plus_t0", "npv_t0", "xnpv", "irr", "xirr", "mirr":
      return try flows(row.function, given)
    case "pmt", "pv", "fv", "nper", "rate", "ipmt", "ppmt", "cumipmt", "cumprinc",
      "loan_balance_after", "loan_total_interest", "effect", "nominal":
      return [try annuity(row.function, given)]
    case "ddb", "sln", "syd", "db", "macrs_percent", "macrs_deduction", "straight_line_annual":
      return try depreciation(row.function, given)
    default:
      return [try market(row.function, given)]
    }
  }

  private static func flows(_ function: String, _ given: OracleRow.Inputs) throws -> [Double] {
    let values = try given.numbers("values")
    switch function {
    case "npv_excel":
      return [
        PresentValue.ofFlows(values, rate: try given.number("rate"), first: .afterOnePeriod)
      ]
    case "npv_excel_plus_t0":
      let later = PresentValue.ofFlows(
        values, rate: try given.number("rate"), first: .afterOnePeriod)
      return [try given.number("t0") + later]
    case "npv_t0":
      return [PresentValue.ofFlows(values, rate: try given.number("rate"), first: .now)]
    case "mirr":
      return [
        ModifiedReturn.rate(
          ofFlows: values, finance: try given.number("finance_rate"),
          reinvestment: try given.number("reinvest_rate"))
      ]
    case "irr": return InternalRates(ofFlows: values).roots
    default:
      let dates = try given.texts("dates").map { try CivilDate(parsing: $0) }
      guard function == "xnpv" else { return InternalRates(ofFlows: values, on: dates).roots }
      return [
        PresentValue.ofFlows(values, at: yearFractions(dates), rate: try given.number("rate"))
      ]
    }
  }

  private static func annuity(_ function: String, _ given: OracleRow.Inputs) throws -> Double {
    let timing: PaymentTiming = given.values["when"] as? String == "begin" ? .beginning : .end
    func number(_ name: String) throws -> Double { try given.number(name) }
    let future = given.values["fv"] as? Double ?? 0
    switch function {
    case "pmt":
      return Annuity.payment(
        rate: try number("rate"), periods: try number("nper"), presentValue: try number("pv"),
        futureValue: future, due: timing)
    case "pv":
      return Annuity.presentValue(
        rate: try number("rate"), periods: try number("nper"), payment: try number("pmt"),
        futureValue: future, due: timing)
    case "fv":
      return Annuity.futureValue(
        rate: try number("rate"), periods: try number("nper"), payment: try number("pmt"),
        presentValue: try number("pv"), due: timing)
    case "nper":
      return Annuity.periods(
        rate: try number("rate"), payment: try number("pmt"), presentValue: try number("pv"),
        futureValue: future, due: timing)
    case "rate":
      return try #require(
        AnnuityRate.rate(
          periods: try given.whole("nper"), payment: try number("pmt"),
          presentValue: try number("pv"), futureValue: future))
    case "ipmt":
      return Annuity.interest(
        rate: try number("rate"), period: try number("per"), periods: try number("nper"),
        presentValue: try number("pv"), futureValue: future)
    case "ppmt":
      return Annuity.principal(
        rate: try number("rate"), period: try number("per"), periods: try number("nper"),
        presentValue: try number("pv"), futureValue: future)
    case "cumipmt":
      return Annuity.cumulativeInterest(
        rate: try number("rate"), periods: try number("nper"), presentValue: try number("pv"),
        from: try number("start"), through: try number("end"))
    case "cumprinc":
      return Annuity.cumulativePrincipal(
        rate: try number("rate"), periods: try number("nper"), presentValue: try number("pv"),
        from: try number("start"), through: try number("end"))
    case "effect":
      return CompoundInterest.effective(
        nominal: try number("nominal"), times: try number("per_year"))
    case "nominal":
      return CompoundInterest.nominal(
        effective: try number("effective"), times: try number("per_year"))
    default:
      let loan = Loan(
        draws: [try number("principal")], rate: try number("annual_rate") / 12,
        periods: try given.whole("months"), repayment: .levelPayment)
      guard function == "loan_balance_after" else { return -loan.interest.reduce(0, +) }
      return loan.balances[try given.whole("period") - 1]
    }
  }

  private static func depreciation(
    _ function: String, _ given: OracleRow.Inputs
  ) throws -> [Double] {
    func number(_ name: String) throws -> Double { try given.number(name) }
    switch function {
    case "ddb":
      return [
        Depreciation.decliningBalance(
          cost: try number("cost"), salvage: try number("salvage"), life: try number("life"),
          period: try number("period"), factor: try number("factor"))
      ]
    case "sln":
      return [
        Depreciation.straightLine(
          cost: try number("cost"), salvage: try number("salvage"), life: try number("life"))
      ]
    case "straight_line_annual":
      return [
        Depreciation.straightLine(
          cost: try number("cost"), salvage: try number("salvage"),
          life: try number("life_years"))
      ]
    case "syd":
      return [
        Depreciation.sumOfDigits(
          cost: try number("cost"), salvage: try number("salvage"), life: try number("life"),
          period: try number("period"))
      ]
    case "db":
      return [
        FixedDecliningBalance.amount(
          cost: try number("cost"), salvage: try number("salvage"), life: try given.whole("life"),
          period: try given.whole("period"),
          firstYearMonths: try given.whole("first_year_months"))
      ]
    default:
      let year = try given.whole("year")
      let convention = try #require(conventions[try given.text("convention")])
      let shares = MACRS.shares(classYears: try given.whole("class_years"), convention)
      if function == "macrs_percent" { return [shares[year - 1] * 100] }
      return [TaxDeduction.amounts(cost: try number("cost"), bonus: 0, shares: shares)[year - 1]]
    }
  }

  private static let conventions: [String: MACRS.Convention] = [
    "half-year": .halfYear, "mid-quarter-Q1": .midQuarter(1), "mid-quarter-Q4": .midQuarter(4),
  ]

  private static func market(_ function: String, _ given: OracleRow.Inputs) throws -> Double {
    func number(_ name: String) throws -> Double { try given.number(name) }
    switch function {
    case "implied_forward_price":
      return TermStructure.forward(
        short: 1, shortPrice: try number("one_year_rate"), long: 3,
        longPrice: try number("three_year_rate"))
    case "implied_annual_price_ratio":
      return try #require(
        TermStructure.ratio(
          firstYear: try number("one_year_rate"), mean: try number("three_year_rate"), years: 3))
    case "value_after_progress":
      return Progress.value(
        price: try number("initial"),
        rate: Progress.rate(ordersOfMagnitude: try number("ooms_per_year")),
        age: try number("years"))
    case "amortised_rate_per_year":
      return Progress.rate(ordersOfMagnitude: try number("ooms_per_year"))
    case "mtbf_hours":
      return try record(given, accelerators: 1).timeBetween.base / TimeSpan.hour
    case "interruptions_per_1000_gpu_days":
      return try record(given, accelerators: try number("gpus"))
        .expected(accelerators: 1000, over: Quantity(base: TimeSpan.day))
    default:
      Issue.record("no function is named \(function)")
      return .nan
    }
  }

  private static func record(
    _ given: OracleRow.Inputs, accelerators: Double
  ) throws -> InterruptionRecord {
    InterruptionRecord(
      interruptions: try given.number("interruptions"),
      span: Quantity(base: try given.number("days") * TimeSpan.day), accelerators: accelerators)
  }

  /// The rule behind the tables gives every printed percentage to 0.011 points.
  @Test(arguments: OracleRow.all.filter { $0.function == "macrs_percent" })
  func theRuleGivesThePrintedTable(_ row: OracleRow) throws {
    let given = try row.inputs()
    let life = try given.whole("class_years")
    let convention = try #require(Self.conventions[try given.text("convention")])
    let shares = Depreciation.schedule(
      life: Double(life), factor: MACRS.factor(classYears: life), firstYear: convention.firstYear,
      years: life + 1)
    #expect(abs(shares[try given.whole("year") - 1] * 100 - row.expected) <= 0.011)
  }

  /// The accelerator-time between interruptions in our data is the one that the report gives.
  @Test func ourReliabilityIsTheReportedOne() throws {
    let report = InterruptionRecord(
      interruptions: 419, span: Quantity(base: 54 * TimeSpan.day), accelerators: 16_384)
    let ours = try SharedData.embedded().reliability.interval.value
    #expect(abs(ours - report.acceleratorTimeBetween.base) <= 0.5 * TimeSpan.hour)
  }
}
