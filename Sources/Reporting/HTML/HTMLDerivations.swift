import Figures

/// The figures of a part as a list: name, value, and the formula with its names as links.
enum HTMLDerivations {
  static func text(
    _ part: ResultPart, _ links: HTMLLinks, _ citations: inout HTMLCitations
  ) -> String {
    var result = ""
    // Values stand beside the names of a formula, so that a reader can check it.
    let values = Dictionary(
      part.figures.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first })
    for (name, figures) in groups(part) {
      let isOpen = name.isEmpty || part.isChosen(name)
      result += "<details class=\"group\"\(isOpen ? " open" : "")><summary>"
      result += name.isEmpty ? "the whole plan" : htmlText(name)
      result += ", \(figures.count) figures</summary>\n<dl class=\"figures\">\n"
      for figure in figures { result += text(figure, part, values, links, &citations) }
      result += "</dl></details>\n"
    }
    return result + alternatives(part, links)
  }

  /// Figures by the workload or the product that begins their names, in the order of the sheet.
  private static func groups(_ part: ResultPart) -> [(name: String, figures: [ResultFigure])] {
    let heads = Set(part.choices.map(\.workload) + part.products)
    var order: [String] = []
    var groups: [String: [ResultFigure]] = [:]
    for figure in part.figures {
      let first = figure.name.split(separator: ".", maxSplits: 1).first.map(String.init) ?? ""
      let head = heads.contains(first) ? first : ""
      if groups[head] == nil { order.append(head) }
      groups[head, default: []].append(figure)
    }
    return order.map { ($0, groups[$0] ?? []) }
  }

  private static func text(
    _ figure: ResultFigure, _ part: ResultPart, _ values: [String: String], _ links: HTMLLinks,
    _ citations: inout HTMLCitations
  ) -> String {
    var result = ""
    let link = FigureLink(part: part.key, figure: figure.name)
    let anchor = links.anchor(link) ?? ""
    let grade =
      figure.evidence.map { " <span class=\"grade \($0.name)\">\($0.name)</span>" } ?? ""
    result +=
      "<dt id=\"\(anchor)\"><code>\(htmlText(figure.name))</code> = \(htmlText(figure.text))\(grade) <span class=\"title\">\(htmlText(figure.title))</span></dt>\n"
    switch figure.basis {
    case .input(let origin):
      var text = origin.html(&citations)
      if origin.isRange {
        text +=
          " <span class=\"range\">\(htmlText(figure.text(origin.low))) .. \(htmlText(figure.text(origin.high)))</span>"
      }
      if let note = origin.note, !note.isEmpty { text += "; \(htmlText(note))" }
      if !text.isEmpty { result += "<dd>\(text)</dd>\n" }
    case .formula(let formula, let names):
      result += "<dd class=\"formula\">= \(linked(formula, part.key, links))</dd>\n"
      let shown = names.prefix(mostValues).compactMap { name in
        values[name].map { "\(htmlText(name)) \(htmlText($0))" }
      }
      let more = names.count > mostValues ? ", and \(names.count - mostValues) more" : ""
      if !shown.isEmpty { result += "<dd>with \(shown.joined(separator: ", "))\(more)</dd>\n" }
    }
    return result
  }

  private static let mostValues = 12

  private static func alternatives(_ part: ResultPart, _ links: HTMLLinks) -> String {
    guard !part.alternatives.isEmpty else { return "" }
    var result = "<h3>Options that were not chosen</h3>\n"
    for option in part.alternatives {
      let anchor = links.anchor(FigureLink(part: part.key, figure: option.name)) ?? ""
      result +=
        "<h4 id=\"\(anchor)\">\(htmlText(option.name))</h4>\n<pre tabindex=\"0\">\(htmlText(option.lines.joined(separator: "\n"), keepingLines: true))</pre>\n"
    }
    return result
  }

  /// A formula in which every figure is a link. Names of figures are words with dots and hyphens;
  /// operators stand between spaces.
  private static func linked(_ formula: String, _ part: String, _ links: HTMLLinks) -> String {
    var result = ""
    var word = ""
    func flush(_ result: inout String, _ word: inout String) {
      guard !word.isEmpty else { return }
      result += links.wrap(htmlText(word), FigureLink(part: part, figure: word))
      word = ""
    }
    for scalar in formula.unicodeScalars {
      switch scalar {
      case " ", "(", ")", ",":
        flush(&result, &word)
        result.unicodeScalars.append(scalar)
      default: word.unicodeScalars.append(scalar)
      }
    }
    flush(&result, &word)
    return result
  }
}
