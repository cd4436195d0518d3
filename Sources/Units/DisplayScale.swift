/// The unit in which a value is usually read, as a factor: for a cell that shows `2.65` and `$/h`
/// beside a formula that counts in dollars a second.
public struct DisplayScale: Sendable, Hashable {
  /// How many of the unit one base unit is: 3600 for `$/h`.
  public let perBase: Double
  /// The unit as text: `$/h`, `GB`, `%`.
  public let unit: String
}

extension DisplayUnit {
  /// The unit and prefix with which ``format(_:as:significant:)`` writes a value.
  public func scale(for base: Double) -> DisplayScale {
    let form = DisplayForm(self, for: base)
    let digits = DecimalDigits(form.value(base))?.shifted(by: form.shift)
    let rung = digits.flatMap { form.rung(for: $0.magnitude) } ?? form.plainRung
    var scale = form.value(1)
    let power = form.shift - rung.exponent
    for _ in 0..<abs(power) { scale = power > 0 ? scale * 10 : scale / 10 }
    let text = form.sign + rung.text + form.suffix
    return DisplayScale(perBase: scale, unit: String(text.drop { $0 == " " }))
  }
}
