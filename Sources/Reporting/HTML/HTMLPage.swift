import Figures
import Planning
import Units

/// A result as one file that a browser shows and prints: nothing in it asks for another file, and
/// nothing in it runs.
///
/// Sections come in the order in which a reader asks: the answer, pictures, what it rests on, every
/// figure's derivation, sources, and the plans in full. What has no data is left out.
struct HTMLPage {
  private let document: ResultDocument
  private let links: HTMLLinks
  private var citations = HTMLCitations()
  private var sections: [(id: String, title: String)] = []
  private var body = ""

  static func text(_ document: ResultDocument) -> String {
    var page = HTMLPage(document)
    return page.write()
  }

  private init(_ document: ResultDocument) {
    self.document = document
    links = HTMLLinks(document.plans)
  }

  private mutating func write() -> String {
    answer()
    charts()
    assumptions()
    derivations()
    sources()
    files()
    let title = htmlText(heading)
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
      <meta name="generator" content="headroom">
      <title>\(title)</title>
      <link rel="icon" href="data:,">
      <style>
      \(HTMLStyle.text)
      </style>
      </head>
      <body>
      \(header(title))
      <main>
      \(body)</main>
      <footer><p>\(htmlText(closing))</p></footer>
      </body>
      </html>

      """
  }

  // MARK: Head

  private var heading: String {
    var titles: [String] = []
    for plan in document.plans where !titles.contains(plan.title) { titles.append(plan.title) }
    return titles.isEmpty ? "Headroom" : titles.joined(separator: " · ")
  }

  private func header(_ title: String) -> String {
    var result = "<header>\n<h1>\(title)</h1>\n"
    var questions: [String] = []
    for question in document.plans.compactMap(\.question) where !questions.contains(question) {
      questions.append(question)
    }
    for question in questions { result += htmlParagraph(question, "question") }
    func fact(_ name: String, _ values: [String]) -> String {
      var unique: [String] = []
      for value in values where !value.isEmpty && !unique.contains(value) { unique.append(value) }
      guard !unique.isEmpty else { return "" }
      return "<div><dt>\(name)</dt><dd>\(htmlText(unique.joined(separator: ", ")))</dd></div>"
    }
    let plans = document.plans
    let facts =
      fact("Prepared for", plans.compactMap(\.preparedFor)) + fact("By", plans.compactMap(\.author))
      + fact("Version", plans.compactMap(\.version)) + fact("As of", plans.map(\.asOf))
      + fact("Scenario", plans.compactMap(\.scenario))
      + fact("Horizon", plans.map { "\($0.months) months" })
      + fact("Currency", plans.map(\.currency))
    if !facts.isEmpty { result += "<dl class=\"facts\">\(facts)</dl>\n" }
    let list = sections.map { "<a href=\"#\($0.id)\">\($0.title)</a>" }.joined()
    return result + "</header>\n<nav aria-label=\"Contents\">\(list)</nav>"
  }

  private var closing: String {
    let files = document.plans.map(\.file)
    let made = "Made by headroom"
    return files.isEmpty ? "\(made)." : "\(made) from \(files.joined(separator: ", "))."
  }

  private mutating func begin(_ id: String, _ title: String, isAppendix: Bool = false) {
    sections.append((id, title))
    body +=
      "<section\(isAppendix ? " class=\"appendix\"" : "") aria-labelledby=\"\(id)\">\n<h2 id=\"\(id)\">\(title)</h2>\n"
  }

  private mutating func end() { body += "</section>\n" }

  // MARK: Sections

  private mutating func answer() {
    guard !document.report.blocks.isEmpty else { return }
    begin("answer", "Answer")
    body += "<div class=\"answer\">\n"
    // What a picture shows needs no letters.
    let drawn = Set(document.charts.map(\.title))
    for block in document.report.blocks {
      switch block {
      case .paragraph(let text): body += htmlParagraph(text)
      case .note(let text): body += htmlParagraph(text, "note")
      case .table(let table): body += table.html(links)
      case .checks(let checks): body += CheckLine.html(checks, links)
      case .preformatted(let lines):
        if lines.first.map(drawn.contains) == true { continue }
        body +=
          "<pre tabindex=\"0\">\(htmlText(lines.joined(separator: "\n"), keepingLines: true))</pre>\n"
      }
    }
    body += "</div>\n"
    end()
  }

  private mutating func charts() {
    guard !document.charts.isEmpty else { return }
    begin("charts", "Charts")
    for (index, chart) in document.charts.enumerated() {
      var table = chart.table
      table.title = chart.title
      body += """
        <figure><figcaption>\(htmlText(chart.title))<span>\(htmlText(chart.summary))</span></figcaption>
        <div class="scroll" tabindex="0" role="region" aria-label="\(htmlText(chart.title)), chart">\(chart.svg(id: "chart\(index + 1)"))</div>
        <details><summary>The numbers of this chart</summary>
        \(table.grid(links))</details></figure>

        """
    }
    end()
  }

  private var parts: [(title: String, part: ResultPart)] {
    let all = document.plans.flatMap { plan in plan.parts.map { (plan, $0) } }
    return all.map { plan, part in
      let scenario = plan.scenario.map { ", \($0)" } ?? ""
      return (all.count > 1 ? "\(plan.file)\(scenario): \(part.name)" : "", part)
    }
  }

  private mutating func assumptions() {
    let parts = self.parts.filter { $0.part.figures.contains(where: \.isInput) }
    guard !parts.isEmpty else { return }
    begin("assumptions", "What it rests on", isAppendix: true)
    body += htmlParagraph(
      "Every input with its value, where it comes from and how well it is supported: measured, published, modelled or assumed. A range holds nine cases in ten. What is true by definition stands among the derivations only."
    )
    for (title, part) in parts {
      let rows = part.figures.compactMap { figure -> Table.Row? in
        guard let origin = figure.origin, !origin.isDefinition else { return nil }
        let range =
          origin.isRange ? "\(figure.text(origin.low)) .. \(figure.text(origin.high))" : ""
        let value = Table.Cell.number(
          figure.value, figure.text, mark: origin.isPrivate ? .privateQuote : nil
        ).linked(to: FigureLink(part: part.key, figure: figure.name))
        var dates: [String] = []
        for date in origin.citations.map(\.date) where !dates.contains(date) { dates.append(date) }
        return Table.Row([
          Table.Cell(figure.name), Table.Cell(figure.title), value, Table.Cell(range),
          Table.Cell(figure.evidence?.name ?? "demand"), Table.Cell(origin.place(&citations)),
          Table.Cell(
            dates.count > 2
              ? "\(dates.min() ?? "") .. \(dates.max() ?? "")" : dates.joined(separator: ", ")),
        ])
      }
      body += Table(
        title: title.isEmpty ? "Inputs" : title, subtitle: "\(rows.count) inputs",
        columns: [
          Table.Column("figure", heading: ["FIGURE"]), Table.Column("what", heading: ["WHAT"]),
          Table.Column("value", heading: ["VALUE"], alignment: .number),
          Table.Column("range", heading: ["RANGE"]),
          Table.Column("evidence", heading: ["EVIDENCE"]),
          Table.Column("source", heading: ["SOURCE"]), Table.Column("date", heading: ["DATE"]),
        ], rows: rows
      ).html(links)
    }
    end()
  }

  private mutating func derivations() {
    let parts = self.parts.filter { !$0.part.figures.isEmpty }
    guard !parts.isEmpty else { return }
    begin("derivations", "Derivations", isAppendix: true)
    body += htmlParagraph(
      "How each figure is computed. A name in a formula leads to its own derivation, down to inputs."
    )
    for (title, part) in parts {
      if !title.isEmpty { body += "<h3>\(htmlText(title))</h3>\n" }
      body += HTMLDerivations.text(part, links, &citations)
    }
    end()
  }

  private mutating func sources() {
    guard !citations.all.isEmpty else { return }
    begin("sources", "Sources", isAppendix: true)
    body += "<ol class=\"sources\">\n"
    for (index, citation) in citations.all.enumerated() {
      body +=
        "<li id=\"source-\(index + 1)\">\(htmlText(citation.title)). \(htmlText(citation.publisher)), \(htmlText(citation.date)). <span class=\"place\">\(htmlText(citation.locator))</span></li>\n"
    }
    body += "</ol>\n"
    end()
  }

  private mutating func files() {
    var seen: [PlanText] = []
    for file in document.plans.flatMap(\.files) where !seen.contains(file) { seen.append(file) }
    guard !seen.isEmpty else { return }
    begin("plans", "Plan files", isAppendix: true)
    for file in seen {
      body +=
        "<h3>\(htmlText(file.name))</h3>\n<pre tabindex=\"0\">\(htmlText(file.text, keepingLines: true))</pre>\n"
    }
    end()
  }
}

/// Sources in the order in which they are first named, each once.
struct HTMLCitations {
  private(set) var all: [Citation] = []
  private var numbers: [Citation: Int] = [:]

  mutating func number(_ citation: Citation) -> Int {
    if let known = numbers[citation] { return known }
    all.append(citation)
    numbers[citation] = all.count
    return all.count
  }
}

extension ResultFigure.Origin {
  /// The place in the plan, the reason, or the numbers of the sources.
  func place(_ citations: inout HTMLCitations) -> String {
    let numbers = self.citations.map { "[\(citations.number($0))]" }.joined()
    return [text, numbers].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The same as HTML, the numbers as links.
  func html(_ citations: inout HTMLCitations) -> String {
    let numbers = self.citations.map { citation in
      let number = citations.number(citation)
      return "<a href=\"#source-\(number)\">[\(number)]</a>"
    }.joined()
    return [htmlText(text), numbers].filter { !$0.isEmpty }.joined(separator: " ")
  }
}
