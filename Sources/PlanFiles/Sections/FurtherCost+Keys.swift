import Documents
import Figures
import HardwareKit
import Keys
import Planning
import Units

/// `costs`: lines that no model gives.
struct GivenCost {
  var cost: FurtherCost
  /// Where the month stands, if one does.
  var once: Placed<Int>?

  /// A cost that falls due in no month of the plan is refused.
  func checked(months: Int, _ reading: Reading) -> FurtherCost {
    guard let once, once.value > months else { return cost }
    once.place.refuse("'month 1' to 'month \(months)', inside the horizon,", reading)
    return cost
  }

  static let section = Section<GivenCost>(
    "cost", "A further cost", merged: false, what: "a cost"
  ) { keys in
    let name = keys.required("name", .text, "what it is")
    let amount = keys.required("amount", amountForm, "how much")
    let (timing, once) = timing(keys)
    let source = keys.source()
    guard let name, let amount else { return nil }
    return GivenCost(
      cost: FurtherCost(
        name: name, amount: .dollars(amount.resting(on: source, note: name), per: .fleet),
        timing: timing), once: once)
  }

  /// Of a fleet there are nodes, accelerators and capital that a line may follow.
  static let ofFleet = Section<GivenCost>(
    "fleet-cost", "A further cost of a fleet", merged: false, what: "a cost"
  ) { keys in
    let name = keys.required("name", .text, "what it is")
    let amount = keys.required("amount", amountForm, "how much", orElse: "share")
    let share = keys.optional("share", shareForm, "of its servers or its capital")
    let basis: CostBasis? = keys.optional(
      "per", .caseName, "what the amount is for", without: "fleet", notWith: "share",
      word: "basis")
    let (timing, once) = timing(keys)
    let source = keys.source()
    guard let name else { return nil }
    if let share {
      let fact = share.fact.resting(on: source, note: name)
      return GivenCost(
        cost: FurtherCost(
          name: name, amount: share.isOfServers ? .ofServers(fact) : .ofCapital(fact),
          timing: timing), once: once)
    }
    guard let amount, basis != nil || !keys.has("per") else { return nil }
    return GivenCost(
      cost: FurtherCost(
        name: name,
        amount: .dollars(amount.resting(on: source, note: name), per: basis ?? .fleet),
        timing: timing), once: once)
  }

  private static let amountForm = Form<Fact<Dollars>>.fact(Dollars.self, .any, "$40 k")

  /// `2% of servers`, `1% of capital`.
  private static let shareForm = Form.fact(
    Ratio.self, .notNegative, "2% of capital", sample: "2% of capital"
  ).shown(as: .text).then { fact, place, reading -> (fact: Fact<Ratio>, isOfServers: Bool)? in
    if place.written.hasSuffix("of servers") { return (fact, true) }
    if place.written.hasSuffix("of capital") { return (fact, false) }
    place.refuse("a share 'of servers' or 'of capital'", reading)
    return nil
  }

  /// `once`, `monthly` or `yearly`; the first month where none is given.
  private static func timing(_ keys: Keys) -> (FurtherCost.Timing, Placed<Int>?) {
    let once = keys.optional(
      "once", Form.month("month 3").placed, "in which month: month 3", without: "month 1")
    let monthly = keys.optional("monthly", .flag, "every month", without: "once")
    let yearly = keys.optional(
      "yearly", .flag, "every year, a twelfth each month", without: "once")
    var given: [(key: String, timing: FurtherCost.Timing)] = []
    if keys.has("once") { given.append(("once", .once(month: once?.value ?? 1))) }
    if monthly == true { given.append(("monthly", .monthly)) }
    if yearly == true { given.append(("yearly", .yearly)) }
    if given.count > 1, let place = keys.place {
      keys.reading.report(.conflict(given[0].key, given[1].key, at: place.node.span))
    }
    return (given.first?.timing ?? .once(month: 1), once)
  }
}
