extension Table {
  /// The table with its title above and its notes below.
  func html(_ links: HTMLLinks, level: Int = 3) -> String {
    var result = "<section class=\"block\">\n"
    let heading = [
      title.map { "<h\(level)>\(htmlText($0))</h\(level)>" },
      subtitle.map { text in
        text.isEmpty ? "" : "<p class=\"subtitle\">\(htmlText(text))</p>"
      },
    ].compactMap(\.self).joined()
    if !heading.isEmpty { result += "<div class=\"heading\">\(heading)</div>\n" }
    result += grid(links)
    for note in notes { result += htmlParagraph(note, "note") }
    if rowNotes.count > 3 {
      result +=
        "<details class=\"notes\" open><summary>\(rowNotes.count) remarks on rows</summary>\n"
      for note in rowNotes { result += htmlParagraph(note, "note") }
      result += "</details>\n"
    } else {
      for note in rowNotes { result += htmlParagraph(note, "note") }
    }
    return result + "</section>\n"
  }

  /// Rows and columns alone. A table that is wider than the page scrolls by itself.
  func grid(_ links: HTMLLinks) -> String {
    guard !columns.isEmpty else { return "" }
    let label = htmlText(
      title ?? columns.map { $0.heading.joined(separator: " ") }.joined(separator: ", "))
    var result =
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(label)\"><table\(columns.count > 8 ? " class=\"wide\"" : "")>\n<thead><tr>"
    for column in columns {
      let style = column.alignment == .number ? " class=\"n\"" : ""
      let lines = column.heading.enumerated().map { index, line in
        index == 0 ? htmlText(line) : "<span>\(htmlText(line))</span>"
      }
      let text = lines.joined(separator: " ")
      // A column without a heading, such as that of a measure, needs no name.
      result += text.isEmpty ? "<td></td>" : "<th scope=\"col\"\(style)>\(text)</th>"
    }
    result += "</tr></thead>\n<tbody>\n"
    for row in rows { result += html(row, links) }
    return result + "</tbody></table></div>\n"
  }

  private func html(_ row: Row, _ links: HTMLLinks) -> String {
    if row.style == .section {
      return
        "<tr class=\"section\"><th scope=\"rowgroup\" colspan=\"\(columns.count)\">\(htmlText(row[0].text))</th></tr>\n"
    }
    var result = row.style == .plain ? "<tr>" : "<tr class=\"\(row.style.rawValue)\">"
    for (index, column) in columns.enumerated() {
      let cell = row[index]
      var styles: [String] = []
      if column.alignment == .number { styles.append("n") }
      if cell.emphasis { styles.append("strong") }
      switch cell.judgement {
      case .good: styles.append("good")
      case .bad: styles.append("bad")
      case .neutral: break
      }
      if index == 0, row.level > 0 { styles.append("level\(min(row.level, 4))") }
      let attribute = styles.isEmpty ? "" : " class=\"\(styles.joined(separator: " "))\""
      result += "<td\(attribute)>\(cell.html(links))</td>"
    }
    return result + "</tr>\n"
  }
}

extension Table.Cell {
  fileprivate func html(_ links: HTMLLinks) -> String {
    let value = links.wrap(htmlText(text), figure)
    guard let mark else { return value }
    let sign =
      "<abbr title=\"\(htmlText(mark.meaning))\">\(htmlText(mark.symbol))</abbr>"
    return mark.leads ? "\(sign) \(value)" : "\(value) \(sign)"
  }
}

extension CheckLine {
  /// The checks as a list, each with its verdict in words for who cannot see the sign.
  static func html(_ checks: [CheckLine], _ links: HTMLLinks) -> String {
    guard !checks.isEmpty else { return "" }
    var result = "<section class=\"block\"><h3>Checks</h3>\n<ul class=\"checks\">\n"
    for check in checks {
      let who =
        check.subject.isEmpty ? "" : "<span class=\"who\">\(htmlText(check.subject))</span> "
      let name = links.wrap(htmlText(check.figure), check.link)
      let extra =
        check.extra.isEmpty ? "" : " <span class=\"extra\">\(htmlText(check.extra))</span>"
      result +=
        "<li class=\"\(check.verdict.rawValue)\"><span class=\"sign\" role=\"img\" aria-label=\"\(check.verdict.rawValue)\">\(check.verdict.sign)</span> \(who)\(name) <strong>\(htmlText(check.value))</strong> <span class=\"bound\">\(htmlText(check.bound))</span>\(extra)</li>\n"
    }
    return result + "</ul></section>\n"
  }
}
