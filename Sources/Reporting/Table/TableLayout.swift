/// Which columns a terminal shows, and how wide each is.
struct TableLayout {
  /// Indices of the columns shown, in order.
  var columns: [Int]
  /// The width of each column shown.
  var widths: [Int]
  /// How many columns found no room.
  var leftOut: Int

  static let margin = 2
  static let gap = 2
  /// No text column is made narrower than this to keep another one.
  static let narrowest = 12
  /// A word up to this width is kept whole.
  static let longestWord = 24

  /// Fits columns into a width: text columns shrink to their longest word, then the columns of
  /// lowest priority go, then what room is left goes back to the text columns.
  init(_ table: Table, grid: TableGrid, width: Int) {
    let room = width - Self.margin
    let natural = grid.naturalWidths
    let floors = grid.smallestWidths
    var kept = Array(table.columns.indices)
    func total(_ widths: [Int]) -> Int {
      kept.reduce(0) { $0 + widths[$1] } + Self.gap * max(0, kept.count - 1)
    }

    while kept.count > 1, total(floors) > room {
      let lowest = kept.dropFirst().map { table.columns[$0].priority }.min()
      guard let goes = kept.dropFirst().lastIndex(where: { table.columns[$0].priority == lowest })
      else { break }
      kept.remove(at: goes)
    }

    var widths = floors
    var spare = max(0, room - total(floors))
    // The most modest wishes first, so that a long reason does not starve a name.
    let byWish = kept.sorted { natural[$0] - floors[$0] < natural[$1] - floors[$1] }
    for (place, column) in byWish.enumerated() {
      let grant = min(natural[column] - floors[column], spare / (byWish.count - place))
      widths[column] += grant
      spare -= grant
    }
    columns = kept
    self.widths = kept.map { min(widths[$0], room) }
    leftOut = table.columns.count - kept.count
  }
}
