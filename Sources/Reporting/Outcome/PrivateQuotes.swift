import Figures

/// What rests on the user's own quotes is marked in every output.
enum PrivateQuotes {
  static let legend = "† priced by a private quote."

  /// The mark, where an input of the sheet below a scope is a private quote.
  static func mark(_ sheet: Sheet, below scope: String = "") -> Table.Mark? {
    let isPrivate = sheet.figures.contains {
      $0.provenance?.isPrivate == true && (scope.isEmpty || $0.name.hasPrefix("\(scope)."))
    }
    return isPrivate ? .privateQuote : nil
  }

  /// The mark, where this figure is a private quote.
  static func mark(_ figure: Figure?) -> Table.Mark? {
    figure?.provenance?.isPrivate == true ? .privateQuote : nil
  }

  /// The legend, where a row shows the mark.
  static func notes(_ rows: [Table.Row]) -> [String] {
    rows.contains { $0.cells.contains { $0.mark == .privateQuote } } ? [legend] : []
  }
}
