import Figures

/// The figure that a shown number is: what a reader follows to its derivation.
public struct FigureLink: Sendable, Hashable {
  /// The part of a result that has the figure: ``ResultPart/key``.
  public var part: String
  public var figure: String

  public init(part: String, figure: String) {
    self.part = part
    self.figure = figure
  }
}

extension Table.Cell {
  /// The same cell, linked to a figure if the sheet has it.
  func linked(_ figure: String, on sheet: Sheet, of part: String) -> Table.Cell {
    guard sheet[figure] != nil else { return self }
    var cell = self
    cell.figure = FigureLink(part: part, figure: figure)
    return cell
  }

  func linked(to link: FigureLink?) -> Table.Cell {
    var cell = self
    cell.figure = link
    return cell
  }
}

extension [Table.Cell] {
  /// The cells of a row, each linked to the figure that stands for its column.
  ///
  /// - Parameter names: for the key of a column, the full name of a figure.
  func linked(
    _ columns: [Table.Column], _ names: [String: String], on sheet: Sheet, of part: String
  ) -> [Table.Cell] {
    enumerated().map { index, cell in
      guard columns.indices.contains(index), let name = names[columns[index].key],
        case .number = cell.raw
      else { return cell }
      return cell.linked(name, on: sheet, of: part)
    }
  }
}
