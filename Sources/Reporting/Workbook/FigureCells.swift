import Figures
import Planning
import Units

/// The figures of sheets as rows: inputs with a cell to change, formulas with a cell that follows.
struct FigureCells {
  private var subject = ""
  /// By figure, within the subject that is being written.
  private var names: [String: String] = [:]
  private var taken: Set<String> = []
  /// Figures whose cells hold a word, so that nothing can be computed from them.
  private var stuck: Set<String> = []
  private var ranges: [[String]: String] = [:]
  private var references: [String: Formula] = [:]
  private var citations = HTMLCitations()
  private(set) var sources = Workbook.Page(
    "Sources", widths: [6, 60, 36, 14, 80], frozenRows: 1)

  init() {
    sources.rows = [
      ["number", "title", "publisher", "date", "place"].map { Workbook.Cell($0, style: .heading) }
    ]
  }

  /// Figures that follow belong to a case of this name; each has its cell's name from now on.
  mutating func begin(_ subject: String, _ figures: [ResultFigure]) {
    self.subject = subject
    names = [:]
    stuck = []
    ranges = [:]
    references = [:]
    for figure in figures {
      claim(figure.name)
      references[figure.name] = Formula.figure(
        figure.name, value: figure.value, dimension: figure.dimension, taint: [])
    }
  }

  /// Figures that stand side by side, which functions of spreadsheets take as one.
  mutating func place(_ figures: [String], in range: String) { ranges[figures] = range }

  /// The name of a figure's cell.
  func name(_ figure: String) -> String { names[figure] ?? "missing" }

  mutating func write(
    _ figures: [ResultFigure], inputs: inout Workbook.Page, model: inout Workbook.Page
  ) {
    if !subject.isEmpty {
      inputs.rows.append([Workbook.Cell(subject, style: .title)])
      model.rows.append([Workbook.Cell(subject, style: .title)])
    }
    for figure in figures {
      switch figure.basis {
      case .input(let origin): write(figure, origin, to: &inputs)
      case .formula(let text, _): write(figure, text, to: &model)
      }
    }
  }

  private mutating func write(
    _ figure: ResultFigure, _ origin: ResultFigure.Origin, to page: inout Workbook.Page
  ) {
    let scale = FigureText.unit(of: figure.style, figure.dimension).scale(for: figure.value)
    let shown = figure.value * scale.perBase
    let cell = Workbook.address(row: page.rows.count, column: 2)
    let factor = SpreadsheetFormula.literal(scale.perBase)
    func bound(_ value: Double) -> Workbook.Cell {
      origin.isRange ? Workbook.Cell(.number(value * scale.perBase)) : .blank
    }
    let note = [origin.text, origin.note ?? ""].filter { !$0.isEmpty }.joined(separator: "; ")
    var dates: [String] = []
    for date in origin.citations.map(\.date) where !dates.contains(date) { dates.append(date) }
    page.rows.append([
      Workbook.Cell(figure.name), Workbook.Cell(figure.title),
      Workbook.Cell(.number(shown), style: .input), Workbook.Cell(scale.unit), bound(origin.low),
      bound(origin.high), Workbook.Cell(figure.evidence?.name ?? ""),
      Workbook.Cell(reference(origin.citations)),
      Workbook.Cell(dates.sorted().joined(separator: ", ")), Workbook.Cell(note, style: .note),
      Workbook.Cell(
        .formula(scale.perBase == 1 ? cell : "\(cell)/\(factor)", figure.value), style: .exact,
        name: name(figure.name)),
      Workbook.Cell(Self.baseUnit(figure.dimension)),
    ])
  }

  private mutating func write(
    _ figure: ResultFigure, _ text: String, to page: inout Workbook.Page
  ) {
    let own = name(figure.name)
    let parsed = try? FormulaParser.parse(text, solvers: Solver.ofPlans) { [references] in
      references[$0]
    }
    guard let formula = parsed, figure.value.isFinite else {
      writeStuck(figure, text, named: own, to: &page)
      return
    }
    let lowered = SpreadsheetFormula(
      formula, cell: { [names] in names[$0] ?? "missing" }, partName: { "\(own)_part\($0)" },
      range: { [ranges] in ranges[$0] })
    guard lowered.isLive, !formula.figureNames.contains(where: stuck.contains) else {
      writeStuck(figure, text, named: own, to: &page)
      return
    }
    for (index, part) in lowered.parts.enumerated() {
      taken.insert(part.name.lowercased())
      page.rows.append([
        Workbook.Cell("\(figure.name), part \(index + 1)", style: .note), .blank, .blank,
        Workbook.Cell(.formula(part.text, part.value), style: .exact, name: part.name),
      ])
    }
    let scale = FigureText.unit(of: figure.style, figure.dimension).scale(for: figure.value)
    let cell = Workbook.address(row: page.rows.count, column: 3)
    page.rows.append([
      Workbook.Cell(figure.name), Workbook.Cell(figure.title),
      Workbook.Cell("= \(text)", style: .note),
      Workbook.Cell(.formula(lowered.text, figure.value), style: .exact, name: own),
      Workbook.Cell(Self.baseUnit(figure.dimension)),
      Workbook.Cell(
        .formula(
          "\(cell)*\(SpreadsheetFormula.literal(scale.perBase))", figure.value * scale.perBase)),
      Workbook.Cell(scale.unit), Workbook.Cell(figure.evidence?.name ?? ""),
    ])
  }

  /// A figure that does not follow the inputs: a number, or a word where there is none.
  private mutating func writeStuck(
    _ figure: ResultFigure, _ formula: String, named name: String, to page: inout Workbook.Page
  ) {
    if !figure.value.isFinite { stuck.insert(figure.name) }
    let content: Workbook.Content =
      figure.value.isFinite
      ? .number(figure.value) : .text(figure.value == .infinity ? "never" : "?")
    page.rows.append([
      Workbook.Cell(figure.name), Workbook.Cell(figure.title),
      Workbook.Cell(
        "value only, it does not follow the inputs: = \(formula.prefix(400))", style: .note),
      Workbook.Cell(content, style: .exact, name: name),
      Workbook.Cell(Self.baseUnit(figure.dimension)),
      Workbook.Cell(figure.text), .blank,
      Workbook.Cell(figure.evidence?.name ?? ""),
    ])
  }

  /// A name that every spreadsheet takes: letters, digits and `_`, unlike any cell, used once.
  private mutating func claim(_ figure: String) {
    let full = subject.isEmpty ? figure : "\(subject) \(figure)"
    var name = "h_" + String(full.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    if taken.contains(name.lowercased()) {
      var number = 2
      while taken.contains("\(name)_\(number)".lowercased()) { number += 1 }
      name += "_\(number)"
    }
    taken.insert(name.lowercased())
    names[figure] = name
  }

  private mutating func reference(_ cited: [Citation]) -> String {
    cited.map { citation -> String in
      let known = citations.all.count
      let number = citations.number(citation)
      if number > known {
        sources.rows.append([
          Workbook.Cell(.number(Double(number))), Workbook.Cell(citation.title),
          Workbook.Cell(citation.publisher), Workbook.Cell(citation.date),
          Workbook.Cell(citation.locator),
        ])
      }
      return "[\(number)]"
    }.joined()
  }

  /// The unit in which the base value counts: `usd_per_s`.
  private static func baseUnit(_ dimension: Dimension) -> String {
    String(dimension.keySuffix.drop { $0 == "_" })
  }
}

extension SpreadsheetFormula {
  /// A number as formulas write it.
  static func literal(_ value: Double) -> String {
    if let whole = Int64(exactly: value) { return String(whole) }
    return "\(value)".replacing("e", with: "E")
  }
}

extension Explanation {
  /// The origin of an input without its citations, which stand on a page of their own.
  static func origin(of provenance: Provenance) -> String? {
    if case .citations = provenance.origin { nil } else { origin(provenance) }
  }
}
