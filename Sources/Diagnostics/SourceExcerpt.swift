/// One line of a file as it appears under a message, and the caret line below it.
struct SourceExcerpt {
  /// Longer lines are cut to a window of this many scalars around the caret.
  static let longestLine = 160
  /// A tab reaches the next multiple of this many cells.
  static let tabStop = 4

  /// The line, safe to print.
  private(set) var text = ""
  /// Blanks up to the place of the span.
  private(set) var indent = ""
  /// `^~~`, as wide as the span is on screen.
  private(set) var marker = ""

  /// - Parameters:
  ///   - line: the whole line, without its line ending.
  ///   - column: where the span begins, in scalars from 1.
  ///   - length: how many scalars it covers.
  init(line: String, column: Int, length: Int) {
    let scalars = Array(line.unicodeScalars)
    let start = min(max(0, column - 1), scalars.count)
    let window = Self.window(of: scalars.count, around: start)
    let end = min(window.upperBound, start + max(1, length))
    var cells = 0
    var marked = 0
    if window.lowerBound > 0 { show("…", width: 1, cells: &cells) }
    for index in window {
      if index == start { indent = String(repeating: " ", count: cells) }
      let before = cells
      show(scalars[index], cells: &cells)
      if index >= start, index < end { marked += cells - before }
    }
    if start >= window.upperBound { indent = String(repeating: " ", count: cells) }
    if window.upperBound < scalars.count { show("…", width: 1, cells: &cells) }
    marker = "^" + String(repeating: "~", count: max(0, marked - 1))
  }

  private mutating func show(_ scalar: Unicode.Scalar, cells: inout Int) {
    if scalar == "\t" {
      let width = Self.tabStop - cells % Self.tabStop
      show(String(repeating: " ", count: width), width: width, cells: &cells)
    } else if SafeText.isUnsafe(scalar) {
      let escape = SafeText.escape(scalar)
      show(escape, width: escape.utf8.count, cells: &cells)
    } else {
      show(String(scalar), width: SafeText.width(of: scalar), cells: &cells)
    }
  }

  private mutating func show(_ piece: String, width: Int, cells: inout Int) {
    text += piece
    cells += width
  }

  private static func window(of count: Int, around start: Int) -> Range<Int> {
    guard count > longestLine else { return 0..<count }
    let low = min(max(0, start - longestLine / 2), count - longestLine)
    return low..<(low + longestLine)
  }
}
