extension Dimension {
  static let time = Dimension(time: 1)
  static let data = Dimension(data: 1)
  static let operations = Dimension(operations: 1)
  static let tokens = Dimension(tokens: 1)
  static let money = Dimension(money: 1)
  static let energy = Dimension(energy: 1)
  static let power = Dimension(time: -1, energy: 1)

  /// The dimension in words, for messages and headings: `money per token`, `bandwidth`.
  public var name: String {
    Self.known[self]?.name ?? composed(\.noun, \.single, over: " per ", with: " times ", power: "^")
  }

  /// What the key of a number in base units ends in: `_usd_per_token`, `_s`, and nothing for a
  /// plain number.
  public var keySuffix: String {
    if self == .none { return "" }
    if self == .power { return "_w" }
    return "_" + composed(\.key, \.singleKey, over: "_per_", with: "_", power: "")
  }

  /// The dimension with an article, to stand after `expected`: `a bandwidth`.
  public var phrase: String {
    Self.known[self]?.phrase ?? name
  }

  /// A unit that fits, as a user would write it behind a number; money stands in front.
  var sampleUnit: String {
    Self.known[self]?.unit ?? baseUnitText
  }

  /// The unit in which the base value counts, as ``ParsedQuantity`` reads it: `B/s`, `FLOP/token`.
  /// Money is left out of the numerator, since its sign stands before the number.
  var baseUnitText: String {
    var numerator = ""
    var denominator = ""
    for part in Self.parts {
      let exponent = self[keyPath: part.exponent]
      if exponent > 0, part.symbol != "USD" {
        for _ in 0..<exponent { numerator += (numerator.isEmpty ? "" : "·") + part.symbol }
      } else if exponent > 0 {
        for _ in 1..<exponent { numerator += (numerator.isEmpty ? "" : "·") + part.symbol }
      } else if exponent < 0 {
        for _ in 0..<(-Int(exponent)) { denominator += "/" + part.singleSymbol }
      }
    }
    return numerator + denominator
  }

  /// A whole quantity as an example, with the user's own number where there is one.
  func example(_ number: String? = nil) -> String {
    let known = Self.known[self]
    let digits = number ?? known?.sample ?? "1"
    return written(digits, unit: sampleUnit)
  }

  /// Number and unit put together as the parser reads them, the money sign in front.
  func written(_ number: String, unit: String) -> String {
    let glued = unit.isEmpty || unit.hasPrefix("/") || unit.hasPrefix("%")
    let tail = (glued ? "" : " ") + unit
    guard money > 0 else { return number + tail }
    guard let sign = number.first, sign == "-" || sign == "−" else { return "$" + number + tail }
    return String(sign) + "$" + number.dropFirst() + tail
  }
}

extension Dimension {
  struct Part: Sendable {
    /// A stored property of the dimension; such a key path is safe to share.
    let exponent: any KeyPath<Dimension, Int8> & Sendable
    let noun: String
    let single: String
    let key: String
    let singleKey: String
    let symbol: String
    let singleSymbol: String
  }

  /// In the order in which a unit is read: money first, time last.
  static let parts: [Part] = [
    Part(
      exponent: \.money, noun: "money", single: "dollar", key: "usd", singleKey: "usd",
      symbol: "USD", singleSymbol: "USD"),
    Part(
      exponent: \.data, noun: "data", single: "byte", key: "bytes", singleKey: "byte",
      symbol: "B", singleSymbol: "B"),
    Part(
      exponent: \.operations, noun: "operations", single: "operation", key: "ops", singleKey: "op",
      symbol: "FLOP", singleSymbol: "FLOP"),
    Part(
      exponent: \.tokens, noun: "tokens", single: "token", key: "tokens", singleKey: "token",
      symbol: "tokens", singleSymbol: "token"),
    Part(
      exponent: \.energy, noun: "energy", single: "energy", key: "j", singleKey: "j", symbol: "J",
      singleSymbol: "J"),
    Part(
      exponent: \.time, noun: "time", single: "time", key: "s", singleKey: "s", symbol: "s",
      singleSymbol: "s"),
  ]

  private func composed(
    _ plural: KeyPath<Part, String>, _ single: KeyPath<Part, String>, over: String, with: String,
    power sign: String
  ) -> String {
    var top: [String] = []
    var bottom: [String] = []
    for part in Self.parts {
      let exponent = Int(self[keyPath: part.exponent])
      let words = exponent > 0 ? part[keyPath: plural] : part[keyPath: single]
      let power = abs(exponent) > 1 ? "\(sign)\(abs(exponent))" : ""
      if exponent > 0 { top.append(words + power) }
      if exponent < 0 { bottom.append(words + power) }
    }
    let numerator = top.joined(separator: with)
    if bottom.isEmpty { return numerator }
    let denominator = bottom.joined(separator: over)
    if !numerator.isEmpty { return numerator + over + denominator }
    return String((over + denominator).drop { $0 == " " || $0 == "_" })
  }

  private struct Known: Sendable {
    let name: String
    let phrase: String
    let sample: String
    let unit: String
  }

  private static let known: [Dimension: Known] = [
    .none: Known(name: "number", phrase: "a number", sample: "8", unit: ""),
    .time: Known(name: "time", phrase: "a time", sample: "90", unit: "days"),
    .data: Known(name: "data", phrase: "an amount of data", sample: "80", unit: "GB"),
    .operations: Known(
      name: "operations", phrase: "a number of operations", sample: "3.8e25", unit: "FLOP"),
    .tokens: Known(name: "tokens", phrase: "a number of tokens", sample: "8192", unit: "tokens"),
    .money: Known(name: "money", phrase: "an amount of money", sample: "40", unit: ""),
    .energy: Known(name: "energy", phrase: "an energy", sample: "10", unit: "kWh"),
    .power: Known(name: "power", phrase: "a power", sample: "10.2", unit: "kW"),
    .data / .time: Known(
      name: "bandwidth", phrase: "a bandwidth", sample: "3350", unit: "GB/s"),
    .operations / .time: Known(
      name: "compute rate", phrase: "a compute rate", sample: "989.4", unit: "TFLOP/s"),
    .tokens / .time: Known(
      name: "token rate", phrase: "a token rate", sample: "3000", unit: "tokens/s"),
    .none / .time: Known(name: "rate", phrase: "a rate", sample: "4%", unit: "per month"),
    .money / .time: Known(
      name: "money per time", phrase: "money per time", sample: "2.20", unit: "/h"),
    .money / .tokens: Known(
      name: "money per token", phrase: "money per token", sample: "40", unit: "per M tokens"),
    .money / .energy: Known(
      name: "money per energy", phrase: "money per energy", sample: "0.07", unit: "/kWh"),
  ]
}
