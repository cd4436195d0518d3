import Figures
import Planning
import Units

/// What a result rests on, in a few lines.
enum Footer {
  static func text(_ outcomes: [Outcome]) -> String {
    var parts: [String] = []
    let figures =
      outcomes.flatMap(\.cases).flatMap { item in
        item.workloads.compactMap { item.sheet["\($0.planned.name).cost"] }
      } + outcomes.compactMap(\.fleet).compactMap { $0.sheet["npv"] ?? $0.sheet["present.cost"] }
    if let weakest = figures.compactMap(\.evidence).max() {
      let names = figures.filter { $0.evidence == weakest }.flatMap(\.weakest)
      var seen: Set<String> = []
      let first = names.filter { seen.insert($0).inserted }.prefix(3)
      parts.append("Weakest evidence: \(weakest.name) (\(first.joined(separator: ", "))).")
    }
    let dates = outcomes.compactMap(\.priceDates)
    if let oldest = dates.map(\.oldest).min(by: { $0.firstDay < $1.firstDay }),
      let newest = dates.map(\.newest).max(by: { $0.firstDay < $1.firstDay })
    {
      parts.append("Prices \(oldest) .. \(newest), segment neocloud unless said; a month is 730 h.")
    }
    let scenarios = Set(outcomes.compactMap(\.plan.scenario)).sorted()
    if !scenarios.isEmpty { parts.append("Scenario \(scenarios.joined(separator: ", ")).") }
    parts.append("headroom explain PLAN FIGURE shows where any figure comes from.")
    return parts.joined(separator: " ")
  }
}
