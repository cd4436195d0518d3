import Reporting
import Testing

@testable import Planning

/// What is printed adds up: the lines of a bill to the line above them, and those to the total.
@Suite struct DisplayedTotalTests {
  static let places: [(String, String?)] =
    (Samples.names + Samples.fleets).flatMap { name in
      [nil, "peak-2023", "trough-2025"].map { (name, $0) }
    }

  /// A printed amount such as `−$1311 k`, in dollars.
  static func amount(_ text: String) -> Double? {
    var rest = text[...]
    var sign = 1.0
    if rest.first == "−" {
      sign = -1
      rest = rest.dropFirst()
    }
    guard rest.first == "$" else { return nil }
    let parts = rest.dropFirst().split(separator: " ").filter { $0 != "*" }
    guard let number = parts.first.flatMap({ Double($0) }) else { return nil }
    let scale = parts.count > 1 ? ["k": 1e3, "M": 1e6, "G": 1e9][parts[1]] : 1
    return scale.map { sign * number * $0 }
  }

  @Test(arguments: places)
  func billsAddUp(_ name: String, _ scenario: String?) throws {
    let sample = try Samples.plan(
      Repository.path("Plans/\(name).yaml"), scenario: scenario)
    let report = EstimateReport.report(sample.outcome)
    var bills = 0
    for case .table(let table) in report.blocks
    where table.title?.hasPrefix("Where the money goes") == true {
      bills += 1
      let place = try #require(table.columns.firstIndex { $0.key.contains("cost") })
      var tops: [Double] = []
      var parts: [Double] = []
      var total: Double?
      func close() {
        guard !parts.isEmpty, let top = tops.last else { return }
        #expect(abs(parts.reduce(0, +) - top) < 1e-6 * abs(top), "\(table.title ?? "")")
        parts = []
      }
      for row in table.rows {
        let amount = try #require(Self.amount(row[place].text), "\(row[place].text)")
        if row.level > 0 {
          parts.append(amount)
          continue
        }
        close()
        if row.style == .total { total = amount } else { tops.append(amount) }
      }
      close()
      if let total {
        #expect(abs(tops.reduce(0, +) - total) < 1e-6 * abs(total), "\(table.title ?? "")")
      }
    }
    #expect(bills > 0 || name == "buy-or-rent" || !sample.outcome.isComplete)
  }

  /// Plans side by side: training, serving and further costs of a row add up to its total.
  @Test(arguments: [nil, "peak-2023", "trough-2025", "recovery-2026"] as [String?])
  func rowsOfComparisonsAddUp(_ scenario: String?) throws {
    let outcomes = try Samples.names.map {
      try Samples.plan(
        Repository.path("Plans/\($0).yaml"), scenario: scenario,
        settings: [
          "costs=[{name: data, amount: $41.7 k}, {name: people, amount: $23450, monthly: true}]"
        ]
      ).outcome
    }
    var added = 0
    for case .table(let table) in CompareReport.report(outcomes).blocks {
      let keys = ["training_usd", "serving_usd", "further_usd", "total_usd"]
      let places = keys.compactMap { key in table.columns.firstIndex { $0.key == key } }
      guard places.count == keys.count else { continue }
      for row in table.rows {
        let amounts = places.map { Self.amount(row[$0].text) }
        guard let total = amounts[3] else { continue }
        let sum = amounts.prefix(3).compactMap(\.self).reduce(0, +)
        // As printed: no digit of the total is another.
        #expect(abs(sum - total) < 1e-9 * abs(total), "\(row.cells.map(\.text))")
        added += 1
      }
    }
    #expect(added >= 3)
  }
}
