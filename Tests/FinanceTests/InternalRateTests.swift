import Finance
import Testing

@Suite struct InternalRateTests {
  /// Flows built from their roots in x = 1 / (1 + rate), so that all rates are known.
  static let known: [(rates: [Double], flows: [Double])] = {
    let sets: [[Double]] = [
      [0.1], [0.1, 0.5], [-0.5, 0.25, 2], [0.05, 0.06, 0.07], [-0.9, 0, 10], [0.25, 0.25],
      [0.02, 0.02, 0.4],
    ]
    return sets.map { rates in
      var flows = [1.0]
      for rate in rates {
        // Multiply by (1 - (1 + rate) · x).
        var next = flows + [0]
        for index in flows.indices { next[index + 1] -= flows[index] * (1 + rate) }
        flows = next
      }
      return (rates, flows)
    }
  }()

  @Test(arguments: known)
  func everyRootIsFound(_ row: (rates: [Double], flows: [Double])) {
    let found = InternalRates(ofFlows: row.flows)
    let distinct = row.rates.reduce(into: [Double]()) { kept, rate in
      if kept.last != rate { kept.append(rate) }
    }
    #expect(found.roots.count == distinct.count, "\(found.roots) of \(row.flows)")
    for (root, rate) in zip(found.roots, distinct) { #expect(abs(root - rate) < 1e-6) }
    #expect(found.signChanges == row.rates.count)
  }

  @Test func threeSignChangesAreRefusedWithTheirCount() {
    // The documentation of numpy-financial gives 0.0886; it is not the only one in doubt.
    let rates = InternalRates(ofFlows: [-5, 10.5, 1, -8, 1])
    #expect(rates.signChanges == 3)
    #expect(rates.roots.count == 3)
    #expect(rates.only == nil)
  }

  @Test(
    arguments: [[], [0, 0], [100, 200], [-1, -2, -3], [.nan, 1], [-100, .infinity]] as [[Double]])
  func withoutAChangeOfSignThereIsNone(_ flows: [Double]) {
    #expect(InternalRates(ofFlows: flows).roots.isEmpty)
  }

  @Test func rateAboveTheHighestIsNone() {
    #expect(abs(InternalRates(ofFlows: [-1, 11]).roots[0] - 10) < 1e-9)
    #expect(InternalRates(ofFlows: [-1, 12]).roots.isEmpty)
  }

  @Test func longListsKeepTheirDigits() throws {
    var flows = [Double](repeating: 1, count: 601)
    flows[0] = -100
    let rate = try #require(InternalRates(ofFlows: flows).only)
    #expect(abs(PresentValue.ofFlows(flows, rate: rate, first: .now)) < 1e-9)
    let loss = [-100.0] + [Double](repeating: 0.1, count: 600)
    let low = try #require(InternalRates(ofFlows: loss).only)
    #expect(low < 0)
    #expect(abs(PresentValue.ofFlows(loss, rate: low, first: .now)) < 1e-8)
  }

  @Test func datesAtWholeYearsAgreeWithPeriods() throws {
    let even = try #require(InternalRates(ofFlows: [-100, 30, 40, 50]).only)
    let timed = try #require(
      InternalRates(ofFlows: [-100, 30, 40, 50], at: [0, 1, 2, 3.0000001]).only)
    #expect(abs(even - timed) < 1e-6)
  }

  /// Random flows: what is found is zero, and between what is found the present value keeps its sign.
  @Test func nothingIsMissed() {
    var random = SplitMix64(state: 7)
    for _ in 0..<300 {
      let flows = (0..<Int.random(in: 2...12, using: &random)).map { _ in
        Double.random(in: -100...100, using: &random)
      }
      let found = InternalRates(ofFlows: flows).roots
      func value(_ rate: Double) -> Double {
        PresentValue.ofFlows(flows, rate: rate, first: .now)
      }
      var changes = 0
      var last = value(-0.95)
      for step in 1...4000 {
        let next = value(-0.95 + Double(step) * 10.95 / 4000)
        if (next < 0) != (last < 0) { changes += 1 }
        last = next
      }
      #expect(found.count { $0 > -0.95 } >= changes, "\(flows)")
      for rate in found {
        let size = PresentValue.ofFlows(flows.map(abs), rate: rate, first: .now)
        #expect(abs(value(rate)) <= 1e-9 * size, "\(rate) of \(flows)")
      }
    }
  }

  @Test func rateOfALoanIsFound() throws {
    let payment = Annuity.payment(
      rate: 0.01, periods: 36, presentValue: 1000.0, futureValue: -200, due: .beginning)
    let rate = AnnuityRate.rate(
      periods: 36, payment: payment, presentValue: 1000, futureValue: -200, due: .beginning)
    #expect(abs(try #require(rate) - 0.01) < 1e-12)
    #expect(AnnuityRate.rate(periods: 0, payment: 1, presentValue: -1) == nil)
    #expect(AnnuityRate.rate(periods: 3, payment: 1, presentValue: 1) == nil)
  }
}
