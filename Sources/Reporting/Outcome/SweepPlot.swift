import Figures
import Planning
import Units

/// A sweep as a picture of 70 columns and 16 lines at most.
///
/// Over one input the figure's values as points, and where it breaks even an upright line. Over two a
/// map, the first input upwards and the second to the right: where it pays and where it does not, with
/// the line between them; or, where nothing pays or costs, four shades from the lowest value to the
/// highest.
enum SweepPlot {
  static let width = 70
  private static let rows = 12
  private static let shades: [Character] = ["·", "░", "▒", "▓", "█"]

  static func lines(
    _ result: SweepResult, text: (Double) -> String, label: (Double, FleetGrid.Axis) -> String
  ) -> [String] {
    result.columns == nil ? curve(result, text, label) : map(result, text, label)
  }

  // MARK: One input

  private static func curve(
    _ result: SweepResult, _ text: (Double) -> String, _ label: (Double, FleetGrid.Axis) -> String
  ) -> [String] {
    let xs = result.rows.values
    let ys = result.values.map { $0.first ?? .nan }
    let known = ys.filter(\.isFinite)
    guard let low = known.min(), let high = known.max(), let first = xs.first, let last = xs.last,
      first != last
    else { return [] }
    let margin = max(text(low).displayWidth, text(high).displayWidth)
    let room = width - margin - 2
    let span = high > low ? high - low : 1
    func column(_ x: Double) -> Int {
      Int(saturating: ((x - first) / (last - first) * Double(room - 1)).rounded())
    }
    func row(_ y: Double) -> Int {
      Int(saturating: ((high - y) / span * Double(rows - 1)).rounded())
    }
    var grid = [[Character]](repeating: [Character](repeating: " ", count: room), count: rows)
    let line = result.breakEven?.first ?? nil
    if let line, (0..<room).contains(column(line)) {
      for row in 0..<rows { grid[row][column(line)] = "│" }
    }
    // Straight lines between the points, so that few points still make a curve.
    for index in xs.indices.dropFirst() where ys[index - 1].isFinite && ys[index].isFinite {
      let (from, to) = (column(xs[index - 1]), column(xs[index]))
      for place in min(from, to)...max(from, to) {
        let share = to == from ? 0 : Double(place - from) / Double(to - from)
        grid[row(ys[index - 1] + (ys[index] - ys[index - 1]) * share)][place] = "·"
      }
    }
    for (x, y) in zip(xs, ys) where y.isFinite { grid[row(y)][column(x)] = "●" }
    let scale = [0: text(high), rows - 1: text(low)]
    return [result.title] + framed(grid, scale, margin: margin)
      + axis(result.rows, line, margin: margin, room: room, label)
  }

  // MARK: Two inputs

  private static func map(
    _ result: SweepResult, _ text: (Double) -> String, _ label: (Double, FleetGrid.Axis) -> String
  ) -> [String] {
    guard let columns = result.columns, let left = columns.values.first,
      let right = columns.values.last, left != right, result.rows.values.count > 1
    else { return [] }
    let height = min(rows, result.rows.values.count)
    let known = result.values.flatMap(\.self).filter(\.isFinite)
    guard let low = known.min(), let high = known.max() else { return [] }
    // Upwards, as on paper.
    let shown = (0..<height).map { line in
      (result.rows.values.count - 1) * (height - 1 - line) / max(1, height - 1)
    }
    let labels = shown.map { label(result.rows.values[$0], result.rows) }
    let margin = labels.map(\.displayWidth).max() ?? 0
    let room = width - margin - 2
    func column(_ x: Double) -> Int {
      Int(saturating: ((x - left) / (right - left) * Double(room - 1)).rounded())
    }
    var grid = [[Character]](repeating: [Character](repeating: " ", count: room), count: height)
    for (line, row) in shown.enumerated() {
      for place in 0..<room {
        // The nearest value of the input.
        let index = min(
          columns.values.count - 1, (place * (columns.values.count - 1) + room / 2) / (room - 1))
        let value = result.values[row][index]
        if let worth = result.worth?[row][index] {
          grid[line][place] = worth.isNaN ? " " : worth >= 0 ? "█" : "·"
        } else if value.isFinite {
          let share = high > low ? (value - low) / (high - low) : 0
          grid[line][place] = shades[1 + min(3, Int(saturating: share * 4))]
        }
      }
      guard let value = result.breakEven?[row] else { continue }
      // The line is exact where the values beside it are not.
      let place = column(value)
      guard (0..<room).contains(place), let worth = result.worth?[row] else { continue }
      let paysRight = (worth.last ?? 0) >= 0
      for other in 0..<room { grid[line][other] = (other > place) == paysRight ? "█" : "·" }
      grid[line][place] = "│"
    }
    var scale: [Int: String] = [:]
    for line in 0..<height where line % 3 == 0 || line == height - 1 { scale[line] = labels[line] }
    let legend =
      result.worth != nil
      ? "█ pays, · does not, │ breaks even; upwards \(result.rows.path)"
      : "░ from \(text(low)) to █ \(text(high)); upwards \(result.rows.path)"
    return [result.title] + framed(grid, scale, margin: margin)
      + axis(columns, nil, margin: margin, room: room, label) + [clipped(legend)]
  }

  // MARK: Both

  private static func framed(
    _ grid: [[Character]], _ scale: [Int: String], margin: Int
  ) -> [String] {
    grid.enumerated().map { line, cells in
      let text = scale[line] ?? ""
      return
        (String(repeating: " ", count: margin - text.displayWidth) + text + " │"
        + String(cells)).trimmingTrailingSpaces
    }
  }

  /// The line below, with both ends, the path, and where it breaks even.
  private static func axis(
    _ axis: FleetGrid.Axis, _ line: Double?, margin: Int, room: Int,
    _ label: (Double, FleetGrid.Axis) -> String
  ) -> [String] {
    let indent = String(repeating: " ", count: margin + 1)
    let left = axis.written.first ?? ""
    let right = axis.written.last ?? ""
    let middle = line.map { "│ zero value at \(label($0, axis))" } ?? axis.path
    var text =
      left.padded(to: max(left.displayWidth + 1, (room - middle.displayWidth) / 2)) + middle
    text = text.padded(to: max(text.displayWidth + 1, room - right.displayWidth)) + right
    return [indent + "└" + String(repeating: "─", count: room), clipped(indent + " " + text)]
  }

  private static func clipped(_ text: String) -> String {
    text.count > width ? text.prefix(width - 1) + "…" : text
  }
}
