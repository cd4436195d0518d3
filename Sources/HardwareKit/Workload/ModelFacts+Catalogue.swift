public import Figures

extension ModelCatalogue {
  /// Where the dimensions of an entry were read, for the facts that follow from them.
  public func provenance(of entry: Entry) -> Provenance {
    let source = sources[entry.source]
    let citation = Citation(
      title: source?.title ?? entry.architecture.name, publisher: source?.publisher ?? "",
      date: source?.date.map { "\($0)" } ?? "undated", locator: source?.locator ?? "")
    return Provenance(
      .citations([citation]), evidence: .published,
      note: "dimensions of \(entry.architecture.id)")
  }
}
