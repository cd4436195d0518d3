internal import Figures

/// Declining balance with a fixed rate that spreadsheets round to three digits, DB.
///
///     rate = 1 - (salvage / cost)^(1 / life), rounded to 0.001
///
/// The first year counts for `firstYearMonths` of twelve, and the year after the last for the rest.
///
/// Source: Microsoft Excel function reference, DB; OpenDocument 1.2 part 2, section 6.12.14.
public enum FixedDecliningBalance {
  /// - Parameters:
  ///   - period: From 1 to `life`, or `life + 1` where the first year is a part.
  /// - Returns: A positive amount; 0 outside of the life.
  public static func amount(
    cost: Double, salvage: Double, life: Int, period: Int, firstYearMonths: Int = 12
  ) -> Double {
    guard life > 0, period >= 1, period <= life + 1 else { return 0 }
    let exact = 1 - Double.power(salvage / cost, 1 / Double(life))
    let rate = (exact * 1000).rounded() / 1000
    let first = cost * rate * Double(firstYearMonths) / 12
    if period == 1 { return first }
    let value = (cost - first) * Double.power(1 - rate, Double(period - 2))
    if period <= life { return value * rate }
    return value * rate * Double(12 - firstYearMonths) / 12
  }
}
