extension Table {
  /// The table as lines for a terminal; none is wider than the terminal.
  public func lines(on terminal: Terminal) -> [String] {
    let grid = TableGrid(self)
    let layout = TableLayout(self, grid: grid, width: terminal.width)
    let painter = TablePainter(table: self, grid: grid, layout: layout, terminal: terminal)
    var body = painter.headings
    for (index, row) in rows.enumerated() {
      if row.style == .section {
        if index > 0 { body.append("") }
        body += painter.section(row)
      } else {
        body += painter.row(index)
      }
    }
    let tableWidth = layout.widths.reduce(TableLayout.margin - TableLayout.gap) {
      $0 + $1 + TableLayout.gap
    }
    let blocks = [
      titleLines(width: tableWidth, on: terminal), body, noteLines(layout, on: terminal),
    ]
    return Array(blocks.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  /// The title, with the subtitle at the right end of the line or under it.
  private func titleLines(width: Int, on terminal: Terminal) -> [String] {
    let left = (title ?? "").printable().trimmingTrailingSpaces
    let right = (subtitle ?? "").printable().trimmingTrailingSpaces
    if left.isEmpty && right.isEmpty { return [] }
    let needed = left.displayWidth + TableLayout.gap + right.displayWidth
    if !left.isEmpty, !right.isEmpty, needed <= terminal.width {
      return [left + right.leftPadded(to: max(needed, width) - left.displayWidth)]
    }
    return [left, right].filter { !$0.isEmpty }.flatMap { $0.wrapped(width: terminal.width) }
  }

  private func noteLines(_ layout: TableLayout, on terminal: Terminal) -> [String] {
    var notes = allNotes
    if layout.leftOut > 0 {
      notes.append(
        layout.leftOut == 1
          ? "1 column left out; a wider terminal, CSV or JSON shows it"
          : "\(layout.leftOut) columns left out; a wider terminal, CSV or JSON shows them")
    }
    return notes.flatMap { note in
      note.printable(keepingLines: true).wrapped(width: terminal.width, indent: TableLayout.margin)
        .map { terminal.paint($0, .dim) }
    }
  }
}

/// Writes single rows once the layout is known.
private struct TablePainter {
  var table: Table
  var grid: TableGrid
  var layout: TableLayout
  var terminal: Terminal

  var headings: [String] {
    var cells: [[String]] = []
    for (place, column) in layout.columns.enumerated() {
      let slot = grid.markWidths[column]
      let width = layout.widths[place] - slot
      let lines = grid.headings[column].flatMap { $0.wrapped(width: width) }
      cells.append(
        table.columns[column].alignment == .text
          ? lines : lines.map { $0.leftPadded(to: width).padded(to: width + slot) })
    }
    if cells.allSatisfy({ $0.allSatisfy(\.isEmpty) }) { return [] }
    return joined(cells) { _ in .plain }
  }

  func section(_ row: Table.Row) -> [String] {
    row[0].text.printable().wrapped(width: terminal.width, indent: TableLayout.margin)
      .map { terminal.paint($0, .bold) }
  }

  func row(_ index: Int) -> [String] {
    let row = table.rows[index]
    var cells: [[String]] = []
    for (place, column) in layout.columns.enumerated() {
      let piece = grid.rows[index][column]
      let width = layout.widths[place]
      let prefix = max(piece.branch.displayWidth, piece.trunk.displayWidth)
      // Alignment put spaces inside a number; only text that does not fit is filled anew.
      let fits = piece.branch.displayWidth + piece.text.displayWidth <= width
      let lines = fits ? [piece.text] : piece.text.wrapped(width: width - prefix)
      cells.append(
        lines.enumerated().map { line, text in
          table.columns[column].alignment == .number
            ? text.leftPadded(to: width) : (line == 0 ? piece.branch : piece.trunk) + text
        })
    }
    return joined(cells) { place in
      let cell = row[layout.columns[place]]
      return Ink(
        bold: row.style == .total || row.style == .chosen || cell.emphasis,
        dim: row.style == .rejected, judgement: cell.judgement)
    }
  }

  /// Sets the lines of cells side by side; `ink` tells the look of the cell at a place.
  private func joined(_ cells: [[String]], ink: (Int) -> Ink) -> [String] {
    let height = cells.map(\.count).max() ?? 0
    return (0..<height).map { line in
      var result = ""
      // Spaces are owed until something follows them, so that no line ends in one.
      var owed = TableLayout.margin
      for (place, lines) in cells.enumerated() {
        let text = line < lines.count ? lines[line] : ""
        let lead = text.prefix { $0 == " " }.count
        let trail = text.reversed().prefix { $0 == " " }.count
        if lead == text.count {
          owed += layout.widths[place] + TableLayout.gap
          continue
        }
        let ink = ink(place)
        result += String(repeating: " ", count: owed + lead)
        result += terminal.paint(String(text.dropFirst(lead).dropLast(trail)), ink)
        owed = layout.widths[place] - text.displayWidth + trail + TableLayout.gap
      }
      return result
    }
  }
}
