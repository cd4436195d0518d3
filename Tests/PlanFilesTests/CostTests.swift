import PlanFiles
import Planning
import Testing

/// When the further costs of a plan fall due.
@Suite struct CostTests {
  static func text(_ keys: String) -> String {
    Plans.service(below: "costs: [{name: Staff, amount: $10 k\(keys)}]")
  }

  @Test(arguments: [
    ("", FurtherCost.Timing.once(month: 1)), (", once: month 3", .once(month: 3)),
    (", monthly: true", .monthly), (", monthly: yes", .monthly),
    (", monthly: false", .once(month: 1)), (", monthly: no", .once(month: 1)),
    (", once: month 3, monthly: false", .once(month: 3)),
  ])
  func aCostFallsDueWhenItSays(_ keys: String, _ timing: FurtherCost.Timing) throws {
    #expect(try Plans.read(Self.text(keys)).plan.costs.map(\.timing) == [timing])
  }

  @Test(arguments: [
    (", monthly: often", "unknown-value"), (", once: month 0", "impossible-value"),
    (", once: month 3, monthly: yes", "conflicting-keys"),
  ])
  func otherTimingsAreRefused(_ keys: String, _ code: String) {
    #expect(Plans.errors(Self.text(keys)) == [code])
  }
}
