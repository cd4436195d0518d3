import Figures
import Units

extension Chart {
  /// The picture as SVG; its parts take their colours from the page.
  ///
  /// - Parameter id: begins the names of its title and description.
  func svg(id: String) -> String {
    let picture =
      switch kind {
      case .bars: bars
      case .lines: lines
      case .points: points
      case .tornado: tornado
      }
    return picture.document(id: id, title: title, summary: summary)
  }

  /// Colours that everybody can tell apart; those after the last begin again, dashed.
  static let colours = 7

  static func colour(_ index: Int) -> String { "c\(index % colours + 1)" }

  private func values(_ column: Int) -> [Double] { table.rows.map { Self.number($0[column]) } }

  private static func number(_ cell: Table.Cell) -> Double {
    if case .number(let value) = cell.raw { value } else { .nan }
  }

  private func text(_ value: Double, _ axis: Axis) -> String {
    switch axis.scale {
    case .plain: format(value, as: .number)
    case .money: value == 0 ? "0" : EstimateReport.money(value)
    case .moneyPerHour: format(value, as: .dollarsPerHour)
    }
  }

  // MARK: Bars

  /// A bar for each name in the first column, divided by the second.
  private var bars: SVG {
    var names: [String] = []
    for row in table.rows {
      if !names.contains(row[0].text) { names.append(row[0].text) }
    }
    let parts = largestParts
    func part(_ row: Table.Row) -> Int { parts.firstIndex(of: row[1].text) ?? parts.count - 1 }
    let label = min(250, max(60, (names.map(SVG.width).max() ?? 0) + 14))
    let legend = Legend(parts, width: SVG.width)
    let top = legend.height + 8
    let height = top + Double(names.count) * 40 + 40
    var svg = SVG(height: height)
    legend.draw(in: &svg)
    var ends: [Double] = [0]
    for name in names {
      let own = table.rows.filter { $0[0].text == name }.map { Self.number($0[2]) }
      ends += [own.filter { $0 > 0 }.reduce(0, +), own.filter { $0 < 0 }.reduce(0, +)]
    }
    let axis = PlotAxis(even: ends, zero: true, from: label, to: SVG.width - 70)
    grid(axis, x, from: top, to: height - 34, in: &svg)
    for (row, name) in names.enumerated() {
      let y = top + Double(row) * 40 + 8
      svg.text(label - 10, y + 17, name.shortened(to: 36), anchor: "end")
      var (right, left, sum) = (0.0, 0.0, 0.0)
      let own = table.rows.filter { $0[0].text == name }
      for cell in own.enumerated().sorted(by: {
        (part($0.element), $0.offset) < (part($1.element), $1.offset)
      }).map(\.element) {
        let amount = Self.number(cell[2])
        guard amount.isFinite else { continue }
        sum += amount
        let start = amount > 0 ? right : left + amount
        if amount > 0 { right += amount } else { left += amount }
        svg.rectangle(
          axis.place(start), y, axis.place(start + abs(amount)) - axis.place(start), 24,
          "bar \(Self.colour(part(cell)))\(amount < 0 ? " off" : "")",
          tip: "\(name), \(cell[1].text): \(cell[2].text)")
      }
      svg.text(axis.place(right) + 6, y + 17, text(sum, x), "value")
    }
    svg.line(axis.place(0), top, axis.place(0), height - 34, "axis")
    return svg
  }

  /// The names of the parts by how much they are; beyond the colours that there are, all in one.
  private var largestParts: [String] {
    var sizes: [(name: String, size: Double)] = []
    for row in table.rows {
      let size = abs(Self.number(row[2]))
      if let known = sizes.firstIndex(where: { $0.name == row[1].text }) {
        sizes[known].size += size
      } else {
        sizes.append((row[1].text, size))
      }
    }
    let names = sizes.enumerated().sorted {
      ($1.element.size, $0.offset) < ($0.element.size, $1.offset)
    }.map(\.element.name)
    guard names.count > Self.colours else { return names }
    return names.prefix(Self.colours - 1) + ["\(names.count - Self.colours + 1) smaller lines"]
  }

  // MARK: Lines

  private var lines: SVG {
    let series = table.columns.indices.dropFirst().filter { !isBand($0) }
    let names = series.map { table.columns[$0].heading.joined(separator: " ") }
    let legend = Legend(names, width: SVG.width)
    let top = legend.height + 26
    let bottom = top + 280
    var svg = SVG(height: bottom + 44)
    legend.draw(in: &svg)
    let places = values(0)
    let all = table.columns.indices.dropFirst().flatMap(values)
    let (xs, ys) = (marks.filter { $0.axis == .x }, marks.filter { $0.axis == .y })
    let factor = x.scale == .moneyPerHour ? TimeSpan.hour : 1
    let right = SVG.width - 16
    let across =
      x.scale == .plain
      ? PlotAxis(months: places.max() ?? 1, from: 78, to: right)
      : PlotAxis(
        even: (places + xs.map(\.value)).map { $0 * factor }, zero: false, from: 78, to: right)
    let rate = y.scale == .moneyPerHour ? TimeSpan.hour : 1
    let up = PlotAxis(
      even: (all + ys.map(\.value)).map { $0 * rate }, zero: true, from: bottom, to: top)
    grid(up, across, from: 78, to: SVG.width - 16, bottom: bottom, in: &svg)
    func point(_ x: Double, _ y: Double) -> (Double, Double) {
      (across.place(x * factor), up.place(y * rate))
    }
    for (index, column) in series.enumerated() {
      guard table.columns.indices.contains(column + 2), isBand(column + 1), isBand(column + 2)
      else { continue }
      let low = zip(places, values(column + 1)).filter(\.1.isFinite)
      let high = zip(places, values(column + 2)).filter(\.1.isFinite)
      svg.path(
        low.map(point) + high.reversed().map(point), "band \(Self.colour(index))", closed: true)
    }
    for (index, column) in series.enumerated() {
      let known = zip(places, values(column)).filter(\.1.isFinite)
      svg.path(
        known.map(point), "line \(Self.colour(index))\(index >= Self.colours ? " dashed" : "")")
      if let last = known.last, known.count > 0, series.count <= Self.colours {
        let (x, y) = point(last.0, last.1)
        svg.circle(x, y, 3, Self.colour(index), tip: "\(names[index]): \(text(last.1, self.y))")
      }
    }
    for mark in ys {
      let y = up.place(mark.value * rate)
      svg.line(78, y, SVG.width - 16, y, "mark")
      svg.text(SVG.width - 18, y - 5, mark.label, "label", anchor: "end")
    }
    for (index, mark) in xs.enumerated() {
      let x = across.place(mark.value * factor)
      svg.line(x, top, x, bottom, index == 0 ? "mark" : "mark thin")
      let isLeft = x > SVG.width - 260
      svg.text(
        x + (isLeft ? -5 : 5), bottom - 10 - Double(index) * 16, mark.label, "label",
        anchor: isLeft ? "end" : "start")
    }
    return svg
  }

  private func isBand(_ column: Int) -> Bool {
    let key = table.columns[column].key
    return key.hasSuffix("_p5") || key.hasSuffix("_p95")
  }

  // MARK: Points

  private var points: SVG {
    let ranks = ["chosen", "frontier", "dominated"]
    let names = ["chosen", "nothing is both faster and cheaper", "another is both"]
    let top = 52.0
    let bottom = top + 320
    var svg = SVG(height: bottom + 44)
    var left = 78.0
    for (rank, name) in zip(ranks, names) {
      svg.circle(left + 6, 12, 5, "point \(rank)", tip: name)
      svg.text(left + 18, 16, name)
      left += 40 + SVG.width(of: name)
    }
    let (xs, ys) = (values(1), values(2))
    let limits = marks.filter { $0.axis == .x }.map(\.value)
    let across = PlotAxis(ratios: xs + limits, from: 78, to: SVG.width - 30)
    let up = PlotAxis(ratios: ys, from: bottom, to: top)
    grid(up, across, from: 78, to: SVG.width - 30, bottom: bottom, in: &svg)
    for mark in marks where mark.axis == .x && across.holds(mark.value) {
      let x = across.place(mark.value)
      svg.rectangle(78, top, x - 78, bottom - top, "refused")
      svg.line(x, top, x, bottom, "mark")
      svg.text(x + 6, top + 12, mark.label, "label")
    }
    var taken: [(x: Double, y: Double, width: Double)] = []
    // The best are drawn last, over the others.
    for rank in ranks.reversed() {
      for row in table.rows where row[3].text == rank {
        let (x, y) = (across.place(Self.number(row[1])), up.place(Self.number(row[2])))
        svg.circle(
          x, y, rank == "dominated" ? 4 : 6, "point \(rank)",
          tip: "\(row[0].text): \(row[1].text) tokens/s, \(row[2].text) per million")
      }
    }
    for rank in ranks {
      for row in table.rows where row[3].text == rank {
        let (x, y) = (across.place(Self.number(row[1])), up.place(Self.number(row[2])))
        let name = row[0].text.shortened(to: 34)
        let width = SVG.width(of: name)
        let isLeft = x + 10 + width > SVG.width
        let start = isLeft ? x - 10 - width : x + 10
        let meets = taken.contains {
          abs($0.y - y) < 13 && start < $0.x + $0.width + 4 && $0.x < start + width + 4
        }
        // A label that would cover another is left to the table.
        if meets && rank == "dominated" { continue }
        taken.append((start, y, width))
        svg.text(
          isLeft ? x - 10 : x + 10, y + 4, name, rank == "dominated" ? "faint" : "strong",
          anchor: isLeft ? "end" : "start")
      }
    }
    return svg
  }

  // MARK: Tornado

  private var tornado: SVG {
    let centre = marks.first { $0.axis == .x }
    let label = min(300, max(80, (table.rows.map { SVG.width(of: $0[0].text) }.max() ?? 0) + 12))
    let top = 34.0
    let height = top + Double(table.rows.count) * 30 + 44
    var svg = SVG(height: height)
    svg.rectangle(label, 4, 12, 12, "bar c2")
    svg.text(label + 18, 15, "input at its P10")
    svg.rectangle(label + 140, 4, 12, 12, "bar c1")
    svg.text(label + 158, 15, "at its P90")
    let axis = PlotAxis(
      even: values(3) + values(4) + [centre?.value ?? .nan], zero: false, from: label + 60,
      to: SVG.width - 60)
    grid(axis, x, from: top, to: height - 38, in: &svg)
    let middle = centre.map { axis.place($0.value) } ?? label
    for (index, row) in table.rows.enumerated() {
      let y = top + Double(index) * 30 + 5
      svg.text(label - 8, y + 15, row[0].text.shortened(to: 44), anchor: "end")
      let ends = [(3, 1, "bar c2"), (4, 2, "bar c1")].map {
        (place: axis.place(Self.number(row[$0.0])), input: row[$0.1].text, style: $0.2)
      }
      // Where both ends lie on one side the farther one is drawn first.
      for end in ends.sorted(by: { abs($0.place - middle) > abs($1.place - middle) }) {
        svg.rectangle(
          min(end.place, middle), y, abs(end.place - middle), 20, end.style,
          tip: "\(row[0].text) at \(end.input)")
      }
      for end in ends {
        let isLeft = end.place < middle
        let isOnly = (ends[0].place < middle) == (ends[1].place < middle)
        if isOnly, abs(end.place - middle) < (ends.map { abs($0.place - middle) }.max() ?? 0) {
          continue
        }
        svg.text(
          end.place + (isLeft ? -5 : 5), y + 15, end.input, "label",
          anchor: isLeft ? "end" : "start")
      }
    }
    if let centre {
      svg.line(middle, top - 6, middle, height - 38, "axis")
      svg.text(middle, top - 10, centre.label, "label", anchor: "middle")
    }
    return svg
  }

  // MARK: Axes

  /// Lines across a picture whose numbers run from left to right.
  private func grid(
    _ axis: PlotAxis, _ scale: Axis, from top: Double, to bottom: Double, in svg: inout SVG
  ) {
    for tick in axis.ticks {
      svg.line(axis.place(tick), top, axis.place(tick), bottom, "grid")
      svg.text(axis.place(tick), bottom + 15, tickText(tick, scale), "tick", anchor: "middle")
    }
    svg.text(axis.end, bottom + 31, scale.title, "tick", anchor: "end")
  }

  /// Lines along both axes.
  private func grid(
    _ up: PlotAxis, _ across: PlotAxis, from left: Double, to right: Double, bottom: Double,
    in svg: inout SVG
  ) {
    for tick in up.ticks {
      svg.line(left, up.place(tick), right, up.place(tick), "grid")
      svg.text(left - 8, up.place(tick) + 4, tickText(tick, y), "tick", anchor: "end")
    }
    for tick in across.ticks {
      svg.line(across.place(tick), bottom, across.place(tick), bottom + 5, "axis")
      svg.text(across.place(tick), bottom + 19, tickText(tick, x), "tick", anchor: "middle")
    }
    svg.line(left, bottom, right, bottom, "axis")
    svg.text(right, bottom + 36, x.title, "tick", anchor: "end")
    svg.text(0, up.end - 12, y.title, "tick")
  }

  /// Ticks stand in the unit of the axis already.
  private func tickText(_ value: Double, _ axis: Axis) -> String {
    switch axis.scale {
    case .plain: format(value, as: .number)
    case .money: value == 0 ? "0" : EstimateReport.money(value)
    case .moneyPerHour: EstimateReport.money(value)
    }
  }
}

/// Names with their colours, in as many lines as they need.
private struct Legend {
  private var entries: [(name: String, x: Double, y: Double)] = []
  let height: Double

  init(_ names: [String], width: Double) {
    var (x, y) = (0.0, 0.0)
    for name in names {
      let room = SVG.width(of: name.shortened(to: 60)) + 34
      if x > 0, x + room > width { (x, y) = (0, y + 20) }
      entries.append((name.shortened(to: 60), x, y))
      x += room
    }
    height = y + 24
  }

  func draw(in svg: inout SVG) {
    for (index, entry) in entries.enumerated() {
      svg.rectangle(entry.x, entry.y + 3, 12, 12, "bar \(Chart.colour(index))")
      svg.text(entry.x + 18, entry.y + 14, entry.name)
    }
  }
}

extension String {
  /// At most so many characters.
  fileprivate func shortened(to most: Int) -> String {
    count > most ? String(prefix(most - 1)) + "…" : self
  }
}
