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
    terms.discount = reader.optional("discount")?
      .planFact(
        PerSecond.self, "'discount'", range: .notNegative, into: &diagnostics)
    terms.tax = tax(reader.optional("tax"), into: &diagnostics)
    reader.finish(into: &diagnostics)
    return terms
  }

  func costs(
    _ node: Node?, months: Int, into diagnostics: inout DiagnosticList
  ) -> [FurtherCost] {
    (node?.listOrOne ?? []).compactMap { item in
      var reader = MappingReader(item, what: "a cost", into: &diagnostics)
      let name = reader.required("name", into: &diagnostics)?.text("'name'", into: &diagnostics)
      let amountNode = reader.required("amount", into: &diagnostics)
      let once = reader.optional("once")
      let monthly = reader.optional("monthly")
      let source = reader.optional("source")
      reader.finish(into: &diagnostics)
      let answer = monthly?
        .choice("monthly", among: ["yes", "no", "true", "false"], into: &diagnostics)
      let isMonthly = answer == "yes" || answer == "true"
      if once != nil, isMonthly {
        diagnostics.append(.conflict("once", "monthly", at: item.span))
      }
      var month = 1
      if let once, let text = once.text("'once'", into: &diagnostics) {
        let digits = text.split(separator: " ").last.flatMap { Int($0) }
        if text.hasPrefix("month "), let digits, (1...months).contains(digits) {
          month = digits
        } else {
          diagnostics.append(
            .badRange(
              "'once'", "'month 1' to 'month \(months)', inside the horizon,", text, at: once.span))
        }
      }
      let citation = source.flatMap { Self.citation($0, into: &diagnostics) }
      guard let name, let amountNode,
        let amount = amountNode.planFact(Dollars.self, "'amount'", into: &diagnostics)
      else { return nil }
      let origin: Provenance.Origin =
        citation.map { .citations([$0]) } ?? amountNode.provenance(evidence: nil).origin
      return FurtherCost(
        name: name,
        amount: amount.resting(
          on: Provenance(
            origin, evidence: citation == nil ? .assumed : .published, note: name,
            written: amountNode.scalar?.text)),
        timing: isMonthly ? .monthly : .once(month: month))
    }
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
