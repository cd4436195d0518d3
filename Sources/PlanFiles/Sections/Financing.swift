import Diagnostics
import Documents
import Figures
import HardwareKit
import Keys
import Planning
import Units

extension CapitalCharge {
  static let short = rateForm.map { CapitalCharge(rate: $0, method: .average) }

  private static let rateForm = Form.fact(
    PerSecond.self, .notNegative, "8% per year", evidence: .assumed, sample: "8% per year")

  static let section = Section<CapitalCharge>(
    "capital-charge", "A charge on capital", merged: false
  ) { keys in
    let rate = keys.required("rate", rateForm, "of interest")
    let method: Method? = keys.optional(
      "method", .caseName,
      "on the average employed, or level payments over each life", without: "average")
    guard let rate else { return nil }
    // Level payments without interest are the straight line.
    if method == .recovery, !(rate.low > 0) {
      keys.refuse("rate", "above zero")
      return nil
    }
    return CapitalCharge(rate: rate, method: method ?? .average)
  }
}

extension ResidualPoint {
  /// Points whose ages rise.
  static let form = Form<[ResidualPoint]>.several(.section(section)).then {
    points, place, reading in
    for (last, next) in zip(points, points.dropFirst()) where next.age.value <= last.age.value {
      var at = place.node.span
      if case .plan(let span) = next.age.provenance.origin { at = span }
      reading.report(
        .badRange("'age'", "ages that rise", next.age.provenance.written ?? "", at: at))
    }
    return points
  }

  private static let section = Section<ResidualPoint>(
    "residual-point", "Value at an age", merged: false, what: "a point"
  ) { keys in
    let age = keys.required(
      "age", .fact(Seconds.self, .lasting, "12 months", evidence: .assumed, sample: "12 months"),
      "since the first hour")
    let share = keys.required("share", .assumedShare("60%", sample: "60%"), "of the price")
    guard let age, let share else { return nil }
    return ResidualPoint(age: age, share: share)
  }
}

extension PriceTerms.Step {
  /// A jump of a price.
  static let section = Section<PriceTerms.Step>(
    "price-step", "A jump of a price", merged: false
  ) { read($0, .change) }

  /// A loss of value when a successor comes.
  static let loss = Section<PriceTerms.Step>("loss", "A loss of value", merged: false) {
    read(
      $0,
      Bounds.above(-1, "a loss between 0% and -100%").atMost(0, "a loss between 0% and -100%"))
  }

  private static func read(_ keys: Keys, _ bounds: Bounds) -> PriceTerms.Step? {
    let month = keys.required("at", .month("month 12"), "when: month 12")
    let by = keys.required(
      "by", .fact(Ratio.self, bounds, "-25%", evidence: .assumed, sample: "-25%"), "by how much")
    guard let month, let by else { return nil }
    return PriceTerms.Step(month: month, change: by)
  }
}

// MARK: Depreciation

/// `depreciation`, which lasts as long as what is bought where it says nothing else.
struct GivenDepreciation {
  enum Method {
    case straightLine, decliningBalance
    case macrs(quarter: Int?)
  }

  let method: Method
  let years: Int?
  let bonus: Fact<Ratio>?
  let place: Place

  func terms(life: Fact<Seconds>?, _ reading: Reading) -> DepreciationTerms? {
    let years = years ?? life.map(DepreciationTerms.years) ?? 5
    if years > 50 {
      reading.report(.badRange("'years'", "at most 50", "\(years)", at: place.node.span))
      return nil
    }
    var terms: DepreciationTerms =
      switch method {
      case .straightLine: .straightLine(years: years)
      case .decliningBalance: .decliningBalance(years: years)
      case .macrs(let quarter): .macrs(classYears: self.years ?? 5, quarter: quarter)
      }
    if let bonus { terms.bonus = bonus }
    return terms
  }
}

extension DepreciationTerms {
  static let form = Form<GivenDepreciation>.kinds(
    of: "method",
    [
      (
        "straight-line",
        section("straight-line", "Depreciation by a straight line") { _ in .straightLine }
      ),
      (
        "declining-balance",
        section("declining-balance", "Depreciation of a declining balance") { _ in
          .decliningBalance
        }
      ),
      ("macrs", section("macrs", "Depreciation by MACRS", quarter)),
    ])

  private static func section(
    _ name: String, _ title: String,
    _ method: @escaping @Sendable (Keys) -> GivenDepreciation.Method?
  ) -> Section<GivenDepreciation> {
    Section(name, title, merged: false, what: "'depreciation'") { keys in
      _ = keys.required("method", .words([name]), name)
      let years = keys.optional(
        "years", .count("5"), "over how many",
        without: name == "macrs" ? "the class of 5 years" : "the life")
      let bonus = keys.optional("bonus", .assumedShare("40%", sample: "40%"), "written off at once")
      guard let method = method(keys), let place = keys.place else { return nil }
      return GivenDepreciation(
        method: method, years: years.map { Int(saturating: $0.value) }, bonus: bonus,
        place: keys.place(of: "years") ?? place)
    }
  }

  /// Half-year convention, or mid-quarter with the quarter of the purchase.
  @Sendable private static func quarter(_ keys: Keys) -> GivenDepreciation.Method? {
    let convention = keys.optional(
      "convention", .words(["half-year", "mid-quarter"]), "when in the year it begins",
      without: "half-year")
    let quarter = keys.optional("quarter", .count("4"), "of the purchase, for mid-quarter")
    if !keys.has("convention") || convention == "half-year" { return .macrs(quarter: nil) }
    guard convention == "mid-quarter" else { return nil }
    guard let quarter, (1...4).contains(Int(saturating: quarter.value)) else {
      if let place = keys.place {
        keys.reading.report(
          .badRange(
            "'quarter'", "1 to 4 for 'mid-quarter'", keys.place(of: "quarter")?.written ?? "none",
            at: (keys.place(of: "quarter") ?? place).node.span))
      }
      return nil
    }
    return .macrs(quarter: Int(saturating: quarter.value))
  }
}

// MARK: Debt

extension DebtTerms {
  static let section = Section<DebtTerms>("debt", "Debt", merged: false) { keys in
    let share = keys.required(
      "share", .assumedShare("70% of capital", sample: "70% of capital"), "of the capital")
    let rate = keys.required(
      "rate",
      .fact(
        PerSecond.self, .notNegative, "11% per year", evidence: .assumed,
        sample: "11% per year"), "of interest")
    let term = keys.required("term", .wholeMonths("48 months"), "until it is paid back")
    let grace = keys.optional("grace", .wholeMonths("6 months"), "interest only")
    let draws = keys.optional(
      "draws", .wholeMonths("3 months"), "over which it is drawn", without: "at once")
    let repayment: Repayment? = keys.optional(
      "repayment", .caseName, "how it is paid back", without: "level payments")
    guard let share, let rate, let term else { return nil }
    func months(_ fact: Fact<Seconds>?) -> Int? {
      fact.map { Int(saturating: ($0.value / TimeSpan.month).rounded()) }
    }
    let terms = DebtTerms(
      share: share, rate: rate, term: term, graceMonths: months(grace) ?? 0,
      drawMonths: max(1, months(draws) ?? 1), repayment: repayment ?? .levelPayment)
    guard terms.months > max(terms.graceMonths, terms.drawMonths - 1) else {
      keys.refuse("term", "more months than 'grace' and 'draws'")
      return nil
    }
    return terms
  }
}

extension RefreshTerms {
  static let section = Section<RefreshTerms>("refresh", "Refresh", merged: false) { keys in
    keys.required(
      "change", .rate("-15% per year", evidence: .assumed), "of the price of servers"
    ).map { RefreshTerms(change: $0.change, period: $0.period) }
  }
}
