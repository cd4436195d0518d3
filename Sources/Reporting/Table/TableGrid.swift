/// The texts of a table as a terminal shows them, before any column is given its width.
struct TableGrid {
  struct Piece {
    var text: String
    /// The branch of the tree before the text.
    var branch = ""
    /// What stands in its place before further lines of the same cell.
    var trunk = ""
  }

  /// A piece for each column of each row; none for a section row.
  var rows: [[Piece]]
  var headings: [[String]]
  /// Room right of the numbers of a column for marks that only some of them have.
  var markWidths: [Int]
  private var alignments: [Table.Alignment]

  init(_ table: Table) {
    headings = table.columns.map { $0.heading.map { $0.printable() } }
    alignments = table.columns.map(\.alignment)
    markWidths = table.columns.map { _ in 0 }
    rows = table.rows.map { row in
      guard row.style != .section else { return [] }
      return table.columns.indices.map { Piece(text: row[$0].marked.printable()) }
    }
    for column in table.columns.indices where alignments[column] == .number {
      alignNumbers(table, column)
    }
    if alignments.first == .text { drawTree(table) }
  }

  private mutating func alignNumbers(_ table: Table, _ column: Int) {
    let places = rows.indices.filter { !rows[$0].isEmpty && !rows[$0][column].text.isEmpty }
    let cells = places.map { table.rows[$0][column] }
    let marks = cells.map { cell -> String in
      guard let mark = cell.mark, !mark.leads else { return "" }
      return " " + mark.symbol.printable()
    }
    let numbers = DecimalText.aligned(
      cells.map { ($0.mark?.leads == true ? $0.marked : $0.text).printable() })
    let zone = numbers.map(\.displayWidth).max() ?? 0
    let slot = marks.map(\.displayWidth).max() ?? 0
    markWidths[column] = slot
    for (place, row) in places.enumerated() {
      rows[row][column].text = numbers[place].leftPadded(to: zone) + marks[place].padded(to: slot)
    }
  }

  /// Deeper levels are drawn as this one, so that the tree leaves room for the text.
  private static let deepest = 4

  private mutating func drawTree(_ table: Table) {
    let levels = table.rows.map { $0.style == .section ? 0 : min($0.level, Self.deepest) }
    // From the bottom up: the levels that still have a row to come under the same parent.
    var open: Set<Int> = []
    for row in levels.indices.reversed() where !rows[row].isEmpty {
      let level = levels[row]
      let hasSibling = open.contains(level)
      let hasChild = open.contains { $0 > level }
      open = open.filter { $0 < level }
      let rails = (1..<max(1, level)).map { open.contains($0) ? "│  " : "   " }.joined()
      if level > 0 {
        rows[row][0].branch = rails + (hasSibling ? "├─ " : "└─ ")
        rows[row][0].trunk = rails + (hasSibling ? "│  " : "   ")
        open.insert(level)
      }
      if hasChild { rows[row][0].trunk += "│  " }
    }
  }
}

extension TableGrid {
  /// What each column takes when nothing wraps.
  var naturalWidths: [Int] { widths { $0.displayWidth } }

  /// What each column takes at least: a number all of itself, text its longest word within reason.
  var smallestWidths: [Int] {
    let words = widths { text in
      text.split(separator: " ").map(\.displayWidth).max() ?? 0
    }
    return naturalWidths.enumerated().map { column, natural in
      guard alignments[column] == .text else { return natural }
      let trunk = rows.map { $0.isEmpty ? 0 : $0[column].trunk.displayWidth }.max() ?? 0
      let word = min(words[column], TableLayout.longestWord + trunk)
      return min(natural, max(TableLayout.narrowest, word))
    }
  }

  private func widths(_ measure: (String) -> Int) -> [Int] {
    headings.indices.map { column in
      let heading = headings[column].map(measure).max() ?? 0
      let cells = rows.filter { !$0.isEmpty }.map { row in
        let piece = row[column]
        return max(piece.branch.displayWidth, piece.trunk.displayWidth) + measure(piece.text)
      }
      return max(heading + markWidths[column], cells.max() ?? 0)
    }
  }
}
