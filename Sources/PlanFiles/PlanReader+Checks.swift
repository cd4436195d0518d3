import Diagnostics
import Documents
import HardwareKit
import Keys
import Planning
import Units

/// The name that spans of `--check` expressions carry instead of a file's.
let checkOption = "--check"

extension PlanReader {
  /// `FIGURE RELATION BOUND`, where the bound is a quantity or another figure.
  static let check = Form<String>.text.then { text, place, reading -> Check? in
    let span = place.node.span
    let relations: [Check.Relation] = [.atMost, .atLeast, .below, .above]
    guard
      let (relation, found) = relations.lazy.compactMap({ relation in
        range(of: relation.rawValue, in: text).map { (relation, $0) }
      }).first
    else {
      reading.report(.check("one of <= >= < >", text, at: span))
      return nil
    }
    let figure = String(text[..<found.lowerBound]).trimmed
    let bound = String(text[found.upperBound...]).trimmed
    guard !figure.isEmpty, !bound.isEmpty else {
      reading.report(.check("a figure, a relation and a quantity or a figure", text, at: span))
      return nil
    }
    if isFigureName(bound) {
      return Check(
        figure: figure, relation: relation, bound: .figure(bound), written: bound, span: span)
    }
    do throws(QuantityError) {
      let quantity = try ParsedQuantity(parsing: bound)
      return Check(
        figure: figure, relation: relation, bound: .quantity(quantity.base, quantity.dimension),
        written: bound, span: span)
    } catch {
      let shift = text.unicodeScalars.count - bound.unicodeScalars.count
      reading.report(.quantity(error.shifted(by: shift), at: place.node))
      return nil
    }
  }

  /// A check of the command line.
  static func checkPlace(_ node: Node) -> Place {
    Place(node, path: checkOption, noun: "'\(checkOption)'", word: checkOption)
  }

  /// Names of figures begin with a letter, have dots, and no spaces; no quantity looks like that.
  private static func isFigureName(_ text: String) -> Bool {
    text.first?.isLetter == true && text.contains(".")
      && text.allSatisfy { $0.isLetter || $0.isNumber || ".-_".contains($0) }
  }

  /// Expressions of the command line as nodes, a line each of a text that messages quote.
  static func nodes(of expressions: [String], _ reading: Reading) -> [Node] {
    guard !expressions.isEmpty else { return [] }
    let lines = expressions.map { String($0.map { $0.isNewline ? " " : $0 }) }
    reading.add(SourceFile(name: checkOption, text: lines.joined(separator: "\n")))
    return lines.enumerated().map { index, line in
      Node(
        line,
        at: SourceSpan(
          file: checkOption, line: index + 1, column: 1, length: line.unicodeScalars.count))
    }
  }

  private static func range(of word: String, in text: String) -> Range<String.Index>? {
    var start = text.startIndex
    while start < text.endIndex {
      if text[start...].hasPrefix(word) {
        return start..<text.index(start, offsetBy: word.count)
      }
      start = text.index(after: start)
    }
    return nil
  }
}

extension String {
  var trimmed: String {
    var view = Substring(self)
    while view.first == " " { view.removeFirst() }
    while view.last == " " { view.removeLast() }
    return String(view)
  }
}
