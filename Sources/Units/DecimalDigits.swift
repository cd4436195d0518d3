/// A `Double` as the decimal digits of its shortest spelling, which can be shifted by powers of
/// ten and rounded without ever leaving decimal.
///
/// The value is `0.d₁d₂d₃… × 10^point`. Rounding these digits gives what a reader expects of the
/// number as it prints: 2.675 becomes 2.68, although the nearest `Double` lies below it.
struct DecimalDigits: Sendable, Hashable {
  var isNegative = false
  /// Without leading or trailing zeros; empty for zero.
  var digits: [Int] = []
  var point = 0

  /// `nil` for what is not finite.
  init?(_ value: Double) {
    guard value.isFinite else { return nil }
    isNegative = value < 0
    let parts = abs(value).description.split { $0 == "e" }
    let exponent = parts.count > 1 ? Int(parts[1].drop { $0 == "+" }) ?? 0 : 0
    let mantissa = parts.first ?? "0"
    let whole = mantissa.prefix { $0 != "." }
    digits = mantissa.compactMap(\.wholeNumberValue)
    point = whole.count + exponent
    trim()
  }

  var isZero: Bool { digits.isEmpty }

  /// The power of ten of the first digit: 3 for 1590.
  var magnitude: Int { point - 1 }

  var isWhole: Bool { point >= digits.count }

  func shifted(by power: Int) -> DecimalDigits {
    var copy = self
    if !isZero { copy.point += power }
    return copy
  }

  /// Keeps so many digits, halves away from zero.
  func rounded(significant count: Int) -> DecimalDigits { rounded(keeping: count) }

  /// Keeps so many digits behind the point, halves away from zero.
  func rounded(decimals count: Int) -> DecimalDigits { rounded(keeping: point + count) }

  private func rounded(keeping count: Int) -> DecimalDigits {
    guard count < digits.count else { return self }
    var copy = self
    let goesUp = count >= 0 && digits[count] >= 5
    copy.digits = Array(digits.prefix(max(0, count)))
    if goesUp { copy.increment(at: count - 1) }
    copy.trim()
    return copy
  }

  private mutating func increment(at last: Int) {
    var position = last
    while position >= 0 {
      if digits[position] < 9 {
        digits[position] += 1
        return
      }
      digits[position] = 0
      position -= 1
    }
    digits.insert(1, at: 0)
    point += 1
  }

  private mutating func trim() {
    while digits.last == 0 { digits.removeLast() }
    while digits.first == 0 {
      digits.removeFirst()
      point -= 1
    }
    if digits.isEmpty {
      point = 0
      isNegative = false
    }
  }

  /// Without sign and exponent: `1590`, `0.056`. At least so many digits behind the point.
  func plain(decimals: Int = 0) -> String {
    let text = digits.map(String.init).joined()
    var whole = "0"
    var fraction = text
    if point > 0 {
      whole = String(text.prefix(point)) + zeros(point - digits.count)
      fraction = String(text.dropFirst(point))
    } else {
      fraction = zeros(-point) + text
    }
    fraction += zeros(decimals - fraction.count)
    return fraction.isEmpty ? whole : "\(whole).\(fraction)"
  }

  /// Without sign: `3.8e25`.
  func scientific() -> String {
    let head = digits.first.map(String.init) ?? "0"
    let rest = digits.dropFirst().map(String.init).joined()
    return (rest.isEmpty ? head : "\(head).\(rest)") + (isZero ? "" : "e\(magnitude)")
  }

  private func zeros(_ count: Int) -> String { String(repeating: "0", count: max(0, count)) }
}
