extension StringProtocol {
  /// The text as it may go to a terminal: spaces for tabs and, in one line, for line breaks; other
  /// control characters and invisible formatting, direction overrides among them, spelt `\u{1b}`.
  ///
  /// - Parameter keepingLines: whether line feeds stay.
  public func printable(keepingLines: Bool = false) -> String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control where scalar == "\n" && keepingLines:
        result.unicodeScalars.append(scalar)
      case .control where scalar == "\n" || scalar == "\t":
        result += " "
      case .format where scalar.value == 0x200C || scalar.value == 0x200D:
        // The joiners that Persian, Indic scripts and emoji need.
        result.unicodeScalars.append(scalar)
      case .control, .format, .lineSeparator, .paragraphSeparator:
        result += "\\u{\(String(scalar.value, radix: 16))}"
      default:
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Fills lines with words up to a display width. Line feeds stay, runs of spaces become one, and
  /// a no-break space holds its neighbours together. A word wider than a line is broken.
  ///
  /// - Parameters:
  ///   - width: the most columns that a line may take, its indent included.
  ///   - indent: spaces before every line.
  /// - Returns: at least one line; an empty text gives one empty line.
  public func wrapped(width: Int, indent: Int = 0) -> [String] {
    let margin = String(repeating: " ", count: indent)
    // A wide character needs two columns.
    let room = Swift.max(2, width - indent)
    var lines: [String] = []
    for paragraph in split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      var used = 0
      for word in paragraph.split(separator: " ") {
        let wordWidth = word.displayWidth
        if !line.isEmpty, used + 1 + wordWidth <= room {
          line += " " + word
          used += 1 + wordWidth
          continue
        }
        if !line.isEmpty { lines.append(margin + line) }
        var pieces = word.broken(width: room)
        line = pieces.removeLast()
        lines += pieces.map { margin + $0 }
        used = line.displayWidth
      }
      lines.append(line.isEmpty ? "" : margin + line)
    }
    return lines
  }

  /// Cuts a word into pieces that fit; marks stay with the letter before them.
  fileprivate func broken(width: Int) -> [String] {
    var pieces: [String] = []
    var piece = String.UnicodeScalarView()
    var used = 0
    for scalar in unicodeScalars {
      let scalarWidth = scalar.displayWidth
      if used + scalarWidth > width {
        pieces.append(String(piece))
        piece = String.UnicodeScalarView()
        used = 0
      }
      piece.append(scalar)
      used += scalarWidth
    }
    return pieces + [String(piece)]
  }
}

extension String {
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - displayWidth))
  }

  var trimmingTrailingSpaces: String {
    String(self[..<(lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex)])
  }

  func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: Swift.max(0, width - displayWidth)) + self
  }
}
