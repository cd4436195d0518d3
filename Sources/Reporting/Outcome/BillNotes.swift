import Figures
import HardwareKit
import Planning
import Units

/// What stands below a table with bills of a training run: the price and its day, and why two methods
/// differ.
enum BillNotes {
  static func text(_ workload: WorkloadOutcome) -> [String] {
    var lines: [String] = []
    var methods: Set<String> = []
    for option in workload.options {
      guard case .bill(let method) = option.way, let answer = option.answer else { continue }
      let name = "\(option.product.id), \(option.way.label)"
      switch (method, answer.acquisition.kind) {
      case (.amortised, .amortised(let price, let terms)):
        methods.insert("amortised")
        let months = format(terms.age.value, as: .months)
        lines.append(
          "\(name): \(dollars(price.value)) an accelerator in its server (\(day(answer.acquisition))), \(months) old at the start."
        )
      case (.cloudPrice, .rental(_, let price)):
        methods.insert("cloud-price")
        lines.append(
          "\(name): \(format(price.value, as: .dollarsPerHour)) (\(day(answer.acquisition))).")
      default: continue
      }
    }
    if methods.count == 2 {
      lines.append(
        "An amortised bill holds what the hardware loses in value and its energy; a cloud price also room, staff, idle time and the seller's margin."
      )
    }
    return lines
  }

  private static func dollars(_ value: Double) -> String {
    format(value, as: .standard(Dimension(money: 1)))
  }

  /// The days of the prices that an offer rests on.
  private static func day(_ acquisition: Acquisition) -> String {
    let dates = acquisition.priceDates.sorted { $0.firstDay < $1.firstDay }
    guard let first = dates.first, let last = dates.last else { return "the plan's own price" }
    return first == last ? "of \(first)" : "of \(first) to \(last)"
  }
}
