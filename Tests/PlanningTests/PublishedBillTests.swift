import Figures
import HardwareKit
import Planning
import Testing
import Units

/// Bills of training runs by the two methods of published studies. What each plan states stands in its
/// file under `PublishedCosts`; prices are those on record in the plugins at the plan's days.
@Suite struct PublishedBillTests {
  static let rows = PublishedCost.all.filter { $0.id.hasPrefix("epoch-") }
  static let plans = [
    "epoch-Llama 3.1-405B": "llama-3.1-405b-bill", "epoch-GPT-4": "gpt-4-bill",
  ]

  @Test func allRowsAreRead() {
    #expect(PublishedCost.all.count == 20)
    #expect(Self.rows.count == 6)
  }

  @Test(arguments: rows)
  func aPlanGivesThePublishedBill(_ row: PublishedCost) throws {
    let sample = try PublishedCost.plan(try #require(Self.plans[row.id]))
    let solved = sample.outcome.cases[0]
    let value: Double
    switch row.metric {
    case "amortised_hardware_plus_energy_usd":
      value = try cost(of: solved) { if case .bill(.amortised) = $0 { true } else { false } }
    case "cloud_cost_usd":
      value = try cost(of: solved) { if case .bill(.cloudPrice) = $0 { true } else { false } }
    default: value = try #require(solved.sheet["pretrain.acquisition"]).value
    }
    print("oracle: \(row.id) \(row.metric) \(value), published \(row.expected)")
    #expect(abs(value - row.expected) <= row.tolerance)
  }

  private func cost(of solved: Case, _ isWanted: (Way) -> Bool) throws -> Double {
    let option = try #require(solved.workloads[0].options.first { isWanted($0.way) })
    return try #require(option.answer).cost
  }

  /// The bill of the chosen method is on the sheet, with the accelerator-hours graded by their source.
  @Test func theBillIsExplained() throws {
    let sheet = try PublishedCost.plan("llama-3.1-405b-bill").outcome.cases[0].sheet
    #expect(sheet.faults.isEmpty)
    #expect(sheet["pretrain.accelerator-hours.published"]?.evidence == .published)
    let parts = ["server-value", "network-value", "electricity"].compactMap {
      sheet["pretrain.cost.\($0)"]?.value
    }
    #expect(parts.count == 3)
    #expect(abs(parts.reduce(0, +) - (sheet["pretrain.cost"]?.value ?? 0)) < 1e-3)
    // The network is 19 % of what the hardware costs.
    #expect(abs(parts[1] / (parts[0] + parts[1]) - 0.19) < 1e-12)
  }

  @Test func hardwareBoughtAfterTheStartIsRefused() throws {
    let text = """
      headroom: 1
      model: {name: Some model}
      workloads:
        run: {kind: train, accelerators: 8, accelerator-hours: 800 accelerator-hours}
      hardware: [nvidia-h100-sxm5]
      acquire: [bill: {method: amortised, acquired: 2024-01-01}]
      finance: {as-of: 2023-06-01}
      """
    let outcome = try Samples.plan(text: text).outcome
    guard case .notSold = outcome.cases[0].workloads[0].options[0].status else {
      Issue.record("\(outcome.cases[0].workloads[0].options[0].status)")
      return
    }
  }
}
