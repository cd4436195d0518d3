extension Workbook {
  /// Charts as a spreadsheet draws them, each beside the cells that it is of; `nil` without any.
  ///
  /// A tornado needs bars around a centre, which spreadsheets lack: its table stands alone.
  static func charts(_ charts: [Reporting.Chart]) -> Page? {
    guard !charts.isEmpty else { return nil }
    var page = Page("Charts", widths: [36, 22, 22, 22, 22, 22, 22])
    for chart in charts {
      var table = chart.table
      table.title = chart.title
      if chart.kind == .bars { table = table.acrossParts }
      let top = page.rows.count + 1
      page.append(table)
      let rows = (top + 1)...max(top + 1, top + table.rows.count)
      func column(_ index: Int) -> Range {
        Range(page: page.name, rows: rows, columns: index...index)
      }
      let values: ClosedRange<Int>? =
        switch chart.kind {
        case .tornado: nil
        case .points: 2...2
        case .bars, .lines: table.columns.count > 1 ? 1...(table.columns.count - 1) : nil
        }
      if let values, !table.rows.isEmpty {
        let kind: Workbook.Chart.Kind =
          switch chart.kind {
          case .bars, .tornado: .stack
          case .lines: .curve
          case .points: .points
          }
        page.charts.append(
          Chart(
            kind, title: chart.title,
            series: values.map { index in
              Series(
                name: table.columns[index].heading.joined(separator: " "),
                categories: column(kind == .points ? 1 : 0), values: column(index))
            }, row: page.rows.count + 1, column: 1, valueAxis: chart.y.title))
        page.rows += [[Cell]](repeating: [], count: 18)
      }
      page.rows.append([])
    }
    return page
  }
}

extension Table {
  /// A table of bars with a column for each part.
  fileprivate var acrossParts: Table {
    var bars: [String] = []
    var parts: [String] = []
    for row in rows {
      if !bars.contains(row[0].text) { bars.append(row[0].text) }
      if !parts.contains(row[1].text) { parts.append(row[1].text) }
    }
    var wide = self
    wide.columns =
      [columns[0]]
      + parts.enumerated().map { index, part in
        Column("part_\(index + 1)_usd", heading: [part], alignment: .number)
      }
    wide.rows = bars.map { bar in
      Row(
        [Cell(bar)]
          + parts.map { part in
            rows.first { $0[0].text == bar && $0[1].text == part }?[2] ?? .blank
          })
    }
    return wide
  }
}
