public import Figures
import Finance
public import Units

/// How much of a purchase is deducted from income in each year.
public struct DepreciationTerms: Sendable {
  /// Of the cost, by year.
  public var shares: [Fact<Ratio>]
  /// Deducted at once in the first year.
  public var bonus: Fact<Ratio>

  public init(shares: [Fact<Ratio>], bonus: Fact<Ratio>) {
    self.shares = shares
    self.bonus = bonus
  }
}

extension DepreciationTerms {
  /// A life in whole years.
  public static func years(_ life: Fact<Seconds>) -> Int {
    max(1, Int(saturating: (life.value / TimeSpan.year).rounded(.up)))
  }

  /// Even shares, the default where a plan has tax and no method.
  public static func straightLine(years: Int) -> DepreciationTerms {
    DepreciationTerms(
      [Double](repeating: 1 / Double(years), count: years),
      Provenance(.definition("straight line over \(years) years"), evidence: nil))
  }

  /// Twice the straight line of what is left, and the straight line from where that gives more.
  public static func decliningBalance(years: Int) -> DepreciationTerms {
    DepreciationTerms(
      Depreciation.schedule(life: Double(years), factor: 2, firstYear: 1, years: years),
      Provenance(.definition("double declining balance over \(years) years"), evidence: nil))
  }

  /// The US tables, for a class of so many years; by the quarter of the purchase where one is given,
  /// else from the middle of the year.
  public static func macrs(classYears: Int, quarter: Int?) -> DepreciationTerms {
    let convention = quarter.map(MACRS.Convention.midQuarter) ?? .halfYear
    let citation = Citation(
      title: "Publication 946, How To Depreciate Property, appendix A",
      publisher: "Internal Revenue Service", date: "2024", locator: "tables A-1 to A-5")
    return DepreciationTerms(
      MACRS.shares(classYears: classYears, convention),
      Provenance(
        .citations([citation]), evidence: .published,
        note: "class of \(classYears) years, "
          + (quarter.map { "mid-quarter, quarter \($0)" } ?? "half-year")))
  }

  private init(_ shares: [Double], _ known: Provenance) {
    self.init(
      shares: shares.map { Fact($0, known) },
      bonus: Fact(0, Provenance(.definition("no bonus given"), evidence: nil)))
  }
}
