import Diagnostics
import Documents
import Keys
import PlanFiles
import Testing
import Units

/// Every number of a plan is read inside its bounds and refused in their words beyond them. Reading
/// alone: what follows from a plan is not computed.
@Suite struct KeyBoundsTests {
  private static let fleet = """
    headroom: 1
    fleet: {product: nvidia-h100-sxm5, accelerators: 64}
    market: {price: {start: $3/h}, utilisation: {steady: 80%}}
    finance: {as-of: 2026-11-01, horizon: 48 months}
    """
  private static let run = """
    headroom: 1
    model: llama-3.1-8b
    workloads: {run: {kind: train, tokens: 1 T tokens}}
    """

  /// Sections with the plan in which they stand, and the path before theirs.
  static let sections: [(section: String, plan: String, path: String)] = [
    ("serve", Plans.service(), "chat."), ("train", run, "run."),
    ("finance", Plans.service(), "finance."), ("fleet", fleet, "fleet."),
    ("fleet-buy", fleet, "buy."), ("operate", fleet, "operate."), ("market", fleet, "market."),
  ]

  /// Values below, at, inside, at the end of and beyond the bounds of a number.
  private static func values(_ measure: Measure) -> [Double] {
    let (low, high) = measure.bounds.ends
    let step = max(abs(low), abs(high)) * 1e-3
    return [low - step, low, (low + high) / 2, high, high + step, 1e300]
  }

  /// What the program says of a plan with one value: nothing, or messages that all have a place.
  private static func problems(_ plan: String, _ setting: String) throws -> [Diagnostic] {
    do {
      _ = try Plans.read(plan, settings: [setting])
      return []
    } catch let list as DiagnosticList {
      return list.diagnostics.filter { $0.severity == .error }
    }
  }

  @Test(arguments: sections)
  func numbersAreBounded(_ section: String, _ plan: String, _ prefix: String) throws {
    let inputs = try Plans.table().inputs(in: section)
    #expect(inputs.count > 3)
    for input in inputs {
      let (low, high) = input.measure.bounds.ends
      #expect(low.isFinite && high.isFinite, "\(input.path) has no ceiling")
      for value in Self.values(input.measure) {
        let unit = DisplayUnit.standard(input.measure.dimension)
        let text = exactText(value, as: input.measure.dimension == .none ? .number : unit)
        let found = try Self.problems(plan, "\(prefix)\(input.path)=\(text)")
        for problem in found {
          #expect(problem.span != nil, "\(input.path)=\(text): \(problem.message)")
        }
        let isOutside = value < low || value > high
        if isOutside {
          #expect(!found.isEmpty, "\(prefix)\(input.path)=\(text) is read, beyond its bounds")
        }
      }
    }
  }

  /// What a sheet computes is finite at the example of each key too: it is read.
  @Test(arguments: sections)
  func examplesAreRead(_ section: String, _ plan: String, _ prefix: String) throws {
    // Keys that want another beside them, or none of those that the plan has.
    let others: Set<String> = [
      "concurrency", "power-limit", "budget", "accelerator-hours", "lease.term", "debt.term",
    ]
    for input in try Plans.table().inputs(in: section) where !others.contains(input.path) {
      let setting = "\(prefix)\(input.path)=\(input.measure.example)"
      let found = try Self.problems(plan, setting).filter { $0.code == .quantity }
      #expect(found.isEmpty, "\(setting): \(found.map(\.message))")
    }
  }
}
