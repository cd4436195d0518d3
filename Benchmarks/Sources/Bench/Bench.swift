import BuiltInPlugins
import Diagnostics
import Figures
import HardwareKit
import TenFigures
import Units

/// Prints what a model costs through a ledger, and how fast layouts are priced. Asserts nothing.
@main
struct Bench {
  static func main() throws {
    ledgerAgainstPlain()
    try layoutsPriced()
    try serving()
    // The folder of the package, from the place of this file.
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    TapeBench.main(parts.dropLast(4).joined(separator: "/"))
  }

  /// Ten figures on `Scratch`, in another module and behind an existential, against plain doubles.
  static func ledgerAgainstPlain() {
    let plain = PlainFigures()
    let model: any ThroughputModel = TenFigures(plain)
    guard let workload = try? training()?.workload else { return }
    let calls = 1_000_000
    let direct = Stopwatch.seconds(calls: calls) { call in
      (try? plain.estimate(batch: 1 + call & 63))?.tokensPerSecond ?? 0
    }
    let ledger = Stopwatch.seconds(calls: calls) { call in
      var scratch = Scratch()
      let layout = Layout(batch: 1 + call & 63)
      return (try? model.estimate(workload, layout: layout, in: &scratch))?.tokensPerSecond ?? 0
    }
    print("ten figures, plain doubles      \(rounded(direct * 1e9)) ns")
    print("ten figures, through a ledger   \(rounded(ledger * 1e9)) ns")
    print("ratio                           \(rounded(ledger / direct))  (at most 3 is meant)")
  }

  /// GPT-3 175B on 64 A100, 64 sequences of 2048 tokens a step: every layout estimated, and its bill written, on doubles.
  static func layoutsPriced() throws {
    guard let (workload, product, market) = try training() else {
      print("the catalogue lacks GPT-3 175B, or a plugin the A100")
      return
    }
    let layouts = product.throughput.layouts(for: workload)
    let offers = product.cost.acquisitions(in: market)
    guard let offer = offers.first, !layouts.isEmpty else {
      print("no layouts or no price")
      return
    }
    var fitting = 0
    let each = Stopwatch.seconds(calls: layouts.count) { call in
      var scratch = Scratch()
      guard
        let found = try? product.throughput.estimate(
          workload, layout: layouts[call], in: &scratch)
      else { return 0 }
      fitting += 1
      let fleet = Fleet<Double>(
        accelerators: found.accelerators, nodes: found.accelerators / 8, load: 1, months: 1)
      let bill = product.cost.lineItems(for: offer, of: fleet, in: &scratch)
      return bill.reduce(0) { $0 + $1.quantity * $1.unitPrice } / found.tokensPerSecond
    }
    print("GPT-3 175B on 64 \(product.product.id): \(layouts.count) layouts, \(fitting / 7) fit")
    print("layouts priced per second       \(Int(1 / each))  (at least 100000 is meant)")
    print(
      "search of all of them           \(rounded(each * Double(layouts.count) * 1e3)) ms  (at most 500 is meant)"
    )
  }

  static func training() throws -> (
    workload: Workload, product: ModelledProduct, market: Market
  )? {
    do throws(DiagnosticList) {
      let shared = try SharedData.embedded()
      let id = "nvidia-a100-sxm-80gb"
      guard let entry = shared.models["gpt-3-175b"], let stack = shared.defaultStack,
        let product = try ProductRegistry(builtInPlugins).products([id])[id],
        let today = CivilDate(year: 2026, month: 11, day: 1)
      else { return nil }
      let constants = shared.constants
      let asked = Provenance(.assumed("a benchmark"), evidence: .assumed)
      let workload = TrainingWorkload(
        model: ModelFacts(
          entry.architecture,
          provenance: asked, score: nil),
        method: .pretrain, sequence: Fact(2048, asked), batch: Fact(2048 * 64, asked),
        precision: .bf16, stack: stack, layout: LayoutRequest(), constants: constants)
      let market = Market(
        asOf: today, ownership: shared.facility.ownership,
        serverRatio: shared.facility.serverRatio)
      return (.train(workload, accelerators: 64), product, market)
    } catch {
      for problem in error.diagnostics { print(problem.message) }
      return nil
    }
  }

  static func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}
