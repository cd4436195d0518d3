public import Figures
import HardwareKit
import JSON
import Units

/// Where a figure comes from: its formula, the values in it, and so on down to the leaves.
public enum Explanation {
  /// - Parameters:
  ///   - depth: How many levels of formulas are opened; all by default.
  ///   - notes: what else is to say of the figure, such as its error band.
  ///   - behind: what a figure without a formula was found from, as lines.
  public static func report(
    _ figure: Figure, in sheet: Sheet, depth: Int = .max, notes: [String] = [],
    behind: [[String]] = []
  ) -> Report {
    var writer = Writer(sheet: sheet, depth: depth)
    writer.write(figure)
    var blocks: [Report.Block] = [.preformatted(writer.lines)]
    blocks += behind.map { .preformatted($0) }
    blocks += notes.map { .note($0) }
    if !writer.sources.isEmpty {
      let sources = writer.sources.enumerated().map { index, citation in
        "[\(index + 1)] \(citation.title). \(citation.publisher), \(citation.date). \(citation.locator)"
      }
      blocks.append(.preformatted(["Sources"] + sources.flatMap { wrapped($0) }))
    }
    return Report(blocks, data: json(figure, in: sheet))
  }

  /// The lines of an explanation without its sources, each of which stands by its title.
  static func lines(_ figure: Figure, in sheet: Sheet, depth: Int) -> [String] {
    var writer = Writer(sheet: sheet, depth: depth)
    writer.write(figure)
    guard !writer.sources.isEmpty else { return writer.lines }
    return writer.lines
      + writer.sources.enumerated().map { "[\($0 + 1)] \($1.title), \($1.publisher), \($1.date)" }
  }

  private static func wrapped(_ text: String) -> [String] {
    text.wrapped(width: 98, indent: 4).map { "  " + $0 }
  }

  /// The tree below a figure as data, each figure once.
  private static func json(_ figure: Figure, in sheet: Sheet) -> JSONValue {
    var seen: Set<String> = []
    var nodes: [JSONValue] = []
    var pending = [figure]
    while let figure = pending.popLast() {
      guard seen.insert(figure.name).inserted else { continue }
      nodes.append(node(figure))
      pending.append(
        contentsOf: (figure.formula?.figureNames ?? []).reversed().compactMap { sheet[$0] })
    }
    return .object([
      JSONValue.Member("figure", .string(figure.name)), JSONValue.Member("figures", .array(nodes)),
    ])
  }

  private static func node(_ figure: Figure) -> JSONValue {
    var members = [
      JSONValue.Member("name", .string(figure.name)),
      JSONValue.Member("title", .string("\(figure.id.title)")),
      JSONValue.Member("key", .string(FigureText.key(figure))),
      JSONValue.Member("value", .number(figure.value)),
      JSONValue.Member("evidence", figure.evidence.map { .string($0.name) } ?? .null),
    ]
    switch figure.basis {
    case .formula(let formula):
      members.append(JSONValue.Member("formula", .string(formula.text)))
    case .input(let provenance, let low, let high):
      members.append(JSONValue.Member("origin", .string(origin(provenance))))
      if low < high {
        members.append(JSONValue.Member("low", .number(low)))
        members.append(JSONValue.Member("high", .number(high)))
      }
    }
    return .object(members)
  }

  static let definitionPrefix = "by definition: "

  /// The origin of an input in a few words, without its citations.
  static func origin(_ provenance: Provenance) -> String {
    switch provenance.origin {
    case .plan(let span): "\(span)"
    case .commandLine(let text): "--set \(text)"
    case .citations(let list):
      list.map { "\($0.title), \($0.publisher), \($0.date)" }
        .joined(separator: "; ")
    case .definition(let text): "\(definitionPrefix)\(text)"
    case .assumed(let reason): "assumed: \(reason)"
    case .solved(let method, _): method
    }
  }

  private struct Writer {
    let sheet: Sheet
    let depth: Int
    var lines: [String] = []
    var sources: [Citation] = []
    private var shown: Set<String> = []

    init(sheet: Sheet, depth: Int) {
      self.sheet = sheet
      self.depth = depth
    }

    mutating func write(_ figure: Figure) {
      let grade = figure.evidence.map { "  \($0.name)" } ?? ""
      lines.append("\(figure.name) = \(FigureText.value(figure.value, figure.id))\(grade)")
      lines.append("  \(figure.id.title)")
      if !figure.weakest.isEmpty, figure.formula != nil {
        lines += "weakest link: \(figure.weakest.joined(separator: ", "))"
          .wrapped(width: 96, indent: 2).map { "  " + $0 }
      }
      shown.insert(figure.name)
      var pending = body(figure, level: 1)
      while let (figure, level) = pending.popLast() {
        pending.append(contentsOf: entry(figure, level: level))
      }
    }

    /// Writes what a figure rests on, and gives the figures that follow below it, the first one last.
    private mutating func body(_ figure: Figure, level: Int) -> [(Figure, level: Int)] {
      let indent = String(repeating: "  ", count: min(level, 12))
      switch figure.basis {
      case .input(let provenance, let low, let high):
        lines.append(contentsOf: leaf(figure, provenance, low, high, indent: indent))
        return []
      case .formula(let formula):
        for (index, line) in "= \(formula.text)".wrapped(width: max(40, 98 - indent.count))
          .enumerated()
        {
          lines.append(indent + (index == 0 ? "" : "  ") + line)
        }
        guard level <= depth else { return [] }
        return formula.figureNames.reversed().compactMap { sheet[$0] }.map { ($0, level) }
      }
    }

    private mutating func entry(_ figure: Figure, level: Int) -> [(Figure, level: Int)] {
      let indent = String(repeating: "  ", count: min(level, 12))
      let value = FigureText.value(figure.value, figure.id)
      if case .input(let provenance, let low, let high) = figure.basis {
        // What stands in the plan is shown as it is written there.
        let isPlan = if case .plan = provenance.origin { true } else { false }
        let value = isPlan ? provenance.written ?? value : value
        let isFirst = shown.insert(figure.name).inserted
        let place = isFirst ? self.place(of: provenance) : "above"
        lines.append("\(indent)\(figure.name)  \(value)\(range(figure, low, high))  \(place)")
        return []
      }
      if shown.insert(figure.name).inserted {
        lines.append("\(indent)\(figure.name)  \(value)")
        return body(figure, level: level + 1)
      }
      lines.append("\(indent)\(figure.name)  \(value)  above")
      return []
    }

    private func range(_ figure: Figure, _ low: Double, _ high: Double) -> String {
      low < high
        ? " (\(FigureText.value(low, figure.id)) .. \(FigureText.value(high, figure.id)))" : ""
    }

    private mutating func leaf(
      _ figure: Figure, _ provenance: Provenance, _ low: Double, _ high: Double, indent: String
    ) -> [String] {
      ["\(indent)\(place(of: provenance))\(range(figure, low, high))"]
    }

    /// The place of an input: a line of the plan, source numbers, or the reason of an assumption.
    private mutating func place(of provenance: Provenance) -> String {
      let grade = provenance.evidence.map { " \($0.name)" } ?? ""
      let note = provenance.note.map { "; \($0)" } ?? ""
      switch provenance.origin {
      case .plan(let span): return "\(span)\(provenance.evidence == .assumed ? " assumed" : "")"
      case .commandLine: return "--set\(grade)"
      case .definition(let text): return "by definition: \(text)"
      case .assumed(let reason): return "assumed: \(reason)"
      case .solved(let method, _): return method
      case .citations(let list):
        let numbers = list.map { citation -> String in
          if let known = sources.firstIndex(of: citation) { return "[\(known + 1)]" }
          sources.append(citation)
          return "[\(sources.count)]"
        }
        return "\(numbers.joined())\(grade)\(note)"
      }
    }
  }
}
