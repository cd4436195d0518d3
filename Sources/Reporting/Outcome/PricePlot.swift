import HardwareKit
import Units

/// The rents of a product over time, drawn with letters: one column for a span of days, one row for a
/// span of price.
///
/// Prices are on an even scale from zero to the highest; what is above the highest on-demand quote of a
/// segment is still drawn. Where several kinds fall on one place the later letter stands.
enum PricePlot {
  private struct Mark {
    let day: Int
    let price: Double
    let letter: Character
  }

  static let legend =
    "h hyperscaler, n neocloud, m marketplace, all on demand; r reserved for one year, R for three; s spot; b capacity block; · index, survey or report."

  /// Nothing where fewer than two days are on record.
  static func lines(_ product: Product, width: Int = 64, height: Int = 14) -> [String] {
    let marks = marks(product)
    guard let first = marks.map(\.day).min(), let last = marks.map(\.day).max(), last > first,
      let top = marks.map(\.price).max(), top > 0
    else { return [] }
    var grid = [[Character]](repeating: [Character](repeating: " ", count: width), count: height)
    for mark in marks {
      let column = (mark.day - first) * (width - 1) / (last - first)
      let row = height - 1 - Int(saturating: (mark.price / top * Double(height - 1)).rounded())
      grid[row][column] = mark.letter
    }
    let scale = (0..<height).map { row -> String in
      let price = top * Double(height - 1 - row) / Double(height - 1)
      return row % 3 == 0 || row == height - 1 ? format(price, as: .dollarsPerHour) : ""
    }
    let margin = scale.map(\.count).max() ?? 0
    var result = zip(scale, grid).map { label, cells in
      String(repeating: " ", count: margin - label.count) + label + " │" + trimmed(cells)
    }
    result.append(
      String(repeating: " ", count: margin + 1) + "└" + String(repeating: "─", count: width))
    let start = "\(date(first))"
    let end = "\(date(last))"
    result.append(
      String(repeating: " ", count: margin + 2) + start
        + String(repeating: " ", count: max(1, width - start.count - end.count)) + end)
    return result
  }

  private static func trimmed(_ cells: [Character]) -> String {
    var cells = cells[...]
    while cells.last == " " { cells.removeLast() }
    return String(cells)
  }

  private static func date(_ day: Int) -> String {
    CivilDate(dayNumber: day).map { "\($0)" } ?? "?"
  }

  /// Reports first, so that quotes stand over them.
  private static func marks(_ product: Product) -> [Mark] {
    product.prices.history.map {
      Mark(day: $0.date.firstDay.dayNumber, price: $0.price, letter: "·")
    }
      + product.prices.rental.map {
        Mark(day: $0.date.firstDay.dayNumber, price: $0.price, letter: letter($0))
      }
  }

  private static func letter(_ quote: Quote) -> Character {
    switch quote.commitment {
    case .reserved1Year: "r"
    case .reserved3Years: "R"
    case .spot: "s"
    case .capacityBlock: "b"
    case .onDemand:
      switch quote.segment {
      case .hyperscaler: "h"
      case .neocloud: "n"
      case .marketplace: "m"
      }
    }
  }
}
