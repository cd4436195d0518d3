/// A piece of the text of a quantity.
struct QuantityToken: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case number, word, symbol
  }

  var kind: Kind
  var text: String
  /// In Unicode scalars of the whole text.
  var range: Range<Int>
}

/// Cuts the text of a quantity into numbers, words and single symbols.
///
/// A number takes everything that may have been meant as one, commas and underscores included, so
/// that the complaint about them can show it whole.
struct QuantityScanner {
  private let scalars: [Unicode.Scalar]
  private var position = 0

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  static func tokens(of text: String) -> [QuantityToken] {
    var scanner = QuantityScanner(text)
    var tokens: [QuantityToken] = []
    while let token = scanner.next() { tokens.append(token) }
    return tokens
  }

  private mutating func next() -> QuantityToken? {
    while let scalar = peek(), scalar.properties.isWhitespace { position += 1 }
    guard let first = peek() else { return nil }
    let start = position
    let kind: QuantityToken.Kind
    if isDigit(first) || first == "." && isDigit(peek(1)) {
      scanNumber()
      kind = .number
    } else if isLetter(first) {
      scanWord()
      kind = .word
    } else {
      position += first == "." && peek(1) == "." ? 2 : 1
      kind = .symbol
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[start..<position])
    return QuantityToken(kind: kind, text: String(view), range: start..<position)
  }

  private mutating func scanNumber() {
    let separators: [Unicode.Scalar] = [".", ",", "_", "'", "’"]
    while let scalar = peek() {
      if isDigit(scalar) {
        position += 1
      } else if separators.contains(scalar), isDigit(peek(1)) || scalar == "." && peek(1) != "." {
        position += 1
      } else if scalar == "e" || scalar == "E" {
        let signed = peek(1) == "+" || peek(1) == "-" || peek(1) == "−"
        guard isDigit(peek(signed ? 2 : 1)) else { return }
        position += signed ? 3 : 2
      } else {
        return
      }
    }
  }

  /// Letters, then letters and digits, with hyphens inside.
  private mutating func scanWord() {
    while let scalar = peek() {
      if isLetter(scalar) || isDigit(scalar) {
        position += 1
      } else if scalar == "-", isLetter(peek(1)) {
        position += 2
      } else if scalar == ".", isDigit(peek(1)) {
        position += 2
      } else {
        return
      }
    }
  }

  private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
    position + ahead < scalars.count ? scalars[position + ahead] : nil
  }

  private func isDigit(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    return "0"..."9" ~= scalar
  }

  private func isLetter(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    return scalar.properties.isAlphabetic || scalar == "µ"
  }
}
