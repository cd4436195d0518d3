/// JSON text of which long lists keep their first items and the number of the others.
///
/// A recorded answer of ten thousand lines is read by nobody. What is left out of it is held by the
/// figures of the sample plans (`SampleFigureTests`) and by the same answers as text.
enum Elision {
  /// Lines that a recorded answer may have.
  static let most = 400

  /// What stands in a list for the items that were left out.
  static func marker(_ count: Int) -> String { "… \(count) more" }

  /// The number that a marker says, nil for any other text.
  static func count(_ text: String) -> Int? {
    let words = text.split(separator: " ")
    guard words.count == 3, words[0] == "…", words[2] == "more" else { return nil }
    return Int(words[1])
  }

  /// The text as it is where it is short enough; else with as many items of each list as fit.
  ///
  /// - Parameter text: JSON as the program writes it, an item or a member a line.
  static func shortened(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > most else { return text }
    for kept in [20, 10, 5, 3, 2, 1] {
      let short = shortened(lines[...], keeping: kept)
      if short.count <= most || kept == 1 { return short.joined(separator: "\n") }
    }
    return text
  }

  private static func shortened(_ lines: ArraySlice<Substring>, keeping kept: Int) -> [String] {
    var result: [String] = []
    var rest = lines
    while let line = rest.popFirst() {
      result.append(String(line))
      guard line.hasSuffix("[") else { continue }
      let indent = line.prefix { $0 == " " }.count + 2
      var items: [ArraySlice<Substring>] = []
      while let first = rest.first, first.prefix(while: { $0 == " " }).count == indent {
        let opens = first.hasSuffix("{") || first.hasSuffix("[")
        // An item over several lines ends at the first line that stands as far in as it began.
        let end =
          opens
          ? rest.dropFirst().firstIndex { $0.prefix { $0 == " " }.count == indent }
            ?? rest.startIndex
          : rest.startIndex
        items.append(rest[rest.startIndex...end])
        rest = rest[(end + 1)...]
      }
      for item in items.prefix(kept) { result += shortened(item, keeping: kept) }
      guard items.count > kept else { continue }
      result.append(String(repeating: " ", count: indent) + "\"\(marker(items.count - kept))\"")
    }
    return result
  }
}
