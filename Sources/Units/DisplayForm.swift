/// How a number of one unit is put on paper: the factor to it, the prefixes, and what stands around.
struct DisplayForm: Sendable {
  struct Rung: Sendable {
    var exponent: Int
    var text: String
    /// How many powers of ten above the exponent a value stays here: 3 for `1590 tokens/s`.
    var reach = 2
  }

  /// One of this unit in base units, the power of ten left out: 3600 for hours.
  var factor: Double = 1
  /// Whether the unit stands under the bar, so that the factor multiplies: `$/h`.
  var isPer = false
  /// Powers of ten from base to unit: 2 for a percentage, 6 for a price per M tokens.
  var shift = 0
  /// Rising by exponent.
  var rungs = [Rung(exponent: 0, text: "")]
  /// What stands before a number of money; empty for all else.
  var sign = ""
  var suffix = ""
  /// The magnitudes at which money shows cents.
  var cents: ClosedRange<Int>?

  func value(_ base: Double) -> Double { isPer ? base * factor : base / factor }

  func text(_ size: String, _ rung: Rung, isNegative: Bool, minus: String) -> String {
    (isNegative ? minus : "") + sign + size + rung.text + suffix
  }

  /// The rung whose prefix fits a value of this magnitude, or `nil` where none does.
  func rung(for magnitude: Int) -> Rung? {
    guard let lowest = rungs.first, let highest = rungs.last else { return nil }
    let ceiling = highest.exponent == 0 ? 14 : highest.exponent + 4
    guard (lowest.exponent - 3...ceiling).contains(magnitude) else { return nil }
    return rungs.first { magnitude <= $0.exponent + $0.reach } ?? highest
  }

  /// The rung without a prefix, for values so large or small that they need an exponent.
  var plainRung: Rung { rungs.first { $0.exponent == 0 } ?? Rung(exponent: 0, text: "") }
}

extension DisplayForm {
  /// Prefixes before a symbol: ` GB`, ` TFLOP`.
  static func prefixed(_ symbol: String) -> [Rung] {
    ladder.map { Rung(exponent: $0.exponent, text: " \($0.text)\(symbol)") }
  }

  /// Multipliers before a word, or behind money: ` M tokens`, ` M`. At these exponents a value goes
  /// on to 9999 before the next multiplier.
  static func multiplied(_ word: String, reaching: Set<Int> = [0]) -> [Rung] {
    ladder.map { rung in
      let words = [rung.text, word].filter { !$0.isEmpty }.joined(separator: " ")
      return Rung(
        exponent: rung.exponent, text: words.isEmpty ? "" : " \(words)",
        reach: reaching.contains(rung.exponent) ? 3 : 2)
    }
  }

  private static let ladder = [
    Rung(exponent: 0, text: ""), Rung(exponent: 3, text: "k"), Rung(exponent: 6, text: "M"),
    Rung(exponent: 9, text: "G"), Rung(exponent: 12, text: "T"), Rung(exponent: 15, text: "P"),
    Rung(exponent: 18, text: "E"),
  ]

  static func money(_ suffix: String, factor: Double = 1) -> DisplayForm {
    let currency = Currency.shown
    return DisplayForm(
      factor: factor / currency.dollars, isPer: true, rungs: multiplied("", reaching: [0, 6]),
      sign: currency.sign, suffix: suffix, cents: -1...1)
  }

  static func span(_ period: Period, _ word: String) -> DisplayForm {
    DisplayForm(factor: period.seconds, suffix: " \(word)")
  }
}
