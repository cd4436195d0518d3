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
  ///   - part: the part of the line that is shown, without its line ending.
  ///   - first: how many scalars of the line stand before the part.
  ///   - count: how many scalars the whole line has.
  ///   - start: where the span begins, in scalars from 0.
  ///   - length: how many scalars it covers.
  init(part: String, from first: Int, of count: Int, column start: Int, length: Int) {
    // Bytes that are no text may be shown as more or fewer scalars than they were counted.
    let scalars = Array(part.unicodeScalars)
    let last = first + scalars.count
    let end = min(last, start + max(1, length))
    var cells = 0
    var marked = 0
    if first > 0 { show("…", width: 1, cells: &cells) }
    for index in first..<last {
      if index == start { indent = String(repeating: " ", count: cells) }
      let before = cells
      show(scalars[index - first], cells: &cells)
      if index >= start, index < end { marked += cells - before }
    }
    if start >= last { indent = String(repeating: " ", count: cells) }
    if last < count { show("…", width: 1, cells: &cells) }
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

  /// The part of a line that is shown around a place.
  static func window(of count: Int, around start: Int) -> Range<Int> {
    guard count > longestLine else { return 0..<count }
    let low = min(max(0, start - longestLine / 2), count - longestLine)
    return low..<(low + longestLine)
  }
}
