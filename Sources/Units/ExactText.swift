/// Writes a value in base units so that reading it gives the same bits, in ASCII but for `µ`.
///
///     exactText(3.35e12, as: .standard(BytesPerSecond.dimension))    // 3.35 TB/s
///
/// Powers of ten cost nothing, since the parser joins them to the digits. Where the unit has
/// another factor (3600 for an hour), the digits are searched among the neighbours of the quotient
/// and proved by reading them back; when none fits, the value is written in plain base units.
///
/// - Returns: Text for ``parseQuantity(_:dimension:expecting:)``, or `?` when not finite.
public func exactText(_ base: Double, as unit: DisplayUnit) -> String {
  guard base.isFinite else { return "?" }
  let form = DisplayForm(unit, for: base)
  let quotient = form.value(base)
  var best: String?
  var fewest = Int.max
  for near in [quotient, quotient.nextUp, quotient.nextDown] {
    guard let digits = DecimalDigits(near)?.shifted(by: form.shift) else { continue }
    let text = form.text(of: digits, minus: "-")
    if digits.digits.count < fewest, readsBack(text, base) {
      best = text
      fewest = digits.digits.count
    }
  }
  return best ?? baseText(base, unit.dimension)
}

private func readsBack(_ text: String, _ base: Double) -> Bool {
  guard let parsed = try? ParsedQuantity(parsing: text) else { return false }
  return parsed.base == base
}

/// The value in base units themselves, where no factor can round.
private func baseText(_ base: Double, _ dimension: Dimension) -> String {
  guard let digits = DecimalDigits(base) else { return "?" }
  let isPlain = (-3..<15).contains(digits.magnitude) || digits.isZero
  let size = isPlain ? digits.plain() : digits.scientific()
  let unit = dimension.baseUnitText
  let spaced = unit.isEmpty || unit.hasPrefix("/") ? unit : " " + unit
  let sign = digits.isNegative ? "-" : ""
  if dimension.money <= 0 { return sign + size + spaced }
  return spaced.hasPrefix(" ") ? "\(sign)\(size) USD·\(unit)" : "\(sign)$\(size)\(spaced)"
}
