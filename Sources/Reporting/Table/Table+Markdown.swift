extension Table {
  /// The table as a Markdown pipe table (GitHub Flavored Markdown, section 4.10), with its title above
  /// and its notes below. Columns go by their keys, which end in the unit, and numbers are raw, as in
  /// CSV. Ends in a line break.
  public var markdown: String {
    let branches = TableGrid(self).rows.map { $0.first?.branch ?? "" }
    var grid = [columns.map { markdownText($0.key) }]
    for (row, branch) in zip(rows, branches) {
      grid.append(columns.indices.map { markdownCell(row, $0, branch: $0 == 0 ? branch : "") })
    }
    let widths = columns.indices.map { column in
      max(3, grid.map { $0[column].displayWidth }.max() ?? 0)
    }
    func line(_ cells: [String]) -> String {
      let padded = columns.indices.map { column in
        columns[column].alignment == .number
          ? cells[column].leftPadded(to: widths[column]) : cells[column].padded(to: widths[column])
      }
      return "| " + padded.joined(separator: " | ") + " |"
    }
    let rule = columns.indices.map { column in
      let dashes = String(repeating: "-", count: widths[column] - 1)
      return columns[column].alignment == .number ? dashes + ":" : dashes + "-"
    }
    let heading = [title.map { "**\(markdownText($0))**" }, subtitle.map(markdownText)]
      .compactMap { $0 }.joined(separator: ", ")
    var blocks = [heading]
    if !columns.isEmpty {
      blocks.append(([grid[0], rule] + grid.dropFirst()).map(line).joined(separator: "\n"))
    }
    blocks += allNotes.map(markdownParagraph)
    return blocks.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private func markdownCell(_ row: Row, _ column: Int, branch: String) -> String {
    if row.style == .section && column > 0 { return "" }
    let cell = row[column]
    let text = markdownText(cell.markedRaw)
    let isBold =
      row.style == .total || row.style == .chosen || row.style == .section || cell.emphasis
    return branch + (isBold && !text.isEmpty ? "**\(text)**" : text)
  }
}

/// A text on one line, in which no character has a meaning to Markdown or HTML.
func markdownText(_ text: String) -> String {
  let line = text.printable()
  var result = ""
  for scalar in line.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\\", "|", "*", "_", "`", "[", "]", "~", "#":
      result += "\\"
      result.unicodeScalars.append(scalar)
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// A paragraph that does not begin like a list.
func markdownParagraph(_ text: String) -> String {
  let escaped = markdownText(String(text.drop { $0 == " " || $0.isNewline }))
  let afterDigits = escaped.drop { $0.isASCII && $0.isNumber }
  if let sign = escaped.first, "-+=".contains(sign) { return "\\" + escaped }
  if let dot = afterDigits.first, ".)".contains(dot), afterDigits.startIndex > escaped.startIndex {
    return escaped[..<afterDigits.startIndex] + "\\" + afterDigits
  }
  return escaped
}
