import Diagnostics
import Documents
import Figures
import HardwareKit
import Planning
import Units

extension PlanReader {
  func finance(_ node: Node?, into diagnostics: inout DiagnosticList) -> FinanceTerms {
    var terms = FinanceTerms()
    guard let node else { return terms }
    var reader = MappingReader(node, what: "'finance'", into: &diagnostics)
    // Read before all else, by `exchange(in:into:)`.
    _ = reader.optional("exchange")
    terms.exchange = Currency.known
    if let currency = reader.optional("currency"),
      let text = currency.text("'currency'", into: &diagnostics), text != Currency.dollar.code
    {
      if let known = Currency.known[text] {
        terms.currency = known
      } else {
        diagnostics.append(.currency(text, at: currency.span))
      }
    }
    terms.asOf = reader.optional("as-of")?.date("'as-of'", into: &diagnostics)?.firstDay
    if let horizon = reader.optional("horizon"),
      let fact = horizon.planFact(
        Seconds.self, "'horizon'", range: .positive, sample: "12 months", into: &diagnostics)
    {
      if fact.value > 50 * TimeSpan.year {
        diagnostics.append(
          .badRange("'horizon'", "at most 50 years", horizon.scalar?.text ?? "", at: horizon.span))
      } else {
        let months = (fact.value / TimeSpan.month).rounded(.up)
        terms.horizon = Fact(months * TimeSpan.month, fact.provenance)
      }
    }
    if let discount = reader.optional("discount") {
      terms.discount = discount.planFact(
        PerSecond.self, "'discount'", range: .notNegative, into: &diagnostics)
      // An effective rate compounds in the period that it is of.
      var said = DiagnosticList()
      if let rate = discount.planRate("'discount'", into: &said),
        rate.period.value != TimeSpan.year
      {
        terms.discountPeriod = rate.period
      }
    }
    terms.tax = tax(reader.optional("tax"), into: &diagnostics)
    reader.finish(into: &diagnostics)
    return terms
  }

  /// `costs`: lines that no model gives.
  ///
  /// - Parameter ofFleet: whether there are nodes, accelerators and capital that a line may follow.
  func costs(
    _ node: Node?, months: Int, ofFleet: Bool, into diagnostics: inout DiagnosticList
  ) -> [FurtherCost] {
    (node?.listOrOne ?? []).compactMap { item in
      var reader = MappingReader(item, what: "a cost", into: &diagnostics)
      let name = reader.required("name", into: &diagnostics)?.text("'name'", into: &diagnostics)
      let share = ofFleet ? reader.optional("share") : nil
      let amount =
        share == nil ? reader.required("amount", into: &diagnostics) : reader.optional("amount")
      let per = ofFleet ? reader.optional("per") : nil
      let timing = timing(&reader, at: item, months: months, into: &diagnostics)
      let source = reader.optional("source")
      reader.finish(into: &diagnostics)
      for (key, other) in [("amount", amount), ("per", per)] {
        guard let other, share != nil else { continue }
        diagnostics.append(.conflict(key, "share", at: other.span))
      }
      guard let name else { return nil }
      if let share {
        return shareOfHardware(share, name, source, into: &diagnostics).map {
          FurtherCost(name: name, amount: $0, timing: timing)
        }
      }
      guard let amount, let basis = basis(per, into: &diagnostics),
        let fact = named(
          amount, Dollars.self, "'amount'", name, source, range: .any, into: &diagnostics)
      else { return nil }
      return FurtherCost(name: name, amount: .dollars(fact, per: basis), timing: timing)
    }
  }

  /// `once`, `monthly` or `yearly`; the first month where none is given.
  private func timing(
    _ reader: inout MappingReader, at item: Node, months: Int,
    into diagnostics: inout DiagnosticList
  ) -> FurtherCost.Timing {
    let once = reader.optional("once")
    var given: [(key: String, timing: FurtherCost.Timing)] =
      once == nil ? [] : [("once", .once(month: 1))]
    for (key, timing) in [("monthly", FurtherCost.Timing.monthly), ("yearly", .yearly)] {
      let answer = reader.optional(key)?
        .choice(key, among: ["yes", "no", "true", "false"], into: &diagnostics)
      if answer == "yes" || answer == "true" { given.append((key, timing)) }
    }
    if given.count > 1 {
      diagnostics.append(.conflict(given[0].key, given[1].key, at: item.span))
    }
    guard let once, let text = once.text("'once'", into: &diagnostics) else {
      return given.first?.timing ?? .once(month: 1)
    }
    let digits = text.split(separator: " ").last.flatMap { Int($0) }
    guard text.hasPrefix("month "), let digits, (1...months).contains(digits) else {
      diagnostics.append(
        .badRange(
          "'once'", "'month 1' to 'month \(months)', inside the horizon,", text, at: once.span))
      return .once(month: 1)
    }
    return .once(month: digits)
  }

  /// `2% of servers`, `1% of capital`.
  private func shareOfHardware(
    _ node: Node, _ name: String, _ source: Node?, into diagnostics: inout DiagnosticList
  ) -> FurtherCost.Amount? {
    guard
      let fact = named(
        node, Ratio.self, "'share'", name, source, sample: "2% of capital", into: &diagnostics),
      let text = node.scalar?.text
    else { return nil }
    if text.hasSuffix("of servers") { return .ofServers(fact) }
    if text.hasSuffix("of capital") { return .ofCapital(fact) }
    diagnostics.append(
      .badRange("'share'", "a share 'of servers' or 'of capital'", text, at: node.span))
    return nil
  }

  /// A source as it stands in a plan: title and date at least.
  static func citation(_ node: Node, into diagnostics: inout DiagnosticList) -> Citation? {
    var reader = MappingReader(node, what: "a source", into: &diagnostics)
    let title = reader.required("title", into: &diagnostics)?.text("'title'", into: &diagnostics)
    let date = reader.required("date", into: &diagnostics)?.date("'date'", into: &diagnostics)
    let kind = reader.optional("kind")?.text("'kind'", into: &diagnostics)
    let publisher = reader.optional("publisher")?.text("'publisher'", into: &diagnostics)
    let link = reader.optional("link")?.text("'link'", into: &diagnostics)
    reader.finish(into: &diagnostics)
    guard let title, let date else { return nil }
    return Citation(
      title: title, publisher: publisher ?? kind ?? "the plan", date: "\(date)",
      locator: link ?? "\(node.span)")
  }
}

extension String {
  var trimmed: String {
    var view = Substring(self)
    while view.first == " " { view.removeFirst() }
    while view.last == " " { view.removeLast() }
    return String(view)
  }
}
