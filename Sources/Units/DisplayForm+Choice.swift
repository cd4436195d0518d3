extension DisplayForm {
  /// The form for a value in this unit; the value decides only for time and small prices.
  init(_ unit: DisplayUnit, for base: Double) {
    switch unit {
    case .standard(let dimension): self = Self.standard(dimension, for: base)
    case .number: self = DisplayForm(rungs: Self.multiplied(""))
    case .percent: self = DisplayForm(shift: 2, suffix: "%")
    case .count: self = DisplayForm(rungs: Self.multiplied(""))
    case .percentPerMonth:
      self = DisplayForm(factor: TimeSpan.month, isPer: true, shift: 2, suffix: "% per month")
    case .percentPerYear:
      self = DisplayForm(factor: TimeSpan.year, isPer: true, shift: 2, suffix: "% per year")
    case .seconds: self = Self.seconds
    case .hours: self = Self.span(.hour, "h")
    case .days: self = Self.span(.day, "days")
    case .months: self = Self.span(.month, "months")
    case .years: self = Self.span(.year, "years")
    case .acceleratorHours:
      self = DisplayForm(factor: TimeSpan.hour, rungs: Self.multiplied("h"))
    case .binaryBytes: self = Self.binary(for: base)
    case .bits: self = DisplayForm(factor: 0.125, rungs: Self.prefixed("bit"))
    case .bitsPerSecond:
      self = DisplayForm(factor: 0.125, rungs: Self.prefixed("bit"), suffix: "/s")
    case .wattHours: self = DisplayForm(factor: TimeSpan.hour, rungs: Self.prefixed("Wh"))
    case .dollarsPerHour: self = Self.money("/h", factor: TimeSpan.hour)
    case .dollarsPerMonth: self = Self.money(" per month", factor: TimeSpan.month)
    case .dollarsPerYear: self = Self.money(" per year", factor: TimeSpan.year)
    case .dollarsPerMillionTokens: self = Self.perMillionTokens
    case .dollarsPerKilowattHour:
      self = Self.money("/kWh", factor: TimeSpan.hour)
      shift = 3
      cents = 0...1
    case .dollarsPerKilowattMonth:
      self = Self.money("/kW per month", factor: TimeSpan.month)
      shift = 3
    }
  }

  private static func standard(_ dimension: Dimension, for base: Double) -> DisplayForm {
    switch dimension {
    case .none: DisplayForm(.number, for: base)
    case .time: time(for: base)
    case .money: money("")
    case .tokens: DisplayForm(rungs: multiplied("tokens"))
    case .tokens / .time: DisplayForm(rungs: multiplied("tokens"), suffix: "/s")
    case .money / .time: DisplayForm(.dollarsPerHour, for: base)
    case .money / .tokens:
      abs(base) < 0.01 ? perMillionTokens : money(" per token")
    case .money / .energy: DisplayForm(.dollarsPerKilowattHour, for: base)
    case .power: DisplayForm(rungs: prefixed("W"))
    case .energy: DisplayForm(.wattHours, for: base)
    case .energy / .tokens:
      DisplayForm(
        factor: TimeSpan.hour, shift: 6, rungs: prefixed("Wh"), suffix: " per M tokens")
    default: composed(dimension)
    }
  }

  private static var perMillionTokens: DisplayForm {
    var form = money(" per M tokens")
    form.shift = 6
    return form
  }

  /// The largest span of which there are at least two; parts of a second by prefix.
  private static func time(for base: Double) -> DisplayForm {
    let size = abs(base)
    if size < 2 * TimeSpan.minute { return seconds }
    if size < 2 * TimeSpan.hour { return span(.minute, "min") }
    if size < 2 * TimeSpan.day { return span(.hour, "h") }
    if size < 1000 * TimeSpan.day { return span(.day, "days") }
    return span(.year, "years")
  }

  private static let seconds = DisplayForm(
    rungs: [
      Rung(exponent: -9, text: " ns"), Rung(exponent: -6, text: " µs"),
      Rung(exponent: -3, text: " ms"), Rung(exponent: 0, text: " s"),
    ])

  private static func binary(for base: Double) -> DisplayForm {
    var form = DisplayForm(suffix: " B")
    for prefix in ["Ki", "Mi", "Gi", "Ti"] where abs(base) >= form.factor * 1024 {
      form = DisplayForm(factor: form.factor * 1024, suffix: " \(prefix)B")
    }
    return form
  }

  /// Any other dimension in its base units, with prefixes on the first: `295 FLOP/B`.
  private static func composed(_ dimension: Dimension) -> DisplayForm {
    let unit = dimension.baseUnitText
    if dimension.money > 0 {
      guard unit.isEmpty || unit.hasPrefix("/") else {
        let currency = Currency.shown
        return DisplayForm(
          factor: currency.dollars, rungs: multiplied("\(currency.code)·" + unit))
      }
      var form = money(unit)
      form.cents = nil
      return form
    }
    if unit.hasPrefix("s/") {
      var form = seconds
      form.suffix = String(unit.dropFirst())
      return form
    }
    let isWord = unit.hasPrefix("token") || unit.hasPrefix("s") || unit.hasPrefix("/")
    if unit.hasPrefix("/") { return DisplayForm(rungs: multiplied(""), suffix: unit) }
    return DisplayForm(rungs: isWord ? multiplied(unit) : prefixed(unit))
  }
}
