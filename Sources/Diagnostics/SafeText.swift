/// Text of a user made safe to print: nothing in it can steer a terminal or hide from the eye.
enum SafeText {
  /// Whether a scalar must not reach a terminal as it is: control characters, line and paragraph
  /// separators, and invisible formatting such as bidirectional overrides
  /// (Unicode Technical Report 36, section 3). The two joiners stay: names and emoji need them.
  static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value >= 0x20, scalar.value < 0x7F { return false }
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    case .format: return scalar.value != 0x200C && scalar.value != 0x200D
    default: return false
    }
  }

  /// The visible form of an unsafe scalar, such as `\n` or `\u{1B}`.
  static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    }
  }

  static func escaped(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isUnsafe(scalar) { result += escape(scalar) } else { result.unicodeScalars.append(scalar) }
    }
    return result
  }

  /// How many cells of a terminal a scalar takes: 0, 1 or 2.
  ///
  /// The wide ranges follow the W and F classes of Unicode Standard Annex 11.
  static func width(of scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    if scalar.value == 0x200C || scalar.value == 0x200D { return 0 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    if scalar.properties.isEmojiPresentation { return 2 }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
      0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}

/// Lines of text safe to print: what could steer a terminal or hide from the eye is shown as `\u{1B}`;
/// ends of lines stay.
public func safeText(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false)
    .map { SafeText.escaped(String($0)) }.joined(separator: "\n")
}

/// The user's own text between single quotes, as messages show it; text of more than 60 scalars is
/// cut and ends with `…`.
public func quoted(_ text: String) -> String {
  let limit = 60
  let scalars = text.unicodeScalars
  guard let cut = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
    cut < scalars.endIndex
  else { return "'\(text)'" }
  return "'\(String(scalars[..<cut]))…'"
}
