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
      ["plan", "total, \(Currency.shown.code)", "check", "is", "bound", "holds"].map {
        Cell($0, style: .heading)
      })
    let entries = outcomes.flatMap { outcome in
      outcome.cases.map {
        Entry(
          subject: Self.subject($0.model.architecture.id, of: outcome, alone: outcomes.count == 1),
          sheet: $0.sheet, checks: $0.checks)
      }
        + [outcome.fleet].compactMap(\.self).map {
          Entry(
            subject: Self.subject("fleet", of: outcome, alone: outcomes.count == 1),
            sheet: $0.sheet, checks: $0.checks)
        }
    }
    for entry in entries {
      cells.begin(entries.count == 1 ? "" : entry.subject)
      cells.write(entry.sheet, inputs: &inputs, model: &model)
      answers.appendAnswer(entry, cells)
      cash.appendCashFlow(entry, cells)
    }
    answers.rows.append([])
    answers.append(report)
    pages = [answers, inputs, model, cash, cells.sources]
  }

  /// A sheet of figures with the checks that are held against it.
  fileprivate struct Entry {
    let subject: String
    let sheet: Sheet
    let checks: [CheckResult]
  }

  private static func subject(_ what: String, of outcome: Outcome, alone: Bool) -> String {
    guard !alone else { return what }
    let scenario = outcome.plan.scenario.map { " \($0)" } ?? ""
    return "\(CompareReport.name(outcome)) \(what)\(scenario)"
  }
}

extension Workbook.Page {
  /// A figure of money, live, in the currency that is shown.
  private static func money(_ figure: Figure, _ cells: FigureCells) -> Workbook.Content {
    let name = cells.name(figure.name)
    let currency = Currency.shown
    guard currency != .dollar else { return .formula(name, figure.value) }
    return .formula(
      "\(name)/\(SpreadsheetFormula.literal(currency.dollars))", figure.value / currency.dollars)
  }

  /// The total and the checks of a case, live.
  fileprivate mutating func appendAnswer(_ entry: Workbook.Entry, _ cells: FigureCells) {
    var lines: [[Workbook.Cell]] = entry.checks.compactMap { check in
      guard let figure = check.figure, let bound = check.bound, figure.value.isFinite else {
        return nil
      }
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
      entry.sheet["total.cost"].map {
        Workbook.Cell(Self.money($0, cells), style: .total)
      } ?? .blank
    for (index, line) in lines.enumerated() {
      rows.append(
        (index == 0 ? [Workbook.Cell(entry.subject), total] : [.blank, .blank]) + line)
    }
  }

  /// Money by month, live, with its running sum and a chart of it: what a plan costs, or what a fleet
  /// takes and brings.
  fileprivate mutating func appendCashFlow(_ entry: Workbook.Entry, _ cells: FigureCells) {
    let series = entry.sheet.monthly
    guard let total = series.last(where: { ["total", "cash"].contains($0.name) }) else { return }
    rows.append([Workbook.Cell(entry.subject, style: .title)])
    let header = rows.count
    rows.append(
      [Workbook.Cell("\(Currency.shown.code)", style: .heading)]
        + total.figures.map { Workbook.Cell($0.id.localName, style: .heading) })
    for line in series where line.name != total.name && line.figures.count == total.figures.count {
      rows.append(
        [Workbook.Cell(line.name)]
          + line.figures.map { Workbook.Cell(Self.money($0, cells)) })
    }
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
          sum += FigureText.raw(figure.value, figure.id)
          let month = Workbook.address(row: totals - 1, column: index + 1)
          let before = index == 0 ? "" : Workbook.address(row: totals, column: index) + "+"
          return Workbook.Cell(.formula(before + month, sum))
        })
    let columns = 1...total.figures.count
    charts.append(
      Workbook.Chart(
        .line, title: "\(total.name) so far, \(entry.subject)",
        series: [
          Workbook.Series(
            name: "so far",
            categories: Workbook.Range(page: name, rows: header...header, columns: columns),
            values: Workbook.Range(page: name, rows: totals...totals, columns: columns))
        ], row: rows.count + 1, column: 1, valueAxis: Currency.shown.code))
    rows += [[Workbook.Cell]](repeating: [], count: 18)
  }
}

extension Sheet {
  /// Money figures that come one a month, in the order of the sheet.
  fileprivate var monthly: [(name: String, figures: [Figure])] {
    var result: [(name: String, figures: [Figure])] = []
    for figure in figures where figure.id.dimension == Dimension(money: 1) {
      guard
        let range = figure.name.firstRange(of: ".month-") ?? figure.name.firstRange(of: ".start")
      else {
        continue
      }
      let name = String(figure.name[..<range.lowerBound])
      if let known = result.firstIndex(where: { $0.name == name }) {
        result[known].figures.append(figure)
      } else {
        result.append((name, [figure]))
      }
    }
    return result
  }
}
