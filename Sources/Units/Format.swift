/// Writes a value in base units for people: three significant digits and a fitting prefix.
///
///     format(2.65 / 3600, as: .standard(DollarsPerSecond.dimension))    // $2.65/h
///     format(4.07e-6, as: .standard(DollarsPerToken.dimension))         // $4.07 per M tokens
///     format(73.9 * TimeSpan.day, as: .hours)                           // 1770 h
///
/// Zeros that say nothing are dropped, except that money below $100 keeps its cents. There are no
/// commas, a minus is `−`, zero has no sign, and what is not finite is `?`: unknown, never zero. A
/// hidden number is ``Swift/Double/hiddenText``, without a unit.
///
/// - Parameters:
///   - base: The value in base units.
///   - unit: In what to write it; its dimension must be that of the value.
///   - significant: How many digits to keep.
public func format(_ base: Double, as unit: DisplayUnit, significant: Int = 3) -> String {
  if base.isHidden { return Double.hiddenText }
  let form = DisplayForm(unit, for: base)
  guard let exact = DecimalDigits(form.value(base))?.shifted(by: form.shift) else { return "?" }
  let count = max(1, significant)
  if unit == .count, exact.magnitude < 12, exact.isWhole || exact.magnitude >= 3 {
    let whole = exact.rounded(decimals: 0)
    return (whole.isNegative ? "−" : "") + whole.plain()
  }
  let rounded = exact.rounded(significant: count)
  if let cents = form.cents, cents.contains(rounded.magnitude) {
    let money = exact.rounded(decimals: 2)
    let text = money.isWhole ? money.plain() : money.plain(decimals: 2)
    return form.text(text, form.plainRung, isNegative: money.isNegative, minus: "−")
  }
  return form.text(of: rounded, minus: "−")
}

/// Writes a typed quantity in the usual unit of its dimension.
public func format<U: Unit>(_ quantity: Quantity<U>) -> String {
  format(quantity.base, as: .standard(U.dimension))
}

extension Estimate {
  /// `median (low to high)`, or the number alone when it is known.
  public func formatted(as unit: DisplayUnit) -> String {
    let median = format(central, as: unit)
    guard !isExact else { return median }
    return "\(median) (\(format(low, as: unit)) to \(format(high, as: unit)))"
  }
}

extension DisplayForm {
  /// Digits at the rung that fits them, or with an exponent where no prefix reaches.
  func text(of digits: DecimalDigits, minus: String) -> String {
    if digits.isZero { return text("0", plainRung, isNegative: false, minus: minus) }
    guard let rung = rung(for: digits.magnitude) else {
      return text(
        digits.scientific(), plainRung, isNegative: digits.isNegative, minus: minus)
    }
    let size = digits.shifted(by: -rung.exponent).plain()
    return text(size, rung, isNegative: digits.isNegative, minus: minus)
  }
}
