import Figures
import HardwareKit
public import Planning
import Units

extension Workbook {
  /// Plans as a live spreadsheet: the answer, inputs that may be changed, every figure as a formula
  /// over them, the cash flow by month, and the sources.
  ///
  /// What a formula cannot say, such as a layout that a search found, stands as an input with a note.
  ///
  /// - Parameter report: what the command prints; it stands on the first page.
  public init(_ outcomes: [Outcome], report: Report) {
    let date = outcomes.map(\.asOf).max { $0.dayNumber < $1.dayNumber } ?? .epoch
    self.init(title: outcomes.map(\.plan.title).joined(separator: "; "), created: date)
    var cells = FigureCells()
    var inputs = Page("Inputs", widths: [40, 36, 14, 14, 14, 14, 11, 8, 60, 22, 12], frozenRows: 1)
    var model = Page("Model", widths: [44, 40, 60, 24, 14, 14, 14, 11], frozenRows: 1)
    inputs.rows = [
      [
        "figure", "what", "value", "unit", "low", "high", "evidence", "source", "note",
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
      ["plan", "total, USD", "check", "is", "bound", "holds"].map { Cell($0, style: .heading) })
    let isAlone = outcomes.count == 1 && outcomes[0].cases.count == 1
    for outcome in outcomes {
      for item in outcome.cases {
        let subject = Self.subject(item, of: outcome, alone: outcomes.count == 1)
        cells.begin(isAlone ? "" : subject)
        cells.write(item.sheet, inputs: &inputs, model: &model)
        answers.appendAnswer(item, subject, cells)
        cash.appendCashFlow(item, subject, cells)
      }
    }
    answers.rows.append([])
    answers.append(report)
    pages = [answers, inputs, model, cash, cells.sources]
  }

  private static func subject(_ item: Case, of outcome: Outcome, alone: Bool) -> String {
    let model = item.model.architecture.id
    guard !alone else { return model }
    let scenario = outcome.plan.scenario.map { " \($0)" } ?? ""
    return "\(CompareReport.name(outcome)) \(model)\(scenario)"
  }
}

extension Workbook.Page {
  /// The total and the checks of a case, live.
  fileprivate mutating func appendAnswer(
    _ item: Case, _ subject: String, _ cells: FigureCells
  ) {
    var lines: [[Workbook.Cell]] = item.checks.compactMap { check in
      guard let figure = check.figure, let bound = check.bound else { return nil }
      let name = cells.name(figure.name)
      let word = check.verdict == .passed ? "holds" : "fails"
      return [
        Workbook.Cell(figure.name), Workbook.Cell(.formula(name, figure.value), style: .exact),
        Workbook.Cell(.text(check.check.relation.rawValue + " " + check.check.written)),
        Workbook.Cell(
          .wordFormula(
            "IF(\(name)\(check.check.relation.rawValue)\(SpreadsheetFormula.literal(bound)),\"holds\",\"fails\")",
            word)),
      ]
    }
    if lines.isEmpty { lines = [[]] }
    let total: Workbook.Cell =
      item.total.map { Workbook.Cell(.formula(cells.name("total.cost"), $0), style: .total) }
      ?? Workbook.Cell("?")
    for (index, line) in lines.enumerated() {
      rows.append(
        (index == 0 ? [Workbook.Cell(subject), total] : [.blank, .blank]) + line)
    }
  }

  /// Costs by month, live, with their running sum and a chart of it.
  fileprivate mutating func appendCashFlow(
    _ item: Case, _ subject: String, _ cells: FigureCells
  ) {
    let months = item.sheet.figures.filter { $0.name.hasPrefix("total.month-") }
    guard !months.isEmpty else { return }
    rows.append([Workbook.Cell(subject, style: .title)])
    let header = rows.count
    rows.append(
      [Workbook.Cell("USD", style: .heading)]
        + months.indices.map { Workbook.Cell("month \($0 + 1)", style: .heading) })
    for workload in item.workloads {
      let prefix = "\(workload.planned.name).cost.month-"
      let figures = item.sheet.figures.filter { $0.name.hasPrefix(prefix) }
      guard !figures.isEmpty else { continue }
      rows.append(
        [Workbook.Cell(workload.planned.name)]
          + figures.map { Workbook.Cell(.formula(cells.name($0.name), $0.value)) })
    }
    rows.append(
      [Workbook.Cell("total", style: .total)]
        + months.map { Workbook.Cell(.formula(cells.name($0.name), $0.value), style: .total) })
    let totals = rows.count
    var sum = 0.0
    rows.append(
      [Workbook.Cell("total so far")]
        + months.enumerated().map { index, figure in
          sum += figure.value
          let month = Workbook.address(row: totals - 1, column: index + 1)
          let before = index == 0 ? "" : Workbook.address(row: totals, column: index) + "+"
          return Workbook.Cell(.formula(before + month, sum))
        })
    let columns = 1...months.count
    charts.append(
      Workbook.Chart(
        .line, title: "Cost so far, \(subject)",
        series: [
          Workbook.Series(
            name: "total so far",
            categories: Workbook.Range(page: name, rows: header...header, columns: columns),
            values: Workbook.Range(page: name, rows: totals...totals, columns: columns))
        ], row: rows.count + 1, column: 1, valueAxis: "USD"))
    rows += [[Workbook.Cell]](repeating: [], count: 18)
  }
}
