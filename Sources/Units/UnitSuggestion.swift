extension QuantityParser {
  /// What an unknown unit was probably meant to be, or `nil` when nothing is near.
  ///
  /// Known habits first (`Gbps`, `hrs`, `million`), then the same letters in another case, then
  /// one slip of the finger in a word long enough to tell.
  func suggestion(
    for word: String, isDenominator: Bool, hasDollar: Bool = false
  ) -> String? {
    if hasDollar, word == "B" { return "G" }
    if let habit = Self.habits[word] ?? Self.habits[word.lowercased()] {
      return isDenominator && habit.hasSuffix("s") && habit.count > 2
        ? String(habit.dropLast()) : habit
    }
    if let stem = Self.rateStem(word) {
      if let term = UnitTerm.all[stem] {
        return term.dimension == dimension ? stem : stem + "/s"
      }
      if let unit = suggestion(for: stem, isDenominator: true), !unit.contains("/") {
        return unit + "/s"
      }
    }
    if word.hasSuffix("b"), UnitTerm.all[String(word.dropLast()) + "bit"] != nil {
      // Strictly a bit, but behind a memory size it is a byte with a slip.
      return String(word.dropLast()) + (dimension == .data ? "B" : "bit")
    }
    return nearest(to: word)
  }

  private static func rateStem(_ word: String) -> String? {
    guard word.count > 2 else { return nil }
    if word.hasSuffix("ps") { return String(word.dropLast(2)) }
    if word.hasSuffix("s"), word.contains(where: { $0.isUppercase }) {
      return String(word.dropLast())
    }
    return nil
  }

  private func nearest(to word: String) -> String? {
    let spellings = UnitTerm.all.keys.sorted()
    let sameLetters = spellings.filter { $0.lowercased() == word.lowercased() }
    if let fitting = sameLetters.first(where: { UnitTerm.all[$0]?.dimension == dimension }) {
      return fitting
    }
    if let any = sameLetters.first { return any }
    guard word.count >= 4 else { return nil }
    return spellings.first { $0.count >= 4 && Self.isOneSlip(word, $0) }
  }

  /// Whether one letter added, dropped, changed or swapped with its neighbour makes the two equal.
  static func isOneSlip(_ a: String, _ b: String) -> Bool {
    let a = Array(a)
    let b = Array(b)
    guard abs(a.count - b.count) <= 1 else { return false }
    var head = 0
    while head < min(a.count, b.count), a[head] == b[head] { head += 1 }
    var tail = 0
    while tail < min(a.count, b.count) - head, a[a.count - 1 - tail] == b[b.count - 1 - tail] {
      tail += 1
    }
    let left = a[head..<(a.count - tail)]
    let right = b[head..<(b.count - tail)]
    if max(left.count, right.count) <= 1 { return true }
    return left.count == 2 && right.count == 2 && left.reversed().elementsEqual(right)
  }

  private static let habits: [String: String] = [
    "K": "k", "m": "M", "mn": "M", "mm": "M", "bn": "G", "tn": "T",
    "thousand": "k", "million": "M", "millions": "M", "billion": "G", "billions": "G",
    "trillion": "T", "trillions": "T",
    "sec": "s", "secs": "s", "msec": "ms", "millisecond": "ms", "milliseconds": "ms",
    "microseconds": "us", "mins": "min", "hr": "h", "hrs": "h", "mo": "months", "mos": "months",
    "yr": "years", "yrs": "years", "wk": "weeks", "wks": "weeks",
    "tok": "tokens", "toks": "tokens", "tps": "tokens/s", "qps": "requests/s", "rps": "requests/s",
    "percent": "%", "pct": "%", "dollar": "USD", "dollars": "USD",
    "gpu": "accelerator", "gpus": "accelerators", "card": "accelerator", "cards": "accelerators",
    "chip": "accelerator", "chips": "accelerators", "box": "node", "boxes": "nodes",
    "gpu-hour": "accelerator-hour", "gpu-hours": "accelerator-hours",
    "gpu-h": "accelerator-h", "param": "parameters", "params": "parameters",
    "watt": "W", "watts": "W", "kilowatt": "kW", "kilowatts": "kW", "megawatt": "MW",
    "megawatts": "MW", "joule": "J", "joules": "J", "flops": "FLOP/s",
  ]
}
