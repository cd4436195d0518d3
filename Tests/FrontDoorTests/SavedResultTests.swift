import Foundation
import Testing

/// What is saved and rendered later is what would have been printed at once.
@Suite struct SavedResultTests {
  static let plans = [
    "Plans/train-from-scratch.yaml", "Plans/fine-tune-llama.yaml", "Plans/inference-only.yaml",
    "Plans/buy-or-rent.yaml", "Plans/neocloud-sizing.yaml",
    // Money of another currency, which is kept in dollars inside.
    Workplace.root.appending(path: "Tests/GoldenTests/Cases/good/currency-json/plan.yaml").path,
  ]

  @Test(arguments: plans, ["estimate", "compare"])
  func rendersAsItWasPrinted(_ plan: String, _ command: String) throws {
    let place = try Workplace()
    defer { place.remove() }
    let printed = try place.run("headroom \(command) '\(plan)' -q --format markdown 2>/dev/null")
      .filter { !$0.hasPrefix("exit ") }
    #expect(printed.count > 10)
    _ = try place.run("headroom \(command) '\(plan)' -q -o result.json")
    let rendered = try place.run("headroom report result.json --format markdown")
    #expect(rendered == printed)
  }
}
