import Figures
import JSON
public import Planning
import HardwareKit
import Units

extension UncertaintyReport {
  /// Every sample as a row: the inputs by the names that plans share, then the total, in base units.
  public static func samples(_ all: [(plan: String, sampled: Uncertainty, outcome: Outcome)])
    -> String
  {
    var columns: [(key: String, values: [Double])] = []
    var seen: Set<String> = []
    for (plan, sampled, outcome) in all {
      for (item, solved) in zip(sampled.cases, outcome.cases) {
        let model = solved.model.architecture.id
        for input in item.inputs {
          let known = columns.contains { $0.key == input.name && $0.values == input.values }
          if known { continue }
          let key = seen.insert(input.name).inserted ? input.name : "\(plan) \(model) \(input.name)"
          columns.append((key, input.values))
        }
        if !item.totals.isEmpty { columns.append(("\(plan) \(model) total_usd", item.totals)) }
      }
      guard let fleet = sampled.fleet else { continue }
      for input in fleet.inputs
      where !columns.contains(where: { $0.key == input.name && $0.values == input.values }) {
        let key = seen.insert(input.name).inserted ? input.name : "\(plan) \(input.name)"
        columns.append((key, input.values))
      }
      columns.append(("\(plan) \(fleet.objectiveID.localName)_usd", fleet.values))
    }
    var text = (["sample"] + columns.map { Table.csvField($0.key) }).joined(separator: ",") + "\r\n"
    for row in 0..<(columns.first?.values.count ?? 0) {
      text += "\(row + 1)"
      for column in columns {
        let value = column.values[row]
        text += "," + (value.isHidden ? Double.hiddenText : shortest(value))
      }
      text += "\r\n"
    }
    return text
  }
}

extension Table {
  /// The table with further columns before one, their cells row by row.
  func inserting(_ columns: [Column], before key: String, _ cells: [[Cell]]) -> Table {
    guard let place = self.columns.firstIndex(where: { $0.key == key }) else { return self }
    var table = self
    table.columns.insert(contentsOf: columns, at: place)
    for index in table.rows.indices {
      let row = table.rows[index]
      guard row.style != .section, row.cells.count >= place else { continue }
      let more = index < cells.count ? cells[index] : columns.map { _ in Cell.blank }
      table.rows[index].cells.insert(contentsOf: more, at: place)
    }
    return table
  }
}
