import Figures
import Units

/// The figures of sheets as rows: inputs with a cell to change, formulas with a cell that follows.
struct FigureCells {
  private var subject = ""
  /// By figure, within the subject that is being written.
  private var names: [String: String] = [:]
  private var taken: Set<String> = []
  /// Figures whose cells hold a word, so that nothing can be computed from them.
  private var stuck: Set<String> = []
  private var citations: [Citation] = []
  private(set) var sources = Workbook.Page(
    "Sources", widths: [6, 60, 36, 14, 80], frozenRows: 1)

  init() {
    sources.rows = [
      ["number", "title", "publisher", "date", "place"].map { Workbook.Cell($0, style: .heading) }
    ]
  }

  /// Figures that follow belong to a case of this name.
  mutating func begin(_ subject: String) {
    self.subject = subject
    names = [:]
    stuck = []
  }

  /// The name of a figure's cell.
  func name(_ figure: String) -> String { names[figure] ?? "missing" }

  mutating func write(
    _ sheet: Sheet, inputs: inout Workbook.Page, model: inout Workbook.Page
  ) {
    if !subject.isEmpty {
      inputs.rows.append([Workbook.Cell(subject, style: .title)])
      model.rows.append([Workbook.Cell(subject, style: .title)])
    }
    for figure in sheet.figures {
      switch figure.basis {
      case .input(let provenance, let low, let high):
        write(figure, provenance, low, high, to: &inputs)
      case .formula(let formula): write(figure, formula, to: &model)
      }
    }
  }

  private mutating func write(
    _ figure: Figure, _ provenance: Provenance, _ low: Double, _ high: Double,
    to page: inout Workbook.Page
  ) {
    let scale = FigureText.unit(of: figure.id.style, figure.id.dimension).scale(for: figure.value)
    let shown = figure.value * scale.perBase
    let cell = Workbook.address(row: page.rows.count, column: 2)
    let factor = SpreadsheetFormula.literal(scale.perBase)
    let isRange = low < high
    func bound(_ value: Double) -> Workbook.Cell {
      isRange ? Workbook.Cell(.number(value * scale.perBase)) : .blank
    }
    let note = [Explanation.origin(of: provenance), provenance.note].compactMap(\.self)
      .joined(separator: "; ")
    page.rows.append([
      Workbook.Cell(figure.name), Workbook.Cell("\(figure.id.title)"),
      Workbook.Cell(.number(shown), style: .input), Workbook.Cell(scale.unit), bound(low),
      bound(high), Workbook.Cell(figure.evidence?.name ?? ""),
      Workbook.Cell(reference(provenance.citations)), Workbook.Cell(note, style: .note),
      Workbook.Cell(
        .formula(scale.perBase == 1 ? cell : "\(cell)/\(factor)", figure.value), style: .exact,
        name: claim(figure.name)),
      Workbook.Cell(Self.baseUnit(figure.id)),
    ])
  }

  private mutating func write(
    _ figure: Figure, _ formula: Formula, to page: inout Workbook.Page
  ) {
    let own = claim(figure.name)
    let lowered = SpreadsheetFormula(
      formula, cell: { [names] in names[$0] ?? "missing" }, partName: { "\(own)_part\($0)" })
    let rests = formula.figureNames.contains { stuck.contains($0) }
    guard figure.value.isFinite, lowered.isLive, !rests else {
      writeStuck(figure, formula, named: own, to: &page)
      return
    }
    for (index, part) in lowered.parts.enumerated() {
      taken.insert(part.name.lowercased())
      page.rows.append([
        Workbook.Cell("\(figure.name), part \(index + 1)", style: .note), .blank, .blank,
        Workbook.Cell(.formula(part.text, part.value), style: .exact, name: part.name),
      ])
    }
    let scale = FigureText.unit(of: figure.id.style, figure.id.dimension).scale(for: figure.value)
    let cell = Workbook.address(row: page.rows.count, column: 3)
    page.rows.append([
      Workbook.Cell(figure.name), Workbook.Cell("\(figure.id.title)"),
      Workbook.Cell("= \(formula.text)", style: .note),
      Workbook.Cell(.formula(lowered.text, figure.value), style: .exact, name: own),
      Workbook.Cell(Self.baseUnit(figure.id)),
      Workbook.Cell(
        .formula(
          "\(cell)*\(SpreadsheetFormula.literal(scale.perBase))", figure.value * scale.perBase)),
      Workbook.Cell(scale.unit), Workbook.Cell(figure.evidence?.name ?? ""),
    ])
  }

  /// A figure that does not follow the inputs: a number, or a word where there is none.
  private mutating func writeStuck(
    _ figure: Figure, _ formula: Formula, named name: String, to page: inout Workbook.Page
  ) {
    if !figure.value.isFinite { stuck.insert(figure.name) }
    let content: Workbook.Content =
      figure.value.isFinite
      ? .number(figure.value) : .text(figure.value == .infinity ? "never" : "?")
    page.rows.append([
      Workbook.Cell(figure.name), Workbook.Cell("\(figure.id.title)"),
      Workbook.Cell(
        "value only, it does not follow the inputs: = \(formula.text.prefix(400))", style: .note),
      Workbook.Cell(content, style: .exact, name: name), Workbook.Cell(Self.baseUnit(figure.id)),
      Workbook.Cell(FigureText.value(figure.value, figure.id)), .blank,
      Workbook.Cell(figure.evidence?.name ?? ""),
    ])
  }

  /// A name that every spreadsheet takes: letters, digits and `_`, unlike any cell, used once.
  private mutating func claim(_ figure: String) -> String {
    let full = subject.isEmpty ? figure : "\(subject) \(figure)"
    var name = "h_" + String(full.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    if taken.contains(name.lowercased()) {
      var number = 2
      while taken.contains("\(name)_\(number)".lowercased()) { number += 1 }
      name += "_\(number)"
    }
    taken.insert(name.lowercased())
    names[figure] = name
    return name
  }

  private mutating func reference(_ cited: [Citation]) -> String {
    cited.map { citation -> String in
      if let known = citations.firstIndex(of: citation) { return "[\(known + 1)]" }
      citations.append(citation)
      sources.rows.append([
        Workbook.Cell(.number(Double(citations.count))), Workbook.Cell(citation.title),
        Workbook.Cell(citation.publisher), Workbook.Cell(citation.date),
        Workbook.Cell(citation.locator),
      ])
      return "[\(citations.count)]"
    }.joined()
  }

  /// The unit in which the base value counts: `usd_per_s`.
  private static func baseUnit(_ id: FigureID) -> String {
    String(id.dimension.keySuffix.drop { $0 == "_" })
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
