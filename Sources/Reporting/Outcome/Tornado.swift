import Figures
import Units

/// Swings as bars around the central case, widest on top: a plot of 70 columns and 16 lines at most.
enum Tornado {
  static let width = 70
  static let mostBars = 12
  private static let label = 27

  /// - Parameter money: writes a value of the figure that the swings move.
  static func lines(
    _ swings: [Swing], inputs: [Figure], central: Double, title: String,
    _ text: (Double) -> String
  ) -> [String] {
    let shown = Array(zip(swings, inputs).prefix(mostBars))
    guard !shown.isEmpty else { return [] }
    let ends = shown.flatMap { [$0.0.atLow, $0.0.atHigh] } + [central]
    guard let low = ends.min(), let high = ends.max(), low < high else { return [] }
    let room = width - label - 1
    func place(_ value: Double) -> Int {
      Int(saturating: ((value - low) / (high - low) * Double(room - 1)).rounded())
    }
    let middle = place(central)
    var lines = [title]
    for (swing, input) in shown {
      var bar = [Character](repeating: " ", count: room)
      // Both ends on one side of the centre may overlap: the farther one is drawn first.
      let ends = [(swing.atLow, Character("░")), (swing.atHigh, Character("█"))]
        .sorted { abs($0.0 - central) > abs($1.0 - central) }
      for (value, ink) in ends {
        let end = place(value)
        for column in min(end, middle)...max(end, middle) where end != middle { bar[column] = ink }
      }
      bar[middle] = "│"
      let name =
        input.name.count > label ? "…" + input.name.suffix(label - 1) : Substring(input.name)
      lines.append((String(name).padded(to: label) + " " + String(bar)).trimmingTrailingSpaces)
    }
    let left = text(low)
    let right = text(high)
    let centre = text(central)
    var axis = left
    let start = max(axis.displayWidth + 1, middle - centre.displayWidth / 2)
    if start + centre.displayWidth + 1 + right.displayWidth <= room {
      axis = axis.padded(to: start) + centre
    }
    axis = axis.padded(to: max(axis.displayWidth + 1, room - right.displayWidth)) + right
    lines.append("".padded(to: label + 1) + axis)
    lines.append("░ input at its P10, █ at its P90, the others at their medians")
    return lines
  }
}
