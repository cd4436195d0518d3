import Figures
import Units

extension Workbook {
  /// A result as a live spreadsheet: the answer, inputs that may be changed, every figure as a formula
  /// over them, the cash flow by month, charts, and the sources.
  ///
  /// What a formula cannot say, such as a layout that a search found, stands as an input with a note.
  public init(_ document: ResultDocument) {
    let plans = document.plans
    let date =
      plans.compactMap { try? CivilDate(parsing: $0.asOf) }.max { $0.dayNumber < $1.dayNumber }
    self.init(
      title: plans.isEmpty ? "headroom" : plans.map(\.title).joined(separator: "; "),
      created: date ?? .epoch)
    guard !plans.isEmpty else {
      var page = Page("Result", widths: [])
      page.append(document.report)
      pages = [page]
      return
    }
    var cells = FigureCells()
    var inputs = Page(
      "Inputs", widths: [40, 36, 14, 14, 14, 14, 11, 8, 22, 60, 22, 12], frozenRows: 1)
    var model = Page("Model", widths: [44, 40, 60, 24, 14, 14, 14, 11], frozenRows: 1)
    inputs.rows = [
      [
        "figure", "what", "value", "unit", "low", "high", "evidence", "source", "date", "note",
        "in base units", "base unit",
      ].map { Cell($0, style: .heading) }
    ]
    model.rows = [
      [
        "figure", "what", "formula", "value in base units", "base unit", "value", "unit",
        "evidence",
      ].map { Cell($0, style: .heading) }
    ]
    var cash = Page("Cash flow", widths: [36], frozenRows: 0)
    var answers = Page("Answer", widths: [44])
    answers.rows.append([Cell("Live: these follow the inputs", style: .title)])
    answers.rows.append(
      ["plan", "total, \(Currency.shown.code)", "check", "is", "bound", "holds"].map {
        Cell($0, style: .heading)
      })
    let entries = plans.flatMap { plan in
      plan.parts.map { part in
        Entry(subject: Self.subject(part, of: plan, alone: plans.count == 1), part: part)
      }
    }
    for entry in entries {
      cells.begin(entries.count == 1 ? "" : entry.subject, entry.part.figures)
      cash.appendCashFlow(entry, &cells)
      cells.write(entry.part.figures, inputs: &inputs, model: &model)
      answers.appendAnswer(entry, cells)
    }
    answers.rows.append([])
    answers.append(document.report)
    pages = [answers, inputs, model, cash, cells.sources]
    if let drawn = Self.charts(document.charts) { pages.insert(drawn, at: 1) }
  }

  /// The figures of a part with what it is called.
  fileprivate struct Entry {
    let subject: String
    let part: ResultPart
  }

  private static func subject(_ part: ResultPart, of plan: ResultPlan, alone: Bool) -> String {
    guard !alone else { return part.id }
    return [plan.shortName, part.id, plan.scenario ?? ""].filter { !$0.isEmpty }
      .joined(separator: " ")
  }
}

extension Workbook.Page {
  /// A figure of money, live, in the currency that is shown.
  private static func money(_ figure: ResultFigure, _ cells: FigureCells) -> Workbook.Content {
    let name = cells.name(figure.name)
    let currency = Currency.shown
    guard currency != .dollar else { return .formula(name, figure.value) }
    return .formula(
      "\(name)/\(SpreadsheetFormula.literal(currency.dollars))", figure.value / currency.dollars)
  }

  /// The total and the checks of a case, live.
  fileprivate mutating func appendAnswer(_ entry: Workbook.Entry, _ cells: FigureCells) {
    let figures = Dictionary(
      entry.part.figures.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var lines: [[Workbook.Cell]] = entry.part.checks.compactMap { check in
      guard let figure = figures[check.figure], let bound = check.bound, figure.value.isFinite
      else { return nil }
      let name = cells.name(figure.name)
      return [
        Workbook.Cell(figure.name), Workbook.Cell(.formula(name, figure.value), style: .exact),
        Workbook.Cell(.text(check.relation + " " + check.written)),
        Workbook.Cell(
          .wordFormula(
            "IF(\(name)\(check.relation)\(SpreadsheetFormula.literal(bound)),\"holds\",\"fails\")",
            check.holds ? "holds" : "fails")),
      ]
    }
    if lines.isEmpty { lines = [[]] }
    let total: Workbook.Cell =
      figures["total.cost"].map {
        Workbook.Cell(Self.money($0, cells), style: .total)
      } ?? .blank
    for (index, line) in lines.enumerated() {
      rows.append(
        (index == 0 ? [Workbook.Cell(entry.subject), total] : [.blank, .blank]) + line)
    }
  }

  /// Money by month, live, with its running sum and a chart of it: what a plan costs, or what a fleet
  /// takes and brings.
  fileprivate mutating func appendCashFlow(
    _ entry: Workbook.Entry, _ cells: inout FigureCells
  ) {
    let series = entry.part.monthly
    for total in series {
      // A fleet has its cash for each product; everything else adds up to one total.
      let scope = total.name.hasSuffix(".cash") ? total.name.dropLast("cash".count) : ""
      guard total.name == "total" || total.name == "cash" || !scope.isEmpty else { continue }
      let lines = series.filter { $0.name != total.name && $0.name.hasPrefix(scope) }
      appendCashFlow(total, lines, of: entry.subject, &cells)
    }
  }

  private mutating func appendCashFlow(
    _ total: (name: String, figures: [ResultFigure]),
    _ lines: [(name: String, figures: [ResultFigure])], of subject: String,
    _ cells: inout FigureCells
  ) {
    rows.append([Workbook.Cell("\(subject), \(total.name)", style: .title)])
    let header = rows.count
    rows.append(
      [Workbook.Cell(Currency.shown.code, style: .heading)]
        + total.figures.map { Workbook.Cell(Self.month($0.name), style: .heading) })
    for line in lines {
      // What has no start begins a column later.
      let later = total.figures.count - line.figures.count
      guard later == 0 || later == 1 else { continue }
      rows.append(
        [Workbook.Cell(line.name)] + [Workbook.Cell](repeating: .blank, count: later)
          + line.figures.map { Workbook.Cell(Self.money($0, cells)) })
    }
    cells.place(total.figures.map(\.name), in: range(of: total.figures.count))
    rows.append(
      [Workbook.Cell(total.name, style: .total)]
        + total.figures.map {
          Workbook.Cell(Self.money($0, cells), style: .total)
        })
    let totals = rows.count
    var sum = 0.0
    rows.append(
      [Workbook.Cell("\(total.name), so far")]
        + total.figures.enumerated().map { index, figure in
          sum += figure.value / Currency.shown.dollars
          let month = Workbook.address(row: totals - 1, column: index + 1)
          let before = index == 0 ? "" : Workbook.address(row: totals, column: index) + "+"
          return Workbook.Cell(.formula(before + month, sum))
        })
    let columns = 1...total.figures.count
    charts.append(
      Workbook.Chart(
        .line, title: "\(total.name) so far, \(subject)",
        series: [
          Workbook.Series(
            name: "so far",
            categories: Workbook.Range(page: name, rows: header...header, columns: columns),
            values: Workbook.Range(page: name, rows: totals...totals, columns: columns))
        ], row: rows.count + 1, column: 1, valueAxis: Currency.shown.code))
    rows += [[Workbook.Cell]](repeating: [], count: 18)
  }

  /// The cells of the row that comes next, behind its name.
  private func range(of count: Int) -> String {
    let first = Workbook.address(row: rows.count, column: 1)
    return "'\(name)'!\(first):\(Workbook.address(row: rows.count, column: count))"
  }

  /// The month of a figure's name.
  private static func month(_ name: String) -> String {
    name.split(separator: ".").last.map(String.init) ?? name
  }
}

extension ResultPart {
  /// Money figures that come one a month, in the order of the sheet.
  fileprivate var monthly: [(name: String, figures: [ResultFigure])] {
    var result: [(name: String, figures: [ResultFigure])] = []
    var places: [String: Int] = [:]
    for figure in figures where figure.dimension == Dimension(money: 1) {
      guard
        let range = figure.name.firstRange(of: ".month-") ?? figure.name.firstRange(of: ".start")
      else { continue }
      let name = String(figure.name[..<range.lowerBound])
      if let known = places[name] {
        result[known].figures.append(figure)
      } else {
        places[name] = result.count
        result.append((name, [figure]))
      }
    }
    return result
  }
}
