/// A displayed number taken apart at the decimal point: `$43 050.25 M` is `$43 050`, `.25`, ` M`.
struct DecimalText {
  var whole: Substring
  /// The decimal point and what follows it; empty for a whole number.
  var fraction: Substring
  /// The unit or prefix after the digits, with its space.
  var suffix: Substring

  /// Fails for text that is not one number: words, dates, ranges.
  init?(_ text: String) {
    guard let first = text.firstIndex(where: \.isASCIIDigit),
      !text[..<first].contains(where: \.isLetter)
    else { return nil }
    var end = text[first...].endOfDigits
    // Groups of three after a space or a comma belong to the number.
    while end < text.endIndex, " \u{A0}\u{202F},".contains(text[end]) {
      let group = text[text.index(after: end)...]
      let groupEnd = group.endOfDigits
      guard group[..<groupEnd].count == 3 else { break }
      end = groupEnd
    }
    whole = text[..<end]
    fraction = ""
    if end < text.endIndex, text[end] == "." {
      let digits = text[text.index(after: end)...]
      if !digits[..<digits.endOfDigits].isEmpty {
        fraction = text[end..<digits.endOfDigits]
      }
    }
    suffix = text[fraction.endIndex...]
    if fraction.isEmpty { suffix = text[end...] }
    if suffix.contains(where: \.isASCIIDigit) { return nil }
  }

  /// Pads after the digits so that numbers with the same suffix, once set flush right, stand on the
  /// decimal point. Other text is left alone.
  static func aligned(_ texts: [String]) -> [String] {
    let parts = texts.map { DecimalText($0) }
    var longest: [Substring: Int] = [:]
    for case let part? in parts {
      longest[part.suffix] = max(longest[part.suffix] ?? 0, part.fraction.count)
    }
    return zip(texts, parts).map { text, part in
      guard let part, let width = longest[part.suffix] else { return text }
      let padding = String(repeating: " ", count: width - part.fraction.count)
      return part.whole + part.fraction + padding + part.suffix
    }
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { "0" <= self && self <= "9" && isASCII }
}

extension Substring {
  /// Where the digits at the start end.
  fileprivate var endOfDigits: Index { firstIndex { !$0.isASCIIDigit } ?? endIndex }
}
