import BuiltInPlugins
import Diagnostics
import Documents
import Figures
import HardwareKit
import PlanFiles
import Planning
import Units

/// The sheet of each sample plan over 10,000 samples: the tape, the same steps in C by clang -O3, and in
/// numpy over blocks that stay in cache. Prints; asserts nothing.
enum TapeBench {
  private static let rows = 10_000
  private typealias Run =
    @convention(c) (
      UnsafePointer<UnsafePointer<Double>?>, UnsafePointer<UnsafeMutablePointer<Double>?>, Int
    ) -> Void

  static func main(_ folder: String) {
    for name in ["train-from-scratch", "fine-tune-llama", "inference-only"] {
      guard let outcome = outcome("\(folder)/Plans/\(name).yaml") else {
        print("\(name): the plan has no answer")
        continue
      }
      for item in outcome.cases {
        bench(item.sheet, name: "\(name), \(item.model.architecture.id)")
      }
    }
  }

  private static func outcome(_ path: String) -> Outcome? {
    do throws(DiagnosticList) {
      let registry = ProductRegistry(builtInPlugins)
      let shared = try SharedData.embedded()
      let context = PlanContext(registry: registry, shared: shared, reader: .disk)
      let plan = try readPlan(path, scenario: nil, settings: [], context: context).plan
      let planner = Planner(
        products: try registry.products(plan.productIDs), facility: shared.facility,
        bands: shared.bands)
      return planner.outcome(of: plan)
    } catch {
      for problem in error.diagnostics { print(problem.message) }
      return nil
    }
  }

  private static func bench(_ sheet: Sheet, name: String) {
    // What sampling a plan asks for: the total, and both sides of every limit.
    guard let total = sheet.reference("total.cost") else { return }
    let outputs = [total] + sheet.constraints.flatMap { [$0.needed, $0.available] }
    let below = sheet.figures(below: outputs)
    let inputs = sheet.uncertainInputs.filter { below.contains($0.name) }
    let tape = Tape(sheet, outputs: outputs, varying: inputs.map(\.name))
    let columns = Sampler(seed: 1, rows: rows).columns(inputs)
    let many = Sampler(seed: 1, rows: 20 * rows).columns(inputs)
    TapeRace.run(tape, columns, many, name: name)
  }
}
