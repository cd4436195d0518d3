/// Depreciation for US federal income tax: the printed tables, and what they are made by.
///
/// Source: IRS Publication 946 (2024), appendix A, tables.
public enum MACRS {
  public enum Convention: Sendable, Hashable {
    /// Everything of a year counts from its middle.
    case halfYear
    /// Everything of a quarter counts from its middle; due when more than 40 % of a year's additions
    /// come in its last quarter. Quarters count from 1.
    case midQuarter(Int)

    /// The share of the first year that is depreciated.
    public var firstYear: Double {
      switch self {
      case .halfYear: 0.5
      case .midQuarter(let quarter): 1.125 - 0.25 * Double(quarter)
      }
    }
  }

  /// Declining balance at twice the straight line, at 1.5 times for classes of 15 and 20 years.
  public static func factor(classYears: Int) -> Double { classYears >= 15 ? 1.5 : 2 }

  /// Shares of the cost by year: as printed where a table is on record, else by
  /// ``Depreciation/schedule(life:factor:firstYear:years:)``, rounded to 0.01 % as the tables are.
  public static func shares(classYears: Int, _ convention: Convention) -> [Double] {
    if let printed = printedPercentages(classYears: classYears, convention) {
      return printed.map { $0 / 100 }
    }
    return Depreciation.schedule(
      life: Double(classYears), factor: factor(classYears: classYears),
      firstYear: convention.firstYear, years: classYears + 1
    ).map { ($0 * 10_000).rounded() / 10_000 }
  }

  /// Percentages as printed; `nil` where the table is not on record here.
  public static func printedPercentages(
    classYears: Int, _ convention: Convention
  ) -> [Double]? {
    switch (classYears, convention) {
    case (5, .halfYear): [20, 32, 19.2, 11.52, 11.52, 5.76]
    case (7, .halfYear): [14.29, 24.49, 17.49, 12.49, 8.93, 8.92, 8.93, 4.46]
    case (15, .halfYear):
      [5, 9.5, 8.55, 7.7, 6.93, 6.23, 5.9, 5.9, 5.91, 5.9, 5.91, 5.9, 5.91, 5.9, 5.91, 2.95]
    case (5, .midQuarter(1)): [35, 26, 15.6, 11.01, 11.01, 1.38]
    case (5, .midQuarter(4)): [5, 38, 22.8, 13.68, 10.94, 9.58]
    default: nil
    }
  }
}
