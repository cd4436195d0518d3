import BuiltInPlugins
import Diagnostics
import Documents
import Figures
import Foundation
import HardwareConformance
import HardwareKit
import PlanFiles
import Planning
import Testing
import Units

/// A chip of the user's own in a file: the example of `Documentation/AddingAChip.md`.
@Suite struct DatasheetFileTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private struct NoExample: Error {}

  /// The file that the page shows.
  private static func example() throws -> String {
    let page = try String(
      contentsOf: root.appending(path: "Documentation/AddingAChip.md"), encoding: .utf8)
    guard let start = page.range(of: "```yaml\n"),
      let end = page[start.upperBound...].range(of: "```")
    else { throw NoExample() }
    return String(page[start.upperBound..<end.lowerBound])
  }

  private static func file(_ text: String) throws -> DatasheetFile {
    try DatasheetFile(bytes: Array(text.utf8), name: "my-chip.yaml")
  }

  /// A sample plan on the file's chip alone.
  private static func outcome(_ plan: String, _ file: DatasheetFile) throws -> Outcome {
    let shared = try SharedData.embedded()
    let context = PlanContext(
      registry: ProductRegistry(builtInPlugins), shared: shared, reader: .disk)
    var read = try readPlan(
      root.appending(path: "Plans/\(plan).yaml").path, scenario: nil, settings: [],
      context: context
    ).plan
    for index in read.workloads.indices { read.workloads[index].products = ["acme-one"] }
    let products = Dictionary(uniqueKeysWithValues: file.modelled.map { ($0.product.id, $0) })
    return Planner(products: products, facility: shared.facility).outcome(of: read)
  }

  @Test func theExampleIsShortAndKeepsTheContract() throws {
    let text = try Self.example()
    #expect(text.split(separator: "\n").count <= 40)
    #expect(checkDatasheet(try Self.file(text)).diagnostics.isEmpty)
  }

  @Test(arguments: ["train-from-scratch", "fine-tune-llama", "inference-only"])
  func everyRowHasAnAnswerOrAReason(_ plan: String) throws {
    let outcome = try Self.outcome(plan, Self.file(try Self.example()))
    for item in outcome.cases {
      for workload in item.workloads {
        #expect(workload.options.count == workload.planned.ways.count)
        #expect(workload.options.contains { $0.fit != nil }, "\(workload.planned.name)")
        for option in workload.options {
          switch option.status {
          case .answer(let answer): #expect(answer.cost > 0)
          case .infeasible(let miss, _): #expect(miss.needed > miss.available)
          case .unknown(let keys): #expect(!keys.isEmpty)
          case .unpriced(let key): #expect(key.hasPrefix("acme-one."))
          case .notSold(let reason): #expect(!reason.isEmpty)
          case .notReleased: Issue.record("the chip is out")
          }
        }
      }
    }
  }

  /// Rates between two measured points are measured; the model's own are not.
  @Test func aMeasuredPointGoesBeforeTheModel() throws {
    let text = try Self.example()
    let item = try #require(try Self.outcome("inference-only", Self.file(text)).cases.first)
    let rate = try #require(
      item.sheet["assistant.replica.tokens-per-second.capacity"]
        ?? item.sheet["assistant.replica.tokens-per-second"])
    let batch = try #require(
      item.sheet["assistant.replica.batch.capacity"] ?? item.sheet["assistant.replica.batch"]
    ).value
    #expect(batch >= 32 && batch <= 128)
    let expected = 1100 * pow(2600.0 / 1100, log(batch / 32) / log(4))
    #expect(abs(rate.value / expected - 1) < 1e-12)
    #expect(rate.evidence == .measured)

    let bare = text[..<(try #require(text.range(of: "measured:"))).lowerBound]
    let modelled = try #require(
      try Self.outcome("inference-only", Self.file(String(bare))).cases.first)
    let other = try #require(modelled.sheet["assistant.replica.tokens-per-second"])
    #expect(other.evidence == .assumed, "defaults of a chip that nobody has measured")
    #expect(other.value != rate.value)
  }

  /// What is wrong with a file is said with its place.
  @Test(arguments: [
    ("rate: 1100 tokens/s", "rate: 990 k tokens/s", "plugin-physics", 33),
    (
      "model: llama-3.1-70b, precision: fp8, tp: 2, concurrency: 32",
      "model: llama-3.1-71b, precision: fp8, tp: 2, concurrency: 32", "unknown-model", 33
    ),
    (
      "memory: {value: 128 GiB, source: brief}", "memory: {value: 128, source: brief}", "quantity",
      18
    ),
    (
      "source: brief, note: one direction", "source: brif, note: one direction", "unknown-value", 20
    ),
    ("price: $1.80/h", "price: $0/h", "impossible-value", 29),
  ])
  func mistakesAreLocated(_ old: String, _ new: String, _ code: String, _ line: Int) throws {
    let text = try Self.example()
    #expect(text.contains(old))
    let changed = text.replacingOccurrences(of: old, with: new)
    var found: [Diagnostic]
    do {
      found = checkDatasheet(try Self.file(changed)).diagnostics
    } catch let problems as DiagnosticList {
      found = problems.diagnostics
    }
    found = found.filter { $0.code.name == code }
    #expect(found.contains { $0.span?.line == line }, "\(found)")
  }
}
