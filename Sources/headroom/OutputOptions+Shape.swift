import ArgumentParser
import Reporting

extension OutputOptions {
  /// The report with the columns, the order and the number of rows that the options ask for.
  func shaped(_ report: Report, as format: OutputFormat, hasData: Bool) throws -> Report {
    guard fields != nil || sort != nil || top != nil else { return report }
    if format == .json, hasData {
      throw ValidationError(
        "'--fields', '--sort' and '--top' shape tables; JSON carries every figure")
    }
    if let top, top < 1 {
      throw ValidationError("expected a number above zero for '--top', found '\(top)'")
    }
    var order: TableShape.Order?
    if let sort {
      let parts = sort.split(separator: ":", maxSplits: 1).map(String.init)
      let direction = parts.count > 1 ? parts[1] : "asc"
      guard let key = parts.first, ["asc", "desc"].contains(direction) else {
        throw ValidationError(
          "expected a column for '--sort', with ':desc' for the largest first, found '\(sort)'")
      }
      order = TableShape.Order(key: key, isDescending: direction == "desc")
    }
    let names = fields?.split(separator: ",").map(String.init) ?? []
    do throws(TableShape.Problem) {
      return try report.shaped(TableShape(fields: names, order: order, top: top))
    } catch {
      throw ValidationError(error.message)
    }
  }
}
