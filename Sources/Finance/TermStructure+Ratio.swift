internal import Figures

extension TermStructure {
  /// The constant ratio of a year's price to the one before at which a price for one year and a
  /// mean price over several agree. Solved.
  ///
  ///     first · (1 + x + … + x^(years - 1)) / years = mean
  ///
  /// - Returns: A ratio above 0 and up to 10; `nil` when there is none.
  public static func ratio(firstYear: Double, mean: Double, years: Int) -> Double? {
    guard years > 1, firstYear > 0, mean > 0 else { return nil }
    func gap(_ x: Double) -> Double {
      (0..<years).reversed().reduce(0) { sum, _ in sum * x + 1 } * firstYear / Double(years) - mean
    }
    return root(of: gap, between: 0, and: 10)
  }
}

extension Progress {
  /// The rate of a decline that is given in orders of magnitude a year: 0.14 is 0.322 a year.
  ///
  ///     orders · ln 10
  public static func rate(ordersOfMagnitude orders: Double) -> Double {
    orders * Double.logarithm(10)
  }
}
