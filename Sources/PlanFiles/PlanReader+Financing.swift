import Diagnostics
import Documents
import Figures
import HardwareKit
import Planning
import Units

/// How a purchase is paid, taxed and lent for.
extension PlanReader {
  /// `tax`: a rate, or `{rate, losses, limit}`.
  func tax(_ node: Node?, into diagnostics: inout DiagnosticList) -> TaxTerms? {
    guard let node else { return nil }
    let all = Fact<Ratio>(
      1, Provenance(.definition("losses are carried forward without a limit"), evidence: nil))
    guard node.mapping != nil else {
      return node.planFact(
        Ratio.self, "'tax'", evidence: .assumed, range: .share, sample: "21%", into: &diagnostics
      ).map { TaxTerms(rate: $0, lossLimit: all) }
    }
    var reader = MappingReader(node, what: "'tax'", into: &diagnostics)
    let rate = reader.required("rate", into: &diagnostics)?
      .planFact(
        Ratio.self, "'rate'", evidence: .assumed, range: .share, sample: "21%",
        into: &diagnostics)
    let limit = reader.optional("losses")?
      .planFact(
        Ratio.self, "'losses'", evidence: .assumed, range: .share, sample: "80% of income",
        into: &diagnostics)
    reader.finish(into: &diagnostics)
    return rate.map { TaxTerms(rate: $0, lossLimit: limit ?? all) }
  }

  /// Deposit, residual curve, depreciation and debt, below `buy`.
  func financing(
    _ reader: inout MappingReader, into terms: inout PurchaseTerms,
    _ diagnostics: inout DiagnosticList
  ) {
    if let deposit = reader.optional("deposit") {
      terms.deposit = deposit.planFact(
        Ratio.self, "'deposit'", evidence: .assumed, range: .share, sample: "30%",
        into: &diagnostics)
    }
    if let curve = reader.optional("residual-curve") {
      terms.residualCurve = residualCurve(curve, into: &diagnostics)
    }
    if let successor = reader.optional("successor") {
      terms.successor = self.successor(successor, into: &diagnostics)
    }
    if let node = reader.optional("depreciation") {
      terms.depreciation = depreciation(node, life: terms.life, into: &diagnostics)
    }
    let debtNode = reader.optional("debt")
    if let debtNode { terms.debt = debt(debtNode, into: &diagnostics) }
    if let node = reader.optional("lease") {
      terms.lease = lease(node, into: &diagnostics)
      if debtNode != nil { diagnostics.append(.conflict("debt", "lease", at: node.span)) }
      if terms.deposit != nil { diagnostics.append(.conflict("deposit", "lease", at: node.span)) }
    }
    if let node = reader.optional("refresh") {
      terms.refresh = refresh(node, into: &diagnostics)
      if terms.lease != nil { diagnostics.append(.conflict("lease", "refresh", at: node.span)) }
    }
  }

  /// `lease`: a rate, a term, and the price at which the fleet may be kept.
  func lease(_ node: Node, into diagnostics: inout DiagnosticList) -> LeaseTerms? {
    var reader = MappingReader(node, what: "'lease'", into: &diagnostics)
    let rate = reader.required("rate", into: &diagnostics)?
      .planFact(
        PerSecond.self, "'rate'", evidence: .assumed, range: .notNegative, sample: "9% per year",
        into: &diagnostics)
    let termNode = reader.required("term", into: &diagnostics)
    let term = termNode.flatMap { wholeMonths($0, "'term'", into: &diagnostics) }
    let buyOut = reader.required("buy-out", into: &diagnostics)?
      .planFact(
        Ratio.self, "'buy-out'", evidence: .assumed, range: .share, sample: "10% of capital",
        into: &diagnostics)
    reader.finish(into: &diagnostics)
    guard let rate, let term, let termNode, let buyOut else { return nil }
    guard term.value > 0 else {
      diagnostics.append(
        .badRange("'term'", "a month or more", termNode.scalar?.text ?? "", at: termNode.span))
      return nil
    }
    return LeaseTerms(rate: rate, term: term, buyOut: buyOut)
  }

  private func refresh(_ node: Node, into diagnostics: inout DiagnosticList) -> RefreshTerms? {
    var reader = MappingReader(node, what: "'refresh'", into: &diagnostics)
    let change = reader.required("change", into: &diagnostics)
    reader.finish(into: &diagnostics)
    guard let change else { return nil }
    return change.planRate("'change'", evidence: .assumed, into: &diagnostics).map {
      RefreshTerms(change: $0.change, period: $0.period)
    }
  }

  private func residualCurve(
    _ node: Node, into diagnostics: inout DiagnosticList
  ) -> [ResidualPoint] {
    var points: [ResidualPoint] = []
    for item in node.listOrOne {
      var reader = MappingReader(item, what: "a point", into: &diagnostics)
      let age = reader.required("age", into: &diagnostics)?
        .planFact(
          Seconds.self, "'age'", evidence: .assumed, range: .positive, sample: "12 months",
          into: &diagnostics)
      let share = reader.required("share", into: &diagnostics)?
        .planFact(
          Ratio.self, "'share'", evidence: .assumed, range: .share, sample: "60%",
          into: &diagnostics)
      reader.finish(into: &diagnostics)
      guard let age, let share else { continue }
      if let last = points.last, age.value <= last.age.value {
        diagnostics.append(
          .badRange(
            "'age'", "ages that rise", age.provenance.written ?? "", at: item.span))
      }
      points.append(ResidualPoint(age: age, share: share))
    }
    return points
  }

  private func successor(
    _ node: Node, into diagnostics: inout DiagnosticList
  ) -> PriceTerms.Step? {
    var reader = MappingReader(node, what: "'successor'", into: &diagnostics)
    let at = reader.required("at", into: &diagnostics)
    let by = reader.required("by", into: &diagnostics)?
      .planFact(
        Ratio.self, "'by'", evidence: .assumed, sample: "-25%", into: &diagnostics)
    reader.finish(into: &diagnostics)
    guard let at, let text = at.text("'at'", into: &diagnostics), let by else { return nil }
    guard text.hasPrefix("month "), let month = Int(text.dropFirst(6)), month >= 1 else {
      diagnostics.append(.badRange("'at'", "a month such as 'month 24'", text, at: at.span))
      return nil
    }
    guard by.low > -1, by.high <= 0 else {
      diagnostics.append(
        .badRange("'by'", "a loss between 0% and -100%", by.provenance.written ?? "", at: node.span)
      )
      return nil
    }
    return PriceTerms.Step(month: month, change: by)
  }

  // MARK: Depreciation

  private static let methods = ["straight-line", "declining-balance", "macrs"]

  func depreciation(
    _ node: Node, life: Fact<Seconds>?, into diagnostics: inout DiagnosticList
  ) -> DepreciationTerms? {
    var reader = MappingReader(node, what: "'depreciation'", into: &diagnostics)
    let method = reader.required("method", into: &diagnostics)?
      .choice("method", among: Self.methods, into: &diagnostics)
    let yearsNode = reader.optional("years")
    let given = yearsNode?.planCount("'years'", into: &diagnostics).map { Int($0.value) }
    let bonus = reader.optional("bonus")?
      .planFact(
        Ratio.self, "'bonus'", evidence: .assumed, range: .share, sample: "40%",
        into: &diagnostics)
    let years = given ?? life.map(DepreciationTerms.years) ?? 5
    if years > 50 {
      diagnostics.append(
        .badRange("'years'", "at most 50", "\(years)", at: yearsNode?.span ?? node.span))
      return nil
    }
    let quarter = method == "macrs" ? self.quarter(&reader, into: &diagnostics) : nil
    reader.finish(into: &diagnostics)
    var terms: DepreciationTerms
    switch method {
    case "macrs":
      guard let quarter else { return nil }
      terms = .macrs(classYears: given ?? 5, quarter: quarter == 0 ? nil : quarter)
    case "declining-balance": terms = .decliningBalance(years: years)
    case "straight-line": terms = .straightLine(years: years)
    default: return nil
    }
    if let bonus { terms.bonus = bonus }
    return terms
  }

  /// The quarter of the mid-quarter convention, 0 for the half-year convention.
  private func quarter(
    _ reader: inout MappingReader, into diagnostics: inout DiagnosticList
  ) -> Int? {
    let node = reader.optional("convention")
    let name = node?.choice("convention", among: ["half-year", "mid-quarter"], into: &diagnostics)
    let quarterNode = reader.optional("quarter")
    let quarter = quarterNode?.planCount("'quarter'", into: &diagnostics).map { Int($0.value) }
    if node == nil || name == "half-year" { return 0 }
    guard name == "mid-quarter" else { return nil }
    guard let quarter, (1...4).contains(quarter) else {
      diagnostics.append(
        .badRange(
          "'quarter'", "1 to 4 for 'mid-quarter'", quarterNode?.scalar?.text ?? "none",
          at: quarterNode?.span ?? reader.span))
      return nil
    }
    return quarter
  }

  // MARK: Debt

  private func debt(_ node: Node, into diagnostics: inout DiagnosticList) -> DebtTerms? {
    var reader = MappingReader(node, what: "'debt'", into: &diagnostics)
    let share = reader.required("share", into: &diagnostics)?
      .planFact(
        Ratio.self, "'share'", evidence: .assumed, range: .share, sample: "70% of capital",
        into: &diagnostics)
    let rate = reader.required("rate", into: &diagnostics)?
      .planFact(
        PerSecond.self, "'rate'", evidence: .assumed, range: .notNegative, sample: "11% per year",
        into: &diagnostics)
    let termNode = reader.required("term", into: &diagnostics)
    let term = termNode.flatMap { wholeMonths($0, "'term'", into: &diagnostics) }
    let grace = months(reader.optional("grace"), "'grace'", into: &diagnostics)
    let draws = months(reader.optional("draws"), "'draws'", into: &diagnostics)
    let repayment = reader.optional("repayment")?
      .choice(
        "repayment", among: DebtTerms.Repayment.allCases.map(\.rawValue), into: &diagnostics
      ).flatMap(DebtTerms.Repayment.init(rawValue:))
    reader.finish(into: &diagnostics)
    guard let share, let rate, let term, let termNode else { return nil }
    let terms = DebtTerms(
      share: share, rate: rate, term: term, graceMonths: grace ?? 0,
      drawMonths: max(1, draws ?? 1), repayment: repayment ?? .levelPayment)
    guard terms.months > max(terms.graceMonths, terms.drawMonths - 1) else {
      diagnostics.append(
        .badRange(
          "'term'", "more months than 'grace' and 'draws'", termNode.scalar?.text ?? "",
          at: termNode.span))
      return nil
    }
    return terms
  }

  private func months(
    _ node: Node?, _ what: String, into diagnostics: inout DiagnosticList
  ) -> Int? {
    node.flatMap { wholeMonths($0, what, into: &diagnostics) }
      .map { Int(($0.value / TimeSpan.month).rounded()) }
  }
}
