import Units

/// One unit of money for a whole column, so that its rows can be added by eye. Amounts are in
/// dollars, and written in the currency that is shown.
struct MoneyScale {
  private let currency = Currency.shown
  /// Dollars of one of the unit.
  private let factor: Double
  private let suffix: String
  private let decimals: Int

  /// At least four digits for the largest amount, and never a zero for the smallest.
  init(largest: Double, smallest: Double) {
    let (largest, smallest) = (largest / currency.dollars, smallest / currency.dollars)
    let multiple: Double
    if abs(largest) >= 1e6, smallest >= 1e5 {
      (multiple, suffix) = (1e6, " M")
    } else if abs(largest) >= 1e4, smallest >= 1e2 {
      (multiple, suffix) = (1e3, " k")
    } else {
      (multiple, suffix) = (1, "")
    }
    factor = multiple * currency.dollars
    switch abs(largest) / multiple {
    case 1000...: decimals = 0
    case 100...: decimals = 1
    case 10...: decimals = 2
    default: decimals = 3
    }
  }

  /// Amounts rounded so that what is shown adds up to the total that is shown.
  func footed(_ values: [Double], total: Double) -> [Double] {
    Reporting.footed(values.map { $0 / factor }, decimals: decimals, total: total / factor)
      .map { $0 * factor }
  }

  func text(_ value: Double) -> String {
    var unit = 1.0
    for _ in 0..<decimals { unit *= 10 }
    let rounded = (abs(value) / factor * unit).rounded()
    // No column adds up at such a size; each amount is told in a unit of its own.
    guard rounded < Double(Int.largestCount) else {
      return format(value, as: .standard(Dimension(money: 1)))
    }
    let scaled = Int(saturating: rounded)
    let digits = String(scaled)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = value < 0 && scaled != 0 ? "−" : ""
    guard decimals > 0 else { return "\(sign)\(currency.sign)\(padded)\(suffix)" }
    return "\(sign)\(currency.sign)\(padded.dropLast(decimals)).\(padded.suffix(decimals))\(suffix)"
  }
}
