import Diagnostics
import Figures
import HardwareKit
import PlanFiles
import Planning
import Testing
import Units

/// What wins, strongest first: `--set`, the scenario, `assumptions:`, the catalogue.
@Suite struct PrecedenceTests {
  static let path = "nvidia-h100-sxm5.rent.neocloud.on-demand"

  static let text = Plans.service(
    below: """
      finance: {as-of: 2026-11-01}
      assumptions:
        - set: \(path)
          to: $3.00/h
          source: {title: A quotation, date: 2026-10-01, publisher: A broker, link: page 2}
      scenarios:
        cheap:
          \(path): $2.00/h
        early:
          as-of: 2025-10-31
        today: {}
      """)

  static func rent(_ plan: Plan) -> Fact<DollarsPerSecond>? { plan.overrides.rents[path] }

  static func dollars(_ plan: Plan) -> Double? {
    rent(plan).map { ($0.value * 3600 * 1e9).rounded() / 1e9 }
  }

  @Test func theCommandLineBeatsTheScenarioBeatsTheAssumption() throws {
    let set = ["\(Self.path)=$1.00/h"]
    #expect(Self.dollars(try Plans.read(Plans.service()).plan) == nil)
    #expect(Self.dollars(try Plans.read(Self.text).plan) == 3)
    #expect(Self.dollars(try Plans.read(Self.text, scenario: "today").plan) == 3)
    #expect(Self.dollars(try Plans.read(Self.text, scenario: "cheap").plan) == 2)
    #expect(Self.dollars(try Plans.read(Self.text, settings: set).plan) == 1)
    #expect(Self.dollars(try Plans.read(Self.text, scenario: "cheap", settings: set).plan) == 1)
    // Of two settings the later one counts.
    let twice = set + ["\(Self.path)=$0.50/h"]
    #expect(Self.dollars(try Plans.read(Self.text, settings: twice).plan) == 0.5)
  }

  @Test func eachSaysWhereItComesFrom() throws {
    let assumption = try #require(Self.rent(try Plans.read(Self.text).plan)).provenance
    #expect(
      assumption.citations
        == [
          Citation(
            title: "A quotation", publisher: "A broker", date: "2026-10-01", locator: "page 2")
        ])
    #expect(assumption.evidence == .published)

    let scenario = try #require(Self.rent(try Plans.read(Self.text, scenario: "cheap").plan))
    guard case .plan(let span) = scenario.provenance.origin else {
      Issue.record("\(scenario.provenance.origin)")
      return
    }
    let lines = Self.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[span.line - 1].dropFirst(span.column - 1) == "$2.00/h")
    #expect(scenario.provenance.evidence == .assumed)

    let set = try #require(
      Self.rent(try Plans.read(Self.text, settings: ["\(Self.path)=$1.00/h"]).plan))
    guard case .commandLine(let written) = set.provenance.origin else {
      Issue.record("\(set.provenance.origin)")
      return
    }
    #expect(written == "$1.00/h")
  }

  @Test func aScenarioMovesTheDate() throws {
    #expect("\(try #require(Plans.read(Self.text).plan.finance.asOf))" == "2026-11-01")
    let early = try Plans.read(Self.text, scenario: "early")
    #expect("\(try #require(early.plan.finance.asOf))" == "2025-10-31")
    // What is newer than the date is not used, and the reader is told.
    #expect(Self.dollars(early.plan) == nil)
    #expect(early.notes.diagnostics.map(\.code.name) == ["late-assumption"])
    let later = try Plans.read(Self.text, scenario: "early", asOf: "2026-10-01")
    #expect("\(try #require(later.plan.finance.asOf))" == "2026-10-01")
    #expect(Self.dollars(later.plan) == 3)
    #expect(try Plans.read(Self.text).scenarios == ["cheap", "early", "today"])
  }

  @Test func aGivenFactReplacesOneOfTheDatasheet() throws {
    let plan = try Plans.read(
      Plans.service(), settings: ["nvidia-h100-sxm5.memory=96 GB", "h200.power=650 W"]
    ).plan
    let facts = try #require(plan.overrides.facts["nvidia-h100-sxm5"])
    #expect(facts.memory?.value == 96e9)
    #expect(facts.memory?.provenance.evidence == .assumed)
    #expect(facts.memoryBandwidth?.value == 3350e9)
    #expect(facts.peaks[.bf16]?.value == 989.4e12)
    #expect(plan.overrides.facts["nvidia-h200-sxm"]?.power?.value == 650)
  }

  @Test func aNodePriceIsSharedByItsAccelerators() throws {
    let plan = try Plans.read(
      Plans.service(), settings: ["nvidia-h100-sxm5.buy=$240 k per node", "gh200.buy=$31 k"]
    ).plan
    #expect(plan.overrides.purchases["nvidia-h100-sxm5"]?.value == 30_000)
    #expect(plan.overrides.purchases["nvidia-gh200"]?.value == 31_000)
  }

  static let refused: [(String, String)] = [
    ("nvidia-h100-sxm5.rent.neocloud=$1/h", "unknown-setting"),
    ("nvidia-h100-sxm5.rent.nowhere.on-demand=$1/h", "unknown-setting"),
    ("nvidia-h100-sxm5.colour=red", "unknown-setting"),
    ("nothing.of.the.kind=1", "unknown-setting"),
    ("nvidia-h100-sxm5.rent.neocloud.on-demand=$0/h", "impossible-value"),
    ("nvidia-h100-sxm5.rent.neocloud.on-demand=2.20", "quantity"),
    ("nvidia-h100-sxm5.memory", "setting-syntax"),
    ("=3", "setting-syntax"),
  ]

  @Test(arguments: refused)
  func aWrongSettingIsAnError(_ setting: String, _ code: String) {
    #expect(Plans.errors(Plans.service(), settings: [setting]) == [code])
  }
}
