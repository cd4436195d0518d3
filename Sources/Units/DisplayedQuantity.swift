/// A value as people write it, in its parts: `12.2` and `GWh`, with the number in that unit.
public struct DisplayedQuantity: Sendable, Hashable {
  /// Three significant digits, as ``format(_:as:significant:)`` writes them.
  public let digits: String
  /// The unit with its prefix or multiplier; empty for a bare number.
  public let unit: String
  /// The value in this unit, with all its digits.
  public let value: Double

  /// - Parameter base: The value in base units; `?` where it is not finite.
  public init(_ base: Double, as displayUnit: DisplayUnit) {
    let text = format(base, as: displayUnit)
    let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
    digits = parts.first ?? text
    unit = parts.count > 1 ? parts[1] : ""
    let form = DisplayForm(displayUnit, for: base)
    let exact = DecimalDigits(form.value(base))?.shifted(by: form.shift)
    let rounded = exact?.rounded(significant: 3)
    let rung = rounded.flatMap { form.rung(for: $0.magnitude) } ?? form.plainRung
    let power = form.shift - rung.exponent
    var factor = 1.0
    for _ in 0..<abs(power) { factor *= 10 }
    value = power < 0 ? form.value(base) / factor : form.value(base) * factor
  }
}
