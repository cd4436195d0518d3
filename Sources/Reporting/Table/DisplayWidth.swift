/// How many terminal columns text takes, counted scalar by scalar, as `wcwidth` does.
///
/// Source: Unicode Standard Annex #11, East Asian Width, and its data file `EastAsianWidth.txt`.
/// Classes W and F take two columns. Outside the blocks below these are the characters with emoji
/// presentation, which the standard library knows. Unassigned code points inside a block count as
/// wide: that is the annex's rule for ideographs and the safe side for the rest.
private let wideBlocks: [ClosedRange<UInt32>] = [
  0x1100...0x115F,  // Hangul Jamo, leading consonants
  0x2329...0x232A,  // angle brackets
  0x2E80...0x303E,  // CJK radicals to CJK symbols
  0x3041...0x3247,  // kana, Bopomofo, enclosed CJK
  0x3250...0xA4CF,  // enclosed and unified ideographs, Yi
  0xA960...0xA97F,  // Hangul Jamo extended A
  0xAC00...0xD7A3,  // Hangul syllables
  0xF900...0xFAFF,  // compatibility ideographs
  0xFE10...0xFE19,  // vertical forms
  0xFE30...0xFE6F,  // CJK compatibility and small forms
  0xFF01...0xFF60,  // fullwidth forms
  0xFFE0...0xFFE6,  // fullwidth signs
  0x16FE0...0x1B2FF,  // Tangut, Khitan, kana supplements, Nushu
  0x1D300...0x1D376,  // Tai Xuan Jing symbols, counting rods
  0x1F200...0x1F265,  // enclosed ideographic supplement
  0x20000...0x3FFFD,  // supplementary and tertiary ideographic planes
]

extension Unicode.Scalar {
  /// 0 for combining marks and joiners, 2 for wide characters, 1 for the rest.
  var displayWidth: Int {
    // Nearly all text: Latin letters, digits, punctuation.
    if value < 0x300 { return properties.generalCategory == .control ? 0 : 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    // Vowels and trailing consonants of Hangul Jamo join the syllable that a leading one opened.
    if (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FB).contains(value) { return 0 }
    // Regional indicators are narrow each; a pair of them makes a flag of two columns.
    if (0x1F1E6...0x1F1FF).contains(value) { return 1 }
    if properties.isEmojiPresentation { return 2 }
    return wideBlocks.contains { $0.contains(value) } ? 2 : 1
  }
}

extension StringProtocol {
  /// How many terminal columns the text takes, if it holds no escape sequences.
  public var displayWidth: Int {
    unicodeScalars.reduce(0) { $0 + $1.displayWidth }
  }
}
