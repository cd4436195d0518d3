import Documents
import Figures
import Keys
import Units

extension Citation {
  /// A source as it stands in a plan: title and date at least.
  static let section = Section<Citation>("source", "A source", merged: false, what: "a source") {
    keys in
    let title = keys.required("title", .text, "what it is called")
    let date = keys.required("date", .date, "of when it is")
    let kind = keys.optional("kind", .text, "quote, page, report")
    let publisher = keys.optional("publisher", .text, "who says it")
    let link = keys.optional("link", .text, "where it is found")
    guard let title, let date, let place = keys.place else { return nil }
    return Citation(
      title: title, publisher: publisher ?? kind ?? "the plan", date: "\(date)",
      locator: link ?? "\(place.node.span)")
  }
}

extension Keys {
  /// The key of a source, which grades what stands beside it.
  func source(of what: String = "who says so", without: String = "assumed") -> Citation? {
    optional("source", .section(Citation.section), what, without: without)
  }
}

extension Fact {
  /// The fact as its source grades it, or as an assumption of the plan.
  ///
  /// - Parameter note: What the fact is of.
  func resting(on citation: Citation?, note: String) -> Fact {
    let own = provenance
    return resting(
      on: Provenance(
        citation.map { .citations([$0]) } ?? own.origin,
        evidence: citation == nil ? .assumed : .published, note: note, written: own.written,
        isPrivate: own.isPrivate, isStated: true, keys: own.keys))
  }
}
