import Diagnostics
import Documents
import HardwareKit
import Planning
import Units

/// The name that spans of `--check` expressions carry instead of a file's.
let checkOption = "--check"

extension PlanReader {
  /// The checks of the plan, then those of the command line.
  func checks(_ node: Node?, into diagnostics: inout DiagnosticList) -> [Check] {
    let own = (node?.listOrOne ?? []).compactMap { check($0, "'checks'", into: &diagnostics) }
    return own + given.compactMap { check($0, "'--check'", into: &diagnostics) }
  }

  /// `FIGURE RELATION BOUND`, where the bound is a quantity or another figure.
  private func check(
    _ item: Node, _ what: String, into diagnostics: inout DiagnosticList
  ) -> Check? {
    guard let text = item.text(what, into: &diagnostics) else { return nil }
    let relations: [Check.Relation] = [.atMost, .atLeast, .below, .above]
    guard
      let (relation, place) = relations.lazy.compactMap({ relation in
        Self.range(of: relation.rawValue, in: text).map { (relation, $0) }
      }).first
    else {
      diagnostics.append(.check("one of <= >= < >", text, at: item.span))
      return nil
    }
    let figure = String(text[..<place.lowerBound]).trimmed
    let bound = String(text[place.upperBound...]).trimmed
    guard !figure.isEmpty, !bound.isEmpty else {
      diagnostics.append(
        .check("a figure, a relation and a quantity or a figure", text, at: item.span))
      return nil
    }
    if Self.isFigureName(bound) {
      return Check(
        figure: figure, relation: relation, bound: .figure(bound), written: bound, span: item.span)
    }
    do throws(QuantityError) {
      let quantity = try ParsedQuantity(parsing: bound)
      return Check(
        figure: figure, relation: relation, bound: .quantity(quantity.base, quantity.dimension),
        written: bound, span: item.span)
    } catch {
      let shift = text.unicodeScalars.count - bound.unicodeScalars.count
      diagnostics.append(.quantity(error.shifted(by: shift), at: item))
      return nil
    }
  }

  /// Names of figures begin with a letter, have dots, and no spaces; no quantity looks like that.
  private static func isFigureName(_ text: String) -> Bool {
    text.first?.isLetter == true && text.contains(".")
      && text.allSatisfy { $0.isLetter || $0.isNumber || ".-_".contains($0) }
  }

  /// Expressions of the command line as nodes, a line each of a text that messages quote.
  static func nodes(
    of expressions: [String], into diagnostics: inout DiagnosticList
  ) -> [Node] {
    guard !expressions.isEmpty else { return [] }
    let lines = expressions.map { String($0.map { $0.isNewline ? " " : $0 }) }
    diagnostics.sources[checkOption] = SourceFile(
      name: checkOption, text: lines.joined(separator: "\n"))
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
